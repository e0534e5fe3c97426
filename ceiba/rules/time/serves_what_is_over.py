"""An element that contributes to a plan or a policy that ended before its own plan began."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element, LinkKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_TWO = """\
plans:
- id: politica
  kind: policy
  title: Política de juventud
  period: %s
  elements:
  - {level: objetivo_politica, id: oj, code: J1, text: Que la juventud estudie y decida.}
- id: pom
  kind: pom
  title: Plan multianual
  period: 2024..2028
  elements:
  - {level: producto, id: p1, code: P1, text: Canchas abiertas los fines de semana}
links:
- {kind: contributes, origin: element/p1, destination: element/oj}
"""

rule = Rule(
    code="T017",
    severity=Severity.WARNING,
    version=1,
    asks="element",
    title=_("Se contribuye a un plan o una política que ya terminó"),
    says=_(
        "«%(element)s» contribuye a «%(other)s», de «%(plan)s», que terminó en %(end)s; su plan empieza en %(start)s."
    ),
    why=_("Lo vencido ya no manda ni se evalúa: la contribución no cuenta para nadie."),
    remedy=_("Vincule el elemento a la política vigente, o renueve aquella antes de responder a ella."),
    bad=_TWO % "2014..2022",
    good=_TWO % "2014..2030",
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask it of elements of dated plans that contribute to elements of others."""
    period = plan.plan_of(element).period
    asked = False
    for link in plan.links_from(address("element", element.id), LinkKind.CONTRIBUTES):
        other = plan.element(link.destination.removeprefix("element/"))
        holder = plan.plan_of(other) if other else None
        if period is None or other is None or holder is None or holder.period is None:
            continue
        asked = True
        if holder.period.last_month < period.first_month:
            years = {"start": period.start_year, "end": holder.period.end_year}
            return found(years, element=element.text, other=other.text, plan=holder.title)
    return PASS if asked else NOT_ASKED
