"""Promises in running text: what looks ahead is read, what has been is not."""

import pytest

from ceiba.exchange.extraction.engine import extract
from ceiba.exchange.readers import txt
from ceiba.kernel.indicator import Indicator
from ceiba.methodologies import loader

BASE = next(m for m in loader.available() if m.reference.startswith("base@"))
HEAD = "EJE 1: Agua para el valle\n\n"


def read(text: str) -> list[Indicator]:
    """Return the indicators of a paragraph below a heading."""
    return list(extract(txt.read("prosa.txt", (HEAD + text).encode()), BASE).snapshot.indicators)


@pytest.mark.parametrize(
    ("text", "name", "baseline", "target"),
    [
        (
            "Pasaremos de 31% en 2023 a 52% en 2028 en el número de pozos con cerco.",
            "número de pozos con cerco",
            31,
            52,
        ),
        ("La meta es que la pobreza, que era de 38% en 2023, llegue a 20% en 2028.", "pobreza", 38, 20),
        ("Se espera que el número de pozos pase de 4 en 2023 a 9 en 2028.", "número de pozos", 4, 9),
        ("Al cierre de 2028 la cobertura de riego será de 45 %, frente al 30 % de 2023.", "cobertura de riego", 30, 45),
    ],
)
def test_what_looks_ahead(text: str, name: str, baseline: int, target: int) -> None:
    (indicator,) = read(text)
    assert (indicator.text, indicator.baseline_value, indicator.target_value) == (name, baseline, target)
    assert indicator.element == "e1"
    assert indicator.final_target is not None
    assert indicator.final_target.period is not None
    assert indicator.final_target.period.end_year == 2028


@pytest.mark.parametrize(
    "text",
    [
        "La pobreza pasó de 45% en 2010 a 38% en 2018 y creció de nuevo.",
        "El censo de 2018 registró 4,200 habitantes y 900 viviendas en el valle.",
        "En 2023 la oficina atendió a 500 familias.",
        "Queremos un valle verde con 4 ríos limpios.",
    ],
)
def test_what_has_been_and_what_has_no_year(text: str) -> None:
    assert read(text) == []


def test_a_dated_change_without_values() -> None:
    (indicator,) = read("Nos proponemos reducir en 15 puntos porcentuales las pérdidas de agua al 2028.")
    assert [change.amount for change in indicator.stated_changes] == [15]
    assert indicator.target_value is None
