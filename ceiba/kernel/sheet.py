"""What the sheet of an indicator says besides its figures: variables, the parts it opens into, what kind it is of."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class IndicatorScope(StrEnum):
    """Whom an indicator speaks to: what the institution is for, or how it manages itself."""

    STRATEGIC = "strategic"
    MANAGEMENT = "management"


class IndicatorDimension(StrEnum):
    """Which side of performance an indicator measures."""

    EFFICACY = "efficacy"  # was what was promised achieved
    EFFICIENCY = "efficiency"  # with which means for each result
    QUALITY = "quality"  # how well, in the eyes of who receives it
    ECONOMY = "economy"  # how the money was raised and used


@dataclass(frozen=True, slots=True)
class Variable:
    """A named input of a formula; ``measured_in`` is its unit in words, ``verification`` where its figure is found."""

    name: str
    description: str | None = None
    measured_in: str | None = None
    verification: str | None = None


@dataclass(frozen=True, slots=True)
class Disaggregation:
    """One way in which an indicator opens into parts that make up its whole: sex → women, men.

    A measurement names the part that it speaks of; no part stands in two disaggregations of one indicator.
    """

    name: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a colour of an indicator's own semaphore begins, in percent of achievement; the lowest has no ``lower``."""

    colour: str
    lower: Decimal | None = None


@dataclass(frozen=True, slots=True)
class VariableInput:
    """What was given for a variable of the formula when a figure was computed."""

    variable: str
    amount: Decimal
