"""A goal that its framework does not have."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="A001",
    severity=Severity.ERROR,
    version=1,
    asks="element",
    title=_("El marco no tiene esa meta"),
    says=_("«%(element)s» se alinea con %(framework)s %(code)s, que no existe."),
    why=_("Una alineación inexistente no suma a ningún informe nacional ni internacional."),
    remedy=_("Corrija el número; en la ayuda está la lista del marco."),
    bad=plan("""\
elements:
- level: objetivo
  code: O1
  text: Ampliar el acceso al agua segura.
  alignments:
  - {framework: ODS, codes: ['18']}
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
    """Ask it of elements aligned with a framework whose goals the methodology lists."""
    asked = False
    for alignment in element.alignments:
        framework = plan.methodology.framework(alignment.framework)
        if framework is None or not framework.goals:
            continue
        asked = True
        for code in alignment.codes:
            if framework.goal(code) is None:
                return found(element=element.text, framework=framework.key, code=code)
    return PASS if asked else NOT_ASKED
