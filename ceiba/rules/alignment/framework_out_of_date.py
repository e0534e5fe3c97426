"""A framework that was over when the plan began."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.alignments import claims
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_PLAN = """\
plans:
- kind: pei
  title: Plan de ejemplo
  period: %s
  elements:
  - level: objetivo
    code: O1
    text: Ampliar el acceso al agua segura.
    alignments:
    - {framework: PGG, codes: ['2']}
"""

rule = Rule(
    code="A007",
    severity=Severity.WARNING,
    version=1,
    asks="plan",
    title=_("Un marco que ya no rige"),
    says={
        "over": _("El plan empieza en %(start)s y se alinea con «%(label)s», que rigió hasta %(until)s."),
        "superseded": _(
            "El plan empieza en %(start)s y se alinea con «%(label)s», que rigió hasta %(until)s; le sigue «%(next)s»."
        ),
    },
    why=_("Lo que se alinea con una edición vencida no suma en ningún informe del gobierno de hoy."),
    remedy=_("Alinee el plan con la edición vigente del marco."),
    bad=_PLAN % "2029..2033",
    good=_PLAN % "2026..2030",
)


@rule
def check(subject: Plan, plan: Snapshot) -> Verdict:
    """Ask of plans with a period, of the frameworks that they use and of which the dictionary knows the last year."""
    if subject.period is None:
        return NOT_ASKED
    asked, start = False, subject.period.start_year
    for key in dict.fromkeys(claim.framework for claim in index(plan, claims).get(subject.id, ())):
        framework = plan.methodology.framework(key)
        if framework is None or framework.valid_until is None:
            continue
        asked = True
        if start > framework.valid_until:
            return found(
                framework=key,
                label=framework.label,
                start=start,
                until=framework.valid_until,
                next=framework.superseded_by,
                reason="superseded" if framework.superseded_by else "over",
            )
    return PASS if asked else NOT_ASKED
