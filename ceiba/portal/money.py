"""The money of a publication in total: year by year, by what it is spent for, by where it comes from."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ceiba.exchange.writers.page_money import STAGE_WORDS
from ceiba.kernel.budget import BudgetLine, Nature, Stage
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.monitoring.element import Sum, summed
from ceiba.monitoring.money import NATURE_WORDS, MoneyPage
from ceiba.portal.edition import Edition
from ceiba.ui import formats


@dataclass(frozen=True)
class MoneyRow:
    """Some budget lines in total: what they are called, and their money at each stage, by its word."""

    name: str
    stages: tuple[tuple[str, Sum], ...]
    percent: Decimal | None


@dataclass(frozen=True)
class YearMoney:
    """The budget lines of one year in total."""

    period: Period | None
    rows: tuple[BudgetLine, ...]

    @property
    def name(self) -> str:
        """Return the year in words."""
        return formats.period(self.period) if self.period else "—"

    @property
    def lines(self) -> int:
        """Return how many lines there are."""
        return len(self.rows)

    @property
    def known(self) -> int:
        """Return of how many lines both what was given and what was accrued are known."""
        return len(self._both)

    @property
    def given(self) -> Sum:
        """Return what the lines have: the current money, else the initial."""
        return summed([given(line) for line in self.rows])

    @property
    def percent(self) -> Decimal | None:
        """Return what part of the given money is accrued, over the lines of which both are known; None without any."""
        whole, spent = summed([one for one, _two in self._both]), summed([two for _one, two in self._both])
        return spent.money.share_of(whole.money) if whole.money is not None and spent.money is not None else None

    @property
    def by_nature(self) -> dict[Nature | None, "YearMoney"]:
        """Return the lines by what they are spent for; those of which nobody said it under None."""
        grouped: dict[Nature | None, list[BudgetLine]] = defaultdict(list)
        for line in self.rows:
            grouped[line.nature].append(line)
        ordered = (*Nature, None)
        return {one: YearMoney(self.period, tuple(grouped[one])) for one in ordered if grouped[one]}

    def row(self, name: str, stages: Sequence[Stage]) -> MoneyRow:
        """Return the lines as a row of a table."""
        sums = tuple((STAGE_WORDS[stage], summed([line.amount(stage) for line in self.rows])) for stage in stages)
        return MoneyRow(name, sums, self.percent)

    @cached_property
    def _both(self) -> list[tuple[Money, Money]]:
        told = ((given(line), line.amount(Stage.ACCRUED)) for line in self.rows)
        return [(one, two) for one, two in told if one is not None and two is not None]


def given(line: BudgetLine) -> Money | None:
    """Return the money that a line has: the current one, else the initial one."""
    current = line.amount(Stage.CURRENT)
    return line.amount(Stage.INITIAL) if current is None else current


@dataclass(frozen=True)
class PublicMoney:
    """The money of a publication."""

    edition: Edition

    @cached_property
    def page(self) -> MoneyPage:
        """Return funding sources and stages as the pages of the office compute them."""
        return MoneyPage(self.edition.slug, self.edition.face)

    @cached_property
    def years(self) -> tuple[YearMoney, ...]:
        """Return every year with lines, the latest first; lines without a year come last."""
        grouped: dict[Period | None, list[BudgetLine]] = defaultdict(list)
        for line in self.edition.face.budget_lines:
            grouped[line.period].append(line)
        dated = sorted((one for one in grouped if one), key=lambda one: (one.last_month, one.months), reverse=True)
        keys: list[Period | None] = [*dated, *([None] if None in grouped else [])]
        return tuple(YearMoney(period, tuple(grouped[period])) for period in keys)

    @property
    def latest(self) -> YearMoney | None:
        """Return the latest year that has begun by the end of what is told, else the latest; None without lines."""
        shut = self.edition.row.until.last_month
        begun = (year for year in self.years if year.period is not None and year.period.first_month <= shut)
        return next(begun, self.years[0] if self.years else None)

    @property
    def rows(self) -> list[tuple[MoneyRow, list[MoneyRow]]]:
        """Return the row of each year with those of what it is spent for."""
        stages = self.page.stages
        return [
            (
                year.row(year.name, stages),
                [
                    part.row(str(NATURE_WORDS[nature]) if nature else "", stages)
                    for nature, part in year.by_nature.items()
                ],
            )
            for year in self.years
        ]
