"""Words of labels that were typed or recognised wrongly: «Ojetivo», «Lienas», «0bjetivo», look-alike letters."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

_DIGIT_FOR_LETTER = re.compile(r"[01](?=[^\W\d_]{4})")
_LETTERS = {"0": "O", "1": "l"}
_LOOK_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеоросухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧονο", "ABESIJKMHOPCTYXaeopocyxisjABEZHIKMNOPTYXovo"
)
_OTHER_ALPHABET = re.compile(r"[Ͱ-ӿ]")
_MIXED_WORD = re.compile(r"\w*[Ͱ-ӿ]\w*")
_LEAST = 5  # letters of a word that may be mended
_SURE = 7  # letters from which one wrong letter is still the same word
_LONG = 10  # letters from which two are


def unmasked(text: str) -> str:
    """Return a text whose first letter, where a digit stands for it («0bjetivo»), is that letter again."""
    match = _DIGIT_FOR_LETTER.match(text)
    return _LETTERS[text[0]] + text[1:] if match else text


def latin(text: str) -> str:
    """Return a text whose letters of other alphabets, where they look like Latin ones in a Latin word, are Latin."""
    if text.isascii() or not _OTHER_ALPHABET.search(text):
        return text
    return _MIXED_WORD.sub(_latin_word, text)


def _latin_word(match: re.Match[str]) -> str:
    word = match[0].translate(_LOOK_ALIKE)
    return match[0] if _OTHER_ALPHABET.search(word) else word


class Mender:
    """Finds the word of a vocabulary that a misspelt one means. Words are folded."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = frozenset(words)
        self._alike: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(self._known):
            for size in range(len(word) - 1, len(word) + 2):
                self._alike[word[0], size].append(word)
        self.mend = lru_cache(maxsize=1 << 14)(self._mend)

    def _mend(self, word: str) -> str:
        """Return the known word that differs by a slip of the hand from this one, the word itself where none does."""
        if len(word) < _LEAST or word in self._known:
            return word
        alike = [known for known in self._alike.get((word[0], len(word)), ()) if _is_slip(word, known)]
        return min(alike, key=lambda known: DamerauLevenshtein.distance(word, known), default=word)


def _is_slip(word: str, known: str) -> bool:
    distance = DamerauLevenshtein.distance(word, known, score_cutoff=2)
    if distance == 1:
        lost = len(known) == len(word) + 1
        swapped = sorted(word) == sorted(known)
        return lost or swapped or (len(word) >= _SURE and word[-1] == known[-1])
    return distance == 2 and min(len(word), len(known)) >= _LONG
