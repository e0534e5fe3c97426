"""The table of available money: complements computed, percentages from amounts, the law's limits, and honest sums."""

from decimal import Decimal

from ceiba.kernel.availability import availability, totals
from ceiba.kernel.budget import FundingSource
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.methodologies.loader import load
from tests.cast import METHODOLOGY

MUNICIPAL = load(METHODOLOGY)
YEAR = Period.parse("2026")


def q(amount: str) -> Money:
    return Money(Decimal(amount), "GTQ")


def source(name: str, amount: str, investment: str | None = None, **more: object) -> FundingSource:
    return FundingSource(name, name, q(amount), None if investment is None else q(investment), **more)


def test_a_row_is_computed_from_amounts_and_set_against_the_law() -> None:
    (row,) = availability([source("iva", "100.00", "70.01", key="iva_paz", period=YEAR)], MUNICIPAL, YEAR)
    assert (row.operating, row.investment_percent, row.operating_percent) == (
        q("29.99"),
        Decimal("70.01"),
        Decimal("29.99"),
    )
    assert (row.least_investment, row.most_operating) == (q("75.00"), q("25.00"))
    assert row.uninvested == q("4.99")


def test_what_nobody_wrote_stays_unknown_and_the_sum_says_so() -> None:
    rows = availability([source("a", "60.00", "15.00"), source("b", "40.00")], MUNICIPAL, YEAR)
    assert (rows[1].investment, rows[1].operating, rows[1].uninvested) == (None, None, None)
    whole = totals(rows)
    assert (whole.amount, whole.investment, whole.operating, whole.unknown) == (q("100.00"), q("15.00"), q("45.00"), 1)
    assert whole.investment_percent is None
    assert totals(rows[:1]).investment_percent == 25


def test_money_left_over_and_money_of_other_years_stand_apart() -> None:
    funding = [
        source("now", "10.00", "10.00", period=YEAR),
        source("before", "7.00", carried_over=True, period=YEAR),
        source("then", "5.00", period=Period.parse("2024")),
    ]
    assert [row.source.id for row in availability(funding, MUNICIPAL, YEAR)] == ["now"]
    assert [row.source.id for row in availability(funding, MUNICIPAL, YEAR, carried_over=True)] == ["before"]


def test_no_rows_add_up_to_nothing_and_no_percentage() -> None:
    assert totals(()).amount == Money.zero()
    assert totals(()).investment_percent is None
