"""A baseline without the year in which it was observed."""

from collections.abc import Mapping

from ceiba.kernel.finding import Fact, Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.together import Lack, together_in_plans

rule = Rule(
    code="T003",
    severity=Severity.NOTICE,
    version=2,
    asks="indicator",
    title=_("Línea base sin año"),
    says={
        "one": _("«%(indicator)s» parte de %(baseline)s y no dice de qué año."),
        "many": _(
            "%(count)s de los %(total)s indicadores del plan no dicen de qué año es su línea base; el primero es "
            "«%(indicator)s» (%(baseline)s)."
        ),
        "none": _("Ninguno de los %(total)s indicadores del plan dice de qué año es su línea base."),
    },
    why=_("Sin el año no se sabe cuánto tiempo hubo para el cambio ni con qué dato compararlo."),
    remedy=_("Escriba el año en que se observó la línea base."),
    bad=indicator("measure_unit: familias\nbaseline: {value: 10}\ntargets: {2032: 500}"),
    good=indicator("measure_unit: familias\nbaseline: {value: 10, year: 2024}\ntargets: {2032: 500}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot, *, together: int = 4) -> Verdict:
    """Ask it of indicators with a baseline value; from ``together`` of a plan on they are told as one."""
    if indicator.baseline is None or indicator.baseline_value is None:
        return NOT_ASKED
    lacking = index(plan, _without_year).get(indicator.id)
    if lacking is None:
        return PASS
    known: dict[str, Fact] = {"indicator": indicator.text, "baseline": indicator.baseline_value}
    if lacking.count < together:
        return found(known, reason="one")
    if lacking.first != indicator.id:
        return NOT_ASKED
    return found(known, count=lacking.count, total=lacking.total, reason=lacking.reason)


def _without_year(snapshot: Snapshot) -> Mapping[str, Lack]:
    return together_in_plans(snapshot, _lacks_year)


def _lacks_year(indicator: Indicator) -> bool:
    return indicator.baseline is not None and not indicator.baseline.year and indicator.baseline_value is not None
