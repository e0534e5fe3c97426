"""The path that an indicator's targets draw over the years, and what the targets of parts make of a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ceiba.kernel.exact import EXACT, total
from ceiba.kernel.indicator import Accumulation, ChangeKind, Direction, Indicator
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.states import Value

HEIGHTS = (Accumulation.LAST, Accumulation.MAX, Accumulation.RATIO)  # a target is the height to be reached by then
_YEAR = 12  # months
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Step:
    """An amount promised, or known, for a year."""

    year: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Whole:
    """A target beside what those of its parts make of it, and their sum; ``lacking`` where some part says nothing."""

    period: Period
    stated: Decimal
    computed: Decimal
    added: Decimal
    parts: int
    lacking: bool = False


def yearly(indicator: Indicator) -> tuple[Step, ...]:
    """Return the targets for single years, in their order; of two for one year the first stands."""
    found: dict[int, Step] = {}
    for target in indicator.targets:
        if target.period is not None and target.period.months == _YEAR and isinstance(target.value, Value):
            found.setdefault(target.period.end_year, Step(target.period.end_year, target.value.amount))
    return tuple(found[year] for year in sorted(found))


def path(indicator: Indicator) -> tuple[Step, ...]:
    """Return the yearly targets behind the baseline, where that is dated before them."""
    steps = yearly(indicator)
    baseline, year = indicator.baseline_value, indicator.baseline.year if indicator.baseline else None
    if not steps or baseline is None or year is None or year >= steps[0].year:
        return steps
    return (Step(year, baseline), *steps)


def keeps(indicator: Indicator) -> bool:
    """Tell whether an indicator promises to keep a level, or to stay in a range, rather than to change."""
    kept = any(change.kind is ChangeKind.MAINTAIN for change in indicator.stated_changes)
    steady = indicator.direction in (Direction.CONSTANT, Direction.RANGE)
    return kept or steady or indicator.accumulation is Accumulation.MAINTAIN


def is_at_its_end(indicator: Indicator, amount: Decimal) -> bool:
    """Tell whether nothing better than an amount exists: all of a percentage, none of what is to fall."""
    if indicator.better_direction is Direction.DOWN:
        return amount == 0
    kind = indicator.measure_unit.kind if indicator.measure_unit else None
    return kind is UnitKind.PERCENT and amount >= 100


def is_height(indicator: Indicator) -> bool:
    """Tell whether a target is the height to be reached by then, and the targets themselves do not say otherwise."""
    return indicator.accumulation in HEIGHTS and not any(adds_up(whole) for whole in wholes(indicator))


def wholes(indicator: Indicator) -> Iterator[Whole]:
    """Yield the targets of longer periods that those of shorter ones make up, with what these come to.

    A sum adds its parts, a height is that of the last part, a maximum the highest. Where a part is lacking only a sum
    of parts that already pass the whole says something.
    """
    if len({target.period.months for target in indicator.targets if target.period}) < 2:  # as most have
        return
    dated = [(t.period, t.value.amount) for t in indicator.targets if t.period and isinstance(t.value, Value)]
    if len({period.months for period, _amount in dated}) < 2:
        return  # years alone make up nothing
    for period, stated in dated:
        inside = sorted((p, a) for p, a in dated if p != period and period.contains(p))
        parts = _without_overlap(inside)
        if len(parts) < 2:
            continue
        amounts = [amount for _period, amount in parts]
        lacking = sum(part.months for part, _amount in parts) < period.months
        computed = _made_of(indicator, amounts, ends=parts[-1][0].last_month == period.last_month)
        if computed is not None and (not lacking or _may_lack(indicator, computed, stated)):
            yield Whole(period, stated, computed, total(amounts), len(parts), lacking)


def agrees(whole: Whole) -> bool:
    """Tell whether the parts come to the whole, but for the rounding of its own decimals in each part."""
    return _within(whole, whole.computed)


def adds_up(whole: Whole) -> bool:
    """Tell whether the parts only come to the whole when they are added, whatever the indicator says of itself."""
    return not agrees(whole) and not whole.lacking and _within(whole, whole.added)


def _within(whole: Whole, computed: Decimal) -> bool:
    exponent = int(whole.stated.as_tuple().exponent)
    slack = EXACT.multiply(_HALF.scaleb(exponent), Decimal(whole.parts)) if exponent < 0 else Decimal(0)
    return EXACT.subtract(computed, whole.stated).copy_abs() <= slack


def _without_overlap(parts: Sequence[tuple[Period, Decimal]]) -> list[tuple[Period, Decimal]]:
    """Return the longest parts that follow one another: the years, where quarters are given, too."""
    chosen: list[tuple[Period, Decimal]] = []
    for period, amount in sorted(parts, key=lambda part: (-part[0].months, part[0].first_month)):
        if not any(period.overlaps(other) for other, _amount in chosen):
            chosen.append((period, amount))
    return sorted(chosen, key=lambda part: part[0].first_month)


def _made_of(indicator: Indicator, amounts: Sequence[Decimal], *, ends: bool) -> Decimal | None:
    match indicator.accumulation:
        case Accumulation.SUM:
            return total(amounts)
        case Accumulation.MAX:
            return max(amounts)
        case Accumulation.LAST | Accumulation.RATIO if ends:
            return amounts[-1]
        case _:
            return None


def _may_lack(indicator: Indicator, computed: Decimal, stated: Decimal) -> bool:
    return indicator.accumulation is not Accumulation.SUM or computed > stated
