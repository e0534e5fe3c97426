"""Yearly targets that fall back on their way up, or rise on their way down."""

from itertools import pairwise

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.paths import is_height, keeps, path
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_LEVELS = (UnitKind.PERCENT, UnitKind.RATE, UnitKind.INDEX)

rule = Rule(
    code="M029",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("La ruta de las metas da marcha atrás"),
    says=_(
        "«%(indicator)s» va de %(start)s a %(target)s, pero entre %(year_before)s y %(year)s pasa de %(before)s a "
        "%(after)s."
    ),
    why=_("Un año que retrocede en medio de un avance suele ser una cifra trocada, o un año sin programar."),
    remedy=_("Corrija la meta de ese año o explique el retroceso; si cada meta es lo que suma un año, márquelo así."),
    bad=indicator("measure_unit: '%'\ntargets: {2029: 60, 2030: 70, 2031: 65, 2032: 80}"),
    good=indicator("measure_unit: '%'\ntargets: {2029: 60, 2030: 65, 2031: 70, 2032: 80}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of heights promised for three years or more, baseline included, that end elsewhere than they began."""
    steps = path(indicator)
    if len(steps) < 3 or steps[0].amount == steps[-1].amount or keeps(indicator) or not is_height(indicator):
        return NOT_ASKED
    kind = indicator.measure_unit.kind if indicator.measure_unit else None
    rising = steps[-1].amount > steps[0].amount
    for before, after in pairwise(steps):
        if before.amount != after.amount and (after.amount > before.amount) is not rising:
            return found(
                indicator=indicator.text,
                start=steps[0].amount,
                target=steps[-1].amount,
                year_before=before.year,
                year=after.year,
                before=before.amount,
                after=after.amount,
                # Of a count it is often what each year adds, which nobody marked as a sum.
                severity=None if kind in _LEVELS else Severity.NOTICE,
            )
    return PASS
