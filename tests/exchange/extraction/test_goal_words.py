"""Goals of indicators in the words and orders of several countries: sentences, sheets, lists and tables."""

from decimal import Decimal

import pytest

from ceiba.exchange.proposal import Proposal
from ceiba.exchange.reader import read

Goal = tuple[Decimal | None, int | None, Decimal | None, int | None]


def _propose(text: str) -> Proposal:
    """Read a text with what holds for every country."""
    return read("plan.txt", text.encode())


def _goals(text: str) -> dict[str, Goal]:
    """Return baseline, its year, target and its year by indicator."""
    return {
        i.text: (
            i.baseline_value,
            i.baseline.year if i.baseline else None,
            i.target_value,
            i.final_target.period.end_year if i.final_target and i.final_target.period else None,
        )
        for i in _propose(text).snapshot.indicators
    }


@pytest.mark.parametrize(
    "values",
    [
        "Estado actual (2019): 8 %. Meta 2025: 60 %.",
        "Valor de partida 2019: 8 %\nValor objetivo 2025: 60 %",
        "Línea base (2019): 8 %; meta para 2025: 60 %",
        "Valor de referencia: 8 %\nAño de referencia: 2019\nMeta 2025: 60 %",
    ],
)
def test_a_goal_may_be_told_in_many_words(values: str) -> None:
    text = f"Objetivo 1: Cuidar los ríos del valle.\nIndicador: Porcentaje de pozos limpios\n{values}\n"
    assert _goals(text) == {"Porcentaje de pozos limpios": (8, 2019, 60, 2025)}


def test_an_indicator_of_a_result_keeps_its_own_name() -> None:
    text = (
        "Resultado estratégico 1: Pozos con junta.\nIndicador del resultado: Porcentaje de pozos limpios\n"
        "Línea base 2019: 8. Meta 2025: 60.\n"
    )
    assert _goals(text) == {"Porcentaje de pozos limpios": (8, 2019, 60, 2025)}


def test_lines_of_subsidies_are_strategic_lines() -> None:
    text = (
        "LÍNEA 1. Deporte de base\nObjetivo: Abrir escuelas deportivas en los barrios.\n\n"
        "Línea de subvención 2: Cultura popular\nObjetivo: Formar bandas de música en los barrios.\n"
    )
    elements = _propose(text).snapshot.elements
    assert [(e.text, e.parent) for e in elements] == [
        ("Deporte de base", None),
        ("Abrir escuelas deportivas en los barrios.", "e1"),
        ("Cultura popular", None),
        ("Formar bandas de música en los barrios.", "e3"),
    ]


def test_the_label_of_a_baseline_is_no_line() -> None:
    text = "Objetivo 1: Cuidar los ríos.\nIndicador: Pozos limpios\nLÍNEA BASE Valor\n8\nMETA 2025\n60\n"
    assert [e.text for e in _propose(text).snapshot.elements] == ["Cuidar los ríos."]


def test_a_field_with_an_amount_is_no_theme_of_the_goals_below_it() -> None:
    text = "Objetivo 1: Cuidar los ríos.\nAcción 1: Limpiar cauces.\nPresupuesto estimado: 20.000 €\nODS: 6, 15\n"
    assert [e.text for e in _propose(text).snapshot.elements] == ["Cuidar los ríos.", "Limpiar cauces."]


def test_a_list_announced_with_its_goals_prints_each_behind_its_name() -> None:
    text = (
        "Línea 1: Deporte de base\nIndicadores y valor objetivo 2027:\n- Número de escuelas deportivas: 45\n"
        "- Porcentaje de barrios con cancha: 27,5%\n"
    )
    assert _goals(text) == {
        "Número de escuelas deportivas": (None, None, 45, 2027),
        "Porcentaje de barrios con cancha": (None, None, Decimal("27.5"), 2027),
    }


@pytest.mark.parametrize(
    "values",
    [
        "Línea base (valor)\n12,5\nLínea base (año)\n2018\nMeta 2024\n9",
        "Línea base (valor): 12,5\nLínea base (año): 2018\nMeta 2024: 9",
        "LÍNEA BASE\nValor\n12,5\nAño\n2018\nMETA 2024\n9",
    ],
)
def test_numbered_sheets_name_their_objective_and_the_parts_of_a_value(values: str) -> None:
    sheet = "Nombre\nTasa de ruido\nObjetivo\nCuidar el descanso en los barrios\nUnidad de medida\nPorcentaje\n"
    proposal = _propose(f"Indicador N° 1\n{sheet}{values}\n\nFICHA 2\n{sheet.replace('ruido', 'polvo')}{values}\n")
    assert [e.text for e in proposal.snapshot.elements] == ["Cuidar el descanso en los barrios"]
    found = [(i.text, i.element, i.baseline_value, i.target_value) for i in proposal.snapshot.indicators]
    assert found == [
        ("Tasa de ruido", "e1", Decimal("12.5"), 9),
        ("Tasa de polvo", "e1", Decimal("12.5"), 9),
    ]
