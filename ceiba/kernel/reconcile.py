"""Whether the parts of a figure (women and men, zones) come to its total, each way of opening it by itself."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ceiba.kernel.exact import total
from ceiba.kernel.indicator import Accumulation, Indicator, Measurement
from ceiba.kernel.plausibility import Doubt, DoubtGrade
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.sheet import Disaggregation
from ceiba.kernel.states import State, Value
from ceiba.kernel.text import _

_SUMMABLE = (UnitKind.COUNT, UnitKind.MAGNITUDE, UnitKind.MONEY)


def unreconciled(indicator: Indicator, measured: Iterable[Measurement]) -> dict[str, Doubt]:
    """Return what does not come to the total among the measurements of one period, by the way of opening it.

    A way nobody began says nothing. Parts with two numbers are added by numerators and denominators, amounts by
    themselves; while a part is missing the others may come to less, and never to more. Of a percentage or an average
    without its two numbers nobody can add the parts: its total lies between the lowest and the highest of them.
    """
    rows = {one.disaggregation: one for one in measured}  # of two rows for one cell the later stands
    found = {}
    for way in indicator.disaggregations:
        if any(part in rows for part in way.parts) and (doubt := _of_way(indicator, way, rows)):
            found[way.name] = doubt
    return found


def _of_way(indicator: Indicator, way: Disaggregation, rows: dict[str, Measurement]) -> Doubt | None:
    parts = [rows[part] for part in way.parts if part in rows]
    known = [part for part in parts if isinstance(part.value, Value)]
    complete = len(parts) == len(way.parts) and all(
        part.value.state in (State.VALUE, State.NOT_APPLICABLE) for part in parts
    )
    whole = rows.get("")
    if not known:
        return None
    if whole is None or not isinstance(whole.value, Value):
        return _doubt(_("Las partes según %(way)s tienen cifra y el total no: escríbalo."), way)
    if whole.pair is not None and all(part.pair is not None for part in known):
        return _of_pairs(way, known, whole.pair, complete=complete)
    amounts = [part.value.amount for part in known if isinstance(part.value, Value)]
    if _is_summable(indicator):
        return _of_sum(_SUMS, way, amounts, whole.value.amount, complete=complete)
    if complete and not min(amounts) <= whole.value.amount <= max(amounts):
        message = _("Según %(way)s va de %(low)s a %(high)s: el total (%(whole)s) no puede quedar fuera.")
        return _doubt(message, way, low=min(amounts), high=max(amounts), whole=whole.value.amount)
    return None


_SUMS = _("Las partes según %(way)s suman %(sum)s y el total dice %(whole)s.")
_NUMERATORS = _("Los numeradores según %(way)s suman %(sum)s y el del total es %(whole)s.")
_DENOMINATORS = _("Los denominadores según %(way)s suman %(sum)s y el del total es %(whole)s.")


def _of_pairs(
    way: Disaggregation, known: Sequence[Measurement], whole: tuple[Decimal, Decimal], *, complete: bool
) -> Doubt | None:
    pairs = [part.pair for part in known if part.pair is not None]
    for place, message in enumerate((_NUMERATORS, _DENOMINATORS)):
        if doubt := _of_sum(message, way, [pair[place] for pair in pairs], whole[place], complete=complete):
            return doubt
    return None


def _of_sum(
    message: str, way: Disaggregation, amounts: Sequence[Decimal], whole: Decimal, *, complete: bool
) -> Doubt | None:
    summed = total(amounts)
    if summed == whole or (not complete and summed < whole):
        return None
    return _doubt(message, way, sum=summed, whole=whole)


def _doubt(message: str, way: Disaggregation, **facts: Decimal) -> Doubt:
    return Doubt(DoubtGrade.ERROR, message, {"way": way.name, **facts})


def _is_summable(indicator: Indicator) -> bool:
    if indicator.accumulation is Accumulation.SUM:
        return True
    kind = indicator.measure_unit.kind if indicator.measure_unit else None
    return kind in _SUMMABLE and indicator.accumulation is not Accumulation.MEAN
