"""Places on a plane: an equirectangular projection that fits a frame, and what lies inside a boundary.

Good for a country or less: degrees of longitude are shortened by the cosine of the middle latitude, and nothing else.
Coordinates of the earth are floats; they are no money.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, cos, floor, log10, radians, sin, sqrt

Spot = tuple[float, float]  # longitude and latitude in degrees of WGS 84, or x and y of a drawing
Ring = Sequence[Spot]
KM_A_DEGREE = 111.32  # of latitude, and of longitude on the equator
EARTH_KM = 6371.0088  # mean radius (IUGG)
_LEAST = 0.02  # degrees: a single point is shown with about two kilometres around it


@dataclass(frozen=True, slots=True)
class Frame:
    """From degrees to a drawing: north up, the whole frame used, proportions kept."""

    west: float
    north: float
    stretch: float  # units of the drawing in a degree of latitude
    narrowing: float  # the cosine of the middle latitude
    width: int
    height: int

    @classmethod
    def fitted(cls, spots: Iterable[Spot], width: int, heights: tuple[int, int], margin: int) -> "Frame":
        """Return the frame that shows every spot, at least one, in a width and between two heights."""
        xs, ys = zip(*spots, strict=True)
        middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        narrowing = max(cos(radians(middle_y)), 0.01)
        wide, tall = max((max(xs) - min(xs)) * narrowing, _LEAST), max(max(ys) - min(ys), _LEAST)
        least, most = heights
        stretch = min((width - 2 * margin) / wide, (most - 2 * margin) / tall)
        height = max(least, round(tall * stretch) + 2 * margin)
        west = middle_x - width / 2 / stretch / narrowing
        return cls(west, middle_y + height / 2 / stretch, stretch, narrowing, width, height)

    def at(self, spot: Spot) -> Spot:
        """Return where a place stands in the drawing."""
        return (spot[0] - self.west) * self.narrowing * self.stretch, (self.north - spot[1]) * self.stretch

    def shows(self, spot: Spot) -> bool:
        """Tell whether a place lies in the frame."""
        x, y = self.at(spot)
        return 0 <= x <= self.width and 0 <= y <= self.height

    @property
    def ruler(self) -> tuple[int | float, float]:
        """Return a round number of kilometres (1, 2 or 5 times a power of ten) and its length in the drawing."""
        a_km = self.stretch / KM_A_DEGREE
        most = self.width / 4 / a_km
        power = 10.0 ** floor(log10(most))
        kilometres = next(times * power for times in (5, 2, 1) if times * power <= most)
        return (int(kilometres) if kilometres >= 1 else kilometres), kilometres * a_km


def outline(rings: Iterable[Ring], frame: Frame, step: float = 0.5) -> str:
    """Return a boundary as the path of a drawing; points that fall together at that step are one.

    Every ring is rounded the same way, so that neighbours still share their border.
    """
    drawn = []
    for ring in rings:
        spots: list[Spot] = []
        for place in ring:
            x, y = frame.at(place)
            spot = round(x / step) * step, round(y / step) * step
            if not spots or spots[-1] != spot:
                spots.append(spot)
        if len(spots) > 2:
            drawn.append("M" + "L".join(f"{x:g} {y:g}" for x, y in spots) + "Z")
    return "".join(drawn)


def inside(rings: Iterable[Ring], spot: Spot) -> bool:
    """Tell whether a place lies inside a boundary: a line from it to the east crosses the rings an odd number of times.

    A ring within another is a hole. The even-odd rule, as SVG's ``fill-rule`` has it.
    """
    x, y = spot
    crossings = 0
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                crossings += 1
    return crossings % 2 == 1


def kilometres(one: Spot, other: Spot) -> float:
    """Return how far two places (longitude, latitude) lie from each other, over a globe: the haversine formula."""
    (x0, y0), (x1, y1) = ((radians(axis) for axis in spot) for spot in (one, other))
    part = sin((y1 - y0) / 2) ** 2 + cos(y0) * cos(y1) * sin((x1 - x0) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(part)))


def middle(spots: Iterable[Spot]) -> Spot:
    """Return the middle of some places, at least one."""
    xs, ys = zip(*spots, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)


def near(rings: Iterable[Ring], spot: Spot, kilometres: float) -> bool:
    """Tell whether a place lies inside a boundary or so near to it that a coarse line may have left it out."""
    rings = tuple(rings)
    if inside(rings, spot):
        return True
    narrowing, reach = max(cos(radians(spot[1])), 0.01), kilometres / KM_A_DEGREE
    for ring in rings:
        plane = [((x - spot[0]) * narrowing, y - spot[1]) for x, y in ring]
        for (x0, y0), (x1, y1) in zip(plane, [*plane[1:], plane[0]], strict=True):
            long = (x1 - x0) ** 2 + (y1 - y0) ** 2
            part = max(0.0, min(1.0, -(x0 * (x1 - x0) + y0 * (y1 - y0)) / long)) if long else 0.0
            if (x0 + part * (x1 - x0)) ** 2 + (y0 + part * (y1 - y0)) ** 2 <= reach * reach:
                return True
    return False


_SAMPLED = 60  # corners of a boundary that are tried


def reaches(rings: Sequence[Ring], whole: Sequence[Ring]) -> bool:
    """Tell whether two areas have anything in common, as far as some sixty corners of each can tell."""
    ours, others = [spot for ring in rings for spot in ring], [spot for ring in whole for spot in ring]
    if any(
        max(spot[axis] for spot in one) < min(spot[axis] for spot in other)
        for axis in (0, 1)
        for one, other in ((ours, others), (others, ours))
    ):
        return False
    tried = ((ours, whole), (others, rings))
    return any(inside(area, spot) for spots, area in tried for spot in spots[:: len(spots) // _SAMPLED + 1])


def apart(wanted: Sequence[tuple[Spot, float]], width: float, height: float) -> list[Spot]:
    """Return where marks (a place and a radius) stand so that none covers another, as near as may be to their places.

    The first of them keep their places; each other one goes round its own in widening circles until it is free and
    inside the frame. Where none is free within 1600 steps it stays where it belongs.
    """
    stand: list[tuple[Spot, float]] = []
    for (x, y), radius in wanted:
        spot = (x, y)
        for step in range(1600):
            around, far = step % 16, (step + 15) // 16 * 5
            turn = radians(around * 22.5)
            spot = (x + far * cos(turn), y + far * cos(turn - radians(90)))
            free = all((spot[0] - a) ** 2 + (spot[1] - b) ** 2 >= (radius + r + 1) ** 2 for (a, b), r in stand)
            if free and radius <= spot[0] <= width - radius and radius <= spot[1] <= height - radius:
                break
        else:
            spot = (x, y)
        stand.append((spot, radius))
    return [spot for spot, _radius in stand]
