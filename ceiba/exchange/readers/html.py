"""Pages of HTML: read as printed, nothing fetched, nothing run."""

import codecs
import re
from typing import Any

from lxml import etree

from ceiba.exchange.document import Document
from ceiba.exchange.readers import markup, txt
from ceiba.exchange.readers.flow import Flow
from ceiba.exchange.readers.html_page import RESERVED, Page
from ceiba.exchange.readers.remarks import sentences

_HEAD = 4096  # bytes in which a page names its encoding
_CHARSET = re.compile(
    rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding=[\"']([\w.:-]{2,40})", re.IGNORECASE
)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE)
_LATIN = frozenset({"iso8859-1", "ascii"})  # pages that name these mean the one of Windows
_CODECS = re.compile(r"utf-8|ascii|cp\d{3,4}|iso8859-\d{1,2}|mac-roman")
_TAKEN = 400  # bytes that an element takes while it is read


def read(name: str, content: bytes) -> Document:
    """Return the lines and tables of a page.

    ``UnusableDocument`` (Spanish message with a mend) where it is empty, no text, or too large.
    """
    if markup.is_too_large(content, _TAKEN):
        raise markup.too_large(name)
    text, notes = _decoded(name, content)
    page = Page()
    target: Any = page  # it takes what the parser hands it, which is never bytes
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True, huge_tree=True)
    parser.feed(text.translate(RESERVED).encode("utf-8", "replace"))
    parser.close()
    flow = Flow()
    flow.extend(page.blocks)
    if flow.is_empty:
        raise markup.without_text(name)
    return flow.document(name, (*notes, *sentences(page.met)))


def _decoded(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a page and what to know about its encoding.

    Text that is UTF-8 throughout is no other encoding by chance, whatever it calls itself; then counts what the page
    names, and then the guess that is made for every text.
    """
    if not content.startswith(_MARKS):
        named = _CHARSET.search(content[:_HEAD])
        names = ["utf-8"] + ([(named[1] or named[2]).decode("ascii")] if named else [])
        for encoding in names:
            try:
                return content.decode(_usual(encoding)), ()
            except (UnicodeDecodeError, LookupError):
                continue
    document = txt.read(name, content)
    return "\n".join(line.text for line in document.lines), document.notes


def _usual(encoding: str) -> str:
    """Return the codec that a page means; ``LookupError`` where it names none that pages are written in."""
    known = codecs.lookup(encoding).name
    if not _CODECS.fullmatch(known):
        raise LookupError(encoding)
    return "cp1252" if known in _LATIN else known
