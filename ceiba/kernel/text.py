"""Text as the whole house compares it, and the mark that makes a sentence translatable."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")  # the combining marks of Latin letters
_OTHER_MARKS = re.compile("[\u0483-\u1fff\u20d0-\u20ff\u2c00-\U0010ffff]")  # letters and marks of other scripts
_NOT_WORD = re.compile(r"[^0-9a-zñ%]+")
# ñ and Ñ stand as these two while the marks of all other letters go
_SMALL_ENYE, _LARGE_ENYE = "\0", "\1"
_SPANISH = (*zip("áéíóúüÁÉÍÓÚÜ", "aeiouuAEIOUU", strict=True), ("ñ", _SMALL_ENYE), ("Ñ", _LARGE_ENYE))
_WORDS = {code: chr(code) if chr(code).isalnum() or chr(code) == "%" else " " for code in range(128)}
_WORDS_WITH_ENYE = {**_WORDS, ord(_SMALL_ENYE): _SMALL_ENYE, ord(_LARGE_ENYE): _SMALL_ENYE}
_SMALL_WORDS = frozenset(
    [
        "a",
        "al",
        "con",
        "de",
        "del",
        "e",
        "el",
        "en",
        "la",
        "las",
        "lo",
        "los",
        "o",
        "para",
        "por",
        "su",
        "u",
        "un",
        "una",
        "y",
    ]
)


class Said(str):
    """A Spanish sentence with its placeholders filled, which remembers both: so it can be said in another language.

    It is a plain text to everybody else. Joined to another text it becomes one, and can no longer be translated.
    """

    __slots__ = ("facts", "template")

    template: str
    facts: Mapping[str, object]


class _Marked(str):
    """A sentence marked for translation; filling its placeholders keeps what it was made of."""

    __slots__ = ()

    def __mod__(self, facts: object) -> str:
        said = Said(super().__mod__(facts))
        if isinstance(facts, Mapping):
            said.template, said.facts = str(self), facts
        return said


def _(message: str) -> str:
    """Mark a Spanish sentence for translation and return it unchanged.

    Below the Django line sentences are only marked; whoever shows one translates it, in the reader's language.

    >>> str(_("%(file)s está vacío") % {"file": "plan.txt"})
    'plan.txt está vacío'
    """
    return _Marked(message)


def squeeze(text: str) -> str:
    """Return the text with every run of white space as one blank, without blanks at its ends."""
    return " ".join(text.split())


def unaccented(text: str) -> str:
    """Return the text without accents, keeping ñ (año and ano are two words) and the case of every letter."""
    if text.isascii():
        return text
    return _unmarked(text).replace(_SMALL_ENYE, "ñ").replace(_LARGE_ENYE, "Ñ")


def _unmarked(text: str) -> str:
    """Return the text without accents, each ñ and Ñ as the character that stands for it meanwhile."""
    plain = text
    for letter, bare in _SPANISH:
        plain = plain.replace(letter, bare)
    if plain.isascii():  # as most Spanish texts are; the general way costs five times as much
        return plain
    # A PDF may write ñ as n and a combining tilde; composed first, it is kept like any other ñ.
    kept = unicodedata.normalize("NFC", text).replace("ñ", _SMALL_ENYE).replace("Ñ", _LARGE_ENYE)
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", kept))
    if _OTHER_MARKS.search(plain):
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain


def fold(text: str) -> str:
    """Return the form in which two texts are compared: small letters, no accents, words and % parted by one blank.

    >>> fold("  LÍNEA   Estratégica: agua ")
    'linea estrategica agua'
    """
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().translate(_WORDS).split())
    plain = _unmarked(text).lower()
    if plain.isascii():
        return " ".join(plain.translate(_WORDS_WITH_ENYE).split()).replace(_SMALL_ENYE, "ñ")
    return _NOT_WORD.sub(" ", plain.replace(_SMALL_ENYE, "ñ").replace(_LARGE_ENYE, "ñ")).strip()


_SHORT = 80  # characters; labels, headers and words come back thousands of times, paragraphs do not
_fold_short = lru_cache(maxsize=1 << 15)(_fold)


def initials(text: str) -> str:
    """Return the acronym that a name would have: the initials of its words, without articles and prepositions.

    >>> initials("Índice de información a la ciudadanía")
    'IIC'
    """
    return "".join(word[0] for word in fold(text).split() if word not in _SMALL_WORDS).upper()


def distinct(wanted: Iterable[str]) -> list[str]:
    """Return the names in order, each unlike the others: what is said again gets -2, -3 …"""
    taken: set[str] = set()
    found = []
    for name in wanted:
        unlike, number = name, 1
        while unlike in taken:
            number += 1
            unlike = f"{name}-{number}"
        taken.add(unlike)
        found.append(unlike)
    return found
