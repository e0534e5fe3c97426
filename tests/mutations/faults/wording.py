"""Faults between words and figures: a stated change that no longer leads from its baseline to its target."""

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ceiba.kernel.change import ChangeCheck, check_change
from ceiba.kernel.indicator import ChangeKind, Indicator, StatedChange, Target
from ceiba.kernel.quantity import Quantity, UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.states import Value
from tests.mutations.fault import Injection, Register, at, changed, drawn, of_indicator

faults = Register()
_STEPS = [Decimal(step) for step in ("0.1", "0.5", "1", "2", "5", "10", "-0.1", "-1", "-3", "-10")]
_AMOUNT_RULES = {
    ChangeKind.RELATIVE: "M001",
    ChangeKind.LEVEL: "M002",
    ChangeKind.POINTS: "M003",
    ChangeKind.MULTIPLE: "M005",
    ChangeKind.ABSOLUTE: "M013",
    ChangeKind.MAINTAIN: "M014",
}


def stating(
    plan: Snapshot, kind: ChangeKind, *units: UnitKind, yearly: bool = False
) -> Iterator[tuple[Indicator, StatedChange]]:
    """Yield the indicators that state a change of a kind, measured in one of these kinds of unit (none: any)."""
    for indicator in plan.indicators:
        unit = indicator.measure_unit.kind if indicator.measure_unit else None
        for change in indicator.stated_changes:
            if change.kind is kind and change.yearly is yearly and (not units or unit in units):
                yield indicator, change


def _true(indicator: Indicator, change: StatedChange) -> bool:
    """Tell whether the words still lead to the figures, exactly or as they are rounded: then nothing is wrong."""
    check = _checked(indicator, change)
    return check.holds or check.rounds


def _checked(indicator: Indicator, change: StatedChange) -> ChangeCheck:
    """Return the arithmetic of a stated change; the faults lean on the kernel's, and not on what a rule says of it."""
    base, target = indicator.baseline_value, indicator.target_value
    assert base is not None
    assert target is not None
    years = None
    final = indicator.final_target
    if indicator.baseline and indicator.baseline.year and final and final.period:
        years = final.period.end_year - indicator.baseline.year
    unit = indicator.measure_unit
    return check_change(change, Quantity(base, unit), Quantity(target, unit), years)


def _misstated(
    plan: Snapshot, chance: random.Random, kind: ChangeKind, *units: UnitKind, yearly: bool = False
) -> Injection | None:
    """Return the plan in which the amount of a stated change is off, by as little as its rounding leaves to see.

    An amount that by chance is true as something else (a level, points) is another fault, and not drawn here.
    """
    pairs = []
    for indicator, change in stating(plan, kind, *units, yearly=yearly):
        for step in _STEPS:
            scale = (
                Decimal("0.01")
                if indicator.target_value and abs(indicator.target_value) < 1 and kind is ChangeKind.LEVEL
                else 1
            )
            wrong = replace(change, amount=change.amount + step * scale)
            check = _checked(indicator, wrong)
            if wrong.amount > 0 and not check.rounds and not check.readings:
                pairs.append((indicator, wrong))
    pair = drawn(pairs, chance)
    return None if pair is None else _restated(plan, *pair)


def _restated(plan: Snapshot, indicator: Indicator, change: StatedChange) -> Injection:
    made = changed(plan, "indicator", indicator, stated_changes=(change,))
    return at(made, *of_indicator(plan, indicator))


@faults("M001", "M006")
def percentage_changed_alone(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The percentage in the sentence was changed, and its baseline and target were not."""
    return _misstated(plan, chance, ChangeKind.RELATIVE)


@faults("M006")
def percentage_of_a_rate_changed_alone(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The percentage by which a rate falls was changed, and the rate was not."""
    return _misstated(plan, chance, ChangeKind.RELATIVE, UnitKind.RATE)


@faults("M002")
def level_changed_alone(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The level in the sentence was changed, and the target was not."""
    return _misstated(plan, chance, ChangeKind.LEVEL)


@faults("M003")
def points_changed_alone(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The percentage points in the sentence were changed, and the target was not."""
    return _misstated(plan, chance, ChangeKind.POINTS)


@faults("M005")
def multiple_changed_alone(plan: Snapshot, chance: random.Random) -> Injection | None:
    """«Se duplica» became «se triplica», and the target did not."""
    return _misstated(plan, chance, ChangeKind.MULTIPLE)


@faults("M013")
def difference_changed_alone(plan: Snapshot, chance: random.Random) -> Injection | None:
    """How many more was changed in the sentence, and the target was not."""
    return _misstated(plan, chance, ChangeKind.ABSOLUTE)


@faults("M014")
def kept_level_changed_alone(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The level to be kept was changed in the sentence alone."""
    return _misstated(plan, chance, ChangeKind.MAINTAIN)


@faults("M004")
def yearly_growth_changed_alone(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The growth of each year was changed in the sentence alone."""
    return _misstated(plan, chance, ChangeKind.RELATIVE, yearly=True)


def _transposed(amount: Decimal, chance: random.Random) -> Decimal | None:
    """Return an amount two of whose neighbouring digits changed places, None where that gives the same."""
    digits = f"{amount:f}"
    pairs = [n for n in range(len(digits) - 1) if digits[n : n + 2].isdigit() and digits[n] != digits[n + 1]]
    place = drawn(pairs, chance)
    if place is None:
        return None
    return Decimal(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])


def _moved(plan: Snapshot, chance: random.Random, *, target: bool) -> tuple[Injection, StatedChange] | None:
    """Return the plan in which a digit of the target, or of the baseline, of a stated change was transposed."""
    pairs = [(i, c) for i in plan.indicators for c in i.stated_changes if c.kind is not ChangeKind.MAINTAIN]
    chance.shuffle(pairs)
    for indicator, change in pairs:
        old = indicator.target_value if target else indicator.baseline_value
        new = _transposed(old, chance) if old is not None else None
        if new is None:
            continue
        wrong = with_target(indicator, new) if target else with_baseline(indicator, new)
        if not _true(wrong, change):
            fields = {"targets": wrong.targets} if target else {"baseline": wrong.baseline}
            return at(changed(plan, "indicator", indicator, **fields), *of_indicator(plan, indicator)), change
    return None


def with_target(indicator: Indicator, amount: Decimal) -> Indicator:
    """Return the indicator with another final target."""
    final = indicator.final_target
    assert final is not None
    targets = tuple(Target(Value(amount), t.period) if t is final else t for t in indicator.targets)
    return replace(indicator, targets=targets)


def with_baseline(indicator: Indicator, amount: Decimal) -> Indicator:
    """Return the indicator with another value of its baseline."""
    assert indicator.baseline is not None
    return replace(indicator, baseline=replace(indicator.baseline, value=Value(amount)))


# Where the words happen to fit another reading of the new figures, the rule of that reading answers.
_ANY = ("M001", "M002", "M003", "M004", "M005", "M006", "M007", "M008", "M009", "M010", "M013", "M024")


@faults(*_ANY)
def target_with_two_digits_turned_round(plan: Snapshot, chance: random.Random) -> Injection | None:
    """Two digits of a target changed places, and the sentence still says the old one."""
    found = _moved(plan, chance, target=True)
    return found[0] if found else None


@faults(*(rule for rule in _ANY if rule != "M002"))
def baseline_with_two_digits_turned_round(plan: Snapshot, chance: random.Random) -> Injection | None:
    """Two digits of a baseline changed places, and the sentence still says the old change."""
    made = plan
    for plan_ in plan.plans:  # a level does not depend on its baseline
        kept = tuple(
            replace(i, stated_changes=tuple(c for c in i.stated_changes if c.kind is not ChangeKind.LEVEL))
            for i in plan_.indicators
        )
        made = changed(made, "plan", plan_, indicators=kept)
    found = _moved(made, chance, target=False)
    if found is None:
        return None
    place = next(p for p in found[0].places if p.startswith("indicator/"))
    wrong = found[0].snapshot.indicator(place.removeprefix("indicator/"))
    own = plan.indicator(place.removeprefix("indicator/"))
    assert wrong is not None
    assert own is not None
    return at(changed(plan, "indicator", own, baseline=wrong.baseline), *of_indicator(plan, own))


@faults("M014")
def kept_level_with_another_target(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The sentence still promises to keep a level, and the target was raised."""
    pair = drawn(stating(plan, ChangeKind.MAINTAIN), chance)
    if pair is None:
        return None
    indicator = pair[0]
    assert indicator.target_value is not None
    wrong = with_target(indicator, indicator.target_value + chance.choice((1, 2, -1)))
    return at(changed(plan, "indicator", indicator, targets=wrong.targets), *of_indicator(plan, indicator))


def _as(change: StatedChange, kind: ChangeKind, *, percent: bool, amount: Decimal | None = None) -> StatedChange:
    return replace(change, kind=kind, percent=percent, amount=change.amount if amount is None else amount)


def _reworded(plan: Snapshot, chance: random.Random, pairs: list[tuple[Indicator, StatedChange]]) -> Injection | None:
    """Return the plan in which one indicator states one of these changes, of those that are not true by chance."""
    pair = drawn([(i, c) for i, c in pairs if not _true(i, c)], chance)
    return None if pair is None else _restated(plan, *pair)


@faults("M007")
def quantity_with_a_percent_sign(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A percent sign slipped behind a number of houses or hectares."""
    pairs = list(stating(plan, ChangeKind.LEVEL, UnitKind.COUNT, UnitKind.MAGNITUDE))
    pairs += stating(plan, ChangeKind.ABSOLUTE, UnitKind.COUNT, UnitKind.MAGNITUDE)
    pairs = [(i, c) for i, c in pairs if i.baseline_value != 100]  # of a hundred, so many are so many percent
    made = [(i, _as(c, chance.choice((ChangeKind.LEVEL, ChangeKind.RELATIVE)), percent=True)) for i, c in pairs]
    read = (ChangeKind.RELATIVE, ChangeKind.POINTS)  # of 20 rising to 25, «25 %» is true as a change
    return _reworded(
        plan, chance, [(i, c) for i, c in made if all(r.kind not in read for r in _checked(i, c).readings)]
    )


@faults("M008")
def level_worded_as_a_change(plan: Snapshot, chance: random.Random) -> Injection | None:
    """«A un 82 %» became «en un 82 %»."""
    pairs = [
        (i, _as(c, ChangeKind.RELATIVE, percent=True)) for i, c in stating(plan, ChangeKind.LEVEL, UnitKind.PERCENT)
    ]
    return _reworded(plan, chance, pairs)


@faults("M010")
def change_worded_as_a_level(plan: Snapshot, chance: random.Random) -> Injection | None:
    """«En un 35 %» became «a un 35 %»."""
    pairs = list(stating(plan, ChangeKind.RELATIVE, UnitKind.PERCENT, UnitKind.COUNT, UnitKind.MAGNITUDE))
    pairs += stating(plan, ChangeKind.POINTS, UnitKind.PERCENT)
    return _reworded(plan, chance, [(i, _as(c, ChangeKind.LEVEL, percent=True)) for i, c in pairs])


@faults("M023")
def points_worded_as_a_percentage(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The word «puntos» fell out of «en 10 puntos porcentuales»."""
    pairs = [
        (i, _as(c, ChangeKind.RELATIVE, percent=True)) for i, c in stating(plan, ChangeKind.POINTS, UnitKind.PERCENT)
    ]
    return _reworded(plan, chance, pairs)


@faults("M009")
def points_of_something_counted(plan: Snapshot, chance: random.Random) -> Injection | None:
    """Percentage points were written of houses."""
    pairs = list(stating(plan, ChangeKind.ABSOLUTE, UnitKind.COUNT, UnitKind.MAGNITUDE))
    pairs += stating(plan, ChangeKind.RELATIVE, UnitKind.COUNT, UnitKind.MAGNITUDE)
    return _reworded(plan, chance, [(i, _as(c, ChangeKind.POINTS, percent=True)) for i, c in pairs])


@faults("M024")
def growth_of_each_year_worded_as_the_whole(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The words «cada año» were cut from a yearly growth."""
    pairs = [(i, replace(c, yearly=False)) for i, c in stating(plan, ChangeKind.RELATIVE, yearly=True)]
    return _reworded(plan, chance, pairs)


@faults("M004")
def change_of_the_whole_worded_as_yearly(plan: Snapshot, chance: random.Random) -> Injection | None:
    """«Cada año» was added to the change of the whole period."""
    pairs = [(i, replace(c, yearly=True)) for i, c in stating(plan, ChangeKind.RELATIVE, UnitKind.COUNT)]
    return _reworded(plan, chance, pairs)


@faults("M011")
def change_without_its_baseline(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The sentence states a change, and the baseline from which it would be measured was lost."""
    pairs = [(i, c) for i in plan.indicators for c in i.stated_changes if c.kind not in _STANDING]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    return at(changed(plan, "indicator", pair[0], baseline=None), *of_indicator(plan, pair[0]))


_STANDING = (ChangeKind.LEVEL, ChangeKind.MAINTAIN)


@faults("M011")
def change_without_its_target(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The sentence states a change, and the column of the targets came empty."""
    indicator = drawn((i for i in plan.indicators if i.stated_changes), chance)
    if indicator is None:
        return None
    return at(changed(plan, "indicator", indicator, targets=()), *of_indicator(plan, indicator))


@faults("M012")
def two_percentages_without_figures(plan: Snapshot, chance: random.Random) -> Injection | None:
    """Two percentages were added to a promise to make it sound better, and nothing stands behind them."""
    promises = [e for e in plan.elements if plan.level(e) and plan.level(e).role.value in ("outcome", "output")]  # type: ignore[union-attr]
    element = drawn(promises, chance)
    if element is None:
        return None
    known = {i.baseline_value for i in plan.indicators_of(element)} | {
        i.target_value for i in plan.indicators_of(element)
    }
    known |= {c.amount for i in plan.indicators_of(element) for c in i.stated_changes}
    one, other = chance.sample([n for n in range(3, 99) if Decimal(n) not in known], 2)
    text = f"{element.text.rstrip('.')}, con {one} % más de participación y {other}% menos de quejas."
    return at(changed(plan, "element", element, text=text), address("element", element.id))
