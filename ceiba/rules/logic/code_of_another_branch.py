"""An element whose code says that it belongs under another one."""

from collections import Counter

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.chains import code_stem, codes, numbered, peers
from ceiba.rules.examples import plan
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_TREE = """\
elements:
- {level: eje, code: '1', text: Bienestar}
- {level: eje, code: '2', text: Ambiente}
- {level: tematica, code: '1.1', parent: '1', text: Salud}
- {level: tematica, code: '1.2', parent: '1', text: Educación}
"""

rule = Rule(
    code="L011",
    severity=Severity.WARNING,
    version=1,
    asks="element",
    title=_("El código dice otra rama"),
    says=_(
        "«%(element)s» lleva el código %(code)s y cuelga de %(parent_code)s «%(parent)s»; por su código sería de "
        "%(stem)s «%(expected)s»."
    ),
    why=_("O el código o el lugar está mal; su avance y su dinero pueden estar sumando en la rama equivocada."),
    remedy=_("Cuélguelo de la rama que dice su código, o corrija el código."),
    bad=plan(_TREE + "- {level: tematica, code: '2.1', parent: '1', text: Bosques}\n"),
    good=plan(_TREE + "- {level: tematica, code: '2.1', parent: '2', text: Bosques}\n"),
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of dotted codes under a coded parent, where most of that level are numbered after their parent."""
    parent, stem = plan.element(element.parent), code_stem(element)
    if parent is None or stem is None or not parent.code:
        return NOT_ASKED
    if stem == parent.code:
        return PASS
    told: Counter[bool] = index(plan, numbered).get(peers(element, plan), Counter())
    branches = index(plan, codes).get((plan.plan_of(element).id, stem), ())
    expected = next((branch for branch in branches if branch.level == parent.level), None)
    if expected is None or told[True] <= told[False]:
        return NOT_ASKED
    return found(
        element=element.text,
        code=element.code,
        parent=parent.text,
        parent_code=parent.code,
        stem=stem,
        expected=expected.text,
    )
