"""Paragraphs out of lines: broken lines and words joined, page furniture and tables of contents left out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ceiba.exchange.extraction.headings import Grammar, is_capitals, is_infinitive
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.sentences import ends_sentence
from ceiba.exchange.extraction.sheets import Sheets
from ceiba.exchange.extraction.texts import initials_of_code
from ceiba.kernel.text import fold

_BROKEN_WORD = re.compile(r"([a-záéíóúüñ])\s?-\s+(?!(?:y|o|e|u|a|de|en)\b)([a-záéíóúüñ]+)")
_CUT_END = re.compile(r"(?:^|[\s(])(?:a|al|con|de|del|desde|el|en|entre|hasta|la|las|los|para|por|un|una|y|año)$")
_NUMBERS = frozenset({"code", "number"})
_NUMBER_AT_END = re.compile(r" (?:\d[\d ]*%?|o)$")
_FIELD = re.compile(r"[^\W\d_][^:.]{2,30}\s:\s")  # «PLIEGO : 007»: a line of a form
_LABELLED = re.compile(r"(?:[A-ZÁÉÍÓÚÑ][^:.;,()]{2,45}:\s+\S|¿)")  # «Personas destinatarias: Vecindad», «¿Por qué…?»
_YEAR_VALUE = re.compile(r"(?:19|20)\d\d\s?[:=]\s?\d")
_YEAR_AT_END = re.compile(r"[;,.:]\s(?:19|20)\d\d\s?[:=]$")
_WRAP_LIMIT = 160
_FULL = 0.85
_GOING_ON = 0.04  # share of lines with a small letter in front, from which lines are broken
_BREAK_BLANKS = 2
_CUT_SHARE = 0.18  # of lines that begin in the middle of a sentence, where paragraphs are broken over several
_LABEL = 45  # characters of a label in a line of its own
_FIELD_TIMES = 3  # lines that a label of a form stands in
_FEWEST_LINES, _AIRY = 12, 0.95


@dataclass(slots=True)
class Block:
    """A paragraph, a list item or a heading: its joined text and the lines it stands in.

    ``table`` holds the rows of a table instead; ``gap`` tells that a blank line stands before the block.
    """

    text: str
    lines: list[TextLine]
    gap: bool = False
    table: tuple[TextLine, ...] = ()
    parts: list[str] = field(default_factory=list)

    @property
    def first(self) -> TextLine:
        """Return the line in which the block begins."""
        return self.lines[0]

    @property
    def numbers(self) -> list[int]:
        """Return the numbers of its lines."""
        return [line.number for line in self.lines]

    @property
    def is_item(self) -> bool:
        """Tell whether the block stands behind a bullet or an enumerator."""
        return bool(self.first.bullet or self.first.enumerator)


def join(parts: Sequence[str]) -> str:
    """Return the parts of a broken text as one, words broken by a hyphen put together."""
    text = " ".join(parts)
    return _BROKEN_WORD.sub(r"\1\2", text) if "-" in text else text


def wrap_width(lines: Sequence[TextLine], *, wrapped: bool = True) -> int | None:
    """Return the width at which the document breaks its lines; 0 where a paragraph is a line.

    Lines that go on begin with a small letter as often as not; where hardly any does, nothing was broken. None where
    the format says that a line is a paragraph (``wrapped`` is False) and the lines do not deny it: what was made from a
    PDF often has a paragraph for each printed line.
    """
    running = [line for line in lines if line.text and not line.cells and not line.bullet and not line.enumerator]
    going_on = sum(line.text[0].islower() for line in running)
    if not wrapped and going_on <= len(running) * _CUT_SHARE:
        return None
    if going_on < _GOING_ON * len(running):
        return 0
    lengths = Counter(min(len(line.text), _WRAP_LIMIT + 1) for line in lines if line.text and not line.cells)
    total = sum(lengths.values())
    if not total or lengths[_WRAP_LIMIT + 1] > total * 0.15:
        return 0
    seen = 0
    for length in sorted(lengths, reverse=True):
        seen += lengths[length]
        if seen >= total * 0.12:
            return length
    return 0


def _may_go_on(line: TextLine) -> bool:
    """Tell whether a line can end a sentence cut before it: «12.4 por mil …» behind «… cinco años (de» is no item."""
    return not line.style or (line.style in _NUMBERS and line.text[:1].islower())


def _is_in_list_of_years(last: str, text: str) -> bool:
    """Tell whether a line breaks off in «2027: 12; 2028: 15»."""
    return (last[-1:] in ";," and _YEAR_VALUE.match(text) is not None) or (
        _YEAR_AT_END.search(last) is not None and text[:1].isdigit()
    )


def _label_of(line: TextLine) -> str:
    """Return what stands before the first colon of a line."""
    return fold(line.text.partition(":")[0])


def _may_be_label(line: TextLine) -> bool:
    """Tell whether a line is as short as a label in a line of its own, and begins as one."""
    return line.text[:1].isupper() and len(line.text) <= _LABEL and not line.cells and line.text[-1] not in ".,;"


def _is_airy(lines: Sequence[TextLine]) -> bool:
    """Tell whether a blank line stands between any two printed ones, so that none tells where a paragraph ends."""
    plain = [below for line, below in pairwise(lines) if line.text and not line.cells]
    return len(plain) > _FEWEST_LINES and sum(below.is_blank for below in plain) >= _AIRY * len(plain)


class Builder:
    """Puts lines together into blocks; ``tables`` are runs of lines that were recognised as tables."""

    def __init__(self, grammar: Grammar, sheets: Sheets, baseline_labels: Sequence[str], width: int | None) -> None:
        self._sheets = sheets
        self._grammar = grammar
        self._baseline = tuple(fold(label) for label in baseline_labels)
        self._width = width
        self._fields: frozenset[str] = frozenset()  # what stands before the colon in several lines
        self._airy = False  # a blank line stands between any two

    def blocks(
        self, lines: Sequence[TextLine], skipped: set[int], tables: dict[int, tuple[TextLine, ...]]
    ) -> Iterator[Block]:
        """Yield the blocks of a document in order. ``tables`` are keyed by the number of their first line."""
        block: Block | None = None
        blanks, until = 0, 0
        self._airy = self._width is not None and _is_airy(lines)
        labels = Counter(_label_of(line) for line in lines if _LABELLED.match(line.text) or _may_be_label(line))
        self._fields = frozenset(label for label, times in labels.items() if label and times >= _FIELD_TIMES)
        for line in lines:
            if line.number <= until or line.number in skipped:
                continue
            if line.number in tables:
                if block:
                    yield self._close(block)
                rows = tables[line.number]
                until = rows[-1].number
                block = None
                yield Block("", [rows[0]], bool(blanks), rows)
                blanks = 0
                continue
            if line.is_blank:
                blanks += 1
                continue
            if block is not None and self._continues(block, line, blanks):
                block.parts.append(line.printed)
                block.lines.append(line)
            else:
                if block:
                    yield self._close(block)
                block = Block("", [line], bool(blanks), parts=[line.text])
            blanks = 0
        if block:
            yield self._close(block)

    def _close(self, block: Block) -> Block:
        block.text = join(block.parts)
        return block

    def _continues(self, block: Block, line: TextLine, blanks: int) -> bool:
        """Tell whether a line goes on with the block before it."""
        last = block.parts[-1]
        if line.apart or block.lines[-1].apart:
            return False
        if line.heading != block.lines[-1].heading or (
            line.bold != block.lines[-1].bold and not line.text[:1].islower()
        ):
            return False
        if line.bullet or line.cells or block.lines[-1].cells or blanks > _BREAK_BLANKS:
            return False
        cut = _CUT_END.search(last) is not None or last.rfind("(") > last.rfind(")")
        if cut and not blanks and _may_go_on(line):
            return True
        breaks_off = self._sheets.breaks_off(last) or _is_in_list_of_years(last, line.printed)
        if (letters := initials_of_code(line.text)) and letters == initials_of_code(block.parts[0]):
            return False  # «A1.2 …» is the next item behind «A1.1 …»
        if line.enumerator and not (breaks_off and line.style == "number"):
            return False  # «… Línea base (2022):» goes on with «619. Meta …», where 619 is no enumerator
        if breaks_off or self._awaits_number(last):
            return True
        if self._is_heading(last) and len(block.parts) == 1:
            return False
        if ends_sentence(last):
            return False
        if line.text[:1].islower() or (line.text.startswith("(") and not blanks):
            return True
        return blanks <= self._airy and self._goes_on(block, last, line)

    def _goes_on(self, block: Block, last: str, line: TextLine) -> bool:
        """Decide for a line without gap that begins with a capital or a number."""
        if self._width is None or _FIELD.match(line.text):
            return False
        full = len(last) >= _FULL * self._width > 0  # the paragraph goes on behind a line that reaches the margin
        if not full and not ends_sentence(line.text) and self._grammar.is_skipped(line.text, exact=True):
            return False
        if self._grammar.plan(line.text, heading=True) is not None and is_capitals(line.text):
            return False
        if self._grammar.label(line.text) or self._grammar.statement(line.text) or self._sheets.opens(line.text):
            return False
        if is_infinitive(block.parts[0]) and is_infinitive(line.text) and self._had_room(last, line.text):
            return False
        if f"{fold(last).rpartition(' ')[2]} {_label_of(line)}" in self._baseline:
            return True  # «… justicia. Línea» goes on with «Base: 0 …»
        if _LABELLED.match(line.text) and self._had_room(last, line.text):
            return False
        if (_LABELLED.match(line.text) or _may_be_label(line)) and _label_of(line) in self._fields:
            return False
        both = is_capitals(last) == is_capitals(line.text)
        if is_capitals(last) and not both:
            return False
        if len(last) >= 0.62 * self._width > 0 or (block.first.bullet and both):
            return True
        return is_capitals(last) and is_capitals(line.text) and not _FIELD.match(last)

    def _had_room(self, last: str, text: str) -> bool:
        """Tell whether the first word of a line would have stood in the line before it, had it gone on there."""
        return self._width is not None and len(last) + 1 + len(text.split(maxsplit=1)[0]) <= self._width

    def _is_heading(self, text: str) -> bool:
        label = self._grammar.label(text)
        stated = self._grammar.statement(text)
        if (label is not None and (not label.rest or label.kept)) or (stated is not None and not stated[1]):
            return True
        return self._sheets.stands_alone(text)

    def _awaits_number(self, text: str) -> bool:
        end = _NUMBER_AT_END.sub("", fold(text[-50:]))
        return end.endswith(self._baseline)
