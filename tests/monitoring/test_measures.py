"""What the explorer says of an indicator: five different things, and a colour only for a figure."""

from datetime import date
from decimal import Decimal

import pytest

from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, NOT_PROGRAMMED, Value
from ceiba.monitoring.measures import Measure
from tests.cast import snapshot
from tests.people import Office
from tests.snapshots.adopting import adopt_all

TODAY = date(2026, 5, 14)
PLAN = """
plans:
- kind: pdmot
  title: Plan de prueba
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 hay más agua.
    indicators:
    - id: i1
      text: Viviendas con agua
      measure_unit: '%'
      baseline: {value: 40, year: 2021}
      targets: {2023: 50, 2024: not_programmed, 2025: 60, 2032: 80}
    - {id: i2, text: Agua medida, measure_unit: '%'}
measurements:
- {indicator: i1, period: '2022', value: 0}
- {indicator: i1, period: '2023', value: 45}
- {indicator: i1, period: '2024', value: not_applicable}
- {indicator: i1, period: '2023', value: 12, disaggregation: zona 6}
"""


def measure(identifier: str = "i1") -> Measure:
    """Return an indicator as it is shown on a day of 2026."""
    plan = snapshot(PLAN)
    return Measure(plan, plan.indicator(identifier), TODAY)


def test_zero_not_applicable_missing_not_programmed_and_not_due_are_five_things() -> None:
    rows = {row.period.start_year: row for row in measure().periods}
    assert rows[2022].measured == Value(Decimal(0))
    assert rows[2022].target == NOT_PROGRAMMED
    assert rows[2024].measured == NOT_APPLICABLE
    assert rows[2025].measured == NO_DATA
    assert rows[2032].measured == NOT_DUE


def test_the_last_figure_is_the_newest_of_the_whole() -> None:
    last = measure().last
    assert (last.period.start_year, last.value) == (2023, Value(Decimal(45)))
    assert [part.disaggregation for part in measure().parts] == ["zona 6"]


def test_only_a_figure_with_a_target_is_judged() -> None:
    rows = {row.period.start_year: row for row in measure().periods}
    assert rows[2023].achievement == Value(Decimal(50))
    assert (rows[2023].band.key, rows[2023].tone) == ("rojo", "bad")
    assert [rows[year].tone for year in (2022, 2024, 2025, 2032)] == ["none"] * 4
    assert measure().judged == rows[2023]


def test_what_was_never_measured_has_no_achievement() -> None:
    empty = measure("i2")
    assert (empty.last, empty.judged, empty.baseline, empty.final) == (None, None, NO_DATA, NO_DATA)
    assert empty.drawing == ""


def test_the_straight_path_tells_what_was_to_be_expected() -> None:
    expected = measure().expected
    assert isinstance(expected, Value)
    assert expected.amount.quantize(Decimal("0.01")) == Decimal("47.27")


@pytest.mark.parametrize("words", ["no programado", "sin dato", "no aplica", "aún no vence", "0\xa0%"])
def test_the_page_says_each_in_its_own_words(office: Office, words: str) -> None:
    adopt_all(office.actor(), snapshot(PLAN))
    text = office.client().get(f"/{office.slug}/elemento/r1").content.decode()
    assert words in text
