"""An element that hangs from two levels above, where those beside it pass through the level between."""

from collections import Counter

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.chains import hanging, peers
from ceiba.rules.examples import plan
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_CHAIN = """\
elements:
- {level: eje, code: '1', text: Bienestar}
- {level: tematica, code: T1, parent: '1', text: Agua}
- {level: objetivo, code: O1, parent: T1, text: Ampliar el acceso al agua segura.}
- {level: objetivo, code: O2, parent: T1, text: Proteger las fuentes de agua.}
"""

rule = Rule(
    code="L010",
    severity=Severity.WARNING,
    version=1,
    asks="element",
    title=_("Un eslabón saltado"),
    says=_(
        "«%(element)s» (%(level)s) cuelga directamente de «%(parent)s» (%(parent_level)s); en este plan los demás de "
        "su nivel cuelgan de uno de nivel %(between)s (%(count)s de %(others)s), y este se lo salta."
    ),
    why=_("Un salto en la cadena deja sin explicar cómo lo de abajo produce lo de arriba."),
    remedy=_("Cuélguelo del elemento intermedio que le corresponde, o escriba el que falta."),
    bad=plan(_CHAIN + "- {level: objetivo, code: O3, parent: '1', text: Sanear los barrancos.}\n"),
    good=plan(_CHAIN + "- {level: objetivo, code: O3, parent: T1, text: Sanear los barrancos.}\n"),
)


@rule
def check(element: Element, plan: Snapshot, *, percent: int = 66) -> Verdict:
    """Ask of elements that the methodology admits where they are; ``percent`` of the others make a custom.

    The level between is one that itself hangs from the level above: only then does the chain jump, and not branch.
    """
    level, parent = plan.level(element), plan.element(element.parent)
    above = plan.level(parent) if parent else None
    if level is None or parent is None or above is None or all(allowed.level != above.key for allowed in level.parents):
        return NOT_ASKED
    beside = Counter(index(plan, hanging).get(peers(element, plan), {}))
    beside[above.key] -= 1  # the element itself
    others = beside.total()
    key, count = max(beside.items(), key=lambda entry: (entry[1], entry[0]))
    if others < 1 or count * 100 < others * percent:
        return NOT_ASKED
    if key == above.key:
        return PASS
    between = plan.methodology.level(key)
    passed = index(plan, hanging).get((plan.plan_of(element).id, key), Counter())
    if between is None or not passed[above.key]:
        return PASS
    return found(
        element=element.text,
        level=level.term,
        parent=parent.text,
        parent_level=above.term,
        between=between.term,
        count=count,
        others=others,
    )
