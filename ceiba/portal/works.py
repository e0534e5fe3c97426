"""A project of a publication: its page without anything of the house, and what it serves in the published plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from ceiba.audits.subjects import things
from ceiba.exchange.writers.subjects import name_of
from ceiba.kernel.plan import Element
from ceiba.kernel.project import Photo, Project
from ceiba.kernel.source import address
from ceiba.kernel.works import paid_percent, physical
from ceiba.monitoring.project import ProjectPage
from ceiba.monitoring.works import of_one_currency
from ceiba.portal.edition import Edition
from ceiba.portal.goals import Goals, Promise


@dataclass(frozen=True)
class PublicWork:
    """A project in the list: how far it is built, what part was paid."""

    project: Project

    @property
    def built(self) -> Decimal | None:
        """Return the physical progress last told, None where nobody told any."""
        told = physical(self.project)
        return told.physical if told else None

    @property
    def paid(self) -> Decimal | None:
        """Return what part was paid in percent, None where nobody knows."""
        return of_one_currency(lambda: paid_percent(self.project), None)


@dataclass(frozen=True)
class PublicProject:
    """One project of a publication."""

    edition: Edition
    project: Project

    @cached_property
    def page(self) -> ProjectPage:
        """Return the project as it is computed everywhere."""
        return ProjectPage(self.edition.slug, self.edition.face, self.project, self.edition.today)

    @property
    def photos(self) -> tuple[Photo, ...]:
        """Return its published photos, the oldest first, those without a day last."""
        own = (one for one in self.edition.face.photos if one.project == self.project.id)
        return tuple(sorted(own, key=lambda one: (one.day is None, one.day or date.min)))

    @cached_property
    def serves(self) -> tuple[tuple[str, tuple[Promise, ...]], ...]:
        """Return the name of each thing that it is for, with the goals of it."""
        return tuple(self._serves())

    def _serves(self) -> Iterator[tuple[str, tuple[Promise, ...]]]:
        face, goals = self.edition.face, Goals(self.edition)
        for subject in self.project.serves:
            thing = things(face).thing(subject)
            if thing is None:
                continue
            element = thing.id if isinstance(thing, Element) else ""
            known = (one for one in goals.every if subject == address("indicator", one.indicator.id))
            yield name_of(thing), tuple(one for one in goals.every if one.element.id == element) or tuple(known)
