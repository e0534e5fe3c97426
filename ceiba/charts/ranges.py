"""Places one below the other, each between two bounds: a rate in its interval, a month in its range."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ceiba.charts.chart import Chart, ChartTable, Scale, clipped, coordinate, drawing, scale, text_at

WIDTH, ROW, TOP = 380, 30, 26
LEFT, RIGHT = 14, WIDTH - 14
MOST_ROWS = 40  # drawn; all of them stand in the table
_ROOM = Decimal(WIDTH - 90)


class RangeLook(StrEnum):
    """What stands out: above, below, neither, or nothing to compare; each with its own shape."""

    ABOVE = "above"
    BELOW = "below"
    WITHIN = "within"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RangeRow:
    """A place: name, both bounds and the point (None: not known), how it looks, the words beside it, its table row.

    ``faint`` marks what rests on few events.
    """

    name: str
    low: Decimal | None
    high: Decimal | None
    point: Decimal | None
    look: RangeLook
    words: str
    cells: tuple[str, ...]
    faint: bool = False


@dataclass(frozen=True, slots=True)
class RangeWords:
    """The words around it: title, what it says, the headers of its table, and what the upright line is."""

    title: str
    says: str
    headers: tuple[str, ...]
    line: str = ""


def ranges(key: str, rows: Sequence[RangeRow], words: RangeWords, line: Decimal | None = None) -> Chart:
    """Return the places in their order on one scale from zero; ``line`` is drawn through all of them."""
    shown = rows[:MOST_ROWS]
    known = [amount for row in shown for amount in (row.low, row.high, row.point) if amount is not None]
    along = scale([*known, *([line] if line is not None else [])], LEFT, RIGHT)
    height = TOP + ROW * len(shown) + 4
    parts = []
    if line is not None:
        x = along.at(line)
        anchor = "start" if x < WIDTH // 3 else "end" if x > WIDTH * 2 // 3 else "middle"
        parts.append(f'<path class="whole" d="M{coordinate(x)} {TOP - 6}V{height - 2}"/>')
        parts.append(text_at(x, TOP - 11, words.line, "when", anchor))
    for place, row in enumerate(shown):
        parts += _row(row, TOP + ROW * place, along)
    svg = drawing(key, WIDTH, height, title=words.title, description=words.says, css="ranges", parts=parts)
    return Chart(svg, ChartTable(words.title, words.headers, tuple((row.name, *row.cells) for row in rows)))


def _row(row: RangeRow, top: int, along: Scale) -> list[str]:
    y = top + 21
    parts = [
        text_at(LEFT, top + 10, clipped(row.name, _ROOM), "name"),
        text_at(RIGHT, top + 10, row.words, "figure", "end"),
        f'<path class="ground" d="M{LEFT} {y}H{RIGHT}"/>',
    ]
    faint = " faint" if row.faint else ""
    if row.low is not None and row.high is not None:
        ends = coordinate(along.at(row.low)), coordinate(along.at(row.high))
        parts.append(
            f'<path class="bounds{faint}" d="M{ends[0]} {y}H{ends[1]}M{ends[0]} {y - 4}v8M{ends[1]} {y - 4}v8"/>'
        )
    if row.point is not None:
        parts.append(_mark(row.look, along.at(row.point), y, faint))
    return parts


def _mark(look: RangeLook, x: Decimal, y: int, faint: str) -> str:
    """Return a mark: a triangle upwards, one downwards, or a dot, hollow where nothing can be compared."""
    css, at = f"{look}{faint}", coordinate(x)
    if look is RangeLook.ABOVE:
        return f'<path class="{css}" d="M{at} {y - 7}l6 11h-12z"/>'
    if look is RangeLook.BELOW:
        return f'<path class="{css}" d="M{at} {y + 7}l6 -11h-12z"/>'
    return f'<circle class="{css}" cx="{at}" cy="{y}" r="4.5"/>'
