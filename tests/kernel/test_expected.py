"""The expected range of a place: what leaves it, what a past crisis does to it, how often chance alone leaves it."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.kernel.expected import ExpectedRule, RangePosition, expected
from ceiba.kernel.poisson import quantile
from ceiba.kernel.states import NO_DATA, NOT_DUE, Datum, Value

NOW = 24_300


def months(*past: int | None, now: int | None = None) -> dict[int, Datum]:
    """Return figures of the same month of former years, the latest last, with the same in the months beside it."""
    found: dict[int, Datum] = {}
    for years, figure in enumerate(reversed(past), 1):
        for beside in (-1, 0, 1):
            found[NOW - 12 * years + beside] = NO_DATA if figure is None else Value(Decimal(figure))
    return found | ({} if now is None else {NOW: Value(Decimal(now))})


def test_a_month_far_above_its_past_is_seen() -> None:
    found = expected(months(10, 12, 9, 11, 10, now=30), NOW)
    assert found.position is RangePosition.ABOVE
    assert (found.low, found.high) == (4, 19)
    assert len(found.past) == 15
    assert found.dispersion == 1
    assert found.middle is not None
    assert abs(found.middle - Decimal("10.4")) < Decimal("0.1")


def test_a_usual_month_is_within_and_a_silent_one_below() -> None:
    assert expected(months(10, 12, 9, 11, 10, now=14), NOW).position is RangePosition.WITHIN
    assert expected(months(30, 32, 29, 31, 30, now=2), NOW).position is RangePosition.BELOW


def test_without_a_past_or_a_figure_nothing_is_said() -> None:
    short = expected(months(10, now=90), NOW)
    assert (short.position, short.high, len(short.past)) == (RangePosition.UNKNOWN, None, 3)
    assert expected(months(10, 12, 9), NOW).position is RangePosition.UNKNOWN
    assert expected(months(10, 12, 9) | {NOW: NOT_DUE}, NOW).observed == NOT_DUE


def test_a_gap_is_no_zero() -> None:
    with_gap = expected(months(10, None, 12, None, 10, now=11), NOW)
    assert len(with_gap.past) == 9
    assert with_gap.low is not None
    assert with_gap.low >= 3


def test_a_handful_of_events_raises_no_alert() -> None:
    assert expected(months(0, 0, 0, 0, 0, now=4), NOW).position is RangePosition.WITHIN
    assert expected(months(0, 0, 0, 0, 0, now=5), NOW).position is RangePosition.ABOVE


def test_a_past_crisis_does_not_hide_the_next() -> None:
    crisis = months(10, 12, 9, 11, 10, now=35) | {NOW - 24: Value(Decimal(80))}
    assert expected(crisis, NOW).position is RangePosition.ABOVE


def test_what_varies_more_than_chance_has_a_wider_range() -> None:
    steady, wild = expected(months(20, 20, 20, 20, 20), NOW), expected(months(5, 35, 10, 30, 20), NOW)
    assert steady.high is not None
    assert wild.high is not None
    assert wild.high > steady.high
    assert wild.dispersion is not None
    assert wild.dispersion > 4


def test_rates_have_no_range_of_this_kind() -> None:
    with pytest.raises(ValueError, match="no count"):
        expected({NOW - 12: Value(Decimal("1.5"))}, NOW)
    with pytest.raises(ValueError, match="no count"):
        expected({NOW - 12: Value(Decimal(-1))}, NOW)
    with pytest.raises(ValueError, match="at least a year"):
        ExpectedRule(years=0)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=2, max_size=5), st.integers(0, 120))
def test_a_range_holds_its_middle_and_is_never_narrower_than_chance(past: list[int], now: int) -> None:
    found = expected(months(*past, now=now), NOW)
    assert found.low is not None
    assert found.high is not None
    assert found.middle is not None
    assert found.low <= found.middle + 1
    assert found.middle <= found.high + 1
    mean = float(found.middle)
    assert found.high >= quantile(mean, mean, 0.99)
    assert (found.position is RangePosition.ABOVE) == (now > found.high and now >= 5)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 30), st.data())
def test_the_more_is_observed_the_higher_it_lies(first: int, data: st.DataObject) -> None:
    past = data.draw(st.lists(st.integers(0, 30), min_size=2, max_size=5))
    order = [RangePosition.BELOW, RangePosition.WITHIN, RangePosition.ABOVE]
    found = [order.index(expected(months(*past, now=now), NOW).position) for now in (first, first + 7)]
    assert found == sorted(found)


@pytest.mark.slow
def test_chance_alone_leaves_it_about_as_often_as_the_setting_says() -> None:
    """2,000 invented places of mean 20 without any cause: some 1 in 100 lies above."""
    dice = Random(8)
    above = 0
    for _place in range(2000):
        figures = {at: Value(Decimal(sum(dice.random() < 0.02 for _ in range(1000)))) for at in _asked()}
        above += expected(figures, NOW).position is RangePosition.ABOVE
    assert 5 <= above <= 35


def _asked() -> list[int]:
    return [NOW, *(NOW - 12 * year + beside for year in range(1, 6) for beside in (-1, 0, 1))]
