"""Headings announce a level; the texts below them fill it: one paragraph, or a list for as long as it goes on."""

import re
from dataclasses import dataclass

from ceiba.exchange.extraction.headings import Label, is_capitals, is_infinitive
from ceiba.exchange.extraction.hierarchy import Hierarchy
from ceiba.exchange.extraction.paragraphs import Block
from ceiba.exchange.extraction.plans import period_in
from ceiba.exchange.extraction.texts import bare_number, initials_of_code, is_promise
from ceiba.kernel.methodology import Level
from ceiba.kernel.period import Period
from ceiba.kernel.text import fold

_NEAR = 5  # lines between two headings that announce together
_LONGEST_NAME = 12  # words of the name of an axis
_BEGIN_PROSE = frozenset(
    "a al ante asi con como cada de del desde durante el en entre esta estas este esto estos hay la las lo los "
    "mediante para por segun se si sobre su sus tal toda todas todo todos tras un una".split()
)
_DATED = re.compile(r"(?:al?|para|en|hacia|a\s+fines\s+de)\s+(?:el\s+)?(?:a[ñn]o\s+)?20\d\d\s*,\s*", re.IGNORECASE)
_RESULTS = frozenset({"result", "product"})
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_CHAPTERS = frozenset({"roman", "capital"})


@dataclass(slots=True)
class Announcement:
    """A level that a heading announced. ``waits`` until its first text came; ``many`` once items were met.

    ``listed``: column names announced it, so that only items fill it and names in capitals are of other columns.
    """

    level: Level
    plural: bool
    code: str | None = None
    period: Period | None = None
    tailed: bool = False
    listed: bool = False
    waits: bool = True
    many: bool = False
    items: int = 0
    depth: int | None = None
    style: str = ""  # how its first item is numbered
    last: str = ""  # the number of its newest item
    capitals: bool = False  # its items are written in capitals
    resumed: bool = False  # its items stand apart, each above what belongs to it
    over: bool = False  # a section ended since: only what looks the same goes on with it
    adjacent: bool = True  # no text stands between its heading and the next one
    letters: str = ""  # the initials before the code of its first text («A» of «A1.1.2»)

    def goes_on(self, block: Block) -> bool:
        """Tell whether a text has the number and the look of the next item."""
        follows = self.style == block.first.style and _follows(self.last, block.first.enumerator)
        return follows and self.capitals == is_capitals(block.text)

    def counts_on(self, block: Block) -> bool:
        """Tell whether a text begins with the next number of the list, no sign behind it («2 Renovar …»)."""
        number = "" if block.is_item else bare_number(block.text)
        return bool(number) and int(number) == self.items + 1

    def take(self, block: Block) -> str | None:
        """Count a text in and return its code: its own, or the one printed in the heading for the first text."""
        self.style = self.style if self.items else block.first.style
        self.capitals = is_capitals(block.text)
        self.last = block.first.enumerator if block.first.style == self.style else self.last
        own = block.first.enumerator if block.first.style in {"code", "number", "bracket"} else None
        self.letters = self.letters or initials_of_code(block.text)
        if self.plural and self.counts_on(block):
            self.last, own = bare_number(block.text), bare_number(block.text)
        code, self.code = own or self.code, None
        self.waits, self.items, self.many = False, self.items + 1, self.many or block.is_item
        return code


class Announcements:
    """What is announced at a point of the text: one level, or two whose headings follow each other."""

    def __init__(self, hierarchy: Hierarchy) -> None:
        self._hierarchy = hierarchy
        self._open: list[Announcement] = []
        self._left: list[Announcement] = []  # numbered lists that may go on behind what stands below their items

    @property
    def period(self) -> Period | None:
        """Return the period that the heading at hand prints."""
        return self._open[-1].period if self._open else None

    def clear(self) -> None:
        """Forget everything: a section ended."""
        self._open.clear()
        self._left.clear()

    def pause(self, block: Block) -> None:
        """End the lists at a heading of unknown meaning; where it was a running head, numbered ones go on behind it."""
        if block.first.enumerator or block.first.heading is not None:
            self.clear()
            return
        self._left = [a for a in (*self._left, *self._open) if a.last and a.plural]
        for announcement in self._left:
            announcement.over = True
        self._open.clear()

    def announce(self, level: Level, label: Label, block: Block, code: str | None, distance: int) -> None:
        """Announce a level; one announced right before (``distance`` in lines) that still waits is kept beside it."""
        for announcement in self._open:
            if (
                announcement.items > 1 and not announcement.resumed
            ):  # items of a finished list: none of them alone is the parent of what follows
                self._hierarchy.close(announcement.level)
        self._leave(level)
        self._open = [a for a in self._open if a.waits and a.adjacent and distance < _NEAR][-1:]
        period = period_in(block.text, single=True)
        self._open.append(Announcement(level, label.plural, code, period, tailed=bool(label.tail)))

    def list_below(self, level: Level) -> None:
        """Announce the last of several columns whose names stand in one line."""
        self._open = [Announcement(level, plural=True, listed=True, many=True)]

    def keep_below(self, level: Level) -> None:
        """Keep the lists that go on below an element that stands higher («EJE», «TEMÁTICA»); end the others."""
        self._leave(level)
        self._open = [a for a in self._open if a.plural and self._hierarchy.is_above(level, a.level)]

    def resume(self, block: Block) -> bool:
        """Go on with a list left for what stands below its items, where a text has the number that comes next in it."""
        style, number = block.first.style, block.first.enumerator
        newest = self._open[-1] if self._open else None
        if not style or (newest is not None and newest.goes_on(block)):
            return False
        if newest is not None and newest.waits and _is_first(number):
            return False
        for place in reversed(range(len(self._left))):
            found = self._left[place]
            if found.over and (found.capitals != is_capitals(block.text) or block.first.heading is not None):
                continue
            if found.style == style and _follows(found.last, number):
                found.resumed, found.over = True, False
                self._open = [found]
                del self._left[place:]
                return True
        return False

    def _leave(self, level: Level) -> None:
        """Keep the numbered lists above a level that opens; those of its own level and below are over."""
        lists = [*self._left, *(a for a in self._open if a.last and a.plural)]
        self._left = [a for a in lists if self._hierarchy.is_above(a.level, level)]

    def wants(self, block: Block) -> bool:
        """Tell whether capitals are the text that an announced level waits for, and no heading."""
        if not self._open or (block.first.style in _CHAPTERS and is_capitals(block.text)):
            return False
        return self._open[-1].waits or block.is_item

    def counts(self, block: Block) -> bool:
        """Tell whether a code belongs to the list of one announced level, whatever such codes stand for elsewhere."""
        if len(self._open) != 1 or not self._open[-1].plural or self._open[-1].tailed or not block.first.enumerator:
            return False
        return self._open[-1].waits or self._open[-1].style == block.first.style

    def accept(self, block: Block) -> Announcement | None:
        """Return the announcement that a text fills, None where it fills none."""
        if not is_promise(block.text):
            return None
        if not self._open:
            return None
        announcement = self._open[-1]
        if announcement.plural and announcement.waits and announcement.level.kind not in _RESULTS and _is_prose(block):
            announcement.adjacent = False
            return None
        if announcement.listed and (not block.is_item or is_capitals(block.text)):
            return None
        is_next = (announcement.many and block.is_item) or _is_another(announcement, block)
        if not (announcement.waits or is_next):
            return None
        if is_lead(block) or (announcement.tailed and not _fits_a_tail(announcement, block)):
            return None
        return self._by_depth(block) or announcement

    def _by_depth(self, block: Block) -> Announcement | None:
        """Where two levels were announced together, the deeper code belongs to the second."""
        if len(self._open) < 2 or block.first.style != "code":
            return None
        upper, lower = self._open[-2:]
        depth = block.first.enumerator.count(".")
        if upper.depth is None:
            upper.depth = next((a.code.count(".") for a in (upper, lower) if a.code), depth)
        return upper if depth <= upper.depth else lower


def _is_first(number: str) -> bool:
    """Tell whether a number begins a list."""
    return _ordinal(number) == 1 or number.lower() == "i"


def _follows(last: str, number: str) -> bool:
    """Tell whether one number of a list comes right after another: «b» after «a», «iv» after «iii»."""
    last, number = last.lower(), number.lower()
    if last in _ROMAN and number in _ROMAN and _ROMAN.index(number) == _ROMAN.index(last) + 1:
        return True
    before, after = _ordinal(last), _ordinal(number)
    return before is not None and after == before + 1


def _ordinal(number: str) -> int | None:
    """Return what a number or a single letter counts, None for others."""
    if number.isdecimal():
        return int(number)
    return ord(number.lower()) - ord("a") + 1 if len(number) == 1 and number.isascii() and number.isalpha() else None


def is_lead(block: Block) -> bool:
    """Tell whether a text only leads to the list that follows («son los siguientes:»)."""
    return block.text.endswith(":") and not block.first.enumerator


def _is_prose(block: Block) -> bool:
    """Tell whether a text is a sentence about something, and no name."""
    words = fold(block.text).split()
    is_sentence = len(words) > _LONGEST_NAME and block.text.rstrip().endswith((".", ";"))
    return is_sentence and not block.is_item and words[0] in _BEGIN_PROSE


def _is_another(announcement: Announcement, block: Block) -> bool:
    """Tell whether a further paragraph without mark belongs to a list that a plural announced."""
    if announcement.plural and announcement.items and announcement.counts_on(block):
        return True
    if announcement.plural and announcement.letters and announcement.letters == initials_of_code(block.text):
        return True
    long = len(block.text.split()) > 1  # «Ocultar» is a button
    measured = announcement.level.kind in _RESULTS and any(map(str.isdigit, block.text))
    begun = is_infinitive(_DATED.sub("", block.text, count=1))
    return (announcement.plural or measured) and not announcement.many and begun and long


def _fits_a_tail(announcement: Announcement, block: Block) -> bool:
    """Tell whether a text can stand under a heading that says more than its label, as titles of chapters do."""
    return (
        not announcement.plural or block.is_item or is_infinitive(block.text) or block.text.startswith(("“", '"', "«"))
    )
