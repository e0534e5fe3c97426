"""Projects on the map of a territory: real boundaries, a mark for each place, and the table that says the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from html import escape

from ceiba.charts.chart import Chart, ChartTable, coordinate, drawing, text_at
from ceiba.charts.map_geometry import Frame, Ring, Spot, apart, outline

WIDTH, HEIGHTS, MARGIN = 380, (220, 420), 24
SMALLEST, LARGEST = 8.0, 20.0
MOST_NUMBERED = 60  # with more of them numbers say nothing: the marks are dots in their places


class Pin(StrEnum):
    """What a mark looks like: a shape and a colour for each status of a project, a hollow one where nobody said it."""

    NEW = "new"
    CARRIED_OVER = "carried-over"
    MULTI_YEAR = "multi-year"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class MapArea:
    """A territory: its name and its boundary as rings of longitude and latitude; a ``part`` lies in the whole."""

    name: str
    rings: Sequence[Ring]
    part: bool = False


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place: the number that its row has, name, figures in words, where it is, its size (None: not known), its page.

    ``row`` are the cells of its row in the table behind the map.
    """

    number: int
    name: str
    place: Spot
    mark: Pin
    size: Decimal | None = None
    href: str = ""
    row: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapWords:
    """The words around a map: title, what it shows, the headers of its table, north, kilometres."""

    title: str
    says: str
    headers: tuple[str, ...]
    north: str = "N"
    kilometres: str = "km"


def map_of(key: str, areas: Sequence[MapArea], points: Sequence[MapPoint], words: MapWords) -> Chart | None:
    """Return the map: areas, and the points that lie in its frame; None without any area or point.

    Without areas the frame is that of the points. Those outside the frame stand in the table and not in the drawing.
    """
    bounds = [spot for area in areas for ring in area.rings for spot in ring] or [point.place for point in points]
    if not bounds:
        return None
    frame = Frame.fitted(bounds, WIDTH, HEIGHTS, MARGIN)
    shown = [point for point in points if frame.shows(point.place)]
    parts = [
        f'<rect class="sea" width="{WIDTH}" height="{frame.height}" rx="6"/>',
        *(_area(area, frame) for area in sorted(areas, key=lambda area: area.part)),
        *_marks(shown, frame),
        *measures(frame, words.kilometres, words.north),
    ]
    svg = drawing(
        key, WIDTH, frame.height, title=words.title, description=words.says, css="map", parts=parts, role="group"
    )
    return Chart(svg, ChartTable(words.title, words.headers, tuple(point.row for point in points)))


def legend(mark: Pin) -> str:
    """Return a mark alone, as the key of a map shows it; hidden from those who hear the page: a word stands beside."""
    return f'<svg class="chart map-key" viewBox="0 0 16 16" aria-hidden="true">{_shape(mark, (8, 8), 6)}</svg>'


def radius_of(size: Decimal | None, largest: Decimal) -> float:
    """Return how large a mark is: its area grows with the amount, within bounds that can be read."""
    if size is None or largest <= 0:
        return SMALLEST
    return max(SMALLEST, float((max(size, Decimal(0)) / largest).sqrt()) * LARGEST)


def _area(area: MapArea, frame: Frame) -> str:
    css = "area part" if area.part else "area"
    path = outline(area.rings, frame)
    return f'<path class="{css}" fill-rule="evenodd" d="{path}"><title>{escape(area.name)}</title></path>'


def _marks(points: Sequence[MapPoint], frame: Frame) -> Iterator[str]:
    """Yield the marks, the largest first; where two would cover each other the smaller steps aside, on a line."""
    largest = max((point.size for point in points if point.size is not None), default=Decimal(0))
    ordered = sorted(points, key=lambda point: (-(point.size or Decimal(0)), point.number))
    numbered = len(points) <= MOST_NUMBERED
    radii = [radius_of(point.size, largest) if numbered else 4.0 for point in ordered]
    places = [frame.at(point.place) for point in ordered]
    stand = apart(list(zip(places, radii, strict=True)), WIDTH, frame.height) if numbered else places
    for place, spot in zip(places, stand, strict=True):
        if (place[0] - spot[0]) ** 2 + (place[1] - spot[1]) ** 2 > 1:
            yield f'<path class="leader" d="M{pair(place)}L{pair(spot)}"/>'
            yield f'<circle class="spot" cx="{_number(place[0])}" cy="{_number(place[1])}" r="2"/>'
    for point, spot, radius in zip(ordered, stand, radii, strict=True):
        title = f"<title>{escape(f'{point.number}. {point.name}')}</title>"
        drawn = _shape(point.mark, spot, radius)
        if numbered:
            css = "on-hollow" if point.mark in (Pin.UNSAID, Pin.MULTI_YEAR) else "on-full"
            drawn += text_at(Decimal(str(spot[0])), Decimal(str(spot[1] + 3.6)), str(point.number), css, "middle")
        yield (
            f'<a href="{escape(point.href)}" tabindex="-1">{title}{drawn}</a>'
            if point.href
            else f"<g>{title}{drawn}</g>"
        )


def _shape(mark: Pin, spot: Spot, radius: float) -> str:
    """Return a mark: circle, square, diamond, or a hollow circle; of about one area for one radius."""
    (x, y), css = spot, f"pin {mark}"
    if mark in (Pin.NEW, Pin.UNSAID):
        return f'<circle class="{css}" cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"/>'
    half = radius * (0.9 if mark is Pin.CARRIED_OVER else 1.2)
    if mark is Pin.CARRIED_OVER:
        side = _number(2 * half)
        return f'<rect class="{css}" x="{_number(x - half)}" y="{_number(y - half)}" width="{side}" height="{side}"/>'
    corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    return f'<path class="{css}" d="M{"L".join(pair(corner) for corner in corners)}Z"/>'


def measures(frame: Frame, kilometre: str, north: str) -> Iterator[str]:
    """Yield the ruler at the foot and the arrow to the north, with their words."""
    kilometres, length = frame.ruler
    foot = frame.height - 10
    yield f'<path class="ruler" d="M10 {foot - 4}V{foot}H{_number(10 + length)}V{foot - 4}"/>'
    yield text_at(Decimal(str(14 + length)), foot + 1, f"{kilometres:g} {kilometre}", "when")
    yield f'<path class="north" d="M{WIDTH - 14} 10l5 12l-5 -3l-5 3z"/>'
    yield text_at(WIDTH - 14, 34, north, "when", "middle")


def pair(spot: Spot) -> str:
    """Return a place of the drawing as a path writes it."""
    return f"{_number(spot[0])} {_number(spot[1])}"


def _number(value: float) -> str:
    return coordinate(Decimal(str(value)))
