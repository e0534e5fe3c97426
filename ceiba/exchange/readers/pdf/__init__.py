"""PDF: text in reading order with its pages, tables with and without rules, scanned pages through Tesseract."""

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ceiba.exchange.document import Document, UnusableDocument
from ceiba.exchange.readers.pdf import ocr
from ceiba.exchange.readers.pdf.assembly import Assembly
from ceiba.exchange.readers.pdf.native import LOCK
from ceiba.exchange.readers.pdf.opening import is_cut, opened
from ceiba.exchange.readers.pdf.pages import Pages, pages_of
from ceiba.kernel.text import _

MOST_RECOGNISED = 150  # pages read from their images: each takes seconds
_MOST_RANGES = 12


def read(name: str, content: bytes) -> Document:
    """Return the lines and tables of a PDF, every line with its page.

    ``UnusableDocument`` (Spanish message with a mend) where it needs a password, is too damaged, has nothing on its
    pages, or has nothing but images and no way to read them.
    """
    with opened(name, content) as document:
        pages = pages_of(document)
        notes = [*_of_file(document), *_of_pages(pages, content)]
        notes += _recognised(document, pages)
    assembly = Assembly(pages.found)
    if assembly.is_empty:
        raise UnusableDocument(_nothing(name, pages))
    return assembly.document(name, tuple(notes), pages.count)


def _of_file(document: pdfium.PdfDocument) -> list[str]:
    """Return the notes on what a file holds besides pages."""
    notes: list[str] = []
    with LOCK:
        attached = raw.FPDFDoc_GetAttachmentCount(document.raw)
        kind = raw.FPDF_GetFormType(document.raw)
    if attached > 0:
        message = _("El PDF trae %(count)s archivos adjuntos, que no se leyeron. Ábralos y súbalos uno por uno.")
        notes.append(message % {"count": attached})
    if kind == raw.FORMTYPE_XFA_FULL:
        notes.append(
            _("El PDF es un formulario dinámico (XFA), que puede verse incompleto. Imprímalo a PDF y súbalo otra vez.")
        )
    return notes


def _of_pages(pages: Pages, content: bytes) -> list[str]:
    """Return the notes on pages that are missing or were left out."""
    notes: list[str] = []
    if pages.missing:
        message = _(
            "El archivo está dañado: no se pudieron leer las páginas %(pages)s. Vuelva a exportarlo y súbalo otra vez."
        )
        notes.append(message % {"pages": ranges(pages.missing)})
    elif is_cut(content):
        notes.append(_("El archivo parece cortado: le falta el final. Revise que no falten páginas."))
    blank = [page.number for page in pages.found if page.is_blank]
    if blank and len(blank) < len(pages.found):
        message = _("Las páginas %(pages)s no tienen texto. Si deben tenerlo, vuelva a exportar el documento.")
        notes.append(message % {"pages": ranges(blank)})
    read_pages = len(pages.found) + len(pages.missing)
    if read_pages < pages.count:
        message = _(
            "El documento tiene %(count)s páginas y se leyeron las primeras %(read)s. Divídalo y suba el resto aparte."
        )
        notes.append(message % {"count": pages.count, "read": read_pages})
    return notes


def _recognised(document: pdfium.PdfDocument, pages: Pages) -> list[str]:
    """Read the pages that are images and return the notes on them, and on those whose text was recognised before."""
    notes: list[str] = []
    before = [page.number for page in pages.found if page.recognised]
    if before:
        message = _("Las páginas %(pages)s son imágenes con texto reconocido, que puede tener errores. Revíselas.")
        notes.append(message % {"pages": ranges(before)})
    scanned = [page for page in pages.found if page.scanned]
    if not scanned:
        return notes
    done: list[int] = []
    if ocr.available():
        done = [page.number for page in scanned[:MOST_RECOGNISED] if ocr.recognise(document, page)]
    if done:
        message = _("Las páginas %(pages)s son imágenes: se leyeron con Tesseract y pueden tener errores. Revíselas.")
        notes.append(message % {"pages": ranges(done)})
    left = [number for number in pages.scanned if number not in set(done)]
    if left:
        message = _("Las páginas %(pages)s son imágenes y no se leyeron. %(mend)s")
        notes.append(message % {"pages": ranges(left), "mend": _mend(bool(done))})
    return notes


def _mend(some: bool) -> str:
    """Return how to have images read; ``some`` tells that others of the same file were."""
    if some or ocr.available():
        return _("Súbalas en un archivo aparte, o vuelva a exportar el documento desde el original.")
    return _("Instale Tesseract con español (tesseract-ocr-spa), o vuelva a exportar el documento desde el original.")


def _nothing(name: str, pages: Pages) -> str:
    """Return why a file without any text cannot be used."""
    if pages.scanned:
        message = _("%(file)s solo tiene imágenes (páginas %(pages)s) y no se pudo leer. %(mend)s")
        return message % {"file": name, "pages": ranges(pages.scanned), "mend": _mend(some=False)}
    message = _("%(file)s no tiene texto en ninguna de sus %(count)s páginas. Vuelva a exportarlo desde el original.")
    return message % {"file": name, "count": pages.count}


def ranges(numbers: list[int]) -> str:
    """Return rising numbers as people write them: «2, 5–8»."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1] = spans[-1][0], number
        else:
            spans.append((number, number))
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in spans[:_MOST_RANGES]]
    return ", ".join(shown) + ("…" if len(spans) > _MOST_RANGES else "")
