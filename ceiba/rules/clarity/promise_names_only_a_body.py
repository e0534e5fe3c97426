"""Finds: promise names only a body."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.examples import plan
from ceiba.rules.indexes import index
from ceiba.rules.prose import bodies
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="C017",
    severity=Severity.NOTICE,
    version=1,
    asks="element",
    title=_("Una promesa que solo nombra a una institución"),
    says=_("«%(element)s» (%(level)s) es el nombre de «%(body)s» y no dice qué se logrará."),
    why=_("Quién lo hace no es qué se logra: el renglón del organigrama ocupó el lugar de la promesa."),
    remedy=_("Escriba qué cambiará, y ponga a la institución o unidad como responsable."),
    bad="units:\n- {id: u1, name: Dirección de Agua}\n"
    + plan("elements:\n- {level: objetivo, code: O1, text: Dirección de Agua}\n"),
    good="units:\n- {id: u1, name: Dirección de Agua}\n"
    + plan("elements:\n- {level: objetivo, code: O1, text: Ampliar el agua de las aldeas, unit: u1}\n"),
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of what promises something, where units or the dictionary name bodies."""
    level = plan.level(element)
    if level is None or level.role in (Role.AXIS, Role.LINE, Role.PROJECT):
        return NOT_ASKED
    named = index(plan, bodies)
    if not named:
        return NOT_ASKED
    body = named.get(fold(element.text))
    return found(element=element.text, level=level.term, body=body) if body else PASS
