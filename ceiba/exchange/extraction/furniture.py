"""Page furniture: page numbers, running heads and tables of contents, which belong to no sentence."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.sentences import ends_sentence
from ceiba.kernel.text import fold

_CONTENTS_LINE = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|_{4,})\s*(?:\d{1,4}|[ivxlc]{1,6})?\s*$")
_LEADERS = ("....", "……", ". . . . ", "____")  # one of which stands in every such line
_LABELLED_PAGE = re.compile(
    r"p[áa]g(?:ina|\.)?\s*\d{1,4}(?:\s*(?:de|/|\|)\s*\d{1,4})?|[-–—=]+\s*(?:p[áa]gina\s)?\d{1,4}\s*[-–—=]+",
    re.IGNORECASE,
)
_NUMBERED_HEAD = re.compile(r"(?P<title>\S.{5,}?)[\s|]+(?P<page>\d{1,3})")
_CHAPTER_PAGES = 60  # between two entries of a table of contents
_FEW_ENTRIES = 3
_TITLE_PAGE = 12  # lines
_TITLE = 90
_CONTENTS = frozenset(("indice", "contenido", "contenidos", "tabla de contenido", "tabla de contenidos", "sumario"))
_LONGEST_ENTRY = 4  # lines of an entry of a table of contents
_LONGEST_HEAD = 160  # characters


def furniture(lines: Sequence[TextLine], means: Callable[[str], bool]) -> set[int]:
    """Return the numbers of the lines that belong to the page: page numbers, running heads, tables of contents.

    A line that ``means`` something to the grammar (a label, column names) is never taken for a running head.
    """
    pages = _page_numbers(lines)
    heads = _running_heads(lines, means) | _heads_beside(pages, lines, means) | _counted_heads(lines, means)
    return _contents(lines) | pages | heads


def _contents(lines: Sequence[TextLine]) -> set[int]:
    """Return the lines of tables of contents: leaders, or runs of titles with rising page numbers behind a tab."""
    led = (line for line in lines if any(leader in line.text for leader in _LEADERS))
    found = {line.number for line in led if _CONTENTS_LINE.search(line.text)}
    printed = [line for line in lines if not line.is_blank]
    found = _broken_entries(found, lines) | _bare_entries(printed)
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


def _broken_entries(entries: set[int], lines: Sequence[TextLine]) -> set[int]:
    """Return the lines of a table of contents with those between them: entries that break over two or three lines."""
    if not entries:
        return set()
    found = set(entries)
    ordered = sorted(entries)
    for before, after in pairwise(ordered):
        if 1 < after - before <= _LONGEST_ENTRY:
            found.update(range(before + 1, after))
    heads = [line.number for line in lines if fold(line.text) in _CONTENTS]
    for head in heads:
        first = next((number for number in ordered if 0 < number - head <= _LONGEST_ENTRY + 1), None)
        found.update(range(head + 1, first) if first else ())
    return found


def _bare_entries(printed: Sequence[TextLine]) -> set[int]:
    """Return runs of lines that end in rising page numbers behind titles, most of which come back in the text."""
    found: set[int] = set()
    titles = {fold(line.printed) for line in printed}
    run: list[tuple[int, int, bool]] = []
    for line in (*printed, TextLine(0, "")):
        entry = _NUMBERED_HEAD.fullmatch(line.printed) if not line.cells and not line.bullet else None
        page = int(entry["page"]) if entry else -1
        if entry is not None and (not run or run[-1][1] <= page <= run[-1][1] + _CHAPTER_PAGES):
            run.append((line.number, page, fold(entry["title"]) in titles))
            continue
        if len(run) > _FEW_ENTRIES and sum(again for _number, _page, again in run) * 2 > len(run):
            found.update(number for number, _page, _again in run)
        run = [(line.number, page, fold(entry["title"]) in titles)] if entry is not None else []
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
    found = {line.number for line in lines if _LABELLED_PAGE.fullmatch(f"{line.bullet} {line.text}".strip())}
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
    before = ""
    for line in lines:
        goes_on = before[-1:].islower() and line.text[:1].islower()  # the rest of a field that every sheet prints
        before = line.text
        if goes_on:
            continue
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


def _counted_heads(lines: Sequence[TextLine], means: Callable[[str], bool]) -> set[int]:
    """Return titles that stand beside page numbers, and these numbers, however short the pages are.

    A title counts where it comes back beside numbers that rise, or where its words are those of the title page.
    """
    printed = [line for line in lines if not line.is_blank]
    front = set(fold(" ".join(line.text for line in printed[:_TITLE_PAGE])).split())
    behind = printed[_TITLE_PAGE].number if len(printed) > _TITLE_PAGE else 0
    beside: dict[str, list[tuple[int, TextLine, TextLine]]] = {}
    for one, other in pairwise(printed):
        for number, title in ((one, other), (other, one)):
            if number.text.isdigit() and len(number.text) < 4 and not number.enumerator and _is_head(title, means):
                beside.setdefault(fold(title.printed), []).append((int(number.text), number, title))
    found = _heads_with_number(printed, front, means)
    printings = Counter(fold(line.printed) for line in printed) if beside else Counter()
    for words, places in beside.items():
        counted = [value for value, _number, _title in places]
        known = len(words.split()) > 3 and front.issuperset(words.split()) and 0 < behind <= places[0][2].number
        comes_back = len(places) > 1 and all(b > a for a, b in pairwise(counted))
        if (known or comes_back) and printings[words] <= len(places) + 1:
            found |= {line.number for _value, number, title in places for line in (number, title)}
    return found


def _heads_with_number(printed: Sequence[TextLine], front: set[str], means: Callable[[str], bool]) -> set[int]:
    """Return lines that end in a page number behind words of the title page, at least three of them, counting up."""
    places: dict[str, list[tuple[int, int]]] = {}
    for line in printed:
        may_be = len(line.text) < _LONGEST_HEAD and not line.enumerator and line.text[-1:].isdigit()
        match = _NUMBERED_HEAD.fullmatch(line.text) if may_be else None
        words = fold(match["title"]) if match else ""
        if match and len(words.split()) > 1 and front.issuperset(words.split()) and not means(line.printed):
            places.setdefault(words, []).append((int(match["page"]), line.number))
    counted = [p for p in places.values() if len(p) > 2 and all(b[0] > a[0] for a, b in pairwise(p))]
    return {number for pages in counted for _page, number in pages}


def _is_head(line: TextLine, means: Callable[[str], bool]) -> bool:
    return 12 < len(line.text) < _LONGEST_HEAD and not line.bullet and not line.cells and not means(line.printed)


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
                    and not means(printed[before].printed)
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
