"""Which element hangs from which: the levels' preferred parents, the codes, and what is open at a point of the text."""

from collections.abc import Sequence

from ceiba.exchange.extraction.drafts import ElementDraft, PlanDraft
from ceiba.kernel.methodology import Level, Methodology, ParentRule, Role

_RESULTS = frozenset({Role.OUTCOME, Role.OUTPUT})


class Hierarchy:
    """The elements that are open at a point of the document, one a level."""

    def __init__(self, methodology: Methodology, used: frozenset[str] = frozenset()) -> None:
        """``used`` are the levels whose labels stand anywhere in the document."""
        self._used = used
        self._levels = methodology.levels
        self._below = {level.key: _below(level.key, methodology.levels) for level in methodology.levels}
        self._open: dict[str, ElementDraft] = {}
        self._coded: dict[tuple[int, tuple[str, ...]], list[ElementDraft]] = {}
        self._of_length: dict[tuple[int, int], Level] = {}
        self._siblings: dict[tuple[int, tuple[str, ...]], list[ElementDraft]] = {}

    def by_code(self, code: str, level: Level, plan: PlanDraft) -> ElementDraft | None:
        """Return the element read so far, open or not, whose code is the nearest beginning of a code."""
        mine = _digits(code)
        for size in range(len(mine) - 1, 0, -1):
            for draft in self._coded.get((id(plan), mine[:size]), ()):
                if self.is_above(draft.level, level):
                    return draft
        return None

    def level_of_code(self, code: str, plan: PlanDraft) -> Level | None:
        """Return the level of the elements whose code differs from this one in its last number only.

        Where this is the first below its own parent, the level of the codes as long as this one.
        """
        digits = _digits(code)
        siblings = self._siblings.get((id(plan), digits[:-1]))
        if siblings:
            return siblings[-1].level
        known = (id(plan), digits[:-1]) in self._coded
        return self._of_length.get((id(plan), len(digits))) if known else None

    def snapshot(self) -> dict[str, ElementDraft]:
        """Return what is open, to come back to it after a passage that was printed out of its place."""
        return dict(self._open)

    def restore(self, snapshot: dict[str, ElementDraft]) -> None:
        """Go back to what was open."""
        self._open = dict(snapshot)

    def clear(self) -> None:
        """Close everything: another plan begins."""
        self._open.clear()

    def close(self, level: Level) -> None:
        """Close what is open at a level."""
        self._open.pop(level.key, None)

    def place(self, draft: ElementDraft) -> None:
        """Give an element its parent and open it; what may hang below its level closes."""
        by_code = self.by_code(draft.code, draft.level, draft.plan) if draft.code and "." in draft.code else None
        draft.parent = self._by_code(draft) or by_code or self.parent(draft.level, draft.code)
        self.open(draft)

    def open(self, draft: ElementDraft) -> None:
        """Open an element whose parent is known."""
        for key in self._below[draft.level.key]:
            self._open.pop(key, None)
        self._open.pop(draft.level.key, None)  # so that the order of the keys is the order of opening
        self._open[draft.level.key] = draft
        if draft.code and (digits := _digits(draft.code)):
            self._coded.setdefault((id(draft.plan), digits), []).append(draft)
            self._of_length[id(draft.plan), len(digits)] = draft.level
            self._siblings.setdefault((id(draft.plan), digits[:-1]), []).append(draft)

    def parent(self, level: Level, code: str | None = None) -> ElementDraft | None:
        """Return the open element that the level prefers as its parent; a level above that may be missing is skipped.

        Two dotted codes of one depth are those of neighbours, never of parent and child.
        """
        seen = {level.key}
        queue = [rule.level for rule in level.parents]
        while queue:
            for key in queue:
                if key in self._open and not _are_neighbours(self._open[key].code, code):
                    return self._open[key]
            seen.update(queue)
            queue = [rule.level for key in queue for rule in self._rules(key) if rule.level not in seen]
        return None

    def fitting(self, levels: Sequence[Level]) -> Level:
        """Return the level that fits where the text stands, of several that share a label.

        A level that is open already goes on with a sibling. Otherwise the one whose open parent was opened last, of
        equals the one that prefers it most. A label of outcomes opens a goal only in a matrix that says so.
        """
        if len(levels) > 1 and any(level.role in _RESULTS for level in levels):
            levels = [level for level in levels if level.role is not Role.GOAL] or levels
        levels = self._by_what_follows(levels)
        siblings = [level for level in levels if level.key in self._open]
        if siblings:
            return siblings[0]
        order = {key: i for i, key in enumerate(self._open)}
        ranked = []
        for i, level in enumerate(levels):
            at = [(order[rule.level], -n) for n, rule in enumerate(level.parents) if rule.level in order]
            ranked.append((max(at, default=(-1, 0)), -i, level))
        return max(ranked, key=lambda r: r[:2])[2]

    def _by_what_follows(self, levels: Sequence[Level]) -> Sequence[Level]:
        """Of an axis and a line with one label take the axis only where the document uses what only an axis carries."""
        axes = [level for level in levels if level.role is Role.AXIS]
        lines = [level for level in levels if level.role is Role.LINE]
        if not axes or not lines:
            return levels
        carried = self._below[axes[0].key] - self._below[lines[0].key] - {lines[0].key}
        topics = {level.key for level in self._levels if level.role is Role.AXIS and level.key in carried}
        return axes if topics & self._used else lines

    def is_above(self, upper: Level, lower: Level) -> bool:
        """Tell whether elements of one level may stand, at any distance, above those of another."""
        return lower.key in self._below[upper.key]

    def _rules(self, key: str) -> tuple[ParentRule, ...]:
        return next((level.parents for level in self._levels if level.key == key), ())

    def _by_code(self, draft: ElementDraft) -> ElementDraft | None:
        """Return the open element whose code is the longest dotted beginning of this one's («1.1» of «1.1.2»)."""
        if not draft.code or "." not in draft.code:
            return None
        mine = _digits(draft.code)
        best: ElementDraft | None = None
        for other in self._open.values():
            theirs = _digits(other.code or "")
            if other.plan is draft.plan and 0 < len(theirs) < len(mine) and mine[: len(theirs)] == theirs:
                allowed = self.is_above(other.level, draft.level) or len(theirs) > 1
                if allowed and (best is None or len(theirs) > len(_digits(best.code or ""))):
                    best = other
        return best


def _are_neighbours(one: str | None, other: str | None) -> bool:
    first, second = _digits(one or ""), _digits(other or "")
    return len(first) == len(second) > 1


def _digits(code: str) -> tuple[str, ...]:
    parts = code.replace(" ", "").split(".")
    parts = [part for part in parts if part.isdigit()]
    return tuple(part.lstrip("0") or "0" for part in parts)


def _below(key: str, levels: tuple[Level, ...]) -> frozenset[str]:
    found: set[str] = set()
    queue = {key}
    while queue:
        queue = {level.key for level in levels for rule in level.parents if rule.level in queue} - found - {key}
        found |= queue
    return frozenset(found)
