"""Words become printed lines: rows of pieces, parted where a gap is wide enough to be that between two columns."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ceiba.exchange.readers.pdf.parts import Piece, Word, median

_SAME_LINE = 0.3  # of the size: how far two words of one line may stand apart in height
_WIDE_GAP = 0.9  # of the size: a wider gap may part columns
_BULLETS = frozenset("•▪■●◦○►▶➢➤✓✔·❖§–—-*o")
_MARK = re.compile(r"[•▪■●◦○►▶➢➤✓✔❖·*–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]-?|(?:\d{1,3}\.)+\d{0,3}\.?")
_BULLET_GAP = 4.0  # of the size, between a bullet and its text
_SPACED = 4  # lone letters in a row that may be one spaced word


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Return the words by printed line, from above and from the left; turned words are left out."""
    rows: list[list[Word]] = []
    base = 0.0
    for word in sorted((w for w in words if not w.turned), key=lambda w: w.base):
        if rows and word.base - base <= _SAME_LINE * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
            continue
        rows.append([word])
        base = word.base
    for row in rows:
        row.sort(key=lambda w: w.x0)
    return rows


def pieces_of(words: Iterable[Word]) -> list[Piece]:
    """Return the pieces of all printed lines, from above and from the left."""
    found: list[Piece] = []
    for row in rows_of(words):
        start = 0
        for i in range(1, len(row) + 1):
            if i == len(row) or _parts(row[start:i], row[i]):
                found.append(piece(row[start:i]))
                start = i
    return found


def _parts(before: Sequence[Word], word: Word) -> bool:
    """Tell whether a word begins another piece of its line."""
    size = max(before[-1].size, word.size)
    gap = word.x0 - before[-1].x1
    if len(before) == 1 and before[0].text in _BULLETS:
        return gap > _BULLET_GAP * size
    return gap > _WIDE_GAP * size


def piece(words: Sequence[Word]) -> Piece:
    """Return words of one line as one piece."""
    letters = sum(len(w.text) for w in words)
    bold = sum(len(w.text) for w in words if w.bold)
    longest = max(words, key=lambda w: len(w.text))
    levels = [w.heading for w in words]
    return Piece(
        joined(words),
        words[0].x0,
        max(w.x1 for w in words),
        longest.base,
        longest.size,
        bold >= 0.85 * letters,
        min(levels),
        all(w.aside for w in words),
        words[0].raised,
    )


def joined(words: Sequence[Word]) -> str:
    """Return the text of words of one line; letters spaced for looks are words again."""
    if sum(len(w.text) == 1 for w in words) < _SPACED:
        return " ".join(w.text for w in words)
    parts: list[str] = []
    run: list[Word] = []
    for word in words:
        if len(word.text) == 1 and (not run or word.x0 - run[-1].x1 < word.size):
            run.append(word)
            continue
        parts += _unspaced(run)
        run = []
        if len(word.text) == 1:
            run = [word]
        else:
            parts.append(word.text)
    return " ".join([*parts, *_unspaced(run)])


def _unspaced(run: Sequence[Word]) -> list[str]:
    """Return the words that a run of lone letters spells: a gap wider than the others parts two words."""
    if len(run) < _SPACED:
        return [w.text for w in run]
    gaps = [b.x0 - a.x1 for a, b in pairwise(run)]
    usual = median(gaps)
    found = [run[0].text]
    for gap, word in zip(gaps, run[1:], strict=True):
        if gap > 1.6 * usual + 0.05 * word.size:
            found.append(word.text)
        else:
            found[-1] += word.text
    return found


def is_mark(text: str) -> bool:
    """Tell whether a text is only the mark of a list item: a bullet, «3.», «b)», «4.2»."""
    return _MARK.fullmatch(text) is not None
