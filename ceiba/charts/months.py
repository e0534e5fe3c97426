"""Counts month by month, and below them the sum of the twelve months that end in each: the season, and the trend."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ceiba.charts.chart import Chart, ChartTable, Scale, breadth, coordinate, drawing, scale, text_at

WIDTH, HEIGHT = 460, 270
LEFT, RIGHT = 44, WIDTH - 10
UPPER, LOWER = (20, 124), (178, 242)  # top and bottom of the columns, and of the line
MOST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """A month: its words, its count and the sum of the twelve that end in it, each with words for the table.

    None where there is none to draw: no data, or a figure that may not be shown; the words say which. ``tick`` stands
    below the column, blank for most. A ``marked`` month left its expected range.
    """

    when: str
    count: Decimal | None
    count_words: str
    rolling: Decimal | None = None
    rolling_words: str = ""
    tick: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class MonthWords:
    """The words around it: title, headers of month, count and sum, names of the two drawings."""

    title: str
    headers: tuple[str, str, str]
    columns: str
    line: str


def months(key: str, points: Sequence[MonthPoint], words: MonthWords) -> Chart:
    """Return columns and line over the months, in order; a gap breaks the line and leaves no column."""
    shown = points[-MOST_MONTHS:]
    up = scale([p.count for p in shown if p.count is not None], UPPER[1], UPPER[0])
    along = scale([p.rolling for p in shown if p.rolling is not None], LOWER[1], LOWER[0])
    step = Decimal(RIGHT - LEFT) / max(len(shown), 1)
    parts = [*_ground(up, *UPPER), *_ground(along, *LOWER)]
    parts.append(text_at(LEFT, UPPER[0] - 6, words.columns, "name"))
    parts.append(text_at(LEFT, LOWER[0] - 10, words.line, "name"))
    for place, point in enumerate(shown):
        if point.count is not None:
            parts.append(_column(Decimal(LEFT) + step * place, step, point, up))
    spots = [
        None if p.rolling is None else (LEFT + step * place + step / 2, along.at(p.rolling))
        for place, p in enumerate(shown)
    ]
    parts += [_line(run) for run in _runs(spots)]
    parts += _ticks(shown, step)
    says = f"{words.columns}. {'; '.join(f'{p.when}: {p.count_words}' for p in shown[-12:])}"
    svg = drawing(key, WIDTH, HEIGHT, title=words.title, description=says, css="months", parts=parts)
    rows = tuple((p.when, p.count_words, p.rolling_words) for p in points)
    return Chart(svg, ChartTable(words.title, words.headers, rows))


def _ground(along: Scale, top: int, bottom: int) -> list[str]:
    """Return the ground of a drawing, and its largest value with a line of its own."""
    lines = [f'<path class="ground" d="M{LEFT} {bottom}H{RIGHT}"/>', text_at(LEFT - 6, bottom + 4, "0", "when", "end")]
    if along.high > 0:
        lines.append(f'<path class="grid" d="M{LEFT} {top}H{RIGHT}"/>')
        lines.append(text_at(LEFT - 6, top + 4, f"{along.high.normalize():f}", "when", "end"))
    return lines


def _column(x: Decimal, step: Decimal, point: MonthPoint, up: Scale) -> str:
    assert point.count is not None
    top = up.at(point.count)
    wide = max(step * Decimal("0.78"), Decimal(1))
    css = "column marked" if point.marked else "column"
    at, width, high = coordinate(x + (step - wide) / 2), coordinate(wide), coordinate(Decimal(UPPER[1]) - top)
    return f'<rect class="{css}" x="{at}" y="{coordinate(top)}" width="{width}" height="{high}"/>'


def _ticks(points: Sequence[MonthPoint], step: Decimal) -> list[str]:
    """Return the words below the columns; one that would cover the one before it is left out."""
    drawn, free = [], Decimal(-1)
    for place, point in enumerate(points):
        x = LEFT + step * place + step / 2
        half = breadth(point.tick) / 2
        if point.tick and x - half > free and x + half < WIDTH:
            drawn.append(text_at(x, UPPER[1] + 16, point.tick, "when", "middle"))
            drawn.append(text_at(x, LOWER[1] + 16, point.tick, "when", "middle"))
            free = x + half + 4
    return drawn


Spot = tuple[Decimal, Decimal]


def _runs(spots: Sequence[Spot | None]) -> list[list[Spot]]:
    runs: list[list[Spot]] = [[]]
    for spot in spots:
        if spot is None:
            runs.append([])
        else:
            runs[-1].append(spot)
    return [run for run in runs if run]


def _line(run: Sequence[Spot]) -> str:
    (x, y), through = run[-1], "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in run)
    dot = f'<circle class="measurement" cx="{coordinate(x)}" cy="{coordinate(y)}" r="3"/>'
    return (f'<path class="observed" d="M{through}"/>' if len(run) > 1 else "") + dot
