"""OpenDocument texts (ODT), as LibreOffice and others write them: an archive of XML, read in one walk."""

from zipfile import ZipFile

from lxml import etree

from ceiba.exchange.document import Document, UnusableDocument
from ceiba.exchange.readers import archive, markup
from ceiba.exchange.readers.allowance import Allowance
from ceiba.exchange.readers.flow import Flow, Paragraph, beside
from ceiba.exchange.readers.odt_body import Body
from ceiba.exchange.readers.odt_lists import Lists
from ceiba.exchange.readers.odt_names import q
from ceiba.exchange.readers.odt_styles import Styles
from ceiba.exchange.readers.odt_text import State
from ceiba.exchange.readers.remarks import Remark, sentences
from ceiba.kernel.text import _

_HEADERS = ("style:header", "style:header-first", "style:header-left", "loext:header-first")
_FOOTERS = ("style:footer", "style:footer-first", "style:footer-left", "loext:footer-first")


def read(name: str, content: bytes) -> Document:
    """Return the lines and tables of an OpenDocument text.

    ``UnusableDocument`` (Spanish message with a mend) where it is damaged, encrypted, too large, or has no text.
    """
    opened = archive.opened(name, content)
    if b"encryption-data" in (archive.part(opened, "META-INF/manifest.xml") or b""):
        message = _("%(file)s está cifrado y no se puede abrir. Quítele la contraseña y súbalo otra vez.")
        raise UnusableDocument(message % {"file": name})
    root = _root(name, opened, "content.xml")
    text = None if root is None else root.find(f"{q('office:body')}/{q('office:text')}")
    if root is None or text is None:
        raise markup.damaged(name)
    template = _root(name, opened, "styles.xml")
    return _document(name, root, text, template)


def _document(name: str, root: etree._Element, text: etree._Element, template: etree._Element | None) -> Document:
    roots = [root] if template is None else [template, root]
    state = State(Styles(roots))
    lists, allowance, flow = Lists(roots), Allowance(), Flow()
    body = Body(state, lists, allowance)
    blocks = list(body.blocks(text))
    pages = state.page if state.page > 1 else None
    flow.extend(_running(template, Body(state, lists, allowance), _HEADERS))
    flow.extend(blocks)
    if flow.is_empty:
        raise markup.without_text(name)
    flow.extend(body.endnotes)
    flow.extend(_running(template, Body(state, lists, allowance), _FOOTERS))
    if allowance.is_spent:
        state.met.add(Remark.CUT)
    if pages:
        state.met.add(Remark.PAGES)
    return flow.document(name, sentences(state.met), pages)


def _root(name: str, opened: ZipFile, path: str) -> etree._Element | None:
    """Return a part parsed, None where the file has none; ``UnusableDocument`` where it is damaged."""
    if path not in opened.namelist():
        return None
    content = archive.part(opened, path)
    if content is None:
        raise markup.damaged(name)
    return markup.parsed(name, content)


def _running(template: etree._Element | None, body: Body, tags: tuple[str, ...]) -> list[Paragraph]:
    """Return what is printed at the head or the foot of pages, each text once."""
    found: dict[str, Paragraph] = {}
    for tag in tags if template is not None else ():
        for element in template.iter(q(tag)) if template is not None else ():
            for paragraph in beside(body.blocks(element)):
                paragraph.page, paragraph.gap = None, False
                if paragraph.text.strip():
                    found.setdefault(paragraph.text, paragraph)
    return list(found.values())
