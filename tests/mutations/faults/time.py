"""Faults in time: years that are missing, turned round, or outside the plan."""

import random
from dataclasses import replace

from ceiba.kernel.indicator import Indicator
from ceiba.kernel.period import Period
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from tests.mutations.fault import Injection, Register, at, changed, drawn, of_indicator

faults = Register()


def _period(plan: Snapshot, indicator: Indicator) -> Period | None:
    element = plan.element(indicator.element)
    return plan.plan_of(element).period if element else None


@faults("T001")
def year_of_the_target_lost(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The column with the years was lost: nobody knows when the target is due."""
    many = [i for i in plan.indicators if (p := _period(plan, i)) and p.months > 12 and i.target_value is not None]
    indicator = drawn(many, chance)
    if indicator is None or indicator.final_target is None:
        return None
    made = changed(plan, "indicator", indicator, targets=(replace(indicator.final_target, period=None),))
    return at(made, *of_indicator(plan, indicator))


@faults("T002")
def baseline_year_after_the_target(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The year of the target was typed as the year of the baseline, or one after it."""
    indicator = drawn((i for i in plan.indicators if i.baseline and i.final_target), chance)
    if indicator is None or indicator.baseline is None or indicator.final_target is None:
        return None
    period = indicator.final_target.period
    assert period is not None
    year = period.end_year + chance.choice((0, 0, 1, 10))
    made = changed(plan, "indicator", indicator, baseline=replace(indicator.baseline, year=year))
    return at(made, *of_indicator(plan, indicator))


@faults("T003")
def baseline_year_lost(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The year of a baseline was left blank."""
    indicator = drawn((i for i in plan.indicators if i.baseline_value is not None), chance)
    if indicator is None or indicator.baseline is None:
        return None
    made = changed(plan, "indicator", indicator, baseline=replace(indicator.baseline, year=None))
    return at(made, *of_indicator(plan, indicator))


@faults("T004")
def plan_longer_than_its_kind(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The years on the cover are wrong: the plan lasts longer, or shorter, than one of its kind may."""
    one = drawn((p for p in plan.plans if p.period and plan.methodology.plan_kind(p.kind)), chance)
    kind = plan.methodology.plan_kind(one.kind) if one else None
    if one is None or one.period is None or kind is None:
        return None
    wrong = [kind.maximum_years + chance.choice((1, 2, 10)), kind.minimum_years - 1]
    years = chance.choice([years for years in wrong if years > 0])
    period = Period(one.period.first_month, 12 * years)
    return at(changed(plan, "plan", one, period=period), address("plan", one.id))


@faults("T005", "T016")
def plan_ends_after_the_one_above(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The plan was renewed for more years, and the plan that it develops was not."""
    pairs = [(p, above) for p in plan.plans if (above := plan.plan(p.parent)) and p.period and above.period]
    pair = drawn(pairs, chance)
    if pair is None or pair[0].period is None or pair[1].period is None:
        return None
    one, above = pair
    assert one.period is not None
    assert above.period is not None
    months = 12 * (above.period.end_year - one.period.end_year + chance.choice((1, 2, 5)))
    longer = Period(one.period.first_month, one.period.months + months)
    return at(changed(plan, "plan", one, period=longer), address("plan", one.id))


@faults("T006")
def target_in_a_year_outside_the_plan(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The year of the last target was mistyped and lies outside the plan, by one year or by a decade."""
    indicator = drawn((i for i in plan.indicators if i.final_target and _period(plan, i)), chance)
    if indicator is None or indicator.final_target is None or indicator.final_target.period is None:
        return None
    late = indicator.final_target.period.shift(12 * chance.choice((1, 1, 10, 3)))
    targets = (*indicator.targets[:-1], replace(indicator.final_target, period=late))
    return at(changed(plan, "indicator", indicator, targets=targets), *of_indicator(plan, indicator))


@faults("T007")
def element_dated_outside_its_plan(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An element kept the dates of last year's plan, or runs one month too long."""
    element = drawn((e for e in plan.elements if plan.plan_of(e).period), chance)
    whole = plan.plan_of(element).period if element else None
    if element is None or whole is None:
        return None
    wrong = (whole.shift(-12), Period(whole.first_month, whole.months + 1), Period(whole.first_month - 1, 3))
    made = changed(plan, "element", element, period=chance.choice(wrong))
    return at(made, address("element", element.id))
