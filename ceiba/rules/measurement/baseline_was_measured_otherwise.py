"""A baseline that is not what was measured in its own year."""

from ceiba.kernel.exact import EXACT
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.period import Period
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_BASE = indicator("id: i1\nmeasure_unit: viviendas\nbaseline: {value: 500, year: 2024}\ntargets: {2032: 800}")

rule = Rule(
    code="M047",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("La línea base no es lo que se midió ese año"),
    says=_(
        "«%(indicator)s» parte de %(baseline)s en %(year)s, y lo medido ese año es %(measured)s: %(difference)s de "
        "diferencia."
    ),
    why=_("Todo avance se calcula desde la línea base; si no es la verdadera, ninguno lo es."),
    remedy=_("Corrija la línea base o la medición; si ese año se midió de dos maneras, dígalo."),
    bad=_BASE + "measurements:\n- {indicator: i1, period: 2024, value: 530}\n",
    good=_BASE + "measurements:\n- {indicator: i1, period: 2024, value: 500}\n",
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of baselines whose whole year was measured, too."""
    baseline, year = indicator.baseline_value, indicator.baseline.year if indicator.baseline else None
    if baseline is None or year is None:
        return NOT_ASKED
    whole = Period.of_year(year, plan.methodology.fiscal_start)
    of_year = [m.value for m in plan.measurements_of(indicator) if m.period == whole and not m.disaggregation]
    known = [value.amount for value in of_year if isinstance(value, Value)]
    if not known:
        return NOT_ASKED
    if baseline in known:
        return PASS
    measured, difference = known[-1], EXACT.subtract(known[-1], baseline)
    return found(indicator=indicator.text, baseline=baseline, year=year, measured=measured, difference=difference)
