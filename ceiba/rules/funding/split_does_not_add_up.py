"""Investment and operating money that together are not the source's amount."""

from ceiba.kernel.budget import FundingSource
from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="F005",
    severity=Severity.ERROR,
    version=1,
    asks="funding",
    title=_("Inversión y funcionamiento no suman el monto"),
    says=_("«%(name)s»: %(investment)s + %(operating)s = %(computed)s, y el monto es %(stated)s."),
    why=_("Lo que falta o sobra no tiene destino, o lo tiene dos veces."),
    remedy=_("Corrija el reparto hasta que sume el monto de la fuente."),
    bad="""\
funding:
- name: Aporte
  amount: 1000.00
  investment: 700.00
  operating: 200.00
""",
    good="""\
funding:
- name: Aporte
  amount: 1000.00
  investment: 700.00
  operating: 300.00
""",
)


@rule
def check(funding: FundingSource, plan: Snapshot) -> Verdict:
    """Ask it of sources that print both parts."""
    if funding.investment is None or funding.operating is None:
        return NOT_ASKED
    parts = funding.investment + funding.operating
    if parts.amount == funding.amount.amount:
        return PASS
    return found(
        name=funding.name,
        stated=funding.amount.amount,
        investment=funding.investment.amount,
        operating=funding.operating.amount,
        computed=parts.amount,
    )
