"""A baseline without the year in which it was observed."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="T003",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("Línea base sin año"),
    says=_("«%(indicator)s» parte de %(baseline)s y no dice de qué año."),
    why=_("Sin el año no se sabe cuánto tiempo hubo para el cambio ni con qué dato compararlo."),
    remedy=_("Escriba el año en que se observó la línea base."),
    bad=indicator("measure_unit: familias\nbaseline: {value: 10}\ntargets: {2032: 500}"),
    good=indicator("measure_unit: familias\nbaseline: {value: 10, year: 2024}\ntargets: {2032: 500}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask it of indicators with a baseline value."""
    if indicator.baseline is None or indicator.baseline_value is None:
        return NOT_ASKED
    return PASS if indicator.baseline.year else found(indicator=indicator.text, baseline=indicator.baseline_value)
