"""Pages that are images: read by Tesseract where it is there, named with a way out where it is not."""

import shutil
from textwrap import wrap

import pytest

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers import pdf
from ceiba.exchange.readers.pdf import ocr
from tests.exchange.readers.pdf_files import HEIGHT, LEFT, WIDTH, Sheet, picture, prose, scanned

pytestmark = pytest.mark.slow

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None or not ocr.available(), reason="needs Tesseract with Spanish (tesseract-ocr-spa)"
)
PAGE = ["Plan de desarrollo", "Objetivo 1: Cuidar el agua de la niñez"]


@needs_tesseract
def test_scanned_pages_are_read_with_their_tables_and_named_in_a_note() -> None:
    rows = ["Indicador\tMeta", "Familias con agua\t40", "Puentes nuevos\t12"]
    document = pdf.read("escaneado.pdf", scanned([picture(PAGE), picture(rows, rules=True)]))
    assert [line.text for line in document.lines if line.page == 1 and line.text] == PAGE
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [row.split("\t") for row in rows]
    (note,) = document.notes
    assert "1–2" in note
    assert "Tesseract" in note


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the machine one without Tesseract."""
    monkeypatch.setattr(ocr, "available", lambda: False)


def test_without_tesseract_readable_pages_are_read_and_the_images_named(without_tesseract: None) -> None:
    sheet = Sheet()
    sheet.lines(LEFT, 90, wrap(prose(40), 60))
    sheet.page()
    sheet.canvas.drawInlineImage(picture(PAGE), 0, 0, WIDTH, HEIGHT)
    document = pdf.read("mixto.pdf", sheet.bytes())
    assert [line.text for line in document.lines] == wrap(prose(40), 60)
    (note,) = document.notes
    assert "páginas 2 " in note
    assert "tesseract-ocr-spa" in note


def test_without_tesseract_a_file_of_images_is_refused_with_its_pages_and_a_mend(without_tesseract: None) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        pdf.read("escaneado.pdf", scanned([picture(PAGE)] * 2))
    for word in ("escaneado.pdf", "1–2", "Tesseract", "desde el original"):
        assert word in str(refusal.value)


def test_the_recognised_text_under_a_scan_is_read_and_noted(without_tesseract: None) -> None:
    sheet = Sheet()
    sheet.canvas.drawInlineImage(picture(PAGE), 0, 0, WIDTH, HEIGHT)
    hidden = sheet.canvas.beginText(LEFT, HEIGHT - 90)
    hidden.setTextRenderMode(3)
    for line in PAGE:
        hidden.textLine(line)
    sheet.canvas.drawText(hidden)
    document = pdf.read("capa.pdf", sheet.bytes())
    assert [line.text for line in document.lines if line.text] == PAGE
    assert "texto reconocido" in document.notes[0]


def test_letters_without_meaning_are_an_image(without_tesseract: None) -> None:
    sheet = Sheet()
    codes = "".join(chr((ord(c) - 29 - 32) % 90 + 33) if c.isalpha() else c for c in prose(60))
    sheet.lines(LEFT, 90, wrap("bcdfg kqrst vwxz " + codes.translate(str.maketrans("aeiouAEIOU", "bcdfgBCDFG")), 60))
    with pytest.raises(UnusableDocument, match="imágenes"):
        pdf.read("codigos.pdf", sheet.bytes())


def test_numbers_of_pages_are_written_as_people_do() -> None:
    assert pdf.ranges([2, 5, 6, 7, 9]) == "2, 5–7, 9"
    assert pdf.ranges(list(range(1, 60, 2))).endswith("…")
