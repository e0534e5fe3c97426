"""Yearly targets that are the same figure every year, of an indicator that is to change."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.paths import is_at_its_end, is_height, keeps, yearly
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="M031",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("La misma meta todos los años"),
    says=_(
        "«%(indicator)s» promete %(target)s %(unit)s en cada uno de %(count)s años (%(start)s–%(end)s), y el plan no "
        "dice que se trate de mantener."
    ),
    why=_("Una ruta que no se mueve no programa nada: se cumple el primer año o no se cumple nunca."),
    remedy=_("Programe el avance de cada año o, si se trata de conservar lo logrado, dígalo: «mantener»."),
    bad=indicator("measure_unit: '%'\nbaseline: {value: 40, year: 2028}\ntargets: {2030: 70, 2031: 70, 2032: 70}"),
    good=indicator("measure_unit: '%'\nbaseline: {value: 40, year: 2028}\ntargets: {2030: 50, 2031: 60, 2032: 70}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot, *, years: int = 3) -> Verdict:
    """Ask of heights promised for ``years`` or more that can still get better; a target like its baseline is M021."""
    steps = yearly(indicator)
    if not is_height(indicator) or keeps(indicator) or len(steps) < years:
        return NOT_ASKED
    first = steps[0]
    if is_at_its_end(indicator, first.amount) or first.amount == indicator.baseline_value:
        return NOT_ASKED
    if any(step.amount != first.amount for step in steps):
        return PASS
    return found(
        indicator=indicator.text,
        target=first.amount,
        unit=indicator.measure_unit.name if indicator.measure_unit else "",
        count=len(steps),
        start=first.year,
        end=steps[-1].year,
    )
