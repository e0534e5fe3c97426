"""The dictionary: every word says where it comes from, what all share stands once, a search forgives accents."""

from dataclasses import replace

import pytest

from ceiba.kernel.law import LegalSource, Standing
from ceiba.kernel.methodology import Methodology, Norm
from ceiba.methodologies.dictionary import DictionaryWord, WordKind, dictionary, search
from ceiba.methodologies.loader import available

WORDS = dictionary(available())


def test_every_word_says_where_it_comes_from_and_how_well_that_is_known() -> None:
    assert [word.name for word in WORDS if word.source is None] == []
    assert {word.source.standing for word in WORDS if word.source} == set(Standing)


def test_what_all_countries_share_stands_once() -> None:
    shared = {(word.kind, word.name) for word in WORDS if word.country is None}
    assert shared
    assert [word for word in WORDS if word.country and (word.kind, word.name) in shared] == []
    assert len({(word.kind, word.name, word.country) for word in WORDS}) == len(WORDS)


@pytest.mark.parametrize(
    ("query", "country", "names"),
    [
        ("codigo municipal", "GT", ["decreto 12-2002", "decreto 22-2010"]),
        ("CÓDIGO MUNICIPAL", "EC", []),
        ("ley transparencia 2004", "EC", ["ley LOTAIP", "ley LOTAIP 2004"]),
        ("planifica ecuador", "", ["Secretaría Nacional de Planificación"]),
        ("superficie", "", ["metros cuadrados", "kilómetros cuadrados", "hectáreas", "manzanas"]),
    ],
)
def test_a_search_wants_every_word_of_one_country_or_of_all(query: str, country: str, names: list[str]) -> None:
    assert [word.name for word in search(WORDS, query, country)] == names


def test_days_of_a_norm_run_forwards() -> None:
    dated = [word for word in WORDS if word.valid_from and word.valid_until]
    assert dated
    assert [word.name for word in dated if word.valid_from > word.valid_until] == []


def test_every_unit_belongs_to_a_family() -> None:
    assert [word.name for word in WORDS if word.kind is WordKind.UNIT and not word.meaning] == []


def test_two_countries_may_use_one_name_for_two_things() -> None:
    source = LegalSource("Uso", standing=Standing.KNOWN)
    one = Methodology("xa.uno", "1", "Uno", country="XA", norms=(Norm("ley", "1", ("Ley de Aguas",), source),))
    other = replace(one, id="xb.uno", country="XB", norms=(Norm("ley", "1", ("Ley de Caminos",), source),))
    assert dictionary([one, other]) == (
        DictionaryWord(WordKind.LAW, "ley 1", "Ley de Aguas", "XA", source),
        DictionaryWord(WordKind.LAW, "ley 1", "Ley de Caminos", "XB", source),
    )
