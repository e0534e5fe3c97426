"""The page of what is near: the places of a publication, one of them with all that is told of it, or a point."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.urls import reverse

from ceiba.charts.map_geometry import Spot
from ceiba.kernel.project import Photo, Project
from ceiba.monitoring.works_map import MapPage
from ceiba.portal.edition import Edition
from ceiba.portal.places import PlacedGoal, Places, PublicPlace, ToldFigure
from ceiba.portal.works import PublicWork


@dataclass(frozen=True)
class PublicMap(MapPage):
    """The projects of a publication on the territory of the institution; marks open the pages of the portal."""

    suffix: str = ""

    def opens(self, project: Project) -> str:
        """Return the public address of a project."""
        return reverse("public_project", args=[self.slug, project.id]) + self.suffix


@dataclass(frozen=True)
class PlaceRow:
    """A place in the list, with how many projects and goals are told of it."""

    place: PublicPlace
    projects: int
    goals: int


@dataclass(frozen=True)
class NearPage:
    """What the page shows: a place, a point, or every place where neither was asked for."""

    edition: Edition
    places: Places
    place: PublicPlace | None = None
    point: Spot | None = None

    @cached_property
    def rows(self) -> list[PlaceRow]:
        """Return every place with what is told of it, places of which nothing is told left out."""
        counted = (
            PlaceRow(one, len(self.places.projects(one)), len(self.places.of_goals(one))) for one in self.places.every
        )
        return [row for row in counted if row.projects or row.goals or self.places.figures(row.place)]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return the places to choose from."""
        return [(one.key, one.name) for one in self.places.every]

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """Return the projects of the place; all where none was chosen."""
        return self.places.projects(self.place) if self.place else self.edition.face.projects

    @cached_property
    def works(self) -> list[PublicWork]:
        """Return the projects of the place as a list shows them."""
        return [PublicWork(one) for one in self.projects]

    @cached_property
    def goals(self) -> tuple[PlacedGoal, ...]:
        """Return the goals of the place."""
        return self.places.of_goals(self.place) if self.place else ()

    @property
    def photos(self) -> tuple[Photo, ...]:
        """Return the published photos of the place."""
        return self.places.photos(self.place) if self.place else ()

    @property
    def figures(self) -> list[ToldFigure]:
        """Return what the registers tell of the place."""
        return self.places.figures(self.place) if self.place else []

    @property
    def units(self) -> list[str]:
        """Return the names of the units of the place."""
        return [one.name for one in self.places.units(self.place)] if self.place else []

    @property
    def spot(self) -> Spot | None:
        """Return the point, or about where the place is."""
        return self.point or (self.places.spot(self.place) if self.place else None)

    @cached_property
    def around(self) -> list[tuple[PublicWork, Decimal]]:
        """Return the nearest projects of others than the place itself, each with its kilometres."""
        if self.spot is None:
            return []
        own = {one.id for one in self.projects} if self.place else set()
        return [(PublicWork(one), far) for one, far in self.places.around(self.spot) if one.id not in own]

    @property
    def within(self) -> list[PublicPlace]:
        """Return in which places the point lies."""
        return self.places.at(self.point) if self.point else []

    @property
    def map(self) -> PublicMap:
        """Return the map of the projects that the page speaks of, those around a point too."""
        face, here = self.edition.face, self.edition.face.institution
        shown = self.projects if self.point is None else tuple(work.project for work, _far in self.around)
        drawn = replace(face, projects=shown)
        return PublicMap(self.edition.slug, drawn, here.country or "", here.territory or "", self.edition.suffix)
