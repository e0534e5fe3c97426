"""Finds: element without parent."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="L004",
    severity=Severity.WARNING,
    version=1,
    asks="element",
    title=_("Un elemento suelto, sin nada de que colgar"),
    says=_("«%(element)s» es de nivel %(level)s y no cuelga de ningún otro elemento."),
    why=_("Un elemento suelto no contribuye a ningún objetivo, y su avance no cuenta en ninguno."),
    remedy=_("Indique de qué elemento cuelga."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - {id: a1, level: linea_accion, text: Ampliar la red de distribución.}
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
  - {id: l1, level: linea_estrategica, parent: o1, text: Ampliar la red de distribución.}
""",
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of elements of levels that the methodology hangs from another without exception."""
    level = plan.level(element)
    if level is None or not any(allowed.minimum for allowed in level.parents):
        return NOT_ASKED
    return PASS if element.parent is not None else found(element=element.text, level=level.term)
