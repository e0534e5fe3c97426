"""A budget line of which more is committed or spent than it has."""

from ceiba.kernel.budget import BudgetLine, Stage
from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects_money import one_currency

rule = Rule(
    code="F015",
    severity=Severity.ERROR,
    version=1,
    asks="budget_line",
    title=_("Se gastó más de lo vigente"),
    says=_("«%(name)s» tiene vigentes %(current)s y lleva %(spent)s gastados o comprometidos: %(difference)s de más."),
    why=_("El presupuesto vigente es el límite legal del renglón; lo que lo pasa no tiene autorización."),
    remedy=_("Registre la modificación que lo autoriza, o corrija la cifra del renglón."),
    bad="""\
budget_lines:
- {id: b1, classifier: '12-01', name: Tubería, amounts: {current: 900, committed: 950, accrued: 400}}
""",
    good="""\
budget_lines:
- {id: b1, classifier: '12-01', name: Tubería, amounts: {current: 900, committed: 900, accrued: 400}}
""",
)


@rule
def check(line: BudgetLine, plan: Snapshot) -> Verdict:
    """Ask it of lines whose last report tells current money and what came of it; reservations are no spending."""
    amounts = dict(line.cutoffs[-1].amounts if line.cutoffs else line.amounts)
    current = amounts.get(Stage.CURRENT)
    spent = [amounts[stage] for stage in (Stage.COMMITTED, Stage.ACCRUED, Stage.PAID) if stage in amounts]
    if current is None or not spent or not one_currency(current, *spent):
        return NOT_ASKED
    most = max(spent)
    if most <= current:
        return PASS
    return found(
        name=line.name or line.classifier,
        current=current.amount,
        spent=most.amount,
        difference=(most - current).amount,
    )
