"""An element that serves another national priority than what it hangs from."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.alignments import goal_of
from ceiba.rules.examples import plan
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_HEAD = """\
elements:
- {level: tematica, code: T1, text: Agua, alignments: [{framework: PND, codes: ['3']}]}
"""

rule = Rule(
    code="A009",
    severity=Severity.NOTICE,
    version=1,
    asks="element",
    title=_("Sirve a otra prioridad que su rama"),
    says=_("«%(element)s» dice servir a %(framework)s %(own)s y cuelga de «%(parent)s», que sirve a %(theirs)s."),
    why=_("Al sumar por prioridad, la rama y su parte se cuentan en lugares distintos."),
    remedy=_("Corrija la prioridad de uno de los dos, o cuelgue el elemento de la rama a la que sirve."),
    bad=plan(
        _HEAD + "- {level: objetivo, code: O1, parent: T1, text: Ampliar el empleo., "
        "alignments: [{framework: PND, codes: ['5']}]}\n"
    ),
    good=plan(
        _HEAD + "- {level: objetivo, code: O1, parent: T1, text: Ampliar el agua., "
        "alignments: [{framework: PND, codes: ['3', '5']}]}\n"
    ),
)


@rule
def check(element: Element, plan: Snapshot, *, frameworks: str = "PND") -> Verdict:
    """Ask of elements aligned with a priority below others that are; one priority in common is enough.

    ``frameworks`` are the keys of those of which a branch serves one thing; the goals of the 2030 Agenda are not.
    """
    for framework in frameworks.split():
        own = _codes(element, framework)
        above = next((a for a in plan.ancestors(element) if _codes(a, framework)), None) if own else None
        if above is None:
            continue
        theirs = _codes(above, framework)
        if {goal_of(code) for code in own} & {goal_of(code) for code in theirs}:
            return PASS
        return found(
            element=element.text,
            framework=framework,
            own=", ".join(own),
            parent=above.text,
            theirs=", ".join(theirs),
        )
    return NOT_ASKED


def _codes(element: Element, framework: str) -> tuple[str, ...]:
    return tuple(code for a in element.alignments if a.framework == framework for code in a.codes)
