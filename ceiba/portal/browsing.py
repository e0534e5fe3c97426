"""Ways into a publication: by theme, by the goals of frameworks (SDG and national ones), by unit."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.project import Project
from ceiba.kernel.projection import Route
from ceiba.monitoring.board_page import ROUTE_TONES, ROUTE_WORDS
from ceiba.portal.choosing import Works
from ceiba.portal.goals import Goals, Promise
from ceiba.ui import formats


@dataclass(frozen=True)
class Way:
    """One way in: its code and name, how its address asks for it, its goals and its projects."""

    code: str
    name: str
    asked: str
    promises: Sequence[Promise]
    projects: Sequence[Project]

    @property
    def states(self) -> list[tuple[str, str]]:
        """Return in words and tone how many of its goals are on each route; those without a final target last."""
        counted = Counter(one.route for one in self.promises if one.is_final)
        told = [
            (f"{formats.number(counted[route])} {ROUTE_WORDS[route]}", ROUTE_TONES[route])
            for route in Route
            if counted[route]
        ]
        if rest := len(self.promises) - counted.total():
            words = _("%(n)s sin meta final") % {"n": formats.number(rest)}
            told.append((words, "none"))
        return told


@dataclass(frozen=True)
class Ways:
    """Some ways in under one title."""

    title: str
    ways: Sequence[Way]


@dataclass(frozen=True)
class Browsing:
    """Every way into a publication."""

    goals: Goals

    @cached_property
    def themes(self) -> list[Ways]:
        """Return the themes of each plan: what stands right below its root, or its roots."""
        groups = (Ways(plan.title or plan.kind, list(self._themes(plan))) for plan in self.goals.edition.face.plans)
        return [group for group in groups if group.ways]

    @cached_property
    def frameworks(self) -> list[Ways]:
        """Return the goals of each framework that something serves."""
        return [
            Ways(label, [self._goal(key, code, name) for code, name, _n in codes])
            for key, label, codes in self.goals.frameworks
        ]

    @cached_property
    def units(self) -> list[Ways]:
        """Return the units that answer for goals or projects."""
        face, works = self.goals.edition.face, self._works
        ways = (
            Way(one.code or "", one.name, _query(unidad=one.id), self.goals.of_unit(one.id), works.of_unit(one.id))
            for one in face.units
        )
        known = [way for way in ways if way.promises or way.projects]
        return [Ways(_("Quién responde"), known)] if known else []

    @cached_property
    def _works(self) -> Works:
        return Works(self.goals)

    def _themes(self, plan: Plan) -> Iterator[Way]:
        for top in self.goals.tops(plan):
            promises, projects = self.goals.of_branch(top.id), self._works.of_branch(top.id)
            if promises or projects:
                yield Way(top.code or "", _name(top), _query(tema=top.id), promises, projects)

    def _goal(self, key: str, code: str, name: str) -> Way:
        asked = _query(marco=key, codigo=code)
        return Way(code, name, asked, self.goals.of_goal(key, code), self._works.of_goal(key, code))


def _name(element: Element) -> str:
    return element.text or element.level


def _query(**asked: str) -> str:
    return urlencode(asked)
