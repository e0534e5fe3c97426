"""Finds: two currencies in one sum."""

from ceiba.kernel.budget import FundingSource, StatedTotal
from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import PASS, Rule, Verdict, found
from ceiba.rules.subjects import currencies

_SEVERAL = 2

rule = Rule(
    code="F012",
    severity=Severity.ERROR,
    version=1,
    asks="ledger",
    title=_("Dos monedas en una misma suma"),
    says=_("«%(subject)s» mezcla %(currencies)s: no se puede sumar ni comparar."),
    why=_("Una suma de monedas distintas no significa nada, y los porcentajes que salgan de ella tampoco."),
    remedy=_("Convierta los montos a una sola moneda, con la fecha del tipo de cambio."),
    bad="""\
totals:
- label: Total de proyectos
  stated: GTQ 300
  addends: [GTQ 100, USD 200]
  all_addends: [GTQ 100, USD 200]
""",
    good="""\
totals:
- label: Total de proyectos
  stated: GTQ 300
  addends: [GTQ 100, GTQ 200]
  all_addends: [GTQ 100, GTQ 200]
""",
)


@rule
def check(subject: FundingSource | StatedTotal, plan: Snapshot) -> Verdict:
    """Ask of every source and every printed total; the other rules on money leave the mixed ones alone."""
    met = currencies(subject)
    return PASS if len(met) < _SEVERAL else found(currencies=", ".join(sorted(met)))
