"""Yearly targets of which one year is to bring nearly all of the change."""

from itertools import pairwise

from ceiba.kernel.exact import EXACT
from ceiba.kernel.exact import percent as share_of
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.paths import is_height, keeps, path
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_FEW = 10  # of a count: two markets cannot be built a fifth a year

rule = Rule(
    code="M030",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("Un solo año carga con casi todo el cambio"),
    says=_(
        "«%(indicator)s» va de %(start)s a %(target)s, y %(share)s %% de ese cambio se promete para %(year)s (de "
        "%(before)s a %(after)s)."
    ),
    why=_("Si ese año falla, falla todo el plan, y hasta entonces nadie verá si se avanza."),
    remedy=_("Reparta el cambio entre los años, o explique qué obra o decisión lo trae de una vez."),
    bad=indicator("measure_unit: viviendas\ntargets: {2028: 100, 2029: 102, 2030: 104, 2031: 106, 2032: 500}"),
    good=indicator("measure_unit: viviendas\ntargets: {2028: 100, 2029: 180, 2030: 270, 2031: 380, 2032: 500}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot, *, percent: int = 90, years: int = 4) -> Verdict:
    """Ask of heights promised year by year for ``years`` or more; ``percent`` of the change is nearly all of it."""
    steps = path(indicator)
    if not is_height(indicator) or keeps(indicator) or len(steps) <= years:
        return NOT_ASKED
    flat = len({step.amount for step in steps[1:]}) == 1  # which is M031's
    if flat or any(after.year - before.year != 1 for before, after in pairwise(steps)):
        return NOT_ASKED
    whole = EXACT.subtract(steps[-1].amount, steps[0].amount)
    kind = indicator.measure_unit.kind if indicator.measure_unit else UnitKind.COUNT
    if whole == 0 or kind is UnitKind.MILESTONE or (kind is UnitKind.COUNT and whole.copy_abs() < _FEW):
        return NOT_ASKED
    before, after = max(pairwise(steps), key=lambda pair: (pair[1].amount - pair[0].amount).copy_abs())
    share = share_of(EXACT.subtract(after.amount, before.amount), whole)
    if share < percent:
        return PASS
    return found(
        indicator=indicator.text,
        start=steps[0].amount,
        target=steps[-1].amount,
        year=after.year,
        before=before.amount,
        after=after.amount,
        share=share,
    )
