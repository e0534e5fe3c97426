"""Tables without rules: columns that keep their places over many lines, below a line that looks like their header."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ceiba.exchange.readers.pdf.cells import paragraphs
from ceiba.exchange.readers.pdf.gutters import Band, Gutter, Item, Row, columns_of
from ceiba.exchange.readers.pdf.gutters import rows_of as printed_rows
from ceiba.exchange.readers.pdf.lines import is_mark
from ceiba.exchange.readers.pdf.parts import Grid, GridCell, Piece, Rule

_FEWEST_ROWS = 3
_WIDER = 1.3  # times the usual distance of lines: a gap that parts rows
_NUMERIC = re.compile(
    r"[^\w]*(?:[A-Z]{1,4}\$?|\$)?\s?[\d.,]*\d[\d.,]*\s?%?|n\.?\s?[/d]\.?\s?[ad]?\.?|[-–—]", re.IGNORECASE
)
_MOST_COLUMNS = 25
_APART = 4.0  # times the height of letters: a gap that no table has between its rows

Line = dict[int, Piece]  # the pieces of a printed line by column


def table_of(band: Band, rules: Sequence[Rule]) -> Grid | None:
    """Return the table that a band of lines is; None where the evidence is weak.

    Evidence: two columns and three rows or more, of which the first looks like a header: it is bold and the others are
    not, a rule runs below it, or it has words above columns of figures.
    """
    if not 2 <= len(band.gutters) + 1 <= _MOST_COLUMNS or not all(
        isinstance(i, Piece) for row in band.rows for i in row
    ):
        return None
    lines = lines_of(band)
    width = len(band.gutters) + 1
    rows = rows_of(lines, width, rules)
    if len(rows) < _FEWEST_ROWS or not _is_header(rows, width, rules) or _is_list(lines, width):
        return None
    return grid_of(band, rows)


def lines_of(band: Band) -> list[Line]:
    """Return the printed lines of a band by column; pieces of one column are put together."""
    found: list[Line] = []
    for row in band.rows:
        line: Line = {}
        for c, items in enumerate(columns_of([row], band.gutters)):
            pieces = [i for i in items if isinstance(i, Piece)]
            if pieces:
                line[c] = _together(pieces)
        found.append(line)
    return found


def _together(pieces: Sequence[Piece]) -> Piece:
    first = pieces[0]
    if len(pieces) == 1:
        return first
    text = " ".join(p.text for p in pieces)
    bold = all(p.bold for p in pieces)
    return Piece(text, first.x0, pieces[-1].x1, first.base, first.size, bold, first.heading, first.aside)


def rows_of(lines: Sequence[Line], width: int, rules: Sequence[Rule] = ()) -> list[list[Line]]:
    """Return the printed lines by row of the table: parted by gaps, or where most columns begin anew."""
    bases = [next(iter(line.values())).base for line in lines]
    gaps = [b - a for a, b in pairwise(bases)]
    usual = sorted(gaps)[len(gaps) // 4] if gaps else 0.0
    extent = _extent(lines)
    groups: list[list[Line]] = [[lines[0]]]
    for gap, line, (above, below) in zip(gaps, lines[1:], pairwise(bases), strict=True):
        if gap > _WIDER * usual or _ruled_between(rules, above, below, extent):
            groups.append([line])
        else:
            groups[-1].append(line)
    if len(groups) > _FEWEST_ROWS and sum(len(g) > 1 for g in groups) * 2 > len(groups):
        return groups
    return [row for group in groups for row in _by_anchor(group, width)]


def _by_anchor(group: Sequence[Line], width: int) -> list[list[Line]]:
    """Return lines that no gap parts by row: a row begins where most columns hold text."""
    rows: list[list[Line]] = []
    for line in group:
        anchor = len(line) >= max(2, -(-width * 3 // 5))
        if not rows or (anchor and not _goes_on(line, rows[-1])):
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _goes_on(line: Line, row: Sequence[Line]) -> bool:
    """Tell whether a line goes on with the row above it: bold below bold, or words that begin small."""
    if all(p.bold for above in row for p in above.values()) and all(p.bold for p in line.values()):
        return True
    return any(p.text[:1].islower() for p in line.values()) and not any(
        _NUMERIC.fullmatch(p.text) for p in line.values()
    )


def _ruled_between(rules: Sequence[Rule], above: float, below: float, extent: tuple[float, float]) -> bool:
    """Tell whether a rule runs between two heights over most of a width."""
    left, right = extent
    return any(above < r.at < below and r.end - r.start > 0.6 * (right - left) for r in rules)


def _extent(lines: Iterable[Line]) -> tuple[float, float]:
    pieces = [p for line in lines for p in line.values()]
    return min(p.x0 for p in pieces), max(p.x1 for p in pieces)


def _is_header(rows: Sequence[Sequence[Line]], width: int, rules: Sequence[Rule]) -> bool:
    """Tell whether the first row looks like the header of the others."""
    first = [p for line in rows[0] for p in line.values()]
    columns = {c for line in rows[0] for c in line}
    if len(columns) < max(2, -(-width * 3 // 5)) or sum(len(p.text) for p in first) > 60 * width:
        return False
    others = [p for row in rows[1:] for line in row for p in line.values()]
    if all(p.bold for p in first) and sum(p.bold for p in others) * 2 < len(others):
        return True
    extent = _extent([line for row in rows for line in row])
    if _ruled_between(rules, first[-1].base, others[0].base, extent):
        return True
    return not any(any(map(str.isdigit, p.text)) for p in first) and _has_figures(rows[1:], columns)


def _has_figures(rows: Sequence[Sequence[Line]], columns: set[int]) -> bool:
    """Tell whether most rows hold figures in one of the columns, which are no rising page numbers."""
    for column in columns - {0}:
        texts = [row[0][column].text for row in rows if column in row[0]]
        figures = [t for t in texts if _NUMERIC.fullmatch(t)]
        if len(figures) < 2 or len(figures) * 5 < len(rows) * 3:
            continue
        pages = [int(t) for t in figures if t.isdigit() and len(t) < 4]
        if len(columns) > 2 or len(pages) < len(figures) or pages != sorted(pages):
            return True
    return False


def _is_list(lines: Sequence[Line], width: int) -> bool:
    """Tell whether two columns are only the marks of a list and its texts, or labels and what they say."""
    if width != 2:
        return False
    first = [line[0].text for line in lines if 0 in line]
    return bool(first) and (
        all(is_mark(text) for text in first) or sum(text.endswith(":") for text in first) * 2 > len(first)
    )


def rest_of(table: Grid, items: Sequence[Item]) -> tuple[Grid | None, list[Item]]:
    """Return what goes on with a table at the beginning of the next page, by its columns, and what else is there."""
    rows = printed_rows(items)
    inner = table.edges[1:-1]
    count = 0
    for above, row in zip([None, *rows], rows, strict=False):
        apart = above is not None and row[0].base - above[0].base > _APART * row[0].base - _APART * row[0].top
        if apart or not all(isinstance(i, Piece) and not any(i.x0 < x < i.x1 for x in inner) for i in row):
            break
        count += 1
    while count and len(rows[count - 1]) < 2:
        count -= 1
    if not count or sum(len(row) > 1 for row in rows[:count]) * 3 < count:
        return None, list(items)
    band = Band(rows[:count], [Gutter(x, x) for x in inner])
    rest = grid_of(band, rows_of(lines_of(band), len(inner) + 1))
    rest.edges = list(table.edges)
    return rest, [i for row in rows[count:] for i in row]


def grid_of(band: Band, rows: Sequence[Sequence[Line]]) -> Grid:
    """Return the table whose printed lines are parted into rows."""
    left, right = _extent([line for row in rows for line in row])
    middles = [(g.start + g.end) / 2 for g in sorted(band.gutters, key=lambda g: g.start)]
    edges = [left, *middles, right]
    cells = [[_cell(row, c, edges[c + 1]) for c in range(len(edges) - 1)] for row in rows]
    pieces: Row = [i for row in band.rows for i in row]
    return Grid(cells, edges, min(i.top for i in pieces), max(i.bottom for i in pieces), ruled=False)


def _cell(row: Sequence[Line], column: int, x1: float) -> GridCell:
    pieces = [line[column] for line in row if column in line]
    return GridCell(paragraphs(pieces, x1), bold=bool(pieces) and all(p.bold for p in pieces))
