"""Progress: how far an indicator has come on its way to its final target, and how far it was to have come by then.

The final target is what the plan promised, never the sum of what has been reported so far. Both ends are percentages of
the same way, by the formulas of ``achievement``, so that they can be held against each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ceiba.kernel.accumulation import accumulate, promised
from ceiba.kernel.achievement import achieve
from ceiba.kernel.exact import EXACT, quotient
from ceiba.kernel.indicator import Accumulation, Indicator, Measurement
from ceiba.kernel.methodology import AchievementPolicy
from ceiba.kernel.parts import has_value
from ceiba.kernel.path import path_value
from ceiba.kernel.period import Period
from ceiba.kernel.states import NO_DATA, NOT_PROGRAMMED, Absent, Datum, Value


@dataclass(frozen=True, slots=True)
class Progress:
    """Percent of the way to the final target: what was reached and what was programmed, with the figures behind.

    ``whole`` is the final target; ``value`` and ``expected`` are in the unit of the indicator.
    """

    reached: Datum
    programmed: Datum
    value: Datum
    expected: Datum
    whole: Datum


def whole_period(indicator: Indicator) -> Period | None:
    """Return the run from the first month that a target promises for to the last; None without a dated target."""
    periods = [target.period for target in indicator.targets if target.period is not None]
    if not periods:
        return None
    first, last = min(period.first_month for period in periods), max(period.last_month for period in periods)
    return Period(first, last - first + 1)


def progress(
    indicator: Indicator,
    measurements: Sequence[Measurement],
    periods: Sequence[Period],
    policy: AchievementPolicy,
    fiscal_start: int = 1,
) -> tuple[Progress, ...]:
    """Return how far an indicator has come by the end of each of some periods.

    Of a sum the way is everything promised: Σ of what was produced since the first month promised for, out of Σ of all
    targets, and what was programmed is Σ of the targets that have ended; where one target alone covers the whole, its
    part by months. Of everything else the way leads from the baseline to the final target: the last figure known, and
    the target that ends with the period, else the straight path (``path_value``), else the last target that has ended.
    What was programmed for a date before the way begins is not programmed; no data where there is no dated target.
    """
    whole = whole_period(indicator)
    if whole is None:
        return (Progress(NO_DATA, NO_DATA, NO_DATA, NO_DATA, NO_DATA),) * len(periods)
    if indicator.accumulation is Accumulation.SUM:
        goal = promised(indicator, whole).value
        return tuple(_of_sum(indicator, measurements, (whole, goal), period, policy) for period in periods)
    final, base = indicator.final_target, indicator.baseline_value
    goal = final.value if final else NO_DATA
    told = []
    for period in periods:
        value, expected = _standing(indicator, measurements, period), _level_by(indicator, period, fiscal_start)
        told.append(_held(indicator, value, expected, goal, base, policy))
    return tuple(told)


def _of_sum(
    indicator: Indicator,
    measurements: Sequence[Measurement],
    way: tuple[Period, Datum],
    period: Period,
    policy: AchievementPolicy,
) -> Progress:
    whole, goal = way
    months = min(period.last_month, whole.last_month) - whole.first_month + 1
    if months < 1:
        return Progress(NO_DATA, NOT_PROGRAMMED, NO_DATA, NOT_PROGRAMMED, goal)
    passed = Period(whole.first_month, months)
    value = accumulate(indicator, measurements, passed).value
    expected = promised(indicator, passed).value
    if isinstance(expected, Absent) and isinstance(goal, Value):
        expected = Value(quotient(EXACT.multiply(goal.amount, Decimal(months)), Decimal(whole.months)))
    return _held(indicator, value, expected, goal, None, policy)


def _held(
    indicator: Indicator,
    value: Datum,
    expected: Datum,
    goal: Datum,
    baseline: Decimal | None,
    policy: AchievementPolicy,
) -> Progress:
    reached = achieve(indicator, value, goal, baseline, policy).percent
    programmed = achieve(indicator, expected, goal, baseline, policy).percent
    return Progress(reached, programmed, value, expected, goal)


def _standing(indicator: Indicator, measurements: Sequence[Measurement], period: Period) -> Datum:
    if indicator.accumulation in (Accumulation.MILESTONE, Accumulation.BINARY):
        first = min((m.period.first_month for m in measurements), default=period.first_month)
        run = Period(min(first, period.first_month), period.last_month - min(first, period.first_month) + 1)
        return accumulate(indicator, measurements, run).value
    known = [m for m in measurements if not m.disaggregation and has_value(m) and _ended(m.period, period)]
    latest = max(known, key=lambda m: (m.period.last_month, m.period.months), default=None)
    return NO_DATA if latest is None else latest.value


def _level_by(indicator: Indicator, period: Period, fiscal_start: int) -> Datum:
    past = [t for t in indicator.targets if t.period is not None and _ended(t.period, period)]
    known = [t for t in past if isinstance(t.value, Value)]
    latest = max(known, key=lambda t: t.period.last_month if t.period else 0, default=None)
    if latest is not None and latest.period is not None and latest.period.last_month == period.last_month:
        return latest.value
    if indicator.baseline is not None and indicator.final_target is not None:
        straight = path_value(indicator.baseline, indicator.final_target, period, fiscal_start)
        if isinstance(straight, Value):
            return straight
    return NOT_PROGRAMMED if latest is None else latest.value


def _ended(period: Period, by: Period) -> bool:
    return period.last_month <= by.last_month
