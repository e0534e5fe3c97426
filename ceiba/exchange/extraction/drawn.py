"""Tables drawn with bars, with quotes or with runs of blanks, put back into rows of cells."""

import csv
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ceiba.exchange.extraction import content
from ceiba.exchange.extraction.layout_rows import Segment, segments
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.paragraphs import join
from ceiba.kernel.text import squeeze

_BARRED = re.compile(r"\s*\|(?P<cells>.*)\|\s*$")
_RULE = re.compile(r"[\s|:+=_\-–—]*")
_HEADER_LINES = 4
_LEAST_COLUMNS, _LEAST_ROWS = 3, 2
_FARTHEST = 20_000  # lines of one table
_GAP = 2  # blank lines that end a table
_WHOLE = 0.8  # share of the rows that have as many texts as the header
_BRIDGES = 0.15  # share of lines that may fill a gutter
_QUOTED = re.compile(r'"(?:[^"]|"")*"(?:(?P<sign>[,;|])\s?"(?:[^"]|"")*"(?:(?P=sign)\s?"(?:[^"]|"")*")*)')
Knows = Callable[[str], bool]


def quoted(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines with rows of quoted values («"a","b"») parted into cells."""
    found = []
    for line in lines:
        match = _QUOTED.fullmatch(line.text) if not line.cells and line.text.startswith('"') else None
        if match is not None:
            row = next(csv.reader([line.text], delimiter=match["sign"], skipinitialspace=True))
            found.append(TextLine(line.number, squeeze(" ".join(row)), cells=tuple(map(squeeze, row))))
        else:
            found.append(line)
    return found


def barred(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines with rows between bars («| a | b |») parted into cells, and the rules between them blank."""
    found = []
    for line in lines:
        match = _BARRED.match(line.text) if line.table is None and "|" in line.text else None
        if match is None:
            found.append(line)
        elif _RULE.fullmatch(line.text):
            found.append(TextLine(line.number, ""))
        else:
            cells = tuple(map(squeeze, match["cells"].split("|")))
            found.append(TextLine(line.number, squeeze(" ".join(cells)), cells=cells) if len(cells) > 1 else line)
    return found


@dataclass(slots=True)
class _Laid:
    """The lines of a table laid out with blanks: its columns from start to end, and how many lines its header has."""

    first: int
    last: int
    height: int
    columns: list[tuple[int, int]]
    rows: list[list[str]] | None = None  # the cells of each line, where a line is a row and columns do not keep places


def laid_out(lines: Sequence[TextLine], raw: Mapping[int, str], knows: Knows) -> list[TextLine]:
    """Return the lines with the tables that runs of blanks lay out as rows of cells; ``raw`` are the lines as printed.

    A table is told by a line that names at least three columns, two of them known. What stands below goes to the column
    that it overlaps; a new row begins where a column of values, codes or numbers is filled again.
    """
    found: list[TextLine] = []
    i = 0
    while i < len(lines):
        table = _table(lines, i, raw, knows) if _may_head(lines[i], raw, knows) else None
        if table is None:
            found.append(lines[i])
            i += 1
            continue
        found += _rows(lines, table, raw)
        i = table.last + 1
    return found


def _may_head(line: TextLine, raw: Mapping[int, str], knows: Knows) -> bool:
    if line.cells or line.is_blank or line.table is not None:
        return False
    own = segments(_spaced(raw[line.number]))
    return len(own) >= _LEAST_COLUMNS and sum(knows(s.text) for s in own) >= 2


def _spaced(text: str) -> str:
    return text.replace("\t", "    ")


def _table(lines: Sequence[TextLine], start: int, raw: Mapping[int, str], knows: Knows) -> _Laid | None:
    """Return the table whose header stands at a line, None where what follows does not keep to its columns."""
    head = segments(_spaced(raw[lines[start].number]))
    gapped = _gapped(lines, start, raw, head)
    if gapped is not None:
        return gapped
    last, blanks, parted = start, 0, {start: head}
    for i in range(start + 1, min(len(lines), start + _FARTHEST)):
        if lines[i].is_blank:
            blanks += 1
            continue
        own = segments(_spaced(raw[lines[i].number]))
        if (
            lines[i].cells
            or blanks > _GAP
            or _crosses(own, head)
            or (i > start + 1 and _may_head(lines[i], raw, knows))
        ):
            break
        if blanks and len(own) == 1 and own[0].start < head[1].start and not _follows(lines, i, raw, head, knows):
            break
        last, blanks, parted[i] = i, 0, own
    columns = _columns([s for own in parted.values() for s in own], head, len(parted))
    if len(columns) < _LEAST_COLUMNS or len(parted) < _LEAST_ROWS:
        return None
    height = 1
    while height < _HEADER_LINES and start + height in parted and _is_header(parted[start + height]):
        height += 1
    return _Laid(start, last, height, columns)


def _gapped(lines: Sequence[TextLine], start: int, raw: Mapping[int, str], head: Sequence[Segment]) -> _Laid | None:
    """Return a table whose rows have as many texts as its header, each row in one line, wherever they stand."""
    below: list[tuple[Segment, ...]] = []
    for line in lines[start + 1 : start + _FARTHEST]:
        own = () if line.is_blank or line.cells or line.table is not None else segments(_spaced(raw[line.number]))
        if not len(head) - 1 <= len(own) <= len(head):
            break
        below.append(own)
    whole = sum(len(own) == len(head) for own in below)
    aligned = sum(s.start == h.start for own in below for s, h in zip(own, head, strict=False))
    if not below or whole < _WHOLE * len(below) or aligned > whole * len(head) / 2:
        return None
    rows = [[s.text for s in own] + [""] * (len(head) - len(own)) for own in (head, *below)]
    return _Laid(start, start + len(below), 1, [], rows)


def _follows(lines: Sequence[TextLine], i: int, raw: Mapping[int, str], head: Sequence[Segment], knows: Knows) -> bool:
    """Tell whether a lone text behind a blank line begins a row: other cells stand in its line or the next one."""
    nearest = next((line for line in lines[i + 1 : i + 3] if not line.is_blank), None)
    if nearest is None or nearest.cells or _may_head(nearest, raw, knows):
        return False  # the caption of the next table
    own = segments(_spaced(raw[nearest.number]))
    return len(own) > 1 and not _crosses(own, head)


def _crosses(own: Sequence[Segment], head: Sequence[Segment]) -> bool:
    """Tell whether a line is prose: one text across several columns."""
    return any(sum(s.start < h.end and s.end > h.start for h in head) > 2 for s in own) or (
        len(own) == 1 and len(head) > 1 and own[0].start < head[1].start and own[0].end > head[1].end
    )


def _is_header(own: Sequence[Segment]) -> bool:
    """Tell whether a line below the names of columns goes on with them: short words, no value, no code."""
    texts = [s.text for s in own]
    if any(content.is_value(text) and not re.fullmatch(r"(?:19|20)\d{2}", text) for text in texts):
        return False
    return all(
        text[:1].islower() or text.startswith("(") or re.fullmatch(r"\W*(?:19|20)\d{2}\W*", text) for text in texts
    )


def _columns(found: Sequence[Segment], head: Sequence[Segment], count: int) -> list[tuple[int, int]]:
    """Return where the columns stand: texts that overlap one another make one, but not those that bridge two."""
    width = max(s.end for s in found)
    filled = [0] * (width + 1)
    for segment in found:
        if sum(segment.start < h.end and segment.end > h.start for h in head) < 2:
            for place in range(segment.start, segment.end):
                filled[place] += 1
    columns: list[tuple[int, int]] = []
    start = None
    for place, times in enumerate([*filled, 0]):
        is_filled = times > max(0, count * _BRIDGES * 0.2)
        if is_filled and start is None:
            start = place
        elif not is_filled and start is not None:
            columns.append((start, place))
            start = None
    merged: list[tuple[int, int]] = []
    for column in columns:  # single blanks between words are no gutters
        if merged and column[0] - merged[-1][1] < 2 and not any(h.start == column[0] for h in head):
            merged[-1] = (merged[-1][0], column[1])
        else:
            merged.append(column)
    return merged


def _rows(lines: Sequence[TextLine], table: _Laid, raw: Mapping[int, str]) -> list[TextLine]:
    if table.rows is not None:
        whole = zip(lines[table.first : table.last + 1], table.rows, strict=True)
        return [TextLine(line.number, squeeze(" ".join(row)), cells=tuple(row)) for line, row in whole]
    body = [i for i in range(table.first + table.height, table.last + 1) if not lines[i].is_blank]
    parted = {i: _cells(segments(_spaced(raw[lines[i].number])), table.columns) for i in body}
    header = [
        _cells(segments(_spaced(raw[lines[i].number])), table.columns)
        for i in range(table.first, table.first + table.height)
    ]
    names = tuple(join([row[k] for row in header if row[k]]) for k in range(len(table.columns)))
    found = [TextLine(lines[table.first].number, squeeze(" ".join(names)), cells=names)]
    starts = _starts(body, parted)
    places = [*(bisect_left(body, start) for start in starts), len(body)]
    for n, start in enumerate(starts):
        own = [parted[i] for i in body[places[n] : places[n + 1]]]
        cells = tuple(join([row[k] for row in own if row[k]]) for k in range(len(table.columns)))
        found.append(TextLine(lines[start].number, squeeze(" ".join(cells)), cells=cells))
    return found


def _cells(own: Sequence[Segment], columns: Sequence[tuple[int, int]]) -> list[str]:
    cells = [""] * len(columns)
    for segment in own:
        place = max(
            range(len(columns)),
            key=lambda k: (min(segment.end, columns[k][1]) - max(segment.start, columns[k][0]), -k),
        )
        cells[place] = f"{cells[place]} {segment.text}".strip()
    return cells


def _starts(body: Sequence[int], parted: Mapping[int, list[str]]) -> list[int]:
    """Return the lines in which rows begin: by a column of values or codes, by blank lines, or by what is filled."""
    if not body:
        return []
    width = len(next(iter(parted.values())))
    filled = {k: [i for i in body if parted[i][k]] for k in range(width)}
    keys = [k for k in range(width) if len(filled[k]) > 1 and _is_key([parted[i][k] for i in filled[k]])]
    if keys:
        starts = sorted({i for k in keys for i in filled[k]})
    else:
        starts = [i for i in body if _begins([cell for cell in parted[i] if cell])]
    if not starts or starts[0] != body[0]:
        starts = [body[0], *starts]
    return starts


def _begins(cells: Sequence[str]) -> bool:
    """Tell whether most cells of a line begin anew, and do not go on in small letters."""
    anew = sum(not cell[:1].islower() for cell in cells)
    return anew > 1 and anew > len(cells) * 0.6


def _is_key(cells: Sequence[str]) -> bool:
    """Tell whether a column holds one unbroken thing a row: a value, a code, a year."""
    held = content.of_column(cells)
    if all(len(cell) < 3 for cell in cells):
        return True
    return held.values + held.codes >= 0.9 or held.money >= 0.9 or held.years >= 0.9
