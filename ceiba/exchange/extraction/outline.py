"""From blocks to elements: headings announce levels, paragraphs and items fill them, the hierarchy gives parents."""

import re
from collections.abc import Callable, Iterable

from ceiba.exchange.extraction.alignment import Aligner
from ceiba.exchange.extraction.announcements import Announcements, is_lead
from ceiba.exchange.extraction.column_names import FlatHeaders
from ceiba.exchange.extraction.drafts import ElementDraft, PlanDraft
from ceiba.exchange.extraction.headings import Grammar, Label, is_capitals
from ceiba.exchange.extraction.hierarchy import Hierarchy
from ceiba.exchange.extraction.levels import Levels
from ceiba.exchange.extraction.paragraphs import Block, ends_sentence
from ceiba.exchange.extraction.plans import Shelf
from ceiba.exchange.extraction.promises import Values
from ceiba.exchange.extraction.repairs import Interleaving
from ceiba.exchange.extraction.sheets import Sheets
from ceiba.exchange.extraction.statements import Statements
from ceiba.exchange.extraction.texts import is_promise, unquoted
from ceiba.exchange.proposal import Question
from ceiba.kernel.methodology import Level, Methodology, Role
from ceiba.kernel.period import Period

_TITLE = 90
_PADDED = re.compile(r"(0\d{2,5})\s+(?=[A-ZÁÉÍÓÚÑ])")  # «0046 …»: a number of a register
_CODE = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?")
_CHAPTERS = frozenset({"roman", "capital"})
_CODED = frozenset({"code", "number", "article"})
_RESULTS = frozenset({"result", "product"})


class Outline:
    """Reads the blocks of one document, in order; ``elements`` and ``statements`` hold what they gave."""

    def __init__(self, methodology: Methodology, grammar: Grammar, sheets: Sheets, used: frozenset[str]) -> None:
        """``used`` are the levels whose labels the document uses anywhere."""
        vocabulary = methodology.vocabulary
        self._methodology, self._grammar, self._sheets = methodology, grammar, sheets
        self.shelf = Shelf(methodology)
        self.hierarchy = Hierarchy(methodology, used)
        self.statements = Statements()
        self.elements: list[ElementDraft] = []
        self._levels = Levels(methodology, self.hierarchy)
        self._announced = Announcements(self.hierarchy)
        self._interleaving = Interleaving(self.hierarchy)
        self._aligner = Aligner(methodology.frameworks)
        self._values = Values(vocabulary.baseline_labels, vocabulary.target_labels)
        self._headers = FlatHeaders(vocabulary.layouts)
        self._skipping = False
        self._titled: ElementDraft | None = None  # a named element just opened: its objective may follow
        self._last: Block | None = None
        self._codes: list[str] = []  # codes printed apart from the texts that follow

    @property
    def questions(self) -> list[Question]:
        """Return what the outline could not decide."""
        return self._interleaving.questions

    @property
    def plan(self) -> PlanDraft:
        """Return the plan whose text is being read."""
        return self.shelf.current

    def read(self, blocks: Iterable[Block], on_table: Callable[["Outline", Block], None]) -> None:
        """Read all blocks; ``on_table`` is called for each table where it stands."""
        for block in blocks:
            if block.table:
                on_table(self, block)
                self._titled = None
            else:
                self._read(block)
            self._last = block

    def _read(self, block: Block) -> None:
        titled, self._titled = self._titled, None
        if self.shelf.year_below(block.text) or self._is_alignment(block) or self._in_sheet(block):
            return
        if self._announces_columns(block) or self._reads_heading(block) or self._takes_codes(block):
            return
        if self.statements.takes(block):
            self.statements.fill(block, self.plan)
        elif not self._skipping and not self._reads_text(block, titled):
            self._note_orphan(block)

    def _reads_text(self, block: Block, titled: ElementDraft | None) -> bool:
        return self._adds_values(block) or self._fills(block) or self._is_objective_of(titled, block)

    # --- headings -----------------------------------------------------------------------------------------------

    def _reads_heading(self, block: Block) -> bool:
        text, headed = block.text, _is_title(block)
        if (kind := self._grammar.plan(text, heading=headed)) is not None:
            before = self.plan
            chapter = bool(block.first.enumerator)
            if self.shelf.open(kind, text, block.first.number, chapter=chapter) is before and before.used:
                return True  # a running head: the plan's name comes back on every page
            self.hierarchy.clear()
            self._sheets.close()
            self._end_section()
            label = self._grammar.label(text)
            return label is None or self._takes_label(block, label)
        found = self._grammar.statement(text)
        if found is not None and (headed or found[1] or not block.first.bullet):
            self._end_section()
            self.statements.open(found[0], found[1], block, self.plan)
            return True
        if self._grammar.is_skipped(text):
            self._end_section()
            self._skipping = True
            return True
        label = self._grammar.label(text, bullet=bool(block.first.bullet))
        if label is not None and self._takes_label(block, label):
            return True
        if headed and not self._announced.wants(block):
            self._end_section()
            return True
        return False

    def _end_section(self) -> None:
        self._announced.clear()
        self.statements.close()
        self._skipping = False

    def _takes_label(self, block: Block, label: Label) -> bool:
        level = self._levels.of_label(label, block.first.enumerator, self.plan)
        if level is None:
            return False
        self.statements.close()
        self._sheets.close()
        self._skipping = False
        code = label.code or (block.first.enumerator if block.first.style in _CODED else None)
        if label.rest:
            self._titled = self._add(level, label.rest, block, code=code)
            self._announced.keep_below(level)
        else:
            distance = block.first.number - (self._last.lines[-1].number if self._last else 0)
            self._announced.announce(level, label, block, code, distance)
        return True

    def _announces_columns(self, block: Block) -> bool:
        """Take a line of column names: the items below it are the cells of its last column."""
        found = self._headers.columns(block.first.printed) if len(block.lines) == 1 else None
        names = [name.removeprefix("level:") for name in found[1]] if found else []
        levels = [level for name in names if (level := self._methodology.level(name)) is not None]
        if len(levels) < 2:
            return False
        self._end_section()
        self._announced.list_below(levels[-1])
        return True

    def _in_sheet(self, block: Block) -> bool:
        """Take a block that belongs to the sheet of an indicator."""
        labelled = self._grammar.label(block.text) is not None
        return self._sheets.take(
            block.text, block.numbers, self._newest(), self.plan, item=block.is_item, labelled=labelled
        )

    def _newest(self) -> ElementDraft | None:
        """Return the element that an indicator printed here would measure: the newest one, if it is of this plan."""
        newest = self.elements[-1] if self.elements else None
        return newest if newest is not None and newest.plan is self.plan else None

    # --- texts --------------------------------------------------------------------------------------------------

    def _fills(self, block: Block) -> bool:
        """Make an element of a text that an announced level, a code of its own or one printed apart waits for."""
        if self._codes and not block.is_item and is_promise(block.text) and ends_sentence(block.text):
            dealt = self._codes.pop(0)
            level = self.hierarchy.level_of_code(dealt, self.plan)
            if level is not None:
                self._add(level, block.text, block, code=dealt, confidence=0.75)
                return True
        coded = self._levels.of_code(block, self.plan)
        if coded is not None:
            self._add(coded, block.text, block, code=block.first.enumerator, period=self._announced.period)
            return True
        announcement = self._announced.accept(block)
        if announcement is None:
            return is_lead(block)
        code, text = announcement.take(block), block.text
        if (padded := _PADDED.match(text)) is not None:
            code, text = padded[1], text[padded.end() :]
        self._add(announcement.level, text, block, code=code, period=announcement.period)
        return True

    def _takes_codes(self, block: Block) -> bool:
        """Take codes that stand apart from their texts, one a line, to be dealt out to the texts that follow."""
        codes = block.text.split()
        if not codes or not all(_CODE.fullmatch(code) for code in codes):
            return False
        if self.hierarchy.level_of_code(codes[0], self.plan) is None:
            return False
        self._codes += [code.rstrip(".") for code in codes]
        return True

    def _adds_values(self, block: Block) -> bool:
        """Give the values that stand in a paragraph of their own to the promise right before it."""
        newest = self._newest()
        if newest is None or newest.level.kind not in _RESULTS or not self._values.begins(block.text):
            return False
        if block.first.number - newest.lines[-1] > 2:
            return False
        newest.whole = f"{newest.printed} {block.text}"
        return True

    def _is_objective_of(self, titled: ElementDraft | None, block: Block) -> bool:
        """Take an unlabelled paragraph that is the objective of the named element right above it."""
        level = self._levels.of_own_objective(titled, block) if titled is not None else None
        if titled is None or level is None:
            return False
        draft = self._add(level, block.text, block, confidence=0.7)
        draft.parent = titled
        self.hierarchy.open(titled)
        return True

    def _add(
        self,
        level: Level,
        text: str,
        block: Block,
        *,
        code: str | None = None,
        period: Period | None = None,
        confidence: float = 0.92,
    ) -> ElementDraft:
        draft = ElementDraft(level, unquoted(text), block.numbers, self.plan, code, None, confidence, period)
        if level.kind in _RESULTS and (part := self._values.part(draft.text)) != draft.text:
            draft.whole, draft.text = draft.text, part
        self.plan.used = True
        self.hierarchy.place(draft)
        if level.role is Role.LINE:
            self._sheets.adopt(draft)
        self.elements.append(draft)
        self._interleaving.element(draft)
        return draft

    def add_row(
        self, level: Level, text: str, line: int, parent: ElementDraft | None, code: str | None
    ) -> ElementDraft:
        """Add an element that a table holds, under the element of its own row."""
        self.plan.used = True
        draft = ElementDraft(level, unquoted(text), [line], self.plan, code, parent, 0.93)
        self.elements.append(draft)
        return draft

    # --- alignment and orphans ------------------------------------------------------------------------------------

    def _is_alignment(self, block: Block) -> bool:
        """Take a line of goals: it belongs to the open element, or to the title before it, which is a theme."""
        if not self._aligner.holds_nothing_else(block.text):
            return False
        found = self._aligner.find(block.text)
        owner = self._owner_of_goals() if found else None
        if owner is not None:
            owner.alignments.extend(found)
            self._titled = owner
        return bool(found)

    def _owner_of_goals(self) -> ElementDraft | None:
        last, newest, theme = self._last, self._newest(), self._levels.theme
        if last is None or last.table or theme is None:
            return newest
        if newest is not None and newest.lines[-1] == last.lines[-1].number:
            return newest
        title = len(last.text) <= _TITLE and not ends_sentence(last.text) and not last.is_item
        if not title or self._aligner.holds_nothing_else(last.text):
            return newest
        self._end_section()
        return self._add(theme, last.text, last, confidence=0.8)

    def _note_orphan(self, block: Block) -> None:
        """Keep a paragraph that begins in the middle of a sentence, with what was open where it stands."""
        if block.text.startswith("(") or block.text[:1].islower():
            self._interleaving.orphan(block)


def _is_title(block: Block) -> bool:
    """Tell whether a block looks like a heading: short, no sentence, in capitals or under a chapter's number."""
    text, first = block.text, block.first
    if len(text) > _TITLE * 2:
        return False
    capitals = is_capitals(text)
    if text.endswith((".", ";", ",")) and not (capitals and first.style):
        return capitals and bool(first.bullet)
    if first.bullet:
        return False
    return capitals or first.style in _CHAPTERS
