"""A target that nobody can say when it is due."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="T001",
    severity=Severity.WARNING,
    version=1,
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
    """Ask it of indicators with a target value."""
    final = indicator.final_target
    if final is None or indicator.target_value is None:
        return NOT_ASKED
    return PASS if final.period else found(indicator=indicator.text, target=indicator.target_value)
