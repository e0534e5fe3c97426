"""Tables that lost their tabs: a cell a line, or a piece of a cell a line, below the names of their columns.

The names stand one below the other, or with a blank line behind each. The rows may stand apart by blank lines.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice, takewhile

from ceiba.exchange.extraction.cell_rows import UNFINISHED, Asks, CellRows, Piece, read
from ceiba.exchange.extraction.content import Content, is_value
from ceiba.exchange.extraction.headings import is_infinitive
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.row_layouts import AnyColumns
from ceiba.kernel.text import squeeze

_LEAST_COLUMNS = 3
_NAME_LINES, _NAME_CHARACTERS = 5, 70
_HEADER_LINES = 60
_UNKNOWN = 0.34  # share of the names that may be none, between others that are
_FARTHEST = 20_000  # lines of one table
_NUMBERED = re.compile(  # «Eje estratégico 1»: it heads a part of a plan
    r"^(?:eje|pilar|[áa]rea|sector|componente|objetivo|programa|l[íi]nea|lineamiento|estrategia)s?\b.{0,40}?\s\d{1,2}$",
    re.IGNORECASE,
)


def gathered(lines: Sequence[TextLine], matrix: AnyColumns, is_label: Asks) -> list[TextLine]:
    """Return the lines with tables of a cell a line as rows of cells; ``is_label`` knows «EJE 1: Agua»."""
    found: list[TextLine] = []
    i = 0
    while i < len(lines):
        table = _table(lines, i, matrix, is_label) if _may_begin(lines, i, matrix) else None
        if table is None or _is_titled(lines, i, table, matrix, is_label):
            found.append(lines[i])
            i += 1
            continue
        found += table.rows
        i = table.end
    return found


def _is_titled(lines: Sequence[TextLine], i: int, table: CellRows, matrix: AnyColumns, is_label: Asks) -> bool:
    """Tell whether the first name is no column's but the table's title: what stands below it reads better alone."""
    if i + 1 >= len(lines) or not _may_begin(lines, i + 1, matrix):
        return False
    names = table.rows[0].cells
    fields = matrix.read(names, [Content()] * len(names)) or ("",)
    below = _table(lines, i + 1, matrix, is_label) if fields[0] != "level" else None
    return below is not None and below.cost < table.cost


def _is_aired(lines: Sequence[TextLine], i: int) -> bool:
    """Tell whether a blank line stands behind every line here."""
    return i + 6 < len(lines) and all(lines[i + k].is_blank == bool(k % 2) for k in range(6))


def _pieces(lines: Sequence[TextLine], start: int, *, aired: bool) -> Iterator[Piece]:
    """Yield the printed lines from a line on up to one that is not plain, or to where the header comes again."""
    blanks = 0
    for i in range(start, min(len(lines), start + _FARTHEST)):
        if lines[i].is_blank:
            blanks += 1
            continue
        if not _is_plain(lines[i]) or (i > start and _comes_again(lines, start, i, 2 if aired else 1)):
            return
        yield Piece(lines[i], i, blanks > 0, blanks > aired)
        blanks = 0


def _comes_again(lines: Sequence[TextLine], start: int, i: int, step: int) -> bool:
    """Tell whether the first two lines of a header stand here once more."""
    return lines[i].text == lines[start].text and all(
        k + step < len(lines) and lines[k + step].text == lines[start + step].text for k in (start, i)
    )


def _is_plain(line: TextLine) -> bool:
    return not line.cells and not line.is_blank and line.table is None and not line.aside and not line.apart


def _may_begin(lines: Sequence[TextLine], i: int, matrix: AnyColumns) -> bool:
    """Tell whether the name of a column stands here alone, and another one in the next lines."""
    if len(lines[i].text) > _NAME_CHARACTERS or not _begins_name(lines[i]):
        return False
    return _name_end(lines, i, matrix, longest=False) is not None


def _begins_name(line: TextLine) -> bool:
    """Tell whether a line can begin the name of a column: no item of a list, and no heading of what stands below it."""
    text = line.printed
    return (
        _is_plain(line)
        and not line.bullet
        and not text.endswith(":")
        and not _NUMBERED.search(text)
        and (text[:1].isupper() or text[:1] in "#%N" or text[:1].isdigit())
    )


def _name_end(lines: Sequence[TextLine], i: int, matrix: AnyColumns, *, longest: bool) -> int | None:
    """Return where the name of a column that begins in a line ends: the shortest or longest run that is one."""
    ends = []
    text = ""
    for j in range(i, min(i + _NAME_LINES, len(lines))):
        if not _is_plain(lines[j]) or (j > i and longest and lines[j].text[:1].isdigit()):
            break
        text = f"{text} {lines[j].printed}".strip()
        if len(text) > _NAME_CHARACTERS:
            break
        if matrix.names(text) and not UNFINISHED.search(text):
            ends.append(j + 1)
    if not ends:
        return None
    end = ends[-1] if longest else ends[0]
    while not longest and end < len(lines) and _is_plain(lines[end]) and lines[end].text[:1].islower():
        further = next((e for e in ends if e > end), None)
        if further is None:
            return None
        end = further
    return end


def _header(lines: Sequence[TextLine], start: int, matrix: AnyColumns, *, longest: bool) -> tuple[list[str], int]:
    """Return the names of columns that stand below one another from a line on, and where they end."""
    names: list[str] = []
    unknown = 0
    i = start
    while i < min(len(lines), start + _HEADER_LINES) and _begins_name(lines[i]):
        end = _name_end(lines, i, matrix, longest=longest)
        if end is None:
            further = i + 1 < len(lines) and _begins_name(lines[i + 1])
            if unknown >= _UNKNOWN * len(names) or not further or not _may_name(lines[i]):
                break
            if _name_end(lines, i + 1, matrix, longest=longest) is None:
                break
            unknown, end = unknown + 1, i + 1
        names.append(squeeze(" ".join(line.printed for line in lines[i:end])))
        i = end
    return names, i


def _may_name(line: TextLine) -> bool:
    """Tell whether a line that names no known column can name another one: few words, no sentence, no value."""
    text = line.printed
    if len(text) > _NAME_CHARACTERS / 2 or text.endswith((".", ";")) or line.enumerator or is_value(text):
        return False
    return not is_infinitive(text)


def _table(lines: Sequence[TextLine], start: int, matrix: AnyColumns, is_label: Asks) -> CellRows | None:
    """Return the table whose header begins in a line, the cheaper one where a header can be read in two ways."""

    def is_name(text: str) -> bool:
        return len(text) <= _NAME_CHARACTERS and matrix.heads(text)

    aired = _is_aired(lines, start)
    top = takewhile(lambda piece: not piece.gap, _pieces(lines, start, aired=aired))
    near = [piece.line for piece in islice(top, _HEADER_LINES + _NAME_LINES)]
    best: CellRows | None = None
    for longest in (False, True):
        names, height = _header(near, 0, matrix, longest=longest)
        fields = matrix.read(names, [Content()] * len(names)) if len(names) >= _LEAST_COLUMNS else None
        if fields is None:
            continue
        pieces: Iterator[Piece] = islice(_pieces(lines, start, aired=aired), height, None)
        first = next(pieces, None)
        if first is None:
            continue
        if not first.blank:  # rows right below their header end with it at a blank line
            pieces = takewhile(lambda piece: not piece.blank, pieces)
        table = read(chain([first], pieces), fields, is_label, is_name)
        if table is not None and (best is None or table.cost < best.cost):
            header = TextLine(lines[start].number, squeeze(" ".join(names)), cells=tuple(names))
            best = table._replace(rows=(header, *table.rows))
    return best
