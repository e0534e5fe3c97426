"""Finds: activity in strategic level."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.wording import words

_VERBS = (
    "comprar adquirir contratar pagar imprimir repartir entregar elaborar redactar instalar reparar pintar limpiar "
    "convocar reunir visitar inspeccionar archivar digitar cotizar licitar"
)

rule = Rule(
    code="L006",
    severity=Severity.NOTICE,
    version=1,
    asks="element",
    title=_("Una actividad en el lugar de un objetivo o resultado"),
    says=_("«%(element)s» (%(level)s) dice lo que se hará («%(verb)s»), no lo que cambiará."),
    why=_("Hacer una actividad no asegura el cambio que el nivel debe prometer."),
    remedy=_("Escriba qué habrá cambiado y para quién, y lleve la actividad a su nivel."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - {id: o1, level: objetivo, text: Comprar dos vehículos para la recolección.}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - {id: o1, level: objetivo, text: Reducir los desechos sin recolectar en el municipio.}
""",
)


@rule
def check(element: Element, plan: Snapshot, *, verbs: str = _VERBS) -> Verdict:
    """Ask of goals and outcomes; ``verbs`` are the infinitives that open an activity."""
    level = plan.level(element)
    if level is None or level.role not in (Role.GOAL, Role.IMPACT, Role.OUTCOME) or not element.text:
        return NOT_ASKED
    first = fold(element.text).split(" ")[0]
    return found(element=element.text, level=level.term, verb=first) if first in words(verbs) else PASS
