"""Current money of a budget line that its initial money and the acts on record do not explain."""

from ceiba.kernel.budget import BudgetLine
from ceiba.kernel.budget_changes import reconciled
from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="F013",
    severity=Severity.WARNING,
    version=1,
    asks="budget_line",
    title=_("Modificación sin acto"),
    says=_("«%(name)s»: %(initial)s + %(modified)s = %(computed)s, y el vigente es %(stated)s."),
    why=_("Cada cambio del presupuesto se apoya en un acto; el que no lo tiene no se puede defender."),
    remedy=_("Registre el acto que falta, o corrija el monto del que está."),
    bad="""\
budget_lines:
- {id: b1, classifier: '12-01', name: Materiales, amounts: {initial: 100.00, current: 130.00}}
modifications:
- {line: b1, amount: 20.00, act: Acta 7-2026}
""",
    good="""\
budget_lines:
- {id: b1, classifier: '12-01', name: Materiales, amounts: {initial: 100.00, current: 120.00}}
modifications:
- {line: b1, amount: 20.00, act: Acta 7-2026}
""",
)


@rule
def check(line: BudgetLine, plan: Snapshot) -> Verdict:
    """Ask it of lines with an act on record, by the last cut-off that tells enough; elsewhere nobody records acts."""
    own = plan.modifications_of(line.id)
    checks = reconciled(line, own) if own else ()
    if not checks:
        return NOT_ASKED
    last = checks[-1]
    if last.difference.amount == 0:
        return PASS
    return found(
        name=line.name or line.classifier,
        initial=last.initial.amount,
        modified=last.modified.amount,
        computed=(last.initial + last.modified).amount,
        stated=last.current.amount,
    )
