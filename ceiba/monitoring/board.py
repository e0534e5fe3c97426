"""The board of a plan in a period: what was reached and spent, what is on route, who reported. Values, no words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ceiba.audits.kept import kept
from ceiba.kernel.attention import contradicts
from ceiba.kernel.element_money import ElementMoney
from ceiba.kernel.execution import Execution, executed
from ceiba.kernel.gap import told_until
from ceiba.kernel.horizon import before, latest, periods, promising
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.methodology import Role
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.projection import Projection, Route
from ceiba.kernel.readings import Readings
from ceiba.kernel.reporting import Report, ReportingCycle, ReportState
from ceiba.kernel.rolled import PlanRollUp
from ceiba.kernel.rollup import RollUp
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.monitoring.outline import Outline, outline

COLUMNS, TREND, ROWS = 4, 6, 40
RED = "red"
_OUTCOMES = (Role.IMPACT, Role.GOAL, Role.OUTCOME)


@dataclass(frozen=True)
class Board:
    """What a plan's board says on a day; every answer is worked out once."""

    readings: Readings
    plan: Plan
    period: Period

    @property
    def snapshot(self) -> Snapshot:
        """Return what the board reads."""
        return self.readings.snapshot

    @property
    def outline(self) -> Outline:
        """Return the trees of the snapshot."""
        return outline(self.snapshot)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Return the periods that can be chosen, the latest first."""
        return known_periods(self.snapshot, self.plan, self.readings.today)

    @cached_property
    def columns(self) -> tuple[Period, ...]:
        """Return the period and the few of its length before it."""
        return before(self.period, self.periods, COLUMNS)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Return the indicators of the plan that count."""
        return tuple(self.readings.indicators(self.plan))

    def rolled(self, period: Period) -> PlanRollUp:
        """Return the achievement of the plan in a period."""
        if period not in self._rolled:
            self._rolled[period] = self.readings.rolled(self.plan, period)
        return self._rolled[period]

    @cached_property
    def progress(self) -> tuple[tuple[Period, RollUp, RollUp], ...]:
        """Return, for the periods up to this one, how far the plan has come and how far it was to have come."""
        run = before(self.period, self.periods, TREND)
        told = self.readings.progressed(self.plan, run)
        return tuple((period, *both) for period, both in zip(run, told, strict=True))

    def rows(self, above: Element | None = None) -> tuple[Element, ...]:
        """Return the elements of the matrix: what hangs from one, else the roots; of a single root its children."""
        if above is not None:
            return self.outline.children(above)
        roots = self.outline.roots(self.plan)
        return self.outline.children(roots[0]) or roots if len(roots) == 1 else roots

    @cached_property
    def spent(self) -> Execution:
        """Return what of the plan's money was spent."""
        return self.spent_in(None)

    def spent_in(self, element: Element | None, until: Period | None = None) -> Execution:
        """Return what of the money of a branch, of the whole plan without one, was spent by the end of ``until``."""
        money = self.money(until)
        try:
            return executed(money.branch(element) if element else money.whole())
        except ValueError:  # two currencies: nothing can be added up, and a rule tells of it
            return Execution()

    def money(self, until: Period | None = None) -> ElementMoney:
        """Return the money of the plan's elements in the period, by its end or by that of a shorter one."""
        if until not in self._money:
            self._money[until] = ElementMoney.of(self.snapshot, self.plan, self.period, until)
        return self._money[until]

    def told_until(self, element: Element | None = None) -> Period | None:
        """Return the last period that the achievement of an element, or of the plan, tells of; None without any."""
        roots = (element,) if element else self.outline.roots(self.plan)
        told = (self.readings.achievement(i, self.period) for root in roots for i in self._judging(root))
        return told_until(told)

    def _judging(self, element: Element) -> Iterator[Indicator]:
        """Yield the indicators that an achievement rests on: an element's own where known, else those below."""
        rolled, waiting = self.rolled(self.period).elements, [element]
        while waiting:
            here = waiting.pop()
            if here.id in rolled and isinstance(rolled[here.id].own, Value):
                yield from self.snapshot.indicators_of(here)
            else:
                waiting.extend(self.outline.children(here))

    @cached_property
    def projections(self) -> tuple[tuple[Indicator, Projection], ...]:
        """Return where each indicator with a final target arrives, in document order."""
        told = ((indicator, self.readings.projection(indicator)) for indicator in self.indicators)
        return tuple((indicator, found) for indicator, found in told if found.target is not None)

    @cached_property
    def routes(self) -> Counter[Route]:
        """Return how many promises are on each route."""
        return Counter(projection.route for _indicator, projection in self.projections)

    @cached_property
    def off_route_below(self) -> Counter[str]:
        """Return how many promises are off route on each branch."""
        counted: Counter[str] = Counter()
        for indicator, projection in self.projections:
            element = self.snapshot.element(indicator.element)
            if projection.route is Route.OFF_ROUTE and element is not None:
                counted.update([element.id, *(above.id for above in self.outline.line(element))])
        return counted

    @cached_property
    def cycles(self) -> tuple[ReportingCycle, ...]:
        """Return the cycles in which the period is reported: its own, or those that lie in it."""
        return tuple(c for c in self.readings.due_days.cycles if self.period.contains(c.period))

    @cached_property
    def reports(self) -> tuple[tuple[ReportingCycle, Report], ...]:
        """Return the reports of the period with their cycles."""
        cycles = {cycle.id: cycle for cycle in self.cycles}
        return tuple((cycles[r.cycle], r) for r in self.snapshot.reports if r.cycle in cycles)

    @property
    def sent(self) -> int:
        """Return how many reports of the period were sent, and not sent back."""
        return self.unchecked + self.validated

    @property
    def unchecked(self) -> int:
        """Return how many reports of the period were sent and wait for their review."""
        return sum(r.state is ReportState.REPORTED for _cycle, r in self.reports)

    @property
    def validated(self) -> int:
        """Return how many reports of the period were validated."""
        return sum(r.state is ReportState.VALIDATED for _cycle, r in self.reports)

    @cached_property
    def promising(self) -> Period | None:
        """Return the period with targets of its own that this one is or lies in; None where there is none."""
        return promising(self.plan, self.period, self.periods)

    @cached_property
    def late(self) -> tuple[tuple[ReportingCycle, Report], ...]:
        """Return every report that is overdue today, of whatever cycle."""
        cycles = {cycle.id: cycle for cycle in self.readings.due_days.cycles}
        today = self.readings.today
        return tuple((cycles[r.cycle], r) for r in self.snapshot.reports if r.cycle in cycles and r.is_overdue(today))

    @cached_property
    def returned(self) -> tuple[tuple[ReportingCycle, Report], ...]:
        """Return the reports that were sent back and still wait for their unit."""
        cycles = {cycle.id: cycle for cycle in self.readings.due_days.cycles}
        back = (r for r in self.snapshot.reports if r.state is ReportState.RETURNED and r.cycle in cycles)
        return tuple((cycles[r.cycle], r) for r in back)

    @cached_property
    def red(self) -> tuple[tuple[Element, RollUp], ...]:
        """Return the outcomes whose own indicators are in the red band, the furthest behind first."""
        found = list(self._red())
        return tuple(sorted(found, key=lambda row: row[1].own.amount if isinstance(row[1].own, Value) else 0))

    @cached_property
    def contradictory(self) -> tuple[Indicator, ...]:
        """Return the indicators whose final target lies on the wrong side of their baseline."""
        return tuple(indicator for indicator in self.indicators if contradicts(indicator))

    def _red(self) -> Iterator[tuple[Element, RollUp]]:
        rolled = self.rolled(self.period).elements
        for element in self.plan.elements:
            if element.id in rolled and self.snapshot.role(element) in _OUTCOMES:
                band = self.readings.band(rolled[element.id].own)
                if band is not None and band.colour == RED:
                    yield element, rolled[element.id]

    @cached_property
    def _money(self) -> dict[Period | None, ElementMoney]:
        return {}

    @cached_property
    def _rolled(self) -> dict[Period, PlanRollUp]:
        return {}


def readings(snapshot: Snapshot, today: date) -> Readings:
    """Return what the figures of a snapshot say on a day."""
    return kept(snapshot, ("readings", today), lambda here: Readings(here, today))


def board(snapshot: Snapshot, plan: Plan, period: Period, today: date) -> Board:
    """Return the board of a plan in a period, kept as long as its snapshot."""
    return kept(snapshot, ("board", plan.id, period, today), lambda here: Board(readings(here, today), plan, period))


def known_periods(snapshot: Snapshot, plan: Plan, today: date) -> tuple[Period, ...]:
    """Return the periods in which a plan can be looked at, the latest first."""
    return kept(snapshot, ("periods", plan.id, today), lambda here: periods(here, plan, today))


def chosen(snapshot: Snapshot, plan: Plan, asked: str, today: date) -> Period | None:
    """Return the period that somebody asks for by its notation, else the latest with reports; None without any."""
    known = known_periods(snapshot, plan, today)
    start = snapshot.methodology.fiscal_start
    try:
        wanted = Period.parse(asked, start) if asked else None
    except ValueError:
        wanted = None
    if wanted in known:
        return wanted
    return kept(snapshot, ("latest period", plan.id, today), lambda here: latest(here, plan, known))
