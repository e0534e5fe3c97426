"""Finds: weights do not add up."""

from decimal import Decimal

from ceiba.kernel.exact import total
from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="L007",
    severity=Severity.WARNING,
    version=1,
    asks="siblings",
    title=_("Las ponderaciones no suman el todo"),
    says=_("Las ponderaciones de %(count)s elementos hermanos suman %(computed)s y deberían sumar %(stated)s."),
    why=_("Con pesos que no suman el todo, el avance del nivel superior sale mal."),
    remedy=_("Ajuste las ponderaciones hasta que sumen 100 o 1."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - {id: j1, level: eje, text: Municipio saludable}
  - {id: t1, level: tematica, parent: j1, text: Agua y saneamiento}
  - {id: o1, level: objetivo, parent: t1, text: Ampliar el acceso al agua.}
  - {id: l1, level: linea_estrategica, parent: o1, weight: 60, text: Ampliar la red.}
  - {id: l2, level: linea_estrategica, parent: o1, weight: 30, text: Reparar la red.}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - {id: j1, level: eje, text: Municipio saludable}
  - {id: t1, level: tematica, parent: j1, text: Agua y saneamiento}
  - {id: o1, level: objetivo, parent: t1, text: Ampliar el acceso al agua.}
  - {id: l1, level: linea_estrategica, parent: o1, weight: 60, text: Ampliar la red.}
  - {id: l2, level: linea_estrategica, parent: o1, weight: 40, text: Reparar la red.}
""",
)


@rule
def check(siblings: tuple[Element, ...], plan: Snapshot) -> Verdict:
    """Ask of siblings that all have weights: they are parts of a hundred, or parts of one."""
    weights = [element.weight for element in siblings if element.weight is not None]
    if len(weights) < len(siblings):
        return NOT_ASKED
    whole = Decimal(1) if max(weights) <= 1 else Decimal(100)
    sum_of_weights = total(weights)
    return PASS if sum_of_weights == whole else found(count=len(weights), computed=sum_of_weights, stated=whole)
