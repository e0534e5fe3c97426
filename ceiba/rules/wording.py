"""How rules compare texts: content words, stems, acronyms. Spanish grammar, no country."""

import re
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from ceiba.kernel.text import fold, initials, unaccented


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())


_SMALL = words(
    "a al ante anual anuales año años bajo cada como con contra cual cuales cuyo de del desde durante e el ella "
    "en entre es esta estan este esto estos fue ha haber habra han hasta hay la las le les lo los mas menos "
    "mediante meta ni no nuestro o para pero por porcentaje proporcion que respecto se segun ser sera si sido sin "
    "sobre son su sus tambien un una unas uno unos y ya numero cantidad total numeros indicador periodo "
    "evaluacion %"
)
_ACRONYM = re.compile(r"\b[A-ZÑ]{3,7}\b")
_SAME = 82


@lru_cache(maxsize=2**15)
def content_words(text: str) -> frozenset[str]:
    """Return the words that carry the meaning of a text, folded: no articles, figures or words of measuring."""
    return frozenset(w for w in fold(text).split() if len(w) > 2 and w not in _SMALL and not w[0].isdigit())


def share_a_word(one: str, other: str) -> bool:
    """Tell whether two texts have a content word in common, whatever its ending and small misspellings."""
    return any(same_word(a, b) for a in content_words(one) for b in content_words(other))


@lru_cache(maxsize=2**16)
def same_word(one: str, other: str) -> bool:
    """Tell whether two folded words are forms of one: «despachados», «despacho»; «aceptacion», «acetacion»."""
    if one == other or (len(one) > 5 and one[:5] == other[:5]):
        return True
    return len(one) > 4 and len(other) > 4 and ratio(one, other) >= _SAME


def has_stem(text: str, stems: frozenset[str]) -> bool:
    """Tell whether a word of the text begins with one of these folded stems."""
    return any(word.startswith(tuple(stems)) for word in fold(text).split())


def acronym_of(name: str, *, expand: bool) -> str | None:
    """Return the one acronym that stands in a name («índices IIC»); with ``expand`` the one it would have."""
    # In a name all in capitals every word looks like an acronym.
    if name.isupper() and " " in name.strip():
        return None
    written: set[str] = set(_ACRONYM.findall(unaccented(name)))
    if len(written) == 1:
        return written.pop()
    return initials(name) if expand and not written else None


def shortened(text: str, length: int = 90) -> str:
    """Return a text cut at a word to at most ``length`` characters, with an ellipsis where something is left out."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
