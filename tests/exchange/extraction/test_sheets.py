"""Indicators behind labels, in sheets, and in tables that lost their tabs."""

from decimal import Decimal

import pytest

from ceiba.exchange.reader import read
from ceiba.kernel.indicator import Indicator
from tests.exchange.extraction.invented import propose


def _indicators(text: str) -> list[Indicator]:
    return list(propose(text).snapshot.indicators)


def test_an_indicator_below_its_result_takes_what_the_result_promises() -> None:
    (indicator,) = _indicators("Resultado. Reducir en 10 % la tasa de ruido.\nIndicador. Tasa de ruido.\n")
    assert (indicator.text, indicator.element, indicator.target_value) == ("Tasa de ruido.", "e1", None)
    assert [(change.amount, change.percent, change.falls) for change in indicator.stated_changes] == [(10, True, True)]


def test_a_list_of_indicators_belongs_to_one_result() -> None:
    text = "Resultado. Pintar las aulas del valle.\nIndicadores\n• Número de aulas pintadas.\n• Número de puertas.\n"
    assert [(i.text, i.element) for i in _indicators(text)] == [
        ("Número de aulas pintadas.", "e1"),
        ("Número de puertas.", "e1"),
    ]


def test_a_sheet_with_values_below_their_labels() -> None:
    text = (
        "Objetivo 1.1: Cuidar el aire.\nIndicador 1.1\nNivel de polvo en el valle.\nUnidad de medida: Porcentaje.\n"
        "Línea base\n2023*/\n39.8\n\nMeta\n2030\n42.8\n"
    )
    (indicator,) = _indicators(text)
    assert (indicator.text, indicator.baseline_value, indicator.target_value) == (
        "Nivel de polvo en el valle.",
        Decimal("39.8"),
        Decimal("42.8"),
    )
    assert indicator.baseline is not None
    assert indicator.baseline.year == 2023
    assert indicator.final_target is not None
    assert indicator.final_target.period is not None
    assert indicator.final_target.period.end_year == 2030
    assert indicator.measure_unit is not None
    assert indicator.measure_unit.name == "%"


def test_no_number_is_invented() -> None:
    (indicator,) = _indicators("Objetivo: Cuidar el aire.\nIndicador: Nivel de polvo.\n")
    assert (indicator.baseline, indicator.targets) == (None, ())


def test_values_behind_a_promise_leave_its_text() -> None:
    proposal = propose("Resultados\n\n1. Construir puentes nuevos. Línea base: 2 Meta: 5 puentes.\n2. Pintar.\n")
    first = next(iter(proposal.snapshot.elements))
    (indicator,) = proposal.snapshot.indicators
    assert first.text == "Construir puentes nuevos."
    assert (indicator.baseline_value, indicator.target_value) == (2, 5)


FLAT = """RESULTADO INDICADOR LÍNEA BASE
Incrementar los bosques del valle en un
15%.
Índice de bosques
vivos. 68
Abrir una escuela de música para las familias
de la ribera.
Escuela abierta.
0
"""


def test_a_table_that_lost_its_tabs() -> None:
    proposal = propose(FLAT)
    assert [e.text for e in proposal.snapshot.elements] == [
        "Incrementar los bosques del valle en un 15%.",
        "Abrir una escuela de música para las familias de la ribera.",
    ]
    assert [(i.text, i.baseline_value) for i in proposal.snapshot.indicators] == [
        ("Índice de bosques vivos.", 68),
        ("Escuela abierta.", 0),
    ]


@pytest.mark.parametrize("text", ["Los indicadores del valle mejoran.", "Indicador de que algo anda mal."])
def test_prose_about_indicators_is_no_indicator(text: str) -> None:
    assert _indicators(text) == []


def _of_base(text: str) -> list[Indicator]:
    return list(read("plan.txt", text.encode()).snapshot.plans[0].indicators)


def test_a_list_of_indicators_goes_on_behind_the_values_of_each() -> None:
    found = _of_base(
        "PLAN DE DESARROLLO 2024-2027\n\nEje 1: Agua\n\nObjetivo: Proteger las fuentes que surten al valle\n\n"
        "Indicadores y metas\n\nNúmero de fuentes cercadas\nLínea base 2023: 4\nMeta 2027: 18\n\n"
        "Caudal medio de los ríos del valle\nLínea base 2023: 12\nMeta 2027: 15\n\n"
        "Reuniones de las mesas de vecinos del valle\n\nEje 2: Caminos\n"
    )
    assert [(i.text, i.baseline_value, i.target_value) for i in found] == [
        ("Número de fuentes cercadas", Decimal(4), Decimal(18)),
        ("Caudal medio de los ríos del valle", Decimal(12), Decimal(15)),
    ]


def test_items_of_such_a_list_hold_name_and_values() -> None:
    found = _of_base(
        "PLAN DE DESARROLLO 2024-2027\n\nEje 1: Agua\n\nObjetivo: Proteger las fuentes que surten al valle\n\n"
        "¿Cómo mediremos el avance?\n- Número de fuentes cercadas: 4 en 2023 → 18 en 2027\n"
        "- Porcentaje de hogares con agua: de 40% (2023) a 75% (2027)\n"
        "- Número de molinos reparados – Línea base 2023: 1 – Meta 2027: 6\n"
    )
    assert [(i.text, i.baseline_value, i.target_value) for i in found] == [
        ("Número de fuentes cercadas", Decimal(4), Decimal(18)),
        ("Porcentaje de hogares con agua", Decimal(40), Decimal(75)),
        ("Número de molinos reparados", Decimal(1), Decimal(6)),
    ]
