"""An element that only says its parent's text once more."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.likeness import says_the_same
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_GOAL = "elements:\n- {level: objetivo, code: O1, text: Ampliar el acceso de las familias rurales al agua segura.}\n"

rule = Rule(
    code="L014",
    severity=Severity.NOTICE,
    version=1,
    asks="element",
    title=_("Un eslabón que solo repite el de arriba"),
    says=_("«%(element)s» (%(level)s) repite lo que dice aquello de lo que cuelga (%(parent_level)s)."),
    why=_("Un eslabón que repite al anterior no explica cómo se logra; solo alarga la cadena."),
    remedy=_("Escriba qué produce este nivel para que el de arriba se cumpla, o quite uno de los dos."),
    bad=plan(
        _GOAL
        + "- {level: resultado, code: R1, parent: O1, text: Ampliado el acceso de familias rurales al agua segura}\n"
    ),
    good=plan(
        _GOAL
        + "- {level: resultado, code: R1, parent: O1, text: Ocho mil viviendas tienen agua clorada todo el día.}\n"
    ),
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of elements that hang from another of a level that the methodology knows."""
    level, parent = plan.level(element), plan.element(element.parent)
    above = plan.level(parent) if parent else None
    if level is None or parent is None or above is None or not element.text:
        return NOT_ASKED
    if not says_the_same(parent.text, element.text):
        return PASS
    return found(element=element.text, level=level.term, parent=parent.text, parent_level=above.term)
