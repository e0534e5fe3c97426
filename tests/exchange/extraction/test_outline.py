"""Hierarchy from headings, lists, codes and alignment; what is not an element stays out."""

from ceiba.exchange.extraction.engine import extract
from ceiba.kernel.plan import StatementKind
from ceiba.methodologies.loader import load
from tests.exchange.extraction.invented import document, elements, propose, tree

CHAIN = """Valle limpio

ODS 6 – ODS 12

OBJETIVO

Cuidar el agua del valle.

LÍNEA ESTRATÉGICA

Medir los ríos.

Líneas de acción

- Comprar equipos.

- Formar brigadas.

Resultado PDX

- Para el 2032 el valle tiene agua (De 10% en el año 2020 a 40% en el año 2032).

LÍNEA ESTRATÉGICA

Sembrar riberas.
"""


def test_headings_paragraphs_and_bullets_make_the_chain() -> None:
    assert tree(CHAIN) == [
        ("tema", "Valle limpio", None),
        ("meta", "Cuidar el agua del valle.", "Valle limpio"),
        ("via", "Medir los ríos.", "Cuidar el agua del valle."),
        ("paso", "Comprar equipos.", "Medir los ríos."),
        ("paso", "Formar brigadas.", "Medir los ríos."),
        (
            "logro",
            "Para el 2032 el valle tiene agua (De 10% en el año 2020 a 40% en el año 2032).",
            "Cuidar el agua del valle.",
        ),
        ("via", "Sembrar riberas.", "Cuidar el agua del valle."),
    ]


def test_goals_below_a_title_make_it_a_theme_and_are_its_own() -> None:
    theme = elements(CHAIN)[0]
    assert [(a.framework, a.codes) for a in theme.alignments] == [("ODS", ("6", "12"))]


def test_a_list_goes_on_below_each_axis_and_theme() -> None:
    text = "LÍNEAS ESTRATÉGICAS DEL PDX\n\nEJE VERDE\n\nTEMÁTICA: Ríos\n\n- LIMPIAR\n\nTEMÁTICA: Bosques\n\n- SEMBRAR\n"
    assert tree(text) == [
        ("rama", "EJE VERDE", None),
        ("tema", "Ríos", "EJE VERDE"),
        ("via", "LIMPIAR", "Ríos"),
        ("tema", "Bosques", "EJE VERDE"),
        ("via", "SEMBRAR", "Bosques"),
    ]


def test_codes_of_one_depth_are_neighbours_and_longer_ones_children() -> None:
    text = "Objetivo 1.1: Cuidar el agua.\n\nLíneas estratégicas\n\n1.1.1 Medir los ríos.\n1.1.2 Limpiar los ríos.\n"
    assert [(code, parent) for code, parent in _codes(text)] == [("1.1", None), ("1.1.1", "1.1"), ("1.1.2", "1.1")]


def test_codes_apart_from_their_texts_are_dealt_out_in_order() -> None:
    text = (
        "Objetivo 1.1: Cuidar el agua.\n\nLíneas estratégicas\n\n1.1.1 Medir los ríos.\n\n"
        "1.1.2\n1.1.3\n\nLimpiar las orillas.\n\nSembrar las orillas.\n"
    )
    assert [code for code, _parent in _codes(text)] == ["1.1", "1.1.1", "1.1.2", "1.1.3"]


def _codes(text: str) -> list[tuple[str | None, str | None]]:
    found = elements(text)
    codes = {e.id: e.code for e in found}
    return [(e.code, codes.get(e.parent or "")) for e in found]


def test_an_infinitive_right_below_a_named_element_is_its_objective() -> None:
    assert tree("Temática: Bosques\n\nCuidar los bosques del valle.\n") == [
        ("tema", "Bosques", None),
        ("meta", "Cuidar los bosques del valle.", "Bosques"),
    ]
    assert len(elements("Temática: Bosques\n\nEste capítulo habla de los bosques.\n")) == 1


def test_functions_values_and_descriptions_are_no_elements() -> None:
    text = "FUNCIONES\n\n- Barrer las calles.\n- Regar las flores.\n\nVALORES\n\n- Bondad.\n\nUn párrafo suelto.\n"
    assert elements(text) == []


def test_a_lead_is_no_element_but_what_it_leads_to() -> None:
    assert tree("Objetivos\n\nSon los siguientes:\n\n1. Cuidar el agua.\n2. Sembrar pinos.\n") == [
        ("meta", "Cuidar el agua.", None),
        ("meta", "Sembrar pinos.", None),
    ]


def test_plans_part_a_document_and_keep_their_years() -> None:
    text = (
        "PLAN DE DESARROLLO 2020-2032\n\nOBJETIVO\n\nCrecer juntos.\n\nPLAN OPERATIVO ANUAL\n\n2024\n\n"
        "OBJETIVO OPERATIVO\n\nTrabajar mejor.\n\nACCIONES OPERATIVAS\n\n1. Barrer.\n2. Pintar.\n"
    )
    plans = propose(text).snapshot.plans
    assert [(p.id, str(p.period and p.period.notation()), len(p.elements)) for p in plans] == [
        ("plan", "2020..2032", 1),
        ("poa", "2024", 3),
    ]
    assert plans[1].parent == "plan"
    assert [e.code for e in plans[1].elements] == [None, "1", "2"]


def test_missions_also_above_their_heading() -> None:
    text = "VISIÓN\n\n“Ser un valle azul.”\n\nServimos al valle con alegría.\n\nMISIÓN\n\nOBJETIVO\n\nCrecer.\n"
    found = {s.kind: s.text for s in propose(text).snapshot.plans[0].statements}
    assert found == {
        StatementKind.VISION: "Ser un valle azul.",
        StatementKind.MISSION: "Servimos al valle con alegría.",
    }


def test_an_empty_heading_invents_nothing() -> None:
    assert elements("LÍNEAS DE ACCIÓN\n\nFuente: oficina del valle\n\nTabla 3. Metas del plan\n") == []


def test_problems_are_statements_and_the_next_number_ends_them() -> None:
    text = "1. Problemas\n\n- Falta agua.\n- Falta luz.\n\n2. Vecinos del valle\n\n- Juana.\n"
    statements = propose(text).snapshot.plans[0].statements
    assert [(s.kind, s.text) for s in statements] == [
        (StatementKind.PROBLEM, "Falta agua."),
        (StatementKind.PROBLEM, "Falta luz."),
    ]


def test_the_title_page_names_plans_and_the_text_is_the_first_ones() -> None:
    text = "PLAN OPERATIVO ANUAL\n\n2024\n\nPLAN DE DESARROLLO 2020-2032\n\nMISIÓN\n\nServir.\n"
    plans = propose(text).snapshot.plans
    assert [(p.kind, len(p.statements)) for p in plans] == [("poa", 1), ("plan", 0)]


def test_a_tree_without_a_named_plan_goes_to_the_plan_of_its_level() -> None:
    text = "4.3.1 Promover el desarrollo del valle.\n\n4.3.2 Servir con esmero.\n\n4.4.1 Recorrer las aldeas.\n"
    plans = extract(document(text), load("gt.gobernacion")).snapshot.plans
    assert {plan.kind: [e.code for e in plan.elements] for plan in plans} == {
        "pei": ["4.3.1", "4.3.2"],
        "poa": ["4.4.1"],
    }


def test_a_numbered_chapter_opens_its_plan_and_a_paged_foot_does_not() -> None:
    foot = "\n\nMunicipalidad de La Loma · Plan Operativo Anual 2025\t{}\n\n"
    head = "POA\n\nPlan Operativo Anual 2025\n\nPlan Estratégico Institucional -PEI- 2022-2026\n"
    goals = "OBJETIVO\n\nSembrar árboles en cada ladera.\n" + "\nTexto que acompaña al objetivo de la loma.\n" * 9
    chapters = (
        "II. PLAN ESTRATÉGICO INSTITUCIONAL -PEI- 2022-2026\n\n" + goals + foot.format(2) + goals + foot.format(3)
    )
    text = head + foot.format(1) + "\n" * 16 + chapters
    plans = extract(document(text), load("gt.municipalidad")).snapshot.plans
    assert [plan.kind for plan in plans if plan.elements] == ["pei"]
