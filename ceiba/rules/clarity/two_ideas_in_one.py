"""Finds: two ideas in one objective."""

from functools import lru_cache

from ceiba.kernel.finding import Severity
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.examples import plan
from ceiba.rules.prose import is_infinitive, without_asides
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.wording import words

_JOINING = words("y e")
_AIM = words("por fin efecto afin mediante")  # what follows says what for, or how: one idea still
_TOWARDS = "para"  # so does this before a verb («para mejorar»), and not before those who gain («para la juventud»)
_CLAUSE = (
    "que"  # what it governs («normas que permitan ampliar …») is no idea of the goal; «y reducir …» after it is one
)
_SAME = words("su sus ello ellos ella ellas esto estos mismo")  # it speaks of the first one again
_OWN = 2  # words between the verb and the next one: below that both share one object («formular y ejecutar planes»)

rule = Rule(
    code="C007",
    severity=Severity.NOTICE,
    version=2,
    asks="element",
    title=_("Dos ideas en un objetivo"),
    says=_("«%(element)s» promete dos cosas: «%(first)s…» y «%(second)s…»."),
    why=_("Si una se cumple y la otra no, nadie sabrá qué decir del objetivo."),
    remedy=_("Escriba un objetivo por cada idea, o diga cuál es el fin y cuál el medio («… mediante …»)."),
    bad=plan("""\
elements:
- {level: objetivo, code: O1, text: Ampliar el servicio de agua potable y reducir la violencia en el municipio.}
"""),
    good=plan("""\
elements:
- {level: objetivo, code: O1, text: Planificar y ampliar el servicio de agua potable para mejorar la salud.}
"""),
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of goals that begin with a verb; two verbs of one object, an aim or a means are one idea."""
    if plan.role(element) not in (Role.GOAL, Role.UNIT_GOAL, Role.OUTCOME, Role.IMPACT):
        return NOT_ASKED
    ideas = _ideas(element.text)
    if ideas is None:
        return NOT_ASKED
    first, second = ideas
    return found(element=element.text, first=first, second=second) if second else PASS


@lru_cache(maxsize=1 << 15)
def _ideas(text: str) -> tuple[str, str] | None:
    """Return the verb that opens a text and the one that begins a second idea, blank without one; None without any."""
    said = fold(without_asides(text)).split()
    if not said or not is_infinitive(said[0]):
        return None
    since = 0  # words since the last verb
    clause = False
    for place, word in enumerate(said[1:], 1):
        if word in _AIM or (word == _TOWARDS and (clause or _is_aim(said[place + 1 : place + 2]))):
            break
        clause = clause or word == _CLAUSE
        if is_infinitive(word) and said[place - 1] != "donde":
            joined = said[place - 1] in _JOINING or said[place - 2 : place] == ["asi", "como"]
            if clause and not joined:
                break
            same = not _SAME.isdisjoint(said[place + 1 : place + 3])
            if joined and not same and since > _OWN and len(said) - place > _OWN:
                return said[0], word
            since = 0
        else:
            since += word not in _JOINING
    return said[0], ""


def _is_aim(following: list[str]) -> bool:
    return any(is_infinitive(word) or word in ("que", "ser", "ir", "dar") for word in following)
