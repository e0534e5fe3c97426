"""Paragraphs out of lines: broken lines and words joined, page furniture and tables of contents left out."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ceiba.exchange.extraction.headings import Grammar, is_capitals
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.sheets import Sheets
from ceiba.kernel.text import fold

_BROKEN_WORD = re.compile(r"([a-záéíóúüñ])\s?-\s+(?!(?:y|o|e|u|a|de|en)\b)([a-záéíóúüñ]+)")
_TERMINAL = (".", ":", ";", "!", "?", ".”", ".»", '."', ".)")
_CONTENTS_LINE = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|_{4,})\s*(?:\d{1,4}|[ivxlc]{1,6})?\s*$")
_PAGE = re.compile(r"(?:p[áa]g(?:ina|\.)?\s*)?(\d{1,4})(?:\s*(?:de|/)\s*\d{1,4})?", re.IGNORECASE)
_LABELLED_PAGE = re.compile(r"p[áa]g(?:ina|\.)?\s*\d{1,4}(?:\s*(?:de|/|\|)\s*\d{1,4})?", re.IGNORECASE)
_NUMBER_AT_END = re.compile(r" (?:\d[\d ]*%?|o)$")
_FIELD = re.compile(r"[^\W\d_][^:.]{2,30}\s:\s")  # «PLIEGO : 007»: a line of a form
_WRAP_LIMIT = 160
_BREAK_BLANKS = 2
_TITLE = 90


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
    return _BROKEN_WORD.sub(r"\1\2", " ".join(parts))


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as sentences do."""
    return text.rstrip().endswith(_TERMINAL)


def furniture(lines: Sequence[TextLine], means: Callable[[str], bool]) -> set[int]:
    """Return the numbers of the lines that belong to the page: page numbers, running heads, tables of contents.

    A line that ``means`` something to the grammar (a label, column names) is never taken for a running head.
    """
    pages = _page_numbers(lines)
    return _contents(lines) | pages | _running_heads(lines, means) | _heads_beside(pages, lines, means)


def _contents(lines: Sequence[TextLine]) -> set[int]:
    """Return the lines of tables of contents: leaders, or runs of titles with rising page numbers behind a tab."""
    found = {line.number for line in lines if line.text and _CONTENTS_LINE.search(line.text)}
    run: list[tuple[int, int]] = []
    for line in (*lines, TextLine(0, "")):
        page = _page_behind_title(line)
        if page is not None and (not run or page >= run[-1][1]):
            run.append((line.number, page))
            continue
        if line.is_blank and line.number:
            continue
        if len(run) >= 4:
            found.update(number for number, _ in run)
            if len(line.cells) == 2 and not line.cells[1].strip("<>i/ "):
                found.add(line.number)
        run = [(line.number, page)] if page is not None else []
    return found


def _page_behind_title(line: TextLine) -> int | None:
    if (
        len(line.cells) != 2
        or not line.cells[1].isdigit()
        or len(line.cells[1]) > 4
        or not any(c.isalpha() for c in line.cells[0])
    ):
        return None
    return int(line.cells[1])


def _page_numbers(lines: Sequence[TextLine]) -> set[int]:
    """Return lone numbers that count pages: «Página 5», and n where n + 1 or n − 1 stands alone further away."""
    found = {line.number for line in lines if _LABELLED_PAGE.fullmatch(line.text)}
    alone: dict[int, list[int]] = {}
    for line in lines:
        if line.text.isdigit() and 1 < len(line.text) <= 4 and not line.bullet and not line.enumerator:
            alone.setdefault(int(line.text), []).append(line.number)
    for value, numbers in alone.items():
        for number in numbers:
            if value < 1900 and any(_is_near(number, alone.get(other, [])) for other in (value - 1, value + 1)):
                found.add(number)
    return found


def _is_near(number: int, others: list[int]) -> bool:
    """Tell whether one of the rising numbers lies a page away: more than ten lines, fewer than two hundred."""
    below = bisect_left(others, number - 199), bisect_left(others, number - 10)
    above = bisect_left(others, number + 11), bisect_left(others, number + 200)
    return below[0] < below[1] or above[0] < above[1]


def _running_heads(lines: Sequence[TextLine], means: Callable[[str], bool]) -> set[int]:
    """Return short lines that come back at least three times, page after page, and only far from one another."""
    places: dict[str, list[tuple[int, str]]] = {}
    for line in lines:
        paged = _page_behind_title(line) is not None  # the page number behind a tab
        if 12 < len(line.text) < 120 and (paged or not line.cells) and not line.bullet:
            places.setdefault(fold(re.sub(r"\d+", "", line.printed)), []).append((line.number, line.printed))
    return {
        number
        for text, numbers in places.items()
        if len(numbers) >= 3
        and len(text.split()) > 2
        and all(b[0] - a[0] > 15 for a, b in pairwise(numbers))
        and not means(numbers[0][1])
        for number, _printed in numbers
    }


def _heads_beside(pages: set[int], lines: Sequence[TextLine], means: Callable[[str], bool]) -> set[int]:
    """Return titles that stand right beside a page number in the middle of a sentence."""
    printed = [line for line in lines if not line.is_blank]
    found: set[int] = set()
    for i, line in enumerate(printed):
        if line.number not in pages:
            continue
        for start, end in ((i, i + 2), (i - 1, i + 1)):  # the title below the page number, or above it
            title, before, after = start if start < i else i + 1, start - 1, end
            if before >= 0 and after < len(printed) and _breaks(printed[before], printed[after]):
                text = printed[title].text
                marked = printed[title].bullet or printed[title].enumerator
                if (
                    not marked
                    and len(text) < _TITLE
                    and text[:1].isupper()
                    and not ends_sentence(text)
                    and not means(text)
                ):
                    found.add(printed[title].number)
    return found


def _breaks(before: TextLine, after: TextLine) -> bool:
    """Tell whether a sentence goes on from one line to the other."""
    return not ends_sentence(before.text) and after.text[:1].islower() and not after.bullet


def wrap_width(lines: Iterable[TextLine]) -> int:
    """Return the width at which the document breaks its lines; 0 where a paragraph is a line."""
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


class Builder:
    """Puts lines together into blocks; ``tables`` are runs of lines that were recognised as tables."""

    def __init__(self, grammar: Grammar, sheets: Sheets, baseline_labels: Sequence[str], width: int) -> None:
        self._sheets = sheets
        self._grammar = grammar
        self._baseline = tuple(fold(label) for label in baseline_labels)
        self._width = width

    def blocks(
        self, lines: Sequence[TextLine], skipped: set[int], tables: dict[int, tuple[TextLine, ...]]
    ) -> Iterator[Block]:
        """Yield the blocks of a document in order. ``tables`` are keyed by the number of their first line."""
        block: Block | None = None
        blanks, until = 0, 0
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
        if line.bullet or line.cells or block.lines[-1].cells or blanks > _BREAK_BLANKS:
            return False
        if line.enumerator:
            return False
        if self._awaits_number(last):
            return True
        if self._is_heading(last) and len(block.parts) == 1:
            return False
        if ends_sentence(last):
            return False
        if line.text[:1].islower():
            return True
        return not blanks and self._goes_on(block, last, line)

    def _goes_on(self, block: Block, last: str, line: TextLine) -> bool:
        """Decide for a line without gap that begins with a capital or a number."""
        if _FIELD.match(line.text):
            return False
        if self._grammar.label(line.text) or self._grammar.statement(line.text) or self._sheets.opens(line.text):
            return False
        both = is_capitals(last) == is_capitals(line.text)
        if is_capitals(last) and not both:
            return False
        if len(last) >= 0.62 * self._width > 0 or (block.first.bullet and both):
            return True
        return is_capitals(last) and is_capitals(line.text) and not _FIELD.match(last)

    def _is_heading(self, text: str) -> bool:
        label = self._grammar.label(text)
        if (label is not None and (not label.rest or label.kept)) or self._grammar.statement(text) is not None:
            return True
        return self._sheets.stands_alone(text)

    def _awaits_number(self, text: str) -> bool:
        end = _NUMBER_AT_END.sub("", fold(text[-50:]))
        return end.endswith(self._baseline)
