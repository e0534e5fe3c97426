"""The S-curve of a work: what its programme has for each moment, and what was really built and paid by then."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ceiba.charts.chart import Chart, ChartTable, Scale, coordinate, drawing, scale, text_at

WIDTH, HEIGHT = 460, 220
LEFT, RIGHT, TOP, BOTTOM = 40, WIDTH - 30, 22, HEIGHT - 34
SERIES = ("promise", "observed", "promise money", "observed money")  # the styles of the four lines, in their order


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A moment: its place in time (months), its words, and four percents with theirs; None where nobody said.

    The four: physical programmed, physical real, financial programmed, financial real. ``words`` are those percents as
    the table writes them.
    """

    month: int
    when: str
    percents: tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]
    words: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class CurveWords:
    """The words around a curve: its title, the header of the moments, and what the four lines are called."""

    title: str
    when: str
    lines: tuple[str, str, str, str]


def curve(key: str, points: Sequence[CurvePoint], words: CurveWords) -> Chart:
    """Return the four lines over time, at least one point; months stand as far apart as they are.

    A line goes on over a moment that it does not know: progress accumulates, nothing is lost between two reports. Only
    the real physical line ends in its figure, so that the drawing stays readable; the table has all of them.
    """
    ordered = sorted(points, key=lambda point: point.month)
    across = scale([Decimal(point.month) for point in ordered], LEFT, RIGHT, from_zero=False)
    known = [percent for point in ordered for percent in point.percents if percent is not None]
    down = scale([*known, Decimal(0), Decimal(100)], BOTTOM, TOP)
    parts = [_grid(down.at(Decimal(level)), level) for level in (0, 25, 50, 75, 100)]
    for place, css in enumerate(SERIES):
        parts += _line(ordered, place, css, across, down)
    parts += _ends(ordered, across, down)
    said = "; ".join(
        f"{point.when}: {', '.join(f'{name} {told}' for name, told in zip(words.lines, point.words, strict=True))}"
        for point in ordered
    )
    table = ChartTable(words.title, (words.when, *words.lines), tuple((point.when, *point.words) for point in ordered))
    return Chart(
        drawing(key, WIDTH, HEIGHT, title=words.title, description=said, css="trend curve", parts=parts), table
    )


def _grid(y: Decimal, level: int) -> str:
    line = f'<path class="ground" d="M{LEFT} {coordinate(y)}H{RIGHT}"/>'
    return line + text_at(LEFT - 8, y + 4, str(level), "when", "end")


def _line(points: Sequence[CurvePoint], place: int, css: str, across: Scale, down: Scale) -> list[str]:
    spots = [
        (across.at(Decimal(point.month)), down.at(percent))
        for point in points
        if (percent := point.percents[place]) is not None
    ]
    if not spots:
        return []
    through = "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in spots)
    line = f'<path class="{css}" d="M{through}"/>' if len(spots) > 1 else ""
    mark = "target" if css.startswith("promise") else "measurement"
    return [line + "".join(_dot(mark, x, y, money=css.endswith("money")) for x, y in spots)]


def _dot(mark: str, x: Decimal, y: Decimal, *, money: bool) -> str:
    """Return the mark of a figure: round for the works, square for the money, so that colour is not the only sign."""
    if money:
        box = f'x="{coordinate(x - 3)}" y="{coordinate(y - 3)}" width="6" height="6"'
        return f'<rect class="{mark} money" {box}/>'
    return f'<circle class="{mark}" cx="{coordinate(x)}" cy="{coordinate(y)}" r="4"/>'


def _ends(points: Sequence[CurvePoint], across: Scale, down: Scale) -> list[str]:
    """Name the first and the last moment, and the last figure of what was really built."""
    named = [text_at(across.at(Decimal(points[0].month)), HEIGHT - 10, points[0].when, "when", _anchor(points))]
    if len(points) > 1:
        named.append(text_at(RIGHT, HEIGHT - 10, points[-1].when, "when", "end"))
    built = [(point, percent) for point in points if (percent := point.percents[1]) is not None]
    if built:
        point, percent = built[-1]
        x = across.at(Decimal(point.month))
        named.append(text_at(x + 4, min(down.at(percent) + 24, Decimal(BOTTOM - 6)), point.words[1], "figure", "end"))
    return named


def _anchor(points: Sequence[CurvePoint]) -> str:
    return "start" if len(points) > 1 else "middle"
