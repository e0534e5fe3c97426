"""Text as the house compares it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.text import _, fold, initials, squeeze, unaccented


def test_a_mark_changes_nothing() -> None:
    assert _("Un producto promete una cantidad") == "Un producto promete una cantidad"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  LÍNEA   Estratégica: agua ", "linea estrategica agua"),
        ("Niñez y AÑO", "niñez y año"),
        ("35 %", "35 %"),
        ("m³", "m3"),
        ("«¿Qué?»", "que"),
        ("", ""),
    ],
)
def test_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once_and_composition_does_not_matter(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert squeeze(squeeze(text)) == squeeze(text)


def test_a_decomposed_enye_stays_one() -> None:
    assert unaccented("nin\u0303ez ca\u0301lida") == "niñez calida"


@given(st.text(max_size=30))
def test_every_combining_mark_goes_but_the_tilde_of_the_enye(text: str) -> None:
    assert not any(unicodedata.combining(c) for c in unaccented(text))


def test_marks_of_other_scripts_go_too() -> None:
    assert unaccented("а\u0483 x\u20d7 \U0001d167 é") == unicodedata.normalize("NFKD", "а x  e")


def test_initials_pass_over_small_words() -> None:
    assert initials("Índice de información a la ciudadanía") == "IIC"
