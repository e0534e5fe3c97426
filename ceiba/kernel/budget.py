"""Money behind a plan: where it comes from, where it goes, and the sums that a document prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.exact import EXACT, total
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period


class Stage(StrEnum):
    """The stages of an appropriation, in order."""

    INITIAL = "initial"
    CURRENT = "current"
    COMMITTED = "committed"
    ACCRUED = "accrued"
    PAID = "paid"


class Nature(StrEnum):
    """What money is spent for."""

    INVESTMENT = "investment"
    OPERATING = "operating"


@dataclass(frozen=True, slots=True)
class FundingSource:
    """Money from one source for a period, with the printed split and the printed percentages.

    ``key`` names the source in the methodology's funding rules («situado_constitucional»), None where unknown.
    ``investment`` and ``operating`` are None where the document prints nothing: missing is not zero.
    """

    id: str
    name: str
    amount: Money
    investment: Money | None = None
    operating: Money | None = None
    stated_investment_percent: Decimal | None = None
    stated_operating_percent: Decimal | None = None
    key: str | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A part (0–1) of a budget line that serves one thing, given by address; as written, where it is no such part."""

    subject: str
    share: Decimal


def shares_add_up(shares: Iterable[Share | Decimal]) -> bool:
    """Tell whether shares are parts of one that add up to it, within what rounding each to three decimals may lose."""
    parts = [share.share if isinstance(share, Share) else share for share in shares]
    apart = EXACT.subtract(total(parts), Decimal(1)).copy_abs()
    return all(0 <= part <= 1 for part in parts) and apart <= Decimal("0.0005") * len(parts)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A line of a budget: classifier key, source, nature, amounts by stage, and what it serves.

    ``serves`` shares add up to one (``shares_add_up``; a rule tells where they do not), or are empty where nobody said
    what the money is for.
    """

    id: str
    classifier: str
    name: str = ""
    source: str | None = None
    nature: Nature | None = None
    amounts: tuple[tuple[Stage, Money], ...] = ()
    serves: tuple[Share, ...] = ()
    period: Period | None = None

    def amount(self, stage: Stage) -> Money | None:
        """Return the money at a stage, None where nobody recorded it."""
        return next((money for at, money in self.amounts if at is stage), None)

    def parts(self, stage: Stage) -> tuple[tuple[str, Money], ...]:
        """Return what each served thing receives at a stage, to the cent; none where the amount is unknown.

        The parts add up to the amount. Where the shares are less than one the rest serves nothing; where they are more,
        each is cut in proportion, since nobody can spend more than the line holds. No parts where a share is negative.
        """
        money = self.amount(stage)
        shares = [share.share for share in self.serves]
        if money is None or not any(shares) or min(shares) < 0:
            return ()
        unserved = Decimal(0) if shares_add_up(shares) else max(Decimal(0), EXACT.subtract(Decimal(1), total(shares)))
        parts = money.split([*shares, unserved])
        return tuple((share.subject, part) for share, part in zip(self.serves, parts, strict=False))


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A sum printed in a document, beside its addends. ``all_addends`` also holds rows printed after the total.

    Amounts of one table share one currency. ``column`` names the column that was added up.
    """

    id: str
    label: str
    stated: Money
    addends: tuple[Money, ...]
    all_addends: tuple[Money, ...]
    column: str = ""

    @property
    def computed(self) -> Money:
        """Return the sum of the rows above the total."""
        return Money.total(self.addends, self.stated.currency)

    @property
    def computed_all(self) -> Money:
        """Return the sum of every row of the table, wherever the total is printed."""
        return Money.total(self.all_addends, self.stated.currency)
