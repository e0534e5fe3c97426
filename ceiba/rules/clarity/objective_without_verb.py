"""Finds: objective without verb."""

from collections.abc import Mapping

from ceiba.kernel.finding import Severity
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.examples import plan
from ceiba.rules.indexes import index
from ceiba.rules.prose import bodies, has_verb, without_asides
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.together import Lack
from ceiba.rules.together import together as told_together

_GOALS = (Role.GOAL, Role.UNIT_GOAL)
_SENTENCE = 3  # words from which a text can have a verb

rule = Rule(
    code="C008",
    severity=Severity.NOTICE,
    version=1,
    asks="element",
    title=_("Un objetivo sin verbo"),
    says={
        "one": _("«%(element)s» nombra un tema; no dice qué se quiere lograr."),
        "many": _("%(count)s de los %(total)s objetivos nombran un tema, sin verbo; el primero es «%(element)s»."),
    },
    why=_("Sin verbo no hay cambio prometido, y no se puede decir si se alcanzó."),
    remedy=_("Empiece con un verbo que diga el cambio: ampliar, reducir, garantizar, recuperar."),
    bad=plan(
        "elements:\n- {level: objetivo, code: O1, text: Fortalecimiento del equipo de trabajo de la Gobernación.}\n"
    ),
    good=plan("elements:\n- {level: objetivo, code: O1, text: Fortalecer el equipo de trabajo de la Gobernación.}\n"),
)


@rule
def check(element: Element, plan: Snapshot, *, together: int = 4) -> Verdict:
    """Ask of goals of three words or more; from ``together`` of them on they are told as one.

    A goal that is the name of a body has a rule of its own.
    """
    if plan.role(element) not in _GOALS or len(element.text.split()) < _SENTENCE:
        return NOT_ASKED
    lacking = index(plan, _without_verb).get(element.id)
    if lacking is None:
        return PASS
    if lacking.count < together:
        return found(element=element.text, reason="one")
    if lacking.first != element.id:
        return NOT_ASKED
    return found(element=element.text, count=lacking.count, total=lacking.total, reason="many")


def _without_verb(snapshot: Snapshot) -> Mapping[str, Lack]:
    names = index(snapshot, bodies)
    return told_together(
        ("", element.id, _is_a_theme(element.text) and fold(element.text) not in names)
        for element in snapshot.elements
        if snapshot.role(element) in _GOALS
    )


def _is_a_theme(text: str) -> bool:
    return len(text.split()) >= _SENTENCE and not has_verb(without_asides(text))
