"""XML that came from outside: parsed without believing it, and never for more memory than the machine can spare."""

from lxml import etree

from ceiba.exchange.document import UnusableDocument
from ceiba.kernel.text import _

# What the parser keeps in memory for each sign that opens something, in bytes: an element, an attribute.
_ELEMENT = 120
_ATTRIBUTE = 220
_MOST = 600_000_000  # bytes; some 4,000 pages
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def parsed(name: str, content: bytes) -> etree._Element:
    """Return the root of a part written in XML. Nothing outside the bytes is opened and no entity is replaced.

    ``UnusableDocument`` where it is damaged, declares entities, or is larger than a document can be.
    """
    if is_too_large(content):
        raise too_large(name)
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
        raise damaged(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(in_one_namespace(content), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged(name)
    return root


def in_one_namespace(content: bytes) -> bytes:
    """Return the part with the names of strict Office files replaced by the usual ones."""
    if b"purl.oclc.org" in content:
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
    return content


def is_too_large(content: bytes, element: int = _ELEMENT) -> bool:
    """Tell whether what is read of the content would not fit into memory, by the signs that open what takes space.

    ``element`` is what one of them takes in bytes.
    """
    return len(content) + content.count(b"<") * element + content.count(b"=") * _ATTRIBUTE > _MOST


def damaged(name: str) -> UnusableDocument:
    """Return the refusal of a file whose parts cannot be read."""
    message = _("%(file)s está dañado por dentro. Ábralo en su programa, guárdelo de nuevo y súbalo otra vez.")
    return UnusableDocument(message % {"file": name})


def too_large(name: str) -> UnusableDocument:
    """Return the refusal of a file that no memory holds."""
    message = _("%(file)s es demasiado grande para leerlo de una vez. Divídalo y suba cada parte.")
    return UnusableDocument(message % {"file": name})


def without_text(name: str) -> UnusableDocument:
    """Return the refusal of a document in which nothing is written."""
    message = _("%(file)s no tiene texto que leer. Si son imágenes, guárdelo como PDF y súbalo otra vez.")
    return UnusableDocument(message % {"file": name})
