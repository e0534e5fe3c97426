"""Finds: text in capitals."""

from collections.abc import Mapping

from ceiba.kernel.finding import Severity
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.indexes import index
from ceiba.rules.prose import in_capitals
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.together import Lack
from ceiba.rules.together import together as told_together

_PROMISES = (Role.GOAL, Role.UNIT_GOAL, Role.IMPACT, Role.OUTCOME, Role.OUTPUT, Role.ACTIVITY)

rule = Rule(
    code="C011",
    severity=Severity.NOTICE,
    version=1,
    asks="element",
    title=_("Un texto escrito en mayúsculas"),
    says={
        "one": _("«%(element)s» está escrito todo en mayúsculas."),
        "many": _("%(count)s de los %(total)s textos del plan están en mayúsculas; el primero es «%(element)s»."),
    },
    why=_("En mayúsculas se lee más despacio, se pierden las tildes y no se distinguen las siglas."),
    remedy=_("Escríbalo en minúsculas, con mayúscula inicial y en los nombres propios."),
    bad=plan("elements:\n- {level: objetivo, code: O1, text: AMPLIAR EL ACCESO AL AGUA SEGURA EN LAS ALDEAS}\n"),
    good=plan("elements:\n- {level: objetivo, code: O1, text: Ampliar el acceso al agua segura en las aldeas}\n"),
)


@rule
def check(element: Element, plan: Snapshot, *, together: int = 3) -> Verdict:
    """Ask of what promises something, not of axes and headings; from ``together`` texts on they are told as one."""
    if plan.role(element) not in _PROMISES:
        return NOT_ASKED
    lacking = index(plan, _in_capitals).get(element.id)
    if lacking is None:
        return PASS
    if lacking.count < together:
        return found(element=element.text, reason="one")
    if lacking.first != element.id:
        return NOT_ASKED
    return found(element=element.text, count=lacking.count, total=lacking.total, reason="many")


def _in_capitals(snapshot: Snapshot) -> Mapping[str, Lack]:
    asked = (element for element in snapshot.elements if snapshot.role(element) in _PROMISES)
    return told_together(("", element.id, in_capitals(element.text)) for element in asked)
