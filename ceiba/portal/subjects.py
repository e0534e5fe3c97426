"""What a question of the public is about: a figure, a goal, a project, a photo, a place, or all of a publication."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from ceiba.kernel.period import Period
from ceiba.kernel.readings import Readings
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.monitoring.board import readings
from ceiba.portal.edition import NUMBER, Edition

ABOUT, PERIOD = "sobre", "periodo"
_LONGEST = 300


@dataclass(frozen=True)
class Subject:
    """A thing of a publication that can be asked about: its address there, its name, who answers for it, its page.

    ``unit`` is the key of a unit; ``periods`` are those of which the publication tells a figure.
    """

    address: str
    name: str
    href: str
    unit: str | None = None
    periods: tuple[Period, ...] = ()


def subject_of(edition: Edition, asked: str) -> Subject | None:
    """Return what an address means in a publication; the whole publication where none is given, None for no such."""
    if not asked:
        number = edition.row.number
        return Subject(
            address("publication", str(number)), "", reverse("public_publication", args=[edition.slug, number])
        )
    noun, _slash, key = asked.partition("/")
    find = _NOUNS.get(noun)
    if find is None or not key or len(asked) > _LONGEST:
        return None
    return find(edition, edition.face, key)


def _page(edition: Edition, name: str, key: str) -> str:
    return f"{reverse(name, args=[edition.slug, key])}?{urlencode({NUMBER: edition.row.number})}"


def _readings(edition: Edition) -> Readings:
    return readings(edition.face, edition.today)


def _indicator(edition: Edition, face: Snapshot, key: str) -> Subject | None:
    found = face.indicator(key)
    if found is None:
        return None
    told = {one.period for one in face.measurements_of(found)}
    unit = _readings(edition).unit_of(found)
    href = _page(edition, "public_goal", key)
    periods = tuple(sorted(told, key=lambda one: (one.last_month, one.months), reverse=True))
    return Subject(address("indicator", key), found.text, href, unit, periods)


def _element(edition: Edition, face: Snapshot, key: str) -> Subject | None:
    found = face.element(key)
    plan = next((one for one in face.plans if any(part.id == key for part in one.elements)), None)
    if found is None or plan is None:
        return None
    above, unit, at = {one.id: one for one in plan.elements}, found.unit, found
    while unit is None and at.parent in above:
        at = above[at.parent]
        unit = at.unit
    return Subject(address("element", key), found.text, _page(edition, "public_plan", plan.id), unit)


def _project(edition: Edition, face: Snapshot, key: str) -> Subject | None:
    found = next((one for one in face.projects if one.id == key), None)
    if found is None:
        return None
    return Subject(address("project", key), found.name, _page(edition, "public_project", key), found.unit)


def _photo(edition: Edition, face: Snapshot, key: str) -> Subject | None:
    found = next((one for one in face.photos if one.id == key), None)
    work = _project(edition, face, found.project) if found else None
    if found is None or work is None:
        return None
    name = f"{found.caption or found.id} ({work.name})"
    return Subject(address("photo", key), name, work.href, found.unit or work.unit)


def _place(edition: Edition, face: Snapshot, key: str) -> Subject | None:
    if not any(one.place == key for one in face.projects):
        return None
    return Subject(address("place", key), key, f"{reverse('public_projects', args=[edition.slug])}{edition.suffix}")


_NOUNS: dict[str, Callable[[Edition, Snapshot, str], Subject | None]] = {
    "indicator": _indicator,
    "element": _element,
    "project": _project,
    "photo": _photo,
    "place": _place,
}
