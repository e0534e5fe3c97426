"""Risks: what may keep an element or a project from being reached, how likely, how bad, what is done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar


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


class _Weighed:
    """What a risk says of itself, whatever it hangs from: its grade, and whether it waits for an answer."""

    __slots__ = ()
    probability: Grade
    impact: Grade
    response: str | None
    state: RiskState

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


@dataclass(frozen=True, slots=True)
class Risk(_Weighed):
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


@dataclass(frozen=True, slots=True)
class ProjectRisk(_Weighed):
    """A risk of one project, a row of it: what may happen, its response, and who answers for that, as written."""

    text: str
    probability: Grade
    impact: Grade
    response: str = ""
    responsible: str = ""
    state: RiskState = RiskState.OPEN


_Any = TypeVar("_Any", Risk, ProjectRisk)


def gravest_first(risks: Iterable[_Any]) -> tuple[_Any, ...]:
    """Return risks in the order in which they are looked at: those not over first, the gravest of them first."""
    over = RiskState.CLOSED
    return tuple(
        sorted(risks, key=lambda r: (r.state is over, -_STEPS[r.grade], -_STEPS[r.probability] * _STEPS[r.impact]))
    )
