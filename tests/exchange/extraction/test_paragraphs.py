"""Broken lines and words are joined; page furniture is left out."""

from ceiba.exchange.extraction.furniture import furniture
from ceiba.exchange.extraction.paragraphs import join
from tests.exchange.extraction.invented import blocks, lines


def _texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


def test_a_sentence_broken_over_lines_is_one_block() -> None:
    assert _texts("Cuidar el agua de los\nríos del valle.\nOtra frase aparte.") == [
        "Cuidar el agua de los ríos del valle.",
        "Otra frase aparte.",
    ]


def test_a_sentence_goes_on_after_a_page_break_when_it_begins_in_small_letters() -> None:
    assert _texts("Cuidar el agua de los\n\n\nríos del valle.") == ["Cuidar el agua de los ríos del valle."]


def test_bullets_and_labels_begin_their_own_block() -> None:
    assert _texts("Líneas de acción\n- Sembrar pinos\n- Regar pinos\nOBJETIVO\nCrecer.") == [
        "Líneas de acción",
        "Sembrar pinos",
        "Regar pinos",
        "OBJETIVO",
        "Crecer.",
    ]


def test_broken_words_are_joined_and_ranges_are_not() -> None:
    assert (
        join(["los resul- tados de 2020 - 2024", "y los pro-", "gramas"])
        == "los resultados de 2020 - 2024 y los programas"
    )
    assert join(["pre- y posparto"]) == "pre- y posparto"


def test_a_value_behind_a_baseline_label_is_no_enumerator() -> None:
    assert _texts("Hacer pozos. Línea base\n0. Meta 2 pozos.") == ["Hacer pozos. Línea base 0. Meta 2 pozos."]


def test_page_numbers_contents_and_running_heads_are_furniture() -> None:
    body = "\n".join(["Un renglón cualquiera del valle."] * 20)
    contents = "Índice\nAgua\t1\nBosque\t4\nSuelo\t9\nAire\t12\nLuz ........ 14"
    text = f"{contents}\n{body}\n31\n{body}\n32\nPágina 7 de 9"
    found = furniture(lines(text), lambda _line: False)
    printed = {line.number: line.text for line in lines(text)}
    assert {printed[n] for n in found} == {
        "Agua 1", "Bosque 4", "Suelo 9", "Aire 12", "Luz ........ 14", "31", "32", "Página 7 de 9",
    }  # fmt: skip


def test_values_alone_in_a_line_are_no_page_numbers() -> None:
    assert furniture(lines("Pozos.\n0\nAulas.\n1\nPuentes.\n90"), lambda _line: False) == set()


def test_a_label_that_comes_back_on_every_page_is_no_running_head() -> None:
    filler = "\n".join(f"Renglón {word} del valle." for word in "abcdefghijklmnopqrst")
    text = f"LÍNEA DE ACCIÓN\n{filler}\nLÍNEA DE ACCIÓN\n{filler}\nLÍNEA DE ACCIÓN"
    assert furniture(lines(text), lambda line: line.startswith("LÍNEA")) == set()
    assert len(furniture(lines(text), lambda _line: False)) == 3
