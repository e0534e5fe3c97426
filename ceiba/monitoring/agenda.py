"""What falls due for whom: what a person's units owe, what waits for a reviewer, what is late, the next duties."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Unit
from ceiba.kernel.calendar import Reckoning, WorkCalendar, reckon
from ceiba.kernel.methodology import ReportingPeriod
from ceiba.kernel.period import Period
from ceiba.kernel.reporting import Report, ReportingCycle, ReportState
from ceiba.kernel.snapshot import Snapshot
from ceiba.monitoring.reckonings import of_report, reckoned

SOON = timedelta(days=5)  # a report due in so many days is told apart, and reminded of
_OWED = (ReportState.OPEN, ReportState.RETURNED)


class Stage(StrEnum):
    """How near the due day of a report is."""

    AHEAD = "ahead"
    SOON = "soon"
    LATE = "late"


def stage(due: date, today: date) -> Stage:
    """Return how near a due day is; the day itself still belongs to the unit."""
    if due < today:
        return Stage.LATE
    return Stage.SOON if due - today <= SOON else Stage.AHEAD


@dataclass(frozen=True)
class Deadline:
    """A report that somebody owes or has to review: its cycle, its unit (None: what no unit answers for)."""

    cycle: ReportingCycle
    report: Report
    unit: Unit | None
    rule: ReportingPeriod | None  # None where the methodology no longer has the duty
    stage: Stage
    calendar: WorkCalendar

    @property
    def duty(self) -> str:
        """Return what is reported, in the words of the methodology."""
        return self.rule.label if self.rule else self.cycle.duty

    @property
    def how(self) -> str:
        """Return how its day was counted, in words."""
        return of_report(self.rule, self.cycle, self.report, self.calendar)

    @property
    def key(self) -> str:
        """Return the key of the report."""
        return f"{self.cycle.id}/{self.unit.key if self.unit else ''}"


@dataclass(frozen=True)
class Together:
    """Deadlines of one cycle on one day: what is said of one of them is true of all but their units."""

    deadlines: tuple[Deadline, ...]

    @property
    def one(self) -> Deadline:
        """Return the deadline that stands for all."""
        return self.deadlines[0]

    @property
    def units(self) -> tuple[Unit | None, ...]:
        """Return whose they are, those without unit last."""
        return tuple(sorted((one.unit for one in self.deadlines), key=lambda unit: (unit is None, str(unit))))


def together(deadlines: Iterable[Deadline]) -> tuple[Together, ...]:
    """Return deadlines by cycle and day, the most urgent first."""
    found: dict[tuple[date, str], list[Deadline]] = {}
    for one in deadlines:
        found.setdefault((one.report.due, one.cycle.id), []).append(one)
    return tuple(Together(tuple(found[key])) for key in sorted(found))


@dataclass(frozen=True)
class Coming:
    """The next time a duty of the methodology falls due, with its reckoning; ``begun`` where its cycle is open."""

    duty: ReportingPeriod
    period: Period
    reckoning: Reckoning
    begun: bool

    @property
    def how(self) -> str:
        """Return how its day is counted, in words."""
        return reckoned(self.duty, self.reckoning)


@dataclass(frozen=True)
class Agenda:
    """What falls due in an institution on a day, as one person sees it."""

    actor: Actor
    snapshot: Snapshot
    calendar: WorkCalendar
    today: date

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.key: unit for unit in Unit.objects.of(self.actor.institution)}

    @cached_property
    def _deadlines(self) -> tuple[Deadline, ...]:
        cycles = {cycle.id: cycle for cycle in self.snapshot.cycles}
        duties = {duty.key: duty for duty in self.snapshot.methodology.reporting}
        found = [
            Deadline(
                cycle := cycles[report.cycle],
                report,
                self._units.get(report.unit or ""),
                duties.get(cycle.duty),
                stage(report.due, self.today),
                self.calendar,
            )
            for report in self.snapshot.reports
        ]
        return tuple(sorted(found, key=lambda one: one.report.due))

    def _runs(self, one: Deadline) -> bool:
        """Tell whether figures can still be entered: the cycle is open, or the unit has an extension."""
        return not one.cycle.closed or (one.report.due > one.cycle.due and one.report.due >= self.today)

    @cached_property
    def mine(self) -> tuple[Deadline, ...]:
        """Return the reports that the person's units owe and can still send, the most urgent first."""
        return tuple(
            one
            for one in self._deadlines
            if one.report.state in _OWED and self._runs(one) and self.actor.may("report.enter", one.unit)
        )

    @cached_property
    def to_review(self) -> tuple[Deadline, ...]:
        """Return the reports that wait for the person's review."""
        return tuple(
            one
            for one in self._deadlines
            if one.report.state is ReportState.REPORTED and self.actor.may("report.validate", one.unit)
        )

    @cached_property
    def late(self) -> tuple[Deadline, ...]:
        """Return every report of the institution that is late, also of cycles that closed without it."""
        return tuple(one for one in self._deadlines if one.report.is_overdue(self.today))

    @cached_property
    def coming(self) -> tuple[Coming, ...]:
        """Return when each duty that has a due day falls due next, the soonest first."""
        begun = {(cycle.duty, cycle.period) for cycle in self.snapshot.cycles}
        start = self.snapshot.methodology.fiscal_start
        duties = (duty for duty in self.snapshot.methodology.reporting if duty.due_day is not None)
        found = [
            Coming(duty, period, reckoning, (duty.key, period) in begun)
            for duty in duties
            for period, reckoning in _next(duty, start, self.calendar, self.today)
        ]
        return tuple(sorted(found, key=lambda one: one.reckoning.due))

    @cached_property
    def holidays(self) -> tuple[tuple[date, str], ...]:
        """Return the holidays from today to the end of next year."""
        years = (self.today.year, self.today.year + 1)
        days = (pair for year in years for pair in self.calendar.holidays_in(year).items())
        return tuple(pair for pair in days if pair[0] >= self.today)


def _next(
    duty: ReportingPeriod, fiscal_start: int, calendar: WorkCalendar, today: date
) -> Iterator[tuple[Period, Reckoning]]:
    """Yield the first period of a duty whose due day is not past, with its reckoning."""
    for year in (today.year - 2, today.year - 1, today.year):
        for period in Period.of_year(year, fiscal_start).divide(duty.months):
            reckoning = reckon(duty, period, calendar)
            if reckoning.due >= today:
                yield period, reckoning
                return
