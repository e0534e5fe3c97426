"""Matrices of offices of many countries: headers of several rows, merged cells, lists, sections, pages, units."""

from decimal import Decimal

import pytest

from ceiba.exchange.extraction.headers import HEAD, NEARLY, Phrases
from tests.exchange.extraction.declared import goals, propose, tree

YEARS = [
    ["Eje", "Objetivo estratégico", "Indicador", "Línea base", "<", "Meta", "<", "<", "Meta cuatrienio", "Responsable"],
    ["^", "^", "^", "Año", "Valor", "2025", "2026", "2027", "^", "^"],
    ["Eje 1: Agua", "OE1. Ampliar el riego", "Hectáreas regadas", "2023", "65", "70", "75", "80", "80", "Riego"],
    ["^", "^", "Canales limpios", "2023", "4", "1", "1", "2", "4", "^"],
    ["", "OE2. Reducir fugas", "Fugas en la red", "2022", "40%", "38%", "35%", "30%", "30%", "Redes"],
    ["TOTAL", "", "", "", "", "", "", "", "", ""],
]


def test_a_header_of_two_rows_gives_each_column_its_group() -> None:
    proposal = propose(YEARS)
    assert tree(proposal) == [
        ("eje", "Agua", None),
        ("objetivo_estrategico", "Ampliar el riego", "Agua"),
        ("objetivo_estrategico", "Reducir fugas", "Agua"),
    ]
    assert goals(proposal) == [
        ("Hectáreas regadas", 65, 2023, 80, 2027),
        ("Canales limpios", 4, 2023, 4, 2027),
        ("Fugas en la red", 40, 2022, 30, 2027),
    ]


def test_targets_of_years_are_kept_beside_the_plans_own() -> None:
    first, second, _third = propose(YEARS).snapshot.indicators
    assert [(t.period.notation() if t.period else None, t.value.amount) for t in second.targets] == [
        ("2025", Decimal(1)),
        ("2026", Decimal(1)),
        ("2027", Decimal(2)),
        ("2025..2027", Decimal(4)),
    ]
    assert first.measure_unit is not None
    assert first.measure_unit.name == "hectáreas"


def test_the_last_year_is_the_target_where_no_column_holds_the_plans_own() -> None:
    table = [
        ["Resultado", "Indicador", "Metas por año", "<", "<"],
        ["^", "^", "2026", "2027", "2028"],
        ["Aire limpio", "Días con aire limpio", "200", "210", ""],
        ["Ríos limpios", "Ríos sin basura", "1", "2", "3"],
    ]
    assert [goal[3:] for goal in goals(propose(table))] == [(210, 2027), (3, 2028)]


def test_a_merged_cell_answers_for_every_row_that_it_covers() -> None:
    table = [
        ["Programa", "Proyecto", "Responsable"],
        ["Calles", "Bachear la avenida", "Obras Públicas"],
        ["^", "Pintar los cruces", "^"],
        ["Parques", "Sembrar árboles", "Ambiente"],
    ]
    snapshot = propose(table).snapshot
    units = {unit.id: unit.name for unit in snapshot.units}
    assert [units.get(e.unit or "") for e in snapshot.elements if e.level == "proyecto"] == [
        "Obras Públicas",
        "Obras Públicas",
        "Ambiente",
    ]


def test_two_indicators_in_one_row_measure_their_own_columns() -> None:
    table = [
        ["Programa", "Meta de resultado", "Indicador de resultado", "Línea base", "Meta 2027", "Subprograma",
         "Meta de producto", "Indicador de producto", "LB", "Meta cuatrienio"],
        ["Bosques vivos", "Aumentar el bosque", "Hectáreas con bosque", "100", "150", "Siembra", "Sembrar ceibas",
         "Ceibas sembradas", "0", "5.000"],
        ["", "", "", "", "", "Vigilancia", "Formar guardas", "Guardas formados", "10", "30"],
    ]  # fmt: skip
    proposal = propose(table)
    assert tree(proposal) == [
        ("programa", "Bosques vivos", None),
        ("meta_resultado", "Aumentar el bosque", "Bosques vivos"),
        ("subprograma", "Siembra", "Bosques vivos"),
        ("meta_producto", "Sembrar ceibas", "Siembra"),
        ("subprograma", "Vigilancia", "Bosques vivos"),
        ("meta_producto", "Formar guardas", "Vigilancia"),
    ]
    elements = {e.id: e.text for e in proposal.snapshot.elements}
    assert [(elements[i.element or ""], i.target_value) for i in proposal.snapshot.indicators] == [
        ("Aumentar el bosque", 150),
        ("Sembrar ceibas", 5000),
        ("Formar guardas", 30),
    ]


def test_codes_and_names_under_the_head_of_their_level() -> None:
    table = [
        ["Objetivo Estratégico Institucional", "<", "Acción Estratégica Institucional", "<", "Indicador", "Meta 2027"],
        ["Código", "Denominación", "Código", "Denominación", "^", "^"],
        ["OEI.01", "Mejorar la seguridad", "AEI.01.01", "Patrullaje en los barrios", "Patrullas en servicio", "12"],
        ["^", "^", "AEI.01.02", "Cámaras que funcionan", "Cámaras en servicio", "200"],
    ]
    elements = list(propose(table).snapshot.elements)
    assert [(e.level, e.code, e.text) for e in elements] == [
        ("objetivo_estrategico", "OEI.01", "Mejorar la seguridad"),
        ("aei", "AEI.01.01", "Patrullaje en los barrios"),
        ("aei", "AEI.01.02", "Cámaras que funcionan"),
    ]


def test_a_row_across_the_table_heads_the_rows_below_it() -> None:
    table = [
        ["Objetivo", "Estrategia", "Acciones"],
        ["EJE 1: DESARROLLO SOCIAL", "<", "<"],
        ["Mejorar la salud", "Salud cercana", "1. Comprar ambulancias 2. Formar enfermeras"],
        ["EJE 2: ECONOMÍA", "<", "<"],
        ["Generar empleo", "Ferias", "Organizar ferias"],
    ]
    assert tree(propose(table)) == [
        ("eje", "DESARROLLO SOCIAL", None),
        ("objetivo", "Mejorar la salud", "DESARROLLO SOCIAL"),
        ("estrategia", "Salud cercana", "Mejorar la salud"),
        ("accion", "Comprar ambulancias", "Salud cercana"),
        ("accion", "Formar enfermeras", "Salud cercana"),
        ("eje", "ECONOMÍA", None),
        ("objetivo", "Generar empleo", "ECONOMÍA"),
        ("estrategia", "Ferias", "Generar empleo"),
        ("accion", "Organizar ferias", "Ferias"),
    ]


def test_paragraphs_of_a_cell_are_items_and_broken_sentences_are_not() -> None:
    table = [
        ["Objetivo específico", "Iniciativas"],
        ["Promover la vida sana", "Talleres de deporte\nCiclovías los domingos"],
        ["Cuidar a los mayores", "Casa de día con\natención de enfermería"],
    ]
    assert [text for level, text, _parent in tree(propose(table)) if level == "accion"] == [
        "Talleres de deporte",
        "Ciclovías los domingos",
        "Casa de día con atención de enfermería",
    ]


def test_a_table_goes_on_over_the_page_with_and_without_its_header() -> None:
    first = [["Programa", "Proyecto"], ["Salud viva", "Abrir clínicas"], ["", "Comprar equipo"]]
    second = [["", "Formar personal"], ["Calles", "Bachear"]]
    third = [["Programa", "Proyecto"], ["", "Iluminar"]]
    assert tree(propose(first, second, third)) == [
        ("programa", "Salud viva", None),
        ("proyecto", "Abrir clínicas", "Salud viva"),
        ("proyecto", "Comprar equipo", "Salud viva"),
        ("proyecto", "Formar personal", "Salud viva"),
        ("programa", "Calles", None),
        ("proyecto", "Bachear", "Calles"),
        ("proyecto", "Iluminar", "Calles"),
    ]


def test_what_a_column_holds_tells_goals_from_their_numbers() -> None:
    words = [["Eje", "Meta", "Responsable"], ["Agua", "Entubar tres ríos", "Redes"], ["Aire", "Medir el aire", "Clima"]]
    numbers = [["Resultado", "Indicador", "Meta"], ["Ríos limpios", "Ríos sin basura", "12"], ["Aire", "Días", "300"]]
    assert [level for level, _text, _parent in tree(propose(words))] == ["eje", "meta_resultado"] * 2
    assert [goal[3] for goal in goals(propose(numbers))] == [12, 300]


def test_a_strategic_line_is_an_axis_only_above_components() -> None:
    above = [["Línea estratégica", "Componente", "Programa"], ["Vida", "Ambiente", "Bosques"]]
    below = [["Objetivo", "Línea estratégica", "Línea de acción"], ["Cuidar", "Agua para todos", "Medir pozos"]]
    assert [level for level, _text, _parent in tree(propose(above))] == ["linea_mayor", "tematica", "programa"]
    assert [level for level, _text, _parent in tree(propose(below))] == [
        "objetivo",
        "linea_estrategica",
        "linea_accion",
    ]


def test_the_rows_of_a_logical_framework_name_their_levels() -> None:
    table = [
        ["Nivel", "Resumen narrativo", "Indicadores", "Medios de verificación", "Supuestos"],
        ["Fin", "Contribuir a la salud", "Casos de diarrea", "Registros", "Hay lluvia"],
        ["Propósito", "Los hogares beben agua segura", "Hogares con agua", "Encuesta", "Hay energía"],
        ["Componente 1", "Pozos perforados", "Pozos en servicio", "Actas", "—"],
        ["Actividad 1.1", "Perforar pozos", "Metros perforados", "Bitácora", "—"],
    ]
    proposal = propose(table)
    assert [level for level, _text, _parent in tree(proposal)] == [
        "objetivo_estrategico",
        "objetivo",
        "producto",
        "actividad",
    ]
    assert [i.verification for i in proposal.snapshot.indicators][:2] == ["Registros", "Encuesta"]


def test_an_element_that_comes_back_in_another_table_is_the_same_one() -> None:
    first = [["Eje", "Objetivo"], ["Territorio digital", "Conectar escuelas"]]
    second = [["Eje", "Objetivo", "Indicador", "Meta"], ["Territorio digital", "Formar docentes", "Docentes", "40"]]
    assert [text for level, text, _parent in tree(propose(first, "Metas del plan.", second)) if level == "eje"] == [
        "Territorio digital"
    ]


def test_a_value_repeated_down_the_rows_is_one_indicator() -> None:
    table = [["Resultado", "Indicador", "Meta", "Actividad"]]
    table += [["Ríos limpios", "Ríos sin basura", "4", text] for text in ("Barrer", "Sembrar", "Vigilar")]
    assert len(goals(propose(table))) == 1


def test_products_that_are_counted_are_their_own_indicators() -> None:
    table = [
        ["Producto", "Subproducto", "Unidad de medida", "Meta física", "Meta financiera"],
        ["Familias con agua", "Sistemas reparados", "Sistema", "12", "Q 1,200,000.00"],
        ["", "Personas capacitadas", "Persona", "340", "Q 45,000.00"],
    ]
    assert [(goal[0], goal[3]) for goal in goals(propose(table))] == [
        ("Sistemas reparados", 12),
        ("Personas capacitadas", 340),
    ]


def test_national_columns_in_words_are_elements_and_goals_of_the_world_are_alignment() -> None:
    table = [
        ["Eje del Plan Nacional de Desarrollo", "Objetivo nacional", "ODS", "Acciones del plan"],
        ["1. Ciencia", "Elevar las habilidades", "4, 9", "Abrir laboratorios"],
        ["2. Agua", "Cuidar las fuentes", "6", "Sembrar riberas"],
    ]
    proposal = propose(table)
    assert [level for level, _text, _parent in tree(proposal)] == ["eje", "objetivo_nacional", "accion"] * 2
    assert [a.codes for e in proposal.snapshot.elements for a in e.alignments] == [("4", "9"), ("6",)]


def test_rows_of_units_give_units_objectives_and_goals() -> None:
    table = [
        ["Unidad", "Objetivo", "Indicador", "Meta cuantificable"],
        ["Tesorería", "Recaudar tributos", "Porcentaje de recaudación", "90% de lo emitido"],
        ["Planificación", "Elaborar planes", "Planes elaborados", "3 planes"],
    ]
    snapshot = propose(table).snapshot
    assert [unit.name for unit in snapshot.units] == ["Tesorería", "Planificación"]
    assert [e.text for e in snapshot.elements] == ["Recaudar tributos", "Elaborar planes"]
    assert [i.target_text for i in snapshot.indicators] == ["90% de lo emitido", "3 planes"]


COLUMNS = Phrases([
    ("baseline", ["línea base"]), ("amount", ["presupuesto"]), ("responsible", ["unidad responsable"]),
    ("verification", ["medio de verificación"]), ("measure_unit", ["unidad de medida"]),
])  # fmt: skip


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("LINEA DE BASE", "baseline"),
        ("Líneas base", "baseline"),
        ("Pre- supuesto", "amount"),
        ("Ppto.", "amount"),
        ("3) Presupuestos", "amount"),
        ("Unid. Resp.", "responsible"),
        ("Responsable (unidad)", "responsible"),
        ("Medios de verificasión", "verification"),
        ("De medida, unidad", "measure_unit"),
    ],
)
def test_a_header_is_met_whatever_its_printing(header: str, field: str) -> None:
    scores = COLUMNS.scores(header)
    if header == "Responsable (unidad)":
        assert scores == {}  # half a name is no name
        return
    assert scores[field] >= NEARLY


def test_a_header_that_begins_with_a_name_is_met_less() -> None:
    assert HEAD <= COLUMNS.scores("Presupuesto en miles de pesos")["amount"] < NEARLY
