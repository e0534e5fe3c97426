"""Finds: statement too long."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.prose import tokens, without_asides
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="C012",
    severity=Severity.NOTICE,
    version=1,
    asks="element",
    title=_("Una promesa demasiado larga"),
    says=_("«%(subject)s» tiene %(words)s palabras, sin contar los paréntesis."),
    why=_("Lo que no se puede decir de una vez no se recuerda, no se comunica y suele prometer varias cosas."),
    remedy=_("Deje el cambio y para quién; lleve el cómo a las líneas de acción y las cifras al indicador."),
    bad=plan(f"elements:\n- {{level: objetivo, code: O1, text: Ampliar el agua {'de las aldeas ' * 26}}}\n"),
    good=plan("elements:\n- {level: objetivo, code: O1, text: Ampliar el agua de las aldeas}\n"),
)


@rule
def check(element: Element, plan: Snapshot, *, words: int = 75) -> Verdict:
    """Ask of goals, outcomes and outputs; ``words`` is how many are still read at once."""
    if plan.role(element) not in (Role.GOAL, Role.UNIT_GOAL, Role.IMPACT, Role.OUTCOME, Role.OUTPUT):
        return NOT_ASKED
    count = len(tokens(without_asides(element.text)))
    return found(words=count) if count > words else PASS
