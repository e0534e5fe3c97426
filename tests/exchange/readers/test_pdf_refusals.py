"""Files that are locked, damaged or not what they seem: a clear answer each, with a way out."""

import threading
import zlib
from textwrap import wrap

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers import pdf
from tests.exchange.readers.pdf_files import LEFT, Sheet, prose

LINES = wrap(prose(60), 60)


def file(pages: int = 1, encrypt: StandardEncryption | None = None) -> bytes:
    """Return a file whose pages hold the same lines."""
    sheet = Sheet(encrypt)
    for _ in range(pages):
        sheet.lines(LEFT, 90, LINES)
        sheet.page()
    return sheet.bytes()


def refused(content: bytes) -> str:
    """Return why a file is refused."""
    with pytest.raises(UnusableDocument) as refusal:
        pdf.read("plan.pdf", content)
    assert "plan.pdf" in str(refusal.value)
    return str(refusal.value)


def test_a_file_that_needs_a_password_is_refused() -> None:
    assert "contraseña" in refused(file(encrypt=StandardEncryption("secreta", "otra")))


def test_a_file_locked_only_against_changes_is_read() -> None:
    document = pdf.read("plan.pdf", file(encrypt=StandardEncryption("", "otra", canModify=0)))
    assert [line.text for line in document.lines] == LINES


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(5000), file()[:300]])
def test_a_damaged_file_is_refused(content: bytes) -> None:
    assert "desde el original" in refused(content)


def test_a_file_cut_at_its_end_is_read_as_far_as_it_goes_and_noted() -> None:
    content = file(6)
    document = pdf.read("plan.pdf", content[: content.rfind(b"xref")])
    assert any("cortado" in note for note in document.notes)
    assert LINES[0] in [line.text for line in document.lines]


def test_a_page_that_is_lost_is_named_and_the_others_are_read() -> None:
    content = file(3)
    document = pdf.read("plan.pdf", content.replace(b"/Kids [ 3 0 R 4 0 R 5 0 R ]", b"/Kids [ 3 0 R 9 0 R 5 0 R ]"))
    assert {line.page for line in document.lines} == {1, 3}
    (note,) = document.notes
    assert "páginas 2" in note


def test_a_page_without_text_among_others_is_named() -> None:
    sheet = Sheet()
    sheet.page()
    sheet.lines(LEFT, 90, LINES)
    (note,) = pdf.read("plan.pdf", sheet.bytes()).notes
    assert "páginas 1 no tienen texto" in note


def test_a_file_without_anything_on_its_pages_is_refused() -> None:
    sheet = Sheet()
    sheet.canvas.rect(50, 50, 100, 100)
    sheet.page()
    assert "no tiene texto" in refused(sheet.bytes())


@pytest.mark.slow
def test_a_stream_that_unpacks_without_measure_is_refused() -> None:
    packed = zlib.compress(bytes(320 * 1024 * 1024), 1)
    bomb = b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode>>\nstream\n" + packed + b"\nendstream\nendobj\n"
    assert "demasiado grande" in refused(bomb)
    assert "demasiado grande" in refused(b"%PDF-1.7\n<</Filter [/FlateDecode /FlateDecode]>>")


def test_files_are_read_side_by_side() -> None:
    content, found = file(5), []
    threads = [threading.Thread(target=lambda: found.append(pdf.read("plan.pdf", content))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len({tuple(line.text for line in document.lines) for document in found}) == 1
