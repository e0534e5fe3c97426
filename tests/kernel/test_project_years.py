"""The years of a project and its cost: they add up, or the difference is told to the cent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.project import Project, YearAmount
from ceiba.kernel.project_years import balance, years_balance

cents = st.integers(0, 10**12)


def quetzals(hundredths: int) -> Money:
    return Money.from_hundredths(hundredths, "GTQ")


@given(st.lists(cents, min_size=1, max_size=6), st.integers(1990, 2040))
def test_years_that_were_divided_from_a_cost_close_to_the_cent(parts: list[int], first: int) -> None:
    years = tuple(YearAmount(first + place, quetzals(part)) for place, part in enumerate(parts))
    period = Period.of_years(first, first + len(parts) - 1)
    found = years_balance(Project("p", "x", cost=quetzals(sum(parts)), amounts=years, period=period))
    assert found.closes is True
    assert not found.is_wrong
    assert found.total == quetzals(sum(parts))
    assert (found.lacking, found.outside) == ((), ())


@pytest.mark.slow
@given(st.lists(cents, min_size=1, max_size=6), st.integers(-(10**9), 10**9).filter(bool))
def test_one_cent_that_was_moved_is_told(parts: list[int], moved: int) -> None:
    years = [YearAmount(2020 + place, quetzals(part)) for place, part in enumerate(parts)]
    found = balance(quetzals(sum(parts) + moved), years, None)
    assert found.left == quetzals(moved)
    assert found.closes is False
    assert found.is_wrong


@given(st.lists(cents, min_size=2, max_size=6), st.data())
def test_while_a_year_is_not_written_only_too_much_is_wrong(parts: list[int], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(parts) - 1))
    every = [YearAmount(2020 + place, quetzals(part)) for place, part in enumerate(parts)]
    period = Period.of_years(2020, 2020 + len(parts) - 1)
    found = balance(quetzals(sum(parts)), [*every[:gone], *every[gone + 1 :]], period)
    assert found.lacking == (2020 + gone,)
    assert found.left == quetzals(parts[gone])
    assert not found.is_wrong
    assert balance(quetzals(-1), [*every[:gone], *every[gone + 1 :]], period).is_wrong


def test_what_is_not_known_is_not_judged() -> None:
    assert balance(None, [YearAmount(2020, quetzals(5))], None).closes is None
    assert balance(quetzals(5), [], Period.of_year(2020)).closes is None
    assert not balance(quetzals(5), [], Period.of_year(2020)).is_wrong


def test_a_year_outside_the_period_is_named() -> None:
    found = balance(None, [YearAmount(2020, quetzals(5)), YearAmount(2026, quetzals(5))], Period.of_years(2020, 2021))
    assert (found.outside, found.lacking, found.is_wrong) == ((2026,), (2021,), True)


def test_two_currencies_are_no_sum() -> None:
    with pytest.raises(ValueError, match="GTQ"):
        balance(Money(Decimal(1), "USD"), [YearAmount(2020, quetzals(5))], None)
