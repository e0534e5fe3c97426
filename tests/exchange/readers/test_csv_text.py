"""Records parted by one sign are a table; prose with commas and text with tabs stay what they are."""

import pytest

from ceiba.exchange.document import Document
from ceiba.exchange.readers import csv_text, txt


def tabulated(name: str, text: str) -> Document | None:
    return csv_text.tabulated(txt.read(name, text.encode()))


def records(document: Document | None) -> list[list[str]]:
    assert document is not None
    return [[cell.text for cell in row] for table in document.tables for row in table.rows]


@pytest.mark.parametrize("sign", [";", ",", "|"])
def test_the_sign_is_found_by_its_evenness(sign: str) -> None:
    lines = ["Objetivo|Meta|Año", "Dotar de agua|12|2027", "Ordenar el tránsito|30|2028"]
    found = tabulated("plan.txt", "\n".join(lines).replace("|", sign))
    assert records(found) == [line.split("|") for line in lines]


def test_a_field_in_quotes_keeps_its_sign_its_quotes_and_its_line_feeds() -> None:
    found = tabulated("plan.csv", 'Objetivo;Meta;Año\n"Dotar de ""agua""; limpia\na todos";1;2027\nOtro;2;2028\n')
    assert records(found)[1] == ['Dotar de "agua"; limpia\na todos', "1", "2027"]
    assert found is not None
    assert [line.number for line in found.lines] == [1, 2, 4]
    assert found.lines[1].text == 'Dotar de "agua"; limpia a todos\t1\t2027'
    assert found.tables[0].rows[2][0].line == 4


def test_decimal_commas_part_nothing() -> None:
    assert tabulated("cifras.csv", "12,5\n13,5\n14,5\n") is None
    found = tabulated("plan.csv", "Tasa;Base;Meta\nCobertura;12,5;14,5\nMortalidad;3,5;2,5\n")
    assert records(found)[1] == ["Cobertura", "12,5", "14,5"]


def test_the_first_line_of_excel_names_the_sign() -> None:
    found = tabulated("plan.csv", "sep=,\nObjetivo,Meta\nDotar de agua,12\n")
    assert records(found) == [["Objetivo", "Meta"], ["Dotar de agua", "12"]]
    assert found is not None
    assert found.lines[0].number == 2


def test_ragged_rows_titles_and_notes() -> None:
    text = "Plan de Valle Sereno;;\n;;\nObjetivo;Meta;Año\nDotar de agua;12\nOrdenar;3;2027;sobra\nFuente: propia;;\n"
    found = tabulated("plan.csv", text)
    assert records(found)[1:] == [["Dotar de agua", "12", "", ""], ["Ordenar", "3", "2027", "sobra"]]
    assert found is not None
    assert [(line.number, line.text) for line in found.lines if line.table is None] == [
        (1, "Plan de Valle Sereno"),
        (2, ""),
        (6, "Fuente: propia"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Se dotará de agua, luz, y vías.\nSe cuidará el aire, el suelo, el río.\nSe oirá a niñas, jóvenes, mayores.\n",
        "Objetivo\tMeta\nDotar de agua\t12\nOrdenar\t30\n",
        "Uno\nDos\nTres\n",
        "Objetivo 1; Dotar de agua\nEn 2027 se llega a la meta.\nLa oficina responde; el alcalde firma; se publica.\n",
        "Valle Sereno, 2027",
    ],
)
def test_prose_and_tabbed_text_stay_lines(text: str) -> None:
    assert tabulated("plan.txt", text) is None


def test_tabs_part_fields_where_the_name_or_quotes_say_so() -> None:
    assert records(tabulated("plan.tsv", "Objetivo\tMeta\nDotar de agua\t12\n"))[1] == ["Dotar de agua", "12"]
    quoted = '"Objetivo"\t"Meta"\n"Dotar de agua"\t"12"\n"Ordenar"\t"3"\n'
    assert records(tabulated("plan.txt", quoted))[1] == ["Dotar de agua", "12"]


def test_a_table_drawn_with_bars_loses_its_rule() -> None:
    found = tabulated("plan.txt", "| Objetivo | Meta | Año |\n|---|:-:|---|\n| Agua | 5 | 2027 |\n| Luz | 6 | 2028 |\n")
    assert records(found) == [["Objetivo", "Meta", "Año"], ["Agua", "5", "2027"], ["Luz", "6", "2028"]]


def test_a_quote_that_is_never_closed_swallows_nothing() -> None:
    found = tabulated("plan.csv", 'Obra;Largo;Año\nTubo de 5" nuevo;3;2024\n"Abierta;3;2024\nOtra;3;2024\n')
    assert [row[0] for row in records(found)] == ["Obra", 'Tubo de 5" nuevo', '"Abierta', "Otra"]
