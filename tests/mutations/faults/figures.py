"""Faults in measured figures: quotients, totals that change, parts that do not make the whole."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ceiba.kernel.indicator import Measurement
from ceiba.kernel.quantity import PERCENT
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.states import Value
from tests.mutations.fault import Injection, Register, at, drawn

faults = Register()
_CENT = Decimal("0.01")


def _measured(plan: Snapshot, old: Measurement, new: Measurement) -> Injection:
    made = tuple(new if m is old else m for m in plan.measurements)
    repeats = [link.destination for link in plan.links_from(address("indicator", old.indicator))]
    return at(replace(plan, measurements=made), address("indicator", old.indicator), *repeats)


def _pairs(plan: Snapshot) -> Iterator[Measurement]:
    """Yield the shares that were measured with their two numbers."""
    for one in plan.measurements:
        indicator = plan.indicator(one.indicator)
        if one.pair and indicator and indicator.measure_unit == PERCENT and not one.disaggregation:
            yield one


@faults("M034")
def part_of_a_figure_changed_alone(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The figure of one zone was corrected, and that of the whole was not."""
    part = drawn(
        (m for m in plan.measurements if m.disaggregation and isinstance(m.value, Value) and _opens(plan, m)), chance
    )
    if part is None or not isinstance(part.value, Value):
        return None
    step = chance.choice((1, 1, -1, 20))
    return _measured(plan, part, replace(part, value=Value(max(Decimal(0), part.value.amount + step))))


def _opens(plan: Snapshot, part: Measurement) -> bool:
    indicator = plan.indicator(part.indicator)
    return indicator is not None and any(part.disaggregation in way.parts for way in indicator.disaggregations)


@faults("M034")
def whole_of_a_figure_lost(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The zones were reported, and the whole was not."""
    opened = {(m.indicator, m.period) for m in plan.measurements if m.disaggregation and _opens(plan, m)}
    whole = drawn((m for m in plan.measurements if not m.disaggregation and (m.indicator, m.period) in opened), chance)
    if whole is None:
        return None
    made = replace(plan, measurements=tuple(m for m in plan.measurements if m is not whole))
    repeats = [link.destination for link in plan.links_from(address("indicator", whole.indicator))]
    return at(made, address("indicator", whole.indicator), *repeats)


@faults("M035")
def quotient_mistyped(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The percentage beside its two numbers is not theirs: by a tenth, a point, or ten."""
    one = drawn(_pairs(plan), chance)
    if one is None or not isinstance(one.value, Value):
        return None
    step = chance.choice([Decimal(step) for step in ("0.1", "-0.1", "1", "10", "-5")])
    return _measured(plan, one, replace(one, value=Value(one.value.amount + step)))


def _quotient(numerator: Decimal, denominator: Decimal) -> Value:
    return Value((numerator * 100 / denominator).quantize(_CENT))


@faults("M036")
def numerator_above_its_whole(plan: Snapshot, chance: random.Random) -> Injection | None:
    """More were counted than there are: the two numbers changed places, or one grew past the other."""
    one = drawn((m for m in _pairs(plan) if m.pair and 0 < m.pair[0] < m.pair[1]), chance)
    if one is None or one.pair is None:
        return None
    numerator, denominator = chance.choice(((one.pair[1], one.pair[0]), (one.pair[1] + 1, one.pair[1])))
    value = _quotient(numerator, denominator)
    return _measured(plan, one, replace(one, numerator=numerator, denominator=denominator, value=value))


@faults("M037")
def whole_that_doubles_from_a_year_to_the_next(plan: Snapshot, chance: random.Random) -> Injection | None:
    """One year was measured of another total: less than half of it, or more than twice."""
    yearly: dict[str, list[Measurement]] = defaultdict(list)
    for one in _pairs(plan):
        if one.period.months == 12:
            yearly[one.indicator].append(one)
    told = drawn((rows for rows in yearly.values() if len(rows) > 1), chance)
    if told is None:
        return None
    one = chance.choice(told)
    assert one.pair is not None
    times = chance.choice((Decimal("2.2"), Decimal(3), Decimal("0.4")))
    numerator, denominator = one.pair[0] * times, one.pair[1] * times
    value = _quotient(numerator, denominator)
    return _measured(plan, one, replace(one, numerator=numerator, denominator=denominator, value=value))
