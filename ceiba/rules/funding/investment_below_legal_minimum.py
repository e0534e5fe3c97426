"""A source of which less is invested than the law asks for."""

from ceiba.kernel.budget import FundingSource
from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="F006",
    severity=Severity.ERROR,
    version=1,
    asks="funding",
    title=_("La fuente invierte menos de lo que la ley exige"),
    says=_("«%(name)s» invierte %(computed_percent)s %% y el mínimo es %(minimum)s %%: faltan %(missing)s."),
    why=_("El reparto de esta fuente lo fija una norma; la contraloría lo revisa."),
    remedy=_("Traslade a inversión lo que falta, o corrija los montos."),
    bad="""\
funding:
- name: IVA-PAZ
  key: iva_paz
  amount: 1000.00
  investment: 700.00
  operating: 300.00
""",
    good="""\
funding:
- name: IVA-PAZ
  key: iva_paz
  amount: 1000.00
  investment: 750.00
  operating: 250.00
""",
)


@rule
def check(funding: FundingSource, plan: Snapshot) -> Verdict:
    """Ask it of sources whose minimum the methodology knows; the norm of that minimum is the finding's source."""
    legal = plan.methodology.funding_rule(funding.key)
    if legal is None or legal.minimum_investment is None or funding.investment is None:
        return NOT_ASKED
    share = funding.investment.share_of(funding.amount)
    if share is None:
        return NOT_ASKED
    if share >= legal.minimum_investment:
        return PASS
    least = funding.amount.amount * legal.minimum_investment / 100
    return found(
        name=funding.name,
        computed_percent=share,
        minimum=legal.minimum_investment,
        missing=least - funding.investment.amount,
        source=legal.source,
    )
