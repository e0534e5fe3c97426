"""Grids of years in indicator sheets: «Año 2023 2024» above «Valor 45 48», «Línea base | Meta 2024 | Meta 2025»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ceiba.exchange.extraction.sheet_labels import VALUES, SheetLabels
from ceiba.kernel.text import squeeze

_YEAR = re.compile(r"(?:a[ñn]o\s+)?\(?(?P<year>(?:19|20|21)\d\d)(?:\s*[*/]+)?\)?\s*", re.IGNORECASE)
_YEAR_WORD = re.compile(r"a[ñn]os?\s*:?\s*", re.IGNORECASE)
_CURRENT = re.compile(r"(?:valor|dato)\s+actual\s*", re.IGNORECASE)
_NAMES = re.compile(
    r"(?:valor(?:es)?|metas?(?:\s+programadas?|\s+anual(?:es)?|\s+intermedias?)?|programad[oa]s?|l[ií]nea\s+base\s+y\s+metas|dato)\s*:?\s*",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"(?:[≥≤]\s?)?(?:[-−]?\d[\d.,]*(?:\s?%)?(?:\s?[*/]+)?|n\s?/?\s?[da]\b\.?|n\.d\.|s/d|[-–—]+|o\b)\s*", re.IGNORECASE
)
_MOST_COLUMNS = 20


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """A grid as one line of labelled values, and the number of lines that it takes up."""

    text: str
    height: int


@dataclass(frozen=True, slots=True)
class _Head:
    group: str  # baseline, target, current, or "" for a year alone
    year: str = ""


def grid_at(rows: Sequence[tuple[str, ...]], at: int, labels: SheetLabels) -> SheetGrid | None:
    """Return the grid that begins at a row, None where none does: heads of one or two rows, then their values."""
    first = _heads(rows[at], labels)
    if first is None:
        return None
    second = _heads(rows[at + 1], labels) if at + 1 < len(rows) else None
    heads, height = (first, 1) if second is None else (_merged(first, second), 2)
    if heads is None or at + height >= len(rows) or not any(head.year for head in heads) or len(heads) < 2:
        return None
    values = _values(rows[at + height], len(heads))
    if values is None:
        return None
    parts = [_part(head, value) for head, value in zip(heads, values, strict=True) if value and head.group != "current"]
    return SheetGrid(" | ".join(parts), height + 1)


def _part(head: _Head, value: str) -> str:
    label = "Línea base" if head.group == "baseline" else "Meta"
    return f"{label} ({head.year}): {value}" if head.year else f"{label}: {value}"


def _merged(groups: list[_Head], years: list[_Head]) -> list[_Head] | None:
    """Join labels and years: each label but the last stands above one year, the last above the rest."""
    if any(head.year for head in groups) or not all(head.year and not head.group for head in years):
        return None
    if len(groups) > len(years):
        return None
    names = [groups[min(i, len(groups) - 1)].group for i in range(len(years))]
    return [_Head(name, head.year) for name, head in zip(names, years, strict=True)]


def _heads(cells: tuple[str, ...], labels: SheetLabels) -> list[_Head] | None:
    """Return the heads of a row that holds labels of values and years and nothing else."""
    text = squeeze(" ".join(cells))
    if not text or len(text) > 300:
        return None
    text = text[match.end() :] if (match := _YEAR_WORD.match(text)) and not _YEAR.match(text) else text
    heads: list[_Head] = []
    while text and len(heads) <= _MOST_COLUMNS:
        if match := _YEAR.match(text):
            group = "target" if heads and heads[-1].group == "target" else ""
            heads.append(_Head(group, match["year"]))
        elif match := _CURRENT.match(text):
            heads.append(_Head("current"))
        else:
            found = _label_at(text, labels)
            if found is None:
                return None
            head, end = found
            heads.append(head)
            text = text[end:].lstrip(" :|")
            continue
        text = text[match.end() :].lstrip("|")
    return heads if len(heads) > 1 and not text else None


def _label_at(text: str, labels: SheetLabels) -> tuple[_Head, int] | None:
    """Return the label of a value at the head of a text, with its year, and where it ends."""
    for end in (m.end() for m in re.finditer(r"\S+(?=\s|$)", text)):
        group = labels.group(text[:end])
        following = labels.group(squeeze(text[: _next_word(text, end)])) if _next_word(text, end) > end else None
        if group in VALUES and following not in VALUES:
            year = _YEAR.search(text[:end])
            return _Head(group, year["year"] if year else ""), end
        if end > 60:
            return None
    return None


def _next_word(text: str, end: int) -> int:
    match = re.compile(r"\s*\S+").match(text, end)
    return match.end() if match else end


def _values(cells: tuple[str, ...], width: int) -> list[str] | None:
    """Return as many values as there are heads from a row of numbers, its leading name passed over."""
    if len(cells) in (width, width + 1) and len(cells) > 1:
        own = cells[-width:]
        name = cells[0] if len(cells) > width else ""
        if (not name or _NAMES.fullmatch(name)) and any(own) and all(not c or _VALUE.fullmatch(c + " ") for c in own):
            return list(own)
    text = squeeze(" ".join(cells))
    if match := _NAMES.match(text):
        text = text[match.end() :]
    values = []
    while text:
        match = _VALUE.match(text)
        if match is None:
            return None
        values.append(match.group().strip())
        text = text[match.end() :].lstrip("|")
    return values if len(values) == width else None
