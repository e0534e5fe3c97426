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
