"""What one cell of a table holds: a text behind its own label and code, or a list of several."""

import re

from ceiba.exchange.extraction.headings import Grammar, is_infinitive
from ceiba.exchange.extraction.lines import split_bullets
from ceiba.kernel.methodology import Level
from ceiba.kernel.text import squeeze

_NUMBER = re.compile(r"(?:^|(?<=[.;:\n])|(?<=\s))\s*(?P<number>\d{1,2})\s?[.)][\-–]?\s+(?=[A-ZÁÉÍÓÚÑ¿“\"])")
_WAITING = re.compile(r"(?:,|\b(?:a|al|con|de|del|e|el|en|la|las|los|o|para|por|que|su|sus|un|una|y))$", re.IGNORECASE)
_DASH = re.compile(r"^[-–—*]\s+(?=[^\W\d_])")
_MARK = re.compile(r"(?:[-–—*]|\d{1,2}[.)]|[a-z]\))\s+")


def items(text: str) -> tuple[str, ...]:
    """Return the items of a cell that holds a list, bulleted, numbered or a paragraph each; else the whole text."""
    parts = _numbered(text) or _paragraphs(text)
    if parts is None:
        return tuple(_DASH.sub("", item) for item in split_bullets(text))
    return tuple(item for part in parts for item in split_bullets(part))


def _numbered(text: str) -> list[str] | None:
    """Part «1. Abrir … 2. Sembrar …»: numbers that rise from 1 in front of capitals."""
    if "1" not in text:
        return None
    marks: list[re.Match[str]] = []
    for match in _NUMBER.finditer(text):
        if int(match["number"]) == len(marks) + 1:
            marks.append(match)
    if len(marks) < 2 or text[: marks[0].start()].strip():
        return None
    ends = [*(m.start() for m in marks[1:]), len(text)]
    return [squeeze(text[m.end() : end]) for m, end in zip(marks, ends, strict=True)]


def _paragraphs(text: str) -> list[str] | None:
    """Part paragraphs that all begin as items do: behind a dash or number, or with a verb."""
    if "\n" not in text:
        return None
    lines = [squeeze(line) for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        return None
    if all(_MARK.match(line) for line in lines):
        return [_MARK.sub("", line, count=1) for line in lines]
    if all(is_infinitive(line) for line in lines):
        return lines
    apart = all(line[:1].isupper() and len(line.split()) > 1 for line in lines)
    return lines if apart and not any(_WAITING.search(line) for line in lines[:-1]) else None


def without_label(text: str, level: Level, grammar: Grammar) -> tuple[str | None, str]:
    """Return the number and the text of a cell that repeats the label of its column («Eje 2: Agua»)."""
    label = grammar.label(text)
    if label is None or not label.rest or not label.separated or level.kind not in {lv.kind for lv in label.levels}:
        return None, text
    return label.code, label.rest
