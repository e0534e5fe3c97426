"""The straight path to a target, and a long promise year by year."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.exact import total
from ceiba.kernel.indicator import Accumulation, Baseline, Indicator, Target
from ceiba.kernel.path import annual_targets, path_value
from ceiba.kernel.period import Period
from ceiba.kernel.states import NO_DATA, Datum, Value
from tests.generated import decimals, periods

TERM = Period.of_years(2024, 2027)


def figure(amount: str | int) -> Value:
    return Value(Decimal(amount))


@pytest.mark.parametrize(
    ("period", "expected"),
    [("2022", 50), ("2023", 50), ("2024", 60), ("2024-S1", 55), ("2025", 70), ("2027", 90), ("2031", 90)],
)
def test_a_path_of_four_years(period: str, expected: int) -> None:
    baseline, target = Baseline(figure(50), 2023), Target(figure(90), Period.of_year(2027))
    assert path_value(baseline, target, Period.parse(period)) == figure(expected)


def test_a_fiscal_path_begins_with_the_fiscal_year() -> None:
    baseline, target = Baseline(figure(0), 2023), Target(figure(12), Period.of_year(2024, 7))
    assert path_value(baseline, target, Period.parse("2024-M01", 7), 7) == figure(1)


@pytest.mark.parametrize(
    ("baseline", "target"),
    [
        (Baseline(NO_DATA, 2023), Target(figure(1), TERM)),
        (Baseline(figure(1)), Target(figure(1), TERM)),
        (Baseline(figure(1), 2023), Target(NO_DATA, TERM)),
        (Baseline(figure(1), 2023), Target(figure(1))),
    ],
)
def test_no_path_without_both_ends(baseline: Baseline, target: Target) -> None:
    assert path_value(baseline, target, Period.of_year(2025)) == NO_DATA


@given(decimals(), decimals(), st.integers(1990, 2060), periods(), periods())
def test_a_path_stays_between_its_ends_and_goes_one_way(
    first: Decimal, last: Decimal, year: int, end: Period, at: Period
) -> None:
    baseline, target = Baseline(Value(first), year), Target(Value(last), end)
    now, later = path_value(baseline, target, at), path_value(baseline, target, at.next())
    assert isinstance(now, Value)
    assert isinstance(later, Value)
    assert min(first, last) <= now.amount <= max(first, last)
    assert abs(last - later.amount) <= abs(last - now.amount)


def _years(*figures: str | int) -> tuple[tuple[Datum, Period], ...]:
    return tuple((figure(amount), year) for amount, year in zip(figures, TERM.divide(12), strict=True))


def test_annual_targets() -> None:
    stock = Indicator("i1", "e1", "Hogares", baseline=Baseline(figure(50), 2023), targets=(Target(figure(90), TERM),))
    assert tuple((t.value, t.period) for t in annual_targets(stock, TERM)) == _years(60, 70, 80, 90)
    flow = replace(stock, accumulation=Accumulation.SUM, baseline=None, targets=(Target(figure(19), TERM),))
    assert tuple((t.value, t.period) for t in annual_targets(flow, TERM)) == _years(5, 5, 5, 4)
    for none in (
        replace(stock, baseline=None),
        replace(stock, targets=()),
        replace(stock, targets=(Target(NO_DATA, TERM),)),
    ):
        assert annual_targets(none, TERM) == ()
    assert annual_targets(stock, Period.of_year(2024)) == ()
    assert annual_targets(replace(stock, baseline=Baseline(figure(50))), TERM) == ()


@given(decimals(), st.integers(1, 12))
def test_a_sum_by_years_adds_up(amount: Decimal, years: int) -> None:
    term = Period.of_years(2024, 2023 + years)
    flow = Indicator("i1", "e1", "km", accumulation=Accumulation.SUM, targets=(Target(Value(amount), term),))
    shares = [target.value for target in annual_targets(flow, term)]
    assert len(shares) == years
    assert total(share.amount for share in shares if isinstance(share, Value)) == amount
