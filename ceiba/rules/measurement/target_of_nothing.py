"""A target of zero for something that is to grow or to be done."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Accumulation, Direction, Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_PROMISED = (Accumulation.LAST, Accumulation.SUM, Accumulation.MAX, Accumulation.RATIO, Accumulation.BINARY)

rule = Rule(
    code="M032",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("Una meta de cero"),
    says=_("«%(indicator)s» promete cero %(unit)s, y no está marcado como algo que deba disminuir."),
    why=_("Una meta de cero se cumple sin hacer nada; o falta la cifra, o lo que se quiere es que disminuya."),
    remedy=_("Escriba la meta verdadera; si no se programa nada, déjela sin programar; si debe bajar, márquelo."),
    bad=indicator("measure_unit: viviendas\naccumulation: sum\ntargets: {2032: 0}"),
    good=indicator("measure_unit: quejas\ndirection: down\nbaseline: {value: 40, year: 2024}\ntargets: {2032: 0}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of indicators with a target; one that falls from a baseline to zero is a question of its direction."""
    target, baseline = indicator.target_value, indicator.baseline_value
    if target is None or indicator.accumulation not in _PROMISED or indicator.direction is Direction.RANGE:
        return NOT_ASKED
    amounts = [promised.value.amount for promised in indicator.targets if isinstance(promised.value, Value)]
    height = indicator.accumulation is not Accumulation.SUM
    if any(amounts) or indicator.better_direction is Direction.DOWN or (height and baseline is not None):
        return PASS
    return found(
        indicator=indicator.text, target=target, unit=indicator.measure_unit.name if indicator.measure_unit else ""
    )
