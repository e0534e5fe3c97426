"""Whether a place on the map lies where it should: in the country of the institution, and in which municipality."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from ceiba.institutions.models import Institution
from ceiba.institutions.territories import Ring, Territory, territories, territory

_NEAR = 0.05  # degrees, about five kilometres: boundaries are drawn with fewer corners than they have


def problem_of(institution: Institution, latitude: Decimal, longitude: Decimal) -> str:
    """Return why a place cannot be right, with what the mistake may be; blank where it can, or nobody can tell.

    Degrees are of WGS 84. A country whose boundaries this installation lacks is not asked about.
    """
    drawn = [place for place in territories(institution.country) if place.parent is None and place.rings]
    spot = float(longitude), float(latitude)
    if not drawn or _within(drawn, spot):
        return ""
    if _within(drawn, (spot[1], spot[0])) or _within(drawn, (-spot[1], spot[0])):
        return _("Ese lugar queda fuera del país. Parece que la latitud y la longitud están cambiadas.")
    if _within(drawn, (-spot[0], spot[1])):
        return _("Ese lugar queda fuera del país. Parece que a la longitud le falta el signo menos.")
    return _("Ese lugar queda fuera del país. Revise la latitud y la longitud.")


def elsewhere(institution: Institution, latitude: Decimal, longitude: Decimal) -> str:
    """Return the name of the municipality of a place, where it is not that of the institution; blank otherwise."""
    own = territory(institution.country, institution.territory) if institution.territory else None
    spot = float(longitude), float(latitude)
    if own is None or not own.rings or _within([own], spot):
        return ""
    level = [place for place in territories(institution.country) if (place.parent is None) is (own.parent is None)]
    found = next((place.name for place in level if _inside(place.rings, spot)), "")
    return found if found != own.name else ""


def _within(places: Iterable[Territory], spot: tuple[float, float]) -> bool:
    """Tell whether a spot (longitude, latitude) lies in one of the places, or hardly outside."""
    known = tuple(places)
    if any(_inside(place.rings, spot) for place in known):
        return True
    corners = (corner for place in known for ring in place.rings for corner in ring)
    return any(abs(x - spot[0]) < _NEAR and abs(y - spot[1]) < _NEAR for x, y in corners)


def _inside(rings: Iterable[Ring], spot: tuple[float, float]) -> bool:
    """Tell whether a spot lies inside rings: a ray from it to the east crosses their sides an odd number of times."""
    x, y = spot
    odd = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd
