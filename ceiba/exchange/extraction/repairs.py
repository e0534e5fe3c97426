"""Repairs of what a page broke: a sentence cut in two, its tail printed before its head, texts above their heading."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from ceiba.exchange.extraction.drafts import ElementDraft, PlanDraft
from ceiba.exchange.extraction.hierarchy import Hierarchy
from ceiba.exchange.extraction.paragraphs import Block
from ceiba.exchange.proposal import Question
from ceiba.kernel.methodology import Role
from ceiba.kernel.source import Place
from ceiba.kernel.text import _, fold, squeeze

_DANGLING = frozenset(
    "a al como con de del e el en es fue ha han la las le lo los o para por que se ser son su sus un una y".split()
)
_BROKEN_OFF = re.compile(r",$|(?<![A-ZÁÉÍÓÚÑ])-$")  # but not behind an acronym: «Vivero -VIMU-»
_ALIKE = 85.0


def is_cut(text: str) -> bool:
    """Tell whether a sentence stops before its end: on a word that needs another, or inside a bracket."""
    bare = text.rstrip()
    if bare.endswith((".", "!", "?", ")", "”", "»", '"')) and bare.count("(") <= bare.count(")"):
        return False
    words = fold(bare[-60:]).split()
    return bool(words) and (
        words[-1] in _DANGLING or bare.count("(") > bare.count(")") or _BROKEN_OFF.search(bare) is not None
    )


def join_tail(head: ElementDraft, tail: Block) -> Question:
    """Put the tail of a cut sentence behind its head and return what a person should look at."""
    head.text = squeeze(f"{head.text} {tail.text}")
    head.lines += tail.numbers
    head.confidence = 0.55
    return Question(
        _("La oración de la línea %(head)s está cortada y parece seguir en la línea %(tail)s: ¿es una sola?")
        % {"head": head.line, "tail": tail.first.number},
        Place(head.line),
    )


def cut_sentences(elements: Iterable[ElementDraft]) -> tuple[Question, ...]:
    """Return a question for each element whose sentence stops before its end."""
    found = []
    for draft in elements:
        if is_cut(draft.text) and len(draft.text) > 30:
            draft.confidence = min(draft.confidence, 0.6)
            message = _("El texto de la línea %(line)s parece cortado: ¿cómo termina?") % {"line": draft.line}
            found.append(Question(message, Place(draft.line, max(draft.lines) if len(draft.lines) > 1 else None)))
    return tuple(found)


class Interleaving:
    """Watches for two columns read as one: an orphan tail first, its cut head later, the rest of the page behind it."""

    def __init__(self, hierarchy: Hierarchy, reach: int = 60) -> None:
        self._hierarchy = hierarchy
        self._reach = reach
        self._orphan: tuple[Block, dict[str, ElementDraft]] | None = None
        self.questions: list[Question] = []

    def orphan(self, block: Block) -> None:
        """Keep a tail without head, and what was open where it stands."""
        self._orphan = (block, self._hierarchy.snapshot())

    def element(self, draft: ElementDraft) -> None:
        """Join a cut element with the orphan before it, and go back to what was open at the orphan."""
        if self._orphan is None:
            return
        block, opened = self._orphan
        if draft.line - block.first.number > self._reach or draft.level.role is Role.AXIS:
            self._orphan = None
        elif is_cut(draft.text):
            self.questions.append(join_tail(draft, block))
            self._hierarchy.restore(opened)
            self._orphan = None


def axes_of_themes(elements: Sequence[ElementDraft], plans: Iterable[PlanDraft]) -> tuple[Question, ...]:
    """Hang themes from the axis that a list elsewhere in the document gives them, where the axes came all at once.

    Themes that no list assigns hang from none and are asked about.
    """
    questions: list[Question] = []
    for plan in plans:
        axes = [e for e in elements if e.plan is plan and e.level.kind == "axis"]
        themes = [e for e in elements if e.plan is plan and e.level.kind == "theme"]
        if len(axes) < 2 or not themes or not _came_at_once(axes, themes):
            continue
        for theme in themes:
            twin = _twin(theme, elements)
            axis = _same_name(twin.parent, axes) if twin and twin.parent else None
            theme.parent = axis
            if axis is None:
                options = tuple(a.text for a in axes)
                message = _("¿De qué eje es «%(theme)s»?") % {"theme": theme.text}
                questions.append(Question(message, Place(theme.line), options=options))
    return tuple(questions)


def _came_at_once(axes: list[ElementDraft], themes: list[ElementDraft]) -> bool:
    return max(axis.line for axis in axes) < min(theme.line for theme in themes)


def _twin(theme: ElementDraft, elements: Iterable[ElementDraft]) -> ElementDraft | None:
    others = [e for e in elements if e.level.kind == "theme" and e.plan is not theme.plan and e.parent is not None]
    scored = [(fuzz.ratio(fold(theme.text), fold(e.text)), -e.line, e) for e in others]
    best = max(scored, key=lambda s: s[:2], default=None)
    return best[2] if best and best[0] >= _ALIKE else None


def _same_name(axis: ElementDraft, axes: Iterable[ElementDraft]) -> ElementDraft | None:
    return next((a for a in axes if fuzz.ratio(fold(a.text), fold(axis.text)) >= _ALIKE), None)
