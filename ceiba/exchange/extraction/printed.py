"""The elements that a document has printed so far, found again by their words or by the codes below theirs."""

import re

from ceiba.exchange.extraction.drafts import ElementDraft
from ceiba.exchange.extraction.outline import Outline
from ceiba.kernel.methodology import Level
from ceiba.kernel.text import fold

_TELLING = 10  # characters that tell an element from another


class Printed:
    """The elements that the outline and the tables have printed so far, by their words."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int, str], ElementDraft] = {}
        self._coded: dict[tuple[int, tuple[str, ...]], ElementDraft] = {}
        self._indexed = 0

    def find(self, level: Level, outline: Outline, words: str) -> ElementDraft | None:
        """Return the last element of this level and plan with the same folded words, None where they tell little."""
        self._take(outline)
        return self._found.get((level.key, id(outline.plan), words)) if len(words) >= _TELLING else None

    def anywhere(self, outline: Outline, words: str) -> ElementDraft | None:
        """Return the last element of this plan with the same folded words, whatever its level."""
        self._take(outline)
        return self._found.get(("", id(outline.plan), words)) if len(words) >= _TELLING else None

    def _take(self, outline: Outline) -> None:
        for draft in outline.elements[self._indexed :]:
            for key in (draft.level.key, ""):
                self._found[key, id(draft.plan), fold(draft.text)] = draft
            if draft.code and (digits := digits_of(draft.code)):
                self._coded[id(draft.plan), digits] = draft
        self._indexed = len(outline.elements)

    def coded(self, code: str, outline: Outline) -> ElementDraft | None:
        """Return the element of this plan with the same code."""
        self._take(outline)
        return self._coded.get((id(outline.plan), digits_of(code)))

    def above(self, code: str, level: Level, outline: Outline) -> ElementDraft | None:
        """Return the element of this plan whose code is the longest beginning of a code (OEI.01 of AEI.01.02)."""
        self._take(outline)
        mine = digits_of(code)
        for size in range(len(mine) - 1, 0, -1):
            draft = self._coded.get((id(outline.plan), mine[:size]))
            if draft is not None and outline.hierarchy.is_above(draft.level, level):
                return draft
        return None


def digits_of(code: str) -> tuple[str, ...]:
    """Return the numbers of a code: («1», «2») of «AEI.01.02»."""
    return tuple(part.lstrip("0") or "0" for part in re.findall(r"\d+", code))
