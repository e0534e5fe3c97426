"""The gap between results and money: physical achievement beside financial execution, and its reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.achievement import Achievement
from ceiba.kernel.exact import EXACT
from ceiba.kernel.execution import Execution
from ceiba.kernel.parts import has_value
from ceiba.kernel.period import Period
from ceiba.kernel.states import Datum, Value

TOLERANCE = Decimal(10)  # percentage points within which money and results go in step


class GapReading(StrEnum):
    """What a gap says."""

    PAID_AHEAD = "paid_ahead"
    RESULTS_AHEAD = "results_ahead"
    IN_STEP = "in_step"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Gap:
    """Physical achievement in percent, beside what some money was spent: both of the same thing, by the same day.

    ``until`` is the last period that the physical figure tells of; the money is the one known by its end.
    """

    physical: Datum
    spent: Execution
    until: Period | None = None
    tolerance: Decimal = TOLERANCE

    @property
    def points(self) -> Decimal | None:
        """Return by how many percentage points the money is ahead of the results; negative where behind.

        None where either is not known: what nobody reported is neither nothing done nor nothing spent.
        """
        financial = self.spent.percent
        if financial is None or not isinstance(self.physical, Value):
            return None
        return EXACT.subtract(financial, self.physical.amount)

    @property
    def reading(self) -> GapReading:
        """Return what the gap says."""
        points = self.points
        if points is None:
            return GapReading.UNKNOWN
        if points.copy_abs() <= self.tolerance:
            return GapReading.IN_STEP
        return GapReading.PAID_AHEAD if points > 0 else GapReading.RESULTS_AHEAD


def told_until(achievements: Iterable[Achievement]) -> Period | None:
    """Return the last period of which a known figure behind some achievements tells; None where none is known."""
    known = (
        part.period
        for one in achievements
        if one.observed is not None and isinstance(one.percent, Value)
        for part in one.observed.parts
        if has_value(part)
    )
    return max(known, key=lambda period: (period.last_month, -period.months), default=None)
