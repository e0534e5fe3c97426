"""The tables of a PDF: with rules and without, merged, broken over pages, cut inside a cell; and what is no table."""

from textwrap import wrap

from ceiba.exchange.document import Document, Table
from ceiba.exchange.readers import pdf
from tests.exchange.readers.pdf_files import LEFT, Sheet, flowing, paragraph, prose, ruled


def read(content: bytes) -> Document:
    """Return the document of a file."""
    return pdf.read("plan.pdf", content)


def texts(table: Table) -> list[list[str]]:
    """Return the texts of a table."""
    return [[cell.text for cell in row] for row in table.rows]


def grid(sheet: Sheet, x: list[float], y: list[float]) -> None:
    """Draw rules at these abscissas and heights."""
    sheet.canvas.grid(x, [842 - at for at in y])


def test_a_ruled_table_over_pages_is_one_table_with_one_header() -> None:
    rows = [["Código", "Objetivo", "Meta"]] + [[f"1.{i}", prose(12, i), str(i * 3)] for i in range(1, 60)]
    document = read(flowing([paragraph("Antes."), ruled(rows, [50, 300, 60]), paragraph("Después.")], "Plan del valle"))
    (table,) = document.tables
    assert texts(table) == rows
    lines = {line.number: line for line in document.lines}
    for row in table.rows:
        line = lines[row[0].line]
        assert line.table == 0
        assert line.text == "\t".join(cell.text for cell in row)
    assert {lines[row[0].line].page for row in table.rows} == {1, 2, 3}
    assert [line.text for line in document.lines if line.text and line.table is None and not line.style.aside] == [
        "Antes.",
        "Después.",
    ]


def test_a_row_cut_by_the_page_break_is_one_row() -> None:
    rows = [["Código", "Objetivo", "Meta"]] + [[f"1.{i}", prose(150, i), str(i * 3)] for i in range(1, 7)]
    (table,) = read(flowing([ruled(rows, [50, 200, 60], cut=True)], "Plan del valle")).tables
    assert texts(table) == rows


def test_a_new_row_at_the_top_of_a_page_is_not_taken_for_the_rest_of_the_last() -> None:
    sheet = Sheet()
    for first, second in (("Sembrar en las orillas", "Medir el caudal"), ("Limpiar el lago", "Abrir la feria")):
        grid(sheet, [LEFT, 200, 400], [90, 110, 130])
        for i, text in enumerate((first, second)):
            sheet.text(LEFT + 4, 104 + 20 * i, str(i))
            sheet.text(204, 104 + 20 * i, text)
        sheet.page()
    (table,) = read(sheet.bytes()).tables
    assert len(table.rows) == 4


def test_merged_cells_hold_their_text_once_and_cover_the_other_places() -> None:
    rows = [["Eje", "Resultado", ""], ["", "Base", "Meta"], ["Agua", "1", "2"], ["", "3", "4"]]
    spans = (("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (0, 2), (0, 3)))
    (table,) = read(flowing([ruled(rows, [100, 80, 80], *spans)])).tables
    assert texts(table) == rows
    assert [[cell.covered for cell in row] for row in table.rows] == [
        ["", "", "left"],
        ["above", "", ""],
        ["", "", ""],
        ["above", "", ""],
    ]


def test_a_table_open_at_its_sides_has_all_its_columns() -> None:
    sheet = Sheet()
    for y in (90, 110, 130, 150):
        sheet.canvas.line(LEFT, 842 - y, 500, 842 - y)
    for x in (200, 350):
        sheet.canvas.line(x, 842 - 90, x, 842 - 150)
    rows = [["Eje", "Objetivo", "Meta"], ["Agua", "Medir", "4"], ["Ríos", "Limpiar", "5"]]
    for r, row in enumerate(rows):
        for x, text in zip((LEFT + 4, 204, 354), row, strict=True):
            sheet.text(x, 104 + 20 * r, text)
    assert texts(read(sheet.bytes()).tables[0]) == rows


def test_a_narrow_cell_does_not_tear_words_and_figures() -> None:
    sheet = Sheet()
    grid(sheet, [LEFT, 118, 300], [90, 120, 150])
    for x, y, text in (
        (LEFT + 4, 102, "Responsa"),
        (LEFT + 4, 114, "ble"),
        (122, 102, "Objetivo"),
        (LEFT + 4, 132, "8.837.94"),
        (LEFT + 4, 144, "5,00"),
        (122, 132, "Medir el agua"),
    ):
        sheet.text(x, y, text, 9.5)
    assert texts(read(sheet.bytes()).tables[0]) == [["Responsable", "Objetivo"], ["8.837.945,00", "Medir el agua"]]


def test_paragraphs_of_a_cell_are_parted_by_line_feeds() -> None:
    sheet = Sheet()
    grid(sheet, [LEFT, 200, 420], [90, 110, 180])
    for x, y, text in (
        (LEFT + 4, 104, "Objetivo"),
        (204, 104, "Acciones"),
        (LEFT + 4, 124, "Cuidar el agua"),
        (LEFT + 4, 137, "del valle"),
        (204, 124, "• Medir el caudal de los ríos y"),
        (204, 137, "de los lagos"),
        (204, 150, "• Sembrar"),
    ):
        sheet.text(x, y, text)
    (table,) = read(sheet.bytes()).tables
    assert texts(table)[1] == ["Cuidar el agua del valle", "• Medir el caudal de los ríos y de los lagos\n• Sembrar"]


def test_an_aligned_table_without_rules_is_a_table_where_its_first_row_is_a_header() -> None:
    sheet = Sheet()
    header = ["Indicador", "Línea base", "Meta 2028", "Unidad"]
    columns = (LEFT, 250, 340, 430)
    for x, text in zip(columns, header, strict=True):
        sheet.text(x, 120, text, 10, "Helvetica-Bold")
    for i in range(6):
        y = 140 + i * 26
        sheet.lines(LEFT, y, ["Familias con agua en el", f"sector {'abcdef'[i]}"], 10, 11)
        for x, text in zip(columns[1:], (str(10 + i), str(40 + i), "familias"), strict=True):
            sheet.text(x, y, text, 10)
    sheet.lines(LEFT, 330, wrap(prose(50), 80))
    document = read(sheet.bytes())
    (table,) = document.tables
    rows = [[f"Familias con agua en el sector {'abcdef'[i]}", str(10 + i), str(40 + i), "familias"] for i in range(6)]
    assert texts(table) == [header, *rows]
    assert [line.text for line in document.lines if line.table is None and line.text] == wrap(prose(50), 80)


def test_an_aligned_table_goes_on_over_the_page() -> None:
    sheet = Sheet()
    for x, text in ((LEFT, "Obra"), (300, "Monto"), (420, "Año")):
        sheet.text(x, 100, text, 10, "Helvetica-Bold")
    for i in range(50):
        if i == 30:
            sheet.page()
        for x, text in ((LEFT, f"Puente {'abcde'[i % 5]}"), (300, f"{i}.500"), (420, "2027")):
            sheet.text(x, 120 + 18 * (i % 30), text, 10)
    (table,) = read(sheet.bytes()).tables
    assert len(table.rows) == 51


def test_frames_boxes_and_rules_of_a_chart_are_no_tables() -> None:
    sheet = Sheet()
    sheet.canvas.rect(60, 500, 400, 280)
    sheet.canvas.line(60, 640, 460, 640)
    sheet.lines(LEFT, 100, wrap(prose(30), 60))
    for x in range(100, 500, 50):
        sheet.canvas.line(x, 200, x, 400)
    for y in range(200, 401, 50):
        sheet.canvas.line(100, y, 450, y)
    sheet.text(110, 842 - 190, "2024", 8)
    document = read(sheet.bytes())
    assert document.tables == ()
    assert [line.text for line in document.lines][: len(wrap(prose(30), 60))] == wrap(prose(30), 60)
