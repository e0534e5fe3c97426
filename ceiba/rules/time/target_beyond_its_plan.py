"""A target that falls due outside the period of its plan."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="T006",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("Meta fuera del período del plan"),
    says=_("«%(indicator)s» vence en %(target_year)s y el plan va de %(start)s a %(end)s."),
    why=_("Nadie de este plan responderá por una meta que vence fuera de él."),
    remedy=_("Fije una meta dentro del período, aunque sea parcial."),
    bad=indicator("measure_unit: familias\ntargets: {2040: 500}"),
    good=indicator("measure_unit: familias\ntargets: {2032: 500}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask it of dated targets of plans that have a period."""
    element, final = plan.element(indicator.element), indicator.final_target
    period = plan.plan_of(element).period if element else None
    if period is None or final is None or final.period is None:
        return NOT_ASKED
    if period.contains(final.period):
        return PASS
    year = final.period.end_year
    return found(indicator=indicator.text, target_year=year, start=period.start_year, end=period.end_year)
