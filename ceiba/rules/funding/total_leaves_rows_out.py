"""A printed total that leaves out rows printed after it."""

from ceiba.kernel.budget import StatedTotal
from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="F001",
    severity=Severity.ERROR,
    version=1,
    asks="total",
    title=_("El total deja renglones fuera"),
    says=_("«%(label)s» dice %(stated)s y todos los renglones suman %(computed)s: faltan %(missing)s."),
    why=_("Quien copie el total presupuestará menos de lo que el cuadro contiene."),
    remedy=_("Ponga el total después del último renglón y súmelos todos."),
    bad="""\
totals:
- label: Total de proyectos
  stated: 300
  addends: [100, 200]
  all_addends: [100, 200, 50]
""",
    good="""\
totals:
- label: Total de proyectos
  stated: 300
  addends: [100, 200]
  all_addends: [100, 200]
""",
)


@rule
def check(total: StatedTotal, plan: Snapshot) -> Verdict:
    """Ask it of totals that agree with the rows above them, or with all rows."""
    if total.computed_all == total.stated:
        return PASS
    if total.computed != total.stated:
        return NOT_ASKED
    return found(
        label=total.label,
        stated=total.stated.amount,
        computed=total.computed_all.amount,
        missing=(total.computed_all - total.stated).amount,
    )
