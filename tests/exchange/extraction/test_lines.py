"""Lines: bullets, enumerators, tags, cells; the number of lines never changes."""

import pytest

from ceiba.exchange.extraction.lines import clean, split_bullets
from tests.exchange.extraction.invented import lines


@pytest.mark.parametrize(
    ("printed", "bullet", "enumerator", "text"),
    [
        ("- Sembrar árboles.", "-", "", "Sembrar árboles."),
        ("■ Línea de acción", "■", "", "Línea de acción"),
        ("•Sembrar", "•", "", "Sembrar"),
        ("4.3.10 Sembrar árboles.", "", "4.3.10", "Sembrar árboles."),
        ("1.1.1. Sembrar", "", "1.1.1", "Sembrar"),
        ("2) Sembrar", "", "2", "Sembrar"),
        ("(12)Sembrar", "", "12", "Sembrar"),
        ("IV. PLAN", "", "IV", "PLAN"),
        ("ARTÍCULO 20º. PROGRAMA: Bosques", "", "20", "PROGRAMA: Bosques"),
        ("0. Meta 2 estaciones", "", "", "0. Meta 2 estaciones"),
        ("2024 fue un año", "", "", "2024 fue un año"),
    ],
)
def test_marks_are_taken_off_and_kept_beside_the_text(printed: str, bullet: str, enumerator: str, text: str) -> None:
    line = lines(printed)[0]
    assert (line.bullet, line.enumerator, line.text) == (bullet, enumerator, text)


def test_an_enumerator_before_a_tab_is_no_table() -> None:
    line = lines("4.3.\tObjetivos del valle")[0]
    assert (line.cells, line.enumerator) == ((), "") or line.text == "Objetivos del valle"
    assert line.cells == ()


def test_tags_bold_and_bookmarks_go_and_what_only_looks_like_a_tag_stays() -> None:
    assert clean("<p>**Agua** [bookmark: x]para niños <5 años</p>").split() == ["Agua", "para", "niños", "<5", "años"]
    assert clean("4.3*1000 y 2.1x1000") == "4.3*1000 y 2.1x1000"


def test_mathematical_letters_become_plain_ones() -> None:
    assert clean("𝑵𝒊𝒗𝒆𝒍 m³") == "Nivel m³"


def test_a_cell_with_list_tags_gives_its_items() -> None:
    assert split_bullets(clean("<ul><li>Uno.</li><li>Dos.</li></ul>")) == ("Uno.", "Dos.")


def test_crlf_form_feed_and_nbsp_leave_the_numbers_of_lines_alone() -> None:
    found = lines("uno\r\n\x0c\r\ndos\u00a0tres\r\n")
    assert [(line.number, line.text) for line in found if line.text] == [(1, "uno"), (3, "dos tres")]
