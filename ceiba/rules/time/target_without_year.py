"""A target that nobody can say when it is due."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_YEAR = 12  # months

rule = Rule(
    code="T001",
    severity=Severity.WARNING,
    version=2,
    asks="indicator",
    title=_("Meta sin año"),
    says=_("«%(indicator)s» promete %(target)s y no dice para cuándo."),
    why=_("Una meta sin fecha no vence nunca y no se puede exigir."),
    remedy=_("Escriba el año en que la meta debe cumplirse."),
    bad=indicator("measure_unit: familias\ntargets: {undated: 500}"),
    good=indicator("measure_unit: familias\ntargets: {2032: 500}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask it of indicators with a target value; a plan of one year says itself for when."""
    final = indicator.final_target
    if final is None or indicator.target_value is None:
        return NOT_ASKED
    if final.period or _is_of_one_year(indicator, plan):
        return PASS
    return found(indicator=indicator.text, target=indicator.target_value)


def _is_of_one_year(indicator: Indicator, plan: Snapshot) -> bool:
    element = plan.element(indicator.element)
    period = (element.period or plan.plan_of(element).period) if element else None
    return period is not None and period.months <= _YEAR
