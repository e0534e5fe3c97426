"""The yearly plan of what will be bought: products, parts of the year, and budget lines that are asked for too much."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.budget import BudgetLine, Stage
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.procurement import Overdrawn, ProcurementLine, by_period, overdrawn, product

PARTS = [Period.parse(f"2026-C{number}") for number in (1, 2, 3)]
cents = st.integers(0, 10**9).map(lambda hundredths: Money.from_hundredths(hundredths, "USD"))
lines = st.lists(
    st.builds(
        lambda amount, periods, line: ProcurementLine("q", "x", amount, periods=tuple(sorted(periods)), line=line),
        cents,
        st.sets(st.sampled_from(PARTS)),
        st.sampled_from([None, "b1", "b2"]),
    ),
    max_size=8,
)


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


@pytest.mark.slow
@given(lines)
def test_the_parts_of_the_year_add_up_to_the_plan_to_the_cent(plan: list[ProcurementLine]) -> None:
    parts = by_period(plan)
    assert Money.total(parts.values(), "USD") == Money.total((one.amount for one in plan), "USD")
    dated = [part for part in parts if part is not None]
    assert dated == sorted(dated)
    assert None not in parts or list(parts)[-1] is None


@given(lines, cents)
def test_a_budget_line_is_overdrawn_by_what_the_plan_asks_beyond_it(plan: list[ProcurementLine], has: Money) -> None:
    budget = BudgetLine("b1", "53.04", amounts=((Stage.INITIAL, has),))
    asked = Money.total((one.amount for one in plan if one.line == "b1"), "USD")
    found = overdrawn(plan, [budget])
    assert [one.missing for one in found] == ([asked - has] if asked > has else [])


def test_current_money_goes_before_initial_and_a_line_without_money_is_not_judged() -> None:
    plan = [ProcurementLine("q1", "x", usd("10"), line="b1"), ProcurementLine("q2", "x", usd("99"), line="b2")]
    raised = BudgetLine("b1", "53.04", amounts=((Stage.INITIAL, usd("5")), (Stage.CURRENT, usd("9.99"))))
    assert overdrawn(plan, [raised, BudgetLine("b2", "53.05")]) == (Overdrawn("b1", usd("10"), usd("9.99")),)


def test_a_product_is_rounded_once_to_the_hundredth() -> None:
    assert product(Decimal(3), usd("0.035")) == usd("0.11")
    assert product(Decimal(1000), usd("0.0357")) == usd("35.70")
