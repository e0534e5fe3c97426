"""What a page tears: rows of tables over several lines, numbers of pages inside sentences, small numerals."""

from ceiba.exchange.reader import read


def _texts(text: str) -> list[str]:
    return [element.text for element in read("plan.txt", text.encode()).snapshot.plans[0].elements]


def test_a_row_whose_cells_break_is_one_record_though_a_cell_goes_on_with_a_name() -> None:
    text = (
        "PLAN ESTRATÉGICO INSTITUCIONAL 2024-2028\n\n"
        "Eje\tObjetivo estratégico\tActividad\tMedio de verificación\tResponsable\n"
        "E1. Agua limpia\tOE1.1. Proteger las fuentes de\tA1.1.1. Cercar los nacimientos que\tActas de la\tMesa de\n"
        "para las aldeas\tagua de la parte alta del valle\tsurten a las aldeas vecinas\tasamblea\tMujeres\n"
        "E1. Agua limpia para las aldeas\tOE1.1. Proteger las fuentes de agua de la parte alta del valle\t"
        "A1.1.2. Limpiar los canales\tFotografías\tVivero\n"
        "\tOE1.2. Cobrar el servicio con\tA1.2.1. Revisar los medidores de\t\n"
        "\ttarifas justas\tlas casas\t\n"
    )
    assert _texts(text) == [
        "Agua limpia para las aldeas",
        "Proteger las fuentes de agua de la parte alta del valle",
        "Cercar los nacimientos que surten a las aldeas vecinas",
        "Limpiar los canales",
        "Cobrar el servicio con tarifas justas",
        "Revisar los medidores de las casas",
    ]


def test_a_page_number_between_dashes_does_not_part_a_sentence() -> None:
    text = (
        "PLAN DE DESARROLLO 2024-2028\n\nEje 1: Agua\n\nObjetivo estratégico 1\n"
        "Proteger las fuentes que surten de agua a todas las\n\n- 4 -\n\naldeas del valle\n\n"
        "Actividades:\n• Cercar los nacimientos de los\n- 5 -\nríos\n• Limpiar los canales\n"
    )
    assert _texts(text)[1:] == [
        "Proteger las fuentes que surten de agua a todas las aldeas del valle",
        "Cercar los nacimientos de los ríos",
        "Limpiar los canales",
    ]


def test_small_numerals_and_letters_with_a_point_number_a_list() -> None:
    text = (
        "PLAN DE DESARROLLO 2024-2028\n\nEje 1: Agua\n\nObjetivo específico 1: Cuidar las fuentes\n\n"
        "Actividades:\ni. Cercar los nacimientos\nii. Limpiar los canales\niii. Medir los caudales\n\n"
        "Objetivo específico 2: Cobrar el servicio\n\nActividades:\na. Revisar los medidores\nb. Publicar las tarifas\n"
    )
    assert _texts(text)[1:] == [
        "Cuidar las fuentes",
        "Cercar los nacimientos",
        "Limpiar los canales",
        "Medir los caudales",
        "Cobrar el servicio",
        "Revisar los medidores",
        "Publicar las tarifas",
    ]


def test_a_document_with_a_blank_line_between_all_lines_has_its_broken_sentences_whole() -> None:
    lines = (
        "PLAN DE DESARROLLO 2024-2028",
        "Eje 1: Agua",
        "Objetivo estratégico 1: PROTEGER LAS FUENTES QUE SURTEN DE AGUA",
        "A TODAS LAS ALDEAS DEL VALLE",
        "Actividades:",
        "A1.1 Cercar los nacimientos de los ríos que bajan de la montaña",
        "hasta las aldeas",
        "A1.2 Limpiar los canales",
        "Objetivo estratégico 2: COBRAR EL SERVICIO CON TARIFAS JUSTAS Y",
        "CLARAS PARA TODAS LAS FAMILIAS",
        "Actividades:",
        "A2.1 Revisar los medidores de las casas y de los comercios del",
        "centro del pueblo",
        "A2.2 Publicar las tarifas",
    )
    found = _texts("\n\n".join(lines))
    assert "PROTEGER LAS FUENTES QUE SURTEN DE AGUA A TODAS LAS ALDEAS DEL VALLE" in found
    assert "COBRAR EL SERVICIO CON TARIFAS JUSTAS Y CLARAS PARA TODAS LAS FAMILIAS" in found


_HEAD = "PLAN OPERATIVO 2024\n\nCódigo\nActividad\nIndicador\nLínea base 2023\nMeta 2024\n\n"
_ROWS = (
    "EJE 1: Agua\n\n1.1\nCercar los nacimientos de\nla parte alta\nNúmero de fuentes cercadas\n2\n9\n\n"
    "1.2\nLimpiar los canales\nPorcentaje de canales limpios\n15%\n60%\n\n"
    "EJE 2: Caminos\n\n2.1\nEmpedrar la cuesta del molino\nKilómetros empedrados\n0\n3\n\n"
)
_CELLS = ["Cercar los nacimientos de la parte alta", "Limpiar los canales", "Empedrar la cuesta del molino"]


def test_rows_of_a_cell_a_line_may_stand_apart_by_blank_lines() -> None:
    plan = read("plan.txt", (_HEAD + _ROWS).encode()).snapshot.plans[0]
    assert [element.text for element in plan.elements] == ["Agua", *_CELLS[:2], "Caminos", _CELLS[2]]
    assert [indicator.text for indicator in plan.indicators] == [
        "Número de fuentes cercadas",
        "Porcentaje de canales limpios",
        "Kilómetros empedrados",
    ]


def test_such_rows_end_where_prose_begins_and_where_their_header_comes_again() -> None:
    prose = "Consideraciones finales\nEl equipo visitó las aldeas y habló con\nlas mesas de vecinos.\n\n"
    again = _HEAD.partition("\n\n")[2] + "EJE 3: Escuelas\n\n3.1\nPintar las aulas\nNúmero de aulas pintadas\n1\n7\n\n"
    again += "3.2\nTechar los patios\nNúmero de patios techados\n0\n4\n\n"
    texts = _texts(_HEAD + _ROWS + again + prose)
    assert texts == ["Agua", *_CELLS[:2], "Caminos", _CELLS[2], "Escuelas", "Pintar las aulas", "Techar los patios"]


def test_the_parts_of_a_talk_are_no_table() -> None:
    text = (
        "PLAN ESTRATÉGICO 2021-2025\n\nContenido\nObjetivos\nIndicadores\nActividades\n\n3\nAntecedentes\n"
        "El taller reunió a las mesas de vecinos.\n\n4\n¿Quiénes somos?\nMisión: Servir a las aldeas con agua.\n\n"
        "Eje 1: Agua\nObjetivo: Proteger las fuentes que surten a las aldeas\n"
    )
    assert _texts(text) == ["Agua", "Proteger las fuentes que surten a las aldeas"]
