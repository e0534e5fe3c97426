"""A plan that lasts longer or shorter than its kind of plan does."""

from decimal import Decimal

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="T004",
    severity=Severity.WARNING,
    version=1,
    asks="plan",
    title=_("El plan no dura lo que su tipo"),
    says=_("«%(plan)s» dura %(years)s años; un %(kind)s dura de %(minimum)s a %(maximum)s."),
    why=_("El período decide qué se aprueba, qué se reporta y cuándo se renueva."),
    remedy=_("Corrija el período o el tipo de plan."),
    bad="""\
plans:
- {kind: poa, title: Plan operativo anual, period: 2024..2027}
""",
    good="""\
plans:
- {kind: poa, title: Plan operativo anual, period: 2024}
""",
)


@rule
def check(subject: Plan, plan: Snapshot) -> Verdict:
    """Ask it of plans with a period and a kind that the methodology knows; its norm is the finding's source."""
    kind = plan.methodology.plan_kind(subject.kind)
    if kind is None or subject.period is None:
        return NOT_ASKED
    years = Decimal(subject.period.months) / 12
    if kind.minimum_years <= years <= kind.maximum_years:
        return PASS
    return found(
        source=kind.source,
        plan=subject.title,
        kind=kind.label,
        years=years,
        minimum=kind.minimum_years,
        maximum=kind.maximum_years,
    )
