"""Money: a decimal amount and its currency; never a float."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from ceiba.kernel.exact import EXACT, HUNDRED, apportion, percent

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency (ISO 4217 code; empty where the document names none).

    Adding or comparing two currencies raises ``ValueError``: a sum over currencies has no meaning. Money that names no
    currency goes with any. Sums are exact.
    """

    amount: Decimal
    currency: str = ""

    def __post_init__(self) -> None:
        if not self.amount.is_finite():
            raise ValueError("money needs a finite amount")

    @classmethod
    def zero(cls, currency: str = "") -> Self:
        """Return no money at all, in a currency."""
        return cls(Decimal(0), currency)

    @classmethod
    def from_hundredths(cls, hundredths: int, currency: str = "") -> Self:
        """Return the money that a database keeps as integer hundredths."""
        return cls(EXACT.multiply(Decimal(hundredths), HUNDREDTH), currency)

    @classmethod
    def total(cls, amounts: Iterable["Money"], currency: str = "") -> "Money":
        """Return the sum of amounts, zero for none; ``ValueError`` for two currencies."""
        return sum(amounts, Money.zero(currency))

    @property
    def hundredths(self) -> int:
        """Return the amount as integer hundredths, half away from zero."""
        return int(EXACT.multiply(self.amount, HUNDRED).to_integral_value(ROUND_HALF_UP, EXACT))

    def __add__(self, other: "Money") -> "Money":
        return Money(EXACT.add(self.amount, other.amount), self._shared_currency(other))

    def __sub__(self, other: "Money") -> "Money":
        return Money(EXACT.subtract(self.amount, other.amount), self._shared_currency(other))

    def __neg__(self) -> "Money":
        return Money(EXACT.minus(self.amount), self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._shared_currency(other)
        return self.amount < other.amount

    def __le__(self, other: "Money") -> bool:
        self._shared_currency(other)
        return self.amount <= other.amount

    def __gt__(self, other: "Money") -> bool:
        return other < self

    def __ge__(self, other: "Money") -> bool:
        return other <= self

    def share_of(self, whole: "Money") -> Decimal | None:
        """Return this money as percent of a whole, rounded only to 28 digits; None where the whole is zero."""
        self._shared_currency(whole)
        return None if whole.amount == 0 else percent(self.amount, whole.amount)

    def split(self, weights: Sequence[Decimal]) -> "tuple[Money, ...]":
        """Return parts in proportion to weights that add up to this money to the cent, by largest remainder.

        ``ValueError`` for a negative weight or for weights that add up to zero.
        """
        return tuple(Money(part, self.currency) for part in apportion(self.amount, weights, HUNDREDTH))

    def _shared_currency(self, other: "Money") -> str:
        if self.currency and other.currency and self.currency != other.currency:
            raise ValueError(f"two currencies in one sum: {self.currency} and {other.currency}")
        return self.currency or other.currency
