"""Chances of counts against sums in exact fractions and against printed tables."""

from decimal import Decimal
from fractions import Fraction
from math import comb, exp, factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.kernel.poisson import at_most, interval, quantile


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 60), st.integers(1, 600))
def test_it_is_the_sum_of_its_terms(count: int, tenths: int) -> None:
    mean = Fraction(tenths, 10)
    exact = float(sum(mean**n / factorial(n) for n in range(count + 1))) * exp(-float(mean))
    assert at_most(count, float(mean)) == pytest.approx(exact, rel=1e-9, abs=1e-12)


def test_ends_of_the_line() -> None:
    assert at_most(-1, 5.0) == 0
    assert at_most(0, 0.0) == 1
    assert at_most(3, 3.0) == pytest.approx(0.647232, abs=1e-6)
    assert at_most(100_000, 100_000.0) == pytest.approx(0.5 + 0.00084, abs=1e-4)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    # the table of exact 95 percent limits that textbooks of epidemiology print
    [(0, "0", "3.688879"), (1, "0.025318", "5.571643"), (5, "1.623486", "11.668332"), (10, "4.795389", "18.390356"),
     (20, "12.216524", "30.888379"), (100, "81.363992", "121.627273")],
)  # fmt: skip
def test_the_exact_interval_is_that_of_the_tables(count: int, low: str, high: str) -> None:
    found = interval(count)
    assert abs(found[0] - Decimal(low)) < Decimal("0.0006")
    assert abs(found[1] - Decimal(high)) < Decimal("0.0006")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3000), st.sampled_from([80, 90, 95, 99]))
def test_the_ends_of_an_interval_are_as_rare_as_they_should_be(count: int, confidence: int) -> None:
    low, high = map(float, interval(count, confidence))
    tail = (100 - confidence) / 200
    assert low <= count <= high
    assert at_most(count, high) == pytest.approx(tail, abs=1e-5)
    if count:
        assert 1 - at_most(count - 1, low) == pytest.approx(tail, abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 400), st.sampled_from([0.01, 0.025, 0.5, 0.975, 0.99]))
def test_a_quantile_is_the_first_count_to_reach_its_chance(tenths: int, chance: float) -> None:
    count = quantile(tenths / 10, tenths / 10, chance)
    assert at_most(count, tenths / 10) >= chance - 1e-9
    assert at_most(count - 1, tenths / 10) < chance + 1e-9


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 8), st.integers(1, 9), st.sampled_from([0.05, 0.9, 0.99]))
def test_a_wider_quantile_is_that_of_the_negative_binomial(size: int, tenth: int, chance: float) -> None:
    """Failures before the size-th success of chance p: mean size·(1 − p)/p, variance mean/p."""
    p = Fraction(tenth, 10)
    mean = size * (1 - p) / p
    reached, count = Fraction(0), -1
    while reached < chance - 1e-10:
        count += 1
        reached += comb(count + size - 1, count) * p**size * (1 - p) ** count
    assert quantile(float(mean), float(mean / p), chance) == count


def test_what_is_no_count_or_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="never negative"):
        interval(-1)
    with pytest.raises(ValueError, match="between 1 and 99"):
        interval(3, 100)
    with pytest.raises(ValueError, match="above zero"):
        quantile(0.0, 0.0, 0.5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile(1.0, 1.0, 1.0)
