"""An element that says once more what another one of its level says elsewhere in the plan."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.chains import peers, signed_elements
from ceiba.rules.examples import plan
from ceiba.rules.indexes import index
from ceiba.rules.likeness import can_repeat, repeated
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_ROUTINE = (Role.ACTIVITY, Role.TASK)  # «supervisar la obra» stands under every work
_HEADINGS = (Role.AXIS,)  # «prevención» may stand under every axis
_TWO = """\
elements:
- {level: objetivo, code: O1, text: Ampliar el acceso al agua segura.}
- {level: objetivo, code: O2, text: Mejorar la salud de las familias.}
- {level: resultado, code: R1, parent: O1, text: Las viviendas rurales reciben agua segura todos los días.}
"""

rule = Rule(
    code="L012",
    severity=Severity.NOTICE,
    version=1,
    asks="element",
    title=_("Lo mismo dicho en dos lugares del plan"),
    says={
        "same": _("«%(element)s» está también en otro lugar del plan, con el mismo nivel (%(level)s)."),
        "alike": _("«%(element)s» dice casi lo mismo que «%(other)s», los dos de nivel %(level)s."),
    },
    why=_("Lo repetido se financia, se mide y se reporta dos veces, o nadie sabe en cuál de los dos lugares."),
    remedy=_("Deje uno y vincule a él lo que cuelga del otro, o escriba en qué se diferencian."),
    bad=plan(
        _TWO
        + "- {level: resultado, code: R2, parent: O2, text: Viviendas rurales que reciben agua segura todo el día.}\n"
    ),
    good=plan(
        _TWO + "- {level: resultado, code: R2, parent: O2, text: Las familias rurales enferman menos por el agua.}\n"
    ),
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of elements of four content words or more; activities are compared with those beside them alone."""
    level = plan.level(element)
    if level is None or level.role in _HEADINGS or not can_repeat(element.text):
        return NOT_ASKED
    signatures = index(plan, signed_elements)
    like = repeated(peers(element, plan), element.id, element.text, signatures, lambda key: _text(key, plan))
    other = plan.element(like.earlier) if like else None
    if like is None or other is None:
        return PASS
    beside = other.parent == element.parent
    if (like.exact and beside) or (level.role in _ROUTINE and not beside):  # the first is said of all siblings at once
        return PASS
    reason = "same" if like.exact else "alike"
    return found(element=element.text, other=other.text, level=level.term, reason=reason)


def _text(identifier: str, plan: Snapshot) -> str:
    element = plan.element(identifier)
    return element.text if element else ""
