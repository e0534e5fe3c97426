"""Words as a search compares them: without accents, capitals, plural or small words; the same on every database."""

from ceiba.kernel.text import fold

_SMALL = frozenset("a al con de del el en la las lo los o para por que se su un una y".split())


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
