"""One goal named twice in the alignment of an element."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="A003",
    severity=Severity.NOTICE,
    version=1,
    asks="element",
    title=_("La misma meta dos veces"),
    says=_("«%(element)s» nombra dos veces %(framework)s %(code)s."),
    why=_("Al sumar alineaciones, el elemento contaría doble."),
    remedy=_("Deje cada meta una sola vez."),
    bad=plan("""\
elements:
- level: objetivo
  code: O1
  text: Ampliar el acceso al agua segura.
  alignments:
  - {framework: ODS, codes: ['6', '6']}
"""),
    good=plan("""\
elements:
- level: objetivo
  code: O1
  text: Ampliar el acceso al agua segura.
  alignments:
  - {framework: ODS, codes: ['6', '3']}
"""),
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask it of elements that are aligned with anything."""
    seen: set[tuple[str, str]] = set()
    for alignment in element.alignments:
        for code in alignment.codes:
            if (alignment.framework, code) in seen:
                return found(element=element.text, framework=alignment.framework, code=code)
            seen.add((alignment.framework, code))
    return PASS if seen else NOT_ASKED
