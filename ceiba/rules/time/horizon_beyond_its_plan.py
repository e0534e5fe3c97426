"""A plan that goes on after the plan that it develops has ended."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="T005",
    severity=Severity.NOTICE,
    version=1,
    asks="plan",
    title=_("El plan sigue cuando termina el plan que desarrolla"),
    says=_("«%(plan)s» llega a %(end)s y «%(parent)s» termina en %(parent_end)s."),
    why=_("Desde ese año lo programado ya no responde a ningún objetivo vigente."),
    remedy=_("Dígalo en el plan, o prevea cuándo se renueva el plan superior."),
    bad="""\
plans:
- {id: pei, kind: pei, title: Plan estratégico, period: 2021..2025}
- {id: pom, kind: pom, parent: pei, title: Plan multianual, period: 2024..2028}
""",
    good="""\
plans:
- {id: pei, kind: pei, title: Plan estratégico, period: 2021..2025}
- {id: pom, kind: pom, parent: pei, title: Plan multianual, period: 2022..2025}
""",
)


@rule
def check(subject: Plan, plan: Snapshot) -> Verdict:
    """Ask it of plans that develop another; horizons need not nest, so it is shown and stops nothing."""
    parent = plan.plan(subject.parent)
    if parent is None or parent.period is None or subject.period is None:
        return NOT_ASKED
    if not subject.period.overlaps(parent.period):  # which is T016's
        return NOT_ASKED
    if subject.period.end_year <= parent.period.end_year:
        return PASS
    return found(
        plan=subject.title, end=subject.period.end_year, parent=parent.title, parent_end=parent.period.end_year
    )
