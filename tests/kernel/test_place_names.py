"""Names of places as offices write them: one or several in a text, and the words by which each is known."""

import pytest

from ceiba.kernel.place_names import holds, is_place_word, place_names, place_words, tells_kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Aldea Las Pilas", ["Aldea Las Pilas"]),
        ("Aldeas El Mirador y Agua Zarca", ["El Mirador", "Agua Zarca"]),
        ("Zonas 1, 5 y 6", ["Zona 1", "Zona 5", "Zona 6"]),
        ("Barrio El Centro, Valle Alto", ["Barrio El Centro"]),
        ("San Pedro y San Pablo", ["San Pedro y San Pablo"]),
        ("Caserío Los Llanos (sector sur).", ["Caserío Los Llanos"]),
        ("", []),
        ("   ", []),
    ],
)
def test_a_text_names_its_places(text: str, names: list[str]) -> None:
    assert list(place_names(text)) == names


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Aldea Las Pilas", ("las", "pilas")),
        ("LAS PILAS", ("las", "pilas")),
        ("Zona 5", ("zona", "5")),
        ("Cantón de la Cruz", ("la", "cruz")),
        ("Municipio", ("municipio",)),
        ("Casco urbano", ("casco", "urbano")),
    ],
)
def test_a_place_is_known_by_its_own_words(name: str, words: tuple[str, ...]) -> None:
    assert place_words(name) == words


def test_words_of_kinds_of_places_are_told_from_others() -> None:
    assert tells_kind("Aldea Las Pilas")
    assert not tells_kind("Mujeres")
    assert is_place_word("Municipios")
    assert is_place_word("Lugar")
    assert not is_place_word("Sexo")


def test_words_are_met_whole_and_in_order() -> None:
    assert holds("AGUA PARA LAS PILAS, VALLE ALTO", ("las", "pilas"))
    assert not holds("Las pilastras", ("las", "pilas"))
    assert not holds("Pilas las", ("las", "pilas"))
