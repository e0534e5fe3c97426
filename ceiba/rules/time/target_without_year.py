"""A target that nobody can say when it is due."""

from collections.abc import Mapping

from ceiba.kernel.finding import Fact, Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.together import Lack, together_in_plans

_YEAR = 12  # months

rule = Rule(
    code="T001",
    severity=Severity.WARNING,
    version=3,
    asks="indicator",
    title=_("Meta sin año"),
    says={
        "one": _("«%(indicator)s» promete %(target)s y no dice para cuándo."),
        "many": _(
            "%(count)s de los %(total)s indicadores del plan prometen una cifra y no dicen para cuándo; el primero es "
            "«%(indicator)s» (%(target)s)."
        ),
        "none": _("Ninguno de los %(total)s indicadores del plan dice para cuándo es su meta."),
    },
    why=_("Una meta sin fecha no vence nunca y no se puede exigir."),
    remedy=_("Escriba el año en que la meta debe cumplirse."),
    bad=indicator("measure_unit: familias\ntargets: {undated: 500}"),
    good=indicator("measure_unit: familias\ntargets: {2032: 500}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot, *, together: int = 4) -> Verdict:
    """Ask it of indicators with a target value; a plan of one year says itself for when.

    From ``together`` indicators of a plan on, they are told as one.
    """
    final = indicator.final_target
    if final is None or indicator.target_value is None:
        return NOT_ASKED
    lacking = index(plan, _without_year).get(indicator.id)
    if lacking is None:
        return PASS
    known: dict[str, Fact] = {"indicator": indicator.text, "target": indicator.target_value}
    if lacking.count < together:
        return found(known, reason="one")
    if lacking.first != indicator.id:
        return NOT_ASKED
    return found(known, count=lacking.count, total=lacking.total, reason=lacking.reason)


def _without_year(snapshot: Snapshot) -> Mapping[str, Lack]:
    return together_in_plans(snapshot, lambda i: _is_undated(i) and not _is_of_one_year(i, snapshot))


def _is_undated(indicator: Indicator) -> bool:
    dated = any(target.period is not None for target in indicator.targets)
    return bool(indicator.targets) and not dated and indicator.target_value is not None


def _is_of_one_year(indicator: Indicator, plan: Snapshot) -> bool:
    element = plan.element(indicator.element)
    period = (element.period or plan.plan_of(element).period) if element else None
    return period is not None and period.months <= _YEAR
