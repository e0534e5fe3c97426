"""A year without target in the middle of a path that has one for each other year."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_YEAR = 12  # months

rule = Rule(
    code="T013",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("Un año sin meta entre los demás"),
    says=_("«%(indicator)s» tiene metas anuales de %(start)s a %(end)s, menos para %(missing)s."),
    why=_("De ese año no se podrá decir si se avanzó, ni pedir cuentas de él."),
    remedy=_("Escriba la meta de ese año o, si no se programa nada, dígalo: «no programado»."),
    bad=indicator("measure_unit: viviendas\ntargets: {2024: 100, 2025: 200, 2027: 400, 2028: 500}"),
    good=indicator("measure_unit: viviendas\ntargets: {2024: 100, 2025: 200, 2026: not_programmed, 2027: 400}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot, *, percent: int = 75) -> Verdict:
    """Ask of paths that have targets for ``percent`` of their years: with fewer, some years are meant to be skipped."""
    years = {t.period.end_year for t in indicator.targets if t.period is not None and t.period.months == _YEAR}
    if len(years) < 3:
        return NOT_ASKED
    span = range(min(years), max(years) + 1)
    if len(years) * 100 < len(span) * percent:
        return NOT_ASKED
    missing = [str(year) for year in span if year not in years]
    if not missing:
        return PASS
    return found(indicator=indicator.text, start=span[0], end=span[-1], missing=", ".join(missing))
