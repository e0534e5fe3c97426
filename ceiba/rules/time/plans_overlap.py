"""Two plans of one kind in force at the same time."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.series import plans_by_kind

rule = Rule(
    code="T014",
    severity=Severity.WARNING,
    version=1,
    asks="plan",
    title=_("Dos planes del mismo tipo a la vez"),
    says=_("«%(plan)s» (%(period)s) y «%(other)s» (%(other_period)s) son los dos %(kind)s y coinciden en el tiempo."),
    why=_("Con dos planes vigentes nadie sabe cuál se presupuesta, cuál se reporta y por cuál se rinde cuentas."),
    remedy=_("Cierre uno, corrija los períodos, o haga de los dos uno solo."),
    bad="""\
plans:
- {id: pom, kind: pom, title: Plan multianual, period: 2021..2025}
- {id: otro, kind: pom, title: Plan multianual nuevo, period: 2024..2028}
""",
    good="""\
plans:
- {id: pom, kind: pom, title: Plan multianual, period: 2021..2025}
- {id: otro, kind: pom, title: Plan multianual nuevo, period: 2026..2030}
""",
)


@rule
def check(subject: Plan, plan: Snapshot, *, several: str = "policy pac") -> Verdict:
    """Ask of dated plans; of the kinds in ``several`` an institution may have more than one at a time."""
    kind = plan.methodology.plan_kind(subject.kind)
    if kind is None or subject.period is None or subject.kind in several.split():
        return NOT_ASKED
    beside = index(plan, plans_by_kind).get(subject.kind, ())
    earlier = beside[: next(place for place, other in enumerate(beside) if other.id == subject.id)]
    other = next((one for one in earlier if one.period and one.period.overlaps(subject.period)), None)
    if other is None or other.period is None:
        return PASS
    return found(
        plan=subject.title,
        other=other.title,
        kind=kind.label,
        period=subject.period.notation(plan.methodology.fiscal_start),
        other_period=other.period.notation(plan.methodology.fiscal_start),
    )
