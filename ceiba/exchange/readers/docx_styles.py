"""Styles of a Word file: what a paragraph or a run inherits, and how it is set in the end."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from lxml import etree

from ceiba.exchange.readers.docx_names import VAL, by_name, is_on, number, points, value, w

_HEADING = re.compile(r"(?:heading|t[ií]?tulo|encabezado|titre|überschrift)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|tdc|contents|table of figures|tabla de ilustraciones)\s*[1-9]?(?:\s*heading)?", re.IGNORECASE
)
_CAPTION = re.compile(r"caption|ep[ií]grafe|descripci[oó]n|leyenda|table|tabla", re.IGNORECASE)
_BODY_LEVEL = 9
_TWIP = 1 / 20
_HALF_POINT = 1 / 2
_DEEPEST = 50  # styles that may rest on one another
_WORD_SIZE = 10.0  # points, where a file says nothing
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Face:
    """How letters are set. None is what the levels below decide; ``raised`` marks superscripts."""

    bold: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    raised: bool | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set: heading level (0 where it has none), list, space around it in points, letters."""

    heading: int | None = None
    list_id: int | None = None
    list_level: int | None = None
    before: float | None = None
    after: float | None = None
    close: bool | None = None  # no space between paragraphs of the same style
    new_page: bool | None = None
    contents: bool = False
    caption: bool = False
    style: str = ""
    face: Face = Face()


NO_FACE = Face()
NO_SETTING = Setting()


def face_of(properties: etree._Element | None) -> Face:
    """Return what ``w:rPr`` says itself."""
    if properties is None or not len(properties):
        return NO_FACE
    bold = hidden = raised = None
    size = None
    for child in properties:
        match child.tag:
            case _Tags.B:
                bold = is_on(child)
            case _Tags.SIZE:
                size = points(child.get(VAL), _HALF_POINT)
            case _Tags.VANISH:
                hidden = is_on(child)
            case _Tags.VERTICAL:
                raised = child.get(VAL) == "superscript"
    return NO_FACE if bold is hidden is raised is size is None else Face(bold, size, hidden, raised)


class _Tags:
    B, SIZE, VANISH, VERTICAL = w("b"), w("sz"), w("vanish"), w("vertAlign")
    OUTLINE, LIST, SPACING, BEFORE, AFTER = w("outlineLvl"), w("numPr"), w("spacing"), w("before"), w("after")
    CLOSE, NEW_PAGE = w("contextualSpacing"), w("pageBreakBefore")


_TELLING = frozenset({_Tags.OUTLINE, _Tags.LIST, _Tags.SPACING, _Tags.CLOSE, _Tags.NEW_PAGE})


def setting_of(properties: Mapping[str, etree._Element]) -> Setting:
    """Return what the children of ``w:pPr`` say; its letters are those of the paragraph's mark and not taken."""
    if not _TELLING & properties.keys():
        return NO_SETTING
    outline, listed, spacing = (properties.get(tag) for tag in (_Tags.OUTLINE, _Tags.LIST, _Tags.SPACING))
    close, page = properties.get(_Tags.CLOSE), properties.get(_Tags.NEW_PAGE)
    level = None if outline is None else number(outline.get(VAL))
    return Setting(
        heading=None if level is None else level + 1 if level < _BODY_LEVEL else 0,
        list_id=number(value(listed, "numId")),
        list_level=number(value(listed, "ilvl")),
        before=None if spacing is None else points(spacing.get(_Tags.BEFORE), _TWIP),
        after=None if spacing is None else points(spacing.get(_Tags.AFTER), _TWIP),
        close=None if close is None else is_on(close),
        new_page=None if page is None else is_on(page),
    )


def over(below: Setting, above: Setting) -> Setting:
    """Return a setting on top of the one that it rests on."""
    if above is NO_SETTING:
        return below
    return Setting(
        heading=_first(above.heading, below.heading),
        list_id=_first(above.list_id, below.list_id),
        list_level=_first(above.list_level, below.list_level),
        before=_first(above.before, below.before),
        after=_first(above.after, below.after),
        close=_first(above.close, below.close),
        new_page=_first(above.new_page, below.new_page),
        contents=above.contents or below.contents,
        caption=above.caption or below.caption,
        style=above.style or below.style,
        face=face_over(below.face, above.face),
    )


def face_over(below: Face, above: Face) -> Face:
    """Return letters on top of those they rest on."""
    if above is NO_FACE:
        return below
    if below is NO_FACE:
        return above
    return Face(
        _first(above.bold, below.bold),
        _first(above.size, below.size),
        _first(above.hidden, below.hidden),
        _first(above.raised, below.raised),
    )


def _first(above: _T | None, below: _T | None) -> _T | None:
    return below if above is None else above


class Styles:
    """The styles of a file by identifier, each with what it inherits; a file without styles has none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._settings: dict[str, Setting] = {}
        self._characters: dict[str, Face] = {}
        self._default = ""
        self._ground = Setting(face=Face(size=_WORD_SIZE))
        if root is not None:
            self._take(root)

    def paragraph(self, style: str | None) -> Setting:
        """Return the setting of a paragraph style, that of the default one for None; an unknown name still speaks."""
        return self._resolved(style or self._default)

    def character(self, style: str) -> Face:
        """Return the letters of a character style, without what the file sets for all text."""
        found = self._characters.get(style)
        if found is None:
            found = self._characters[style] = self._chain(style, 0).face
        return found

    def _take(self, root: etree._Element) -> None:
        defaults = root.find(w("docDefaults"))
        if defaults is not None:
            paragraph = defaults.find(f"{w('pPrDefault')}/{w('pPr')}")
            face = face_of(defaults.find(f"{w('rPrDefault')}/{w('rPr')}"))
            self._ground = replace(setting_of(by_name(paragraph)), face=face_over(self._ground.face, face))
        for style in root.iter(w("style")):
            identifier = style.get(w("styleId")) or ""
            self._elements[identifier] = style
            if style.get(w("type")) == "paragraph" and (style.get(w("default")) or "0") in {"1", "true", "on"}:
                self._default = identifier

    def _resolved(self, style: str) -> Setting:
        found = self._settings.get(style)
        if found is None:
            found = self._settings[style] = over(self._ground, self._chain(style, 0))
        return found

    def _chain(self, style: str, depth: int) -> Setting:
        """Return what a style and those that it rests on say."""
        element = self._elements.get(style)
        if element is None:
            return _named(Setting(style=style), style)
        own = replace(setting_of(by_name(element.find(w("pPr")))), style=style, face=face_of(element.find(w("rPr"))))
        own = _named(own, value(element, "name") or style)
        base = value(element, "basedOn")
        if not base or base == style or depth >= _DEEPEST:
            return own
        return over(self._chain(base, depth + 1), own)


def _named(setting: Setting, name: str) -> Setting:
    """Return a setting with what its style's name tells: «Heading 2», «Título 2», «TDC 1», «Caption»."""
    name = re.split("[,;]", name, maxsplit=1)[0].strip()
    heading = setting.heading
    if heading is None and (match := _HEADING.fullmatch(name)):
        heading = int(match[1])
    contents, caption = bool(_CONTENTS.fullmatch(name)), bool(_CAPTION.fullmatch(name))
    return replace(setting, heading=heading, contents=contents, caption=caption)
