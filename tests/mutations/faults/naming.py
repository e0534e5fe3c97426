"""Faults in what an indicator is: names that count nothing, old baselines, formulas that cannot be computed."""

import random
from dataclasses import replace

from ceiba.kernel.indicator import Indicator, Measurement
from ceiba.kernel.period import Period
from ceiba.kernel.sheet import Variable
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.states import Value
from tests.mutations.fault import Injection, Register, added, at, changed, drawn, of_indicator

faults = Register()
_EMPTY = (
    "Porcentaje de avance",
    "Cumplimiento de metas",
    "Nivel de ejecución anual",
    "Gestión institucional realizada",
)
_VAGUE = (
    "Un sistema de agua fortalecido",
    "El servicio de salud mejorado",
    "La atención oportuna",
    "Red vial adecuada",
)
_BARE = {"definition": None, "method": None, "denominator": None, "formula": None, "variables": ()}


def _with(plan: Snapshot, indicator: Indicator | None, **fields: object) -> Injection | None:
    if indicator is None:
        return None
    return at(changed(plan, "indicator", indicator, **fields), *of_indicator(plan, indicator))


@faults("M041")
def name_that_counts_nothing(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The name says that something advances, and not what."""
    return _with(plan, drawn(plan.indicators, chance), text=chance.choice(_EMPTY), **_BARE)


@faults("M042")
def adjective_for_a_measure(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The indicator is fulfilled when something is «strengthened»."""
    return _with(plan, drawn(plan.indicators, chance), text=chance.choice(_VAGUE), measure_unit=None, **_BARE)


@faults("M043")
def baseline_of_the_plan_before_the_last(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The baseline was copied from an old plan: it is six years old, or twelve."""
    dated = [i for i in plan.indicators if i.baseline and i.baseline_value is not None and not _measured(plan, i)]
    indicator = drawn(dated, chance)
    element = plan.element(indicator.element) if indicator else None
    period = plan.plan_of(element).period if element else None
    if indicator is None or indicator.baseline is None or period is None:
        return None
    year = period.start_year - chance.choice((6, 7, 12))
    return _with(plan, indicator, baseline=replace(indicator.baseline, year=year))


def _measured(plan: Snapshot, indicator: Indicator) -> bool:
    return any(not m.disaggregation for m in plan.measurements_of(indicator))


@faults("M044")
def variable_renamed_beside_its_formula(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A variable was renamed, or one was added, and the formula was not touched."""
    indicator = drawn((i for i in plan.indicators if i.formula and i.variables), chance)
    if indicator is None or indicator.formula is None:
        return None
    first, *others = indicator.variables
    if chance.random() < 0.4:
        return _with(plan, indicator, variables=(*indicator.variables, Variable("sobrante")))
    return _with(plan, indicator, variables=(replace(first, name=f"{first.name}_total"), *others))


@faults("M045")
def indicator_written_again_in_other_words(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An indicator was typed again under another element of the plan, with a letter lost and the same figures."""
    pairs = []
    for indicator in plan.indicators:
        element = plan.element(indicator.element)
        long = [w for w in indicator.text.split()[1:] if len(w) > 4 and w.isalpha()]  # «Proporción» names nothing
        if element is None or len(set(long)) < 4 or not indicator.baseline_value:
            continue
        pairs += [
            (indicator, o) for o in plan.plan_of(element).elements if o.id != element.id and o.level == element.level
        ]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    indicator, other = pair
    word = max(indicator.text.split()[1:], key=lambda w: (w.isalpha(), len(w)))
    text = indicator.text.replace(word, word[:-3] + word[-2:])
    twin = replace(indicator, id=f"{indicator.id}-otro", element=other.id, text=text, stated_changes=())
    made = added(plan, plan.plan_of(other), indicators=[twin])
    return at(made, address("indicator", indicator.id), address("indicator", twin.id))


@faults("M047")
def baseline_unlike_what_was_measured(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The year of the baseline was measured, too, and gave another figure."""
    based = [i for i in plan.indicators if i.baseline and i.baseline.year and i.baseline_value is not None]
    indicator = drawn(based, chance)
    if indicator is None or indicator.baseline is None or indicator.baseline.year is None:
        return None
    assert indicator.baseline_value is not None
    year = Period.of_year(indicator.baseline.year, plan.methodology.fiscal_start)
    step = type(indicator.baseline_value)(1).scaleb(int(indicator.baseline_value.as_tuple().exponent))
    value = Value(indicator.baseline_value + step * chance.choice((1, 3, 20)))
    measured = Measurement(indicator.id, year, value, source="registro de la unidad")
    return at(replace(plan, measurements=(*plan.measurements, measured)), *of_indicator(plan, indicator))
