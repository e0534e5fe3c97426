"""The places that a publication names, and what it says of each: projects, goals, photos, units; and what is near.

A place is known by its name, whoever wrote it: the projects, the figures that are opened by places, the names of the
units, the published registers, and the state's division of the institution's territory. Nobody asks the tables of the
office: what was not published names no place here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.text import slugify

from ceiba.audits.kept import kept
from ceiba.charts.map_geometry import Ring, Spot, inside, kilometres, middle
from ceiba.institutions.territories import territories
from ceiba.kernel.indicator import Measurement
from ceiba.kernel.place_names import holds, is_place_word, place_names, place_words, tells_kind
from ceiba.kernel.project import Photo, Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.unit import Unit
from ceiba.portal.goals import Goals, Promise
from ceiba.registers.models_release import RegisterRelease
from ceiba.registers.release_page import ReleasePage

NEAREST = 12
_SURE = 2  # words from which a name is looked for in texts; a single one («centro») would be met everywhere


@dataclass(frozen=True)
class PublicPlace:
    """A place: its part of the address, its name, the words by which it is known, its boundary where that is known."""

    key: str
    name: str
    words: tuple[str, ...]
    rings: tuple[Ring, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Tell whether its name can be looked for in running text."""
        return len(self.words) >= _SURE or bool(self.rings)


@dataclass(frozen=True)
class PlacedGoal:
    """A goal of a place: the figures that it tells of that place, the newest first; none where it only names it."""

    promise: Promise
    figures: tuple[Measurement, ...]

    @property
    def last(self) -> Measurement | None:
        """Return the newest figure of the place."""
        return self.figures[0] if self.figures else None


@dataclass(frozen=True)
class ToldFigure:
    """A figure of a published register about a place: of which release, what it measures and when, in words."""

    release: RegisterRelease
    title: str
    words: str


@dataclass(frozen=True)
class Places:
    """The places of a publication; ``goals`` are its goals."""

    goals: Goals
    releases: Sequence[RegisterRelease] = ()

    @property
    def face(self) -> Snapshot:
        """Return what the publication says."""
        return self.goals.edition.face

    @cached_property
    def every(self) -> tuple[PublicPlace, ...]:
        """Return the places by their names, those that only a register names too."""
        known = dict(kept(self.face, "places", lambda face: {one.key: one for one in _told(face)}))
        for release in self.releases:
            for name in _of_release(release):
                _add(known, name)
        return tuple(sorted(known.values(), key=lambda one: slugify(" ".join(one.words))))

    def place(self, key: str) -> PublicPlace | None:
        """Return a place by its part of the address."""
        return next((one for one in self.every if one.key == key), None)

    def projects(self, place: PublicPlace) -> tuple[Project, ...]:
        """Return the projects that name a place or lie in it."""
        return tuple(one for one in self.face.projects if self._is_in(one, place))

    def of_goals(self, place: PublicPlace) -> tuple[PlacedGoal, ...]:
        """Return the goals that tell figures of a place, and those that name it."""
        found = []
        for promise in self.goals.every:
            parts = [
                one
                for one in self.face.measurements_of(promise.indicator)
                if one.disaggregation and place_words(one.disaggregation) == place.words
            ]
            parts.sort(key=lambda one: (one.period.last_month, one.period.months), reverse=True)
            texts = (promise.indicator.text, promise.element.text)
            if parts or (place.is_sure and any(holds(text, place.words) for text in texts)):
                found.append(PlacedGoal(promise, tuple(parts)))
        return tuple(found)

    def units(self, place: PublicPlace) -> tuple[Unit, ...]:
        """Return the units whose name says that they are of a place."""
        return tuple(one for one in self.face.units if place.is_sure and holds(one.name, place.words))

    def photos(self, place: PublicPlace) -> tuple[Photo, ...]:
        """Return the published photos of the projects of a place."""
        here = {one.id for one in self.projects(place)}
        return tuple(one for one in self.face.photos if one.project in here)

    def spot(self, place: PublicPlace) -> Spot | None:
        """Return about where a place is: the middle of its boundary, else of its projects; None where nobody knows."""
        corners = [corner for ring in place.rings for corner in ring]
        spots = corners or [spot for one in self.projects(place) if (spot := spot_of(one))]
        return middle(spots) if spots else None

    def around(self, spot: Spot) -> list[tuple[Project, Decimal]]:
        """Return the nearest projects that say where they are, each with its kilometres to a decimal."""
        known = [(one, kilometres(spot, there)) for one in self.face.projects if (there := spot_of(one))]
        known.sort(key=lambda pair: (pair[1], pair[0].name))
        return [(one, Decimal(f"{far:.1f}")) for one, far in known[:NEAREST]]

    def at(self, spot: Spot) -> list[PublicPlace]:
        """Return the places whose boundary holds a spot."""
        return [one for one in self.every if one.rings and inside(one.rings, spot)]

    def figures(self, place: PublicPlace) -> list[ToldFigure]:
        """Return what the published registers tell of a place: of each measure its newest figure."""
        return self._figures.get(place.words, [])

    @cached_property
    def _figures(self) -> dict[tuple[str, ...], list[ToldFigure]]:
        found: dict[tuple[str, ...], list[ToldFigure]] = {}
        for release in self.releases:
            for measure in ReleasePage(release).measures:
                seen = set[tuple[str, ...]]()
                for table in (one for one in measure.tables if is_place_word(one.heading)):
                    for figure in (one for one in table.figures if one.known):
                        words = place_words(figure.name)
                        if words not in seen:
                            seen.add(words)
                            told = ToldFigure(release, f"{measure.title} ({table.title})", figure.words)
                            found.setdefault(words, []).append(told)
        return found

    def _is_in(self, project: Project, place: PublicPlace) -> bool:
        named = any(place_words(name) == place.words for name in place_names(project.place or ""))
        spot = spot_of(project)
        within = bool(spot and place.rings and inside(place.rings, spot))
        texts = (project.name, project.place or "")
        return named or within or (place.is_sure and any(holds(text, place.words) for text in texts))


def spot_of(project: Project) -> Spot | None:
    """Return where a project is, as longitude and latitude; None where nobody said it."""
    if project.longitude is None or project.latitude is None:
        return None
    return float(project.longitude), float(project.latitude)


def _told(face: Snapshot) -> Iterator[PublicPlace]:
    known: dict[str, PublicPlace] = {}
    here = face.institution
    if here.country and here.territory:
        for one in territories(here.country):
            if one.parent == here.territory:
                _add(known, one.name, one.rings)
    for project in face.projects:
        for name in place_names(project.place or ""):
            _add(known, name)
    for indicator in face.indicators:
        for way in indicator.disaggregations:
            if is_place_word(way.name):
                for part in way.parts:
                    _add(known, part)
        for figure in face.measurements_of(indicator):
            if tells_kind(figure.disaggregation):
                _add(known, figure.disaggregation)
    yield from known.values()


def _add(known: dict[str, PublicPlace], name: str, rings: tuple[Ring, ...] = ()) -> None:
    """Add a place; of two names for one the one that tells what sort of place it is stays."""
    words = place_words(name)
    key = slugify(" ".join(words))
    had = known.get(key)
    if not key:
        return
    if had is None:
        known[key] = PublicPlace(key, name, words, rings)
    elif tells_kind(name) and not tells_kind(had.name):
        known[key] = PublicPlace(key, name, words, had.rings)


def _of_release(release: RegisterRelease) -> Iterator[str]:
    """Yield the places of which a published register tells a figure."""
    for measure in release.content["measures"]:
        by_place = {by["key"] for by in measure["by"] if is_place_word(by["label"])}
        for told in release.content["figures"]:
            if told["measure"] == measure["key"] and told["by"] in by_place and told["value"]:
                yield told["part_label"]
