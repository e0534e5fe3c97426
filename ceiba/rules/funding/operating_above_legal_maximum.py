"""A source of which more is spent on operation than the law allows."""

from ceiba.kernel.budget import FundingSource
from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="F007",
    severity=Severity.ERROR,
    version=1,
    asks="funding",
    title=_("La fuente gasta en funcionamiento más de lo que la ley permite"),
    says=_("«%(name)s» destina %(computed_percent)s %% a funcionamiento y el máximo es %(maximum)s %%."),
    why=_("El reparto de esta fuente lo fija una norma; la contraloría lo revisa."),
    remedy=_("Reduzca el funcionamiento de esta fuente o use otra."),
    bad="""\
funding:
- name: IVA-PAZ
  key: iva_paz
  amount: 1000.00
  operating: 300.00
""",
    good="""\
funding:
- name: IVA-PAZ
  key: iva_paz
  amount: 1000.00
  operating: 250.00
""",
)


@rule
def check(funding: FundingSource, plan: Snapshot) -> Verdict:
    """Ask it of sources that print no investment: where both are printed the minimum of investment already speaks."""
    legal = plan.methodology.funding_rule(funding.key)
    if legal is None or legal.maximum_operating is None or funding.operating is None or funding.investment is not None:
        return NOT_ASKED
    share = funding.operating.share_of(funding.amount)
    if share is None:
        return NOT_ASKED
    if share <= legal.maximum_operating:
        return PASS
    return found(
        name=funding.name,
        computed_percent=share,
        maximum=legal.maximum_operating,
        source=legal.source,
    )
