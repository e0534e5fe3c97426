"""Finds: mission dressed as objective."""

import re

from ceiba.kernel.finding import Severity
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_MISSION = re.compile(
    r"\b(?:tienen? (?:como |por |la )+mision|(?:su|la) mision es|es la (?:unidad|direccion|oficina|encargada)"
    r" (?:responsable|encargada|que|de)|tienen? a su cargo)\b"
)

rule = Rule(
    code="C002",
    severity=Severity.NOTICE,
    version=1,
    asks="element",
    title=_("Una misión vestida de objetivo"),
    says=_("«%(subject)s» dice para qué existe la unidad («%(words)s»), no qué logrará."),
    why=_("Una misión no tiene fecha ni meta: nadie sabrá si se cumplió."),
    remedy=_("Escriba como objetivo un cambio que se alcance en el período, y lleve la misión a su lugar."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - level: objetivo
    code: R1
    text: La Secretaría tiene como misión dar asesoría al Concejo.
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - level: objetivo
    code: R1
    text: Resolver en plazo nueve de cada diez solicitudes del Concejo.
""",
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of goals, also of those of units; the words of a charter give a mission away."""
    if plan.role(element) not in (Role.GOAL, Role.UNIT_GOAL, Role.IMPACT, Role.OUTCOME):
        return NOT_ASKED
    match = _MISSION.search(fold(element.text))
    return found(words=match[0]) if match else PASS
