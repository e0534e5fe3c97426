"""Automatic numbers and bullets of an OpenDocument text, counted as its program prints them."""

import re
from dataclasses import dataclass, field

from lxml import etree

from ceiba.exchange.readers.list_marks import BULLET, bullet, counted
from ceiba.exchange.readers.odt_names import count, q

_FORMS = {"1": "decimal", "a": "letter", "A": "LETTER", "i": "roman", "I": "ROMAN"}
_PLACE = re.compile(r"%(\d{1,2})%")
_LEVELS = 10


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = ""  # empty: the level prints no number
    before: str = ""
    after: str = ""
    shown: int = 1  # levels whose numbers are printed
    start: int = 1
    mark: str = ""  # of a bulleted level
    pattern: str = ""  # the whole number with its places («%1%.%2%»), where the file gives it so


@dataclass(slots=True)
class Counting:
    """A list in the text: its style, and the numbers that its levels (from 1) have reached."""

    style: str
    reached: dict[int, int] = field(default_factory=dict)


class Lists:
    """The list styles of a file, and the lists that its text has begun."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self._latest: dict[str, Counting] = {}
        self._named: dict[str, Counting] = {}
        self.outline = Counting("\0")  # the numbers of headings
        for root in roots:
            for style in root.iter(q("text:list-style")):
                self._styles[style.get(q("style:name")) or ""] = _levels(style)
            for style in root.iter(q("text:outline-style")):
                self._styles[self.outline.style] = _levels(style)

    def begun(self, element: etree._Element, style: str) -> Counting:
        """Return the counting of a list that stands in no other: its own, or that of the list that it goes on with."""
        continued = self._named.get(element.get(q("text:continue-list")) or "")
        if continued is None and element.get(q("text:continue-numbering")) == "true":
            continued = self._latest.get(style)
        counting = Counting(style) if continued is None else continued
        self._latest[style] = counting
        if identifier := element.get(q("xml:id")):
            self._named[identifier] = counting
        return counting

    def mark(self, counting: Counting, style: str, level: int, start: int | None = None) -> tuple[str, int]:
        """Count on and return what stands before a paragraph, and how deep it is set in; ("", 0) without mark.

        ``start`` is a number that the paragraph itself sets.
        """
        levels = self._styles.get(style or counting.style, {})
        level = min(level, _LEVELS)
        own = levels.get(level)
        if own is None:
            return "", 0
        reached = counting.reached
        if start is not None:
            reached[level] = start
        else:
            reached[level] = reached[level] + 1 if level in reached else own.start
        for deeper in [i for i in reached if i > level]:
            del reached[deeper]
        if own.mark:
            return f"{own.mark} ", level - 1
        text, many = _printed(own, level, levels, reached)
        return (f"{text.rstrip()} ", 0 if many else level - 1) if text.strip() else ("", 0)


def _printed(own: _Level, level: int, levels: dict[int, _Level], reached: dict[int, int]) -> tuple[str, bool]:
    """Return the number of a level, and whether it repeats those above."""

    def number(place: int) -> str:
        of = levels.get(place) or _Level("decimal")
        return counted(reached.get(place, of.start), of.form) if of.form else ""

    if own.pattern:
        return _PLACE.sub(lambda match: number(int(match[1])), own.pattern), len(_PLACE.findall(own.pattern)) > 1
    if not own.form:
        return "", False
    numbers = [number(place) for place in range(max(1, level - own.shown + 1), level + 1)]
    return own.before + ".".join(filter(None, numbers)) + own.after, len(numbers) > 1


def _levels(style: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in style:
        level = count(element.get(q("text:level")))
        local = etree.QName(element).localname
        if local == "list-level-style-bullet":
            letters = element.find(q("style:text-properties"))
            font = (
                "" if letters is None else letters.get(q("style:font-name")) or letters.get(q("fo:font-family")) or ""
            )
            found[level] = _Level(mark=bullet(element.get(q("text:bullet-char")) or BULLET, font) or BULLET)
        elif local == "list-level-style-image":
            found[level] = _Level(mark=BULLET)
        elif local in {"list-level-style-number", "outline-level-style"}:
            form = element.get(q("style:num-format")) or ""
            found[level] = _Level(
                form=_FORMS.get(form, "decimal") if form else "",
                before=element.get(q("style:num-prefix")) or "",
                after=element.get(q("style:num-suffix")) or "",
                shown=count(element.get(q("text:display-levels"))),
                start=count(element.get(q("text:start-value")), 0) if element.get(q("text:start-value")) else 1,
                pattern=element.get(q("loext:num-list-format")) or "",
            )
    return found
