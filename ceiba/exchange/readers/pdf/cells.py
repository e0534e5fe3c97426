"""The text of a cell: printed lines put together, paragraphs and list items parted by line feeds."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ceiba.exchange.readers.pdf import torn_words
from ceiba.exchange.readers.pdf.lines import piece, rows_of
from ceiba.exchange.readers.pdf.parts import GridCell, Piece, Word

_GAP = 1.4  # times the usual distance of lines: a wider one parts paragraphs
_ITEM = re.compile(r"[•▪■●◦○►▶➢➤✓✔❖·*–-]\s+\S|[•▪■●◦►➢✓❖]\S|\d{1,2}[.)]-?\s+\S|[a-z]\)\s+\S")
_END = (".", ":", ";", "!", "?")


def cell_of(words: Sequence[Word], x0: float, x1: float) -> GridCell:
    """Return the cell that holds the words; ``x0`` and ``x1`` are its edges."""
    level = [w for w in words if not w.turned]
    if not level:
        return GridCell(" ".join(w.text for w in words), bold=bool(words) and all(w.bold for w in words))
    lines = [piece(row) for row in rows_of(level)]
    text = paragraphs(lines, x1, x0)
    turned = [w.text for w in words if w.turned]
    return GridCell(" ".join([*turned, text]), bold=all(line.bold for line in lines))


def paragraphs(lines: Sequence[Piece], x1: float, x0: float | None = None) -> str:
    """Return the text of the printed lines of a cell, paragraphs parted by line feeds.

    ``x1`` is its right edge; where its left edge ``x0`` is known too, words that it may have torn are marked.
    """
    if not lines:
        return ""
    gaps = sorted(b.base - a.base for a, b in pairwise(lines))
    usual = max(gaps[len(gaps) // 4], lines[0].size) if gaps else 0.0
    parts = [lines[0].text]
    for above, line in pairwise(lines):
        if _begins(above, line, x1, usual):
            parts.append("\n")
        else:
            parts.append(" " if x0 is None else _joint(above, line, x0, x1))
        parts.append(line.text)
    return "".join(parts)


def _begins(above: Piece, line: Piece, x1: float, usual: float) -> bool:
    """Tell whether a line of a cell begins a paragraph."""
    if _ITEM.match(line.text):
        return True
    if line.text[:1].islower():
        return False
    if line.base - above.base > _GAP * usual:
        return True
    if line.text[0].isdigit() and above.text[-2:-1].isdigit():
        return False
    first = line.text.split(" ", 1)[0]
    room = x1 - above.x1 - 0.3 * line.size
    return above.text.endswith(_END) and room > (len(first) + 1) * 0.5 * line.size


def _joint(above: Piece, line: Piece, x0: float, x1: float) -> str:
    """Return what stands between two lines: a blank, or the mark of a word that the cell may have torn."""
    padding = min(above.x0, line.x0) - x0
    if x1 - padding - above.x1 > torn_words.width(line.text[0]) * line.size:
        return " "
    last, first = above.text.rsplit(None, 1)[-1], line.text.split(None, 1)[0]
    wide = above.width * len(last) / len(above.text) + line.width * len(first) / len(line.text)
    alone = last == above.text
    return torn_words.mark(last, first, forced=alone or wide > x1 - x0 - 2 * padding - 0.3 * line.size)
