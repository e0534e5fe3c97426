"""Amendments: which targets a resolution changes that belong to periods which are over when it takes effect."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from ceiba.kernel.indicator import Indicator
from ceiba.kernel.period import Period
from ceiba.kernel.states import Datum


@dataclass(frozen=True, slots=True)
class RetroactiveChange:
    """A target that would say something else for a period that is over; ``closed`` where its reporting was closed."""

    indicator: Indicator
    period: Period
    before: Datum
    after: Datum
    closed: bool = False


def retroactive_changes(
    before: Iterable[Indicator], after: Iterable[Indicator], effective: date, closed: Collection[Period] = ()
) -> tuple[RetroactiveChange, ...]:
    """Return the targets that differ in periods that ended before a day, or that lie in a ``closed`` period.

    A new indicator promises nothing for what is over; one that leaves the plan takes its own past along, and changes
    no target. Targets without a period are never over. In the order of the plan as it becomes.
    """
    first = effective.year * 12 + effective.month - 1
    old = {indicator.id: indicator for indicator in before}
    found = []
    for indicator in after:
        was = old.get(indicator.id)
        targets = (*(was.targets if was else ()), *indicator.targets)
        for period in sorted({target.period for target in targets if target.period is not None}):
            is_closed = any(one.contains(period) for one in closed)
            if period.last_month >= first and not is_closed:
                continue
            promised = (was or _unpromised(indicator)).target_in(period)
            promises = indicator.target_in(period)
            if promised != promises:
                found.append(RetroactiveChange(indicator, period, promised, promises, is_closed))
    return tuple(found)


def _unpromised(indicator: Indicator) -> Indicator:
    return Indicator(indicator.id, indicator.element, indicator.text)
