"""A workbook becomes the lines and tables that people see; what they do not see is named in notes."""

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ceiba.exchange.document import Document, UnusableDocument
from ceiba.exchange.readers import workbook
from ceiba.exchange.readers.formats import Format, format_of
from ceiba.exchange.readers.sheets import cells as bounds

HEADER = ("Objetivo", "Indicador", "Línea base", "Meta")
RECORDS = (
    ("Dotar de agua a las aldeas", "Hogares con agua", 40, 75),
    ("Ordenar el tránsito del casco", "Vías señalizadas", 3, 12),
)


def saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(fill: Callable[[Worksheet], None], name: str = "Metas") -> Document:
    """Return the reading of a workbook of one sheet."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = name
    fill(page)
    content = saved(book)
    assert format_of("plan.xlsx", content) is Format.XLSX
    return workbook.read("plan.xlsx", content, Format.XLSX)


def rows(document: Document, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in document.tables[table].rows]


def plain(document: Document) -> list[str]:
    return [line.text for line in document.lines if line.table is None]


def edited(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an archive with one part changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in read.namelist():
            made.writestr(name, change(read.read(name)) if name == part else read.read(name))
    return out.getvalue()


def test_a_table_has_its_title_above_and_its_note_below() -> None:
    def fill(page: Worksheet) -> None:
        page["B1"] = "Matriz de metas 2027"
        page["B1"].font = Font(bold=True, size=22)
        page.merge_cells("B1:E1")
        for place, values in enumerate((HEADER, *RECORDS), 3):
            for column, value in enumerate(values, 2):
                page.cell(place, column, value)
        page["B6"] = "Fuente: oficina de planificación"

    found = sheet(fill)
    assert plain(found) == ["Metas", "Matriz de metas 2027", "", "Fuente: oficina de planificación"]
    assert [line.number for line in found.lines] == list(range(1, 8))
    assert found.lines[0].style.heading == 1
    assert found.lines[1].style.bold
    assert found.lines[1].style.size == 2.0
    assert rows(found) == [list(HEADER), [*RECORDS[0][:2], "40", "75"], [*RECORDS[1][:2], "3", "12"]]
    assert found.tables[0].name == "Metas"
    cell = found.tables[0].rows[1][3]
    assert (cell.address, cell.line) == ("Metas!E4", 5)
    assert found.lines[4].text == "Dotar de agua a las aldeas\tHogares con agua\t40\t75"
    assert found.lines[4].table == 0
    assert found.notes == ()


def test_merged_cells_and_headers_of_two_rows_keep_their_places() -> None:
    def fill(page: Worksheet) -> None:
        page.append(["Objetivo", "Metas por año", None, None])
        page.append([None, 2025, 2026, 2027])
        page.append(["Dotar de agua", 10, 20, 30])
        page.append([None, 11, 21, 31])
        for span in ("A1:A2", "B1:D1", "A3:A4"):
            page.merge_cells(span)

    found = sheet(fill)
    assert [[cell.covered for cell in row] for row in found.tables[0].rows] == [
        ["", "", "left", "left"],
        ["above", "", "", ""],
        ["", "", "", ""],
        ["above", "", "", ""],
    ]
    assert rows(found)[:2] == [["Objetivo", "Metas por año", "", ""], ["", "2025", "2026", "2027"]]


def test_a_group_above_some_columns_is_header_and_no_title() -> None:
    def fill(page: Worksheet) -> None:
        page["C1"] = "Metas"
        page.merge_cells("C1:D1")
        page.append(["Objetivo", "Indicador", 2026, 2027])
        page.append(["Dotar de agua", "Hogares", 10, 20])

    assert rows(sheet(fill))[0] == ["", "", "Metas", ""]


def test_an_empty_row_parts_tables_and_not_the_records_of_one() -> None:
    def fill(page: Worksheet) -> None:
        for values in (HEADER, RECORDS[0], RECORDS[1], (), RECORDS[0], (), ("Obra", "Lugar", "Costo")):
            page.append(values)
        page.append(("Puente", "Río Claro", 5000))
        page.append(("Escuela", "El Mirador", 7000))

    found = sheet(fill)
    assert [len(table.rows) for table in found.tables] == [4, 3]
    assert rows(found, 1)[0] == ["Obra", "Lugar", "Costo"]
    assert plain(found) == ["Metas", ""]


def test_a_second_title_with_a_header_begins_another_table_without_a_gap() -> None:
    def fill(page: Worksheet) -> None:
        for values in (("Eje 1",), HEADER, *RECORDS, ("Eje 2",), HEADER, *RECORDS):
            page.append(values)

    found = sheet(fill)
    assert plain(found) == ["Metas", "Eje 1", "Eje 2"]
    assert [len(table.rows) for table in found.tables] == [3, 3]


def test_tables_side_by_side_are_parted() -> None:
    def fill(page: Worksheet) -> None:
        for place, values in enumerate((("Fuente", "Monto"), ("IVA", 10), ("Propios", 20), ("Otros", 5)), 1):
            page.cell(place, 1, values[0])
            page.cell(place, 2, values[1])
        for place, values in enumerate((("Obra", "Monto"), ("Puente", 30)), 1):
            page.cell(place, 4, values[0])
            page.cell(place, 5, values[1])

    found = sheet(fill)
    assert [len(table.rows) for table in found.tables] == [4, 2]
    assert rows(found, 1) == [["Obra", "Monto"], ["Puente", "30"]]


def test_a_plan_typed_down_a_sheet_is_lines() -> None:
    def fill(page: Worksheet) -> None:
        page["A1"] = "Eje 1. Agua"
        page["B2"] = "Objetivo 1.1"
        page["C2"] = "Dotar de agua"
        page["A2"] = None
        page["A3"] = "Primera idea.\nSegunda idea."
        page["A4"] = "1.2"
        page["B4"] = "Cuidar las fuentes"
        page["B2"] = "1.1"

    found = sheet(fill, "Hoja1")
    assert found.tables == ()
    assert plain(found) == [
        "Eje 1. Agua",
        "1.1 Dotar de agua",
        "Primera idea.",
        "Segunda idea.",
        "1.2 Cuidar las fuentes",
    ]


def test_values_stand_as_people_see_them() -> None:
    def fill(page: Worksheet) -> None:
        page.append(["Meta", "Monto", "Fecha", "Año", "Suma", "Aprobado", "Código"])
        page.append([0.45, 1250000.5, date(2026, 3, 31), date(2026, 1, 1), 0.1 + 0.2, True, 7])
        formats = ("0%", '"Q"#,##0.00', "dd/mm/yyyy", "yyyy", "General", "General", "000")
        for cell, code in zip(page[2], formats, strict=True):
            cell.number_format = code

    assert rows(sheet(fill))[1] == ["45 %", "Q1250000.50", "2026-03-31", "2026", "0.3", "sí", "007"]


def test_what_is_hidden_is_left_out_and_named() -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Metas"
    for values in ((*HEADER, "Nota"), *((*record, "interna") for record in RECORDS * 2)):
        page.append(values)
    page.column_dimensions["E"].hidden = True
    page.row_dimensions[3].hidden = page.row_dimensions[4].hidden = True
    page.row_dimensions[90].hidden = True
    page.column_dimensions["H"].hidden = True
    book.create_sheet("Lista").append(["A"])
    book.create_sheet("Clave").append(["B"])
    book["Lista"].sheet_state = "hidden"
    book["Clave"].sheet_state = "veryHidden"
    found = workbook.read("plan.xlsx", saved(book), Format.XLSX)
    assert rows(found) == [list(HEADER), [*RECORDS[0][:2], "40", "75"], [*RECORDS[1][:2], "3", "12"]]
    hidden_sheets, columns, hidden_rows = found.notes
    assert "«Lista», «Clave»" in hidden_sheets
    assert "columnas ocultas (E)" in columns
    assert "filas ocultas (3–4)" in hidden_rows


def test_a_filter_is_told_from_hidden_rows() -> None:
    def fill(page: Worksheet) -> None:
        for values in (HEADER, *RECORDS):
            page.append(values)
        page.auto_filter.ref = "A1:D3"
        page.auto_filter.add_filter_column(0, ["Dotar de agua a las aldeas"])
        page.row_dimensions[3].hidden = True

    assert "filtro (3)" in sheet(fill).notes[0]


def test_a_label_merged_over_a_hidden_row_stays() -> None:
    def fill(page: Worksheet) -> None:
        for values in (HEADER, ("Dotar de agua", "Hogares", 1, 2), (None, "Aldeas", 3, 4), (None, "Pozos", 5, 6)):
            page.append(values)
        page.merge_cells("A2:A4")
        page.row_dimensions[2].hidden = True

    found = sheet(fill)
    assert rows(found)[1:] == [["Dotar de agua", "Aldeas", "3", "4"], ["", "Pozos", "5", "6"]]
    assert found.tables[0].rows[2][0].covered == "above"


def test_formulas_without_value_errors_macros_and_links_are_named() -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Metas"
    page.append(["Objetivo", "Meta", "Suma"])
    page.append(["Dotar de agua", 4, "=B2*2"])
    page.append(["Ordenar", "#REF!", "=SUM(B2:B3)"])
    page["B3"].data_type = "e"
    content = saved(book)
    with zipfile.ZipFile(out := BytesIO(content), "a") as made:
        made.writestr("xl/vbaProject.bin", b"x")
        made.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    found = workbook.read("plan.xlsm", out.getvalue(), Format.XLSX)
    assert rows(found)[2] == ["Ordenar", "#REF!", ""]
    unsaved, errors, macros, links = found.notes
    assert "guardado: 2 (" in unsaved
    assert "Metas!C2, Metas!C3" in unsaved
    assert "#REF! en Metas!B3" in errors
    assert "macros" in macros
    assert "otros archivos" in links


def test_a_million_formatted_rows_without_content_cost_nothing_kept() -> None:
    def fill(page: Worksheet) -> None:
        page.append(HEADER)
        page.append(RECORDS[0])
        page.cell(1_048_576, 16_384, "fin")

    found = sheet(fill)
    assert [len(table.rows) for table in found.tables] == [2]
    assert found.lines[-1].text == "fin"


@pytest.mark.parametrize(
    ("fill", "word"),
    [
        (lambda page: page.append([None]), "ninguna celda"),
        (lambda page: page.append(["=1+1"]), "sin calcular"),
    ],
)
def test_a_workbook_with_nothing_to_see_is_refused(fill: Callable[[Worksheet], None], word: str) -> None:
    with pytest.raises(UnusableDocument, match=word):
        sheet(fill)


def test_a_workbook_that_hides_everything_is_refused() -> None:
    def fill(page: Worksheet) -> None:
        page.append(["Objetivo"])
        page.row_dimensions[1].hidden = True

    with pytest.raises(UnusableDocument, match="oculto"):
        sheet(fill)


def test_more_cells_than_a_plan_has_are_refused_with_the_sheet_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_CELLS", 10)

    def fill(page: Worksheet) -> None:
        for record in RECORDS * 3:
            page.append(record)

    with pytest.raises(UnusableDocument, match="«Metas»"):
        sheet(fill)


def simple() -> bytes:
    book = openpyxl.Workbook()
    for values in (HEADER, *RECORDS):
        book.worksheets[0].append(values)
    return saved(book)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_a_part_that_declares_entities_is_refused(declared: bytes) -> None:
    with pytest.raises(UnusableDocument, match=r"sheet1\.xml"):
        workbook.read("plan.xlsx", edited(simple(), SHEET, lambda part: declared + part), Format.XLSX)


def test_a_cut_part_is_refused_with_its_name() -> None:
    with pytest.raises(UnusableDocument, match=r"sheet1\.xml"):
        workbook.read("plan.xlsx", edited(simple(), SHEET, lambda part: part[: len(part) // 2]), Format.XLSX)


def test_prefixes_rich_text_inline_text_and_escapes() -> None:
    page = (
        b'<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row>'
        b'<x:c t="inlineStr"><x:is><x:r><x:t>Objetivo</x:t></x:r><x:r><x:t xml:space="preserve"> general</x:t></x:r>'
        b"<x:rPh><x:t>aparte</x:t></x:rPh></x:is></x:c>"
        b'<x:c t="str"><x:f>A1</x:f><x:v>uno_x000D_\ndos</x:v></x:c><x:c t="b"><x:v>0</x:v></x:c>'
        b'<x:c t="d"><x:v>2026-03-31T00:00:00</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    found = workbook.read("plan.xlsx", edited(simple(), SHEET, lambda _part: page), Format.XLSX)
    assert rows(found) == [["Objetivo general", "uno\ndos", "no", "2026-03-31"]]
    assert found.lines[0].text == "Objetivo general\tuno dos\tno\t2026-03-31"
