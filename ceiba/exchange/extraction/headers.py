"""What a header says: its words without case, accents, plural and numbering, and how well they name a column."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from ceiba.kernel.text import fold
from ceiba.kernel.vocabulary import Layout

WHOLE, TURNED, NEARLY, HEAD, INSIDE = 1000, 990, 700, 500, 100
_LINKS = frozenset("a al con de del e el en la las lo los o para por su u un una y".split())
_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,2}\)?[.)\-–]+\s*|\(\d{1,2}\)\s*|[A-Z][.)]\s+)+(?=[^\W\d_])")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_TOKEN = re.compile(r"[^\W_]+\.?")
_HEAD_WORDS, _INSIDE_WORDS = 25, 12
_REMEMBERED = 20_000  # headers
_LONG, _LONGER = 8, 12  # letters from which one or two of them may be wrong
_MOST_SLIPS = 2  # letters that a header may have too many or too few
_SIGNS = {"#": "numero", "n°": "numero", "nº": "numero", "%": "%"}

Words = tuple[str, ...]


def stem(word: str) -> str:
    """Return a folded word without its plural: «ejes» and «eje» are one, «indicadores» and «indicador» too."""
    if len(word) < 4:
        return word
    bare = word.removesuffix("s")
    return bare.removesuffix("e") if len(bare) > 3 or word != bare else bare


@lru_cache(maxsize=1 << 14)
def words_of(text: str) -> Words:
    """Return the words of a header that count: folded, without small words, brackets, numbering and plural."""
    bare = _NUMBERED.sub("", text)
    outside = _BRACKETS.sub(" ", bare)
    folded = fold(outside) or fold(bare)
    words = tuple(stem(word) for word in folded.split() if word not in _LINKS)
    return (
        words
        or tuple(stem(word) for word in folded.split())
        or ((_SIGNS[text.strip()],) if text.strip() in _SIGNS else ())
    )


class Phrases:
    """The phrases that announce the columns of a table, prepared for many headers."""

    def __init__(self, columns: Iterable[tuple[str, Sequence[str]]]) -> None:
        """``columns`` are pairs of a field and the headers that announce it."""
        self._by_first: dict[str, list[tuple[Words, str]]] = {}
        # joined phrases, by each length that slips give and the first letter
        self._near: dict[tuple[int, str], list[tuple[str, str]]] = {}
        self._abbreviated: dict[tuple[int, str], list[tuple[Words, str]]] = {}  # by length and first letter
        self._unordered: dict[Words, list[str]] = {}
        seen = set()
        for field, phrases in columns:
            for phrase in phrases:
                words = words_of(phrase)
                if not words or (words, field) in seen:
                    continue
                seen.add((words, field))
                self._by_first.setdefault(words[0], []).append((words, field))
                joined = "".join(words)
                for length in range(len(joined) - _MOST_SLIPS, len(joined) + _MOST_SLIPS + 1):
                    self._near.setdefault((length, joined[0]), []).append((joined, field))
                self._unordered.setdefault(tuple(sorted(words)), []).append(field)
                self._abbreviated.setdefault((len(words), words[0][0]), []).append((words, field))
        self._cache: dict[str, Mapping[str, int]] = {}

    def scores(self, header: str) -> Mapping[str, int]:
        """Return how well a header announces each column: whole 1000, at its head 500, inside 100, longer first."""
        known = self._cache.get(header)
        if known is None:
            if len(self._cache) > _REMEMBERED:
                self._cache.clear()
            known = self._cache[header] = self._scores(header)
        return known

    def knows(self, header: str) -> bool:
        """Tell whether a header is, as a whole, the name of some column."""
        return tuple(sorted(words_of(header))) in self._unordered

    def _scores(self, header: str) -> dict[str, int]:
        words = words_of(header)
        found: dict[str, int] = {}
        if not words or len(words) > _HEAD_WORDS:
            return found
        starts = range(len(words)) if len(words) <= _INSIDE_WORDS else range(1)
        for start in starts:
            for phrase, field in self._by_first.get(words[start], ()):
                if words[start : start + len(phrase)] != phrase:
                    continue
                letters = sum(map(len, phrase))
                score = WHOLE if phrase == words else (HEAD if not start else INSIDE) + letters
                found[field] = max(found.get(field, 0), score)
        for field in self._unordered.get(tuple(sorted(words)), ()):
            found[field] = max(found.get(field, 0), TURNED)
        if max(found.values(), default=0) < TURNED:
            for field, score in self._nearly(header, words):
                found[field] = max(found.get(field, 0), score)
        return found

    def _nearly(self, header: str, words: Words) -> Iterable[tuple[str, int]]:
        """Yield the columns whose name a header is but for broken words, wrong letters or abbreviations."""
        joined = "".join(words)
        if len(words) <= 6 and len(joined) >= 4:
            for phrase, field in self._near.get((len(joined), joined[0]), ()):
                if phrase == joined or _is_misspelt(joined, phrase):
                    yield field, NEARLY + len(phrase)
        if "." not in header:  # nothing is abbreviated
            return
        printed = _TOKEN.findall(_NUMBERED.sub("", header))
        tokens = [(folded, t.endswith(".")) for t in printed if (folded := fold(t)) not in _LINKS]
        if any(pointed for _folded, pointed in tokens):
            for phrase_words, field in self._abbreviated.get((len(tokens), tokens[0][0][:1]), ()):
                if all(_abbreviates(*t, word) for t, word in zip(tokens, phrase_words, strict=True)):
                    yield field, NEARLY + sum(map(len, phrase_words)) // 2


def _is_misspelt(one: str, other: str) -> bool:
    if len(other) < _LONG:
        return False
    sure = 86 if len(other) >= _LONGER else 90
    return fuzz.ratio(one, other, score_cutoff=sure) >= sure


def _abbreviates(folded: str, pointed: bool, word: str) -> bool:
    """Tell whether a folded token is a word, or, with a point, its beginning or skeleton («Resp.», «Ppto.», «U.»)."""
    if not pointed:
        return stem(folded) == word
    if word.startswith(folded):
        return True
    letters = iter(word)
    return len(folded) > 2 and folded[:1] == word[:1] and all(letter in letters for letter in folded)


@lru_cache(maxsize=256)
def phrases_of(layout: Layout) -> Phrases:
    """Return the prepared phrases of a layout."""
    return Phrases((column.field, column.headers) for column in layout.columns)


@lru_cache(maxsize=256)
def phrases_of_all(layouts: tuple[Layout, ...]) -> Phrases:
    """Return the prepared phrases of several layouts together, to ask whether a text names a column of any."""
    return Phrases((column.field, column.headers) for layout in layouts for column in layout.columns)
