"""A result before it is written: its true change, how it is worded, and what keeps it from being one."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ceiba.kernel.change import check_change
from ceiba.kernel.indicator import ChangeKind, Direction
from ceiba.kernel.intent import ChangeMode, Intent
from ceiba.kernel.quantity import PERCENT, MeasureUnit, Quantity, UnitKind

FAMILIES = MeasureUnit("familias")
COVERAGE = Intent(
    Direction.UP, ChangeMode.POINTS, PERCENT, Decimal("55.2"), 2023, Decimal(80), 2032, "viviendas del municipio"
)
PEOPLE = Intent(Direction.UP, ChangeMode.RELATIVE, FAMILIES, Decimal(2321), 2021, Decimal(6000), 2032)


def fields(intent: Intent) -> list[str]:
    return [field for field, _why in intent.faults()]


@pytest.mark.parametrize(
    ("intent", "amount"),
    [
        (COVERAGE, "24.8"),
        (replace(COVERAGE, mode=ChangeMode.LEVEL), "80"),
        (replace(COVERAGE, mode=ChangeMode.RELATIVE), "44.93"),
        (PEOPLE, "158.51"),
        (replace(PEOPLE, mode=ChangeMode.YEARLY), "9.02"),
        (replace(PEOPLE, direction=Direction.DOWN, target=Decimal(2000)), "13.83"),
    ],
)
def test_the_amount_is_the_true_change_and_the_audit_finds_it_so(intent: Intent, amount: str) -> None:
    assert str(intent.amount) == amount
    assert intent.faults() == ()
    unit = intent.measure_unit
    ends = Quantity(intent.baseline, unit), Quantity(intent.target, unit)
    assert check_change(intent.stated("x"), *ends, intent.years).rounds


def test_keeping_is_stated_as_keeping() -> None:
    kept = replace(COVERAGE, direction=Direction.CONSTANT, baseline=Decimal(88), target=Decimal(88))
    assert kept.faults() == ()
    assert kept.stated("en 88 %").kind is ChangeKind.MAINTAIN


@pytest.mark.parametrize(
    ("intent", "field"),
    [
        (replace(PEOPLE, mode=ChangeMode.POINTS), "mode"),
        (replace(COVERAGE, denominator=None), "denominator"),
        (replace(COVERAGE, denominator="  "), "denominator"),
        (replace(COVERAGE, target=Decimal(101)), "target"),
        (replace(PEOPLE, baseline=Decimal(0)), "mode"),
        (replace(PEOPLE, mode=ChangeMode.YEARLY, baseline=Decimal(0)), "mode"),
        (replace(PEOPLE, target=Decimal("10.5")), "target"),
        (replace(PEOPLE, target=Decimal(2321)), "target"),
        (replace(PEOPLE, direction=Direction.DOWN), "target"),
        (replace(PEOPLE, direction=Direction.CONSTANT), "target"),
        (replace(PEOPLE, target_year=2021), "target_year"),
        (replace(PEOPLE, mode=ChangeMode.LEVEL, baseline=Decimal(-5)), "target"),
    ],
)
def test_what_is_no_result_is_told_at_its_field(intent: Intent, field: str) -> None:
    assert field in fields(intent)


def test_from_nothing_a_level_can_be_promised() -> None:
    assert replace(PEOPLE, mode=ChangeMode.LEVEL, baseline=Decimal(0)).faults() == ()


def test_the_way_goes_by_equal_steps_or_by_growth_and_ends_at_the_target() -> None:
    even = Intent(Direction.UP, ChangeMode.LEVEL, FAMILIES, Decimal(100), 2024, Decimal(200), 2028)
    assert [str(amount) for _year, amount in even.way()] == ["125", "150", "175", "200"]
    growing = replace(even, mode=ChangeMode.YEARLY, target=Decimal(1600))
    assert [str(amount) for _year, amount in growing.way()] == ["200", "400", "800", "1600"]
    assert [year for year, _amount in growing.way()] == [2025, 2026, 2027, 2028]


def test_an_index_has_points() -> None:
    index = Intent(
        Direction.UP,
        ChangeMode.POINTS,
        MeasureUnit("índice", UnitKind.INDEX),
        Decimal("0.61"),
        2024,
        Decimal("0.75"),
        2032,
    )
    assert index.faults() == ()
