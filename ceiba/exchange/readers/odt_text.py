"""The text inside one paragraph of an OpenDocument text, and what hangs on it (boxes, notes)."""

import re
from collections import Counter

from lxml import etree

from ceiba.exchange.readers.list_marks import superscript
from ceiba.exchange.readers.odt_names import DRAW, TEXT, count, q
from ceiba.exchange.readers.odt_styles import Look, Styles, over
from ceiba.exchange.readers.remarks import Remark

_RAISED = re.compile(r"\s*(?:\d{1,3}|[oa])\s*")
_BLANKS = re.compile("[ \t\r\n]+")
_MOST_BLANKS = 20  # that one element may stand for
# Signs that no XML can hold: written blanks count, those of the file's own layout do not.
_KEPT_BLANK, _KEPT_TAB, _KEPT_BREAK = "\x1d", "\x1f", "\x1e"
_KEPT = str.maketrans({_KEPT_BLANK: " ", _KEPT_TAB: "\t", _KEPT_BREAK: "\n", "\xa0": " "})
_UNPRINTED = frozenset(
    map(
        q,
        (
            "text:ruby-text",
            "text:script",
            "text:tracked-changes",
            "text:change",
            "text:change-start",
            "text:change-end",
        ),
    )
)


class State:
    """What goes on from paragraph to paragraph: the page, and what was met."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.page = 1
        self.met: set[Remark] = set()


class Text:
    """Reads one paragraph; after ``read`` its parts hold what was found."""

    def __init__(self, state: State, look: Look) -> None:
        self.boxes: list[etree._Element] = []
        self.notes: list[etree._Element] = []
        self.page = state.page
        self._state = state
        self._look = look
        self._parts: list[str] = []
        self._plain = self._bold = False
        self._sizes: Counter[float] = Counter()

    def read(self, paragraph: etree._Element) -> str:
        """Return the printed text of a paragraph; line breaks are line feeds."""
        if self._look.hidden:
            self._hide(paragraph)
            return ""
        self._inside(paragraph, self._look)
        return _BLANKS.sub(" ", "".join(self._parts)).strip().translate(_KEPT)

    @property
    def bold(self) -> bool:
        """Tell whether everything printed is bold."""
        return self._bold and not self._plain

    @property
    def size(self) -> float | None:
        """Return the size in points that most letters have."""
        return max(self._sizes, key=self._sizes.__getitem__) if self._sizes else self._look.size

    def _inside(self, parent: etree._Element, look: Look) -> None:
        self._print(parent.text, look)
        for child in parent:
            tag = child.tag
            if tag == _SPAN:
                self._span(child, look)
            elif tag.startswith(TEXT):
                self._element(child, tag, look)
            elif tag.startswith(DRAW):
                self.boxes.append(child)
            elif tag == _ANNOTATION:
                self._state.met.add(Remark.COMMENTS)
            self._print(child.tail, look)

    def _span(self, span: etree._Element, look: Look) -> None:
        face = over(look, self._state.styles.letters(span.get(_STYLE)))
        if face.hidden:
            self._hide(span)
        else:
            self._inside(span, face)

    def _element(self, element: etree._Element, tag: str, look: Look) -> None:
        if tag == q("text:s"):
            self._parts.append(_KEPT_BLANK * min(count(element.get(q("text:c"))), _MOST_BLANKS))
        elif tag == q("text:tab"):
            self._parts.append(_KEPT_TAB)
        elif tag == q("text:line-break"):
            self._parts.append(_KEPT_BREAK)
        elif tag == q("text:note"):
            self.notes.append(element)
        elif tag == q("text:soft-page-break"):
            self._state.page += 1
            if not (self._bold or self._plain):
                self.page = self._state.page
        elif tag in {q("text:hidden-text"), q("text:hidden-paragraph")}:
            if element.get(q("text:is-hidden")) == "true":
                self._hide(element)
        elif tag not in _UNPRINTED:
            self._inside(element, look)

    def _hide(self, element: etree._Element) -> None:
        if any(text.strip() for text in element.itertext()):
            self._state.met.add(Remark.HIDDEN)

    def _print(self, text: str | None, look: Look) -> None:
        if not text:
            return
        if not text.isspace():
            self._bold |= bool(look.bold)
            self._plain |= not look.bold
            if look.size:
                self._sizes[look.size] += len(text)
            if look.raised and _RAISED.fullmatch(text):
                text = superscript(text)
        self._parts.append(text)


_SPAN, _ANNOTATION, _STYLE = q("text:span"), q("office:annotation"), q("text:style-name")
