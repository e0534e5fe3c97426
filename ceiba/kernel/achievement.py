"""Achievement: how much of a promise was kept, in percent, for every direction and with an answer for every corner.

Each formula is one quotient, ``percent = 100 × part / whole``; an ``Achievement`` carries its formula, inputs, part and
whole, so that a page can show the sum. The formulas for rising and falling indicators are those by which Ecuador's
index of goal compliance measures (observed − baseline) / (annualised target − baseline), mirrored for falling ones. The
rest is convention, stated with each formula; what a norm may decide otherwise is a setting of ``AchievementPolicy``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.accumulation import Accumulated, accumulate, outside, promised
from ceiba.kernel.exact import EXACT, HUNDRED, percent
from ceiba.kernel.indicator import Accumulation, Direction, Indicator, Measurement
from ceiba.kernel.methodology import AchievementPolicy, KeptRule, ZeroTarget
from ceiba.kernel.parts import Owed
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, Datum, State, Value


class Formula(StrEnum):
    """How an achievement was computed: 100 × part / whole, with v the value, t the target, b the baseline."""

    RISE = "rise"  # (v − b) / |t − b|
    FALL = "fall"  # (b − v) / |t − b|
    OF_TARGET = "of_target"  # v / t: no baseline, more is better
    TARGET_OF = "target_of"  # t / v: no baseline, less is better; twice the target is 50 %
    REACHED = "reached"  # no whole to divide by: 1 / 1 where v is as good as t, otherwise 0 / 1
    KEPT = "kept"  # to be maintained: 1 / 1 where the level held, otherwise 0 / 1
    CLOSENESS = "closeness"  # (|t| − |v − t|) / |t|: constant, or what was kept of a level
    WITHIN = "within"  # (width − distance outside) / width of the band: inside is 100 %, one width away 0 %
    DEVIATION = "deviation"  # (100 − what |v| exceeds |t| by) / 100: percent points off zero beyond the tolerated ones
    NONE = "none"  # value or target is absent, or the methodology says that the question does not arise


@dataclass(frozen=True, slots=True)
class Achievement:
    """How much of a promise was kept. ``percent`` is not capped above; the policy's floor is its least value.

    ``raw`` is the percentage before the floor, negative for a step back, None where ``percent`` is absent.
    ``contradiction`` tells that the target lies on the wrong side of the baseline for the indicator's direction: the
    direction wins, so that a value which «reaches» such a target has a negative ``raw``.
    ``observed`` is the accumulated figure behind the value, where it was computed from measurements.
    """

    percent: Datum
    formula: Formula
    value: Datum
    target: Datum
    baseline: Decimal | None = None
    part: Decimal | None = None
    whole: Decimal | None = None
    raw: Decimal | None = None
    contradiction: bool = False
    observed: Accumulated | None = None


@dataclass(frozen=True, slots=True)
class _Quotient:
    formula: Formula
    part: Decimal
    whole: Decimal


_YES = _Quotient(Formula.REACHED, Decimal(1), Decimal(1))
_NO = _Quotient(Formula.REACHED, Decimal(0), Decimal(1))


def achieve(
    indicator: Indicator, value: Datum, target: Datum, baseline: Decimal | None, policy: AchievementPolicy
) -> Achievement:
    """Return the achievement of a value against its target, from a baseline where there is one.

    An absent target or value gives an absent achievement: what was not programmed, or does not apply, is not judged;
    otherwise the state of the value, and no data where only the target is unknown. Two indicators need no target: one
    that stays in a band, and a variation, whose target is then zero. What is to be maintained without a target is held
    against its baseline. The corners, each settled by the policy: zero target or zero value without baseline, and a
    target equal to its baseline (``FULL_IF_REACHED``: 100 or 0; ``NOT_APPLICABLE``: not judged). Never an exception.
    """
    target = _effective_target(indicator, target, baseline)
    start = Achievement(NO_DATA, Formula.NONE, value, target, baseline)
    if target.state in (State.NOT_PROGRAMMED, State.NOT_APPLICABLE):
        return replace(start, percent=target)
    if not isinstance(value, Value):
        return replace(start, percent=value)
    if not isinstance(target, Value) and _band(indicator) is None:
        return replace(start, percent=target)
    goal = target.amount if isinstance(target, Value) else Decimal(0)
    found = _quotient(indicator, value.amount, goal, baseline, policy)
    if found is None:
        return replace(start, percent=NOT_APPLICABLE)
    raw = percent(found.part, found.whole)
    floored = raw if policy.floor is None else max(raw, policy.floor)
    wrong = baseline is not None and isinstance(target, Value) and _contradicts(indicator, goal, baseline)
    judged = replace(start, percent=Value(floored), formula=found.formula, raw=raw, contradiction=wrong)
    return replace(judged, part=found.part, whole=found.whole)


def achievement_in(
    indicator: Indicator,
    measurements: Iterable[Measurement],
    period: Period,
    policy: AchievementPolicy,
    *,
    every: int | None = None,
    owed: Owed | None = None,
) -> Achievement:
    """Return the achievement of an indicator in a period: what was observed against what was promised for that period.

    Both are accumulated by the indicator's own kind (``accumulate``, ``promised``). A yearly reduction starts from the
    year before. ``owed`` tells gaps that are not due from those where data lacks. A sum of flows is a part of its
    target, v / t, whatever was produced in the year of the baseline: a year's flow is no starting point for a quarter's
    or for four years'; ``sums_from_baseline`` decides otherwise. What is to be maintained is held against its level in
    every period, unless the period itself is not programmed. No data where the plan has no dated target at all.
    """
    observed = accumulate(indicator, measurements, period, every=every, owed=owed)
    target = _promise(indicator, observed)
    baseline = indicator.baseline_value
    if indicator.accumulation is Accumulation.REDUCTION_ANNUAL:
        baseline = observed.reference
    elif indicator.accumulation is Accumulation.SUM and not policy.sums_from_baseline:
        baseline = None
    return replace(achieve(indicator, observed.value, target, baseline, policy), observed=observed)


def _promise(indicator: Indicator, observed: Accumulated) -> Datum:
    own = [target.value for target in indicator.targets if target.period == observed.period]
    if not own and indicator.accumulation is Accumulation.MAINTAIN and observed.reference is not None:
        return Value(observed.reference)
    if all(target.period is None for target in indicator.targets):
        return NO_DATA
    return promised(indicator, observed.period).value


def _effective_target(indicator: Indicator, target: Datum, baseline: Decimal | None) -> Datum:
    if target.state is not State.NO_DATA or _band(indicator) is not None:
        return target
    if indicator.accumulation is Accumulation.VARIATION:
        return Value(Decimal(0))
    kept = indicator.accumulation is Accumulation.MAINTAIN or indicator.direction is Direction.CONSTANT
    return Value(baseline) if kept and baseline is not None else target


def _band(indicator: Indicator) -> tuple[Decimal, Decimal] | None:
    """Return the band that judges an indicator, None where its direction or kind asks for none."""
    by_kind = indicator.accumulation in (Accumulation.VARIATION, Accumulation.MAINTAIN)
    return indicator.band if by_kind or indicator.direction is Direction.RANGE else None


def _contradicts(indicator: Indicator, target: Decimal, baseline: Decimal) -> bool:
    match indicator.better_direction:
        case Direction.UP:
            return target < baseline
        case Direction.DOWN:
            return target > baseline
        case _:
            return False


def _quotient(
    indicator: Indicator, value: Decimal, target: Decimal, baseline: Decimal | None, policy: AchievementPolicy
) -> _Quotient | None:
    band = _band(indicator)
    if indicator.accumulation is Accumulation.MAINTAIN:
        return _kept(indicator, value, target, policy)
    if band is not None:
        return _within(value, band, policy)
    if indicator.accumulation is Accumulation.VARIATION:
        return _deviation(indicator, value, target, policy)
    if indicator.better_direction in (Direction.CONSTANT, Direction.RANGE):
        return _closeness(_distance(value, target), target, policy)
    rising = indicator.better_direction is Direction.UP
    if baseline is None:
        return _of_target(rising, value, target, policy)
    if target == baseline:
        return _reached(policy.target_equals_baseline, _as_good(rising, value, target))
    moved = EXACT.subtract(value, baseline) if rising else EXACT.subtract(baseline, value)
    return _Quotient(Formula.RISE if rising else Formula.FALL, moved, _distance(target, baseline))


def _of_target(rising: bool, value: Decimal, target: Decimal, policy: AchievementPolicy) -> _Quotient | None:
    """Return value / target where more of it is better, target / value where less is: 100 % at the target, always.

    A deficit that is to shrink (rising towards a target below zero) counts as less is better. Where less is better and
    the value came down to zero, or past it, no quotient has a meaning: the policy's ``zero_value`` answers.
    """
    if target == 0:
        return _reached(policy.zero_target, _as_good(rising, value, target))
    if rising == (target > 0):
        return _Quotient(Formula.OF_TARGET, value, target)
    if value == 0 or (value > 0) != (target > 0):
        return _reached(policy.zero_value, reached=True)
    return _Quotient(Formula.TARGET_OF, target, value)


def _kept(indicator: Indicator, value: Decimal, target: Decimal, policy: AchievementPolicy) -> _Quotient | None:
    band = _band(indicator)
    short = outside(value, band) if band is not None else _distance(value, target)
    rising = indicator.direction is Direction.UP
    one_sided = band is None and indicator.direction in (Direction.UP, Direction.DOWN)
    if (one_sided and _as_good(rising, value, target)) or short <= _tolerated(target, policy):
        return _Quotient(Formula.KEPT, Decimal(1), Decimal(1))
    if policy.kept is KeptRule.ALL_OR_NOTHING or (band is None and target == 0):
        return _Quotient(Formula.KEPT, Decimal(0), Decimal(1))
    return _within(value, band, policy) if band is not None else _closeness(short, target, policy)


def _within(value: Decimal, band: tuple[Decimal, Decimal], policy: AchievementPolicy) -> _Quotient | None:
    distance, width = outside(value, band), _distance(*band)
    if distance == 0:
        return _Quotient(Formula.WITHIN, Decimal(1), Decimal(1))
    if width == 0:
        return _closeness(distance, band[0], policy)
    return _Quotient(Formula.WITHIN, EXACT.subtract(width, distance), width)


def _deviation(indicator: Indicator, value: Decimal, target: Decimal, policy: AchievementPolicy) -> _Quotient | None:
    excess = max(EXACT.subtract(value.copy_abs(), target.copy_abs()), Decimal(0))
    unit = indicator.measure_unit
    if unit is None or unit.kind is UnitKind.PERCENT:
        return _Quotient(Formula.DEVIATION, EXACT.subtract(HUNDRED, excess), HUNDRED)
    if excess == 0:
        return _YES
    if target == 0:
        return _reached(policy.zero_target, reached=False)
    return _Quotient(Formula.TARGET_OF, target.copy_abs(), value.copy_abs())


def _closeness(distance: Decimal, target: Decimal, policy: AchievementPolicy) -> _Quotient | None:
    if target == 0:
        return _reached(policy.zero_target, distance == 0)
    near = Decimal(0) if distance <= _tolerated(target, policy) else distance
    return _Quotient(Formula.CLOSENESS, EXACT.subtract(target.copy_abs(), near), target.copy_abs())


def _reached(rule: ZeroTarget, reached: bool) -> _Quotient | None:
    if rule is ZeroTarget.NOT_APPLICABLE:
        return None
    return _YES if reached else _NO


def _as_good(rising: bool, value: Decimal, target: Decimal) -> bool:
    return value >= target if rising else value <= target


def _distance(first: Decimal, second: Decimal) -> Decimal:
    return EXACT.subtract(first, second).copy_abs()


def _tolerated(target: Decimal, policy: AchievementPolicy) -> Decimal:
    return EXACT.multiply(target.copy_abs(), EXACT.scaleb(policy.tolerance, -2))
