"""A plan that begins when the plan that it develops is over, or before that has begun."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="T016",
    severity=Severity.WARNING,
    version=1,
    asks="plan",
    title=_("El plan desarrolla otro que no está vigente"),
    says={
        "over": _("«%(plan)s» empieza en %(start)s y desarrolla «%(parent)s», que terminó en %(parent_end)s."),
        "early": _("«%(plan)s» termina en %(end)s y desarrolla «%(parent)s», que empieza en %(parent_start)s."),
    },
    why=_("Un plan que responde a otro que no rige no responde a nada: sus metas quedan sin mandato."),
    remedy=_("Vincúlelo al plan vigente, o renueve el plan superior antes de aprobar este."),
    bad="""\
plans:
- {id: pei, kind: pei, title: Plan estratégico, period: 2019..2023}
- {id: pom, kind: pom, parent: pei, title: Plan multianual, period: 2024..2028}
""",
    good="""\
plans:
- {id: pei, kind: pei, title: Plan estratégico, period: 2021..2025}
- {id: pom, kind: pom, parent: pei, title: Plan multianual, period: 2024..2028}
""",
)


@rule
def check(subject: Plan, plan: Snapshot) -> Verdict:
    """Ask it of dated plans that develop a dated one; those that overlap are a question of horizons (T005)."""
    parent = plan.plan(subject.parent) if subject.parent else None
    if parent is None or parent.period is None or subject.period is None:
        return NOT_ASKED
    if subject.period.overlaps(parent.period):
        return PASS
    return found(
        plan=subject.title,
        parent=parent.title,
        start=subject.period.start_year,
        end=subject.period.end_year,
        parent_start=parent.period.start_year,
        parent_end=parent.period.end_year,
        reason="over" if parent.period.last_month < subject.period.first_month else "early",
    )
