"""Cut sentences, interleaved columns, themes that a list elsewhere assigns: repaired, trusted less and asked about."""

from ceiba.exchange.extraction.repairs import is_cut
from tests.exchange.extraction.invented import propose, tree

TORN = """OBJETIVO

Vivir en paz.

LÍNEA ESTRATÉGICA

Atender a las familias.

(música, deporte) donde los barrios están mejor (De 5% en el 2020 a 9% en el 2030).

OBJETIVO

Cuidar las plazas.

LÍNEA ESTRATÉGICA

Pintar las plazas.

Resultado PDX

- Para el 2030 en el valle se han

Líneas de acción

- Abrir una oficina.

Resultado PDX

- Para el 2030 hay oficina.
"""


def test_a_tail_before_its_head_is_joined_and_the_column_goes_on_where_it_broke() -> None:
    found = tree(TORN)
    joined = next(item for item in found if item[1].startswith("Para el 2030 en el valle"))
    assert joined[1].endswith(
        "se han (música, deporte) donde los barrios están mejor (De 5% en el 2020 a 9% en el 2030)."
    )
    assert joined[2] == "Cuidar las plazas."
    assert ("paso", "Abrir una oficina.", "Atender a las familias.") in found
    assert ("logro", "Para el 2030 hay oficina.", "Vivir en paz.") in found


def test_the_repair_is_asked_about_and_trusted_less() -> None:
    proposal = propose(TORN)
    assert any("cortada" in question.text for question in proposal.questions)
    joined = next(e for e in proposal.snapshot.elements if e.text.startswith("Para el 2030 en el valle"))
    source = proposal.snapshot.source_of(f"element/{joined.id}")
    assert source is not None
    assert source.confidence < 0.7


def test_a_cut_sentence_without_tail_is_asked_about() -> None:
    proposal = propose("Resultado\n\n- Para el 2030 mejora la casa de la cultura (de un 15% en\n")
    assert any("parece cortado" in question.text and question.place.line == 3 for question in proposal.questions)


def test_what_is_cut_and_what_is_not() -> None:
    assert is_cut("Para el 2030 en el valle se han")
    assert is_cut("Mejora en un 4% (de un 15% anual")
    assert not is_cut("Sembrar pinos y encinos en las riberas")
    assert not is_cut("Hay 19 pozos (De 9 en 2020 a 19 en 2030)")


LISTED = """PLAN DE DESARROLLO 2020-2032

El plan tiene dos ejes principales:

- Eje verde.
- Eje humano.

Valle sano

ODS 3

OBJETIVO

Curar bien.

Valle limpo

ODS 6

OBJETIVO

Limpiar bien.

Valle nuevo

ODS 9

PLAN OPERATIVO ANUAL 2024

EJE VERDE

TEMÁTICA: Valle Limpio

EJE HUMANO

TEMÁTICA: Valle Sano
"""


def test_themes_take_the_axis_that_a_list_elsewhere_gives_them() -> None:
    proposal = propose(LISTED)
    plan = proposal.snapshot.plans[0]
    texts = {e.id: e.text for e in plan.elements}
    parents = {e.text: texts.get(e.parent or "") for e in plan.elements if e.level == "tema"}
    assert parents == {"Valle sano": "Eje humano", "Valle limpo": "Eje verde", "Valle nuevo": None}
    assert [q.options for q in proposal.questions if "Valle nuevo" in q.text] == [("Eje verde", "Eje humano")]
