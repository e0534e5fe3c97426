"""Quantities with their unit of measure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.text import fold


class UnitKind(StrEnum):
    """How figures in a unit of measure behave in arithmetic."""

    COUNT = "count"  # whole things: persons, wells, events
    MAGNITUDE = "magnitude"  # measured: hectares, m³, km
    PERCENT = "percent"  # parts of a hundred; needs a denominator
    RATE = "rate"  # cases per so many: per thousand, per 100,000
    INDEX = "index"  # a composed score, between fixed ends
    MONEY = "money"
    MILESTONE = "milestone"  # done or not done


@dataclass(frozen=True, slots=True)
class MeasureUnit:
    """A unit of measure. ``per`` is the denominator of a rate (1000 in «por mil»), otherwise None."""

    name: str
    kind: UnitKind = UnitKind.COUNT
    per: Decimal | None = None

    def same_as(self, other: "MeasureUnit") -> bool:
        """Tell whether two units measure the same thing, whatever their case, accents and plural."""
        if self.kind is UnitKind.PERCENT or self.kind is UnitKind.RATE:
            return self.kind is other.kind and self.per == other.per
        return _singular(self.name) == _singular(other.name)


def _singular(name: str) -> str:
    """Return the words of a name without their Spanish or English plural: one stem for «habitación», «habitaciones»."""
    return " ".join(_stem(word) for word in fold(name).split())


def _stem(word: str) -> str:
    if len(word) <= 3:  # «mes», «gas» and «m3» are no plurals
        return word.removesuffix("z") + "c" if word.endswith("z") else word
    bare = word.removesuffix("s").removesuffix("e")
    return bare.removesuffix("z") + "c" if bare.endswith("z") else bare


PERCENT = MeasureUnit("%", UnitKind.PERCENT)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount, with the decimals it was printed with, in a unit of measure (None: the text names none)."""

    amount: Decimal
    measure_unit: MeasureUnit | None = None

    @property
    def decimals(self) -> int:
        """Return how many decimals the amount carries: 2 for 0.66, 0 for 28235390."""
        exponent = self.amount.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0
