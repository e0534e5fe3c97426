"""A printed percentage that its own amounts do not give."""

from ceiba.kernel.budget import FundingSource
from ceiba.kernel.change import reaches
from ceiba.kernel.finding import Severity
from ceiba.kernel.quantity import Quantity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="F004",
    severity=Severity.ERROR,
    version=1,
    asks="funding",
    title=_("El porcentaje impreso no es el de sus montos"),
    says=_("«%(name)s» dice %(stated_percent)s %% y sus montos dan %(computed_percent)s %%."),
    why=_("Los porcentajes se calculan de los montos; uno escrito a mano puede esconder un incumplimiento."),
    remedy=_("Escriba el porcentaje que resulta de los montos, con dos decimales."),
    bad="""\
funding:
- name: Aporte
  amount: 1000.00
  investment: 600.00
  stated_investment_percent: 75
""",
    good="""\
funding:
- name: Aporte
  amount: 1000.00
  investment: 750.00
  stated_investment_percent: 75
""",
)


@rule
def check(funding: FundingSource, plan: Snapshot) -> Verdict:
    """Ask it of printed shares; one that is right once rounded to its printed decimals is a notice."""
    pairs = (
        (funding.stated_investment_percent, funding.investment),
        (funding.stated_operating_percent, funding.operating),
    )
    known = [
        (stated, part.share_of(funding.amount)) for stated, part in pairs if stated is not None and part is not None
    ]
    shares = [(stated, share) for stated, share in known if share is not None]
    if not shares:
        return NOT_ASKED
    stated, share = max(shares, key=lambda pair: abs(pair[0] - pair[1]))
    if stated == share:
        return PASS
    rounded = reaches(share, Quantity(stated))
    return found(
        severity=Severity.NOTICE if rounded else None, name=funding.name, stated_percent=stated, computed_percent=share
    )
