"""Paragraphs that hold several labels in a row: «PROGRAMA: Agua segura. Objetivo: Ampliar la cobertura. …»."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ceiba.exchange.extraction.headings import Grammar
from ceiba.exchange.extraction.lines import TextLine, marked
from ceiba.exchange.extraction.paragraphs import Block
from ceiba.kernel.text import fold

_NEXT_LABEL = re.compile(r"(?<=[.;»”\"])\s+(?=[A-ZÁÉÍÓÚÑ][^.:;«“]{2,40}:\s)")
_NEXT_CODE = re.compile(r"(?<=[.;:»”])\s+(?P<stem>\d{1,2}(?:\.\d{1,2}){1,4})\.(?P<last>\d{1,2})\.?\s+(?=[A-ZÁÉÍÓÚÑ])")
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,4}")
_HEAD_OF_LABEL = 40
_HEAD = 24  # characters by which a part is found in its lines


def parted(blocks: Iterable[Block], grammar: Grammar, values: Iterable[str]) -> Iterator[Block]:
    """Yield the blocks, those with several labels cut into one block a label.

    ``values`` are labels of values («Meta: 20»), which belong to the promise before them.
    """
    kept = frozenset(fold(label) for label in values)
    for block in blocks:
        for part in _by_codes(block):
            if part.table or ":" not in part.text or not _is_labelled(part.text, grammar):
                yield part
            else:
                yield from _cut(part, grammar, kept)


def _by_codes(block: Block) -> Iterator[Block]:
    """Yield a block, cut where codes count what stands below it («Estrategia 1.1. Cuidar el agua. 1.1.1. Medir …»)."""
    codes = [] if block.table else list(_NEXT_CODE.finditer(block.text))
    stems = {match["stem"] for match in codes}
    own = _CODE.search(block.text[:_HEAD_OF_LABEL])
    printed = block.first.enumerator or (own[0] if own else "")
    counted = [match["last"] for match in codes] == [str(i) for i in range(1, len(codes) + 1)]
    if not codes or stems != {printed} or not counted:
        yield block
        return
    cuts = [match.start("stem") for match in codes]
    head = block.text[: cuts[0]].rstrip()
    yield Block(head, block.lines, block.gap, parts=[head])
    for start, end in zip(cuts, [*cuts[1:], len(block.text)], strict=True):
        text = block.text[start:end].strip()
        line = marked(_line_of(text, block.lines).number, text)
        yield Block(line.text, [line], parts=[line.text])


def _is_labelled(text: str, grammar: Grammar) -> bool:
    """Tell whether a text, or its first sentence, has a label."""
    return any(grammar.label(part) is not None for part in (text, _NEXT_LABEL.split(text, 1)[0]))


def _cut(block: Block, grammar: Grammar, values: frozenset[str]) -> Iterator[Block]:
    start, parts = 0, []
    for match in _NEXT_LABEL.finditer(block.text):
        label = grammar.label(block.text[match.end() :])
        if label is not None and label.separated and label.rest and fold(label.words) not in values:
            parts.append(block.text[start : match.start()])
            start = match.end()
    if not parts:
        yield block
        return
    parts.append(block.text[start:])
    yield Block(parts[0], block.lines, block.gap, parts=[parts[0]])
    for part in parts[1:]:
        line = _line_of(part, block.lines)
        plain = replace(line, text=part, bullet="", enumerator="", style="")
        rest = [other for other in block.lines if other.number > line.number]
        yield Block(part, [plain, *rest], parts=[part])


def _line_of(part: str, lines: list[TextLine]) -> TextLine:
    """Return the line in which a part begins."""
    return next((line for line in lines if part[:_HEAD] in line.text), lines[0])
