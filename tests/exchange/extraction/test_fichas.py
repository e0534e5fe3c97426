"""Sheets printed as tables: a label beside each value, labels above values, parts of a baseline, series of sheets."""

from tests.exchange.extraction.declared import goals, propose, tree


def test_a_sheet_of_two_columns_is_one_indicator_with_its_element() -> None:
    sheet = [
        ["FICHA TÉCNICA", "<", "<"],
        ["Objetivo estratégico", "OE2. Limpiar el aire", "<"],
        ["Nombre del indicador", "Días con aire limpio", "<"],
        ["Dimensión", "Eficacia", "<"],
        ["Línea base", "Año", "2023"],
        ["^", "Valor", "180"],
        ["Meta", "Año", "2027"],
        ["^", "Valor", "240"],
        ["Responsable", "Ambiente", "<"],
    ]
    proposal = propose(sheet)
    assert tree(proposal) == [("objetivo_estrategico", "Limpiar el aire", None)]
    assert goals(proposal) == [("Días con aire limpio", 180, 2023, 240, 2027)]


def test_two_labels_in_a_row_and_labels_above_their_values() -> None:
    sheet = [
        ["Indicador", "Mortalidad infantil", "Unidad de medida", "Tasa"],
        ["Línea base", "12.5 (2022)", "Meta", "9 (2028)"],
        ["Frecuencia", "Anual", "Fuente", "Registro civil"],
    ]
    assert goals(propose(sheet)) == [("Mortalidad infantil", 12.5, 2022, 9, 2028)]
    above = [
        ["Indicador", "Calles con luz", "", ""],
        ["Unidad de medida", "Calles", "", ""],
        ["Línea base", "Año base", "Meta", "Responsable"],
        ["40", "2021", "90", "Obras"],
    ]
    assert goals(propose(above)) == [("Calles con luz", 40, 2021, 90, None)]


def test_a_series_of_sheets_shares_the_elements_above_them() -> None:
    def sheet(activity: str, indicator: str, target: str) -> list[list[str]]:
        return [
            ["Eje estratégico", "Patrimonio vivo"],
            ["Programa", "Senderos del bosque"],
            ["Actividad", activity],
            ["Nombre del indicador", indicator],
            ["Año de la línea base", "2021"],
            ["Línea base", "3 %"],
            ["Meta 2025", target],
        ]

    proposal = propose(sheet("Abrir senderos", "Senderos", "57 %"), "Ficha 2", sheet("Poner bancas", "Bancas", "60 %"))
    assert tree(proposal) == [
        ("eje", "Patrimonio vivo", None),
        ("programa", "Senderos del bosque", "Patrimonio vivo"),
        ("actividad", "Abrir senderos", "Senderos del bosque"),
        ("actividad", "Poner bancas", "Senderos del bosque"),
    ]
    assert [goal[1:] for goal in goals(proposal)] == [(3, 2021, 57, 2025), (3, 2021, 60, 2025)]


def test_tabs_part_labels_from_values_too() -> None:
    text = "Indicador\tCalles con asfalto\nLínea base\t35 %\nMeta\t60 %\nUnidad de medida\tPorcentaje"
    assert goals(propose(text)) == [("Calles con asfalto", 35, None, 60, None)]


def test_mission_and_vision_in_a_table_are_statements() -> None:
    proposal = propose([["Misión", "Somos un taller que repara bicicletas."], ["Visión", "Seremos cien talleres."]])
    assert [s.text for p in proposal.snapshot.plans for s in p.statements] == [
        "Somos un taller que repara bicicletas.",
        "Seremos cien talleres.",
    ]


def test_a_frame_around_a_text_is_that_text() -> None:
    words = "El valle cuida sus ríos con faenas de limpieza cada mes. " * 5
    framed = propose([["EJE 1: Agua limpia", "<"], [words, "<"]])
    assert tree(framed) == [("eje", "Agua limpia", None)]


def test_rows_that_name_their_level_are_no_sheet() -> None:
    table = [["OEI", "Cuidar el agua"], ["AEI", "Medir pozos"], ["AEI", "Limpiar pozos"], ["OEI", "Cuidar el aire"]]
    assert goals(propose(table)) == []
