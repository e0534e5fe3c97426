"""Institution, country and period; which methodology; alignment; norms."""

import dataclasses

import pytest

from ceiba.exchange.extraction.alignment import Aligner
from ceiba.exchange.extraction.choose import choose
from ceiba.exchange.extraction.citations import Citations
from ceiba.exchange.extraction.header import country, institution
from tests.exchange.extraction.invented import METHODOLOGY, blocks, lines, propose


def test_the_institution_named_most_in_its_longest_form() -> None:
    text = "La Municipalidad de Valle Azul trabaja.\nEl municipio de Valle Azul crece.\nLa Municipalidad de Allá no.\n"
    found = institution(lines(text), METHODOLOGY)
    assert found is not None
    assert found[0] == "Municipalidad de Valle Azul"


def test_a_word_alone_is_no_name() -> None:
    assert institution(lines("La municipalidad trabaja cada día."), METHODOLOGY) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("El Plan de desarrollo 2012-2015 busca el bien.\n\nOBJETIVO\n\nCrecer.\n", "2012..2015"),
        ("Informe del valle\n\nMetas 2023–2027\n\nOBJETIVO\n\nCrecer.\n", "2023..2027"),
        ("Objetivos (2020 – 2024)\n\n1. Crecer.\n2. Sembrar.\n", "2020..2024"),
    ],
)
def test_the_period_of_a_document(text: str, period: str) -> None:
    snapshot = propose(text).snapshot
    found = [p.period for p in snapshot.plans] + [e.period for e in snapshot.elements]
    assert period in {p.notation() for p in found if p}


def test_no_period_is_invented() -> None:
    snapshot = propose("OBJETIVO\n\nCrecer con las leyes de 1986 y 1997.\n").snapshot
    assert [p.period for p in snapshot.plans] == [None]


def test_the_country_whose_words_the_text_uses() -> None:
    vocabulary = dataclasses.replace(METHODOLOGY.vocabulary, countries={"AA": ("aaria",), "BB": ("bebia",)})
    general = dataclasses.replace(METHODOLOGY, country=None, vocabulary=vocabulary)
    assert country(lines("Hecho en Bebia."), general) == "BB"
    assert country(lines("Hecho en Aaria y Bebia."), general) is None
    assert country(lines("Hecho en casa."), METHODOLOGY) == "XX"


def test_the_methodology_with_most_evidence_and_the_ground_without_any() -> None:
    ground = dataclasses.replace(METHODOLOGY, id="base", country=None)
    words = ("valle azul", "cabildo mayor", "río grande")
    near = dataclasses.replace(METHODOLOGY, vocabulary=dataclasses.replace(METHODOLOGY.vocabulary, evidence=words))
    far = dataclasses.replace(near, id="yy.otra", vocabulary=dataclasses.replace(near.vocabulary, evidence=words[:2]))
    everything = (ground, near, far)
    assert choose(lines("El Cabildo Mayor del Valle Azul y el Río Grande"), everything).methodology is near
    unsure = choose(lines("El Cabildo Mayor del Valle Azul"), everything)
    assert len(unsure.rivals) == 1
    assert choose(lines("Nada de eso."), everything).methodology is ground


def test_goals_of_frameworks() -> None:
    aligner = Aligner(METHODOLOGY.frameworks)
    assert [(a.framework, a.codes) for a in aligner.find("ODS 3 – ODS 6 – ODS 11")] == [("ODS", ("3", "6", "11"))]
    assert aligner.find("ODS 3, 6 y 11")[0].codes == ("3", "6", "11")
    assert aligner.holds_nothing_else("ODS 3 – ODS 6")
    assert not aligner.holds_nothing_else("El ODS 3 es la salud")
    assert not aligner.holds_nothing_else("2024")


def test_norms_with_the_titles_that_the_plan_gives_them() -> None:
    citations = Citations(METHODOLOGY.vocabulary.norms)
    (block,) = blocks("- **Ley del Bosque Vivo, Decreto número 27-2003.**")
    (found,) = citations.find(block)
    assert (found.norm, found.number, found.title) == ("decreto", "27-2003", "Ley del Bosque Vivo")
    (plain,) = blocks("Se cumple el Acuerdo No. 236-2006 de cada año.")
    assert [(c.norm, c.number, c.title) for c in citations.find(plain)] == [("acuerdo", "236-2006", "")]


def test_a_document_that_calls_itself_invented_is_one_and_a_later_mention_is_not() -> None:
    text = "MUNICIPALIDAD DE LA LOMA\n(municipio inventado para un ejemplo)\n\nOBJETIVO\n\nSembrar mil árboles.\n"
    assert propose(text).snapshot.institution.invented
    protected = (
        "MUNICIPALIDAD DE LA LOMA\nLos testimonios llevan nombres ficticios.\n\nOBJETIVO\n\nSembrar mil árboles.\n"
    )
    assert not propose(protected).snapshot.institution.invented
    late = "MUNICIPALIDAD DE LA LOMA\n" + "\n" * 20 + "Los cuentos inventados por la niñez se leen en la feria.\n"
    assert not propose(late).snapshot.institution.invented
