"""Headings announce a level; the texts below them fill it: one paragraph, or a list for as long as it goes on."""

from dataclasses import dataclass

from ceiba.exchange.extraction.headings import Label, is_capitals, is_infinitive
from ceiba.exchange.extraction.hierarchy import Hierarchy
from ceiba.exchange.extraction.paragraphs import Block, ends_sentence
from ceiba.exchange.extraction.plans import period_in
from ceiba.exchange.extraction.texts import is_promise
from ceiba.kernel.methodology import Level
from ceiba.kernel.period import Period

_NEAR = 5  # lines between two headings that announce together
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

    def take(self, block: Block) -> str | None:
        """Count a text in and return its code: its own, or the one printed in the heading for the first text."""
        own = block.first.enumerator if block.first.style in {"code", "number", "bracket"} else None
        code, self.code = own or self.code, None
        self.waits, self.items, self.many = False, self.items + 1, self.many or block.is_item
        return code


class Announcements:
    """What is announced at a point of the text: one level, or two whose headings follow each other."""

    def __init__(self, hierarchy: Hierarchy) -> None:
        self._hierarchy = hierarchy
        self._open: list[Announcement] = []

    @property
    def period(self) -> Period | None:
        """Return the period that the heading at hand prints."""
        return self._open[-1].period if self._open else None

    def clear(self) -> None:
        """Forget everything: a section ended."""
        self._open.clear()

    def announce(self, level: Level, label: Label, block: Block, code: str | None, distance: int) -> None:
        """Announce a level; one announced right before (``distance`` in lines) that still waits is kept beside it."""
        for announcement in self._open:
            if announcement.items > 1:  # items of a finished list: none of them alone is the parent of what follows
                self._hierarchy.close(announcement.level)
        self._open = [a for a in self._open if a.waits and distance < _NEAR][-1:]
        period = period_in(block.text, single=True)
        self._open.append(Announcement(level, label.plural, code, period, tailed=bool(label.tail)))

    def list_below(self, level: Level) -> None:
        """Announce the last of several columns whose names stand in one line."""
        self._open = [Announcement(level, plural=True, listed=True, many=True)]

    def keep_below(self, level: Level) -> None:
        """Keep the lists that go on below an element that stands higher («EJE», «TEMÁTICA»); end the others."""
        self._open = [a for a in self._open if a.plural and self._hierarchy.is_above(level, a.level)]

    def wants(self, block: Block) -> bool:
        """Tell whether capitals are the text that an announced level waits for, and no heading."""
        if not self._open or (block.first.style in _CHAPTERS and is_capitals(block.text)):
            return False
        return self._open[-1].waits or block.is_item

    def accept(self, block: Block) -> Announcement | None:
        """Return the announcement that a text fills, None where it fills none."""
        if not self._open or not is_promise(block.text):
            return None
        announcement = self._open[-1]
        if announcement.listed and (not block.is_item or is_capitals(block.text)):
            return None
        if not (announcement.waits or (announcement.many and block.is_item) or _is_another(announcement, block)):
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


def is_lead(block: Block) -> bool:
    """Tell whether a text only leads to the list that follows («son los siguientes:»)."""
    return block.text.endswith(":") and not block.first.enumerator


def _is_another(announcement: Announcement, block: Block) -> bool:
    """Tell whether a further paragraph without mark belongs to a list that a plural announced."""
    return announcement.plural and not announcement.many and is_infinitive(block.text) and ends_sentence(block.text)


def _fits_a_tail(announcement: Announcement, block: Block) -> bool:
    """Tell whether a text can stand under a heading that says more than its label, as titles of chapters do."""
    return (
        not announcement.plural or block.is_item or is_infinitive(block.text) or block.text.startswith(("“", '"', "«"))
    )
