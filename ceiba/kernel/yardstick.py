"""Against which promise a reported period is held: its own target, or that of a longer period around it.

Plans promise by year, and units report by quarter or cuatrimestre. A third of the year is no third of every promise, so
that a longer target is shown while its period runs, and judges only when it ends with the reported one.
"""

from dataclasses import dataclass

from ceiba.kernel.accumulation import promised
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.period import Period
from ceiba.kernel.states import NOT_PROGRAMMED, Datum, State


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What was promised, for which period, and whether the reported period is judged by it already."""

    value: Datum
    period: Period
    judges: bool


def yardstick(indicator: Indicator, period: Period) -> Yardstick:
    """Return the promise that a reported period is held against.

    Its own target where there is one, or what the targets of its parts come to; otherwise the target of the shortest
    period around it, which judges only where both end in the same month. ``NOT_PROGRAMMED`` where nothing was promised.
    """
    own = promised(indicator, period).value
    if own.state is not State.NOT_PROGRAMMED or any(target.period == period for target in indicator.targets):
        return Yardstick(own, period, own.state is State.VALUE)
    around = [(t.period, t.value) for t in indicator.targets if t.period is not None and t.period.contains(period)]
    known = [(at, value) for at, value in around if value.state is State.VALUE]
    if not known:
        return Yardstick(NOT_PROGRAMMED, period, judges=False)
    at, value = min(known, key=lambda entry: entry[0].months)
    return Yardstick(value, at, at.last_month == period.last_month)
