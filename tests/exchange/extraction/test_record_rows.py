"""Rows of a matrix printed as records: a label above, beside or before each value."""

import pytest

from ceiba.exchange.extraction.engine import extract
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.readers import txt
from ceiba.kernel.states import Value
from ceiba.methodologies import loader

BASE = next(m for m in loader.available() if m.reference.startswith("base@"))
RECORDS = [
    ("Fin", "Contribuir a que el valle tenga agua todo el año", "Caudal medido en la toma", "Trimestral", "12"),
    ("Propósito", "Las familias del valle reciben agua por turnos", "Familias con turno", "Anual", "340"),
    ("Componente 1", "Canales limpios", "Kilómetros de canal limpios", "Semestral", "25"),
    ("Actividad 1.1", "Sacar la arena de los canales", "Jornadas hechas", "Trimestral", "8"),
]
LABELS = ("Nivel", "Objetivo", "Indicador", "Frecuencia de medición", "Meta 2031")


def read(text: str) -> Proposal:
    """Read a text with the vocabulary that every country shares."""
    return extract(txt.read("ficha.txt", text.encode()), BASE)


@pytest.mark.parametrize("between", ["\n", "\t", ": "])
def test_records_of_a_matrix_give_its_elements_and_indicators(between: str) -> None:
    blocks = [
        "\n".join(f"{label}{between}{value}" for label, value in zip(LABELS, row, strict=True)) for row in RECORDS
    ]
    snapshot = read("MATRIZ DEL PROGRAMA DE RIEGO\n\n" + "\n\n".join(blocks) + "\n").snapshot
    assert [e.text for e in snapshot.elements] == [row[1] for row in RECORDS]
    found = [(i.text, str(value.amount)) for i in snapshot.indicators if isinstance(value := i.targets[0].value, Value)]
    assert found == [(row[2], row[4]) for row in RECORDS]


def test_an_objective_that_comes_back_in_the_next_record_is_one() -> None:
    block = (
        "Objetivo estratégico: Cuidar el monte alto\nPrograma o proyecto: {}\nMonto estimado: {}\n"
        "Indicador: {}\nMeta: {}\nLocalización: El Cerro\n\n"
    )
    text = block.format("Vivero de la escuela", "1.200,00", "Plantas sembradas", "300")
    text += block.format("Torre contra el fuego", "7.500,00", "Torres en pie", "2")
    elements = list(read("PROGRAMAS\n\n" + text).snapshot.elements)
    assert [e.text for e in elements] == ["Cuidar el monte alto", "Vivero de la escuela", "Torre contra el fuego"]


def test_a_few_labels_that_come_back_are_no_matrix() -> None:
    text = "Objetivo\nCuidar el monte\nAcciones\nSembrar pinos\n\nObjetivo\nAbrir caminos\nAcciones\nMover la tierra\n"
    assert not any("Objetivo" in e.text for e in read(text).snapshot.elements)
