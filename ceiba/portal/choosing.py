"""What an address asks of goals and projects: those of a theme, of a goal of a framework, of a unit, or of a place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404

from ceiba.audits.subjects import things
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element
from ceiba.kernel.project import Project
from ceiba.portal.goals import Goals, Promise
from ceiba.portal.places import Places


@dataclass(frozen=True)
class Chosen:
    """What was asked for: its name, blank for everything; its goals, its projects, and how the address says it."""

    title: str
    promises: tuple[Promise, ...]
    projects: tuple[Project, ...]
    asked: Mapping[str, str]

    @property
    def query(self) -> str:
        """Return how an address asks for the same."""
        return urlencode(self.asked)


@dataclass(frozen=True)
class Works:
    """The projects of a publication, by what they are for."""

    goals: Goals

    @property
    def every(self) -> tuple[Project, ...]:
        """Return all of them."""
        return self.goals.edition.face.projects

    def of_branch(self, key: str) -> tuple[Project, ...]:
        """Return the projects that serve an element or what hangs from it."""
        return tuple(
            one for one in self.every if any(key in self.goals.above(element) for element in self._serves[one.id])
        )

    def of_goal(self, framework: str, code: str) -> tuple[Project, ...]:
        """Return the projects that serve what serves a goal of a framework."""
        pair = (framework, code)
        return tuple(
            one for one in self.every if any(pair in self.goals.served(element) for element in self._serves[one.id])
        )

    def of_unit(self, key: str) -> tuple[Project, ...]:
        """Return the projects that a unit answers for."""
        return tuple(one for one in self.every if one.unit == key)

    @cached_property
    def _serves(self) -> Mapping[str, tuple[Element, ...]]:
        """Return the elements that each project is for: named by it, or measured by an indicator that it names."""
        return {one.id: tuple(filter(None, map(self._element, one.serves))) for one in self.every}

    def _element(self, subject: str) -> Element | None:
        face = self.goals.edition.face
        thing = things(face).thing(subject)
        if isinstance(thing, Indicator):
            return face.element(thing.element)
        return thing if isinstance(thing, Element) else None


def chosen(goals: Goals, asked: Mapping[str, str]) -> Chosen:
    """Return what an address asks for; 404 for what the publication does not know. Everything where it asks nothing."""
    face, works = goals.edition.face, Works(goals)
    if key := asked.get("tema", ""):
        element = face.element(key)
        if element is None:
            raise Http404
        return Chosen(element.text, goals.of_branch(key), works.of_branch(key), {"tema": key})
    if key := asked.get("marco", ""):
        code = asked.get("codigo", "")
        found = Chosen(
            _goal_name(goals, key, code), goals.of_goal(key, code), works.of_goal(key, code),
            {"marco": key, "codigo": code},
        )  # fmt: skip
        if not (found.promises or found.projects):
            raise Http404
        return found
    if key := asked.get("unidad", ""):
        unit = face.unit(key)
        if unit is None:
            raise Http404
        return Chosen(unit.name, goals.of_unit(key), works.of_unit(key), {"unidad": key})
    if key := asked.get("lugar", ""):
        places = Places(goals)
        place = places.place(key)
        if place is None:
            raise Http404
        promises = tuple(one.promise for one in places.of_goals(place))
        return Chosen(place.name, promises, places.projects(place), {"lugar": key})
    return Chosen("", goals.every, works.every, {})


def _goal_name(goals: Goals, key: str, code: str) -> str:
    found = goals.edition.face.methodology.framework(key)
    goal = found.goal(code) if found else None
    told = (found.label if found else key, code, goal.name if goal else "")
    return " ".join(word for word in told if word)
