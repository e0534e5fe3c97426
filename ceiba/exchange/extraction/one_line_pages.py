"""Pages of a poster that stand in one line: headings in capitals and bulleted items, put back in lines of their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ceiba.exchange.extraction.headings import Grammar
from ceiba.exchange.extraction.lines import TextLine, marked
from ceiba.kernel.methodology import Level, Role
from ceiba.kernel.text import squeeze

_LONGEST = 500  # characters from which on a line is a page
_FEWEST, _HEADINGS = 4, 1  # bullets and headings in capitals of such a page
_BULLET = re.compile(r"\s(?=[•■▪●◦►➢✓✔❖]\s)")
_WORD = r"[A-ZÁÉÍÓÚÑÜ][A-ZÁÉÍÓÚÑÜ\-]*"
_HEADING = re.compile(rf"(?<![^\s])(?:{_WORD}(?:[:,]?\s(?:{_WORD}|\d{{1,2}}(?:\.\d{{1,2}})*[.:]?))*)(?=\s|$|:)")
_PARTS = 400  # parts of a page among which its captions are sought
_DONE = frozenset({Role.ACTIVITY, Role.PROJECT, Role.LINE})
_NAME = 6  # words of the name of a line
_LETTERS = 7  # of a heading: an acronym has fewer


def parted(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines with such pages parted; all parts keep the number of their line."""
    found: list[TextLine] = []
    for line in lines:
        parts = list(_parts(line.printed)) if _is_long(line) else []
        if sum(part.isupper() for part in parts) < _HEADINGS:
            found.append(line)
        else:
            found += (replace(marked(line.number, part), apart=True) for part in parts)
    return found


def _is_long(line: TextLine) -> bool:
    """Tell whether a line, which is no row of a table, is as long as a page and holds lists."""
    return (
        len(line.text) >= _LONGEST and not line.cells and not line.tabs and len(_BULLET.findall(line.text)) >= _FEWEST
    )


def announced(lines: Sequence[TextLine], grammar: Grammar, levels: Sequence[Level]) -> list[TextLine]:
    """Return the lines with the level that a page names («ACCIONES Y PROYECTOS») in front of each of its lists.

    The heading right above a list is the line under which its items stand. A list below a heading that opens no part of
    a plan («PROBLEMÁTICA») stays without one; a page that names none goes on with the one before it.
    """
    found: list[TextLine] = []
    group = next((lv.term.capitalize() for lv in levels if lv.role is Role.LINE and lv.term in lv.labels), "")
    page, level, heading = -1, "", ""
    for i, line in enumerate(lines):
        if not line.apart:
            found.append(line)
            continue
        if line.number != page:
            own = [other.text for other in lines[i : i + _PARTS] if other.number == line.number and not other.bullet]
            page, level, heading = line.number, next(filter(None, (_level(text, grammar) for text in own)), level), ""
        follows = bool(line.bullet) and not lines[i - 1].bullet
        if follows and level and heading.isupper() and not grammar.is_skipped(heading, exact=True):
            if found[-1].text == heading and len(heading.split()) <= _NAME and group:
                found[-1] = replace(found[-1], text=f"{group}: {heading}")
            found.append(replace(marked(line.number, f"{level}:"), apart=True))
        heading = heading if line.bullet else line.text
        found.append(line)
    return found


def _level(heading: str, grammar: Grammar) -> str:
    """Return the first word of a heading in capitals that names levels of what is done, «» for none."""
    for word in heading.split() if heading.isupper() else ():
        name = word.strip(",.:").capitalize()
        label = grammar.label(name)
        if label is not None and label.plural and any(level.role in _DONE for level in label.levels):
            return name
    return ""


def _parts(text: str) -> Iterator[str]:
    """Yield the items and headings of a page in order."""
    for item in _BULLET.split(text):
        end = 0
        for match in _HEADING.finditer(item):
            if sum(map(str.isalpha, match[0])) < _LETTERS:
                continue
            if before := squeeze(item[end : match.start()]):
                yield before
            yield squeeze(match[0])
            end = match.end()
        if rest := squeeze(item[end:]):
            yield rest
