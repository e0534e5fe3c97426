"""An element whose contributions to one framework are more than the element."""

from ceiba.kernel.exact import EXACT, HUNDRED, total
from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_ALIGNED = """\
elements:
- level: objetivo
  code: O1
  text: Ampliar el acceso al agua segura.
  alignments:
  - {framework: ODS, codes: ['6'], share: 0.7}
  - {framework: ODS, codes: ['3'], share: %s}
"""

rule = Rule(
    code="A010",
    severity=Severity.WARNING,
    version=1,
    asks="element",
    title=_("Contribuye con más de lo que es"),
    says=_("«%(element)s» reparte %(computed_percent)s %% entre las metas de %(framework)s."),
    why=_("Al sumar lo que se aporta a cada meta, el mismo elemento contaría más de una vez."),
    remedy=_("Reparta entre las metas hasta el cien por ciento."),
    bad=plan(_ALIGNED % "0.5"),
    good=plan(_ALIGNED % "0.3"),
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of elements that say with what part they contribute; less than one is no fault: the rest serves elsewhere."""
    frameworks = dict.fromkeys(a.framework for a in element.alignments if a.share is not None)
    for framework in frameworks:
        parts = [a.share for a in element.alignments if a.framework == framework and a.share is not None]
        percent = EXACT.multiply(total(parts), HUNDRED)
        if percent > HUNDRED:
            return found(element=element.text, framework=framework, computed_percent=percent)
    return PASS if frameworks else NOT_ASKED
