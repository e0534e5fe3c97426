"""A measured percentage that is not what its own numerator and denominator give."""

from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from ceiba.kernel.exact import EXACT, quotient
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_SHARE = indicator("id: i1\nmeasure_unit: '%'\naccumulation: ratio\ndenominator: viviendas\ntargets: {2032: 90}")

rule = Rule(
    code="M035",
    severity=Severity.ERROR,
    version=1,
    asks="indicator",
    title=_("El porcentaje medido no es el de sus dos números"),
    says=_(
        "«%(indicator)s» en %(period)s dice %(stated)s, y %(numerator)s de %(denominator)s dan %(computed)s: "
        "%(difference)s de diferencia."
    ),
    why=_("Quien haga la división verá otra cifra que la publicada."),
    remedy=_("Corrija el porcentaje o los dos números de los que sale."),
    bad=_SHARE + "measurements:\n- {indicator: i1, period: 2025, value: 70, numerator: 300, denominator: 500}\n",
    good=_SHARE + "measurements:\n- {indicator: i1, period: 2025, value: 60, numerator: 300, denominator: 500}\n",
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of percentages and rates measured with their two numbers; both roundings of a tie are right."""
    scale = _scale(indicator)
    asked = False
    for measured in plan.measurements_of(indicator) if scale is not None else ():
        if measured.pair is None or measured.pair[1] == 0 or not isinstance(measured.value, Value):
            continue
        asked = True
        stated = measured.value.amount
        computed = quotient(EXACT.multiply(measured.pair[0], scale or Decimal(1)), measured.pair[1])
        if not _rounds_to(computed, stated):
            return found(
                indicator=indicator.text,
                period=measured.period.notation(plan.methodology.fiscal_start),
                stated=stated,
                computed=computed,
                difference=EXACT.subtract(computed, stated),
                numerator=measured.pair[0],
                denominator=measured.pair[1],
            )
    return PASS if asked else NOT_ASKED


def _scale(indicator: Indicator) -> Decimal | None:
    kind = indicator.measure_unit.kind if indicator.measure_unit else None
    if kind is UnitKind.PERCENT:
        return Decimal(100)
    return indicator.measure_unit.per if indicator.measure_unit and kind is UnitKind.RATE else None


def _rounds_to(computed: Decimal, stated: Decimal) -> bool:
    step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    return stated in (computed.quantize(step, ROUND_HALF_UP), computed.quantize(step, ROUND_HALF_DOWN))
