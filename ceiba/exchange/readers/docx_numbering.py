"""Automatic numbers and bullets of a Word file, counted as Word prints them."""

import re
from dataclasses import dataclass, field

from lxml import etree

from ceiba.exchange.readers.docx_names import VAL, is_on, number, value, w
from ceiba.exchange.readers.list_marks import BULLET, bullet, counted

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_FORMS = {
    "decimalZero": "zero",
    "lowerLetter": "letter",
    "upperLetter": "LETTER",
    "lowerRoman": "roman",
    "upperRoman": "ROMAN",
}
_DEEPEST = 10  # lists that may point to one another


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: the first number, its form, the text around it («%1.%2.»), when it begins again."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None  # the level (from 1) whose numbers make this one begin again; 0 never
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """A list definition (``w:abstractNum``) with the numbers that it has reached; all who use it count on in it."""

    levels: dict[int, _Level]
    reached: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Use:
    """A list as paragraphs name it (``w:num``), with levels and first numbers of its own.

    Its own first numbers interrupt the counting once, when it first comes to that level (``fresh``).
    """

    base: _List
    own: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    fresh: set[int] = field(default_factory=set)


class Numbering:
    """The lists of a file. ``mark`` counts on, so that it is asked once for each paragraph, in order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._uses: dict[int, _Use] = {}
        if root is None:
            return
        bases = {number(a.get(w("abstractNumId"))): a for a in root.iter(w("abstractNum"))}
        named = {name: a for a in bases.values() if (name := value(a, "styleLink"))}
        lists: dict[int | None, _List] = {}
        for use in root.iter(w("num")):
            identifier = number(use.get(w("numId")))
            base = number(value(use, "abstractNumId"))
            if identifier is None or base not in bases:
                continue
            if base not in lists:
                lists[base] = _List(_levels(_linked(bases[base], named)))
            self._uses[identifier] = _use(use, lists[base])

    def level_of(self, list_id: int | None, style: str) -> int:
        """Return the level that a list keeps for a paragraph style, 0 where it keeps none."""
        use = self._uses.get(list_id or 0)
        levels = use.base.levels if use else {}
        return next((i for i, level in levels.items() if level.style and level.style == style), 0)

    def mark(self, list_id: int | None, level: int) -> tuple[str, int]:
        """Return what stands before the next paragraph of a list, and how deep it is set in; ("", 0) without mark.

        Numbers that repeat those above («4.3.1») are not set in: they tell their depth themselves.
        """
        use = self._uses.get(list_id or 0)
        level = min(max(level, 0), _LEVELS - 1)
        own = _level(use, level) if use else None
        if use is None or own is None:
            return "", 0
        self._count(use, level, own)
        if own.form == "bullet":
            return f"{own.text} " if own.text else "", level
        text = _PLACE.sub(lambda match: self._number(use, int(match[1]) - 1, own), own.text)
        if not text.strip():
            return "", 0
        return f"{text.rstrip()} ", 0 if own.text.count("%") > 1 else level

    def _count(self, use: _Use, level: int, own: _Level) -> None:
        reached = use.base.reached
        if level in reached and level not in use.fresh:
            reached[level] += 1
        else:
            reached[level] = use.starts.get(level, own.start)
        use.fresh.discard(level)
        for deeper in [i for i in reached if i > level]:
            restart = (_level(use, deeper) or own).restart
            if restart is None or 0 < level + 1 <= restart:
                del reached[deeper]

    def _number(self, use: _Use, level: int, shown: _Level) -> str:
        own = _level(use, level) or _Level()
        value = use.base.reached.get(level, own.start)
        if own.form == "none":
            return ""
        return counted(value, "decimal" if shown.legal else own.form)


def _level(use: _Use, level: int) -> _Level | None:
    return use.own.get(level) or use.base.levels.get(level)


def _linked(base: etree._Element, named: dict[str, etree._Element]) -> etree._Element:
    """Return the definition that a list points to through a list style, itself where it defines its levels."""
    for _step in range(_DEEPEST):
        link = value(base, "numStyleLink")
        if link is None or link not in named or named[link] is base:
            break
        base = named[link]
    return base


def _use(element: etree._Element, base: _List) -> _Use:
    use = _Use(base)
    for override in element.iter(w("lvlOverride")):
        level = number(override.get(w("ilvl")))
        if level is None:
            continue
        own = override.find(w("lvl"))
        if own is not None:
            use.own[level] = _read(own)
        start = number(value(override, "startOverride"))
        if start is not None:
            use.starts[level] = start
            use.fresh.add(level)
    return use


def _levels(base: etree._Element) -> dict[int, _Level]:
    return {number(level.get(w("ilvl"))) or 0: _read(level) for level in base.iter(w("lvl"))}


def _read(element: etree._Element) -> _Level:
    forms = [form.get(VAL) or "" for form in element.iter(w("numFmt"))]  # a form of its own has a usual one behind it
    form = next((form for form in reversed(forms) if form != "custom"), "decimal")
    text = value(element, "lvlText") or ""
    if form == "bullet":
        fonts = element.find(f"{w('rPr')}/{w('rFonts')}")
        font = "" if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or ""
        text = BULLET if element.find(w("lvlPicBulletId")) is not None else bullet(text, font)
    legal = element.find(w("isLgl"))
    start = number(value(element, "start"))
    return _Level(
        start=1 if start is None else start,
        form=_FORMS.get(form, form),
        text=text,
        restart=number(value(element, "lvlRestart")),
        legal=legal is not None and is_on(legal),
        style=value(element, "pStyle") or "",
    )
