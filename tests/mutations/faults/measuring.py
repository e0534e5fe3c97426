"""Faults in the sheet of an indicator: what is missing in it, and what in it does not fit."""

import random
from dataclasses import replace
from decimal import Decimal

from ceiba.kernel.indicator import Accumulation, Direction, Indicator
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.states import NO_DATA, Value
from ceiba.kernel.text import fold
from tests.mutations.banks import subjects
from tests.mutations.fault import Injection, Register, added, at, changed, drawn, of_indicator
from tests.mutations.faults.wording import with_target

faults = Register()
_SPEAKING = ("Proporción", "Porcentaje", "Índice", "Número")


def _edited(plan: Snapshot, indicator: Indicator | None, **fields: object) -> Injection | None:
    if indicator is None:
        return None
    return at(changed(plan, "indicator", indicator, **fields), *of_indicator(plan, indicator))


@faults("M015")
def baseline_lost(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The baseline was left blank, or for later with its year alone."""
    indicator = drawn((i for i in plan.indicators if i.baseline), chance)
    if indicator is None or indicator.baseline is None:
        return None
    return _edited(plan, indicator, baseline=chance.choice((None, replace(indicator.baseline, value=NO_DATA))))


@faults("M016")
def unit_lost(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The column of the units came empty."""
    return _edited(
        plan, drawn((i for i in plan.indicators if not i.text.startswith(_SPEAKING)), chance), measure_unit=None
    )


@faults("M017")
def target_lost(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The column of the targets came empty, or holds a blank."""
    return _edited(plan, drawn(plan.indicators, chance), targets=(), target_text=chance.choice((None, "", " ")))


@faults("M018")
def target_of_another_row(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The words of the target slipped one row: they belong to another indicator."""
    outputs = [(i, s) for i in plan.indicators for s in subjects() if any(i.text.startswith(o.text) for o in s.outputs)]
    pair = drawn(outputs, chance)
    if pair is None:
        return None
    indicator, own = pair
    other = chance.choice([o for s in subjects() if s.key != own.key for o in s.outputs])
    return _edited(plan, indicator, target_text=f"{other.size} {other.text[:1].lower()}{other.text[1:]}")


@faults("M018")
def opinion_measured_by_deliveries(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The indicator asks what people think, and the target counts what was handed out."""
    indicator = drawn((i for i in plan.indicators if i.accumulation is Accumulation.SUM), chance)
    text = chance.choice(
        ("Porcentaje de satisfacción de las familias atendidas", "Aceptación de la gestión entre vecinos")
    )
    target = chance.choice(("1500 boletines entregados", "24 boletines distribuidos a las familias"))
    return _edited(plan, indicator, text=text, target_text=target)


@faults("M018")
def deviation_measured_by_fulfilment(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The indicator is better the less it is, and the target promises a hundred percent."""
    indicator = drawn((i for i in plan.indicators if i.accumulation is Accumulation.LAST), chance)
    text = "Porcentaje de desviación del presupuesto respecto a lo programado"
    return _edited(plan, indicator, text=text, target_text="95 % del presupuesto ejecutado")


@faults("M018")
def count_measured_by_a_percentage(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The indicator counts things, and the target is a percentage of progress."""
    indicator = drawn((i for i in plan.indicators if i.accumulation is Accumulation.SUM), chance)
    if indicator is None:
        return None
    lowered = indicator.text[:1].lower() + indicator.text[1:]
    return _edited(plan, indicator, text=f"Número de {lowered}", target_text=f"90 % de {lowered}")


@faults("M019")
def percentage_of_no_total(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A percentage lost its denominator, and its name does not say of what it is one."""
    percents = [i for i in plan.indicators if i.measure_unit and i.measure_unit.kind is UnitKind.PERCENT]
    name = chance.choice(
        ("Porcentaje de captación", "Porcentaje de cumplimiento", "% de ejecución", "Porcentaje de capacidad")
    )
    return _edited(plan, drawn(percents, chance), text=name, denominator=None, formula=None, variables=())


@faults("M020")
def one_indicator_with_two_targets(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An indicator was copied to another result, and its target was changed in one of the two places."""
    indicator = drawn((i for i in plan.indicators if i.baseline_value and i.target_value), chance)
    home = plan.element(indicator.element) if indicator else None
    if indicator is None or home is None or indicator.target_value is None:
        return None
    step = Decimal(1).scaleb(int(indicator.target_value.as_tuple().exponent))
    other = with_target(indicator, indicator.target_value + step * chance.choice((1, 7, -1)))
    twin = replace(
        other, id=f"{indicator.id}-bis", stated_changes=(), text=chance.choice((other.text, other.text.upper()))
    )
    made = added(plan, plan.plan_of(home), indicators=[twin])
    same = (i.id for i in made.indicators if fold(i.text) == fold(twin.text))
    return at(made, *(address("indicator", one) for one in same))


@faults("M021")
def target_equal_to_the_baseline(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The baseline was typed into the column of the target."""
    rising = [
        i
        for i in plan.indicators
        if i.accumulation in (Accumulation.LAST, Accumulation.RATIO) and i.baseline_value != i.target_value
    ]
    indicator = drawn(rising, chance)
    if indicator is None or indicator.baseline_value is None:
        return None
    return _edited(plan, indicator, targets=with_target(indicator, indicator.baseline_value).targets)


def _with_height(plan: Snapshot) -> list[Indicator]:
    return [
        i
        for i in plan.indicators
        if i.accumulation is Accumulation.LAST and i.direction in (Direction.UP, Direction.DOWN)
    ]


@faults("M022")
def direction_turned_round(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The wrong arrow was ticked: less is better became more is better, or the other way round."""
    indicator = drawn(_with_height(plan), chance)
    if indicator is None:
        return None
    turned = Direction.DOWN if indicator.direction is Direction.UP else Direction.UP
    return _edited(plan, indicator, direction=turned)


@faults("M022")
def baseline_and_target_exchanged(plan: Snapshot, chance: random.Random) -> Injection | None:
    """Baseline and target were typed into each other's columns."""
    indicator = drawn(_with_height(plan), chance)
    if indicator is None or indicator.baseline is None:
        return None
    assert indicator.baseline_value is not None
    assert indicator.target_value is not None
    swapped = with_target(indicator, indicator.baseline_value)
    baseline = replace(indicator.baseline, value=Value(indicator.target_value))
    return _edited(plan, indicator, targets=swapped.targets, baseline=baseline)
