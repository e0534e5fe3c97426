"""Faults in the figures of a promise: scales, paths over the years, parts and wholes, weights, ranges."""

import random
from collections.abc import Callable, Iterable
from decimal import Decimal

from ceiba.kernel.indicator import Accumulation, Direction, Indicator, Target
from ceiba.kernel.plan import Element
from ceiba.kernel.quantity import PERCENT, MeasureUnit, UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.states import Value
from tests.mutations.fault import Injection, Register, at, changed, drawn, of_indicator
from tests.mutations.faults.wording import with_baseline, with_target

faults = Register()
_YEAR = 12
_HEIGHTS = (Accumulation.LAST, Accumulation.RATIO)


def _of(plan: Snapshot, *kinds: UnitKind) -> list[Indicator]:
    return [
        i for i in plan.indicators if i.measure_unit and i.measure_unit.kind in kinds and i.target_value is not None
    ]


def _with(plan: Snapshot, indicator: Indicator | None, **fields: object) -> Injection | None:
    if indicator is None:
        return None
    return at(changed(plan, "indicator", indicator, **fields), *of_indicator(plan, indicator))


def _amounts(targets: Iterable[Target]) -> list[Decimal]:
    return [t.value.amount for t in targets if isinstance(t.value, Value)]


def _years(indicator: Indicator) -> list[Target]:
    """Return the targets for single years, in order."""
    return [t for t in indicator.targets if t.period and t.period.months == _YEAR and isinstance(t.value, Value)]


def _changing(plan: Snapshot, least: int) -> list[Indicator]:
    """Return the heights that change over so many years or more."""
    return [
        i
        for i in plan.indicators
        if i.accumulation in _HEIGHTS and len(_years(i)) >= least and i.baseline_value not in (None, i.target_value)
    ]


def _repathed(
    plan: Snapshot, indicator: Indicator | None, value: Callable[[int, Decimal], Decimal]
) -> Injection | None:
    """Return the plan in which each yearly target but the last is what ``value`` makes of its place and amount."""
    if indicator is None:
        return None
    years = _years(indicator)
    new = {
        id(target): Target(Value(value(place, amount)), target.period)
        for place, (target, amount) in enumerate(zip(years[:-1], _amounts(years[:-1]), strict=True))
    }
    return _with(plan, indicator, targets=tuple(new.get(id(target), target) for target in indicator.targets))


def _divided(plan: Snapshot) -> list[Indicator]:
    """Return the flows that promise something for parts of a year, and for the year."""
    flows = (i for i in plan.indicators if i.accumulation is Accumulation.SUM and _years(i))
    return [i for i in flows if any(t.period and t.period.months < _YEAR for t in i.targets)]


@faults("M025")
def parts_of_the_year_changed_alone(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The target of one part of the year was corrected, and that of the year was not."""
    indicator = drawn(_divided(plan), chance)
    if indicator is None:
        return None
    parts = [t for t in indicator.targets if t.period and t.period.months < _YEAR]
    one = chance.choice(parts)
    step = chance.choice((1, -1, 7, 100))
    wrong = Target(Value(max(Decimal(0), _amounts([one])[0] + step)), one.period)
    if wrong.value == one.value:
        return None
    return _with(plan, indicator, targets=tuple(wrong if t is one else t for t in indicator.targets))


@faults("M025")
def year_changed_above_its_parts(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The target of the year was raised, and its parts were not."""
    indicator = drawn(_divided(plan), chance)
    if indicator is None or indicator.target_value is None:
        return None
    wrong = with_target(indicator, indicator.target_value + chance.choice((1, 2, 50, -1)))
    return _with(plan, indicator, targets=wrong.targets)


@faults("M026")
def percentage_above_a_hundred(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A percentage got a digit too many: 82 became 820."""
    indicator = drawn((i for i in _of(plan, UnitKind.PERCENT) if (i.target_value or 0) > 10), chance)
    if indicator is None or indicator.target_value is None:
        return None
    wrong = chance.choice((indicator.target_value * 10, Decimal(101), indicator.target_value + 100))
    return _with(plan, indicator, targets=with_target(indicator, wrong).targets)


@faults("M026")
def count_below_zero(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A minus sign slipped before a count."""
    indicator = drawn((i for i in _of(plan, UnitKind.COUNT) if i.baseline_value), chance)
    if indicator is None or indicator.baseline_value is None or indicator.target_value is None:
        return None
    if chance.random() < 0.5:
        return _with(plan, indicator, baseline=with_baseline(indicator, -indicator.baseline_value).baseline)
    return _with(plan, indicator, targets=with_target(indicator, -indicator.target_value).targets)


@faults("M027")
def target_on_another_scale(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The baseline is written in parts of a hundred and the target in parts of one, or the other way round."""
    indicator = drawn((i for i in _of(plan, UnitKind.PERCENT, UnitKind.INDEX) if i.baseline_value), chance)
    if indicator is None or indicator.target_value is None or indicator.measure_unit is None:
        return None
    shift = 2 if indicator.measure_unit.kind is UnitKind.INDEX else -2
    targets = tuple(
        Target(Value(t.value.amount.scaleb(shift)), t.period) if isinstance(t.value, Value) else t
        for t in indicator.targets
    )
    return _with(plan, indicator, targets=targets)


@faults("M028")
def percentage_averaged_over_the_periods(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A percentage was marked to be averaged from period to period."""
    return _with(plan, drawn(_of(plan, UnitKind.PERCENT), chance), accumulation=Accumulation.MEAN)


@faults("M028")
def share_added_over_the_years(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A rate, an index or a percentage was marked to be added up over the years."""
    shares = _of(plan, UnitKind.RATE, UnitKind.INDEX)
    shares += [i for i in _of(plan, UnitKind.PERCENT) if sum(_amounts(_years(i))) > 100]
    return _with(plan, drawn(shares, chance), accumulation=Accumulation.SUM)


@faults("M029")
def path_that_turns_back(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The targets of two years changed places, or one year falls behind where everything began."""
    indicator = drawn(_changing(plan, 2), chance)
    if indicator is None or indicator.baseline_value is None or indicator.target_value is None:
        return None
    amounts = _amounts(_years(indicator)[:-1])
    base, rising = indicator.baseline_value, indicator.target_value > indicator.baseline_value
    if len(amounts) > 1 and chance.random() < 0.5:
        place = chance.randrange(len(amounts) - 1)
        swapped = {place: amounts[place + 1], place + 1: amounts[place]}
        return _repathed(plan, indicator, swapped.get)
    step = Decimal(1).scaleb(int(base.as_tuple().exponent))
    behind, late = (base - step if rising else base + step), chance.randrange(len(amounts))
    return _repathed(plan, indicator, lambda n, amount: behind if n == late else amount)


def _every_year(indicator: Indicator) -> bool:
    """Tell whether each year from the one after the baseline has its target."""
    years = [t.period.end_year for t in _years(indicator) if t.period]
    since = indicator.baseline.year if indicator.baseline else None
    return since is not None and years == list(range(since + 1, since + 1 + len(years)))


@faults("M030")
def everything_left_to_the_last_year(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The yearly targets stay where they began, and the whole change is promised for the last year."""
    found = [
        i
        for i in _changing(plan, 4)
        if _every_year(i) and i.target_value and abs(i.target_value - (i.baseline_value or 0)) >= 10
    ]
    indicator = drawn(found, chance)
    if indicator is None or indicator.baseline_value is None:
        return None
    base = indicator.baseline_value
    return _repathed(plan, indicator, lambda _place, _amount: base)


@faults("M031")
def same_target_every_year(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The final target was copied into the column of every year."""
    indicator = drawn(_changing(plan, 3), chance)
    if indicator is None or indicator.target_value is None:
        return None
    final = indicator.target_value
    return _repathed(plan, indicator, lambda _place, _amount: final)


@faults("M032")
def target_of_zero(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The cells of the targets, which nobody filled in, say zero."""
    indicator = drawn((i for i in plan.indicators if i.accumulation is Accumulation.SUM and i.target_value), chance)
    if indicator is None:
        return None
    targets = tuple(Target(Value(Decimal(0)), t.period) for t in indicator.targets)
    return _with(plan, indicator, targets=targets, target_text=None)


@faults("M033")
def unit_of_the_row_above(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The unit of another row stands beside the indicator: a percentage is counted in houses, or houses in percent."""
    shares = [i for i in _of(plan, UnitKind.PERCENT) if i.text.startswith(("Proporción", "Porcentaje"))]
    share = drawn(shares, chance)
    if share is not None and chance.random() < 0.5:
        return _with(plan, share, measure_unit=MeasureUnit(chance.choice(("viviendas", "personas", "hectáreas"))))
    counted = drawn(_of(plan, UnitKind.COUNT), chance)
    if counted is None:
        return None
    text = f"Número de {counted.text[:1].lower()}{counted.text[1:]}"
    return _with(plan, counted, text=text, measure_unit=PERCENT, denominator="lo programado")


@faults("M038")
def weight_of_an_indicator_changed_alone(plan: Snapshot, chance: random.Random) -> Injection | None:
    """One of the weights of an element's indicators was changed, and the others were not."""
    weighted: list[tuple[Element, Indicator]] = []
    for element in plan.elements:
        own = plan.indicators_of(element)
        if len(own) > 1 and all(i.weight is not None for i in own):
            weighted += [(element, i) for i in own]
    pair = drawn(weighted, chance)
    if pair is None or pair[1].weight is None:
        return None
    step = chance.choice((Decimal("0.5"), Decimal(-1), Decimal(5), Decimal("-0.01")))
    made = changed(plan, "indicator", pair[1], weight=pair[1].weight + step)
    return at(made, address("element", pair[0].id))


@faults("M039")
def range_without_its_ends(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An indicator was marked to stay in a range, and nobody wrote which."""
    heights = [i for i in plan.indicators if i.accumulation in _HEIGHTS and i.band is None]
    return _with(plan, drawn(heights, chance), direction=Direction.RANGE)


@faults("M039")
def target_outside_its_range(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The target lies a little outside of the range in which it is to stay."""
    heights = [i for i in plan.indicators if i.accumulation in _HEIGHTS and i.target_value is not None]
    indicator = drawn(heights, chance)
    if indicator is None or indicator.target_value is None:
        return None
    step = Decimal(1).scaleb(int(indicator.target_value.as_tuple().exponent))
    low, high = indicator.target_value - 9 * step, indicator.target_value - step
    if chance.random() < 0.5:
        low, high = indicator.target_value + step, indicator.target_value + 9 * step
    return _with(plan, indicator, direction=Direction.RANGE, band=(low, high))


@faults("M040")
def sum_marked_as_a_level(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A flow, whose parts add up to the year, was marked as a level to be reached."""
    indicator = drawn(_divided(plan), chance)
    element = plan.element(indicator.element) if indicator else None
    if indicator is None or element is None:
        return None
    made = changed(plan, "indicator", indicator, accumulation=Accumulation.LAST)
    return at(made, address("plan", plan.plan_of(element).id), *of_indicator(plan, indicator))
