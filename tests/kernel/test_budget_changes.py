"""Modifications of a budget and the money of each month: what was there is neither lost nor made."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.budget import BudgetLine, Cutoff, Modification, Stage
from ceiba.kernel.budget_changes import in_force, months, reconciled
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period

HUNDREDTHS = st.integers(-(10**12), 10**12)


def quetzales(hundredths: int) -> Money:
    return Money.from_hundredths(hundredths, "GTQ")


def cutoff(month: str, **amounts: str) -> Cutoff:
    told = tuple((Stage(stage), Money(Decimal(text), "GTQ")) for stage, text in amounts.items())
    return Cutoff(Period.parse(month), told)


def change(amount: str, day: date | None = None, line: str = "b1") -> Modification:
    return Modification(f"m{amount}{day}", line, Money(Decimal(amount), "GTQ"), "Acta 1-2026", day)


@pytest.mark.slow
@given(st.lists(HUNDREDTHS, min_size=1, max_size=12))
def test_the_months_of_a_year_add_up_to_its_last_cut_off(amounts: list[int]) -> None:
    added_up = [sum(amounts[: n + 1]) for n in range(len(amounts))]
    year = Period.of_year(2026).divide(1)
    cutoffs = [
        Cutoff(month, ((Stage.ACCRUED, quetzales(money)),)) for month, money in zip(year, added_up, strict=False)
    ]
    own = [month.own for month in months(cutoffs, Stage.ACCRUED)]
    assert [money and money.hundredths for money in own] == [money and quetzales(money).hundredths for money in amounts]
    assert Money.total(money for money in own if money).hundredths == added_up[-1]


def test_a_month_whose_former_one_is_missing_is_unknown() -> None:
    cutoffs = (cutoff("2026-M01", accrued="5"), cutoff("2026-M03", accrued="9"), cutoff("2026-M04", paid="1"))
    assert [month.own for month in months(cutoffs, Stage.ACCRUED)] == [Money(Decimal(5), "GTQ"), None, None]
    assert [month.added_up for month in months(cutoffs, Stage.PAID)] == [None, None, Money(Decimal(1), "GTQ")]


def test_a_fiscal_year_begins_in_its_own_month() -> None:
    july = (cutoff("2026-M06", accrued="80"), cutoff("2026-M07", accrued="5"))
    assert months(july, Stage.ACCRUED, fiscal_start=7)[1].own == Money(Decimal(5), "GTQ")
    assert months(july, Stage.ACCRUED)[1].own == Money(Decimal(-75), "GTQ")


def test_zero_is_no_missing_month() -> None:
    cutoffs = (cutoff("2026-M01", accrued="0"), cutoff("2026-M02", accrued="0"))
    assert [month.own for month in months(cutoffs, Stage.ACCRUED)] == [Money(Decimal(0), "GTQ")] * 2


@given(st.integers(0, 10**12), st.lists(HUNDREDTHS, max_size=8))
def test_what_a_line_may_spend_is_its_initial_money_and_its_acts(initial: int, changes: list[int]) -> None:
    line = BudgetLine("b1", "010", amounts=((Stage.INITIAL, quetzales(initial)),))
    acts = [Modification(str(n), "b1", quetzales(money), "Acta 1") for n, money in enumerate(changes)]
    other = Modification("x", "b2", quetzales(999), "Acta 1")
    found = in_force(line, [*acts, other])
    assert found is not None
    assert found.hundredths == initial + sum(changes)


@given(st.lists(st.integers(0, 10**12), min_size=2, max_size=6), st.data())
def test_a_transfer_conserves_the_money_of_a_budget(initials: list[int], data: st.DataObject) -> None:
    lines = [BudgetLine(f"b{n}", "010", amounts=((Stage.INITIAL, quetzales(m)),)) for n, m in enumerate(initials)]
    parts = data.draw(st.lists(HUNDREDTHS, min_size=len(lines) - 1, max_size=len(lines) - 1))
    moved = [*parts, -sum(parts)]
    acts = [Modification(str(n), f"b{n}", quetzales(money), "Acta 1") for n, money in enumerate(moved)]
    after = [in_force(line, acts) for line in lines]
    assert sum(money.hundredths for money in after if money) == sum(initials)


def test_the_finance_system_goes_before_the_acts_that_it_knows_already() -> None:
    line = BudgetLine("b1", "010", cutoffs=(cutoff("2026-M03", initial="100", current="120"),))
    acts = [change("20", date(2026, 2, 5)), change("-7", date(2026, 4, 1)), change("3")]
    assert in_force(line, acts) == Money(Decimal(113), "GTQ")
    assert in_force(BudgetLine("b1", "010"), acts) is None


def test_the_check_tells_what_no_act_explains() -> None:
    line = BudgetLine(
        "b1", "010", cutoffs=(cutoff("2026-M01", initial="100", current="100"), cutoff("2026-M02", current="130"))
    )
    january, february = reconciled(line, [change("20", date(2026, 2, 28))])
    assert january.difference.amount == 0
    assert (february.modified, february.difference) == (Money(Decimal(20), "GTQ"), Money(Decimal(10), "GTQ"))


def test_the_check_needs_both_and_one_currency() -> None:
    initial = (Stage.INITIAL, Money(Decimal(1), "GTQ"))
    assert reconciled(BudgetLine("b1", "010", amounts=(initial,)), []) == ()
    both = BudgetLine("b1", "010", amounts=(initial, (Stage.CURRENT, Money(Decimal(1), "USD"))))
    assert reconciled(both, []) == ()
