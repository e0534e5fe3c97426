"""A baseline that is not older than its target."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="T002",
    severity=Severity.ERROR,
    version=1,
    asks="indicator",
    title=_("La línea base no es anterior a la meta"),
    says=_("«%(indicator)s» parte de %(baseline_year)s y llega en %(target_year)s."),
    why=_("No queda tiempo entre el punto de partida y el de llegada."),
    remedy=_("Corrija el año de la línea base o el de la meta."),
    bad=indicator("measure_unit: familias\nbaseline: {value: 10, year: 2032}\ntargets: {2032: 500}"),
    good=indicator("measure_unit: familias\nbaseline: {value: 10, year: 2024}\ntargets: {2032: 500}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask it of indicators whose baseline and final target are dated."""
    final = indicator.final_target
    if indicator.baseline is None or indicator.baseline.year is None or final is None or final.period is None:
        return NOT_ASKED
    if indicator.baseline.year < final.period.end_year:
        return PASS
    years = (indicator.baseline.year, final.period.end_year)
    return found(indicator=indicator.text, baseline_year=years[0], target_year=years[1])
