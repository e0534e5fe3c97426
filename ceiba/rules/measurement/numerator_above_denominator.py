"""A share of something measured as more than all of it."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plausibility import is_share
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_SHARE = indicator("id: i1\nmeasure_unit: '%'\naccumulation: ratio\ndenominator: viviendas\ntargets: {2032: 90}")

rule = Rule(
    code="M036",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("El numerador pasa del denominador"),
    says=_("«%(indicator)s» en %(period)s cuenta %(numerator)s de %(denominator)s: más que el total."),
    why=_("Una parte no pasa de su todo; o el total quedó viejo, o se contó lo que no era."),
    remedy=_("Revise de dónde sale cada número; si el total creció, actualícelo."),
    bad=_SHARE + "measurements:\n- {indicator: i1, period: 2025, value: 120, numerator: 600, denominator: 500}\n",
    good=_SHARE + "measurements:\n- {indicator: i1, period: 2025, value: 60, numerator: 300, denominator: 500}\n",
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of shares measured with their two numbers."""
    if not is_share(indicator):
        return NOT_ASKED
    pairs = [(m.period, m.pair) for m in plan.measurements_of(indicator) if m.pair is not None and m.pair[1] > 0]
    if not pairs:
        return NOT_ASKED
    above = next(((period, pair) for period, pair in pairs if pair[0] > pair[1]), None)
    if above is None:
        return PASS
    period, (numerator, denominator) = above
    return found(
        indicator=indicator.text,
        period=period.notation(plan.methodology.fiscal_start),
        numerator=numerator,
        denominator=denominator,
    )
