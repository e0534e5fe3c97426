"""Words as a search compares them: without accents, capitals, plural or small words; the same on every database."""

import re

from ceiba.kernel.text import fold

_SMALL = frozenset("a al con de del el en la las lo los o para por que se su un una y".split())

_SOUNDS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"ll", "y"),
        (r"(.)\1+", r"\1"),
        (r"ch", "\0"),
        (r"h", ""),
        (r"\0", "ch"),
        (r"qu(?=[ei])|c(?=[^eih]|$)|q", "k"),
        (r"gu(?=[ei])", "g"),
        (r"g(?=[ei])", "j"),
        (r"c(?=[ei])|[zx]", "s"),
        (r"v|w", "b"),
    )
)


def stem(word: str) -> str:
    """Return a folded word without its plural ending, in Spanish or English.

    >>> stem("capacitaciones"), stem("capacitacion"), stem("luces"), stem("luz")
    ('capacitacion', 'capacitacion', 'luc', 'luc')
    """
    if len(word) <= 3:  # «mes», «gas» and «m3» are no plurals
        return f"{word[:-1]}c" if word.endswith("z") else word
    bare = word.removesuffix("s").removesuffix("e")
    return f"{bare[:-1]}c" if bare.endswith("z") else bare


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text that carry meaning, in order; all of them where only small ones stand."""
    words = fold(text).split()
    return tuple(stem(word) for word in words if word not in _SMALL) or tuple(map(stem, words))


def sound(word: str) -> str:
    """Return how a folded word sounds in Spanish, as far as spelling goes: words that sound alike give the same.

    >>> sound("vivero") == sound("bibero"), sound("zarca") == sound("sarka"), sound("agua") == sound("hagua")
    (True, True, True)
    """
    for pattern, plain in _SOUNDS:
        word = pattern.sub(plain, word)
    return word
