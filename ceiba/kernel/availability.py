"""What each source of money makes available for investment and for operating, computed and set against the law."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ceiba.kernel.budget import FundingSource
from ceiba.kernel.exact import EXACT, HUNDRED
from ceiba.kernel.methodology import FundingRule, Methodology
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period


@dataclass(frozen=True, slots=True)
class Availability:
    """One row: the money of a source (column 2), for investment (3) and for operating (5), and the law's limits.

    Where only one of the two is known the other is what remains of the source; where neither is, both are None. The
    percentages (4 and 6) are computed from the amounts, never taken from print.
    """

    source: FundingSource
    investment: Money | None
    operating: Money | None
    rule: FundingRule | None = None

    @property
    def amount(self) -> Money:
        """Return the money of the source."""
        return self.source.amount

    @property
    def investment_percent(self) -> Decimal | None:
        """Return what part of the source is invested, in percent; None where it is not known or the source is empty."""
        return None if self.investment is None else self.investment.share_of(self.amount)

    @property
    def operating_percent(self) -> Decimal | None:
        """Return what part of the source is spent on operating, in percent; None as above."""
        return None if self.operating is None else self.operating.share_of(self.amount)

    @property
    def least_investment(self) -> Money | None:
        """Return what the law wants invested at least, None where it says nothing. Not rounded: it is a limit."""
        percent = self.rule.minimum_investment if self.rule else None
        return None if percent is None else _part(self.amount, percent)

    @property
    def most_operating(self) -> Money | None:
        """Return what the law lets spend on operating at most, None where it says nothing."""
        percent = self.rule.maximum_operating if self.rule else None
        return None if percent is None else _part(self.amount, percent)

    @property
    def uninvested(self) -> Money | None:
        """Return how much investment is missing to what the law wants; None where nothing is missing or not known."""
        if self.investment is None or self.least_investment is None or self.investment >= self.least_investment:
            return None
        return self.least_investment - self.investment


@dataclass(frozen=True, slots=True)
class AvailabilityTotal:
    """The sums of a table; ``investment`` and ``operating`` add up what is known, ``unknown`` counts other rows.

    A percentage of a sum is only told where every row is known: otherwise it would be that of another sum.
    """

    amount: Money
    investment: Money
    operating: Money
    unknown: int

    @property
    def investment_percent(self) -> Decimal | None:
        """Return what part of all money is invested, in percent."""
        return None if self.unknown else self.investment.share_of(self.amount)

    @property
    def operating_percent(self) -> Decimal | None:
        """Return what part of all money is spent on operating, in percent."""
        return None if self.unknown else self.operating.share_of(self.amount)


def availability(
    funding: Iterable[FundingSource],
    methodology: Methodology,
    period: Period | None = None,
    *,
    carried_over: bool = False,
) -> tuple[Availability, ...]:
    """Return the rows of a period in the order of the sources: this year's money, or what earlier years left over.

    A source without a period belongs to every period. The two kinds are never in one table: what is left over from
    before is spent once.
    """
    return tuple(
        _row(source, methodology.funding_rule(source.key))
        for source in funding
        if source.carried_over is carried_over
        and (period is None or source.period is None or source.period.overlaps(period))
    )


def totals(rows: Iterable[Availability]) -> AvailabilityTotal:
    """Return the sums of a table; ``ValueError`` where two currencies meet."""
    table = tuple(rows)
    known = [row for row in table if row.investment is not None and row.operating is not None]
    return AvailabilityTotal(
        amount=Money.total(row.amount for row in table),
        investment=Money.total(row.investment for row in known if row.investment is not None),
        operating=Money.total(row.operating for row in known if row.operating is not None),
        unknown=len(table) - len(known),
    )


def _row(source: FundingSource, rule: FundingRule | None) -> Availability:
    investment, operating = source.investment, source.operating
    if investment is not None and operating is None:
        operating = source.amount - investment
    elif operating is not None and investment is None:
        investment = source.amount - operating
    return Availability(source, investment, operating, rule)


def _part(money: Money, percent: Decimal) -> Money:
    return Money(EXACT.divide(EXACT.multiply(money.amount, percent), HUNDRED), money.currency)
