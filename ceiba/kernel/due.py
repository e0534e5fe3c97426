"""Which figures are owed by a day: a period that has not ended, or whose reports are not yet due, is no gap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ceiba.kernel.period import Period
from ceiba.kernel.reporting import Report, ReportingCycle


@dataclass(frozen=True, slots=True)
class Due:
    """What is owed: the periods that ended by a month, counted as in ``Period``, without those still ``running``."""

    ended: int
    running: tuple[Period, ...] = ()

    def __call__(self, period: Period) -> bool:
        """Tell whether the figure of a period is owed."""
        return period.last_month <= self.ended and not any(open_one.overlaps(period) for open_one in self.running)


@dataclass(frozen=True)
class DueDays:
    """What units owe on a day, from the cycles of an institution and its reports.

    A figure is owed once its period has ended and no cycle that touches the period still runs for the unit: the day of
    its own report, with its extension, or the day of the cycle where the unit has none. The due day itself still
    belongs to the unit. A closed cycle runs for nobody but those whose extension does. Where no cycle was opened the
    end of the period is all there is to go by.
    """

    today: date
    cycles: tuple[ReportingCycle, ...] = ()
    reports: tuple[Report, ...] = ()

    def owed_by(self, unit: str | None) -> Due:
        """Return what a unit (None: what no unit answers for) owes: a function of a period."""
        if unit not in self._known:
            ended = self.today.year * 12 + self.today.month - 2  # the last month that is over
            self._known[unit] = Due(ended, tuple(self._running(unit)))
        return self._known[unit]

    def _running(self, unit: str | None) -> Iterable[Period]:
        for cycle in self.cycles:
            report = self._reports.get((cycle.id, unit))
            until = report.due if report else cycle.due
            if until >= self.today and (report is not None or not cycle.closed):
                yield cycle.period

    @cached_property
    def _known(self) -> dict[str | None, Due]:
        return {}

    @cached_property
    def _reports(self) -> dict[tuple[str, str | None], Report]:
        return {(report.cycle, report.unit): report for report in self.reports}
