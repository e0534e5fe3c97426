"""Names of places as offices write them: «Aldeas El Mirador y Agua Zarca» names two, «Zona 5, Mixco» the first.

Grammar of Spanish and nothing else: which places there are is told by whoever writes them.
"""

import re
from collections.abc import Iterator

from ceiba.kernel.locality import LOCALITY_WORDS, LocalityKind
from ceiba.kernel.text import fold

_KINDS = (
    *(fold(word) for kind, word in LOCALITY_WORDS.items() if kind is not LocalityKind.OTHER),
    "municipio",
    "cabecera",
    "ciudad",
    "finca",
    "paraje",
    "recinto",
    "urbanizacion",
    "departamento",
    "provincia",
)
_PLURALS = {f"{kind}{'s' if kind[-1] in 'aeiou' else 'es'}": kind for kind in _KINDS}
_FEW, _MANY = re.compile(r"\s*[,;/(]\s*"), re.compile(r"\s*[,;/]\s*|\s+[ye]\s+")
_OF = frozenset({"de", "del"})


def place_names(text: str) -> Iterator[str]:
    """Yield the places that a text of an office names, as it writes them; of nested ones the smallest.

    >>> list(place_names("Aldeas El Mirador y Agua Zarca"))
    ['El Mirador', 'Agua Zarca']
    >>> list(place_names("Barrio El Centro, Valle Alto"))
    ['Barrio El Centro']
    """
    text = text.strip()
    first, _space, rest = text.partition(" ")
    if fold(first) in _PLURALS and rest.strip():
        kind = _PLURALS[fold(first)].capitalize()
        names = (name for name in _MANY.split(rest.strip(" .")) if name)
        yield from (f"{kind} {name}" if name.isdigit() else name for name in names)
    elif name := _FEW.split(text)[0].strip(" ."):
        yield name


def place_words(name: str) -> tuple[str, ...]:
    """Return by which words a place is known: folded, without what sort of place it is where a name follows.

    >>> place_words("Aldea Las Pilas"), place_words("Zona 5"), place_words("Casco urbano")
    (('las', 'pilas'), ('zona', '5'), ('casco', 'urbano'))
    """
    words = fold(name).split()
    bare = words[1:] if words and (words[0] in _KINDS or words[0] in _PLURALS) else words
    while bare and bare[0] in _OF:
        bare = bare[1:]
    told = " ".join(bare)
    return tuple(bare) if len(told) > 2 and not told.isdigit() else tuple(words)


def tells_kind(name: str) -> bool:
    """Tell whether a name begins with what sort of place it is."""
    return fold(name).partition(" ")[0] in _KINDS


def is_place_word(text: str) -> bool:
    """Tell whether a word names a way of opening figures by places: «Municipio», «Zonas», «Lugar poblado»."""
    first = fold(text).partition(" ")[0]
    return first in _KINDS or first in _PLURALS or first in ("lugar", "lugares", "territorio")


def holds(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether a text holds words, in order and whole."""
    return f" {' '.join(words)} " in f" {fold(text)} "
