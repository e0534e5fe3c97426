"""Tables of Word keep their places: merged cells, nested tables, changed rows; boxes of the layout are no tables."""

from io import BytesIO

import docx as python_docx
import pytest

from ceiba.exchange.document import Document, Table
from ceiba.exchange.readers import allowance, docx
from tests.exchange.readers.word_parts import p, run, tbl, tc, tr, word

START, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(body: str) -> Document:
    return docx.read("plan.docx", word(body))


def cells(table: Table) -> list[list[str]]:
    """Return the texts of a table, covered places by the side where their text stands."""
    return [[cell.text or {"left": "<", "above": "^"}.get(cell.covered, "") for cell in row] for row in table.rows]


def test_each_row_is_a_line_and_each_cell_has_its_place() -> None:
    made = python_docx.Document()
    made.add_paragraph("Antes")
    table = made.add_table(rows=3, cols=3)
    for i, row in enumerate(table.rows):
        for j, cell in enumerate(row.cells):
            cell.text = f"{i}{j}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "ancho"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "alto"
    out = BytesIO()
    made.save(out)
    document = docx.read("plan.docx", out.getvalue())
    (found,) = document.tables
    assert cells(found) == [["ancho", "<", "02"], ["10", "11", "alto"], ["20", "21", "^"]]
    rows = [line for line in document.lines if line.table == 0]
    assert [line.text for line in rows] == ["ancho\t\t02", "10\t11\talto", "20\t21\t"]
    assert [row[0].line for row in found.rows] == [line.number for line in rows]


def test_paragraphs_of_a_cell_are_parted_in_the_cell_and_not_in_the_line() -> None:
    document = read(tbl(tr("Eje", "Metas"), tr("Agua", tc(p("Una") + p("") + p("Dos\ttres")))))
    assert document.tables[0].rows[1][1].text == "Una\nDos tres"
    assert document.lines[1].text == "Agua\tUna Dos tres"


def test_merged_places_of_every_kind() -> None:
    wide = tc("A", f'<w:gridSpan w:val="2"/>{START}')
    below = tc(p(""), f'<w:gridSpan w:val="2"/>{GOES_ON}')
    old = tc("C", '<w:hMerge w:val="restart"/>') + tc(p("resto"), "<w:hMerge/>")
    body = tbl(tr(wide, "B"), tr(below, "D"), tr(old, "E"), tr("F", properties='<w:gridBefore w:val="2"/>'))
    assert cells(read(body).tables[0]) == [["A", "<", "B"], ["^", "^", "D"], ["C", "<", "E"], ["", "", "F"]]


def test_a_merged_cell_with_nothing_above_keeps_its_text() -> None:
    assert cells(read(tbl(tr(tc("A", GOES_ON), "B"), tr("C", "D"))).tables[0])[0] == ["A", "B"]


def test_a_nested_table_follows_the_row_that_holds_it() -> None:
    inner = tbl(tr("x", "y"), tr("z", "w"))
    document = read(tbl(tr("A", "B"), tr("C", tc(p("D") + inner)), tr("E", "F")))
    assert [line.table for line in document.lines] == [0, 0, 1, 1, 0]
    assert [cells(table) for table in document.tables] == [
        [["A", "B"], ["C", "D"], ["E", "F"]],
        [["x", "y"], ["z", "w"]],
    ]


def test_a_table_of_one_column_and_a_box_are_paragraphs() -> None:
    heading = p("EJE 1", '<w:outlineLvl w:val="0"/>')
    document = read(tbl(tr(tc(heading + p("Agua"))), tr("Suelo")))
    assert document.tables == ()
    assert [(line.text, line.style.heading) for line in document.lines] == [
        ("EJE 1", 1),
        ("Agua", None),
        ("Suelo", None),
    ]


def test_columns_of_a_page_drawn_as_a_table_are_read_one_after_the_other() -> None:
    left, right = ("".join(p(f"{side} {i}") for i in range(5)) for side in ("izquierda", "derecha"))
    document = read(tbl(tr(tc(left), tc(right))))
    assert document.tables == ()
    assert [line.text for line in document.lines][4:6] == ["izquierda 4", "derecha 0"]


def test_deleted_rows_are_left_out_and_inserted_ones_kept() -> None:
    body = tbl(tr("A", "B"), tr("C", "D", properties="<w:del/>"), tr("E", "F", properties="<w:ins/>"))
    document = read(body)
    assert cells(document.tables[0]) == [["A", "B"], ["E", "F"]]
    assert any("cambios" in note for note in document.notes)


def test_rows_and_cells_inside_content_controls_are_read() -> None:
    cell = f"<w:sdt><w:sdtContent>{tc('B')}</w:sdtContent></w:sdt>"
    controlled = f"<w:sdt><w:sdtContent>{tr('A', cell)}</w:sdtContent></w:sdt>"
    assert cells(read(tbl(controlled, tr("C", "D"))).tables[0]) == [["A", "B"], ["C", "D"]]


def test_a_caption_names_its_table() -> None:
    body = p("Tabla 1. Metas", '<w:pStyle w:val="Caption"/>') + tbl(tr("A", "B"), tr("C", "D"))
    assert read(body).tables[0].name == "Tabla 1. Metas"


def test_a_row_that_goes_over_a_page_turns_it_once() -> None:
    turned = p("<w:r><w:lastRenderedPageBreak/></w:r>" + run("x"))
    document = read(tbl(tr(tc(turned), tc(turned)), tr("a", "b")))
    assert [line.page for line in document.lines] == [2, 2]


def test_places_stated_without_end_cost_no_text() -> None:
    wide = tc("A", '<w:gridSpan w:val="999999999"/>')
    (table,) = read(tbl(*[tr(wide, "B", "C")] * 3)).tables
    assert [[cell.text for cell in row if not cell.covered] for row in table.rows] == [["A", "B", "C"]] * 3
    assert max(len(row) for row in table.rows) < 300


def test_merged_places_beyond_all_measure_are_dropped_and_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "_PLACES", 10)
    row = tr(tc("A", '<w:gridSpan w:val="6"/>'), "B")
    document = read(tbl(row, row, row))
    assert [len(line) for line in document.tables[0].rows] == [7, 7, 2]
    assert any("en parte" in note for note in document.notes)
