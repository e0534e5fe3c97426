"""Outlines as offices print them: headings with their text below, coded lists, sheets that repeat where they belong."""

from tests.exchange.extraction.declared import propose, tree

HEADINGS = """Plan Estratégico Municipal 2025-2030

EJES:

1. AGUA PARA TODOS

Objetivo estratégico 1

PROTEGER LAS FUENTES DEL VALLE CON LAS FAMILIAS DE LA RIBERA.

OBJETIVOS OPERATIVOS:

a. Aprobar el reglamento del agua en los barrios de la ribera.

b. Reducir las pérdidas de la red en el centro del valle.

Objetivo estratégico 2

SEMBRAR LAS RIBERAS DEL VALLE CON LAS ESCUELAS DEL CENTRO.

OBJETIVOS OPERATIVOS:

a. Instalar un vivero en cada escuela del valle.
"""


def test_headings_with_their_texts_below_are_no_table_of_a_cell_a_line() -> None:
    found = [(level, text) for level, text, _parent in tree(propose(HEADINGS))]
    assert [text for level, text in found if "operativo" in level] == [
        "Aprobar el reglamento del agua en los barrios de la ribera.",
        "Reducir las pérdidas de la red en el centro del valle.",
        "Instalar un vivero en cada escuela del valle.",
    ]
    assert not any("OBJETIVOS OPERATIVOS" in text for _level, text in found)


def test_a_list_of_lettered_codes_goes_on_behind_the_indicator_of_an_item() -> None:
    text = """Objetivo estratégico 1: Proteger las fuentes del valle.

Actividades

ACT1.1 Capacitación a los regantes
Indicador: Número de regantes capacitados
Línea base (2024): 3
Meta 2030: 9

ACT1.2 Ferias de riego
ACT1.3 Visitar las fuentes
"""
    assert [text for _level, text, _parent in tree(propose(text))] == [
        "Proteger las fuentes del valle.",
        "Capacitación a los regantes",
        "Ferias de riego",
        "Visitar las fuentes",
    ]


def test_sheets_that_name_where_they_belong_make_each_element_once() -> None:
    sheet = """Ficha técnica del indicador {n}
Eje estratégico: Agua para todos
Programa: Fuentes protegidas
Actividad: {activity}
Denominación del indicador: Número de fuentes {n}
Línea base: 0
Meta 2030: 9

"""
    text = sheet.format(n=1, activity="Cercar las fuentes") + sheet.format(n=2, activity="Medir las fuentes")
    assert [text for _level, text, _parent in tree(propose(text))] == [
        "Agua para todos",
        "Fuentes protegidas",
        "Cercar las fuentes",
        "Medir las fuentes",
    ]


def test_goals_behind_the_last_value_of_a_sheet_are_a_list_of_results() -> None:
    text = """Objetivo 1: Proteger las fuentes del valle.

Acciones:
1) Cercar las fuentes.
Indicador: Número de fuentes cercadas
Línea base (2024): 3
Meta 2030: 9

Metas:
a) Aumentar el número de fuentes vigiladas a 40 al 2030.
"""
    levels = {text: level for level, text, _parent in tree(propose(text))}
    assert "meta" in levels["Aumentar el número de fuentes vigiladas a 40 al 2030."]


def test_bullets_lost_to_question_marks_are_bullets() -> None:
    text = "Objetivo 1: Proteger las fuentes.\n\nActividades\n? Ferias de riego\n? Capacitación de regantes\n"
    assert [text for _level, text, _parent in tree(propose(text))][1:] == [
        "Ferias de riego",
        "Capacitación de regantes",
    ]


def test_a_goal_below_a_pillar_that_heads_the_table_is_a_goal() -> None:
    rows = [
        ["Meta", "Resultado", "Responsable"],
        ["Proteger las fuentes del valle", "Fuentes cercadas por las familias", "Obras"],
        ["Sembrar las riberas del valle", "Riberas sembradas por las escuelas", "Obras"],
    ]
    found = {text: level for level, text, _parent in tree(propose("Pilar 1: Agua para todos", rows))}
    assert found["Proteger las fuentes del valle"] != found["Fuentes cercadas por las familias"]
    assert "resultado" not in found["Proteger las fuentes del valle"]


def test_lines_between_results_and_actions_are_no_axes_for_an_area_that_answers() -> None:
    rows = [
        ["Objetivo", "Líneas estratégicas", "Líneas de acción", "Área responsable"],
        ["Proteger las fuentes", "Cercado de fuentes", "Comprar postes", "Obras"],
        ["Proteger las fuentes", "Siembra de riberas", "Abrir un vivero", "Ambiente"],
    ]
    found = {text: level for level, text, _parent in tree(propose("Eje 1. Agua para todos", rows))}
    assert found["Cercado de fuentes"] != found["Agua para todos"]


def test_goals_and_indicators_head_nothing() -> None:
    assert not any(text == "INDICADORES" for _level, text, _parent in tree(propose("OBJETIVOS E INDICADORES\n")))


def test_codes_inside_a_paragraph_count_what_stands_below_it() -> None:
    text = "Estrategia 1.1. Cuidar el agua. 1.1.1. Cercar las fuentes. 1.1.2. Medir las fuentes del valle.\n"
    found = [text for _level, text, _parent in tree(propose("Objetivo 1. Proteger el valle.\n" + text))]
    assert found == ["Proteger el valle.", "Cuidar el agua.", "Cercar las fuentes.", "Medir las fuentes del valle."]


def test_a_heading_may_say_how_often() -> None:
    text = "Objetivo 1: Proteger las fuentes.\nMeta anual: Cercar 4 fuentes al 2027.\n"
    assert [text for _level, text, _parent in tree(propose(text))] == [
        "Proteger las fuentes.",
        "Cercar 4 fuentes al 2027.",
    ]


def test_promises_below_a_label_go_on_with_a_year_in_front() -> None:
    text = "Meta de resultado:\nReducir a 4 los incendios\nAl 2028, elevar a 9 las fuentes cercadas\n"
    assert [text for _level, text, _parent in tree(propose(text))] == [
        "Reducir a 4 los incendios",
        "Al 2028, elevar a 9 las fuentes cercadas",
    ]


def test_a_baseline_in_brackets_leaves_the_target_its_place() -> None:
    text = "Meta de resultado: Subir los hogares con agua a 40 % en 2027 (línea base 2023: 18,3 %)\n"
    (found,) = propose(text).snapshot.indicators
    assert found.baseline is not None
    assert (float(found.baseline_value or 0), found.baseline.year) == (18.3, 2023)
    assert float(found.target_value or 0) == 40


def test_values_of_years_go_on_in_the_next_line() -> None:
    text = """Objetivo 1: Proteger las fuentes del valle con las familias de la ribera y de la sierra.
Indicador: Número de fuentes cercadas en la parte alta del valle y en la ribera
Valor base 2025: 9. Metas: 2026: 12; 2027: 18; 2028: 24; 2029:
38; 2030: 48
"""
    (found,) = propose(text).snapshot.indicators
    assert found.target_value == 48


def test_labels_in_two_languages_open_fields() -> None:
    text = """Objetivo 1: Proteger las fuentes.
Indicador / Indicator: Número de fuentes cercadas
Línea base / Baseline 2025: 9
Meta / Target 2030: 48
"""
    (found,) = propose(text).snapshot.indicators
    assert (found.baseline_value, found.target_value) == (9, 48)


def test_labels_may_be_counted_in_words_bracketed_barred_or_behind() -> None:
    text = """AGUA PARA TODOS (Eje estratégico 1000)

Primer objetivo: Proteger las fuentes

OBJETIVO ESPECÍFICO 1110 | Cercar las fuentes altas

[Programa 1] Fuentes vivas

Proyecto Uno: Vivero de la ribera
"""
    found = propose(text).snapshot.elements
    assert [(e.text, e.code) for e in found] == [
        ("AGUA PARA TODOS", "1000"),
        ("Proteger las fuentes", "1"),
        ("Cercar las fuentes altas", "1110"),
        ("Fuentes vivas", "1"),
        ("Vivero de la ribera", "1"),
    ]


def test_numbers_without_a_sign_count_a_list() -> None:
    text = "Objetivo 1: Proteger las fuentes\n\nActividades:\n\n1 Ferias de riego\n\n2 Visitas a la ribera\n"
    assert [text for _level, text, _parent in tree(propose(text))][1:] == ["Ferias de riego", "Visitas a la ribera"]
