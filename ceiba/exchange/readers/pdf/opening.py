"""Opens a file: what is locked, damaged or would unpack without measure is turned away with a way out."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers.pdf.native import LOCK
from ceiba.kernel.text import _

_STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x78][\x01\x5e\x9c\xda])")
_PACKED_TWICE = re.compile(rb"/Fl(?:ateDecode)?\s*/Fl(?:ateDecode)?\b")
_HARMLESS = 300_000  # packed bytes, which unpack to a thousand times as many at most
_LARGEST = 300 * 1024 * 1024  # bytes that one stream may unpack to
_STEP = 1 << 18
_TAIL = 2048


@contextmanager
def opened(name: str, content: bytes) -> Iterator[pdfium.PdfDocument]:
    """Give the opened file and close it afterwards. No script runs, nothing attached or linked is followed.

    ``UnusableDocument`` where it needs a password, is too damaged, or unpacks to more than a document can be.
    """
    if _unpacks_too_far(content):
        message = _("%(file)s se desempaca en algo demasiado grande para ser un documento: no se abrió.")
        raise UnusableDocument(message % {"file": name})
    with LOCK:
        document = _load(name, content)
    try:
        yield document
    finally:
        with LOCK:
            document.close()


def _load(name: str, content: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            message = _("%(file)s está cifrado y no se puede abrir. Quítele la contraseña y súbalo otra vez.")
        else:
            message = _(
                "%(file)s está dañado o llegó cortado: no es un PDF que se pueda abrir. "
                "Vuelva a exportarlo desde el original y súbalo otra vez."
            )
        raise UnusableDocument(message % {"file": name}) from error
    if len(document) == 0:
        document.close()
        message = _("%(file)s no tiene ninguna página que se pueda leer. Vuelva a exportarlo desde el original.")
        raise UnusableDocument(message % {"file": name})
    return document


def is_cut(content: bytes) -> bool:
    """Tell whether the end of a file is missing."""
    return b"%%EOF" not in content[-_TAIL:]


def _unpacks_too_far(content: bytes) -> bool:
    """Tell whether a stream of the file unpacks without measure; only as much is unpacked as is needed to know."""
    if _PACKED_TWICE.search(content):
        return True
    for match in _STREAM.finditer(content):
        end = content.find(b"endstream", match.end())
        end = len(content) if end < 0 else end
        if end - match.end() > _HARMLESS and _size(memoryview(content)[match.end() : end]) > _LARGEST:
            return True
    return False


def _size(packed: memoryview) -> int:
    """Return the unpacked size of a stream, or more than ``_LARGEST`` where it is more."""
    unpacking = zlib.decompressobj()
    size = 0
    for start in range(0, len(packed), _STEP):
        rest: bytes | memoryview = packed[start : start + _STEP]
        while rest:
            try:
                size += len(unpacking.decompress(rest, 8 * _STEP))
            except zlib.error:
                return size
            rest = unpacking.unconsumed_tail
            if size > _LARGEST or unpacking.eof:
                return size
    return size
