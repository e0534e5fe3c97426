"""A budget line that nobody linked to the plan."""

from ceiba.kernel.budget import BudgetLine
from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import PASS, Rule, Verdict, found

rule = Rule(
    code="F011",
    severity=Severity.WARNING,
    version=1,
    asks="budget_line",
    title=_("Dinero sin promesa"),
    says=_("El renglón %(classifier)s «%(name)s» no financia nada del plan."),
    why=_("El dinero que ninguna meta explica es lo primero que pregunta un auditor."),
    remedy=_("Vincúlelo al producto o proyecto que financia, con su parte."),
    bad="""\
budget_lines:
- {id: b1, classifier: '12-01-001-000-001', name: Materiales, amounts: {current: 500.00}}
""",
    good="""\
budget_lines:
- {id: b1, classifier: '12-01-001-000-001', name: Materiales, amounts: {current: 500.00}, serves: {project/p1: 1}}
projects:
- {id: p1, code: '900101', name: POZO EN LA ALDEA EL ROBLE, amount: 500.00}
""",
)


@rule
def check(line: BudgetLine, plan: Snapshot) -> Verdict:
    """Ask it of every budget line."""
    return PASS if line.serves else found(classifier=line.classifier, name=line.name)
