"""The grammar of labels: alone, numbered, inline, with a tail, in capitals; and what only looks like a label."""

import pytest

from ceiba.exchange.extraction.headings import Grammar, is_capitals, is_infinitive
from ceiba.kernel.plan import StatementKind
from tests.exchange.extraction.invented import METHODOLOGY

GRAMMAR = Grammar(METHODOLOGY)


@pytest.mark.parametrize(
    ("text", "level", "code", "rest"),
    [
        ("OBJETIVO", "meta", None, ""),
        ("Lineas de acción", "paso", None, ""),
        ("Línea Estratégica 2: Cuidar el bosque", "via", "2", "Cuidar el bosque"),
        ("Objetivo 1.1. Cuidar el bosque", "meta", "1.1", "Cuidar el bosque"),
        ("Eje 3", "rama", "3", ""),
        ("EJE DOS: Agua", "rama", "2", "Agua"),
        ("Resultado – Hay agua", "logro", None, "Hay agua"),
        ("Resultado PDX-OT", "logro", None, ""),
        ("LÍNEAS ESTRATÉGICAS DEL PDX EN EL POM", "via", None, ""),
        ("Objetivos generales:", "meta", None, ""),
        ("Objetivo del PDX 2032 “Vivir mejor en el valle”", "meta", None, "Vivir mejor en el valle”"),
    ],
)
def test_labels(text: str, level: str, code: str | None, rest: str) -> None:
    label = GRAMMAR.label(text)
    assert label is not None
    assert (label.levels[0].key, label.code, label.rest) == (level, code, rest)


@pytest.mark.parametrize(
    "text",
    [
        "objetivo de la obra en marcha",
        "Resultado de las lluvias, el puente cayó.",
        "Objetivos de Desarrollo Sostenible",
        "Eje que une los dos barrios del norte con la salida del pueblo vecino",
        "El objetivo: cuidar",
    ],
)
def test_no_labels(text: str) -> None:
    assert GRAMMAR.label(text) is None


def test_an_axis_in_capitals_or_in_a_list_keeps_its_label() -> None:
    label = GRAMMAR.label("EJE AMBIENTAL")
    listed = GRAMMAR.label("Eje social.", bullet=True)
    assert label is not None
    assert (label.kept, label.rest) == (True, "EJE AMBIENTAL")
    assert listed is not None
    assert listed.rest == "Eje social"


def test_statements_with_a_colon_a_tail_or_a_wrong_letter() -> None:
    assert GRAMMAR.statement("MISION:") == (StatementKind.MISSION, "")
    assert GRAMMAR.statement("Visión: Un valle azul") == (StatementKind.VISION, "Un valle azul")
    assert GRAMMAR.statement("VISIÓN DEL PLAN") == (StatementKind.VISION, "")
    assert GRAMMAR.statement("Visoin") is None
    assert GRAMMAR.statement("Problemaas") == (StatementKind.PROBLEM, "")
    assert GRAMMAR.statement("La misión del río es correr hacia el mar") is None


def test_plans_are_titles_and_not_sentences() -> None:
    titled = GRAMMAR.plan("PLAN OPERATIVO ANUAL 2024", heading=True)
    assert titled is not None
    assert titled.key == "poa"
    assert GRAMMAR.plan("Plan operativo anual que reúne lo que cada unidad hace", heading=False) is None


def test_capitals_and_infinitives() -> None:
    assert is_capitals("CUIDAR EL AGUA (2024)")
    assert not is_capitals("Cuidar el AGUA")
    assert is_infinitive("“Cuidar el agua”")
    assert not is_infinitive("Lugar de encuentro")
