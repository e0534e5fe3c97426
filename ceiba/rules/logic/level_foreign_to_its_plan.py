"""Finds: level foreign to its plan."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="L003",
    severity=Severity.WARNING,
    version=1,
    asks="element",
    title=_("Un nivel que no es de este tipo de plan"),
    says=_("«%(element)s» es de nivel %(level)s, que no se usa en un plan de tipo %(kind)s."),
    why=_("Cada instrumento tiene sus niveles: lo operativo dentro de lo estratégico no se presupuesta ni se reporta."),
    remedy=_("Lleve el elemento al plan que le corresponde o corrija su nivel."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - {id: a1, level: actividad, text: Reparar tuberías.}
""",
    good="""\
plans:
- kind: poa
  title: Plan de Valle Alto
  period: 2024
  elements:
  - {id: a1, level: actividad, text: Reparar tuberías.}
""",
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of elements whose level is reserved for some kinds of plan."""
    level, kind = plan.level(element), plan.methodology.plan_kind(plan.plan_of(element).kind)
    if level is None or kind is None or not level.plan_kinds:
        return NOT_ASKED
    return PASS if kind.key in level.plan_kinds else found(element=element.text, level=level.term, kind=kind.label)
