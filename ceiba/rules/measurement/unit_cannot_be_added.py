"""A percentage, a rate or an index that is added up or averaged over the periods."""

from ceiba.kernel.exact import HUNDRED, total
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Accumulation, Indicator
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.paths import yearly
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_SHARES = (UnitKind.PERCENT, UnitKind.RATE, UnitKind.INDEX)
_COMBINED = (Accumulation.SUM, Accumulation.MEAN)

rule = Rule(
    code="M028",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("Se acumula lo que no se puede sumar"),
    says={
        "sum": _("«%(indicator)s» se mide en %(unit)s y se acumula sumando los períodos."),
        "beyond": _(
            "«%(indicator)s» se mide en %(unit)s y se acumula sumando: sus metas anuales suman %(computed)s, más del "
            "cien por ciento."
        ),
        "mean": _("«%(indicator)s» se mide en %(unit)s y se acumula promediando los porcentajes de los períodos."),
    },
    why=_("Dos veces 40 % no es 80 %, ni 50 % de dos casos pesa lo que 50 % de mil: el total saldría falso."),
    remedy=_("Acumule como razón, con numerador y denominador, o tome el último valor."),
    bad=indicator("measure_unit: {name: por mil, kind: rate, per: 1000}\naccumulation: sum\ntargets: {2032: 12}"),
    good=indicator(
        "measure_unit: '%'\naccumulation: sum\ntargets: {2030: 30, 2031: 30, 2032: 40}\n"
        "definition: avance físico de la obra en el año"
    ),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of parts of a whole that are added or averaged; yearly advances of one work may add up to a hundred."""
    unit = indicator.measure_unit
    if unit is None or unit.kind not in _SHARES or indicator.accumulation not in _COMBINED:
        return NOT_ASKED
    if indicator.accumulation is Accumulation.MEAN:
        # The mean of an index or of a reading (chlorine, temperature) is what it says; that of percentages is not.
        averaged = unit.kind is UnitKind.PERCENT
        return found(indicator=indicator.text, unit=unit.name, reason="mean") if averaged else PASS
    computed = total(step.amount for step in yearly(indicator))
    if unit.kind is not UnitKind.PERCENT:
        return found(indicator=indicator.text, unit=unit.name, reason="sum")
    if computed <= HUNDRED:
        return PASS
    return found(indicator=indicator.text, unit=unit.name, computed=computed, reason="beyond", severity=Severity.ERROR)
