"""Rates of a named population: what they rest on is said, small numbers are marked, gaps stay gaps."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.kernel.rates import (
    Inhabitants,
    PlaceStanding,
    PopulationSeries,
    Rate,
    RateRule,
    YearRule,
    compare,
    rate,
    rolling,
)
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, Datum, Value

SERIES = PopulationSeries(
    "proyeccion",
    "Proyección inventada",
    "Instituto inventado, 2020",
    (
        Inhabitants("0101", 2020, 10_000),
        Inhabitants("0101", 2024, 12_000),
        Inhabitants("0101", 2020, 5_200, "f"),
        Inhabitants("0101", 2020, 4_800, "m"),
        Inhabitants("0101", 2024, 6_100, "f"),
        Inhabitants("0102", 2020, 0),
    ),
)


def of(events: int, people: int = 100_000, rule: RateRule | None = None) -> Rate | None:
    """Return the rate of events among so many people."""
    series = PopulationSeries("s", "S", "inventada", (Inhabitants("p", 2020, people),))
    return rate(events, series.base("p", 2020), rule)


def test_a_year_of_its_own_needs_no_rule() -> None:
    base = SERIES.base("0101", 2020)
    assert base is not None
    assert (base.people, base.years, base.rule, base.source) == (10_000, (2020,), YearRule.EXACT, SERIES.source)
    assert base.is_of_its_year


def test_a_missing_year_is_the_nearest_earlier_and_says_so() -> None:
    base = SERIES.base("0101", 2023)
    assert base is not None
    assert (base.people, base.year, base.years, base.rule) == (10_000, 2023, (2020,), YearRule.EARLIER)
    assert not base.is_of_its_year
    assert SERIES.base("0101", 2019) is None
    assert SERIES.base("0101", 2023, YearRule.EXACT) is None


def test_interpolation_is_asked_for_and_never_leaves_the_known_years() -> None:
    base = SERIES.base("0101", 2023, YearRule.INTERPOLATED)
    assert base is not None
    assert (base.people, base.years, base.rule) == (11_500, (2020, 2024), YearRule.INTERPOLATED)
    assert SERIES.base("0101", 2025, YearRule.INTERPOLATED) is None
    assert SERIES.base("0101", 2019, YearRule.INTERPOLATED) is None


def test_a_part_is_never_taken_for_the_whole() -> None:
    both = (("f", ""), ("m", ""))
    base = SERIES.base("0101", 2024, groups=both)
    assert base is not None
    assert (base.people, base.years) == (10_000, (2020,))
    assert SERIES.base("0101", 2024, groups=(("f", "0-14"),)) is None
    assert SERIES.base("9999", 2024) is None


def test_a_cell_is_counted_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        PopulationSeries("s", "S", "", (Inhabitants("p", 2020, 1), Inhabitants("p", 2020, 2)))
    with pytest.raises(ValueError, match="never negative"):
        Inhabitants("p", 2020, -1)


def test_few_events_carry_a_caution_and_a_wide_interval() -> None:
    few, many = of(5, 50_000), of(200, 50_000)
    assert few is not None
    assert many is not None
    assert (few.amount, few.caution, many.caution) == (10, True, False)
    assert (round(few.low, 2), round(few.high, 2)) == (Decimal("3.25"), Decimal("23.34"))
    strict = of(25, rule=RateRule(fewest=30))
    assert strict is not None
    assert strict.caution


def test_zero_events_are_a_rate_and_nobody_is_none() -> None:
    none = of(0)
    assert none is not None
    assert (none.amount, none.low) == (0, 0)
    assert none.high > 0
    assert rate(3, SERIES.base("0102", 2020)) is None
    assert rate(3, None) is None
    with pytest.raises(ValueError, match="never negative"):
        of(-1)


def test_places_are_told_apart_only_beyond_chance() -> None:
    found = compare({"a": of(300), "b": of(100), "c": of(2, 1_000), "d": None, "e": of(202)})
    standing = {one.place: one.standing for one in found.places}
    assert standing == {
        "a": PlaceStanding.HIGHER,
        "b": PlaceStanding.LOWER,
        "c": PlaceStanding.ALIKE,
        "d": PlaceStanding.UNKNOWN,
        "e": PlaceStanding.ALIKE,
    }
    assert found.whole is not None
    assert round(found.whole, 1) == Decimal("200.7")
    assert compare({"d": None}).whole is None
    assert compare({"x": of(0)}).places[0].times is None
    with pytest.raises(ValueError, match="cannot be compared"):
        compare({"a": of(3), "b": of(3, rule=RateRule(per=1000))})


@given(st.integers(0, 500), st.integers(1, 10**7))
def test_a_rate_lies_in_its_interval(events: int, people: int) -> None:
    found = of(events, people)
    assert found is not None
    assert found.low <= found.amount <= found.high


STATES = st.one_of(st.integers(0, 50).map(lambda n: Value(Decimal(n))), st.sampled_from([NO_DATA, NOT_DUE]))


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.integers(24_000, 24_030), STATES, max_size=31), st.integers(1, 12))
def test_a_window_with_a_gap_is_a_gap(months: dict[int, Datum], length: int) -> None:
    for end, figure in rolling(months, length):
        inside = [months.get(at) for at in range(end - length + 1, end + 1)]
        whole = all(isinstance(one, Value) for one in inside)
        assert isinstance(figure, Value) is whole
        if isinstance(figure, Value):
            assert figure.amount == sum(one.amount for one in inside if isinstance(one, Value))


def test_windows_begin_when_they_are_whole() -> None:
    months: dict[int, Datum] = {24_000 + at: Value(Decimal(1)) for at in range(13)}
    assert rolling(months) == ((24_011, Value(Decimal(12))), (24_012, Value(Decimal(12))))
    assert rolling({24_000: Value(Decimal(1))}) == rolling({}) == ()
    assert rolling({1: NOT_DUE, 2: NOT_APPLICABLE}, 2) == ((2, NOT_DUE),)
    with pytest.raises(ValueError, match="at least one month"):
        rolling(months, 0)
