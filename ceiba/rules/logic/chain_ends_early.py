"""A chain that ends where those beside it go on: an objective without result, a product without activity."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.chains import Branching, branching, is_carried, peers
from ceiba.rules.examples import plan
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_ENDS = (Role.ACTIVITY, Role.TASK)
_PROMISES = (Role.AXIS, Role.GOAL, Role.IMPACT, Role.OUTCOME)
_FEW = 3  # lines, products and projects are only compared where so many others show what is usual
_CHAIN = """\
elements:
- {level: objetivo, code: O1, text: Ampliar el acceso al agua segura.}
- {level: resultado, code: R1, parent: O1, text: Más viviendas tienen agua segura.}
- {level: objetivo, code: O2, text: Reducir la basura sin recolectar.}
"""

rule = Rule(
    code="L008",
    severity=Severity.WARNING,
    version=1,
    asks="element",
    title=_("La cadena se corta donde las demás siguen"),
    says={
        "nothing": _(
            "De «%(element)s» (%(level)s) no cuelga nada; de los demás elementos de su nivel en este plan, "
            "%(count)s de %(others)s siguen hacia abajo."
        ),
        "level": _(
            "De «%(element)s» (%(level)s) no cuelga ningún elemento de nivel %(missing)s; %(count)s de los otros "
            "%(others)s de su nivel en este plan sí lo tienen."
        ),
    },
    why=_("Sin el eslabón que sigue nadie sabe con qué se cumplirá lo prometido, ni de qué avance se alimenta."),
    remedy=_("Añada lo que falta debajo, cuelgue de aquí lo que quedó en otro lugar, o retire el elemento."),
    bad=plan(_CHAIN),
    good=plan(_CHAIN + "- {level: resultado, code: R2, parent: O2, text: Más hogares entregan su basura.}\n"),
)


@rule
def check(element: Element, plan: Snapshot, *, percent: int = 75) -> Verdict:
    """Ask of elements above activities whose peers go on below; ``percent`` of the others make it a custom."""
    level = plan.level(element)
    if level is None or level.role in _ENDS:
        return NOT_ASKED
    below = index(plan, branching).get(peers(element, plan), Branching())
    others = below.elements - 1
    if level.role not in _PROMISES and others < _FEW:
        return NOT_ASKED
    own = {child.level for child in plan.children(element)}
    if is_carried(element, plan) and not own:  # linked from another plan: its chain goes on there
        return PASS
    usual = [key for key, count in below.levels.items() if _is_custom(count - (key in own), others, percent)]
    usual = [key for key in usual if key != element.level and others > 1]
    carried = below.carrying - bool(own)
    if not usual and not _is_custom(carried, others, percent):
        return NOT_ASKED
    if not own:
        return found(element=element.text, level=level.term, count=carried, others=others, reason="nothing")
    lacking = next((key for key in usual if key not in own), None)
    if lacking is None:
        return PASS
    missing, count = plan.methodology.level(lacking), below.levels[lacking]
    term = missing.term if missing else lacking
    return found(element=element.text, level=level.term, missing=term, count=count, others=others, reason="level")


def _is_custom(count: int, others: int, percent: int) -> bool:
    return others > 0 and count * 100 >= others * percent
