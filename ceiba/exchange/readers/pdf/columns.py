"""The order in which a page is read: columns one after the other where gutters part them, tables in their place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ceiba.exchange.readers.pdf.aligned import table_of
from ceiba.exchange.readers.pdf.gutters import Band, Gutter, Item, Row, band_at, columns_of, near, rows_of, trimmed
from ceiba.exchange.readers.pdf.parts import Grid, Piece, Rule

_FEWEST_LINES = 5  # of a column
_NARROWEST = 0.17  # of the width of the band
_SHORTEST_LINE = 14  # letters, on average
_FULL = 0.7  # of the width of a column: a line that fills it
_DEEPEST = 3
_TAIL = 2  # lines below columns that may be a heading over the whole width


@dataclass(frozen=True, slots=True)
class Break:
    """Between the lines of two columns: what follows does not stand below what is before."""


Entry = Row | Grid | Break


def arranged(items: Iterable[Item], rules: Sequence[Rule], depth: int = 0) -> list[Entry]:
    """Return what is printed on a page in reading order; ``rules`` are the level ones drawn on it."""
    rows = rows_of(items)
    found: list[Entry] = []
    start = 0
    while start < len(rows):
        band = band_at(rows, start)
        if band.gutters:
            taken, entries = _banded(band, rules, depth)
            found += entries
            start += taken
        else:
            found += _plain(band.rows)
            start += 1
    return found


def _plain(rows: Iterable[Row]) -> list[Entry]:
    return [row[0] if isinstance(row[0], Grid) else row for row in rows]


def _banded(band: Band, rules: Sequence[Rule], depth: int) -> tuple[int, list[Entry]]:
    """Return how many lines of a band are taken, and what they are: columns, a table, or lines as they stand."""
    prose = _columns(band, depth)
    above, middle, _below = trimmed(band)
    table = table_of(middle, rules) if middle.gutters else None
    if table is not None and (prose is None or _stands_as_table(table)):
        return len(above) + len(middle.rows), [*_plain(above), table]
    if prose is None:
        taken = len(above) + len(middle.rows)
        return taken, _plain(band.rows[:taken])
    gutters, taken = prose
    entries: list[Entry] = []
    for column in columns_of(band.rows[:taken], gutters):
        entries += [Break(), *arranged(column, rules, depth + 1)]
    return taken, [*entries, Break()]


def _stands_as_table(table: Grid) -> bool:
    """Tell whether what could be columns of prose is a table: a header and two rows or more that begin together."""
    full = [row for row in table.rows if all(cell.text for cell in row)]
    if len(full) < 3 or len(full) * 4 < len(table.rows) * 3 or not all(cell.bold for cell in table.rows[0]):
        return False
    pairs = [(a.text, b.text) for above, row in pairwise(table.rows[1:]) for a, b in zip(above, row, strict=True)]
    cut = sum(b[:1].islower() and not a.endswith((".", ":", ";")) for a, b in pairs if a)
    return cut * 8 < len(pairs)


def _columns(band: Band, depth: int) -> tuple[list[Gutter], int] | None:
    """Return the gutters that part columns of running text, and the lines that stand in them; None where none do."""
    if depth >= _DEEPEST:
        return None
    widest = sorted(band.gutters, key=lambda g: g.start - g.end)
    for gutters in (band.gutters, *([g] for g in widest if len(widest) > 1)):
        columns = columns_of(band.rows, gutters)
        width = max(i.x1 for row in band.rows for i in row) - min(i.x0 for row in band.rows for i in row)
        if all(_is_column(column, width) for column in columns) and _flows(band, gutters):
            return gutters, len(band.rows) - _tail(band)
    return None


def _is_column(items: Sequence[Item], width: float) -> bool:
    """Tell whether pieces make a column of running text."""
    lines = [row for row in rows_of(items) if isinstance(row[0], Piece)]
    if len(lines) < _FEWEST_LINES:
        return any(isinstance(i, Grid) for i in items)
    left, right = min(i.x0 for i in items), max(i.x1 for i in items)
    if right - left < _NARROWEST * width:
        return False
    letters = sum(len(i.text) for row in lines for i in row if isinstance(i, Piece))
    return letters >= _SHORTEST_LINE * len(lines)


def _flows(band: Band, gutters: Sequence[Gutter]) -> bool:
    """Tell whether the lines of columns fill them, or keep heights of their own: those of a table do neither."""
    columns = columns_of(band.rows, gutters)
    full = [_full_lines(column) for column in columns]
    if all(share >= 0.5 for share in full):
        return True
    both = sum(len(row) > 1 for row in band.rows)
    return both * 3 < len(band.rows) and min(full) >= 0.3


def _full_lines(items: Sequence[Item]) -> float:
    """Return the share of the lines of a column that fill its width."""
    left, right = min(i.x0 for i in items), max(i.x1 for i in items)
    rows = rows_of(items)
    return sum(row[-1].x1 - left >= _FULL * (right - left) for row in rows) / len(rows)


def _tail(band: Band) -> int:
    """Return how many lines at the end of a band belong below its columns: a heading over the whole width."""
    if not band.closed:
        return 0
    for count in range(1, min(_TAIL, len(band.rows) - 1) + 1):
        above, below = band.rows[-count - 1], band.rows[-count]
        if all(len(row) == 1 for row in band.rows[-count:]) and not near(above, below):
            return count
    return 0
