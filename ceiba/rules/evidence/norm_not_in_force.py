"""A norm that was no longer in force when the plan began."""

from collections.abc import Mapping
from datetime import date

from ceiba.kernel.finding import Severity
from ceiba.kernel.law import Standing
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Citation
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_PLAN = """\
plans:
- kind: poa
  title: Plan de ejemplo
  period: %s
  citations:
  - {norm: decreto, number: '36-2024', title: Ley del Presupuesto General de Ingresos y Egresos del Estado}
"""

rule = Rule(
    code="E013",
    severity=Severity.WARNING,
    version=1,
    asks="citation",
    title=_("Una norma que ya no rige"),
    says={
        "over": _("El plan empieza en %(start)s y cita %(norm)s %(number)s, que rigió hasta %(until)s."),
        "superseded": _(
            "El plan empieza en %(start)s y cita %(norm)s %(number)s, que rigió hasta %(until)s; la sustituye %(next)s."
        ),
    },
    why=_("Lo que se funda en una norma vencida no obliga a nadie."),
    remedy=_("Cite la norma que rige en el período del plan, o diga que se cita como antecedente."),
    bad=_PLAN % "2027",
    good=_PLAN % "2025",
)


@rule
def check(citation: Citation, plan: Snapshot) -> Verdict:
    """Ask of norms whose last day the dictionary knows, in plans with a period; an unverified day makes a notice."""
    period = index(plan, _periods).get(citation.id)
    known = [n for n in plan.methodology.norms if n.number == citation.number and fold(n.norm) == fold(citation.norm)]
    norm = next((norm for norm in known if norm.valid_until is not None), None)
    if period is None or norm is None or norm.valid_until is None:
        return NOT_ASKED
    if date(period.start_year, period.first_month % 12 + 1, 1) <= norm.valid_until:
        return PASS
    sure = norm.source is not None and norm.source.standing is not Standing.UNVERIFIED
    return found(
        norm=citation.norm,
        number=citation.number,
        start=period.start_year,
        until=norm.valid_until.isoformat(),
        next=norm.superseded_by,
        reason="superseded" if norm.superseded_by else "over",
        severity=None if sure else Severity.NOTICE,
        source=norm.source,
    )


def _periods(snapshot: Snapshot) -> Mapping[str, Period]:
    """Return the period of the plan that cites, by citation."""
    return {citation.id: plan.period for plan in snapshot.plans if plan.period for citation in plan.citations}
