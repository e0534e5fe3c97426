"""A framework that the methodology does not know."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="A002",
    severity=Severity.NOTICE,
    version=1,
    asks="element",
    title=_("Marco desconocido"),
    says=_("«%(element)s» se alinea con «%(framework)s», que esta metodología no conoce."),
    why=_("Sin el catálogo del marco nadie puede comprobar la alineación ni sumarla."),
    remedy=_("Use el nombre del marco que da la ayuda, o agregue su catálogo."),
    bad=plan("""\
elements:
- level: objetivo
  code: O1
  text: Ampliar el acceso al agua segura.
  alignments:
  - {framework: XYZ, codes: ['1']}
"""),
    good=plan("""\
elements:
- level: objetivo
  code: O1
  text: Ampliar el acceso al agua segura.
  alignments:
  - {framework: ODS, codes: ['6']}
"""),
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask it of elements that are aligned with anything."""
    if not element.alignments:
        return NOT_ASKED
    unknown = (a.framework for a in element.alignments if plan.methodology.framework(a.framework) is None)
    name = next(unknown, None)
    return PASS if name is None else found(element=element.text, framework=name)
