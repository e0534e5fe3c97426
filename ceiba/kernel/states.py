"""The five states of a figure: a value (zero is one), not programmed, no data, not yet due, not applicable.

They are five different things in every sum, export and colour; a missing figure is never a zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class State(StrEnum):
    """What is known about a figure of one indicator in one period."""

    VALUE = "value"
    NOT_PROGRAMMED = "not_programmed"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Value:
    """A figure that was observed, promised or computed; ``Value(Decimal(0))`` says that it is zero."""

    amount: Decimal

    def __post_init__(self) -> None:
        if not self.amount.is_finite():
            raise ValueError("a value is a finite number; what is not known is Absent")

    @property
    def state(self) -> State:
        """Return ``State.VALUE``, so that figures of either kind answer the same question."""
        return State.VALUE


@dataclass(frozen=True, slots=True)
class Absent:
    """A figure that is not there, and why. Raises ``ValueError`` for the state of a value."""

    state: State

    def __post_init__(self) -> None:
        if self.state is State.VALUE:
            raise ValueError("Absent needs a state other than value")


Datum = Value | Absent

NOT_PROGRAMMED = Absent(State.NOT_PROGRAMMED)
NO_DATA = Absent(State.NO_DATA)
NOT_DUE = Absent(State.NOT_DUE)
NOT_APPLICABLE = Absent(State.NOT_APPLICABLE)


def datum(amount: Decimal | None) -> Datum:
    """Return the value of an amount, or ``NO_DATA`` where there is none."""
    return NO_DATA if amount is None else Value(amount)


def merged_absence(figures: Iterable[Datum]) -> Absent:
    """Return why a whole is absent none of whose figures is known.

    No data where one figure is missing that was due; otherwise not due where one is still to come; otherwise not
    programmed where one was; and not applicable where nothing else is left, or there are no figures at all.
    """
    states = {figure.state for figure in figures}
    for absent in (NO_DATA, NOT_DUE, NOT_PROGRAMMED):
        if absent.state in states:
            return absent
    return NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what a figure rests on is known: «41 of 48», with the figures that are still to come apart.

    ``expected`` counts what was due and programmed; what is not programmed, not applicable or not yet due is no gap.
    """

    known: int = 0
    expected: int = 0
    not_due: int = 0

    @classmethod
    def of(cls, figures: Iterable[Datum]) -> "Completeness":
        """Return the completeness of figures."""
        known = missing = not_due = 0
        for figure in figures:
            state = figure.state
            known += state is State.VALUE
            missing += state is State.NO_DATA
            not_due += state is State.NOT_DUE
        return cls(known, known + missing, not_due)

    def __add__(self, other: "Completeness") -> "Completeness":
        return Completeness(self.known + other.known, self.expected + other.expected, self.not_due + other.not_due)

    @property
    def is_complete(self) -> bool:
        """Tell whether everything that was due is known."""
        return self.known == self.expected

    @property
    def is_final(self) -> bool:
        """Tell whether everything is known and nothing is still to come."""
        return self.is_complete and self.not_due == 0
