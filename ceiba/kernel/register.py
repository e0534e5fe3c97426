"""Registers of an institution and the measures they feed to indicators."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ceiba.kernel.calendar import first_day
from ceiba.kernel.period import Period
from ceiba.kernel.states import Datum


@dataclass(frozen=True, slots=True)
class RegisterMeasure:
    """What a register counted in a period; a ratio keeps both its numbers. ``indicator`` is the one that it feeds."""

    register: str
    measure: str
    period: Period
    value: Datum
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class MeasureBinding:
    """A measure of a register that gives an indicator its figures instead of a person, from ``since`` until ``until``.

    Both days are included; without ``until`` it holds still. ``where`` narrows the measure to one part of some of the
    dimensions that it is opened by, (dimension, part) in their order. ``note`` says what a reader must know: that the
    target and the name of the indicator speak of different things, say.
    """

    indicator: str
    register: str
    measure: str
    since: date
    until: date | None = None
    where: tuple[tuple[str, str], ...] = ()
    note: str = ""

    def covers(self, period: Period) -> bool:
        """Tell whether every day of a period lies between both days."""
        return self.since <= first_day(period.first_month) and (
            self.until is None or first_day(period.last_month + 1) <= self.until + timedelta(1)
        )

    def overlaps(self, other: "MeasureBinding") -> bool:
        """Tell whether two bindings give one indicator its figures on the same day."""
        ends = [date.max if one.until is None else one.until for one in (self, other)]
        return self.indicator == other.indicator and max(self.since, other.since) <= min(ends)
