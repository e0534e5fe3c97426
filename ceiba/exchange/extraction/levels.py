"""Which level a text belongs to, by its label, its code, or the element that it stands under."""

import re
from collections.abc import Sequence

from ceiba.exchange.extraction.drafts import ElementDraft, PlanDraft
from ceiba.exchange.extraction.headings import Label, is_infinitive
from ceiba.exchange.extraction.hierarchy import Hierarchy
from ceiba.exchange.extraction.paragraphs import Block
from ceiba.exchange.extraction.sentences import ends_sentence
from ceiba.exchange.extraction.texts import is_promise
from ceiba.kernel.methodology import Level, Methodology, Role

_OWN_OBJECTIVE = frozenset({Role.AXIS, Role.LINE, Role.PROJECT})


class Levels:
    """The levels of a methodology, asked at a point of the text."""

    def __init__(self, methodology: Methodology, hierarchy: Hierarchy) -> None:
        self._levels = methodology.levels
        self._hierarchy = hierarchy
        self.theme = next((level for level in methodology.levels if level.kind == "theme"), None)

    def of_label(self, label: Label, enumerator: str, plan: PlanDraft) -> Level | None:
        """Choose among the levels of a label: those of the plan at hand first, then the one that fits what is open."""
        of_plan = [level for level in label.levels if plan.kind.key in level.plan_kinds]
        general = [level for level in label.levels if not level.plan_kinds]
        levels = of_plan or general or ([] if label.kept and plan.named else list(label.levels))
        fitting = [level for level in levels if _fits(level, enumerator)]
        return self._hierarchy.fitting(fitting or levels) if levels else None

    def of_code(self, block: Block, plan: PlanDraft) -> Level | None:
        """Return the level that a dotted code tells: by the levels' patterns, or by its neighbours read before."""
        if block.first.style != "code" or not is_promise(block.text):
            return None
        code = block.first.enumerator
        fitting = [level for level in self._levels if _fits(level, code)]
        of_plan = [lv for lv in fitting if not lv.plan_kinds or plan.kind.key in lv.plan_kinds or not plan.named]
        if of_plan or fitting:
            return _first(of_plan or fitting)
        if code.count(".") < 2 and not ends_sentence(block.text):
            return None  # «1.4 Gobierno digital» numbers a chapter as often as an objective
        return self._hierarchy.level_of_code(code, plan)

    def below_code(self, block: Block, plan: PlanDraft) -> Level | None:
        """Return the level of an infinitive whose code goes on from that of a labelled element: an action of it.

        Below a goal it is a goal itself where further codes go on from its own.
        """
        carrier = self._hierarchy.carrier(block.first.enumerator, plan) if block.first.style == "code" else None
        if carrier is None or not is_infinitive(block.text):
            return None
        goals_only = _stands_below_goals(carrier)
        if carrier.level.role is Role.GOAL and (goals_only or self._hierarchy.goes_on(block.first.enumerator)):
            goals = [level for level in self._levels if level.kind == "objective"]
            return _first([lv for lv in goals if any(rule.level == carrier.level.key for rule in lv.parents)])
        actions = [level for level in self._levels if level.kind in {"action", "action_line"}]
        below = [lv for lv in actions if any(rule.level == carrier.level.key for rule in lv.parents)]
        return _first([lv for lv in below if lv.kind == "action"] or below)

    def of_own_objective(self, titled: ElementDraft, block: Block) -> Level | None:
        """Return the level of a paragraph that is the objective of the named element right above it.

        It has no label and begins with an infinitive, and the element is a name and no promise itself.
        """
        if block.is_item or not is_infinitive(block.text) or not is_promise(block.text):
            return None
        if titled.level.role not in _OWN_OBJECTIVE or is_infinitive(titled.text):
            return None
        objectives = [level for level in self._levels if level.kind.endswith("objective")]
        below = [lv for lv in objectives if any(rule.level == titled.level.key for rule in lv.parents)]
        return _first(below) or _first(objectives)


def _stands_below_goals(draft: ElementDraft) -> bool:
    """Tell whether a goal and the two above it are goals whose codes go on from one another: a tree of goals only."""
    above: ElementDraft | None = draft
    for _step in range(3):
        if above is None or above.level.role is not Role.GOAL or not above.code:
            return False
        above = above.parent
    return True


def _fits(level: Level, code: str) -> bool:
    return level.code_pattern is not None and re.fullmatch(level.code_pattern, code) is not None


def _first(levels: Sequence[Level]) -> Level | None:
    return levels[0] if levels else None
