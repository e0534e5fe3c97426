"""Which sentences of two lists are worth comparing: those near in order or in the alphabet, at linear cost."""

from bisect import bisect
from collections.abc import Sequence

_NEAR = 8  # how far apart, in order or in the alphabet, two sentences are still compared


def neighbours(old: Sequence[str], new: Sequence[str]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing, so many for each sentence and no more: near in order, or in the alphabet.

    The alphabet is asked twice, from the first letter and from the last: a reworded sentence keeps one of its ends.
    """
    pairs: set[tuple[int, int]] = set()
    for j in range(len(new)):
        place = j * len(old) // len(new)
        pairs.update((i, j) for i in range(max(0, place - _NEAR), min(len(old), place + _NEAR + 1)))
    for turned in (1, -1):
        ordered = sorted((text[::turned], i) for i, text in enumerate(old))
        for j, text in enumerate(new):
            place = bisect(ordered, (text[::turned], 0))
            pairs.update((i, j) for _text, i in ordered[max(0, place - _NEAR) : place + _NEAR])
    return pairs
