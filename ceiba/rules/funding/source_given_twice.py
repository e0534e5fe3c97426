"""A funding source of which more is given to lines than it has."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import PASS, Rule, Verdict, found
from ceiba.rules.subjects_money import SourceUse

rule = Rule(
    code="F019",
    severity=Severity.ERROR,
    version=1,
    asks="source_use",
    title=_("Una fuente financia más de lo que tiene"),
    says=_(
        "«%(name)s» dispone de %(available)s y sus %(lines)s renglones suman %(given)s: %(difference)s sin respaldo."
    ),
    why=_("El presupuesto de egresos no puede pasar de los ingresos que lo financian."),
    remedy=_("Traslade renglones a otra fuente, o corrija el monto de la fuente."),
    bad="""\
funding:
- {id: f1, name: Ingresos propios, amount: 1000.00}
budget_lines:
- {id: b1, classifier: '12-01', source: f1, amounts: {initial: 700.00}}
- {id: b2, classifier: '12-02', source: f1, amounts: {initial: 400.00}}
""",
    good="""\
funding:
- {id: f1, name: Ingresos propios, amount: 1000.00}
budget_lines:
- {id: b1, classifier: '12-01', source: f1, amounts: {initial: 700.00}}
- {id: b2, classifier: '12-02', source: f1, amounts: {initial: 300.00}}
""",
)


@rule
def check(use: SourceUse, plan: Snapshot) -> Verdict:
    """Ask it of sources that lines name, by the money that these began with: later money has its acts."""
    available = use.source.amount
    if use.given <= available:
        return PASS
    return found(
        name=use.source.name,
        available=available.amount,
        given=use.given.amount,
        lines=use.lines,
        difference=(use.given - available).amount,
    )
