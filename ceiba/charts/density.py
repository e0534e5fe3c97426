"""Where things happen: areas with real boundaries shaded by what they have, and coarse places sized by their count."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from ceiba.charts.chart import Chart, ChartTable, coordinate, drawing
from ceiba.charts.hours import SHADES, shade
from ceiba.charts.map import HEIGHTS, MARGIN, WIDTH, measures
from ceiba.charts.map_geometry import Frame, Ring, Spot, outline

SMALLEST, LARGEST = 2.5, 14.0


@dataclass(frozen=True, slots=True)
class ShadedArea:
    """An area: name, boundary, what it is shaded by (None: not known or not shown), and that in words."""

    name: str
    rings: Sequence[Ring]
    amount: Decimal | None
    words: str


@dataclass(frozen=True, slots=True)
class CoarsePlace:
    """A square of the earth by its middle: how many things lie in it, and both in words."""

    middle: Spot
    count: int
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class DensityWords:
    """The words around it: title, what it says, both headers of its table, north, kilometres."""

    title: str
    says: str
    headers: tuple[str, str]
    north: str = "N"
    kilometres: str = "km"


def density(
    key: str,
    whole: Sequence[Ring],
    areas: Sequence[ShadedArea],
    places: Sequence[CoarsePlace],
    words: DensityWords,
) -> Chart | None:
    """Return the map of a territory, its areas and places; None where there is nothing to draw.

    The frame is that of the boundaries; places outside it stand in the table and not in the drawing.
    """
    bounds = [spot for rings in (whole, *(area.rings for area in areas)) for ring in rings for spot in ring]
    bounds = bounds or [place.middle for place in places]
    if not bounds:
        return None
    frame = Frame.fitted(bounds, WIDTH, HEIGHTS, MARGIN)
    largest = max((area.amount for area in areas if area.amount is not None), default=Decimal(0))
    parts = [f'<rect class="sea" width="{WIDTH}" height="{frame.height}" rx="6"/>']
    parts += [f'<path class="ground-area" fill-rule="evenodd" d="{outline(whole, frame)}"/>'] if whole else []
    parts += [_area(area, frame, largest) for area in areas]
    parts += [f'<path class="border" fill-rule="evenodd" d="{outline(whole, frame)}"/>'] if whole else []
    most = max((place.count for place in places), default=0)
    seen = [place for place in places if frame.shows(place.middle)]
    parts += [_place(place, frame, most) for place in sorted(seen, key=lambda place: -place.count)]
    parts += measures(frame, words.kilometres, words.north)
    rows = (*((one.name, one.words) for one in areas), *((one.name, one.words) for one in places))
    svg = drawing(key, WIDTH, frame.height, title=words.title, description=words.says, css="map density", parts=parts)
    return Chart(svg, ChartTable(words.title, words.headers, rows))


def steps(largest: Decimal) -> list[tuple[int, Decimal, Decimal]]:
    """Return the shades of a map up to its largest amount: shade, above what, up to what. None for nothing."""
    if largest <= 0:
        return []
    return [(n, largest * (n - 1) / SHADES, largest * n / SHADES) for n in range(1, SHADES + 1)]


def _area(area: ShadedArea, frame: Frame, largest: Decimal) -> str:
    css = "shade-unknown" if area.amount is None else f"shade-{shade(area.amount, largest)}"
    title = escape(f"{area.name}: {area.words}")
    return (
        f'<path class="zone {css}" fill-rule="evenodd" d="{outline(area.rings, frame)}"><title>{title}</title></path>'
    )


def _place(place: CoarsePlace, frame: Frame, most: int) -> str:
    x, y = (coordinate(Decimal(str(one))) for one in frame.at(place.middle))
    radius = coordinate(Decimal(str(max(SMALLEST, LARGEST * (place.count / most) ** 0.5))))
    title = escape(f"{place.name}: {place.words}")
    return f'<circle class="coarse" cx="{x}" cy="{y}" r="{radius}"><title>{title}</title></circle>'
