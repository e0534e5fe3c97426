"""A baseline or a target that its unit of measure cannot have."""

from collections.abc import Iterator
from decimal import Decimal

from ceiba.kernel.exact import HUNDRED
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Accumulation, Indicator
from ceiba.kernel.plausibility import is_share
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.kernel.text import _
from ceiba.rules.examples import indicator
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.wording import has_stem, words

_CHANGES = (Accumulation.VARIATION, Accumulation.REDUCTION, Accumulation.REDUCTION_ANNUAL)
_SCALED = (UnitKind.COUNT, UnitKind.PERCENT, UnitKind.RATE)
_GROWTH = words("increment crec aument variacion reduc dismin desviacion diferencia expansion inflacion rentabil")

rule = Rule(
    code="M026",
    severity=Severity.ERROR,
    version=1,
    asks="indicator",
    title=_("Una cifra que su unidad no admite"),
    says={
        "share": _("«%(indicator)s» es una parte de un total y llega a %(amount)s %%: más del cien por ciento."),
        "rate": _("«%(indicator)s» cuenta casos por cada %(whole)s y llega a %(amount)s: más casos que gente o cosas."),
        "negative": _("«%(indicator)s» tiene una cifra negativa (%(amount)s), y se mide en %(unit)s."),
        "binary": _("«%(indicator)s» solo dice si está hecho o no, y su cifra es %(amount)s."),
    },
    why=_("Una meta imposible no se puede cumplir ni evaluar; suele ser un error de captura."),
    remedy=_("Corrija la cifra o la unidad; si mide un crecimiento, dígalo en el nombre."),
    bad=indicator("measure_unit: '%'\nbaseline: {value: 61, year: 2023}\ntargets: {2032: 820}"),
    good=indicator("measure_unit: '%'\nbaseline: {value: 61, year: 2023}\ntargets: {2032: 82}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of counts, percentages, rates and what is done or not; a growth may be anything, and so may an index."""
    binary = indicator.accumulation is Accumulation.BINARY
    kind = indicator.measure_unit.kind if indicator.measure_unit else None
    if not binary and (kind not in _SCALED or _is_change(indicator)):
        return NOT_ASKED
    amounts = tuple(_amounts(indicator))
    if not amounts:
        return NOT_ASKED
    for amount in amounts:
        if binary and amount not in (0, 1):
            return _found(indicator, amount, "binary")
        # A balance may be below zero; a count may not, nor may one figure where the others are above.
        if not binary and amount < 0 and (kind is UnitKind.COUNT or max(amounts) > 0):
            return _found(indicator, amount, "negative")
    return _above(indicator, amounts)


def _above(indicator: Indicator, amounts: tuple[Decimal, ...]) -> Verdict:
    """Judge the highest amount; where the baseline is above the whole already, the thing is no part of it."""
    baseline, highest = indicator.baseline_value or Decimal(0), max(amounts)
    if is_share(indicator) and highest > HUNDRED >= baseline:
        return _found(indicator, highest, "share", Severity.WARNING)
    per = indicator.measure_unit.per if indicator.measure_unit else None
    if per is not None and highest > per >= baseline:
        return _found(indicator, highest, "rate", Severity.WARNING)
    return PASS


def _amounts(indicator: Indicator) -> Iterator[Decimal]:
    if indicator.baseline_value is not None:
        yield indicator.baseline_value
    yield from (target.value.amount for target in indicator.targets if isinstance(target.value, Value))


def _is_change(indicator: Indicator) -> bool:
    return indicator.accumulation in _CHANGES or has_stem(indicator.text, _GROWTH)


def _found(indicator: Indicator, amount: Decimal, reason: str, severity: Severity | None = None) -> Verdict:
    unit = indicator.measure_unit
    name, whole = (unit.name, unit.per) if unit else ("", None)
    return found(indicator=indicator.text, amount=amount, unit=name, whole=whole, reason=reason, severity=severity)
