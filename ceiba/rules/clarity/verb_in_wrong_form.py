"""Finds: verb in wrong form."""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from ceiba.kernel.finding import Fact, Severity
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.examples import plan
from ceiba.rules.indexes import index
from ceiba.rules.prose import is_infinitive
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.together import Lack
from ceiba.rules.together import together as told_together
from ceiba.rules.wording import words

_GERUND = re.compile(r"\w{2,}(?:ando|iendo|yendo)(?:se)?")
_ASKED = (Role.GOAL, Role.UNIT_GOAL, Role.OUTCOME, Role.IMPACT)
_NO_GERUNDS = words("cuando comando bando mando contrabando")

rule = Rule(
    code="C009",
    severity=Severity.NOTICE,
    version=2,
    asks="element",
    title=_("El verbo no está en la forma que el nivel pide"),
    says={
        "gerund": _("«%(element)s» empieza con «%(verb)s»: falta el verbo principal."),
        "task": _("«%(element)s» (%(level)s) empieza con «%(verb)s»: dice qué se hará, no qué habrá cambiado."),
        "gerunds": _("%(count)s de los %(total)s textos empiezan sin verbo principal; el primero es «%(element)s»."),
        "tasks": _(
            "%(count)s de los %(total)s textos de su nivel dicen qué se hará, no qué habrá cambiado; el primero es "
            "«%(element)s» (%(level)s)."
        ),
    },
    why=_("El objetivo se escribe en infinitivo y el resultado como algo ya logrado: así se ve si se cumplió."),
    remedy=_("Objetivo: «Ampliar …». Resultado: «Para el 2032 se ha ampliado … de … a …»."),
    bad=plan("elements:\n- {level: resultado, code: R1, text: Ampliar el acceso al agua de las familias rurales.}\n"),
    good=plan("elements:\n- {level: resultado, code: R1, text: Para 2032 se ha ampliado el acceso al agua.}\n"),
)


@rule
def check(element: Element, plan: Snapshot, *, achieved: str = "", together: int = 4) -> Verdict:
    """Ask of goals and outcomes; ``achieved`` are the levels whose norm writes them as achieved («se ha ampliado»).

    From ``together`` texts on that begin alike, they are told as one.
    """
    level = plan.level(element)
    if level is None or level.role not in _ASKED:
        return NOT_ASKED
    reason = _wrong(element, achieved)
    if reason is None:
        return PASS
    alike = index(plan, _alike(achieved))[element.id]
    known: dict[str, Fact] = {"element": element.text, "level": level.term, "verb": _first(element.text)[0]}
    if alike.count < together:
        return found(known, reason=reason)
    if alike.first != element.id:
        return NOT_ASKED
    return found(known, count=alike.count, total=alike.total, reason=f"{reason}s")


@lru_cache(maxsize=1 << 15)
def _first(text: str) -> tuple[str, bool, bool]:
    """Return the first word of a text, and whether it is a gerund or an infinitive."""
    first = next(iter(fold(text).split()), "")
    return first, bool(_GERUND.fullmatch(first)) and first not in _NO_GERUNDS, is_infinitive(first)


def _wrong(element: Element, achieved: str) -> str | None:
    """Return in which wrong form the first word stands, None where it is in none."""
    _word, gerund, infinitive = _first(element.text)
    if gerund:
        return "gerund"
    return "task" if infinitive and element.level in achieved.split() else None


@cache
def _alike(achieved: str) -> Callable[[Snapshot], Mapping[str, Lack]]:
    """Return what groups elements by the wrong form of their first word: one function for each list of levels."""

    def alike(snapshot: Snapshot) -> Mapping[str, Lack]:
        asked = [element for element in snapshot.elements if snapshot.role(element) in _ASKED]
        told = [(element, _wrong(element, achieved)) for element in asked]
        gerunds = told_together(("", element.id, reason == "gerund") for element, reason in told)
        return gerunds | told_together((element.level, element.id, reason == "task") for element, reason in told)

    return alike
