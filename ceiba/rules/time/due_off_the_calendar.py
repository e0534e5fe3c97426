"""A target that falls due, or is to be reported, when no report is."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="T015",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("Una meta que vence cuando nadie informa"),
    says={
        "due": _(
            "«%(indicator)s» vence con %(period)s, y se informa cada %(months)s meses: ese corte no llega entonces."
        ),
        "frequency": _("«%(indicator)s» se mide cada %(every)s meses, y se informa cada %(months)s."),
    },
    why=_("El informe que diría si se cumplió no existe en esa fecha."),
    remedy=_("Haga vencer la meta, o medir el indicador, cuando cierra un período de informe."),
    bad=indicator("measure_unit: familias\ntargets: {2025-M06: 500}"),
    good=indicator("measure_unit: familias\ntargets: {2025-C2: 500}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of dated targets and stated frequencies, where the methodology says how often units report."""
    duty = next((duty for duty in plan.methodology.reporting if duty.collects_indicators), None)
    final = indicator.final_target
    period = final.period if final else None
    if duty is None or (period is None and indicator.frequency is None):
        return NOT_ASKED
    if period is not None and (period.last_month + 2 - plan.methodology.fiscal_start) % duty.months:
        told = period.notation(plan.methodology.fiscal_start)
        return found(indicator=indicator.text, period=told, months=duty.months, reason="due")
    every = indicator.frequency
    if every and every % duty.months and duty.months % every:
        return found(indicator=indicator.text, every=every, months=duty.months, reason="frequency")
    return PASS
