"""The text inside one paragraph of a Word file: runs, fields, symbols, and what hangs on it (boxes, notes)."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from ceiba.exchange.readers.allowance import Allowance
from ceiba.exchange.readers.docx_names import (
    ALTERNATE,
    CHART,
    CHOICE,
    DIAGRAM,
    FALLBACK,
    VAL,
    m,
    w,
)
from ceiba.exchange.readers.docx_styles import Face, Styles, face_of, face_over
from ceiba.exchange.readers.list_marks import superscript, symbol
from ceiba.exchange.readers.remarks import Remark

_RUN, _RUN_PROPERTIES, _TEXT, _BOX = w("r"), w("rPr"), w("t"), w("txbxContent")
_RUN_STYLE = w("rStyle")
_RAISED = re.compile(r"\s*(?:\d{1,3}|[oa])\s*")
_SIDE_FIELDS = frozenset({"TOC", "INDEX", "TOA"})
_BREAKS_IN_TEXT = str.maketrans("\n\r\t", "   ")
_BLANK = "\xa0"
_DEEPEST = 50  # fields inside one another
_INSTRUCTION = 100  # letters of an instruction that tell its kind


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction, and whether its result has begun."""

    instruction: str = ""
    shown: bool = False

    @property
    def is_aside(self) -> bool:
        """Tell whether the result is a table of contents or an index."""
        return self.shown and (self.instruction.split() or [""])[0].upper() in _SIDE_FIELDS


@dataclass(slots=True)
class State:
    """What goes on from paragraph to paragraph: open fields, the page, and what was met.

    ``rendered`` tells that the file keeps the page breaks of the last time it was laid out; ``turns``, last section
    first, whether each section but the first begins on a new page.
    """

    styles: Styles
    rendered: bool
    page: int = 1
    turns: list[bool] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    met: set[Remark] = field(default_factory=set)
    allowance: Allowance = field(default_factory=Allowance)

    @property
    def is_silent(self) -> bool:
        """Tell whether the instruction of a field is being read, which is not printed."""
        return any(not open_field.shown for open_field in self.fields)

    @property
    def is_aside(self) -> bool:
        """Tell whether a table of contents is being read."""
        return any(open_field.is_aside for open_field in self.fields)


@dataclass(slots=True)
class Note:
    """A reference to a footnote or an endnote: its kind (``footnote``, ``endnote``) and identifier."""

    kind: str
    identifier: str


class Text:
    """Reads one paragraph; after ``read`` its parts hold what was found."""

    def __init__(self, state: State, face: Face) -> None:
        self.boxes: list[etree._Element] = []
        self.notes: list[Note] = []
        self.page = state.page
        self.aside = bool(state.fields) and state.is_aside
        self._state = state
        self._face = face
        self._parts: list[str] = []
        self._plain = self._bold = False
        self._sizes: Counter[float] = Counter()
        self._silent = bool(state.fields) and state.is_silent
        self._custom_mark = False

    def read(self, paragraph: etree._Element) -> str:
        """Return the printed text of a paragraph; line breaks are line feeds."""
        self._inline(paragraph)
        fields = self._state.fields
        if fields:  # an instruction does not go beyond its paragraph: one that was never closed must not swallow all
            fields[:] = [open_field for open_field in fields if open_field.shown]
        text = "".join(self._parts)
        return text.replace(_BLANK, " ") if _BLANK in text else text

    @property
    def bold(self) -> bool:
        """Tell whether everything printed is bold."""
        return self._bold and not self._plain

    @property
    def size(self) -> float | None:
        """Return the size in points that most letters have."""
        return max(self._sizes, key=self._sizes.__getitem__) if self._sizes else self._face.size

    def _inline(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag in _THROUGH:
                self._inline(child)
            elif tag in _DROPPED:
                self._state.met.add(Remark.TRACKED)
            elif tag in _INLINE:
                _INLINE[tag](self, child)

    def _content_control(self, control: etree._Element) -> None:
        if control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is None:
            for content in control.findall(w("sdtContent")):
                self._inline(content)

    def _inserted(self, wrapper: etree._Element) -> None:
        self._state.met.add(Remark.TRACKED)
        self._inline(wrapper)

    def _choice(self, alternate: etree._Element) -> None:
        for option in options(alternate):
            before = len(self._parts), len(self.boxes)
            self._inline(option)
            if (len(self._parts), len(self.boxes)) != before:
                return

    def _run(self, run: etree._Element) -> None:
        face = self._face
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                self._print(child.text, face)
            elif tag == _RUN_PROPERTIES:
                face = self._faced(child)
                if face.hidden:
                    self._hide(run)
                    return
            elif tag in _IN_RUN:
                _IN_RUN[tag](self, child, face)

    def _faced(self, properties: etree._Element) -> Face:
        own = face_of(properties)
        style = properties.find(_RUN_STYLE)
        if style is None:
            return face_over(self._face, own)
        return face_over(face_over(self._face, self._state.styles.character(style.get(VAL) or "")), own)

    def _hide(self, run: etree._Element) -> None:
        """Pass over a hidden run: its fields still open and close."""
        for mark in run.iter(w("fldChar")):
            self._field(mark, self._face)
        if not self._silent and any(text.text for text in run.iter(_TEXT)):
            self._state.met.add(Remark.HIDDEN)

    def _print(self, text: str | None, face: Face) -> None:
        if not text or self._silent:
            return
        if "\n" in text or "\t" in text or "\r" in text:
            text = text.translate(_BREAKS_IN_TEXT)
        if self._custom_mark:
            self._custom_mark = False
            return
        if not text.isspace():
            self._bold |= bool(face.bold)
            self._plain |= not face.bold
            if face.size:
                self._sizes[face.size] += len(text)
            if face.raised and _RAISED.fullmatch(text):
                text = superscript(text)
        self._parts.append(text)

    def _sign(self, sign: str) -> None:
        if not self._silent:
            self._parts.append(sign)

    def _symbol(self, element: etree._Element, face: Face) -> None:
        try:
            code = int(element.get(w("char")) or "", 16)
        except ValueError:
            return
        self._print(symbol(code, element.get(w("font")) or ""), face)

    def _break(self, element: etree._Element, face: Face) -> None:
        del face
        if element.get(w("type")) == "page" and not self._state.rendered:
            self._turn()
        self._sign("\n")

    def _rendered_break(self, element: etree._Element, face: Face) -> None:
        del element, face
        self._turn()

    def _turn(self) -> None:
        self._state.page += 1
        if not (self._bold or self._plain):
            self.page = self._state.page

    def _field(self, element: etree._Element, face: Face) -> None:
        del face
        fields = self._state.fields
        match element.get(w("fldCharType")):
            case "begin" if len(fields) < _DEEPEST:
                fields.append(_Field())
            case "separate" if fields:
                fields[-1].shown = True
            case "end" if fields:
                fields.pop()
        self._silent = self._state.is_silent
        self.aside = self.aside or self._state.is_aside

    def _instruction(self, element: etree._Element, face: Face) -> None:
        del face
        fields = self._state.fields
        if fields and len(fields[-1].instruction) < _INSTRUCTION:
            fields[-1].instruction += (element.text or "")[:_INSTRUCTION]

    def _note(self, element: etree._Element, face: Face) -> None:
        del face
        kind = "footnote" if element.tag == w("footnoteReference") else "endnote"
        self.notes.append(Note(kind, element.get(w("id")) or ""))
        self._custom_mark = (element.get(w("customMarkFollows")) or "0") in {"1", "true", "on"}

    def _drawing(self, element: etree._Element, face: Face) -> None:
        del face
        found: dict[etree._Element, None] = {}
        for box in element.iter(_BOX):
            if not any(outer in found for outer in box.iterancestors(_BOX)):
                found[box] = None
        self.boxes += found
        if next(element.iter(DIAGRAM, CHART), None) is not None or element.tag == w("object"):
            self._state.met.add(Remark.OBJECTS)

    def _choice_in_run(self, alternate: etree._Element, face: Face) -> None:
        for option in options(alternate):
            before = len(self._parts), len(self.boxes)
            for child in option:
                if child.tag == _TEXT:
                    self._print(child.text, face)
                elif child.tag in _IN_RUN:
                    _IN_RUN[child.tag](self, child, face)
            if (len(self._parts), len(self.boxes)) != before:
                return

    def _formula(self, formula: etree._Element) -> None:
        self._print(_linear(formula), self._face)


def options(alternate: etree._Element) -> list[etree._Element]:
    """Return the ways in which a file offers the same thing, the newest first."""
    return [*alternate.findall(CHOICE), *alternate.findall(FALLBACK)]


def _linear(formula: etree._Element) -> str:
    """Return a formula in one line: fractions with a stroke, everything else as it follows."""
    if formula.tag == m("t"):
        return formula.text or ""
    if formula.tag == m("f"):
        parts = [_linear(part) for part in formula if part.tag in {m("num"), m("den")}]
        return " / ".join(f"({part})" if " " in part.strip() else part for part in parts)
    return "".join(_linear(child) for child in formula)


def _tab(text: Text, element: etree._Element, face: Face) -> None:
    del element, face
    text._sign("\t")


def _line(text: Text, element: etree._Element, face: Face) -> None:
    del element, face
    text._sign("\n")


def _hyphen(text: Text, element: etree._Element, face: Face) -> None:
    del element, face
    text._sign("-")


_THROUGH = frozenset({w("hyperlink"), w("smartTag"), w("customXml"), w("fldSimple"), w("dir"), w("bdo")})
_DROPPED = frozenset({w("del"), w("moveFrom")})
_INLINE: dict[str, Callable[[Text, etree._Element], None]] = {
    w("sdt"): Text._content_control,
    w("ins"): Text._inserted,
    w("moveTo"): Text._inserted,
    ALTERNATE: Text._choice,
    m("oMath"): Text._formula,
    m("oMathPara"): Text._formula,
}
_IN_RUN: dict[str, Callable[[Text, etree._Element, Face], None]] = {
    w("tab"): _tab,
    w("ptab"): _tab,
    w("br"): Text._break,
    w("cr"): _line,
    w("noBreakHyphen"): _hyphen,
    w("sym"): Text._symbol,
    w("fldChar"): Text._field,
    w("instrText"): Text._instruction,
    w("lastRenderedPageBreak"): Text._rendered_break,
    w("footnoteReference"): Text._note,
    w("endnoteReference"): Text._note,
    w("drawing"): Text._drawing,
    w("pict"): Text._drawing,
    w("object"): Text._drawing,
    ALTERNATE: Text._choice_in_run,
}
