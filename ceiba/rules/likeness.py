"""Which texts say the same thing twice: the same words, or the same but for an ending, a misspelling or a word more.

No two texts are compared unless they share one of their rarest words, and none is compared with more than a few: so
many texts cost as much as that many times one. The outcome depends on the texts and their order alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ceiba.kernel.text import fold
from ceiba.rules.wording import content_words, same_word

_RAREST = 4  # words of a text by which it is looked for
_COMPARED = 12  # the most texts that share a word and are still compared over it
_ADDED = 6  # one word more for so many in common is still the same thing


@dataclass(frozen=True, slots=True)
class Likeness:
    """The earlier text that a text repeats; ``exact`` where they are one text but for case, accents and marks."""

    earlier: str
    exact: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    folded: str
    words: frozenset[str]
    figures: tuple[str, ...]


def repetitions(texts: Iterable[tuple[str, str]], least: int = 4) -> dict[str, Likeness]:
    """Return of (key, text) the earlier text that each one repeats, by key; texts of few content words repeat none.

    ``least`` is how many content words both must have.
    """
    entries = [_entry(key, text) for key, text in texts]
    entries = [entry for entry in entries if len(entry.words) >= least]
    often = Counter(_stem(word) for entry in entries for word in entry.words)
    holding: dict[str, list[_Entry]] = defaultdict(list)
    whole: dict[str, str] = {}
    found: dict[str, Likeness] = {}
    for entry in entries:
        if entry.folded in whole:
            found[entry.key] = Likeness(whole[entry.folded], exact=True)
            continue
        whole[entry.folded] = entry.key
        rarest = _rarest(entry, often)
        like = next((one for stem in rarest for one in holding[stem] if _says_the_same(one, entry)), None)
        if like is not None:
            found[entry.key] = Likeness(like.key, exact=False)
        for stem in rarest:
            if len(holding[stem]) < _COMPARED:
                holding[stem].append(entry)
    return found


def says_the_same(one: str, other: str, least: int = 4) -> bool:
    """Tell whether two texts say the same thing; texts of fewer than ``least`` content words only word for word."""
    first, second = _entry("", one), _entry("", other)
    if first.folded == second.folded:
        return bool(first.words)
    return min(len(first.words), len(second.words)) >= least and _says_the_same(first, second)


def _entry(key: str, text: str) -> _Entry:
    folded = fold(text)
    words = frozenset(word.removesuffix("s") for word in content_words(text))
    return _Entry(key, folded, words, tuple(w for w in folded.split() if any(c.isdigit() for c in w)))


def _stem(word: str) -> str:
    return word[:5]


def _rarest(entry: _Entry, often: Counter[str]) -> list[str]:
    """Return the rarest stems of a text that another one has, too."""
    shared = {stem for word in entry.words if often[stem := _stem(word)] > 1}
    return sorted(shared, key=lambda stem: (often[stem], stem))[:_RAREST]


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
