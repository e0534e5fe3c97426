"""Files that are archives of parts (DOCX, XLSX, ODS, ODT): opened without believing what they say of themselves."""

import zipfile
import zlib
from io import BytesIO

from ceiba.exchange.document import UnusableDocument
from ceiba.kernel.text import _

_MOST_PARTS = 20_000
_LARGEST = 400 * 1024 * 1024  # bytes that all parts may unpack to
_MOST_PACKED = 250  # times that a part larger than a megabyte may have been packed: text packs ten to thirty times
_ALWAYS = 1024 * 1024
_ENCRYPTED = 0x1
_DAMAGE = (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)


def is_archive(content: bytes) -> bool:
    """Tell whether the bytes begin like an archive."""
    return content.startswith(b"PK\x03\x04")


def opened(name: str, content: bytes) -> zipfile.ZipFile:
    """Return the archive of a file; nothing of it is unpacked yet.

    ``UnusableDocument`` where it is damaged, cut, encrypted, or would unpack to more than a document can be.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        message = _("%(file)s está dañado o llegó cortado. Ábralo en su programa, guárdelo de nuevo y súbalo otra vez.")
        raise UnusableDocument(message % {"file": name}) from error
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        message = _("%(file)s está cifrado y no se puede abrir. Quítele la contraseña y súbalo otra vez.")
        raise UnusableDocument(message % {"file": name})
    packed = any(p.file_size > _ALWAYS and p.file_size > p.compress_size * _MOST_PACKED for p in parts)
    if packed or len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST:
        message = _("%(file)s se desempaca en algo demasiado grande para ser un documento: no se abrió.")
        raise UnusableDocument(message % {"file": name})
    return archive


def part(archive: zipfile.ZipFile, path: str) -> bytes | None:
    """Return the bytes of a part, None where the archive has none under that name or it is damaged."""
    try:
        with archive.open(path) as stream:
            found = stream.read(_LARGEST + 1)
    except _DAMAGE:
        return None
    return None if len(found) > _LARGEST else found
