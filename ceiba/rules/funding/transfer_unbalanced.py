"""An act that takes money from some lines and gives another amount to others."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.money import Money
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects_money import Act, one_currency

rule = Rule(
    code="F020",
    severity=Severity.WARNING,
    version=1,
    asks="act",
    title=_("Una transferencia que no cuadra"),
    says=_("El acto «%(act)s» quita %(less)s y da %(more)s: la diferencia es de %(difference)s."),
    why=_("Una transferencia mueve dinero, no lo crea: lo que unos renglones pierden otros lo reciben."),
    remedy=_("Complete el renglón que falta; si el acto también amplía el presupuesto, escríbalo como otro acto."),
    bad="""\
budget_lines:
- {id: b1, classifier: '12-01', name: Materiales, amounts: {initial: 500.00}}
- {id: b2, classifier: '12-02', name: Tubería, amounts: {initial: 500.00}}
modifications:
- {line: b1, amount: -100.00, act: Acta 7-2026}
- {line: b2, amount: 150.00, act: Acta 7-2026}
""",
    good="""\
budget_lines:
- {id: b1, classifier: '12-01', name: Materiales, amounts: {initial: 500.00}}
- {id: b2, classifier: '12-02', name: Tubería, amounts: {initial: 500.00}}
modifications:
- {line: b1, amount: -100.00, act: Acta 7-2026}
- {line: b2, amount: 100.00, act: Acta 7-2026}
""",
)


@rule
def check(act: Act, plan: Snapshot) -> Verdict:
    """Ask it of acts that take and give; one that only adds or only cuts changes the whole budget."""
    amounts = [change.amount for change in act.changes]
    if not one_currency(*amounts):
        return NOT_ASKED
    more = [money for money in amounts if money.amount > 0]
    less = [money for money in amounts if money.amount < 0]
    if not more or not less:
        return NOT_ASKED
    given, taken = Money.total(more), -Money.total(less)
    if given.amount == taken.amount:
        return PASS
    return found(
        act=act.name, more=given.amount, less=taken.amount, difference=abs((given - taken).amount), lines=len(amounts)
    )
