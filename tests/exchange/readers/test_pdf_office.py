"""PDF as offices make it: one file written by LibreOffice with structure, notes, columns, lists and a long table."""

import shutil
import subprocess
from pathlib import Path

import pytest

from ceiba.exchange.document import Document
from ceiba.exchange.readers import pdf
from tests.exchange.readers.pdf_files import flat_odt, odf_table, prose

pytestmark = pytest.mark.slow

ROWS = [["Código", "Objetivo", "Meta"], *([f"1.{i}", prose(130, i), str(i * 3)] for i in range(1, 12))]
NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
    "<text:p>Según el censo del valle.</text:p></text:note-body></text:note>"
)
BODY = (
    '<text:h text:outline-level="1" text:style-name="B">Plan de desarrollo</text:h>'
    f"<text:p>Llegar al año 2030{NOTE} con agua.</text:p>"
    '<text:h text:outline-level="2">Objetivos</text:h><text:list text:style-name="L"><text:list-item>'
    "<text:p>Cuidar el agua</text:p><text:list><text:list-item><text:p>Medir el río</text:p></text:list-item>"
    "</text:list></text:list-item><text:list-item><text:p>Sembrar</text:p></text:list-item></text:list>"
    f'<text:section text:style-name="Two" text:name="S"><text:p>{prose(120)}</text:p><text:p>{prose(100, 3)}</text:p>'
    f"</text:section><text:p>{prose(30)}</text:p>{odf_table(ROWS)}<text:p>{prose(30, 2)}</text:p>"
)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Return the document that LibreOffice made."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (soffice)")
    folder = tmp_path_factory.mktemp("office")
    (folder / "plan.fodt").write_text(flat_odt(BODY), encoding="utf-8")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    tagged = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        tagged,
        "--outdir",
        str(folder),
        str(folder / "plan.fodt"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=50)
    return pdf.read("plan.pdf", (Path(folder) / "plan.pdf").read_bytes())


def test_headings_of_the_structure_are_headings(document: Document) -> None:
    found = [(line.text, line.style.heading) for line in document.lines if line.style.heading]
    assert found == [("Plan de desarrollo", 1), ("Objetivos", 2)]


def test_lists_notes_and_furniture_are_told_apart(document: Document) -> None:
    texts = [line.text for line in document.lines if not line.style.aside]
    assert "Llegar al año 2030 con agua." in texts
    place = texts.index("• Cuidar el agua")
    assert texts[place : place + 3] == ["• Cuidar el agua", "  • Medir el río", "• Sembrar"]
    aside = " ".join(line.text for line in document.lines if line.style.aside)
    for text in ("Según el censo del valle.", "Plan del Valle Azul 2026", "Página 3"):
        assert text in aside


def test_columns_are_read_one_after_the_other(document: Document) -> None:
    running = " ".join(line.text for line in document.lines if line.table is None and not line.style.aside)
    assert " ".join((prose(120), prose(100, 3))) in " ".join(running.split())


def test_a_table_over_pages_is_one_with_its_cut_rows_joined(document: Document) -> None:
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == ROWS
