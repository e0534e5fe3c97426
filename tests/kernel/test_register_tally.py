"""Tallies: added and taken away in any order, and ranks as the formulas say."""

from collections import Counter
from decimal import Decimal
from statistics import median as plain_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.register_tally import Tally, median, nearest_rank, of_value

VALUES = st.lists(st.integers(0, 9), max_size=8).map(Counter)
TALLIES = st.builds(
    Tally, st.integers(0, 9), st.integers(0, 9), st.decimals(-100, 100, allow_nan=False, places=2), VALUES
)


@given(TALLIES, TALLIES, TALLIES)
def test_adding_does_not_depend_on_order_or_grouping(one: Tally, two: Tally, three: Tally) -> None:
    assert (one + two) + three == one + (two + three) == Tally.sum_of([three, one, two])
    assert one + Tally() == one


@given(TALLIES, TALLIES)
def test_what_was_added_is_taken_away(one: Tally, two: Tally) -> None:
    assert (one + two) - two == one
    assert not one - one


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30))
def test_the_middle_is_that_of_the_library(numbers: list[int]) -> None:
    assert median(Counter(numbers)) == Decimal(str(plain_median(numbers)))


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30), st.sampled_from([1, 50, 90, 100]))
def test_a_rank_is_the_least_that_so_many_do_not_exceed(numbers: list[int], percent: int) -> None:
    found = nearest_rank(Counter(numbers), percent)
    assert found == min(n for n in numbers if 100 * sum(m <= n for m in numbers) >= percent * len(numbers))


def test_nothing_has_no_rank() -> None:
    with pytest.raises(ValueError, match="nothing"):
        nearest_rank({}, 50)


def test_a_kept_value_stands_once() -> None:
    assert (of_value("a") + of_value("a") + of_value("b")).values == {"a": 2, "b": 1}
