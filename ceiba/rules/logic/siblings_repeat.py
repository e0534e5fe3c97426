"""Finds: siblings repeat."""

from collections import Counter

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.rule import PASS, Rule, Verdict, found

_TWICE = 2

rule = Rule(
    code="L005",
    severity=Severity.WARNING,
    version=1,
    asks="siblings",
    title=_("El mismo texto dos veces bajo un mismo elemento"),
    says=_("«%(text)s» aparece %(count)s veces en el mismo lugar."),
    why=_("Lo repetido se cuenta, se financia y se reporta dos veces."),
    remedy=_("Deje uno solo, o distinga en qué se diferencian."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - {id: j1, level: eje, text: Municipio saludable}
  - {id: t1, level: tematica, parent: j1, text: Agua y saneamiento}
  - {id: o1, level: objetivo, parent: t1, text: Ampliar el acceso al agua.}
  - {id: l1, level: linea_estrategica, parent: o1, text: Ampliar la red.}
  - {id: l2, level: linea_estrategica, parent: o1, text: Ampliar la red}
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
  - {id: l1, level: linea_estrategica, parent: o1, text: Ampliar la red.}
  - {id: l2, level: linea_estrategica, parent: o1, text: Reparar la red.}
""",
)


@rule
def check(siblings: tuple[Element, ...], plan: Snapshot) -> Verdict:
    """Ask of the elements that hang from one: two of one level with one text are one told twice."""
    counts = Counter((element.level, fold(element.text)) for element in siblings if element.text)
    (same, count), *_others = counts.most_common(1) or [(("", ""), 0)]
    if count < _TWICE:
        return PASS
    text = next(element.text for element in siblings if (element.level, fold(element.text)) == same)
    return found(text=text, count=count)
