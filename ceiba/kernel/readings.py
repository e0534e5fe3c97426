"""Readings: what the figures of a snapshot say on a day, each computed once: achievement, progress, projection."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ceiba.kernel.achievement import Achievement, achievement_in
from ceiba.kernel.due import Due, DueDays
from ceiba.kernel.element_money import ElementMoney
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.judging import semaphore_of
from ceiba.kernel.methodology import Band
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.progress import Progress, progress
from ceiba.kernel.projection import Projection, project
from ceiba.kernel.rolled import Ground, PlanRollUp, Rolled
from ceiba.kernel.rollup import RollUp, Tree
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Datum, Value

_Weights = tuple[tuple[object, ...], dict[str, Money]]  # what they rest on, and the money of each element


@dataclass(frozen=True, eq=False)
class Readings:
    """What a snapshot says on a day; every answer is kept, and those of one indicator as long as its figures stay."""

    snapshot: Snapshot
    today: date

    @cached_property
    def due_days(self) -> DueDays:
        """Return what units owe today, from the cycles in which they report indicators."""
        collecting = {duty.key for duty in self.snapshot.methodology.reporting if duty.collects_indicators}
        cycles = tuple(cycle for cycle in self.snapshot.cycles if cycle.duty in collecting)
        return DueDays(self.today, cycles, self.snapshot.reports)

    def unit_of(self, indicator: Indicator) -> str | None:
        """Return the unit that answers for an indicator: its own, else the nearest one up its element."""
        return indicator.unit or self._units.get(indicator.element or "")

    def owed(self, indicator: Indicator) -> Due:
        """Return which periods of an indicator are owed by now."""
        return self.due_days.owed_by(self.unit_of(indicator))

    def achievement(self, indicator: Indicator, period: Period) -> Achievement:
        """Return how much of its promise for a period an indicator kept."""
        measured, owed = self.snapshot.measurements_of(indicator), self.owed(indicator)
        policy = self.snapshot.methodology.achievement
        return self.snapshot.memory.of(
            indicator,
            measured,
            ("achievement", period, owed, policy),
            lambda: achievement_in(indicator, measured, period, policy, owed=owed),
        )

    def progress(self, indicator: Indicator, periods: tuple[Period, ...]) -> tuple[Progress, ...]:
        """Return how far an indicator has come on its way to the final target by the end of each of some periods."""
        measured, methodology = self.snapshot.measurements_of(indicator), self.snapshot.methodology
        policy, start = methodology.achievement, methodology.fiscal_start
        return self.snapshot.memory.of(
            indicator,
            measured,
            ("progress", periods, policy, start),
            lambda: progress(indicator, measured, periods, policy, start),
        )

    def projection(self, indicator: Indicator) -> Projection:
        """Return where an indicator arrives at its final year."""
        measured = self.snapshot.measurements_of(indicator)
        return self.snapshot.memory.of(indicator, measured, "projection", lambda: project(indicator, measured))

    def band(self, percent: Datum, indicator: Indicator | None = None) -> Band | None:
        """Return the band of a percentage: in an indicator's own semaphore where it has one, else the methodology's.

        None for what is no value, or without a semaphore.
        """
        semaphores = self.snapshot.methodology.semaphores
        usual = semaphores[0] if semaphores else None
        judging = semaphore_of(indicator, self.snapshot.methodology) if indicator else usual
        return judging.band(percent.amount) if judging and isinstance(percent, Value) else None

    def indicators(self, plan: Plan) -> Iterator[Indicator]:
        """Yield the indicators of a plan that count: those of elements that were not withdrawn."""
        for indicator in plan.indicators:
            element = self.snapshot.element(indicator.element)
            if element is not None and not element.withdrawn:
                yield indicator

    def rolled(self, plan: Plan, period: Period) -> PlanRollUp:
        """Return the achievement of a plan in a period, by weights, else money, else equal parts."""
        return self._rolled(plan, ("achievement", period), lambda i: self.achievement(i, period).percent)

    def progressed(self, plan: Plan, periods: tuple[Period, ...]) -> tuple[tuple[RollUp, RollUp], ...]:
        """Return how far a plan has come by the end of each period, and how far it was to have come.

        Both are rolled up over the same indicators, those of which both are known: whoever reported nothing is behind
        in neither. The completeness counts all of them.
        """
        return tuple((self._way(plan, periods, at, 0), self._way(plan, periods, at, 1)) for at in range(len(periods)))

    def _way(self, plan: Plan, periods: tuple[Period, ...], at: int, end: int) -> RollUp:
        def figure(indicator: Indicator) -> Datum:
            return _both(self.progress(indicator, periods)[at])[end]

        return self._rolled(plan, ("progress", periods, at, end), figure).whole

    def _rolled(self, plan: Plan, key: Hashable, figure: Callable[[Indicator], Datum]) -> PlanRollUp:
        def again(former: Rolled | None) -> Rolled:
            return Rolled.of(self._ground(plan), figure, former)

        return self.snapshot.memory.whole((plan.id, key), again).result

    def _ground(self, plan: Plan) -> Ground:
        if plan.id not in self._grounds:
            methodology, indicators = self.snapshot.methodology, tuple(self.indicators(plan))
            rest = (methodology.achievement, methodology.fiscal_start)
            marks = (
                self.snapshot.memory.mark(i, self.snapshot.measurements_of(i), (self.owed(i), rest)) for i in indicators
            )
            tree = self.snapshot.memory.whole((plan.id, "tree"), lambda former: _tree(plan, former))[1]
            ground = Ground(tree, indicators, self._weights(plan), methodology.achievement, tuple(marks))
            self._grounds[plan.id] = ground
        return self._grounds[plan.id]

    def _weights(self, plan: Plan) -> dict[str, Money]:
        """Return the money of each element over all years, so that no weight moves from one period to the next."""
        here = self.snapshot
        ground = (here.plans, here.budget_lines, here.projects, here.links)

        def again(former: _Weights | None) -> _Weights:
            if former is not None and all(now is then for now, then in zip(ground, former[0], strict=True)):
                return former
            try:
                return ground, ElementMoney.of(here, plan).given
            except ValueError:  # two currencies for one element are no weights; a rule tells of it
                return ground, {}

        return here.memory.whole((plan.id, "money"), again)[1]

    @cached_property
    def _grounds(self) -> dict[str, Ground]:
        return {}

    @cached_property
    def _units(self) -> dict[str, str | None]:
        """Return the nearest unit up each element, its own first; parents stand before children, save in a circle."""
        found: dict[str, str | None] = {}
        for element in self.snapshot.elements:
            above = element.parent or ""
            nearest = found[above] if above in found else self._above(element)
            found[element.id] = element.unit or nearest
        return found

    def _above(self, element: Element) -> str | None:
        return next((above.unit for above in self.snapshot.ancestors(element) if above.unit), None)


def _both(told: Progress) -> tuple[Datum, Datum]:
    """Return what was reached and what was programmed, both absent where one is."""
    if not isinstance(told.reached, Value):
        return told.reached, told.reached
    if not isinstance(told.programmed, Value):
        return told.programmed, told.programmed
    return told.reached, told.programmed


def _tree(plan: Plan, former: tuple[Plan, Tree] | None) -> tuple[Plan, Tree]:
    """Return the tree of a plan, the former one where it is the same plan."""
    return former if former is not None and former[0] is plan else (plan, Tree.of(plan.elements))
