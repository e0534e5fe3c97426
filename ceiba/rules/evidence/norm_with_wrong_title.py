"""A norm whose title is not the one that the dictionary has for its number."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Citation
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.norms import right_titles, same_title
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="E002",
    severity=Severity.WARNING,
    version=1,
    asks="citation",
    title=_("El nombre no es el de esa norma"),
    says=_("%(norm)s %(number)s es «%(right)s», no «%(title)s»."),
    why=_("La cita remite a otra ley que la que se quiso invocar."),
    remedy=_("Corrija el número o el nombre de la norma."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de ejemplo
  citations:
  - {norm: decreto, number: '27-2003', title: Ley de Caminos Vecinales}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de ejemplo
  citations:
  - {norm: decreto, number: '12-2002', title: Código Municipal}
""",
)


@rule
def check(citation: Citation, plan: Snapshot) -> Verdict:
    """Ask it of norms of the dictionary that are cited once; doubled ones have a rule of their own."""
    right = right_titles(citation, plan)
    if not right or not citation.title or len(plan.citations_of(citation)) > 1:
        return NOT_ASKED
    if any(same_title(citation.title, title) for title in right):
        return PASS
    return found(norm=citation.norm, number=citation.number, title=citation.title, right=right[0])
