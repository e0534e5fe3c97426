"""Which format a file has is told by its content; what no reader opens is refused with a mend."""

import zipfile
from io import BytesIO

import pytest

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers.formats import Format, format_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def archive(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for path, content in parts.items():
            made.writestr(path, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"Objetivo 1. Dotar de agua", Format.TEXT),
        ("\ufeffObjetivo".encode("utf-16"), Format.TEXT),
        (b"%PDF-1.7\n...", Format.PDF),
        (b"<!DOCTYPE html><html><body>Plan</body></html>", Format.HTML),
        (archive({"word/document.xml": b"<w/>"}), Format.DOCX),
        (archive({"xl/workbook.xml": b"<w/>"}), Format.XLSX),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), Format.ODS),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), Format.ODT),
        (OLE + "Workbook".encode("utf-16-le"), Format.XLS),
    ],
)
def test_the_content_tells_the_format_whatever_the_name(content: bytes, found: Format) -> None:
    assert format_of("plan.txt", content) is found


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "vacío"),
        (b"{\\rtf1 hola}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), ".png"),
        (b"PK\x03\x04" + bytes(40), "dañado"),
        (archive({"fotos/1.jpg": b"x"}), "comprimido"),
        (archive({"word/document.xml": bytes(40 * 1024 * 1024)}), "demasiado grande"),
        (OLE, "Office"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "cifrado"),
    ],
)
def test_what_no_reader_opens_is_refused_with_the_file_named(content: bytes, word: str) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        format_of("plan.docx", content)
    assert "plan.docx" in str(refusal.value)
    assert word in str(refusal.value)
