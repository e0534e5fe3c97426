"""Formal indicator sheets: labels before, above and beside values, grids of years, one objective, fields kept."""

from decimal import Decimal

import pytest

from ceiba.exchange.extraction.engine import extract
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.readers import txt
from ceiba.kernel.indicator import Direction, Indicator
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.states import State
from ceiba.methodologies import loader
from tests.exchange.extraction.invented import propose

D = Decimal
BASE = next(m for m in loader.available() if m.reference.startswith("base@"))


def read(text: str) -> Proposal:
    """Read a text with the vocabulary that every country shares."""
    return extract(txt.read("fichas.txt", text.encode()), BASE)


def one(text: str) -> Indicator:
    """Return the only indicator of a text."""
    (indicator,) = read(text).snapshot.indicators
    return indicator


def targets(indicator: Indicator) -> list[tuple[object, int | None]]:
    """Return the targets with their last years."""
    return [(getattr(t.value, "amount", None), t.period.end_year if t.period else None) for t in indicator.targets]


COLON = """FICHA TÉCNICA DEL INDICADOR N.° 1
Objetivo estratégico: Cuidar los manantiales del valle.
Nombre del indicador: Porcentaje de manantiales con cerco
Fórmula de cálculo: (Manantiales con cerco / Manantiales) x 100
Unidad de medida: Porcentaje
Fuente de información: Registro de manantiales
Línea base (2022): 31.5
Meta 2024: 40 | 2025: 50 | 2026: 62
Sentido del indicador: Ascendente
Responsable: Oficina de Aguas

FICHA TÉCNICA DEL INDICADOR N.° 2
Objetivo estratégico: Cuidar los manantiales del valle.
Nombre del indicador: Tasa de fugas
Unidad de medida: Fugas por cada 1,000 conexiones
Línea base: 12.5 (2022)
Meta: 8.0 (2026)
Tendencia: Descendente
"""
LAID_OUT = """Ficha técnica del indicador
Nombre del indicador                  Porcentaje de manantiales con cerco y con plan de
                                      cuidado.
Unidad de medida                      Porcentaje
Método de cálculo                     (Cercados / Todos) x 100
              Línea de base   Logros esperados
Año           2022          2024          2025
Valor         31.5          40            50
"""


def test_labels_before_their_values() -> None:
    snapshot = read(COLON).snapshot
    (objective,) = snapshot.elements
    first, second = snapshot.indicators
    assert [first.element, second.element] == [objective.id, objective.id]
    assert (first.text, first.baseline_value, targets(first)) == (
        "Porcentaje de manantiales con cerco",
        D("31.5"),
        [(40, 2024), (50, 2025), (62, 2026)],
    )
    assert (first.formula, first.verification) == (
        "(Manantiales con cerco / Manantiales) x 100",
        "Registro de manantiales",
    )
    assert [unit.name for unit in snapshot.units if unit.id == first.unit] == ["Oficina de Aguas"]
    assert (second.baseline_value, targets(second)) == (D("12.5"), [(8, 2026)])
    assert second.direction is Direction.DOWN
    assert second.measure_unit is not None
    assert (second.measure_unit.kind, second.measure_unit.per) == (UnitKind.RATE, 1000)


def test_labels_beside_their_values_and_a_grid_of_years() -> None:
    indicator = one(LAID_OUT)
    assert indicator.text.startswith("Porcentaje de manantiales con cerco")
    assert indicator.formula == "(Cercados / Todos) x 100"
    assert indicator.baseline is not None
    assert (indicator.baseline_value, indicator.baseline.year) == (D("31.5"), 2022)
    assert targets(indicator) == [(40, 2024), (50, 2025)]


def test_a_name_that_goes_on_in_its_column() -> None:
    assert one(LAID_OUT).text == "Porcentaje de manantiales con cerco y con plan de cuidado."


def test_a_row_of_heads_with_their_values_below() -> None:
    text = "Nombre del indicador: Pozos limpios\nUnidad de medida: Pozos\nLínea base 2022 Meta 2024 Meta 2025\n4 6 9\n"
    indicator = one(text)
    assert (indicator.baseline_value, targets(indicator)) == (4, [(6, 2024), (9, 2025)])


@pytest.mark.parametrize(
    ("printed", "state"),
    [("ND", State.NO_DATA), ("por definir", State.NO_DATA), ("No existe", State.NO_DATA),
     ("no aplica", State.NOT_APPLICABLE)],
)  # fmt: skip
def test_what_is_missing_is_no_zero(printed: str, state: State) -> None:
    baseline = one(f"Nombre del indicador: Pozos limpios\nLínea base: {printed}\nMeta 2027: ≥ 80\n").baseline
    assert baseline is not None
    assert baseline.value.state is state


@pytest.mark.parametrize("printed", ["0", "o", "cero"])
def test_zero_is_a_value(printed: str) -> None:
    indicator = one(f"Nombre del indicador: Pozos limpios\nLínea base: {printed}\nMeta: 12 pozos (2027)\n")
    assert (indicator.baseline_value, targets(indicator)) == (0, [(12, 2027)])


def test_a_target_in_words_keeps_its_words_and_its_number() -> None:
    indicator = one("Nombre del indicador: Pozos limpios\nLínea base: ND\nMeta: Limpiar al menos 30 pozos al 2027\n")
    assert (indicator.target_text, targets(indicator)) == ("Limpiar al menos 30 pozos al 2027", [(30, 2027)])


def test_the_goal_of_the_whole_run_of_years_comes_last() -> None:
    indicator = one("Nombre del indicador: Pozos limpios\nMeta 2024: 4\nMeta 2025: 5\nMeta: 9\n")
    assert targets(indicator) == [(4, 2024), (5, 2025), (9, 2025)]
    assert indicator.target_value == 9


def test_several_fields_in_one_line() -> None:
    indicator = one(
        "Nombre del indicador: Pozos limpios\nUnidad de medida: % | Línea base: 4 (2022) | Meta: 9 (2025)\n"
    )
    assert (indicator.baseline_value, targets(indicator)) == (4, [(9, 2025)])


def test_a_list_of_goals_is_no_sheet() -> None:
    proposal = propose("Resultado. Pintar las aulas.\nIndicador: Aulas pintadas.\nMeta: Pintar también los pasillos.\n")
    assert [i.targets for i in proposal.snapshot.indicators] == [()]


def test_a_matrix_of_indicators_is_no_sheet() -> None:
    rows = "Indicador\tUnidad de medida\tMeta\nPozos\tPozos\t4\nRíos\tRíos\t5\n"
    assert all(i.text != "Unidad de medida" for i in read(rows).snapshot.indicators)
