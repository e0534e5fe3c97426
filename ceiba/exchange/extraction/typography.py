"""Headings by their letters: where a format knows no styles but sizes and weights, these are the outline."""

from collections.abc import Sequence
from dataclasses import replace

from ceiba.exchange.extraction.lines import TextLine

_LARGER = 1.09  # letters that are clearly larger than the running text's
_STEP = 0.05  # sizes nearer than this are one
_LONGEST = 160  # characters of a heading
_RARE = 0.3  # share of the lines that headings are at most


def with_headings(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines with outline levels by size and weight, unchanged where the format declares levels itself.

    The largest letters are level 1; bold lines in letters of the running text's size are the lowest level. Where too
    many lines would be headings, weight tells nothing and only size counts.
    """
    printed = [line for line in lines if not line.is_blank and not line.aside and line.table is None]
    if any(line.heading is not None for line in printed) or not any(_set_apart(line) for line in printed):
        return tuple(lines)
    large = [line for line in printed if line.size >= _LARGER and _is_short(line)]
    bold = [line for line in printed if line.bold and line.size < _LARGER and _is_short(line)]
    if len(large) + len(bold) > _RARE * len(printed):
        bold = []
    if len(large) > _RARE * len(printed):
        return tuple(lines)
    sizes = sorted({_rounded(line) for line in large}, reverse=True)
    levels = {line.number: sizes.index(_rounded(line)) + 1 for line in large}
    levels |= {line.number: len(sizes) + 1 for line in bold}
    return tuple(replace(line, heading=levels[line.number]) if line.number in levels else line for line in lines)


def _set_apart(line: TextLine) -> bool:
    return line.bold or line.size >= _LARGER


def _is_short(line: TextLine) -> bool:
    return len(line.text) <= _LONGEST and not line.text.endswith((".", ";", ",")) and not line.bullet


def _rounded(line: TextLine) -> float:
    return round(line.size / _STEP) * _STEP
