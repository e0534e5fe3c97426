"""The value of a longer period from measurements of shorter ones, for every kind of accumulation.

Sources of the kinds: the field's guides as collected in the domain pages (Colombia's Sinergia, Peru's MEF, Mexico's
SNIIV), and the complaints of users of other systems: averaged percentages, targets summed over the periods reported so
far, totals of which only a part was counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.exact import EXACT, HUNDRED, quotient, total, weighted_mean
from ceiba.kernel.indicator import Accumulation, Direction, Indicator, Measurement
from ceiba.kernel.parts import Owed, completeness, has_pair, has_value, parts_of
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.states import (
    NO_DATA,
    NOT_APPLICABLE,
    NOT_DUE,
    NOT_PROGRAMMED,
    Completeness,
    Datum,
    Value,
    merged_absence,
)


class Weighting(StrEnum):
    """What a mean over periods was weighted by."""

    DENOMINATORS = "denominators"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Accumulated:
    """The figure of a period, in the unit of its indicator, with what it rests on.

    ``numerator`` and ``denominator`` are the two sums of a ratio. ``as_of`` is the part that alone gave the value (the
    last known one, the highest, the furthest off). ``reference`` is what the value is to be held against where that is
    not the target: the baseline of a reduction, the previous year of a yearly one, the level that was to be maintained.
    ``parts`` are the measurements and gaps that were looked at, so that a page can show the sum.
    """

    period: Period
    kind: Accumulation
    value: Datum
    completeness: Completeness
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    reference: Decimal | None = None
    as_of: Period | None = None
    weighting: Weighting | None = None
    parts: tuple[Measurement, ...] = ()

    @property
    def reduced(self) -> Decimal | None:
        """Return how far the value fell below its reference (negative: it rose); None where one of them is unknown."""
        if self.reference is None or not isinstance(self.value, Value):
            return None
        return EXACT.subtract(self.reference, self.value.amount)


def accumulate(
    indicator: Indicator,
    measurements: Iterable[Measurement],
    period: Period,
    *,
    every: int | None = None,
    disaggregation: str = "",
    owed: Owed | None = None,
) -> Accumulated:
    """Return the figure of a period from the measurements of an indicator; those of others are passed over.

    Parts are chosen as ``parts_of`` says, out of measurements of one ``disaggregation`` (empty: the whole, which is
    never made up of its splits, since splits by sex and by place overlap). With v the known values in the period:

    - ``sum``: Σ v. ``max``, ``binary``: the highest v (what was reached stays reached).
    - ``last``: the v of the latest part that is known.
    - ``milestone``: full × Σ weights of the stages reached up to the period's end / Σ weights of the stages that apply;
      full is the final target, or 100. A stage is reached by any v above zero. Without stages the highest v.
    - ``mean``: Σ w·v / Σ w, w the denominators where every v has one, otherwise the months of each part.
    - ``ratio``: s × Σ numerators / Σ denominators; s is 100 for percent, the denominator of a rate («por mil»: 1000),
      otherwise 1. A percentage without its two numbers counts as a gap, except where no other part was due, when it is
      itself the value. Not applicable where the denominators add up to zero: nothing came in.
    - ``reduction``: the last v, to be held against the baseline; ``reduction_annual``: against the last v of the year
      before, or the baseline where that is its year.
    - ``maintain``: the v that falls furthest short of the level promised for it: when it holds, every period holds.
    - ``variation``: as ``ratio`` where every v has its two numbers, otherwise the v furthest from zero or the band,
      so that deviations to either side do not cancel out.

    Where nothing is known the state is no data if something was due, else not due, else not programmed, else not
    applicable. A missing value is never a zero: what is known is summed, with its completeness beside it. A gap that
    nobody owes yet, as ``owed`` says, is not due. ``ValueError`` where ``every`` (months between reports) does not
    divide the period.
    """
    own = [m for m in measurements if m.indicator == indicator.id]
    if {stage.name for stage in indicator.milestones} & {m.disaggregation for m in own}:
        return _milestones(indicator, own, period, owed)
    whole = [m for m in own if m.disaggregation == disaggregation]
    if indicator.accumulation in (Accumulation.RATIO, Accumulation.VARIATION):
        parts = parts_of(period, whole, every, known=has_pair, owed=owed)
        if indicator.accumulation is Accumulation.RATIO or all(has_pair(p) for p in parts if has_value(p)):
            return _ratio(indicator, parts, period)
    else:
        parts = parts_of(period, whole, every, owed=owed)
    start = _start(indicator, period, parts)
    known = [part for part in parts if has_value(part)]
    return _from_known(indicator, known, start, whole) if known else start


def promised(indicator: Indicator, period: Period) -> Accumulated:
    """Return what was promised for a period: its own target, or what the targets of its parts come to.

    The parts come to their sum, highest, last or mean as the kind of the indicator says, whatever has been reported so
    far; a target for three quarters shows as three of three, since nothing was promised for the fourth. Ratios and
    variations of the parts make a promise for the whole only where they are all the same: without numerators and
    denominators nobody can say what 80 % and 90 % come to, so the answer is no data. Of two targets for one period the
    first stands. ``NOT_PROGRAMMED`` where nothing was promised.
    """
    dated = [(t.period, t.value) for t in reversed(indicator.targets) if t.period is not None]
    chosen = [target for target in dated if target[0] == period] or [t for t in dated if period.contains(t[0])]
    inside = [Measurement(indicator.id, *target) for target in chosen]
    parts = parts_of(period, inside, gap=NOT_PROGRAMMED)
    known = [part for part in parts if has_value(part)]
    start = _start(indicator, period, parts)
    match indicator.accumulation:
        case _ if not known:
            return start
        case Accumulation.SUM | Accumulation.MAX | Accumulation.MEAN:
            return _from_known(indicator, known, start, inside)
        case Accumulation.RATIO | Accumulation.VARIATION if len({part.value for part in known}) > 1:
            return replace(start, value=NO_DATA)
        case _:
            return _alone(start, known[-1])


def level_for(indicator: Indicator, period: Period) -> Decimal | None:
    """Return the level to be kept in a period: its target, that of the shortest period around it, the final one.

    The baseline where there is no target («mantener»); None where nobody said.
    """
    around = [(t.period, t.value) for t in indicator.targets if t.period is not None and t.period.contains(period)]
    for _period, value in sorted(around, key=lambda entry: entry[0].months):
        if isinstance(value, Value):
            return value.amount
    return indicator.baseline_value if indicator.target_value is None else indicator.target_value


def outside(amount: Decimal, band: tuple[Decimal, Decimal]) -> Decimal:
    """Return how far an amount lies outside a band, both ends included; zero inside."""
    low, high = min(band), max(band)
    return max(EXACT.subtract(low, amount), EXACT.subtract(amount, high), Decimal(0))


def _start(indicator: Indicator, period: Period, parts: tuple[Measurement, ...]) -> Accumulated:
    state = merged_absence(part.value for part in parts)
    return Accumulated(period, indicator.accumulation, state, completeness(parts), parts=parts)


def _from_known(
    indicator: Indicator, known: Sequence[Measurement], start: Accumulated, everything: Sequence[Measurement]
) -> Accumulated:
    match indicator.accumulation:
        case Accumulation.SUM:
            return replace(start, value=Value(total(_amount(part) for part in known)))
        case Accumulation.MEAN:
            return _mean(known, start)
        case Accumulation.MAX | Accumulation.BINARY | Accumulation.MILESTONE:
            return _alone(start, max(known, key=_amount))
        case Accumulation.REDUCTION:
            return replace(_alone(start, known[-1]), reference=indicator.baseline_value)
        case Accumulation.REDUCTION_ANNUAL:
            reference = _previous_year(indicator, everything, start.period, known[-1].period)
            return replace(_alone(start, known[-1]), reference=reference)
        case Accumulation.MAINTAIN:
            worst = max(known, key=lambda part: _shortfall(indicator, part))
            return replace(_alone(start, worst), reference=level_for(indicator, worst.period))
        case Accumulation.VARIATION:
            band = indicator.band or (Decimal(0), Decimal(0))
            return _alone(start, max(known, key=lambda part: outside(_amount(part), band)))
        case _:
            return _alone(start, known[-1])


def _alone(start: Accumulated, part: Measurement) -> Accumulated:
    numerator, denominator = part.numerator, part.denominator
    return replace(start, value=part.value, as_of=part.period, numerator=numerator, denominator=denominator)


def _mean(known: Sequence[Measurement], start: Accumulated) -> Accumulated:
    weights = [part.denominator for part in known if part.denominator is not None and part.denominator >= 0]
    if len(weights) == len(known) and any(weights):
        mean = weighted_mean(zip(map(_amount, known), weights, strict=True))
        start = replace(start, weighting=Weighting.DENOMINATORS, denominator=total(weights))
    else:
        mean = weighted_mean((_amount(part), Decimal(part.period.months)) for part in known)
        start = replace(start, weighting=Weighting.MONTHS)
    return start if mean is None else replace(start, value=Value(mean))


def _ratio(indicator: Indicator, parts: tuple[Measurement, ...], period: Period) -> Accumulated:
    state = merged_absence(NO_DATA if has_value(part) else part.value for part in parts)
    complete = completeness(parts, has_pair)
    start = Accumulated(period, indicator.accumulation, state, complete, parts=parts)
    pairs = [part for part in parts if has_pair(part)]
    if pairs:
        return _of_sums(indicator, pairs, start)
    typed = [part for part in parts if has_value(part)]
    if len(typed) == complete.expected == 1:
        return _alone(replace(start, completeness=replace(complete, known=1)), typed[0])
    return start


def _of_sums(indicator: Indicator, pairs: Sequence[Measurement], start: Accumulated) -> Accumulated:
    numerator = total(part.pair[0] for part in pairs if part.pair)
    denominator = total(part.pair[1] for part in pairs if part.pair)
    value: Datum = NOT_APPLICABLE
    if denominator != 0:
        value = Value(quotient(EXACT.multiply(numerator, _scale(indicator)), denominator))
    return replace(start, value=value, numerator=numerator, denominator=denominator)


def _milestones(
    indicator: Indicator, own: Sequence[Measurement], period: Period, owed: Owed | None = None
) -> Accumulated:
    silent = NO_DATA if owed is None or owed(period) else NOT_DUE
    figures: list[Datum] = []
    reached, possible = [], []
    for stage in indicator.milestones:
        told = [m.value for m in own if m.disaggregation == stage.name and m.period.last_month <= period.last_month]
        amounts = [value.amount for value in told if isinstance(value, Value)]
        figures.append(Value(max(amounts)) if amounts else merged_absence(told or [silent]))
        possible.append(Decimal(0) if figures[-1] == NOT_APPLICABLE else stage.weight)
        reached.append(stage.weight if any(amount > 0 for amount in amounts) else Decimal(0))
    start = Accumulated(period, indicator.accumulation, merged_absence(figures), Completeness.of(figures))
    if not start.completeness.known or total(possible) == 0:
        return start
    full = HUNDRED if indicator.target_value is None else indicator.target_value
    value = Value(quotient(EXACT.multiply(total(reached), full), total(possible)))
    return replace(start, value=value, numerator=total(reached), denominator=total(possible))


def _previous_year(
    indicator: Indicator, everything: Sequence[Measurement], period: Period, as_of: Period
) -> Decimal | None:
    """Return what a yearly reduction is held against; None where the year before is not known, and not its baseline."""
    if period.months > 12 and period.months % 12 == 0:
        period = next((year for year in period.divide(12) if year.contains(as_of)), period)
    before = period.shift(-12)
    known = [part for part in parts_of(before, everything) if has_value(part)]
    if known:
        return _amount(known[-1])
    year = indicator.baseline.year if indicator.baseline else None
    if year == before.end_year:
        return indicator.baseline_value
    earlier = any(has_value(part) and part.period.last_month < period.first_month for part in everything)
    return indicator.baseline_value if year is None and not earlier else None


def _shortfall(indicator: Indicator, part: Measurement) -> Decimal:
    amount, level = _amount(part), level_for(indicator, part.period) or Decimal(0)
    if indicator.band is not None:
        return outside(amount, indicator.band)
    match indicator.direction:
        case Direction.UP:
            return EXACT.subtract(level, amount)
        case Direction.DOWN:
            return EXACT.subtract(amount, level)
        case _:
            return EXACT.subtract(amount, level).copy_abs()


def _scale(indicator: Indicator) -> Decimal:
    unit = indicator.measure_unit
    if unit is None:
        return Decimal(1)
    return HUNDRED if unit.kind is UnitKind.PERCENT else unit.per or Decimal(1)


def _amount(part: Measurement) -> Decimal:
    return part.value.amount if isinstance(part.value, Value) else Decimal(0)
