"""The bytes of documents: content-addressed files, and the numbered lines of their text."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ceiba.documents.models import Document
from ceiba.exchange.document import Line
from ceiba.exchange.readers import plan_text, txt

PLAIN, PLAN = "text/plain", "application/yaml"


def file_of(digest: str) -> Path:
    """Return where the bytes of a SHA-256 lie."""
    return Path(settings.DOCUMENTS) / digest[:2] / digest


def content_of(document: Document) -> bytes:
    """Return the bytes of a document; ``FileNotFoundError`` where the folder has lost them."""
    return file_of(document.sha256).read_bytes()


def media_type_of(content: bytes) -> str:
    """Return what a text is: one of Ceiba's own plans, or plain text."""
    return PLAN if plan_text.recognises(content) else PLAIN


def lines_of(document: Document) -> tuple[Line, ...]:
    """Return the numbered lines of a document as the reader saw them."""
    return read_lines(document.sha256, document.name)


@lru_cache(maxsize=16)
def read_lines(digest: str, name: str) -> tuple[Line, ...]:
    """Return the numbered lines of the bytes with this SHA-256; they never change, so that a process may keep them."""
    return txt.read(name, file_of(digest).read_bytes()).lines
