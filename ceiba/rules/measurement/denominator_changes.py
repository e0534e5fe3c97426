"""A percentage whose whole is another one from year to year."""

from itertools import pairwise

from ceiba.kernel.exact import quotient
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plausibility import is_share
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_YEAR = 12  # months
_SHARE = indicator("id: i1\nmeasure_unit: '%'\naccumulation: ratio\ndenominator: viviendas\ntargets: {2032: 90}")
_FIRST = "measurements:\n- {indicator: i1, period: 2024, value: 60, numerator: 300, denominator: 500}\n"

rule = Rule(
    code="M037",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("El total del porcentaje cambia de un año a otro"),
    says=_(
        "El denominador de «%(indicator)s» pasa de %(before)s en %(period_before)s a %(after)s en %(period)s: "
        "%(times)s veces."
    ),
    why=_("Con otro total el porcentaje sube o baja sin que nada haya cambiado en los hechos."),
    remedy=_("Confirme que se mide sobre el mismo universo; si cambió, explíquelo y recalcule la serie."),
    bad=_SHARE + _FIRST + "- {indicator: i1, period: 2025, value: 20, numerator: 320, denominator: 1600}\n",
    good=_SHARE + _FIRST + "- {indicator: i1, period: 2025, value: 61.5, numerator: 320, denominator: 520}\n",
)


@rule
def check(indicator: Indicator, plan: Snapshot, *, times: int = 2) -> Verdict:
    """Ask of shares measured in several years with their two numbers; below ``times`` the whole merely grew."""
    if not is_share(indicator):
        return NOT_ASKED
    rows = {
        m.period: m.pair[1]
        for m in plan.measurements_of(indicator)
        if m.pair is not None and m.pair[1] > 0 and not m.disaggregation and m.period.months == _YEAR
    }
    if len(rows) < 2:
        return NOT_ASKED
    for (earlier, before), (later, after) in pairwise(sorted(rows.items())):
        if max(before, after) >= min(before, after) * times:
            return found(
                indicator=indicator.text,
                period_before=earlier.notation(plan.methodology.fiscal_start),
                period=later.notation(plan.methodology.fiscal_start),
                before=before,
                after=after,
                times=quotient(max(before, after), min(before, after)),
            )
    return PASS
