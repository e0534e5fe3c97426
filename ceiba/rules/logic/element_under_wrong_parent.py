"""Finds: element under wrong parent."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="L002",
    severity=Severity.WARNING,
    version=1,
    asks="element",
    title=_("Un elemento cuelga de un nivel que no le corresponde"),
    says=_(
        "«%(element)s» es de nivel %(level)s y cuelga de uno de nivel %(parent_level)s; la metodología "
        "admite: %(admitted)s."
    ),
    why=_("Si la cadena se salta o invierte un nivel, lo que se ejecuta no llega a lo que se promete."),
    remedy=_("Cuélguelo del nivel que corresponde o corrija su nivel."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - {id: j1, level: eje, text: Municipio saludable}
  - {id: t1, level: tematica, parent: j1, text: Agua y saneamiento}
  - {id: o1, level: objetivo, parent: t1, text: Ampliar el acceso al agua.}
  - {id: a1, level: linea_accion, parent: o1, text: Ampliar la red de distribución.}
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
  - {id: a1, level: linea_estrategica, parent: o1, text: Ampliar la red de distribución.}
""",
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of elements that hang from another, where the methodology says from which levels theirs may."""
    level, parent = plan.level(element), plan.element(element.parent)
    above = plan.level(parent) if parent else None
    if level is None or above is None or not level.parents:
        return NOT_ASKED
    if any(allowed.level == above.key for allowed in level.parents):
        return PASS
    terms = [known.term for allowed in level.parents if (known := plan.methodology.level(allowed.level))]
    return found(element=element.text, level=level.term, parent_level=above.term, admitted=", ".join(terms))
