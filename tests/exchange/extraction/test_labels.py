"""Labels: acronyms, codes of every kind, slips of the hand, translated, of a year, and common words that are none."""

import pytest

from ceiba.exchange.extraction.codes import parts
from ceiba.exchange.extraction.headings import Grammar
from ceiba.exchange.extraction.misspellings import latin
from ceiba.methodologies.loader import load

GRAMMAR = Grammar(load("base"))


@pytest.mark.parametrize(
    ("text", "level", "code", "rest"),
    [
        ("OEI.01 Mejorar el agua", "objetivo_estrategico", "OEI.01", "Mejorar el agua"),
        ("OEI01: Mejorar el agua", "objetivo_estrategico", "01", "Mejorar el agua"),
        ("O.E. 2 – Mejorar el agua", "objetivo_estrategico", "2", "Mejorar el agua"),
        ("L.A. 1.2.1 Sembrar pinos", "linea_accion", "1.2.1", "Sembrar pinos"),
        ("AEI.01.02 Pozos limpios", "aei", "AEI.01.02", "Pozos limpios"),
        ("Programa I.A: Movilidad", "programa", "I.A", "Movilidad"),
        ("Objetivo F1: Crecer", "objetivo", "F1", "Crecer"),
        ("Gran Objetivo Histórico N.° 2. Defender el valle", "objetivo_historico", "2", "Defender el valle"),
        ("Ojetivo 1: Crecer", "objetivo", "1", "Crecer"),
        ("0bjetivo 1: Crecer", "objetivo", "1", "Crecer"),
        ("Lienas de acion", "linea_accion", None, ""),
        ("EJE ESTRATEJICO 1: AGUA", "eje", "1", "AGUA"),
        ("Objetivo / Objective 1.1: Crecer", "objetivo", "1.1", "Crecer"),
        ("Meta al 2028: Llegar a 9 pozos", "meta_pilar", None, "Llegar a 9 pozos"),
        ("Área: Económica", "eje", None, "Económica"),
        ("SECTOR Gestión del riesgo", "tematica", None, "Gestión del riesgo"),
    ],
)
def test_labels(text: str, level: str, code: str | None, rest: str) -> None:
    label = GRAMMAR.label(text)
    assert label is not None
    assert (label.levels[0].key, label.code, label.rest) == (level, code, rest)


@pytest.mark.parametrize(
    "text",
    [
        "LA 25 DE MAYO",
        "RED VIAL DEL VALLE",
        "Rector: Juan Pérez",
        "FIN DE LA POBREZA",
        "Área: Dirección de Obras",
        "Fin",
    ],
)
def test_no_labels(text: str) -> None:
    assert GRAMMAR.label(text) is None


def test_letters_of_other_alphabets_in_a_latin_word() -> None:
    assert latin("Оbjetivo") == "Objetivo"
    assert latin("объект") == "объект"


@pytest.mark.parametrize(
    ("code", "found"),
    [("1.2.3", ("1", "2", "3")), ("OEI.01", ("1",)), ("I.A.2", ("1", "A", "2")), ("F1.1", ("F1", "1")), (None, ())],
)
def test_parts_of_codes(code: str | None, found: tuple[str, ...]) -> None:
    assert parts(code) == found


def test_an_announcement_names_levels_in_order() -> None:
    levels = GRAMMAR.announced("El plan se estructura en 4 ejes, 12 objetivos y sus líneas de acción.")
    assert [level.key for level in levels] == ["eje", "objetivo", "linea_accion"]
    assert GRAMMAR.announced("El municipio tiene objetivos.") == ()
