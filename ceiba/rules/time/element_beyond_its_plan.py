"""An element dated outside the period of its plan."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import plan
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="T007",
    severity=Severity.WARNING,
    version=1,
    asks="element",
    title=_("Elemento fuera del período de su plan"),
    says=_("«%(element)s» va de %(start)s a %(end)s y su plan de %(plan_start)s a %(plan_end)s."),
    why=_("Lo que queda fuera del período no lo aprueba ni lo financia este plan."),
    remedy=_("Corrija las fechas del elemento o llévelo a otro plan."),
    bad=plan("""\
elements:
- {level: objetivo, code: O1, text: Ampliar el acceso al agua segura., period: 2030..2040}
"""),
    good=plan("""\
elements:
- {level: objetivo, code: O1, text: Ampliar el acceso al agua segura., period: 2025..2030}
"""),
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask it of elements with a period of their own, in plans that have one."""
    whole = plan.plan_of(element).period
    if element.period is None or whole is None:
        return NOT_ASKED
    if whole.contains(element.period):
        return PASS
    return found(
        element=element.text,
        start=element.period.start_year,
        end=element.period.end_year,
        plan_start=whole.start_year,
        plan_end=whole.end_year,
    )
