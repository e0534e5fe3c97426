"""Forms in two columns, labels on the left and values on the right, drawn with blanks or tabs: a row for each label."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ceiba.exchange.extraction.layout_rows import Segment, segments
from ceiba.exchange.extraction.lines import TextLine
from ceiba.kernel.text import squeeze

_FEWEST, _KNOWN = 3, 0.5  # labels of a form, and the share of them that are known
_LABEL_CHARACTERS, _LABEL_WORDS = 45, 7
_MARGIN = 4  # columns that a label may be set in
_LISTED = ("number", "bracket", "letter", "code")
Names = Callable[[str], bool]


def gathered(lines: Sequence[TextLine], raw: Mapping[int, str], names: Names) -> list[TextLine]:
    """Return the lines with every such form as rows of two cells; what stands below a value goes on with it.

    ``names`` tells whether a text is the label of a field, a level or a column; ``raw`` are the lines as printed.
    """
    found: list[TextLine] = []
    i = 0
    while i < len(lines):
        form = _form(lines, i, raw, names)
        if form:
            found += form[0]
            i = form[1]
            continue
        line = lines[i]
        if line.tabs == 1 and line.text and found and _is_field(found[-1], names):
            found[-1] = _with_more(found[-1], line)
        else:
            found.append(line)
        i += 1
    return found


def _form(
    lines: Sequence[TextLine], start: int, raw: Mapping[int, str], names: Names
) -> tuple[list[TextLine], int] | None:
    """Return the rows of the form that begins in a line and where it ends, None where none does."""
    first = _parts(lines[start], raw)
    if len(first) != 2 or first[0].start > _MARGIN or not _is_label(first[0].text):
        return None
    gutter, margin = first[1].start, first[0].start
    rows: list[TextLine] = []
    i = start
    while i < len(lines):
        own = _parts(lines[i], raw)
        if len(own) == 1 and own[0].start == gutter and rows:
            rows[-1] = _with_more(rows[-1], lines[i])
        elif len(own) == 2 and (own[0].start, own[1].start) == (margin, gutter) and _is_label(own[0].text):
            cells = (squeeze(own[0].text), squeeze(own[1].text))
            rows.append(TextLine(lines[i].number, squeeze(" ".join(cells)), cells=cells))
        else:
            break
        i += 1
    if i < len(lines) and len(_parts(lines[i], raw)) > 1:
        return None  # a grid of values stands below the labels
    known = sum(names(row.cells[0].rstrip(" .:")) for row in rows)
    return (rows, i) if len(rows) >= _FEWEST and known >= _KNOWN * len(rows) else None


def _parts(line: TextLine, raw: Mapping[int, str]) -> tuple[Segment, ...]:
    """Return what runs of blanks part in a line, nothing where it is a row or blank."""
    if line.cells or line.is_blank or line.table is not None or "\t" in raw[line.number]:
        return ()
    return segments(raw[line.number])


def _is_field(row: TextLine, names: Names) -> bool:
    return len(row.cells) == 2 and _is_label(row.cells[0]) and names(row.cells[0])


def _is_label(text: str) -> bool:
    return text[:1].isupper() and len(text) <= _LABEL_CHARACTERS and len(text.split()) <= _LABEL_WORDS


def _with_more(row: TextLine, line: TextLine) -> TextLine:
    """Return a row with a further line of its value: an item of a list, or the end of what is above it."""
    listed = bool(line.bullet) or line.style in _LISTED
    text = f"{line.bullet} {line.printed}".strip() if listed else line.text
    value = f"{row.cells[1]}{chr(10) if listed or not text[:1].islower() else ' '}{text}"
    return replace(row, text=squeeze(f"{row.cells[0]} {value}"), cells=(row.cells[0], value))
