"""The arithmetic of stated changes: true ones hold at any number of decimals, perturbed ones do not."""

from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.change import ChangeCheck, Reading, allows_points, check_change, reaches
from ceiba.kernel.indicator import ChangeKind, StatedChange
from ceiba.kernel.quantity import PERCENT, MeasureUnit, Quantity, UnitKind

HECTARES = MeasureUnit("ha", UnitKind.MAGNITUDE)
PERSONS = MeasureUnit("personas")
INDEX = MeasureUnit("índice", UnitKind.INDEX)
PER_THOUSAND = MeasureUnit("por mil", UnitKind.RATE, Decimal(1000))

decimals = st.integers(0, 4)
roundings = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_DOWN])
years_between = st.integers(1, 15)


def amounts(least: int, most: int) -> st.SearchStrategy[Decimal]:
    return st.builds(lambda n, d: Decimal(n).scaleb(-d), st.integers(least, most), st.integers(0, 2))


def printed(amount: Decimal, places: int, rounding: str) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-places), rounding)


def check(
    kind: ChangeKind,
    amount: Decimal,
    baseline: Decimal,
    target: Decimal,
    unit: MeasureUnit | None = PERSONS,
    years: int | None = None,
    **flags: bool,
) -> ChangeCheck:
    change = StatedChange(kind, amount, "", **flags)
    return check_change(change, Quantity(baseline, unit), Quantity(target, unit), years)


@given(amounts(1, 10**9), amounts(1, 9900), st.booleans(), decimals, roundings)
def test_true_relative_change_holds(
    baseline: Decimal, amount: Decimal, falls: bool, places: int, rounding: str
) -> None:
    amount = min(amount, Decimal(100)) if falls else amount
    exact = baseline * (100 + (-amount if falls else amount)) / 100
    target = printed(exact, places, rounding)
    result = check(ChangeKind.RELATIVE, amount, baseline, target, falls=falls)
    assert result.holds
    assert result.rounds
    assert result.expected == exact
    assert result.difference == target - baseline
    assert not result.readings


@given(amounts(1, 10**9), amounts(1, 9900), decimals, st.integers(1, 10**6))
def test_perturbed_relative_change_does_not_hold(baseline: Decimal, amount: Decimal, places: int, step: int) -> None:
    target = printed(baseline * (100 + amount) / 100, places, ROUND_HALF_UP) + Decimal(step + 1).scaleb(-places)
    assert not check(ChangeKind.RELATIVE, amount, baseline, target).holds


@given(amounts(1, 10**6), amounts(1, 3000), years_between, decimals)
def test_yearly_growth_compounds(baseline: Decimal, amount: Decimal, years: int, places: int) -> None:
    with localcontext(Context(prec=200)):
        exact = baseline
        for _year in range(years):
            exact = exact * (100 + amount) / 100
        target = printed(exact, places, ROUND_HALF_UP)
    assert check(ChangeKind.RELATIVE, amount, baseline, target, years=years, yearly=True).holds


@given(amounts(0, 5000), amounts(1, 4000), years_between, st.booleans())
def test_points_add_each_year(baseline: Decimal, amount: Decimal, years: int, yearly: bool) -> None:
    target = baseline + amount * (years if yearly else 1)
    result = check(ChangeKind.POINTS, amount, baseline, target, PERCENT, years, yearly=yearly)
    assert result.holds
    assert not check(ChangeKind.POINTS, amount, baseline, target + 1, PERCENT, years, yearly=yearly).holds


@given(st.integers(0, 90), st.integers(1, 10))
def test_points_of_an_index_are_hundredths(baseline: int, points: int) -> None:
    start, end = Decimal(baseline).scaleb(-2), Decimal(baseline + points).scaleb(-2)
    assert check(ChangeKind.POINTS, Decimal(points), start, end, INDEX).holds
    assert not check(ChangeKind.POINTS, Decimal(points + 1), start, end, INDEX).holds


@given(amounts(1, 10**6), st.integers(2, 9), st.booleans(), decimals)
def test_multiples(baseline: Decimal, times: int, falls: bool, places: int) -> None:
    target = printed(baseline / times if falls else baseline * times, places, ROUND_HALF_UP)
    assert check(ChangeKind.MULTIPLE, Decimal(times), baseline, target, falls=falls).holds


@given(amounts(0, 10**6), amounts(1, 10**5), st.booleans())
def test_differences_and_levels(baseline: Decimal, amount: Decimal, falls: bool) -> None:
    target = baseline - amount if falls else baseline + amount
    assert check(ChangeKind.ABSOLUTE, amount, baseline, target, falls=falls).holds
    assert check(ChangeKind.LEVEL, target, baseline, target).holds
    assert not check(ChangeKind.LEVEL, target + 1, baseline, target).holds
    assert not check(ChangeKind.MAINTAIN, baseline, baseline, baseline + 1).holds
    assert check(ChangeKind.MAINTAIN, baseline, baseline, baseline).holds


@given(
    st.sampled_from(ChangeKind), amounts(-(10**6), 10**6), amounts(-(10**6), 10**6), amounts(0, 10**4), st.booleans()
)
def test_nothing_raises_and_missing_years_hold_nothing(
    kind: ChangeKind, baseline: Decimal, target: Decimal, amount: Decimal, falls: bool
) -> None:
    result = check(kind, amount, baseline, target, falls=falls, yearly=True)
    assert result.yearly_percent is None
    if kind not in (ChangeKind.LEVEL, ChangeKind.MAINTAIN):
        assert result.expected is None
        assert not result.holds
    assert (result.relative_percent is None) == (baseline == 0)


D = Decimal


@pytest.mark.parametrize(
    ("kind", "amount", "baseline", "target", "unit", "years", "flags", "reading"),
    [
        (
            ChangeKind.RELATIVE,
            "50",
            "30",
            "50",
            PERCENT,
            11,
            {"percent": True},
            Reading(ChangeKind.LEVEL, percent=True),
        ),
        (
            ChangeKind.LEVEL,
            "35",
            "100",
            "135",
            HECTARES,
            11,
            {"percent": True},
            Reading(ChangeKind.RELATIVE, percent=True),
        ),
        (ChangeKind.LEVEL, "81", "19", "100", HECTARES, 11, {"percent": True}, Reading(ChangeKind.ABSOLUTE)),
        (
            ChangeKind.RELATIVE,
            "20",
            "30",
            "50",
            PERCENT,
            11,
            {"percent": True},
            Reading(ChangeKind.POINTS, percent=True),
        ),
        (
            ChangeKind.POINTS,
            "9",
            "2321",
            "6000",
            PERSONS,
            11,
            {"yearly": True},
            Reading(ChangeKind.RELATIVE, yearly=True, percent=True),
        ),
    ],
)
def test_what_the_amount_would_truly_be(kind, amount, baseline, target, unit, years, flags, reading) -> None:
    result = check(kind, D(amount), D(baseline), D(target), unit, years, **flags)
    assert not result.holds
    assert result.readings[0] == reading


def test_a_tie_holds_either_way() -> None:
    assert check(ChangeKind.RELATIVE, D(50), D("4.3"), D("2.1"), PER_THOUSAND, falls=True).holds
    assert check(ChangeKind.RELATIVE, D(50), D("4.3"), D("2.2"), PER_THOUSAND, falls=True).holds
    assert not check(ChangeKind.RELATIVE, D(50), D("4.3"), D("2.3"), PER_THOUSAND, falls=True).holds


def test_percentages_are_unrounded() -> None:
    result = check(ChangeKind.RELATIVE, D(23), D(59), D(72), HECTARES, 11)
    assert result.relative_percent == D("22.03389830508474576271186441")
    assert str(result.yearly_percent).startswith("1.8267452223279652328")
    assert not result.holds
    assert not result.rounds


def test_a_rounded_percentage_rounds_without_holding() -> None:
    result = check(ChangeKind.RELATIVE, D(35), D(1000), D(1354))
    assert result.rounds
    assert not result.holds


def test_no_growth_from_nothing_and_none_across_zero() -> None:
    assert check(ChangeKind.ABSOLUTE, D(4), D(0), D(4), years=4).relative_percent is None
    assert check(ChangeKind.ABSOLUTE, D(4), D(-2), D(2), years=4).yearly_percent is None


def test_points_need_a_score() -> None:
    assert allows_points(Quantity(D(1), INDEX))
    assert not allows_points(Quantity(D(1), PERSONS))
    assert not check(ChangeKind.POINTS, D(10), D(100), D(110), PERSONS).holds


def test_reaches() -> None:
    assert reaches(D("2.15"), Quantity(D("2.1")))
    assert reaches(D("2.15"), Quantity(D("2.2")))
    assert not reaches(D("2.16"), Quantity(D("2.1")))
