"""The bytes of documents, content-addressed, and beside them their text as it was read, into which sources point.

The text is read once and kept. A better reader in a later version of Ceiba would number lines otherwise, and every
source that was ever accepted names a line.
"""

import gzip
import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from ceiba.documents.models import Document
from ceiba.exchange import reader, stored
from ceiba.exchange.document import Document as DocumentValue
from ceiba.exchange.document import Line

_TEXT = ".text.gz"


def file_of(digest: str) -> Path:
    """Return where the bytes of a SHA-256 lie."""
    return Path(settings.DOCUMENTS) / digest[:2] / digest


def content_of(document: Document) -> bytes:
    """Return the bytes of a document; ``FileNotFoundError`` where the folder has lost them."""
    return file_of(document.sha256).read_bytes()


def put(path: Path, content: bytes) -> None:
    """Put bytes under their name, whole or not at all; what is there already with that size is the same."""
    if path.exists() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{timezone.now().timestamp()}.part")
    half.write_bytes(content)
    half.replace(path)


def text_of(document: Document) -> DocumentValue:
    """Return the text and tables of a document, read now where they never were.

    ``UnusableDocument`` where no reader can open it, ``FileNotFoundError`` where the folder has lost the bytes.
    """
    kept = _text_file(document.sha256)
    if kept.exists():
        return _load(kept.read_bytes(), document.name)
    text = reader.document(document.name, content_of(document))
    put(kept, gzip.compress(json.dumps(stored.dump_value(DocumentValue, text)).encode(), mtime=0))
    return text


def lines_of(document: Document) -> tuple[Line, ...]:
    """Return the numbered lines of a document as the reader saw them; errors as ``text_of``."""
    if not _text_file(document.sha256).exists():
        return text_of(document).lines
    return kept_lines(document.sha256)


@lru_cache(maxsize=16)
def kept_lines(digest: str) -> tuple[Line, ...]:
    """Return the kept lines of the bytes with this SHA-256; they never change, so that a process may keep them."""
    return _load(_text_file(digest).read_bytes(), digest).lines


def _text_file(digest: str) -> Path:
    file = file_of(digest)
    return file.with_name(f"{file.name}{_TEXT}")


def _load(packed: bytes, name: str) -> DocumentValue:
    found = stored.load_value(DocumentValue, json.loads(gzip.decompress(packed)))
    return replace(found, name=name)
