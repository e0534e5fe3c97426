"""Finds: verb in wrong form."""

import re

from ceiba.kernel.finding import Severity
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.examples import plan
from ceiba.rules.prose import is_infinitive
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.wording import words

_GERUND = re.compile(r"\w{2,}(?:ando|iendo|yendo)(?:se)?")
_NO_GERUNDS = words("cuando comando bando mando contrabando")

rule = Rule(
    code="C009",
    severity=Severity.NOTICE,
    version=1,
    asks="element",
    title=_("El verbo no está en la forma que el nivel pide"),
    says={
        "gerund": _("«%(element)s» empieza con «%(verb)s»: falta el verbo principal."),
        "task": _("«%(element)s» (%(level)s) empieza con «%(verb)s»: dice qué se hará, no qué habrá cambiado."),
    },
    why=_("El objetivo se escribe en infinitivo y el resultado como algo ya logrado: así se ve si se cumplió."),
    remedy=_("Objetivo: «Ampliar …». Resultado: «Para el 2032 se ha ampliado … de … a …»."),
    bad=plan("elements:\n- {level: resultado, code: R1, text: Ampliar el acceso al agua de las familias rurales.}\n"),
    good=plan("elements:\n- {level: resultado, code: R1, text: Para 2032 se ha ampliado el acceso al agua.}\n"),
)


@rule
def check(element: Element, plan: Snapshot, *, achieved: str = "") -> Verdict:
    """Ask of goals and outcomes; ``achieved`` are the levels whose norm writes them as achieved («se ha ampliado»)."""
    level = plan.level(element)
    if level is None or level.role not in (Role.GOAL, Role.UNIT_GOAL, Role.OUTCOME, Role.IMPACT):
        return NOT_ASKED
    first = next(iter(fold(element.text).split()), "")
    if _GERUND.fullmatch(first) and first not in _NO_GERUNDS:
        return found(element=element.text, level=level.term, verb=first, reason="gerund")
    if level.key in achieved.split() and is_infinitive(first):
        return found(element=element.text, level=level.term, verb=first, reason="task")
    return PASS
