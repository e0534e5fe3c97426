"""Search forgives accents, capitals and plurals, knows codes, and says when it found only some of the words."""

from ceiba.monitoring.search import Index, index, pieces
from tests.cast import snapshot, valle_alto

PLAN = """
units:
- {id: u1, code: '07', name: Dirección de la Niñez}
plans:
- kind: pdmot
  title: Plan de prueba
  statements:
  - {id: s1, kind: mission, text: Capacitamos a los vecinos del valle.}
  elements:
  - {id: e1, level: eje, code: '1', text: Educación}
  - {id: o1, level: objetivo, code: '1.2', parent: e1, text: Brindar capacitaciones a las mujeres rurales del valle.}
  - {id: o2, level: objetivo, parent: e1, text: Luces en los caminos del valle., withdrawn: true}
  - {id: o3, level: objetivo, parent: e1, text: Una luz en cada camino.}
projects:
- {id: p1, code: '990101', name: CONSTRUCCION CENTRO DE CAPACITACION}
"""


def made() -> Index:
    """Return the index of a small plan."""
    return index(snapshot(PLAN))


def found(query: str, noun: str = "") -> list[str]:
    """Return the addresses that a query finds, best first."""
    return [hit.entry.subject for hit in made().find(query, noun).hits]


def test_a_word_without_accent_finds_its_plural() -> None:
    assert found("capacitacion") == ["element/o1", "project/p1"]
    assert found("CAPACITACIÓN") == found("capacitaciones") == found("capacitacion")


def test_the_beginning_of_a_word_is_enough_and_its_middle_is_not() -> None:
    assert "statement/s1" in found("capacit")
    assert found("pacitacion") == []


def test_an_irregular_plural_and_a_withdrawn_element() -> None:
    assert found("luces") == ["element/o3"]


def test_a_code_finds_its_thing_first() -> None:
    assert found("1.2")[0] == "element/o1"
    assert found("990101") == ["project/p1"]


def test_all_words_go_before_some_of_them() -> None:
    whole = made().find("mujeres valle")
    assert ([hit.entry.subject for hit in whole.hits], whole.partly) == (["element/o1"], False)
    part = made().find("mujeres acueducto")
    assert ([hit.entry.subject for hit in part.hits], part.partly) == (["element/o1"], True)


def test_a_misspelt_word_is_answered_with_a_suggestion() -> None:
    nothing = made().find("capasitacion")
    assert (nothing.hits, nothing.suggestion) == ((), "capacitacion")


def test_an_empty_question_finds_nothing() -> None:
    assert made().find("  ").hits == ()
    assert made().find("¿?").hits == ()


def test_hits_are_grouped_and_can_be_asked_by_noun() -> None:
    groups = made().find("capacita").groups
    assert [noun for noun, _title, _hits in groups] == ["element", "project", "statement"]
    assert found("capacita", "statement") == ["statement/s1"]


def test_an_ene_is_a_letter_of_its_own_and_is_suggested() -> None:
    assert found("niñez") == ["unit/u1"]
    assert made().find("ninez").suggestion == "niñez"


def test_the_words_that_were_met_are_marked_and_the_text_stays_whole() -> None:
    marked = pieces("Brindar capacitaciones, y más Capacitación.", ("capacitacion",))
    assert [piece for piece, hit in marked if hit] == ["capacitaciones", "Capacitación"]
    assert "".join(piece for piece, _hit in marked) == "Brindar capacitaciones, y más Capacitación."


def test_the_index_is_made_once_for_a_snapshot() -> None:
    assert index(valle_alto()) is index(valle_alto())
