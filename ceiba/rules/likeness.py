"""Which texts say the same thing twice: the same words, or the same but for an ending, a misspelling or a word more.

A text has a signature: the pairs that its three first words make, in an order that has nothing to do with the text
(Broder's min-wise hashing with few words). Two texts that differ in one word share a pair at least, so that only texts
with a pair in common are compared, and each with a few: many texts cost as much as that many times one. What is
found depends on the texts and their order alone.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from ceiba.kernel.text import fold
from ceiba.rules.wording import content_words, same_word

LEAST = 4  # content words: of fewer, too many texts are alike
_FIRST = 3  # words of a signature
_COMPARED = 16  # the most texts that share a pair and are still compared over it
_ADDED = 6  # one word more for so many in common is still the same thing

_UNLIKE = 4  # one stem of so many may be another, where a word is misspelt
_BITS = 64

Pair = tuple[Hashable, str, str]  # the texts that are compared with one another, and two of their stems
Mark = tuple[str, int]  # the key of a text, and its stems as bits: enough to pass over most that are not alike


@dataclass(frozen=True, slots=True)
class Likeness:
    """The earlier text that a text repeats; ``exact`` where they are one text but for case, accents and marks."""

    earlier: str
    exact: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    folded: str
    words: frozenset[str]
    figures: tuple[str, ...]
    signature: tuple[tuple[str, str], ...]
    bits: int


def signed(texts: Iterable[tuple[Hashable, str, str]]) -> Mapping[Pair, tuple[Mark, ...]]:
    """Return of (group, key, text) the marks by the pairs of their texts, in order, the first few of each pair."""
    found: dict[Pair, list[Mark]] = defaultdict(list)
    for group, key, text in texts:
        entry = _entry(text)
        mark = (key, entry.bits)
        for pair in entry.signature:
            beside = found[group, *pair]
            if len(beside) < _COMPARED:
                beside.append(mark)
    return {pair: tuple(beside) for pair, beside in found.items() if len(beside) > 1}


def repeated(
    group: Hashable, key: str, text: str, beside: Mapping[Pair, tuple[Mark, ...]], text_of: Callable[[str], str]
) -> Likeness | None:
    """Return the first text of a group before this one that it repeats; None where it repeats none.

    ``beside`` is what ``signed`` made of all of them, ``text_of`` gives the text of a key.
    """
    entry = _entry(text)
    found = None
    for pair in entry.signature:
        for other, bits in beside.get((group, *pair), ()):
            if other == key:
                break
            if not _may_be_alike(bits, entry.bits):
                continue
            earlier = _entry(text_of(other))
            if earlier.folded == entry.folded:
                return Likeness(other, exact=True)
            if found is None and _says_the_same(earlier, entry):
                found = Likeness(other, exact=False)
    return found


def can_repeat(text: str) -> bool:
    """Tell whether a text has enough content words to be compared with others."""
    return len(_entry(text).words) >= LEAST


def says_the_same(one: str, other: str) -> bool:
    """Tell whether two texts say the same thing; texts of few content words only word for word."""
    first, second = _entry(one), _entry(other)
    if first.folded == second.folded:
        return bool(first.words)
    return min(len(first.words), len(second.words)) >= LEAST and _says_the_same(first, second)


@lru_cache(maxsize=1 << 16)
def _entry(text: str) -> _Entry:
    folded = fold(text)
    words = frozenset(word.removesuffix("s") for word in content_words(text))
    figures = tuple(word for word in folded.split() if any(letter.isdigit() for letter in word))
    if len(words) < LEAST:
        return _Entry(folded, words, figures, (), 0)
    ordered = sorted((crc32(stem.encode()), stem) for stem in {word[:5] for word in words})
    bits = 0
    for number, _stem in ordered:
        bits |= 1 << number % _BITS
    first = [stem for _number, stem in ordered[:_FIRST]]
    return _Entry(folded, words, figures, tuple(combinations(first, 2)), bits)


def _may_be_alike(one: int, other: int) -> bool:
    fewer = min(one.bit_count(), other.bit_count())
    return (one & other).bit_count() >= fewer - max(1, fewer // _UNLIKE)


def _says_the_same(one: _Entry, other: _Entry) -> bool:
    """Tell whether two texts differ at most by endings, misspellings and a few added words.

    A word instead of another (a village, a service) makes another thing of it, and so does another figure.
    """
    if one.figures != other.figures:
        return False
    lacking = _unmatched(one.words, other.words)
    added = _unmatched(other.words, one.words)
    if lacking and added:
        return False
    common = min(len(one.words), len(other.words))
    return len(lacking) + len(added) <= common // _ADDED


def _unmatched(words: frozenset[str], others: frozenset[str]) -> list[str]:
    return [word for word in words - others if not any(same_word(word, other) for other in others)]
