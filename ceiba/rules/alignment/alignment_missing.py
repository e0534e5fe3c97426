"""An element without the alignment that its level asks for."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="A004",
    severity=Severity.WARNING,
    version=1,
    asks="element",
    title=_("Falta la alineación que la metodología pide"),
    says=_("«%(element)s» (%(level)s) no se alinea con ningún marco."),
    why=_("La norma pide decir a qué prioridad nacional sirve; sin eso no se consolida."),
    remedy=_("Elija la prioridad o el objetivo al que sirve."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de ejemplo
  elements:
  - level: tematica
    code: T1
    text: Agua para todas las personas
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de ejemplo
  elements:
  - level: tematica
    code: T1
    text: Agua para todas las personas
    alignments:
    - {framework: PND, codes: ['3']}
""",
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask it where the level needs alignment, in plans that develop no other: those inherit what the other serves.

    What hangs from an element may carry the alignment, or what it hangs from.
    """
    level = plan.level(element)
    if level is None or not level.minimum_alignments or plan.plan_of(element).parent:
        return NOT_ASKED
    family = (element, *plan.children(element), *plan.ancestors(element))
    if any(member.alignments for member in family):
        return PASS
    return found(element=element.text, level=level.term)
