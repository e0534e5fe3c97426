"""From blocks to elements: headings announce levels, paragraphs and items fill them, the hierarchy gives parents."""

import re
from collections.abc import Callable, Iterable, Mapping

from ceiba.exchange.extraction.alignment import Aligner
from ceiba.exchange.extraction.announcements import Announcements, is_lead
from ceiba.exchange.extraction.column_names import FlatHeaders
from ceiba.exchange.extraction.drafts import ElementDraft, PlanDraft
from ceiba.exchange.extraction.headings import Grammar, Label
from ceiba.exchange.extraction.hierarchy import Hierarchy
from ceiba.exchange.extraction.inline import parted
from ceiba.exchange.extraction.levels import Levels
from ceiba.exchange.extraction.paragraphs import Block
from ceiba.exchange.extraction.plans import Shelf
from ceiba.exchange.extraction.prepared import prepared
from ceiba.exchange.extraction.promises import Values
from ceiba.exchange.extraction.prose import stated
from ceiba.exchange.extraction.repairs import Interleaving
from ceiba.exchange.extraction.scheme import Entry
from ceiba.exchange.extraction.sentences import ends_sentence
from ceiba.exchange.extraction.sheets import Sheets
from ceiba.exchange.extraction.statements import Statements
from ceiba.exchange.extraction.texts import bare_number, is_promise, is_values, printed_code, unquoted, whole
from ceiba.exchange.extraction.titles import is_title
from ceiba.exchange.extraction.usage import Usage, first_word
from ceiba.exchange.extraction.verbs import is_infinitive
from ceiba.exchange.proposal import Question
from ceiba.kernel.methodology import Level, Methodology, Role
from ceiba.kernel.period import Period
from ceiba.kernel.text import fold

_TITLE = 90
_LABELLED = 0.92  # confidence of what a label of the vocabulary opens
_GUESSED = 0.75  # … and of what the document's own codes open
_CODE = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?")
_CODED = frozenset({"code", "number", "article"})
_NUMBERED = frozenset({"article", "code"})
_LEGAL = frozenset({"article", "clause"})
_RESULTS = frozenset({"result", "product"})


class Outline:
    """Reads the blocks of one document, in order; ``elements`` and ``statements`` hold what they gave."""

    def __init__(
        self,
        methodology: Methodology,
        grammar: Grammar,
        sheets: Sheets,
        usage: Usage,
        unlabelled: Mapping[int, Entry] | None = None,
    ) -> None:
        """``usage`` tells which labels the document uses, and how; ``unlabelled`` what stands in outlines without."""
        self._unlabelled = unlabelled or {}
        self._by_line: dict[int, ElementDraft] = {}
        self._told: dict[tuple[str, str], list[ElementDraft]] = {}  # elements of running text by level and words
        vocabulary = methodology.vocabulary
        self._methodology, self._grammar, self._sheets = methodology, grammar, sheets
        self.shelf = Shelf(methodology)
        self.hierarchy = Hierarchy(methodology, usage)
        self.statements = Statements()
        self.elements: list[ElementDraft] = []
        self._levels = Levels(methodology, self.hierarchy)
        self._announced = Announcements(self.hierarchy)
        self._interleaving = Interleaving(self.hierarchy)
        self._aligner = Aligner(methodology.frameworks, vocabulary.aligned)
        self._values = Values(vocabulary.baseline_labels, vocabulary.target_labels)
        self._headers = prepared(FlatHeaders, vocabulary.layouts)
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
        for block in parted(blocks, self._grammar, self._methodology.vocabulary.target_labels):
            if block.table:
                self.statements.of_table(block.table, self._grammar, self.plan)
                on_table(self, block)
                self._titled = None
            else:
                self._read(block)
            self._last = block

    @property
    def reads_prose(self) -> bool:
        """Tell whether running text at this place belongs to the plan: it is no diagnosis, index or glossary."""
        return not self._skipping

    @property
    def newest(self) -> ElementDraft | None:
        """Return the element that running text at this place speaks of."""
        return self._newest()

    def _read(self, block: Block) -> None:
        titled, self._titled = self._titled, None
        if self._defines(block) or self._is_outlined(block) or self._resumes(block):
            return
        if self.shelf.year_below(block.text) or self._is_alignment(block) or self._in_sheet(block):
            return
        if self._announces_columns(block) or self._reads_heading(block) or self._takes_codes(block):
            return
        if self.statements.takes(block):
            self.statements.fill(block, self.plan)
        elif not self._skipping and not self._reads_text(block, titled):
            self._note_orphan(block)

    def _defines(self, block: Block) -> bool:
        """Tell whether a line of a glossary says what a word means («Meta: Cantidad que se espera lograr.»)."""
        word, _colon, meaning = block.text.partition(": ")
        if not self._skipping or not meaning.endswith(".") or is_infinitive(meaning) or re.search(r"\d", meaning):
            return False
        label = self._grammar.label(block.text)
        return not label.code and not label.plural if label else self._sheets.names_field(word)

    def _reads_text(self, block: Block, titled: ElementDraft | None) -> bool:
        return (
            self._states_goal(block)
            or self._adds_values(block)
            or self._fills(block)
            or self._is_objective_of(titled, block)
        )

    # --- headings -----------------------------------------------------------------------------------------------

    def _reads_heading(self, block: Block) -> bool:
        text, headed = block.text, is_title(block)
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
        styled = block.first.heading is not None
        if self._grammar.is_skipped(text, exact=self._announced.wants(block) and not styled, headed=styled):
            self._end_section()
            self._skipping = True
            return True
        label = self._grammar.label(text, bullet=bool(block.first.bullet), coded=block.first.style in _NUMBERED)
        if label is not None and self._takes_label(block, label):
            return True
        if (headed and not self._announced.wants(block)) or block.first.style in _LEGAL:
            self._announced.pause(block)
            self._end_text()
            return True
        return False

    def _end_section(self) -> None:
        self._announced.clear()
        self._end_text()

    def _end_text(self) -> None:
        self.statements.close()
        self._skipping = False

    def _takes_label(self, block: Block, label: Label) -> bool:
        level = self._levels.of_label(label, block.first.enumerator, self.plan)
        if level is None or is_values(label.rest):
            return False
        self.statements.close()
        self._sheets.close()
        self._skipping = False
        code = label.code or (block.first.enumerator if block.first.style in _CODED else None)
        if label.rest:
            confidence = _GUESSED if label.guessed else _LABELLED
            self._titled = self._add(
                level,
                label.rest,
                block,
                code=code,
                confidence=confidence,
                labelled=True,
                year=label.year,
                word=first_word(label),
            )
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
        text = block.text
        if self._sheets.awaits_value and block.first.style == "code":
            text = f"{block.first.enumerator} {text}"  # «30.5 (2022)» is a value, not the number of a heading
        taken = self._sheets.take(text, block.numbers, self._newest(), self.plan, item=block.is_item, labelled=labelled)
        if taken and self._sheets.named_again:
            self._end_section()
        return taken

    def _newest(self) -> ElementDraft | None:
        """Return the element that an indicator printed here would measure: the newest one, if it is of this plan."""
        newest = self.elements[-1] if self.elements else None
        return newest if newest is not None and newest.plan is self.plan else None

    def _resumes(self, block: Block) -> bool:
        """Take the next item of a numbered list that was left for what stands below its items."""
        if self._skipping or self._grammar.label(block.text) is not None or not self._announced.resume(block):
            return False
        self._sheets.close()
        return self._fills(block)

    def _is_outlined(self, block: Block) -> bool:
        """Take a block of an outline without labels."""
        entry = self._unlabelled.get(block.first.number)
        if entry is None:
            return False
        self._end_section()
        code = block.first.enumerator or None
        draft = self._add(entry.level, block.text, block, code=code, confidence=entry.confidence)
        if entry.parent is not None:
            draft.parent = self._by_line.get(entry.parent)
        self._by_line[block.first.number] = draft
        return True

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
        if coded is not None and not self._announced.counts(block):
            self._add(coded, block.text, block, code=block.first.enumerator, period=self._announced.period)
            return True
        announcement = self._announced.accept(block)
        if announcement is None:
            return is_lead(block) or self._goes_on_by_code(block)
        labelled = announcement.code is not None
        code, text = announcement.take(block), block.text
        code, text = printed_code(text, code)
        text = text.removeprefix(f"{code} ") if bare_number(text) == code else text
        self._add(announcement.level, text, block, code=code, period=announcement.period, labelled=labelled)
        return True

    def _goes_on_by_code(self, block: Block) -> bool:
        """Take an infinitive whose code alone says below which element it stands."""
        level = self._levels.below_code(block, self.plan)
        if level is None:
            return False
        code = block.first.enumerator
        self._add(level, block.text, block, code=code, confidence=_GUESSED, labelled=level.role is Role.GOAL)
        return True

    def _states_goal(self, block: Block) -> bool:
        """Take the goal that a sentence of running text states as such."""
        label = stated(block.text, self._grammar) if not block.is_item else None
        level = self._levels.of_label(label, "", self.plan) if label is not None else None
        if label is None or level is None:
            return False
        self._add(level, label.rest, block, confidence=_GUESSED)
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
        confidence: float = _LABELLED,
        labelled: bool = False,
        year: str = "",
        word: str = "",
    ) -> ElementDraft:
        draft = ElementDraft(level, unquoted(whole(text)), block.numbers, self.plan, code, None, confidence, period)
        draft.labelled = labelled
        if year and level.kind in _RESULTS:
            draft.whole = f"{year}: {draft.text}"
        if level.kind in _RESULTS and (part := self._values.part(draft.text)) != draft.text:
            draft.whole, draft.text = draft.text, part
        self.plan.used = True
        draft.word = word
        draft.alignments.extend(self._aligner.in_brackets(draft.text))
        if (known := self.hierarchy.known(draft)) is not None and labelled:
            return self._again(known, draft)
        self.hierarchy.place(draft)
        self._sheets.adopt(draft)
        self.elements.append(draft)
        self._told.setdefault((level.key, fold(draft.text)), []).append(draft)
        self._interleaving.element(draft)
        return draft

    def _again(self, known: ElementDraft, draft: ElementDraft) -> ElementDraft:
        """Go on with an element that a list named before and that is now told in full."""
        self.hierarchy.place(draft)
        known.parent = known.parent or (draft.parent if draft.parent is not known else None)
        known.whole = known.whole or draft.whole
        self.hierarchy.open(known)
        return known

    def add_row(
        self, level: Level, text: str, line: int, parent: ElementDraft | None, code: str | None
    ) -> ElementDraft:
        """Add an element that a table holds, under the element of its own row."""
        self.plan.used = True
        told = [e for e in self._told.get((level.key, fold(text)), ()) if e.plan is self.plan]
        if len(told) == 1:
            return told[0]  # a table of indicators names what the text told before
        draft = ElementDraft(level, unquoted(text), [line], self.plan, code, parent, 0.93)
        self.elements.append(draft)
        return draft

    # --- alignment and orphans ------------------------------------------------------------------------------------

    def _is_alignment(self, block: Block) -> bool:
        """Take a line of goals: it belongs to the open element, or to the title before it, which is a theme."""
        if not self._aligner.says_only_goals(block.text):
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
        title = len(last.text) <= _TITLE and not ends_sentence(last.text) and not last.is_item and ":" not in last.text
        if not title or self._aligner.says_only_goals(last.text):
            return newest
        self._end_section()
        return self._add(theme, last.text, last, confidence=0.8)

    def _note_orphan(self, block: Block) -> None:
        """Keep a paragraph that begins in the middle of a sentence, with what was open where it stands."""
        if block.text.startswith("(") or block.text[:1].islower():
            self._interleaving.orphan(block)
