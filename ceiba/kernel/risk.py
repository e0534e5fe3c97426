"""Risks: what may keep an element from being reached, how likely, how bad, and what is done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How likely something is, or how much it would hurt, in the three steps of a risk matrix."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class RiskState(StrEnum):
    """Whether a risk is still ahead, has happened, or is no risk any more."""

    OPEN = "open"
    HAPPENED = "happened"
    CLOSED = "closed"


_STEPS = {Grade.LOW: 1, Grade.MEDIUM: 2, Grade.HIGH: 3}
_LOWEST_MEDIUM, _LOWEST_HIGH = 3, 6


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk of one element: what may happen, its cause, its response and the unit that watches it."""

    id: str
    element: str
    text: str
    probability: Grade
    impact: Grade
    cause: str | None = None
    response: str | None = None
    unit: str | None = None
    state: RiskState = RiskState.OPEN

    @property
    def grade(self) -> Grade:
        """Return the grade of the matrix: probability times impact, each from 1 to 3; high from 6, medium from 3."""
        product = _STEPS[self.probability] * _STEPS[self.impact]
        if product >= _LOWEST_HIGH:
            return Grade.HIGH
        return Grade.MEDIUM if product >= _LOWEST_MEDIUM else Grade.LOW

    @property
    def is_answered(self) -> bool:
        """Tell whether somebody wrote what is done about it."""
        return bool((self.response or "").strip())

    @property
    def asks(self) -> bool:
        """Tell whether it is high, not over, and nobody has written what is done about it."""
        return self.grade is Grade.HIGH and self.state is not RiskState.CLOSED and not self.is_answered


def gravest_first(risks: Iterable[Risk]) -> tuple[Risk, ...]:
    """Return risks in the order in which they are looked at: those not over first, the gravest of them first."""
    over = RiskState.CLOSED
    return tuple(
        sorted(risks, key=lambda r: (r.state is over, -_STEPS[r.grade], -_STEPS[r.probability] * _STEPS[r.impact]))
    )
