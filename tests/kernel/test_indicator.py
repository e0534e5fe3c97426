"""Indicators and quantities: which target is the final one, which units measure the same."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.indicator import Accumulation, Baseline, Direction, Indicator, Measurement, Target
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import PERCENT, MeasureUnit, Quantity, UnitKind
from ceiba.kernel.states import NO_DATA, NOT_PROGRAMMED, Value
from tests.generated import indicators, periods

PLAIN = Indicator("i1", "e1", "Hogares con agua")


def target(period: str | None, amount: int) -> Target:
    return Target(Value(Decimal(amount)), Period.parse(period) if period else None)


@pytest.mark.parametrize(
    ("targets", "amount"),
    [
        ((target("2024", 1), target("2028", 2), target("2026", 3)), 2),
        ((target("2028-Q4", 1), target("2028", 2)), 2),
        ((target("2028-M12", 1), target("2028-Q3", 2)), 1),
        ((target("2028", 1), target(None, 2)), 1),
        ((target(None, 1), target(None, 2)), 2),
    ],
)
def test_the_final_target_is_that_of_the_period_that_ends_last(targets: tuple[Target, ...], amount: int) -> None:
    assert replace(PLAIN, targets=targets).target_value == amount


@given(st.lists(periods(), min_size=1, max_size=5, unique=True), st.data())
def test_the_order_of_dated_targets_does_not_matter(spans: list[Period], chance: st.DataObject) -> None:
    targets = [Target(Value(Decimal(number)), span) for number, span in enumerate(spans)]
    shuffled = chance.draw(st.permutations(targets))
    assert replace(PLAIN, targets=tuple(targets)).final_target == replace(PLAIN, targets=tuple(shuffled)).final_target


def test_what_is_not_there_is_none_and_zero_is_there() -> None:
    assert (PLAIN.final_target, PLAIN.target_value, PLAIN.baseline_value) == (None, None, None)
    assert PLAIN.target_in(Period.of_year(2024)) is NOT_PROGRAMMED
    zero = replace(PLAIN, baseline=Baseline(Value(Decimal(0))), targets=(target("2024", 0),))
    assert (zero.target_value, zero.baseline_value) == (0, 0)
    assert zero.target_in(Period.of_year(2024)) == Value(Decimal(0))
    assert zero.targets[0].value == Value(Decimal(0))
    assert replace(PLAIN, baseline=Baseline(NO_DATA, 2021)).baseline_value is None


@pytest.mark.slow
@given(indicators())
def test_a_reduction_falls_whatever_its_direction_says(indicator: Indicator) -> None:
    falls = indicator.accumulation in (Accumulation.REDUCTION, Accumulation.REDUCTION_ANNUAL)
    assert indicator.better_direction is (Direction.DOWN if falls else indicator.direction)


def test_a_pair_needs_both_numbers() -> None:
    measured = Measurement("i1", Period.of_year(2024), NO_DATA, Decimal(0))
    assert measured.pair is None
    assert replace(measured, denominator=Decimal(0)).pair == (0, 0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Viviendas", "vivienda", True),
        ("habitaciones", "Habitación", True),
        ("trámites despachados", "trámite despachado", True),
        ("planes", "plan", True),
        ("veces", "vez", True),
        ("cruces", "cruz", True),
        ("meses", "mes", True),
        ("m³", "m3", True),
        ("hogares", "personas", False),
        ("mes", "me", False),
        ("año", "ano", False),
    ],
)
def test_units_are_the_same_whatever_their_case_accent_and_plural(one: str, other: str, same: bool) -> None:
    assert MeasureUnit(one).same_as(MeasureUnit(other)) is same
    assert MeasureUnit(other).same_as(MeasureUnit(one)) is same


def test_percent_and_rates_are_told_apart_by_their_denominator() -> None:
    thousand = MeasureUnit("por mil", UnitKind.RATE, Decimal(1000))
    assert PERCENT.same_as(MeasureUnit("por ciento", UnitKind.PERCENT))
    assert thousand.same_as(MeasureUnit("casos por mil", UnitKind.RATE, Decimal(1000)))
    assert not thousand.same_as(MeasureUnit("por cien mil", UnitKind.RATE, Decimal(100_000)))
    assert not PERCENT.same_as(thousand)


@pytest.mark.parametrize(("amount", "decimals"), [("0.66", 2), ("28235390", 0), ("1E+3", 0), ("2.10", 2)])
def test_decimals_as_printed(amount: str, decimals: int) -> None:
    assert Quantity(Decimal(amount)).decimals == decimals
