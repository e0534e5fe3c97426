"""Localities: places of an institution's territory below the official division: zones, colonies, villages, cantons.

The state numbers departments and municipalities; what lies in one has the code that the institution gives it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ceiba.kernel.text import _

Spot = tuple[float, float]  # longitude, latitude in degrees (WGS 84)
Ring = tuple[Spot, ...]

LONGEST_CODE, LONGEST_NAME = 40, 200
MOST_SPOTS = 20_000  # of one boundary
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")
_LEAST_SPOTS = 4  # of a ring, whose last is its first
_DECIMALS = 5  # of a degree: about a metre


class LocalityKind(StrEnum):
    """What sort of place it is."""

    ZONE = "zone"
    SECTOR = "sector"
    COLONY = "colony"
    NEIGHBOURHOOD = "neighbourhood"
    VILLAGE = "village"
    HAMLET = "hamlet"
    COMMUNITY = "community"
    CANTON = "canton"
    PARISH = "parish"
    MICROREGION = "microregion"
    OTHER = "other"


LOCALITY_WORDS: Mapping[LocalityKind, str] = {
    LocalityKind.ZONE: _("zona"),
    LocalityKind.SECTOR: _("sector"),
    LocalityKind.COLONY: _("colonia"),
    LocalityKind.NEIGHBOURHOOD: _("barrio"),
    LocalityKind.VILLAGE: _("aldea"),
    LocalityKind.HAMLET: _("caserío"),
    LocalityKind.COMMUNITY: _("comunidad"),
    LocalityKind.CANTON: _("cantón"),
    LocalityKind.PARISH: _("parroquia"),
    LocalityKind.MICROREGION: _("microrregión"),
    LocalityKind.OTHER: _("otro lugar"),
}

UNKNOWN_CODE = _("«%(code)s» no es un lugar de este territorio; corrija el código o agregue antes el lugar.")
ELSEWHERE = _("su límite cae fuera de %(name)s; revise que las coordenadas sean longitud y latitud.")


@dataclass(frozen=True, slots=True)
class Locality:
    """A place: code, name, kind, the code that it lies in (blank: the whole territory), boundary, first and last day.

    ``rings`` is the boundary, each ring closed; a ring within another is a hole. Empty where nobody drew it.
    """

    code: str
    name: str
    kind: LocalityKind = LocalityKind.OTHER
    parent: str = ""
    rings: tuple[Ring, ...] = ()
    begins: date | None = None
    ends: date | None = None

    def is_there(self, day: date) -> bool:
        """Tell whether the place exists on a day."""
        return (self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class LocalityProblem:
    """What is wrong with a place: its code, its field, and a Spanish sentence that says the mend."""

    code: str
    field: str
    message: str
    facts: Mapping[str, str]

    def __str__(self) -> str:
        return self.message % self.facts


def checked_ring(spots: Sequence[Spot]) -> Ring:
    """Return a ring closed, of five decimals, without points that fall together.

    ``ValueError`` (Spanish sentence) where it is no ring of the earth: too few points, or coordinates outside it.
    """
    for longitude, latitude in spots:
        if not (abs(longitude) <= 180 and abs(latitude) <= 90):  # NaN and infinity too
            if abs(longitude) <= 90 and abs(latitude) <= 180:
                raise ValueError(_("la longitud va antes que la latitud: parecen cambiadas."))
            raise ValueError(_("hay coordenadas fuera del globo; use grados, longitud y latitud (WGS 84)."))
    rounded: list[Spot] = []
    for longitude, latitude in spots:
        spot = (round(longitude, _DECIMALS), round(latitude, _DECIMALS))
        if not rounded or rounded[-1] != spot:
            rounded.append(spot)
    if rounded and rounded[0] != rounded[-1]:
        rounded.append(rounded[0])
    if len(rounded) < _LEAST_SPOTS:
        raise ValueError(_("un límite tiene al menos tres puntos distintos."))
    return tuple(rounded)


def locality_problems(places: Sequence[Locality], official: Mapping[str, str]) -> Iterator[LocalityProblem]:
    """Yield what is wrong with all the places of an institution together.

    ``official`` are the codes of the state's division in and above its territory, with their names.
    """
    known: dict[str, Locality] = {}
    folded: dict[str, str] = {}
    for one in places:
        other = folded.setdefault(one.code.casefold(), one.code)
        if one.code in known or other != one.code:
            yield _told(one, "code", _("el código «%(code)s» está dos veces; cada lugar tiene el suyo."))
        known[one.code] = one
    for one in places:
        yield from _alone(one, official)
        if one.parent and one.parent not in known and one.parent not in official:
            message = _("depende de «%(parent)s», que no existe; corrija el código o agregue antes ese lugar.")
            yield _told(one, "parent", message, parent=one.parent)
        elif _circles(one, known):
            yield _told(one, "parent", _("depende de sí mismo, por sí o por otros; corrija de qué depende."))


def _alone(one: Locality, official: Mapping[str, str]) -> Iterator[LocalityProblem]:
    if CODE.fullmatch(one.code) is None:
        message = _("«%(code)s» no sirve de código: hasta 40 letras sin tilde, cifras, puntos y guiones.")
        yield _told(one, "code", message)
    elif one.code in official:
        message = _("«%(code)s» es el código oficial de %(name)s; dé otro a este lugar.")
        yield _told(one, "code", message, name=official[one.code])
    if not one.name.strip() or len(one.name) > LONGEST_NAME:
        yield _told(one, "name", _("necesita un nombre, de 200 letras como mucho."))
    if one.begins and one.ends and one.begins > one.ends:
        yield _told(one, "ends", _("termina antes de comenzar; corrija una de las dos fechas."))
    if sum(map(len, one.rings)) > MOST_SPOTS:
        message = _("su límite tiene más de %(most)s puntos; simplifíquelo.")
        yield _told(one, "rings", message, most=str(MOST_SPOTS))


def _circles(one: Locality, known: Mapping[str, Locality]) -> bool:
    seen, at = {one.code}, one.parent
    while at in known:
        if at in seen:
            return at == one.code
        seen.add(at)
        at = known[at].parent
    return False


def _told(one: Locality, field: str, message: str, **facts: str) -> LocalityProblem:
    return LocalityProblem(one.code, field, message, {"code": one.code[:60], **facts})
