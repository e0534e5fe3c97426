"""When things happen: hour of the day against day of the week; the more, the larger and darker the square."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from ceiba.charts.chart import Chart, ChartTable, coordinate, drawing, text_at

WIDTH, LEFT, TOP, CELL = 380, 44, 24, 14
HEIGHT = TOP + 7 * CELL + 8
SHADES = 4
Moment = tuple[int, int]  # day of the week (0 Monday), hour


@dataclass(frozen=True, slots=True)
class HourWords:
    """The words around it: title, what it says, the seven days from Monday on, header of the days, of their sums."""

    title: str
    says: str
    days: tuple[str, ...]
    day: str
    total: str
    hidden: str


def hours(key: str, counts: Mapping[Moment, int | None], words: HourWords) -> Chart:
    """Return the grid of a week; a moment that is not there has none, and None is one that may not be shown."""
    largest = max((count for count in counts.values() if count), default=0)
    parts = [text_at(LEFT + hour * CELL + CELL // 2, TOP - 8, str(hour), "when", "middle") for hour in range(0, 24, 3)]
    for day, name in enumerate(words.days):
        parts.append(text_at(LEFT - 6, TOP + day * CELL + 11, name, "when", "end"))
        parts += [_square(day, hour, counts.get((day, hour), 0), largest) for hour in range(24)]
    rows = tuple((name, *_row(counts, day, words.hidden)) for day, name in enumerate(words.days))
    headers = (words.day, *(f"{hour} h" for hour in range(24)), words.total)
    svg = drawing(key, WIDTH, HEIGHT, title=words.title, description=words.says, css="hours", parts=parts)
    return Chart(svg, ChartTable(words.title, headers, rows))


def shade(count: Decimal | int, largest: Decimal | int) -> int:
    """Return one of five shades: 0 for nothing, 1 to 4 for each quarter of the largest.

    >>> [shade(n, 100) for n in (0, 1, 25, 26, 100)]
    [0, 1, 1, 2, 4]
    """
    if count <= 0 or largest <= 0:
        return 0
    quarters = Decimal(count) * SHADES / Decimal(largest)
    return min(SHADES, int(quarters.to_integral_value(ROUND_CEILING)))


def _square(day: int, hour: int, count: int | None, largest: int) -> str:
    x, y = LEFT + hour * CELL, TOP + day * CELL
    if count is None:
        return f'<path class="hidden-cell" d="M{x + 3} {y + CELL - 4}L{x + CELL - 4} {y + 3}"/>'
    level = shade(count, largest)
    side = Decimal((4, 6, 8, 10, 12)[level])
    at = (Decimal(CELL) - side) / 2
    drawn = (coordinate(x + at), coordinate(y + at), coordinate(side))
    return f'<rect class="shade-{level}" x="{drawn[0]}" y="{drawn[1]}" width="{drawn[2]}" height="{drawn[2]}"/>'


def _row(counts: Mapping[Moment, int | None], day: int, hidden: str) -> tuple[str, ...]:
    """Return the figures of a day and their sum; no sum where one of them may not be shown."""
    row = [counts.get((day, hour), 0) for hour in range(24)]
    known = [count for count in row if count is not None]
    total = str(sum(known)) if len(known) == len(row) else hidden
    return (*(hidden if count is None else str(count) for count in row), total)
