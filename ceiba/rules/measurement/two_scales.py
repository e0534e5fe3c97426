"""A baseline and a target written on two scales: 0.35 beside 60, parts of one beside parts of a hundred."""

from decimal import Decimal

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_SCALES = (UnitKind.PERCENT, UnitKind.INDEX)
_HUNDRED = Decimal(100)

rule = Rule(
    code="M027",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("Línea base y meta en dos escalas"),
    says=_(
        "«%(indicator)s» parte de %(baseline)s y llega a %(target)s: una cifra parece escrita sobre uno y la otra "
        "sobre cien."
    ),
    why=_("Con dos escalas el avance que se calcule no significará nada."),
    remedy=_("Escriba las dos cifras en la misma escala: 0.35 y 0.60, o 35 y 60."),
    bad=indicator("measure_unit: índice\nbaseline: {value: 0.58, year: 2023}\ntargets: {2032: 68}"),
    good=indicator("measure_unit: índice\nbaseline: {value: 0.58, year: 2023}\ntargets: {2032: 0.68}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot, *, times: int = 3) -> Verdict:
    """Ask of percentages and indices above zero; brought to one scale they lie within ``times`` of one another."""
    kind = indicator.measure_unit.kind if indicator.measure_unit else None
    start, end = indicator.baseline_value, indicator.target_value
    if kind not in _SCALES or start is None or end is None or min(start, end) <= 0:
        return NOT_ASKED
    small, large = min(start, end), max(start, end)
    # From half a percent to ten there is a long way on one scale; from 0.35 to 60 a short one on two.
    scaled = small * _HUNDRED
    if small >= 1 or large <= 1 or large > _HUNDRED or max(scaled, large) > min(scaled, large) * times:
        return PASS
    return found(indicator=indicator.text, baseline=start, target=end)
