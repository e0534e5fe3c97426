"""Which periods a plan can be looked at in, and which of them people come for: the latest with reports."""

from collections.abc import Sequence
from datetime import date

from ceiba.kernel.period import Period
from ceiba.kernel.plan import Plan
from ceiba.kernel.reporting import ReportState
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import State

LONGEST = 12  # months: what is longer than a year is a horizon, not a period of reporting


def periods(snapshot: Snapshot, plan: Plan, today: date) -> tuple[Period, ...]:
    """Return the periods of a plan that have begun, the latest first, of two that end together the longer first.

    Those of its targets, of what was measured and of the cycles of reporting; no longer than a year.
    """
    this_month = today.year * 12 + today.month - 1
    seen = _measured(snapshot, plan) | {cycle.period for cycle in snapshot.cycles}
    seen |= {target.period for i in plan.indicators for target in i.targets if target.period is not None}
    if plan.period is not None:
        seen = {period for period in seen if period.overlaps(plan.period)} or _years(plan, snapshot)
    begun = [period for period in seen if period.first_month <= this_month and period.months <= LONGEST]
    return tuple(sorted(begun, key=lambda period: (period.last_month, period.months), reverse=True))


def latest(snapshot: Snapshot, plan: Plan, known: Sequence[Period]) -> Period | None:
    """Return the period that people come for: the one with targets of its own and the latest figures.

    Of two with equally late figures the shorter. Where no period has both, the latest with a figure or a report that
    was sent; where there is none of these either, the latest at all.
    """
    measured = _measured(snapshot, plan, only_known=True)
    promised = {target.period for indicator in plan.indicators for target in indicator.targets}
    judged = [
        (max(inside), -period.months, period)
        for period in known
        if period in promised and (inside := [at.last_month for at in measured if period.contains(at)])
    ]
    if judged:
        return max(judged)[-1]
    sent = {cycle.id: cycle.period for cycle in snapshot.cycles}
    told = {sent[r.cycle] for r in snapshot.reports if r.state is not ReportState.OPEN and r.cycle in sent} | measured
    return next((period for period in known if period in told), known[0] if known else None)


def promising(plan: Plan, period: Period, known: Sequence[Period]) -> Period | None:
    """Return the shortest period around one that has targets of its own, itself first; None where there is none."""
    promised = {target.period for indicator in plan.indicators for target in indicator.targets}
    around = [at for at in known if at.contains(period) and at in promised]
    if any(at is not None and period.contains(at) for at in promised):
        return period
    return min(around, key=lambda at: at.months, default=None)


def before(period: Period, known: Sequence[Period], most: int) -> tuple[Period, ...]:
    """Return a period and those of the same length before it that are known, in the order of time, at most so many."""
    found = [at for at in known if at.months == period.months and at.last_month <= period.last_month]
    return tuple(sorted({*found, period})[-most:])


def _measured(snapshot: Snapshot, plan: Plan, *, only_known: bool = False) -> set[Period]:
    return {
        m.period
        for indicator in plan.indicators
        for m in snapshot.measurements_of(indicator)
        if m.value.state is State.VALUE or not only_known
    }


def _years(plan: Plan, snapshot: Snapshot) -> set[Period]:
    return set(plan.period.years(snapshot.methodology.fiscal_start)) if plan.period is not None else set()
