"""Which format a file has. Its content says so, not its name; what no reader opens is turned away with a way out."""

import re
from enum import StrEnum
from zipfile import ZipFile

import puremagic

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers import archive, plan_text
from ceiba.kernel.text import _


class Format(StrEnum):
    """A format that a reader opens, by its media type."""

    PLAN = "application/yaml"
    TEXT = "text/plain"
    CSV = "text/csv"
    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLS = "application/vnd.ms-excel"
    ODT = "application/vnd.oasis.opendocument.text"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"


_SAMPLE = 64_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIN_PARTS = (
    (re.compile(r"word/document\d*\.xml"), Format.DOCX),
    (re.compile(r"xl/workbook\d*\.(?:xml|bin)"), Format.XLSX),
)


def format_of(name: str, content: bytes) -> Format:
    """Return the format of a file's bytes.

    ``UnusableDocument`` (Spanish message with a mend) where they are empty, encrypted, damaged, or of no format that is
    read here.
    """
    if not content.strip():
        raise _refused(_("%(file)s está vacío: no hay nada que leer. Revise que se haya guardado bien."), name)
    if plan_text.recognises(content):
        return Format.PLAN
    if b"%PDF-" in content[:1024]:
        return Format.PDF
    if archive.is_archive(content):
        return _of_archive(name, archive.opened(name, content))
    if content.startswith(_OLE):
        return _of_compound(name, content)
    if content.lstrip().startswith(b"{\\rtf"):
        raise _refused(
            _("%(file)s es un documento RTF. Ábralo en su procesador de textos y guárdelo como DOCX u ODT."), name
        )
    if _HTML.match(content[:4096]):
        return Format.HTML
    _refuse_binary(name, content)
    return Format.TEXT


def _of_archive(name: str, opened: ZipFile) -> Format:
    names = opened.namelist()
    for pattern, found in _MAIN_PARTS:
        if any(pattern.fullmatch(part) for part in names):
            return found
    mimetype = (archive.part(opened, "mimetype") or b"").decode("ascii", "replace").strip()
    for found in (Format.ODT, Format.ODS):
        if mimetype.startswith(found.value):
            return found
    raise _refused(
        _(
            "%(file)s es un archivo comprimido y no un documento. Descomprímalo y suba los documentos "
            "(PDF, DOCX, XLSX, ODT, ODS) uno por uno."
        ),
        name,
    )


def _of_compound(name: str, content: bytes) -> Format:
    if _ENCRYPTED in content:
        raise _refused(_("%(file)s está cifrado y no se puede abrir. Quítele la contraseña y súbalo otra vez."), name)
    if any(stream in content for stream in _WORKBOOKS):
        return Format.XLS
    raise _refused(_("%(file)s es un documento antiguo de Office. Ábralo y guárdelo como DOCX o XLSX."), name)


def _refuse_binary(name: str, content: bytes) -> None:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" not in content[:_SAMPLE] or wide:
        return
    try:
        kind = f" ({puremagic.from_string(content[:_SAMPLE])})"
    except (puremagic.PureError, ValueError):
        kind = ""
    message = _(
        "%(file)s no es un documento sino otra clase de archivo%(kind)s. Se leen PDF, DOCX, XLSX, XLS, ODT, ODS, CSV, "
        "HTML y texto."
    )
    raise UnusableDocument(message % {"file": name, "kind": kind})


def _refused(message: str, name: str) -> UnusableDocument:
    return UnusableDocument(message % {"file": name})
