"""The same sheets out of an office program: ODS, XLSX and XLS that LibreOffice wrote; XLSB written record by record."""

import shutil
import struct
import subprocess
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from ceiba.exchange.document import Document, UnusableDocument
from ceiba.exchange.readers import workbook
from ceiba.exchange.readers.formats import Format, format_of


def written() -> openpyxl.Workbook:
    """Return a workbook with what sheets have: groups of columns, formats, hidden places, formulas, a comment."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Metas"
    page["A1"] = "Matriz de metas"
    page.merge_cells("A1:F1")
    for values in (
        ("Objetivo", "Indicador", "Avance", "Costo", "Fecha", "Nota"),
        ("Dotar de agua", "Hogares", 0.455, 1250.5, date(2026, 3, 31), "interna"),
        ("Ordenar", "Vías", 0.1, 3000, date(2027, 1, 1), "interna"),
        ("Oculta", "Nada", 0.2, 10, date(2027, 1, 1), "interna"),
        ("Total", None, None, "=SUM(D3:D4)", None, None),
    ):
        page.append(values)
    for row in (3, 4, 5):
        page.cell(row, 3).number_format = "0.0%"
        page.cell(row, 4).number_format = '"Q"#,##0.00'
        page.cell(row, 5).number_format = "dd/mm/yyyy" if row == 3 else "yyyy"
    page["A3"].comment = Comment("No lo lea nadie", "yo")
    page.row_dimensions[5].hidden = True
    page.column_dimensions["F"].hidden = True
    book.create_sheet("Clave").append(["secreto"])
    book["Clave"].sheet_state = "hidden"
    return book


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the workbook as LibreOffice writes it: plan.ods, plan.xls and plan.xlsx."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed: workbooks of its making cannot be read")
    folder = tmp_path_factory.mktemp("office")
    source = folder / "source" / "plan.xlsx"
    source.parent.mkdir()
    written().save(source)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for form in ("ods", "xls", "xlsx"):
        command = [program, profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=50)
    return folder


def read(folder: Path, name: str) -> Document:
    content = (folder / name).read_bytes()
    return workbook.read(name, content, format_of(name, content))


def table(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in document.tables[0].rows]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["plan.ods", "plan.xls", "plan.xlsx"])
def test_a_workbook_of_an_office_program_reads_as_people_see_it(office: Path, name: str) -> None:
    found = read(office, name)
    assert table(found) == [
        ["Objetivo", "Indicador", "Avance", "Costo", "Fecha"],
        ["Dotar de agua", "Hogares", "45.5 %", "Q1250.50", "2026-03-31"],
        ["Ordenar", "Vías", "10 %", "Q3000", "2027"],
        ["Total", "", "", "4250.5", ""],
    ]
    assert [line.text for line in found.lines if line.table is None] == ["Metas", "Matriz de metas"]
    assert found.tables[0].rows[1][0].address == "Metas!A3"
    sheets, columns, rows = found.notes
    assert "«Clave»" in sheets
    assert "(F)" in columns
    assert "(5)" in rows


# --- OpenDocument and binary sheets written by hand ------------------------------------------------------------------

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {"office": "office", "table": "table", "text": "text", "style": "style"}.items()
)


def ods(sheets: str, **parts: bytes) -> bytes:
    content = f"<office:document-content {SPACES} xmlns:calcext='urn:calcext'><office:body><office:spreadsheet>{sheets}"
    content += "</office:spreadsheet></office:body></office:document-content>"
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", Format.ODS.value)
        made.writestr("content.xml", content)
        for name, part in parts.items():
            made.writestr(name.replace("__", "/"), part)
    return out.getvalue()


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def test_repeats_notes_shapes_and_copies_of_other_files() -> None:
    comment = "<table:table-cell><office:annotation><text:p>No</text:p></office:annotation><text:p>Uno</text:p>"
    comment += "<text:p>dos<text:s text:c='2'/>tres</text:p></table:table-cell>"
    linked = cell("", "table:formula=\"of:=['file:///x.ods'#$A.A1]\"")
    wrong = cell("Err:502", 'office:value-type="string" calcext:value-type="error"')
    first = row(comment, cell("4", 'office:value-type="float" office:value="4" table:number-columns-repeated="2"'))
    others = row(cell("A"), wrong, linked) + row(cell("A"), cell("B"), attributes='table:number-rows-repeated="2"')
    empty = row(cell(""), attributes='table:number-rows-repeated="1048570"')
    foreign = row(cell("secreto"), cell("ajeno"))
    sheets = f'<table:table table:name="Metas">{first}{others}{empty}</table:table>'
    sheets += f"<table:table table:name=\"'file:///x.ods'#A\">{foreign}</table:table>"
    found = workbook.read("plan.ods", ods(sheets, Basic__Standard__Module1__xml=b"x"), Format.ODS)
    assert table(found) == [["Uno\ndos tres", "4", "4"], ["A", "Err:502", ""], ["A", "B", ""], ["A", "B", ""]]
    unsaved, errors, links = found.notes
    assert "Metas!C2" in unsaved
    assert "Err:502 en Metas!B2" in errors
    assert "otros archivos" in links


def test_rows_that_repeat_without_end_are_refused() -> None:
    repeated = row(cell("A"), cell("B"), attributes='table:number-rows-repeated="1048576"')
    with pytest.raises(UnusableDocument, match="«Metas»"):
        workbook.read("plan.ods", ods(f'<table:table table:name="Metas">{repeated}</table:table>'), Format.ODS)


def test_an_encrypted_opendocument_says_so() -> None:
    locked = ods("", **{"META-INF__manifest.xml": b"<manifest:encryption-data/>"})
    with pytest.raises(UnusableDocument, match="cifrado"):
        workbook.read("plan.ods", locked, Format.ODS)


def record(kind: int, content: bytes = b"") -> bytes:
    """Return a record of a binary sheet; kinds and sizes of these tests fit into one or two bytes."""
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(content)]) + content


def wide(text: str) -> bytes:
    return len(text).to_bytes(4, "little") + text.encode("utf-16-le")


def xlsb(*cells: tuple[int, int, float]) -> bytes:
    """Return a workbook of one binary sheet with numbers at rows and columns."""
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.bin"/></Relationships>'
    )
    about = bytes(4) + (1).to_bytes(4, "little") + wide("rId1") + wide("Metas")
    book = record(131) + record(143) + record(156, about) + record(144) + record(132)
    page = record(129) + record(148, bytes(16)) + record(145)
    for at, column, value in cells:
        page += record(0, at.to_bytes(4, "little") + bytes(8))
        page += record(5, column.to_bytes(4, "little") + bytes(4) + struct.pack("<d", value))
    page += record(146) + record(130)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("xl/workbook.bin", book)
        made.writestr("xl/_rels/workbook.bin.rels", rels)
        made.writestr("xl/worksheets/sheet1.bin", page)
    return out.getvalue()


def test_binary_sheets_are_read() -> None:
    content = xlsb((0, 0, 4.0), (0, 1, 0.1 + 0.2), (1, 0, 7.0), (1, 1, 2026.0))
    assert format_of("plan.xlsb", content) is Format.XLSX
    assert table(workbook.read("plan.xlsb", content, Format.XLSX)) == [["4", "0.3"], ["7", "2026"]]


def test_a_binary_sheet_whose_corners_lie_far_apart_is_not_laid_out() -> None:
    found = workbook.read("plan.xlsb", xlsb((0, 0, 1.0), (1_048_575, 16_383, 2.0)), Format.XLSX)
    assert [line.text for line in found.lines] == ["Metas", "1", "", "2"]


@pytest.mark.parametrize("length", [600, 3000])
def test_a_broken_old_workbook_is_refused(length: int) -> None:
    broken = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * (length // 16)
    with pytest.raises(UnusableDocument, match=r"plan\.xls"):
        workbook.read("plan.xls", broken, Format.XLS)
