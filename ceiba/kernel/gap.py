"""The gap between results and money: physical achievement beside financial execution, and its reading."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.exact import EXACT
from ceiba.kernel.execution import Execution
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
    """Physical achievement in percent, beside what some money was spent: both of the same thing and period."""

    physical: Datum
    spent: Execution
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
