"""Letters that came wrong into a document, whatever its format."""

import pytest

from ceiba.exchange import reader
from ceiba.exchange.document import Document, Line
from ceiba.exchange.extraction.legible import legible, mended


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Educaci&oacute;n&nbsp;y salud", "Educación y salud"),
        ("EducaciÃ³n Ã‰tica AÃ±o â€œverdeâ€\x9d", "Educación Ética Año “verde”"),
        ("lÃ\xadnea o lÃnea", "línea o línea"),
        ("Acci?n de las organizaciones ¿y qué más?", "Acción de las organizaciones ¿y qué más?"),
        ("GESTI\ufffdN", "GESTIÓN"),
        ("o\ufb01cina de \ufb02ores", "oficina de flores"),
        ("Riego_x000D_ en #¡REF! dos { MERGEFIELD } zonas", "Riego en dos zonas"),
        ("R&D; São Paulo; ver sitio.org//?q=a?b", "R&D; São Paulo; ver sitio.org//?q=a?b"),
    ],
)
def test_wrong_letters_are_put_right(wrong: str, right: str) -> None:
    assert mended(wrong) == right


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("EEjjee 11:: AAgguuaa lliimmppiiaa", "Eje 1: Agua limpia"),
        ("O b j e t i v o  2: Regar", "Objetivo  2: Regar"),
        ("=============", "============="),
        ("A B C de la salud", "ABC de la salud"),
    ],
)
def test_labels_printed_twice_or_spaced_are_words_again(printed: str, meant: str) -> None:
    assert legible(Document("a.txt", (Line(1, printed),))).lines[0].text == meant


def test_numbers_of_lines_at_the_margin_are_no_text() -> None:
    texts = [f"{n:>4}     línea de texto" if n % 5 == 0 else "línea de texto" for n in range(1, 31)]
    document = Document("a.txt", tuple(Line(i, text) for i, text in enumerate(texts, 1)))
    assert {line.text for line in legible(document).lines} == {"línea de texto"}


def test_a_column_of_numbers_is_no_margin() -> None:
    texts = [f"{n:>4}     parada de bus" for n in range(1, 31)]
    document = Document("a.txt", tuple(Line(i, text) for i, text in enumerate(texts, 1)))
    assert [line.text for line in legible(document).lines] == texts


def test_entities_of_a_page_do_not_hide_a_label() -> None:
    found = reader.read("a.txt", b"L&iacute;nea de acci&oacute;n 1: Sembrar &aacute;rboles en la ribera\n")
    assert [e.text for p in found.snapshot.plans for e in p.elements] == ["Sembrar árboles en la ribera"]
