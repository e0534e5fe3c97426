"""What cannot be is an error, what is odd is a question, and what the plan itself does is neither."""

from datetime import date
from decimal import Decimal

import pytest

from ceiba.kernel.indicator import Accumulation, Baseline, Indicator, Measurement, Target
from ceiba.kernel.period import Period
from ceiba.kernel.plausibility import DoubtGrade, doubts, is_future, known_amounts, misread
from ceiba.kernel.quantity import PERCENT, MeasureUnit, UnitKind
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_PROGRAMMED, Value
from ceiba.kernel.yardstick import yardstick

YEAR = Period.parse("2025")
FIRST = Period.parse("2025-C1")
LAST = Period.parse("2025-C3")
PEOPLE = MeasureUnit("personas")
ERROR, QUESTION = DoubtGrade.ERROR, DoubtGrade.QUESTION


def value(number: str) -> Value:
    return Value(Decimal(number))


def indicator(unit: MeasureUnit | None = PEOPLE, **fields: object) -> Indicator:
    return Indicator("i", "e", "Personas", unit, **fields)  # type: ignore[arg-type]  # what a test gives


def grades(one: Indicator, number: str | None, pair: tuple[str, str] | None = None) -> list[DoubtGrade]:
    figure = NO_DATA if number is None else value(number)
    numbers = [Decimal(part) for part in pair] if pair else [None, None]
    measured = Measurement("i", FIRST, figure, *numbers)
    return [doubt.grade for doubt in doubts(one, measured, known_amounts(one))]


@pytest.mark.parametrize(
    ("one", "number", "expected"),
    [
        (indicator(), "12", []),
        (indicator(), "0", []),
        (indicator(), "-1", [ERROR]),
        (indicator(), "2.5", [QUESTION]),
        (indicator(), "2.0", []),
        (indicator(accumulation=Accumulation.MEAN), "2.5", []),
        (indicator(targets=(Target(value("3.5"), YEAR),)), "2.5", []),
        (indicator(baseline=Baseline(value("-4"))), "-1", []),
        (indicator(MeasureUnit("m", UnitKind.MAGNITUDE)), "-1.5", [QUESTION]),
        (indicator(PERCENT), "100", []),
        (indicator(PERCENT), "100.1", [QUESTION]),
        (indicator(PERCENT), "-3", [ERROR]),
        (indicator(PERCENT, accumulation=Accumulation.VARIATION), "-130", []),
        (indicator(PERCENT, targets=(Target(value("120"), YEAR),)), "115", []),
        (indicator(None), "-3", [QUESTION]),
        (indicator(accumulation=Accumulation.BINARY), "1", []),
        (indicator(accumulation=Accumulation.BINARY), "2", [ERROR]),
    ],
)
def test_a_figure_is_judged_as_its_indicator_is_measured(
    one: Indicator, number: str, expected: list[DoubtGrade]
) -> None:
    assert grades(one, number) == expected


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (("45", "50"), []),
        (("0", "50"), []),
        (("0", "0"), []),
        (("51", "50"), [QUESTION]),
        (("1", "0"), [ERROR]),
        (("-1", "50"), [ERROR]),
        (("1", "-50"), [ERROR]),
    ],
)
def test_numerator_and_denominator_are_judged_together(pair: tuple[str, str], expected: list[DoubtGrade]) -> None:
    assert grades(indicator(PERCENT, accumulation=Accumulation.RATIO), None, pair) == expected


def test_a_ratio_needs_both_of_its_numbers() -> None:
    one = indicator(PERCENT, accumulation=Accumulation.RATIO)
    assert grades(one, "90") == [ERROR]
    alone = Measurement("i", FIRST, NO_DATA, numerator=Decimal(4))
    assert [doubt.grade for doubt in doubts(one, alone)] == [ERROR]
    assert doubts(one, Measurement("i", FIRST, NOT_APPLICABLE)) == ()


def test_a_number_read_with_the_other_separator_is_asked_about() -> None:
    known = [Decimal(1400), Decimal(1600)]
    assert misread(Decimal("1.5"), Decimal(1500), known)
    assert misread(Decimal(1500), Decimal("1.5"), known) is None
    assert misread(Decimal(1500), Decimal("1.5"), [Decimal(2)])
    assert misread(Decimal(1500), Decimal("1.5"), []) is None
    assert misread(Decimal(0), Decimal(0), known) is None


def test_a_period_that_has_not_begun_lies_in_the_future() -> None:
    assert is_future(Period.parse("2025-C2"), date(2025, 4, 30))
    assert not is_future(Period.parse("2025-C2"), date(2025, 5, 1))


def test_a_period_is_held_against_its_own_target_or_the_nearest_around_it() -> None:
    targets = (Target(value("40"), FIRST), Target(value("120"), YEAR), Target(value("300"), Period.parse("2025..2026")))
    one = indicator(accumulation=Accumulation.SUM, targets=targets)
    own, around = yardstick(one, FIRST), yardstick(one, LAST)
    assert (own.value, own.period, own.judges) == (value("40"), FIRST, True)
    assert (around.value, around.period, around.judges) == (value("120"), YEAR, True)
    middle = yardstick(one, Period.parse("2025-C2"))
    assert (middle.period, middle.judges) == (YEAR, False)
    assert yardstick(one, Period.parse("2027-C1")).value == NOT_PROGRAMMED


def test_what_is_said_not_to_be_programmed_is_not_held_against_the_year() -> None:
    one = indicator(targets=(Target(NOT_PROGRAMMED, FIRST), Target(value("120"), YEAR)))
    found = yardstick(one, FIRST)
    assert (found.value, found.judges) == (NOT_PROGRAMMED, False)
