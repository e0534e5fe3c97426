"""Finds: element under wrong parent."""

from collections.abc import Mapping

from ceiba.kernel.finding import Fact, Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.indexes import index
from ceiba.rules.passes import elements_with_plan
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.together import Lack
from ceiba.rules.together import together as told_together

rule = Rule(
    code="L002",
    severity=Severity.WARNING,
    version=2,
    asks="element",
    title=_("Un elemento cuelga de un nivel que no le corresponde"),
    says={
        "one": _(
            "«%(element)s» es de nivel %(level)s y cuelga de uno de nivel %(parent_level)s; la metodología "
            "admite: %(admitted)s."
        ),
        "many": _(
            "%(count)s elementos de nivel %(level)s cuelgan de uno de nivel %(parent_level)s; la metodología admite: "
            "%(admitted)s. El primero es «%(element)s»."
        ),
    },
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
def check(element: Element, plan: Snapshot, *, together: int = 4) -> Verdict:
    """Ask of elements that hang from another, where the methodology says from which levels theirs may.

    From ``together`` of one level below one other on, they are told as one.
    """
    level, parent = plan.level(element), plan.element(element.parent)
    above = plan.level(parent) if parent else None
    if level is None or above is None or not level.parents:
        return NOT_ASKED
    misplaced = index(plan, _misplaced).get(element.id)
    if misplaced is None:
        return PASS
    terms = [admitted.term for one in level.parents if (admitted := plan.methodology.level(one.level))]
    known: dict[str, Fact] = {"element": element.text, "level": level.term, "parent_level": above.term}
    known["admitted"] = ", ".join(terms)
    if misplaced.count < together:
        return found(known, reason="one")
    return found(known, count=misplaced.count, reason="many") if misplaced.first == element.id else NOT_ASKED


def _misplaced(snapshot: Snapshot) -> Mapping[str, Lack]:
    """Return the elements that hang from a level that theirs does not admit, by plan, own level and that level."""
    admitted = {level.key: {rule.level for rule in level.parents} for level in snapshot.methodology.levels}
    levels = {element.id: element.level for plan in snapshot.plans for element in plan.elements}
    hanging = (
        (plan, element, levels.get(element.parent))
        for plan, element in elements_with_plan(snapshot)
        if element.parent is not None and admitted.get(element.level)
    )
    return told_together(
        ((plan.id, element.level, above), element.id, above not in admitted[element.level])
        for plan, element, above in hanging
        if above in admitted
    )
