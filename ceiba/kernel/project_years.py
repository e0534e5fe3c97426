"""What a project of several years costs, against the amount of each of its years: nothing over, nothing missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.project import Project, YearAmount


@dataclass(frozen=True, slots=True)
class YearsBalance:
    """The sum of the years, what of the cost no year holds, and the years that lack an amount or lie outside.

    ``left`` is the cost less the sum: below zero, the years cost more than the whole; None where one is not known.
    """

    total: Money | None
    left: Money | None
    lacking: tuple[int, ...]
    outside: tuple[int, ...]

    @property
    def closes(self) -> bool | None:
        """Tell whether the years add up to the cost; None where nobody can tell: an amount is not known."""
        return None if self.left is None else not self.left.amount

    @property
    def is_wrong(self) -> bool:
        """Tell whether what is known cannot be right, whatever the years that lack an amount turn out to hold."""
        if self.outside:
            return True
        return self.left is not None and (self.left.amount < 0 or (self.left.amount > 0 and not self.lacking))


def years_balance(project: Project, fiscal_start: int = 1) -> YearsBalance:
    """Return how the years of a project stand against its cost; ``ValueError`` where two currencies meet."""
    return balance(project.cost, project.amounts, project.period, fiscal_start)


def balance(
    cost: Money | None, amounts: Iterable[YearAmount], period: Period | None, fiscal_start: int = 1
) -> YearsBalance:
    """Return how amounts by year stand against a cost; errors as ``years_balance``.

    A year of the period without an amount lacks one: until it is written, less than the cost is no mistake. Without a
    period no year is expected.
    """
    held = {one.year: one.amount for one in amounts}
    total = Money.total(held.values()) if held else None
    expected = [year.start_year for year in period.years(fiscal_start)] if period else []
    return YearsBalance(
        total,
        cost - total if cost is not None and total is not None else None,
        tuple(year for year in expected if year not in held) if held else (),
        tuple(sorted(year for year in held if year not in expected)) if expected else (),
    )
