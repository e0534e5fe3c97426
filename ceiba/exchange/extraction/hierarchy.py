"""Which element hangs from which: the levels' preferred parents, the codes, and what is open at a point of the text."""

from collections.abc import Sequence

from ceiba.exchange.extraction.codes import are_neighbours, parts
from ceiba.exchange.extraction.drafts import ElementDraft, PlanDraft
from ceiba.exchange.extraction.prepared import prepared
from ceiba.exchange.extraction.usage import Usage
from ceiba.kernel.methodology import Level, Methodology, ParentRule, Role
from ceiba.kernel.text import fold

_RESULTS = frozenset({Role.OUTCOME, Role.OUTPUT})


class Hierarchy:
    """The elements that are open at a point of the document, one a level."""

    def __init__(self, methodology: Methodology, usage: Usage) -> None:
        """``usage`` tells which labels stand anywhere in the document, and how their codes go on from one another."""
        self._usage = usage
        self._levels = methodology.levels
        self._below = prepared(_all_below, methodology.levels)
        self._open: dict[str, ElementDraft] = {}
        self._coded: dict[tuple[int, tuple[str, ...]], list[ElementDraft]] = {}
        self._of_length: dict[tuple[int, int], Level] = {}
        self._by_text: dict[tuple[int, str, str], list[ElementDraft]] = {}
        self._siblings: dict[tuple[int, tuple[str, ...]], list[ElementDraft]] = {}

    def by_code(self, code: str, level: Level, plan: PlanDraft) -> ElementDraft | None:
        """Return the element read so far, open or not, whose code is the nearest beginning of a code."""
        mine = parts(code)
        for size in range(len(mine) - 1, 0, -1):
            for draft in self._coded.get((id(plan), mine[:size]), ()):
                if self.is_above(draft.level, level):
                    return draft
        return None

    def level_of_code(self, code: str, plan: PlanDraft) -> Level | None:
        """Return the level of the elements whose code differs from this one in its last number only.

        Where this is the first below its own parent, the level of the codes as long as this one.
        """
        digits = parts(code)
        siblings = self._siblings.get((id(plan), digits[:-1]))
        if siblings:
            return siblings[-1].level
        known = (id(plan), digits[:-1]) in self._coded
        return self._of_length.get((id(plan), len(digits))) if known else None

    def carrier(self, code: str, plan: PlanDraft) -> ElementDraft | None:
        """Return the newest element whose label printed the code that this one goes on from by one number."""
        known = self._coded.get((id(plan), parts(code)[:-1]), ())
        return next((draft for draft in reversed(known) if draft.labelled), None)

    def goes_on(self, code: str) -> bool:
        """Tell whether another code of the document goes on from this one."""
        return self._usage.goes_on(parts(code))

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
        usual = self.parent(draft.level, draft.code)
        coded = self._of_code(draft)
        nearer = coded is not None and _is_below(usual, coded) and _counts_apart(usual, coded, draft)
        draft.parent = self._outer_axis(draft) or (usual if coded is None or nearer else coded)
        self.open(draft)

    def _outer_axis(self, draft: ElementDraft) -> ElementDraft | None:
        """Return the open axis below which the document prints axes by the word of this one."""
        other = self._open.get(draft.level.key)
        if other is None or not draft.word or draft.level.kind != "axis":
            return None
        while other is not None and not self._usage.nests(draft.word, other.word):
            other = other.parent
        return other

    def known(self, draft: ElementDraft) -> ElementDraft | None:
        """Return the element read before that this one only repeats: same plan, level, words, and code if it has one.

        Without a code axes and goals repeat; two actions of the same words are two actions, but for those whose labels
        stand in the same line below the same parent: sheets name at their heads where each indicator belongs.
        """
        text = fold(draft.text)
        for other in self._by_text.get((id(draft.plan), draft.level.key, text), ()):
            if parts(other.code) != parts(draft.code):
                continue
            if draft.code or draft.level.role in {Role.AXIS, Role.GOAL}:
                return other
            if other.word and other.word == draft.word and other.parent is self.parent(draft.level):
                return other
        self._by_text.setdefault((id(draft.plan), draft.level.key, text), []).append(draft)
        return None

    def open(self, draft: ElementDraft) -> None:
        """Open an element whose parent is known."""
        for key in self._below[draft.level.key]:
            self._open.pop(key, None)
        self._open.pop(draft.level.key, None)  # so that the order of the keys is the order of opening
        self._open[draft.level.key] = draft
        if draft.code and (digits := parts(draft.code)):
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
                if key in self._open and not are_neighbours(self._open[key].code, code):
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
            wanted = [level for level in levels if (level.role is Role.GOAL) == self._usage.goals_carry_results]
            levels = wanted or levels
        levels = self._by_what_follows(levels)
        siblings = [level for level in levels if level.key in self._open]
        if siblings:
            return siblings[0]
        order = {key: i for i, key in enumerate(self._open)}
        ranked = []
        outcomes = any(level.role is Role.OUTCOME for level in levels)
        for i, level in enumerate(levels):
            # «Meta» without a qualifier is an outcome, unless it stands below what carries outputs before all
            rules = level.parents[:1] if outcomes and level.role is Role.OUTPUT else level.parents
            at = [(order[rule.level], -n) for n, rule in enumerate(rules) if rule.level in order]
            ranked.append((max(at, default=(-1, 0)), -i, level))
        return max(ranked, key=lambda r: r[:2])[2]

    def _by_what_follows(self, levels: Sequence[Level]) -> Sequence[Level]:
        """Choose among levels with one label by what the document hangs from it.

        Of lines above and below objectives the one that the order of the labels speaks for; of an axis and a line the
        axis only where the document uses, after it, what only an axis carries.
        """
        upper = [level for level in levels if level.role is Role.LINE and not self._is_below_goals(level)]
        if upper and any(self._is_below_goals(level) for level in levels if level.role is Role.LINE):
            above = self._usage.goals_below(upper[0].key)
            levels = [lv for lv in levels if lv.role is not Role.LINE or (lv in upper) == above]
        axes = [level for level in levels if level.role is Role.AXIS]
        lines = [level for level in levels if level.role is Role.LINE]
        if not axes or not lines:
            return levels
        carried = self._below[axes[0].key] - self._below[lines[0].key] - {lines[0].key}
        topics = {level.key for level in self._levels if level.role is Role.AXIS and level.key in carried}
        return axes if self._usage.comes_first(axes[0].key, topics) else lines

    def _is_below_goals(self, level: Level) -> bool:
        return any(goal.role is Role.GOAL and self.is_above(goal, level) for goal in self._levels)

    def is_above(self, upper: Level, lower: Level) -> bool:
        """Tell whether elements of one level may stand, at any distance, above those of another."""
        return lower.key in self._below[upper.key]

    def _rules(self, key: str) -> tuple[ParentRule, ...]:
        return next((level.parents for level in self._levels if level.key == key), ())

    def _of_code(self, draft: ElementDraft) -> ElementDraft | None:
        """Return the element from whose code this one's goes on: the newest by one number less, else the nearest open.

        Codes that labels print decide over the usual order of the levels, unless that order is just the contrary.
        """
        mine = parts(draft.code)
        if len(mine) < 2:
            return None
        exact = self._exact(draft, mine[:-1]) if draft.labelled else None
        return exact or self._open_code(draft, mine) or self.by_code(draft.code or "", draft.level, draft.plan)

    def _exact(self, draft: ElementDraft, code: tuple[str, ...]) -> ElementDraft | None:
        """Return the newest element whose label printed a code; of two levels the one that codes elsewhere speak for.

        Where no code does, the one that the level prefers as its parent.
        """
        newest: dict[str, ElementDraft] = {}
        carriers = self._usage.carriers(draft.level.key)
        for other in self._coded.get((id(draft.plan), code), ()):
            contrary = self.is_above(draft.level, other.level) and other.level is not draft.level
            free = other.level.key in carriers or not contrary
            if other.labelled and (free or self.is_above(other.level, draft.level)):
                newest[other.level.key] = other
        order = [rule.level for rule in draft.level.parents]
        return min(
            newest.values(),
            key=lambda o: (
                o.level.key not in carriers,
                order.index(o.level.key) if o.level.key in order else len(order),
            ),
            default=None,
        )

    def _open_code(self, draft: ElementDraft, mine: tuple[str, ...]) -> ElementDraft | None:
        """Return the open element whose code is the longest beginning of a code («1.1» of «1.1.2»)."""
        best: ElementDraft | None = None
        for other in self._open.values():
            theirs = parts(other.code)
            if other.plan is draft.plan and 0 < len(theirs) < len(mine) and mine[: len(theirs)] == theirs:
                allowed = self.is_above(other.level, draft.level) or len(theirs) > 1
                if allowed and (best is None or len(theirs) > len(parts(best.code))):
                    best = other
        return best


def _counts_apart(usual: ElementDraft | None, coded: ElementDraft, draft: ElementDraft) -> bool:
    """Tell whether an element's code skips the level of its usual parent, or counts beside it with the same numbers."""
    mine = parts(draft.code)
    return len(parts(coded.code)) < len(mine) - 1 or (usual is not None and parts(usual.code) == mine)


def _is_below(draft: ElementDraft | None, above: ElementDraft) -> bool:
    """Tell whether an element hangs, at any distance, from another."""
    while draft is not None:
        draft = draft.parent
        if draft is above:
            return True
    return False


def _all_below(levels: tuple[Level, ...]) -> dict[str, frozenset[str]]:
    return {level.key: _below(level.key, levels) for level in levels}


def _below(key: str, levels: tuple[Level, ...]) -> frozenset[str]:
    found: set[str] = set()
    queue = {key}
    while queue:
        queue = {level.key for level in levels for rule in level.parents if rule.level in queue} - found - {key}
        found |= queue
    return frozenset(found)
