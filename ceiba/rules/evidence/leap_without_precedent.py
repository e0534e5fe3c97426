"""A target many times its baseline, which needs evidence that it can be reached."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="E003",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("Un salto que pide evidencia"),
    says=_("«%(indicator)s» pasa de %(baseline)s a %(target)s: %(times)s veces."),
    why=_("Una meta muy lejana de lo hecho hasta hoy puede ser un error de captura o un deseo."),
    remedy=_("Adjunte el cálculo que la sostiene, o revise las cifras."),
    bad=indicator("measure_unit: personas\nbaseline: {value: 600, year: 2024}\ntargets: {2032: 30000}"),
    good=indicator("measure_unit: personas\nbaseline: {value: 600, year: 2024}\ntargets: {2032: 2500}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot, *, times: int = 10) -> Verdict:
    """Ask it of counts and magnitudes that start above zero; ``times`` is how much is still unremarkable."""
    start, end = indicator.baseline_value, indicator.target_value
    kind = indicator.measure_unit.kind if indicator.measure_unit else None
    if start is None or end is None or start <= 0 or kind in (UnitKind.PERCENT, UnitKind.INDEX):
        return NOT_ASKED
    if end < start * times:
        return PASS
    return found(indicator=indicator.text, baseline=start, target=end, times=end / start)
