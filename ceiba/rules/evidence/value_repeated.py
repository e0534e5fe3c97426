"""A flow that is reported with the very same figure period after period."""

from decimal import Decimal
from itertools import groupby

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Accumulation, Indicator, Measurement
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.reported import figures
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_FLOWS = (Accumulation.SUM, Accumulation.MEAN, Accumulation.RATIO)
_TELLING = 3  # significant digits from which it is no accident that two figures are one
_MEASURED = indicator(
    "id: i1\nmeasure_unit: personas\naccumulation: sum\ntargets: {2032: 8000}\nverification: bitácora"
)

rule = Rule(
    code="E011",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("La misma cifra período tras período"),
    says=_("«%(indicator)s» reporta %(value)s en %(count)s períodos seguidos (%(first)s a %(last)s)."),
    why=_("Lo que se cuenta de nuevo en cada período casi nunca sale igual: quizá se copió el informe anterior."),
    remedy=_("Compruebe cada cifra con su registro; si de verdad coinciden, explíquelo en el análisis."),
    bad=_MEASURED
    + "measurements:\n"
    + "".join(f"- {{indicator: i1, period: 2026-C{n}, value: 1234}}\n" for n in (1, 2, 3)),
    good=_MEASURED
    + "measurements:\n"
    + "".join(f"- {{indicator: i1, period: 2026-C{n}, value: {1230 + n}}}\n" for n in (1, 2, 3)),
)


@rule
def check(indicator: Indicator, plan: Snapshot, *, times: int = 3) -> Verdict:
    """Ask of flows with ``times`` figures or more; a stock may stand still, and a round figure may come back."""
    told = figures(indicator, plan)
    if indicator.accumulation not in _FLOWS or len(told) < times:
        return NOT_ASKED
    for amount, run in groupby(told, key=_amount):
        same = list(run)
        if len(same) >= times and _digits(amount) >= _TELLING:
            return found(
                indicator=indicator.text,
                value=amount,
                count=len(same),
                first=same[0].period.notation(),
                last=same[-1].period.notation(),
            )
    return PASS


def _amount(measurement: Measurement) -> Decimal:
    assert isinstance(measurement.value, Value)
    return measurement.value.amount


def _digits(amount: Decimal) -> int:
    """Return how many significant digits a figure has: 1,200 has two."""
    return len(amount.normalize().as_tuple().digits) if amount else 0
