"""The goals of a publication: what was promised, where it stands, on which route; by theme, alignment and unit."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ceiba.audits.kept import kept
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.progress import Progress
from ceiba.kernel.projection import Projection, Route
from ceiba.kernel.readings import Readings
from ceiba.kernel.states import NO_DATA, Datum, Value
from ceiba.kernel.unit import Unit
from ceiba.monitoring.board import readings
from ceiba.monitoring.board_page import Goal
from ceiba.monitoring.measures import Measure
from ceiba.monitoring.outline import Outline, outline
from ceiba.portal.edition import Edition

_ORDER = (Route.OFF_ROUTE, Route.DOUBTFUL, Route.ON_ROUTE, Route.UNKNOWN)


@dataclass(frozen=True)
class Promise:
    """An indicator with its plan: from where to where, what is known today, and whether it arrives."""

    plan: Plan
    element: Element
    goal: Goal
    measure: Measure
    way: Progress | None

    @property
    def indicator(self) -> Indicator:
        """Return the indicator."""
        return self.goal.indicator

    @property
    def route(self) -> Route:
        """Return its route."""
        return self.goal.projection.route

    @property
    def is_final(self) -> bool:
        """Tell whether it promises a figure, dated or not."""
        return self.goal.projection.target is not None

    @property
    def reached(self) -> Datum:
        """Return how much of the way is behind it, in percent."""
        return self.way.reached if self.way else NO_DATA

    @property
    def programmed(self) -> Datum:
        """Return how much of the way was to be behind it by its last figure, in percent."""
        return self.way.programmed if self.way else NO_DATA

    @property
    def percent(self) -> object:
        """Return how much of the way is behind it as a number for a bar, None where nobody knows."""
        return self.reached.amount if isinstance(self.reached, Value) else None

    @property
    def mark(self) -> object:
        """Return where the bar should stand, None where nobody knows."""
        return self.programmed.amount if isinstance(self.programmed, Value) else None


@dataclass(frozen=True)
class Theme:
    """A branch of a plan near its root with the promises of it, the furthest off first."""

    element: Element
    level: str
    promises: tuple[Promise, ...]

    def most(self, number: int) -> tuple[Promise, ...]:
        """Return the first promises: those with a final target before the others."""
        order = sorted(self.promises, key=lambda one: (not one.is_final, _ORDER.index(one.route)))
        return tuple(order[:number])

    @property
    def shown(self) -> tuple[Promise, ...]:
        """Return the promises that a card holds."""
        return self.most(2)

    @property
    def more(self) -> int:
        """Return how many further ones there are."""
        return len(self.promises) - len(self.shown)


@dataclass(frozen=True)
class Goals:
    """Every promise of a publication."""

    edition: Edition

    @property
    def outline(self) -> Outline:
        """Return the trees of the plans."""
        return outline(self.edition.face)

    @cached_property
    def every(self) -> tuple[Promise, ...]:
        """Return the indicators that count, in the order of the plans."""
        today = self.edition.today
        return kept(self.edition.face, ("promises", today), lambda _face: tuple(self._promises()))

    @cached_property
    def final(self) -> tuple[Promise, ...]:
        """Return those that promise a figure."""
        return tuple(one for one in self.every if one.is_final)

    @property
    def routes(self) -> Counter[Route]:
        """Return how many of those are on each route."""
        return Counter(one.route for one in self.final)

    @cached_property
    def plans(self) -> tuple[tuple[Plan, tuple[Theme, ...]], ...]:
        """Return every plan with its themes: its roots, or what hangs from them where there is one root."""
        return tuple((plan, tuple(self._themes(plan))) for plan in self.edition.face.plans)

    @property
    def measured(self) -> tuple[tuple[Plan, tuple[Theme, ...]], ...]:
        """Return the plans that have promises, with their themes."""
        return tuple((plan, themes) for plan, themes in self.plans if themes)

    @property
    def unmeasured(self) -> tuple[Plan, ...]:
        """Return the plans that have none."""
        return tuple(plan for plan, themes in self.plans if not themes)

    def tops(self, plan: Plan) -> tuple[Element, ...]:
        """Return the themes of a plan, measured or not: its roots, or what hangs from the only one."""
        roots = self.outline.roots(plan)
        return self.outline.children(roots[0]) or roots if len(roots) == 1 else roots

    def of_branch(self, key: str) -> tuple[Promise, ...]:
        """Return the promises of an element and of what hangs from it in its plan."""
        return tuple(one for one in self.every if key in self.above(one.element))

    def of_goal(self, framework: str, code: str) -> tuple[Promise, ...]:
        """Return the promises of what serves a goal of a framework, itself or by what it hangs from."""
        return tuple(one for one in self.every if (framework, code) in self.served(one.element))

    def of_unit(self, key: str) -> tuple[Promise, ...]:
        """Return the promises that a unit answers for."""
        return tuple(one for one in self.every if self._readings.unit_of(one.indicator) == key)

    @cached_property
    def frameworks(self) -> tuple[tuple[str, str, tuple[tuple[str, str, int], ...]], ...]:
        """Return key and label of each framework with its goals: code, name, how many promises serve it."""
        counted = Counter(pair for one in self.every for pair in self.served(one.element))
        methodology = self.edition.face.methodology
        found, holders = [], {framework for framework, _code in counted}
        ordered = [framework.key for framework in methodology.frameworks if framework.key in holders]
        for key in (*ordered, *sorted(holders.difference(ordered))):
            framework = methodology.framework(key)
            codes = [(code, number) for (holder, code), number in counted.items() if holder == key]
            codes.sort(key=lambda row: ([int(part) if part.isdigit() else 0 for part in row[0].split(".")], row[0]))
            named = []
            for code, number in codes:
                goal = framework.goal(code) if framework else None
                named.append((code, goal.name or "" if goal else "", number))
            found.append((key, framework.label if framework else key, tuple(named)))
        return tuple(found)

    @cached_property
    def units(self) -> tuple[tuple[Unit, int], ...]:
        """Return the units that answer for promises, each with how many."""
        counted = Counter(self._readings.unit_of(one.indicator) for one in self.every)
        return tuple((unit, counted[unit.id]) for unit in self.edition.face.units if counted[unit.id])

    @property
    def _readings(self) -> Readings:
        return readings(self.edition.face, self.edition.today)

    def _promises(self) -> Iterator[Promise]:
        face, today = self.edition.face, self.edition.today
        for plan in face.plans:
            for indicator in self._readings.indicators(plan):
                element = face.element(indicator.element)
                if element is None:
                    continue
                told: Projection = self._readings.projection(indicator)
                measure = Measure(face, indicator, today)
                at = (measure.last.period,) if measure.last and told.target else ()
                way = self._readings.progress(indicator, at)[0] if at else None
                yield Promise(plan, element, Goal(indicator, told), measure, way)

    def _themes(self, plan: Plan) -> Iterator[Theme]:
        for top in self.tops(plan):
            promises = tuple(one for one in self.every if one.plan is plan and top.id in self.above(one.element))
            if promises:
                yield Theme(top, self.outline.level(top), promises)

    def above(self, element: Element) -> frozenset[str]:
        """Return the identifiers of an element and of what it hangs from in its plan."""
        lines = kept(self.edition.face, "lines above", lambda _face: dict[str, frozenset[str]]())
        if element.id not in lines:
            lines[element.id] = frozenset([element.id, *(above.id for above in self.outline.line(element))])
        return lines[element.id]

    def served(self, element: Element) -> frozenset[tuple[str, str]]:
        """Return framework and code of every goal that an element serves, itself or by what it hangs from."""
        line = (element, *reversed(self.outline.line(element)))
        return frozenset((a.framework, code) for one in line for a in one.alignments for code in a.codes)
