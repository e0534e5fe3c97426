"""Where white runs down a page between pieces of many lines: bands of lines with text on both sides of a gutter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ceiba.exchange.readers.pdf.parts import Grid, Piece

Item = Piece | Grid
Row = list[Item]

_FAR = 1e6
_NARROWEST = 0.8  # of the size of the letters: a gutter is at least as wide
_PATIENCE = 14  # lines without text on both sides after which no gutter is looked for any more
_SAME_LINE = 0.3


def rows_of(items: Iterable[Item]) -> list[Row]:
    """Return pieces and tables by printed line, from above and from the left; a table is a line of its own."""
    rows: list[Row] = []
    for item in sorted(items, key=lambda i: i.base):
        last = rows[-1][0] if rows else None
        if (
            isinstance(item, Piece)
            and isinstance(last, Piece)
            and item.base - last.base <= _SAME_LINE * min(item.size, last.size)
        ):
            rows[-1].append(item)
        else:
            rows.append([item])
    for row in rows:
        row.sort(key=lambda i: i.x0)
    return rows


@dataclass(slots=True)
class Gutter:
    """White between two abscissas, and how far text reaches on either side of it: (upper edge, lower edge, lines)."""

    start: float
    end: float
    left: tuple[float, float, int] = (_FAR, -_FAR, 0)
    right: tuple[float, float, int] = (_FAR, -_FAR, 0)

    @property
    def parts(self) -> bool:
        """Tell whether text stands on both sides at the same height."""
        height = min(self.left[1], self.right[1]) - max(self.left[0], self.right[0])
        return height > 0 and self.left[2] > 0 and self.right[2] > 0

    def cut(self, row: Row, narrowest: float) -> list["Gutter"]:
        """Return what a line leaves of the gutter, the line counted on its sides."""
        found: list[Gutter] = []
        start = self.start
        for item in (*row, None):
            end = min(self.end, item.x0) if item is not None else self.end
            if end - start >= narrowest:
                left = _grown(self.left, [i for i in row if i.x1 <= start + 0.01])
                right = _grown(self.right, [i for i in row if i.x0 >= end - 0.01])
                found.append(Gutter(start, end, left, right))
            if item is not None:
                start = max(start, item.x1)
        return found


def _grown(side: tuple[float, float, int], items: Sequence[Item]) -> tuple[float, float, int]:
    if not items:
        return side
    top, bottom, lines = side
    return min(top, *(i.top for i in items)), max(bottom, *(i.bottom for i in items)), lines + 1


@dataclass(slots=True)
class Band:
    """Lines with text on both sides of gutters; a band without gutters is a line as it stands.

    ``closed`` tells that a line across the gutters ends it, and not the end of the page.
    """

    rows: list[Row]
    gutters: list[Gutter] = field(default_factory=list)
    closed: bool = False


def band_at(rows: Sequence[Row], start: int) -> Band:
    """Return the lines from a place on as far as the gutters reach that part them; one line where there are none."""
    gutters = [Gutter(-_FAR, _FAR)]
    parting: list[Gutter] = []
    for end in range(start, len(rows)):
        row = rows[end]
        narrowest = _NARROWEST * min((i.size for i in row if isinstance(i, Piece)), default=10.0)
        gutters = [part for gutter in gutters for part in gutter.cut(row, narrowest)]
        now = [gutter for gutter in gutters if gutter.parts]
        if parting and not now:
            return Band(list(rows[start:end]), parting, closed=True)
        parting = now
        if not parting and (end - start >= _PATIENCE or not gutters):
            return Band([rows[start]])
    return Band(list(rows[start:]), parting) if parting else Band([rows[start]])


def columns_of(rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[list[Item]]:
    """Return the pieces of lines by the column that they stand in."""
    ordered = sorted(gutters, key=lambda g: g.start)
    columns: list[list[Item]] = [[] for _ in range(len(ordered) + 1)]
    for row in rows:
        for item in row:
            middle = (item.x0 + item.x1) / 2
            columns[sum(middle > (g.start + g.end) / 2 for g in ordered)].append(item)
    return columns


def trimmed(band: Band) -> tuple[list[Row], Band, list[Row]]:
    """Return the lines above that stand on one side only and apart, the band between, and the same below."""
    rows, gutters = band.rows, band.gutters
    inner = [i for i, row in enumerate(rows) if _spreads(row, gutters)]
    if not inner:
        return [], band, []
    first, last = inner[0], inner[-1]
    while first > 0 and near(rows[first - 1], rows[first]) and not _leftmost(rows[first - 1], gutters):
        first -= 1
    while last + 1 < len(rows) and near(rows[last], rows[last + 1]):
        last += 1
    kept = rows[first : last + 1]
    return rows[:first], Band(kept, _counted(kept, gutters), band.closed), rows[last + 1 :]


def _counted(rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[Gutter]:
    """Return gutters counted anew for fewer lines."""
    found: list[Gutter] = []
    for gutter in gutters:
        fresh = [Gutter(gutter.start, gutter.end)]
        for row in rows:
            fresh = [part for g in fresh for part in g.cut(row, 0.01)]
        found += [g for g in fresh if g.parts]
    return found


def _spreads(row: Row, gutters: Sequence[Gutter]) -> bool:
    """Tell whether a line has text on both sides of a gutter."""
    return any(row[0].x1 <= g.start + 0.01 and row[-1].x0 >= g.end - 0.01 for g in gutters)


def _leftmost(row: Row, gutters: Sequence[Gutter]) -> bool:
    return row[0].x1 <= min(g.start for g in gutters) + 0.01


def near(above: Row, below: Row) -> bool:
    """Tell whether no wider gap than that between lines parts two lines."""
    size = max((i.size for i in (*above, *below) if isinstance(i, Piece)), default=0.0)
    return below[0].base - above[0].base <= 1.45 * size
