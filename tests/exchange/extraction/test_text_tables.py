"""Tables drawn in text: bars, runs of blanks, cells broken over lines, a cell a line, columns run together, panels."""

from tests.exchange.extraction.declared import goals, propose, tree

ROWS = [("Medir los pozos", "Pozos medidos", "3", "12"), ("Limpiar canales", "Canales limpios", "0", "40")]
NAMES = ("Objetivo estratégico", "Indicador", "Línea base", "Meta 2028")
GOALS = [("Pozos medidos", 3, None, 12, 2028), ("Canales limpios", 0, None, 40, 2028)]
TREE = [("objetivo_estrategico", "Medir los pozos", None), ("objetivo_estrategico", "Limpiar canales", None)]


def test_bars_part_cells() -> None:
    rule = "|---|---|---|---|"
    lines = [f"| {' | '.join(NAMES)} |", rule, *(f"| {' | '.join(row)} |" for row in ROWS)]
    proposal = propose("\n".join(lines))
    assert (tree(proposal), goals(proposal)) == (TREE, GOALS)


def test_runs_of_blanks_part_columns_and_cells_go_on_below() -> None:
    text = """
N°   Programa             Proyecto                   Monto (Q)    Responsable
1    Agua para todos      Ampliación del sistema     621.800      Obras
                          de riego del valle
2    Calles seguras       Reparación de la           805.100      Tránsito
                          avenida central
"""
    assert tree(propose(text)) == [
        ("programa", "Agua para todos", None),
        ("proyecto", "Ampliación del sistema de riego del valle", "Agua para todos"),
        ("programa", "Calles seguras", None),
        ("proyecto", "Reparación de la avenida central", "Calles seguras"),
    ]


def test_header_and_records_broken_over_lines_come_together_again() -> None:
    text = (
        "PLAN\n\nObjetivo\nestratégico\tIndicador\tLínea\nbase\tMeta\n2028\n"
        "Medir los\npozos\tPozos\nmedidos\t3\t12\nLimpiar\ncanales\tCanales\nlimpios\t0\t40\n"
    )
    proposal = propose(text)
    assert (tree(proposal), goals(proposal)) == (TREE, GOALS)


def test_a_header_of_a_hundred_lines_finds_its_records() -> None:
    money = [f"RECURSOS\nPROPIOS\nPROGRAMADOS\nVIGENCIA\n{year}" for year in range(2020, 2042)]
    names = [
        "NOMBRE\nDEL\nPROGRAMA",
        "META DE\nPRODUCTO",
        "INDICADOR\nDE\nPRODUCTO",
        "LÍNEA\nBASE",
        "META\n2028",
        *money,
    ]
    zero = "\t".join("0" for _year in money)
    rows = [f"Valle\nverde\tSembrar\nceibas {n}\tCeibas\nsembradas\t1\t{n}0\t{zero}" for n in (1, 2, 3)]
    proposal = propose("\n".join(["\t".join(names), *rows]))
    assert [goal[3] for goal in goals(proposal)] == [10, 20, 30]
    assert [level for level, _text, _parent in tree(proposal)] == ["programa", *["meta_producto"] * 3]


def test_a_cell_a_line_goes_to_the_column_that_it_fits() -> None:
    text = "\n".join([*NAMES, *(cell for row in ROWS for cell in row)])
    proposal = propose(text)
    assert (tree(proposal), goals(proposal)) == (TREE, GOALS)


def test_pieces_of_cells_a_line_and_gaps_between_them() -> None:
    pieces = [
        "Medir los",
        "pozos",
        "Pozos",
        "medidos",
        "3",
        "12",
        "Limpiar",
        "canales",
        "Canales",
        "limpios",
        "0",
        "40",
    ]
    narrow = propose("\n".join(["Objetivo", "estratégico", *NAMES[1:], *pieces]))
    assert (tree(narrow), goals(narrow)) == (TREE, GOALS)
    aired = propose("\n\n".join([*NAMES, *(cell for row in ROWS for cell in row)]))
    assert (tree(aired), goals(aired)) == (TREE, GOALS)


def test_a_heading_between_the_cells_heads_the_rows_below_it() -> None:
    lines = ["Código", "Acción", "Unidad de medida", "Meta 2028", "EJE 1. Agua viva", "1.1", "Abrir pozos", "Pozo", "4"]
    lines += ["EJE 2. Aire puro", "2.1", "Sembrar ceibas", "Ceiba", "900"]
    assert tree(propose("\n".join(lines))) == [
        ("eje", "Agua viva", None),
        ("accion", "Abrir pozos", "Agua viva"),
        ("eje", "Aire puro", None),
        ("accion", "Sembrar ceibas", "Aire puro"),
    ]


def test_columns_that_ran_together_are_parted_by_code_measure_and_values() -> None:
    text = """
Código Acción Indicador Línea base Meta 2028 Responsable
EJE 1. Gobierno abierto
1.1 Abrir las cuentas del valle Índice de transparencia 0 40 Dirección de Obras
1.2 Oír a los barrios Número de audiencias ND 67 Dirección Financiera
1.3 Publicar los contratos Porcentaje de contratos
publicados 31.5 % 75 % Unidad de Compras
"""
    proposal = propose(text)
    assert [e.code for e in proposal.snapshot.elements][1:] == ["1.1", "1.2", "1.3"]
    assert goals(proposal) == [
        ("Índice de transparencia", 0, None, 40, 2028),
        ("Número de audiencias", None, None, 67, 2028),
        ("Porcentaje de contratos publicados", 31.5, None, 75, 2028),
    ]


def test_panels_side_by_side_are_read_one_after_the_other() -> None:
    left = ["OBJETIVO ESTRATÉGICO", "Cuidar el agua de los valles altos", "con la gente del lugar", ""]
    left += ["Líneas de acción", "• Medir los pozos cada mes", "• Limpiar los canales viejos"]
    right = ["DATOS DEL VALLE", "El valle tiene doce pozos", "y seis canales de piedra", "que llevan agua al pueblo"]
    right += ["desde hace cien años", "sin que nadie los limpie", "ni los mida una vez"]
    text = "\n".join(f"{a:<44}{b}" for a, b in zip(left, right, strict=True))
    assert tree(propose(f"Eje 1. Agua\n{text}\n")) == [
        ("eje", "Agua", None),
        ("objetivo_estrategico", "Cuidar el agua de los valles altos con la gente del lugar", "Agua"),
        ("linea_accion", "Medir los pozos cada mes", "Cuidar el agua de los valles altos con la gente del lugar"),
        ("linea_accion", "Limpiar los canales viejos", "Cuidar el agua de los valles altos con la gente del lugar"),
    ]


def test_ordinary_lists_and_prose_are_no_tables() -> None:
    text = "Objetivos\nMetas\nResponsables\n\nEl plan se hizo con la gente.\nCada barrio envió a dos vecinos.\n"
    proposal = propose(text)
    assert goals(proposal) == []
    assert proposal.unmapped == ()


def test_rows_with_ragged_gaps_have_the_cells_of_their_header() -> None:
    text = """
Actividades    Indicador  Meta anual 2028   T1  T2    Responsable
Entregar títulos de propiedad en el valle alto   Títulos entregados    27    4    23    Oficina de Tierras
Pintar los puentes  Puentes pintados   8   3   5     Obras
Recuperar los parques de los barrios viejos    Parques recuperados  2    1    1    Ambiente
"""
    assert [goal[0:1] + goal[3:] for goal in goals(propose(text))] == [
        ("Títulos entregados", 27, 2028),
        ("Puentes pintados", 8, 2028),
        ("Parques recuperados", 2, 2028),
    ]


def test_marks_below_years_only_say_when() -> None:
    text = "Iniciativa\t2026\t2027\t2028\nAbrir la biblioteca\tX\t\tX\nPintar la escuela\t\tX\tX\n"
    assert [text for _level, text, _parent in tree(propose(text))] == ["Abrir la biblioteca", "Pintar la escuela"]


def test_a_title_above_the_names_of_columns_is_no_column() -> None:
    lines = ["Indicadores", "Objetivo estratégico", "Indicador", "Meta 2028", "Medir los pozos", "Pozos medidos", "12"]
    lines += ["Limpiar canales", "Canales limpios", "40"]
    assert [goal[3] for goal in goals(propose("\n".join(lines)))] == [12, 40]


def test_a_code_alone_points_at_the_element_that_has_it() -> None:
    text = "Objetivo 1.1 Cuidar las fuentes del valle.\nObjetivo 1.2 Medir el aire de la villa.\n\n"
    text += "Objetivo\tIndicador\tLínea base\tMeta 2028\n1.1\tFuentes con cerco\t3\t9\n1.2\tEstaciones\t0\t2\n"
    proposal = propose(text)
    elements = {e.id: e.text for e in proposal.snapshot.elements}
    assert [elements[i.element or ""] for i in proposal.snapshot.indicators] == [
        "Cuidar las fuentes del valle.",
        "Medir el aire de la villa.",
    ]
