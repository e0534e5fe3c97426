"""A baseline observed many years before the plan began."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="M043",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("Una línea base vieja"),
    says=_(
        "«%(indicator)s» parte de un dato de %(baseline_year)s, %(years)s años antes de que el plan empiece "
        "(%(start)s)."
    ),
    why=_("Lo que cambió desde entonces se contará como logro del plan, o como fracaso."),
    remedy=_("Busque un dato más reciente; si no lo hay, diga cuándo se volverá a medir."),
    bad=indicator("measure_unit: familias\nbaseline: {value: 10, year: 2010}\ntargets: {2032: 500}"),
    good=indicator("measure_unit: familias\nbaseline: {value: 10, year: 2022}\ntargets: {2032: 500}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot, *, years: int = 6) -> Verdict:
    """Ask of dated baselines of plans that have a period; a census every ten years is the rule, so it is only shown."""
    element = plan.element(indicator.element)
    period = plan.plan_of(element).period if element else None
    if period is None or indicator.baseline is None or indicator.baseline.year is None:
        return NOT_ASKED
    age = period.start_year - indicator.baseline.year
    if indicator.baseline_value is None or age < years:
        return PASS
    year = indicator.baseline.year
    return found(indicator=indicator.text, baseline_year=year, years=age, start=period.start_year)
