"""Word files (DOCX, DOCM): opened as what they are, an archive of XML, and read in one walk.

Nothing that the file points to outside itself is opened, its programs are not run, and no entity is replaced.
"""

from lxml import etree

from ceiba.exchange.document import Document
from ceiba.exchange.readers import markup
from ceiba.exchange.readers.docx_body import Body, Notes
from ceiba.exchange.readers.docx_names import RELATION_ID, value, w
from ceiba.exchange.readers.docx_numbering import Numbering
from ceiba.exchange.readers.docx_package import Package
from ceiba.exchange.readers.docx_styles import Styles
from ceiba.exchange.readers.docx_text import State
from ceiba.exchange.readers.flow import Flow, Paragraph, beside
from ceiba.exchange.readers.remarks import Remark, sentences

_RENDERED = b"lastRenderedPageBreak"
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read(name: str, content: bytes) -> Document:
    """Return the lines and tables of a Word file.

    ``UnusableDocument`` (Spanish message with a mend) where it is damaged, encrypted, too large, or has no text.
    """
    package = Package(name, content)
    main = package.content(package.main)
    if main is None:
        raise markup.damaged(name)
    root = markup.parsed(name, main)
    body = root.find(w("body"))
    if body is None:
        raise markup.damaged(name)
    return _Reading(package, body, _RENDERED in main).document()


class _Reading:
    """One file on its way to a document."""

    def __init__(self, package: Package, body: etree._Element, rendered: bool) -> None:
        self._package = package
        self._body = body
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"))
        self._state = State(self._styles, rendered, turns=_turns(body))
        self._notes = {"footnote": self._read_notes("footnote"), "endnote": self._read_notes("endnote")}

    def document(self) -> Document:
        """Return everything in order: running heads, the text, endnotes, running feet."""
        flow = Flow()
        text = Body(self._state, self._numbering, self._notes)
        flow.extend(self._running("header"))
        flow.extend(text.blocks(self._body))
        if flow.is_empty:
            raise markup.without_text(self._package.name)
        flow.extend(text.endnotes)
        flow.extend(self._running("footer"))
        met = self._state.met
        if self._state.allowance.is_spent:
            met.add(Remark.CUT)
        if self._package.has_macros:
            met.add(Remark.MACROS)
        comments = self._package.related("comments")
        if comments is not None and comments.find(w("comment")) is not None:
            met.add(Remark.COMMENTS)
        pages = self._state.page if self._state.page > 1 else None
        if pages:
            met.add(Remark.PAGES)
        return flow.document(self._package.name, sentences(met), pages)

    def _running(self, kind: str) -> list[Paragraph]:
        """Return the headers or footers of all sections, each text once."""
        found: dict[str, Paragraph] = {}
        paths: set[str] = set()
        for reference in self._body.iter(w(f"{kind}Reference")):
            relation = self._package.relations.get(reference.get(RELATION_ID) or "")
            if relation is None or relation.path in paths:
                continue
            paths.add(relation.path)
            root = self._package.root(relation.path)
            if root is None:
                continue
            state = State(self._styles, rendered=True, met=self._state.met)
            for paragraph in beside(Body(state, self._numbering, {}).blocks(root)):
                paragraph.page, paragraph.gap = None, False
                if paragraph.text.strip():
                    found.setdefault(paragraph.text, paragraph)
        return list(found.values())

    def _read_notes(self, kind: str) -> Notes:
        root = self._package.related(f"{kind}s")
        notes = Notes(form="roman" if kind == "endnote" else "decimal")
        for note in root.iter(w(kind)) if root is not None else ():
            if note.get(w("type")) not in _SEPARATORS:
                notes.elements[note.get(w("id")) or ""] = note
        return notes


def _turns(body: etree._Element) -> list[bool]:
    """Return for every section but the first, the last one first, whether it begins on a new page.

    A section says it of its own beginning, at its end.
    """
    holders = {w("body"), w("pPr")}  # and not those of changes, which keep how it was before
    sections = [s for s in body.iter(w("sectPr")) if (outer := s.getparent()) is not None and outer.tag in holders]
    return [value(section, "type") != "continuous" for section in reversed(sections[1:])]
