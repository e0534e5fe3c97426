"""Tables that stand in a text as quoted values, as addresses of cells, or as cards of one element."""

from ceiba.exchange import reader

_FRONT = "Plan del municipio\n\nEl texto de este capítulo presenta el plan.\n\n"
_ROWS = (
    ("Eje", "Objetivo estratégico", "Indicador", "Meta 2030"),
    ("Agua limpia", "Proteger los manantiales", "Manantiales con cerca", "12"),
    ("Agua limpia", "Ampliar la red del norte", "Casas con servicio", "340"),
    ("Vías seguras", "Reparar los puentes colgantes", "Puentes reparados", "4"),
)


def _read(text: str) -> tuple[list[tuple[str, str | None]], list[str]]:
    """Return every element with the text above it, and the texts of the indicators."""
    found = reader.read("a.txt", (_FRONT + text).encode())
    texts = {e.id: e.text for p in found.snapshot.plans for e in p.elements}
    elements = [(e.text, texts.get(e.parent or "")) for p in found.snapshot.plans for e in p.elements]
    return elements, [i.text for p in found.snapshot.plans for i in p.indicators]


_EXPECTED = [
    ("Agua limpia", None),
    ("Proteger los manantiales", "Agua limpia"),
    ("Ampliar la red del norte", "Agua limpia"),
    ("Vías seguras", None),
    ("Reparar los puentes colgantes", "Vías seguras"),
]


def test_rows_of_quoted_values_inside_a_text_are_a_table() -> None:
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in _ROWS)
    assert _read(text) == (_EXPECTED, ["Manantiales con cerca", "Casas con servicio", "Puentes reparados"])


def test_addressed_cells_inside_a_text_are_a_table() -> None:
    lines = [f"{'ABCD'[c]}{r}: {cell}" for r, row in enumerate(_ROWS, 4) for c, cell in enumerate(row)]
    assert _read("\n".join(lines)) == (_EXPECTED, ["Manantiales con cerca", "Casas con servicio", "Puentes reparados"])


def test_codes_of_a_list_are_no_addresses() -> None:
    text = "\n".join(f"A{n}: Sembrar {n}0 parcelas de la zona {n}" for n in range(1, 12))
    assert len(_read(text)[0]) in (0, 11)


def test_a_card_is_a_matrix_with_its_upper_columns_above() -> None:
    card = "Eje\tAgua limpia\nObjetivo estratégico\t{}\nAcción\tIndicador\tMeta 2030\n{}\n\n"
    text = card.format("Proteger los manantiales", "Cercar las fuentes altas\tFuentes con cerca\t12")
    text += card.format("Ampliar la red del norte", "Instalar tubos\tKilómetros de tubo\t8")
    elements, indicators = _read(text)
    assert elements == [
        ("Agua limpia", None),
        ("Proteger los manantiales", "Agua limpia"),
        ("Cercar las fuentes altas", "Proteger los manantiales"),
        ("Ampliar la red del norte", "Agua limpia"),
        ("Instalar tubos", "Ampliar la red del norte"),
    ]
    assert indicators == ["Fuentes con cerca", "Kilómetros de tubo"]


def test_a_row_of_a_numbered_label_and_its_text_is_a_line_of_text() -> None:
    elements, _indicators = _read("Eje 1\tAgua limpia\n\nActividad 1\tCercar fuentes\n\nActividad 2\tLimpiar canales\n")
    assert [text for text, _parent in elements] == ["Agua limpia", "Cercar fuentes", "Limpiar canales"]


def test_a_calendar_names_the_elements_of_the_plan_again() -> None:
    plan = "Eje 1: Agua limpia\n\nActividad 1: Cercar las fuentes altas\nActividad 2: Limpiar los canales\n\n"
    calendar = "Cronograma\n\nAcción\tEne\tFeb\tMar\nCercar las fuentes altas\tX\t\tX\nLimpiar los canales\t\tX\t\n"
    assert len(_read(plan + calendar)[0]) == 3


def test_lines_of_a_glossary_are_no_elements() -> None:
    glossary = "Glosario\n\nObjetivo: Cambio que se busca.\nMeta: Cantidad prometida.\nIndicador: Dato que mide.\n\n"
    assert _read(glossary + "Eje 1: Agua limpia\n") == ([("Agua limpia", None)], [])


def test_words_beside_a_header_do_not_hide_its_column() -> None:
    elements, _indicators = _read(
        "Eje vinculado\tActividad del plan\tInstancia responsable\n"
        "Agua limpia\tCercar las fuentes altas\tVivero\nAgua limpia\tLimpiar los canales\tVivero\n"
    )
    assert elements == [
        ("Agua limpia", None),
        ("Cercar las fuentes altas", "Agua limpia"),
        ("Limpiar los canales", "Agua limpia"),
    ]
