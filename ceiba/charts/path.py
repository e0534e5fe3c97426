"""The path of an indicator: from where it stood, through what was observed, to what is promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ceiba.charts.chart import Chart, ChartTable, Scale, coordinate, drawing, scale, text_at

WIDTH, HEIGHT = 340, 118
LEFT, RIGHT, TOP, BOTTOM = 16, WIDTH - 16, 30, HEIGHT - 24


class Mark(StrEnum):
    """What a point of the path is."""

    BASELINE = "baseline"
    MEASUREMENT = "measurement"
    TARGET = "target"
    PROJECTION = "projection"


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the path: a figure, the year it stands for (None where nobody said), and both as words.

    ``year`` may be a part of one, for periods shorter than a year. A projection has the ends of its interval.
    """

    mark: Mark
    amount: Decimal
    year: Decimal | int | None
    words: str
    when: str
    ends: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class PathWords:
    """The words around a path: its title, what each mark is called, and the headers of its table."""

    title: str
    marks: tuple[tuple[Mark, str], ...]
    headers: tuple[str, str, str]

    def mark(self, mark: Mark) -> str:
        """Return what a mark is called."""
        return dict(self.marks)[mark]


def path(key: str, points: Sequence[Point], words: PathWords) -> Chart:
    """Return the path through the points in the order of time; at least one point.

    The promise is a broken line between baseline and targets, what was observed a solid one. The figures stand over
    zero, so that a small change looks small. Points without a year stand at the ends: baseline left, target right.
    """
    placed = _placed(points)
    across = scale([x for x, _ in placed], LEFT, RIGHT, from_zero=False)
    down = scale([a for _, p in placed for a in (p.amount, *(p.ends or ()))], BOTTOM, TOP)
    spots = [(_across(across, x, p) - _aside(p), down.at(p.amount), p) for x, p in placed]
    parts = [
        _ground(down),
        *_lines(spots, down),
        *_ahead(spots, down),
        *(_dot(*spot) for spot in spots),
        *_labels(spots),
    ]
    said = "; ".join(f"{words.mark(p.mark)} {p.when}: {p.words}" for _, p in placed)
    table = ChartTable(words.title, words.headers, tuple((words.mark(p.mark), p.when, p.words) for _, p in placed))
    svg = drawing(key, WIDTH, HEIGHT, title=words.title, description=said, css="path", parts=parts)
    return Chart(svg, table)


def _placed(points: Sequence[Point]) -> list[tuple[Decimal, Point]]:
    """Give every point its place in time; one without a year stands a little outside the years that are known."""
    years = [Decimal(p.year) for p in points if p.year is not None]
    first, last = (min(years), max(years)) if years else (Decimal(0), Decimal(0))
    outside = {Mark.BASELINE: first - 1, Mark.MEASUREMENT: last, Mark.TARGET: last + 1, Mark.PROJECTION: last}
    order = {Mark.BASELINE: 0, Mark.MEASUREMENT: 1, Mark.PROJECTION: 2, Mark.TARGET: 3}
    placed = [(Decimal(outside[p.mark] if p.year is None else p.year), p) for p in points]
    return sorted(placed, key=lambda spot: (spot[0], order[spot[1].mark]))


def _across(across: Scale, x: Decimal, point: Point) -> Decimal:
    """Return the coordinate of a time; where all points share one, a baseline stands left and a target right."""
    if across.low != across.high:
        return across.at(x)
    middle = {Mark.BASELINE: LEFT, Mark.MEASUREMENT: (LEFT + RIGHT) // 2}
    return Decimal(middle.get(point.mark, RIGHT))


def _aside(point: Point) -> int:
    """Return how far before its date a projection stands, so that the target of the same date does not hide it."""
    return 14 if point.mark is Mark.PROJECTION else 0


Spot = tuple[Decimal, Decimal, Point]


def _ground(down: Scale) -> str:
    zero = coordinate(down.at(Decimal(0)) if down.low != down.high else Decimal(BOTTOM))
    return f'<path class="ground" d="M{LEFT - 8} {zero}H{RIGHT + 8}"/>'


def _lines(spots: Sequence[Spot], down: Scale) -> list[str]:
    promise = [(x, y) for x, y, p in spots if p.mark in (Mark.BASELINE, Mark.TARGET)]
    observed = [(x, y) for x, y, p in spots if p.mark in (Mark.BASELINE, Mark.MEASUREMENT)]
    parts = []
    if len(promise) > 1:
        zero = coordinate(down.at(Decimal(0)) if down.low != down.high else Decimal(BOTTOM))
        ends = f"V{zero}H{coordinate(promise[0][0])}Z"
        parts.append(f'<path class="area" d="{_through(promise)}{ends}"/>')
        parts.append(f'<path class="promise" d="{_through(promise)}"/>')
    if len(observed) > 1:
        parts.append(f'<path class="observed" d="{_through(observed)}"/>')
    return parts


def _ahead(spots: Sequence[Spot], down: Scale) -> list[str]:
    """Draw where it arrives if it goes on so: a dotted line from the last figure, and the interval as a whisker."""
    measured = [(x, y) for x, y, p in spots if p.mark is Mark.MEASUREMENT]
    parts = []
    for x, y, point in spots:
        if point.mark is Mark.PROJECTION and point.ends is not None and measured:
            low, high = (coordinate(down.at(end)) for end in point.ends)
            at = coordinate(x)
            parts.append(f'<path class="ahead" d="{_through([measured[-1], (x, y)])}"/>')
            parts.append(f'<path class="whisker" d="M{at} {low}V{high}"/>')
    return parts


def _through(spots: Sequence[tuple[Decimal, Decimal]]) -> str:
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in spots)


def _dot(x: Decimal, y: Decimal, point: Point) -> str:
    if point.mark is Mark.PROJECTION:
        left, top = coordinate(x - 5), coordinate(y)
        return f'<path class="projection" d="M{left} {top}l5 -5l5 5l-5 5Z"/>'
    radius = 6 if point.mark is Mark.TARGET else 4
    return f'<circle class="{point.mark}" cx="{coordinate(x)}" cy="{coordinate(y)}" r="{radius}"/>'


def _labels(spots: Sequence[Spot]) -> list[str]:
    """Name the first and the last point; those between are in the table, where they do not crowd the drawing."""
    spots = [spot for spot in spots if spot[2].mark is not Mark.PROJECTION] or spots
    ends = [spots[0]] if len(spots) == 1 else [spots[0], spots[-1]]
    parts = []
    for index, (x, y, point) in enumerate(ends):
        anchor = "start" if (index == 0 and x < WIDTH // 2) else "end"
        edge = x - 6 if anchor == "start" else x + 6
        parts.append(text_at(edge, y - 12, point.words, f"figure {point.mark}", anchor))
        parts.append(text_at(edge, HEIGHT - 7, point.when, "when", anchor))
    return parts
