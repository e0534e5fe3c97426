"""The parts of a figure come to its total, or it is said where they do not."""

from decimal import Decimal

import pytest

from ceiba.kernel.indicator import Accumulation, Indicator, Measurement
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import PERCENT
from ceiba.kernel.reconcile import unreconciled
from ceiba.kernel.sheet import Disaggregation
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, Datum, Value

YEAR = Period.parse("2025")
SEX = Disaggregation("sexo", ("mujeres", "hombres"))


def row(part: str, value: Datum | int, *pair: int) -> Measurement:
    figure = Value(Decimal(value)) if isinstance(value, int) else value
    return Measurement("i", YEAR, figure, *map(Decimal, pair), disaggregation=part)


def told(accumulation: Accumulation, *rows: Measurement, unit: object = None) -> list[str]:
    indicator = Indicator("i", None, "x", unit, accumulation=accumulation, disaggregations=(SEX,))  # type: ignore[arg-type]
    return [doubt.message % doubt.facts for doubt in unreconciled(indicator, rows).values()]


@pytest.mark.parametrize(
    ("whole", "women", "men", "said"),
    [
        (10, 6, 4, None),
        (10, 6, 5, "suman 11 y el total dice 10"),
        (10, 6, 3, "suman 9"),
        (10, 10, NOT_APPLICABLE, None),
        (10, 9, NOT_APPLICABLE, "suman 9"),
        (10, 9, NO_DATA, None),
        (10, 11, NO_DATA, "suman 11"),
        (NO_DATA, 6, 4, "el total no"),
        (NO_DATA, NO_DATA, NO_DATA, None),
    ],
)
def test_parts_of_a_sum(whole: Datum | int, women: Datum | int, men: Datum | int, said: str | None) -> None:
    found = told(Accumulation.SUM, row("", whole), row("mujeres", women), row("hombres", men))
    assert (found == []) if said is None else said in found[0]


def test_a_part_that_nobody_began_and_a_total_alone_say_nothing() -> None:
    assert told(Accumulation.SUM, row("", 10)) == []
    assert told(Accumulation.SUM, row("", 10), row("mujeres", 4)) == []
    assert "suman 12" in told(Accumulation.SUM, row("", 10), row("mujeres", 12))[0]


def test_a_ratio_is_added_by_its_two_numbers_and_never_by_its_percentages() -> None:
    parts = (row("mujeres", 50, 5, 10), row("hombres", 90, 27, 30))
    assert told(Accumulation.RATIO, row("", 80, 32, 40), *parts, unit=PERCENT) == []
    assert "numeradores" in told(Accumulation.RATIO, row("", 82, 33, 40), *parts, unit=PERCENT)[0]
    assert "denominadores" in told(Accumulation.RATIO, row("", 78, 32, 41), *parts, unit=PERCENT)[0]


def test_an_average_lies_between_its_parts() -> None:
    parts = (row("mujeres", 50), row("hombres", 90))
    assert told(Accumulation.LAST, row("", 70), *parts, unit=PERCENT) == []
    assert "no puede quedar fuera" in told(Accumulation.LAST, row("", 95), *parts, unit=PERCENT)[0]
