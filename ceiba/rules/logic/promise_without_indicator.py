"""Finds: promise without indicator."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_MEASURED = (Role.GOAL, Role.IMPACT, Role.OUTCOME)

rule = Rule(
    code="L001",
    severity=Severity.WARNING,
    version=1,
    asks="element",
    title=_("Un objetivo o resultado sin indicador"),
    says=_("«%(element)s» (%(level)s) no tiene ningún indicador, ni propio ni en los resultados que cuelgan de él."),
    why=_("Lo que no se mide no se puede dar por cumplido ni por incumplido."),
    remedy=_("Añada un indicador con línea base, unidad y meta."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 el plan de ordenamiento está aprobado.
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 más viviendas tienen agua segura.
    indicators:
    - {text: Viviendas con agua segura, measure_unit: viviendas, targets: {2032: 800}}
""",
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of goals and outcomes; a goal may be measured by its outcomes. Where the level needs none, it is a notice."""
    level = plan.level(element)
    if level is None or (level.role not in _MEASURED and not level.minimum_indicators):
        return NOT_ASKED
    if _is_measured(element, plan):
        return PASS
    # A goal of a level that the methodology asks for no indicator is measured by custom, not by duty.
    mild = level.role is Role.GOAL and not level.minimum_indicators
    return found(element=element.text, level=level.term, severity=Severity.NOTICE if mild else None)


def _is_measured(element: Element, plan: Snapshot) -> bool:
    if plan.indicators_of(element):
        return True
    if plan.role(element) is not Role.GOAL:
        return False
    waiting, seen = list(plan.children(element)), {element.id}
    while waiting:
        below = waiting.pop()
        if below.id in seen:
            continue
        seen.add(below.id)
        if plan.indicators_of(below):
            return True
        waiting += plan.children(below)
    return False
