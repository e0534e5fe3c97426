"""What was reached beside what was programmed, period by period, in percent of the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ceiba.charts.chart import Chart, ChartTable, coordinate, drawing, scale, text_at

WIDTH, HEIGHT = 460, 220
LEFT, RIGHT, TOP, BOTTOM = 40, WIDTH - 24, 22, HEIGHT - 34


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A period: its words, and both percentages with theirs; None where there is no value, which the words say."""

    when: str
    reached: Decimal | None
    programmed: Decimal | None
    reached_words: str
    programmed_words: str


def trend(key: str, title: str, points: Sequence[TrendPoint], headers: tuple[str, str, str]) -> Chart:
    """Return both lines over the periods; a gap breaks a line, so that nobody reads a figure into it."""
    known = [a for p in points for a in (p.reached, p.programmed) if a is not None]
    down = scale([*known, Decimal(0), Decimal(100)], BOTTOM, TOP)
    step = Decimal(RIGHT - LEFT) / max(len(points) - 1, 1)
    xs = [Decimal(LEFT) + step * n for n in range(len(points))] if len(points) > 1 else [Decimal(LEFT + RIGHT) / 2]
    parts = [_grid(down.at(Decimal(level)), level) for level in (0, 25, 50, 75, 100)]
    for css, amounts in (("promise", [p.programmed for p in points]), ("observed", [p.reached for p in points])):
        spots = [None if a is None else (x, down.at(a)) for x, a in zip(xs, amounts, strict=True)]
        parts += [_run(run, css) for run in _runs(spots)]
    parts += _ends(points, xs, down.at, [header.lower() for header in headers[1:]])
    said = "; ".join(f"{p.when}: {headers[1]} {p.reached_words}, {headers[2]} {p.programmed_words}" for p in points)
    rows = tuple((p.when, p.reached_words, p.programmed_words) for p in points)
    svg = drawing(key, WIDTH, HEIGHT, title=title, description=said, css="trend", parts=parts)
    return Chart(svg, ChartTable(title, headers, rows))


Spot = tuple[Decimal, Decimal]


def _grid(y: Decimal, level: int) -> str:
    line = f'<path class="ground" d="M{LEFT} {coordinate(y)}H{RIGHT}"/>'
    return line + text_at(LEFT - 8, y + 4, str(level), "when", "end")


def _runs(spots: Sequence[Spot | None]) -> list[list[Spot]]:
    runs: list[list[Spot]] = [[]]
    for spot in spots:
        if spot is None:
            runs.append([])
        else:
            runs[-1].append(spot)
    return [run for run in runs if run]


def _run(run: Sequence[Spot], css: str) -> str:
    through = "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in run)
    mark = "measurement" if css == "observed" else "target"
    dots = "".join(f'<circle class="{mark}" cx="{coordinate(x)}" cy="{coordinate(y)}" r="4"/>' for x, y in run)
    return (f'<path class="{css}" d="M{through}"/>' if len(run) > 1 else "") + dots


def _ends(
    points: Sequence[TrendPoint], xs: Sequence[Decimal], at: Callable[[Decimal], Decimal], names: Sequence[str]
) -> list[str]:
    """Name the first and the last period, and the last figure of each line: the higher above, the lower below."""
    if not points:
        return []
    named = [text_at(xs[0], HEIGHT - 10, points[0].when, "when", "start" if len(points) > 1 else "middle")]
    if len(points) > 1:
        named.append(text_at(xs[-1], HEIGHT - 10, points[-1].when, "when", "end"))
    last: list[tuple[Decimal, str, Decimal]] = []
    for kind, name in zip(("reached", "programmed"), names, strict=True):
        words = f"{kind}_words"
        known = [(getattr(p, kind), f"{getattr(p, words)} {name}", x) for p, x in zip(points, xs, strict=True)]
        last += [told for told in known if told[0] is not None][-1:]
    for place, (amount, words, x) in enumerate(sorted(last, key=lambda told: told[0], reverse=True)):
        named.append(text_at(x + 6, at(amount) + (26 if place else -10), words, "figure", "end"))
    return named
