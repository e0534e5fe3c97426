"""A printed total that no reading of its rows adds up to."""

from decimal import Decimal

from ceiba.kernel.budget import StatedTotal
from ceiba.kernel.finding import Severity
from ceiba.kernel.quantity import Quantity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="F002",
    severity=Severity.ERROR,
    version=1,
    asks="total",
    title=_("El total no es la suma de sus renglones"),
    says=_("«%(label)s» dice %(stated)s y los renglones suman %(computed)s: %(difference)s de diferencia."),
    why=_("Un cuadro que no cuadra no puede aprobarse ni auditarse."),
    remedy=_("Revise los renglones y el total con la oficina financiera."),
    bad="""\
totals:
- label: Total de proyectos
  stated: 310
  addends: [100, 200]
  all_addends: [100, 200]
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
    """Ask it of every total with addends; off by one in the last printed place is rounding, and a notice."""
    if not total.addends:
        return NOT_ASKED
    if total.stated in (total.computed, total.computed_all):
        return PASS
    difference = (total.stated - total.computed).amount
    last_place = Decimal(1).scaleb(-Quantity(total.stated.amount).decimals)
    return found(
        severity=Severity.NOTICE if abs(difference) <= last_place else None,
        label=total.label,
        stated=total.stated.amount,
        computed=total.computed.amount,
        difference=difference,
    )
