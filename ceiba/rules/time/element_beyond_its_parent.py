"""An element dated outside the period of what it hangs from."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_GOAL = "elements:\n- {level: objetivo, code: O1, text: Ampliar el acceso al agua segura., period: 2025..2028}\n"

rule = Rule(
    code="T009",
    severity=Severity.WARNING,
    version=1,
    asks="element",
    title=_("Elemento fuera del período de lo que lo contiene"),
    says=_("«%(element)s» es de %(period)s, y aquello de lo que cuelga, «%(parent)s», de %(parent_period)s."),
    why=_("Lo que se hace antes o después no puede producir lo de arriba en su plazo."),
    remedy=_("Corrija las fechas de uno de los dos."),
    bad=plan(_GOAL + "- {level: resultado, code: R1, parent: O1, text: Más viviendas con agua., period: 2027..2030}\n"),
    good=plan(
        _GOAL + "- {level: resultado, code: R1, parent: O1, text: Más viviendas con agua., period: 2027..2028}\n"
    ),
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask it of elements with a period of their own under one that has its own, too."""
    parent = plan.element(element.parent)
    if element.period is None or parent is None or parent.period is None:
        return NOT_ASKED
    if parent.period.contains(element.period):
        return PASS
    return found(
        element=element.text,
        parent=parent.text,
        period=element.period.notation(plan.methodology.fiscal_start),
        parent_period=parent.period.notation(plan.methodology.fiscal_start),
    )
