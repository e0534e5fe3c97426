"""Numbers written in Spanish words, with the place where they stand.

The grammar is our own: the library tried for it answers a converted sentence without places, splits «veinticinco por
ciento» and does not know «veintiún».
"""

import re
from decimal import Decimal
from typing import NamedTuple

from ceiba.kernel.text import unaccented


class WordNumber(NamedTuple):
    """A number in words: its value and where it begins and ends in the text."""

    value: Decimal
    start: int
    end: int


_SMALL = {
    word: value
    for value, words in {
        0: "cero",
        1: "un uno una",
        2: "dos",
        3: "tres",
        4: "cuatro",
        5: "cinco",
        6: "seis",
        7: "siete",
        8: "ocho",
        9: "nueve",
        10: "diez",
        11: "once",
        12: "doce",
        13: "trece",
        14: "catorce",
        15: "quince",
        16: "dieciseis",
        17: "diecisiete",
        18: "dieciocho",
        19: "diecinueve",
        20: "veinte",
        21: "veintiun veintiuno veintiuna",
        22: "veintidos",
        23: "veintitres",
        24: "veinticuatro",
        25: "veinticinco",
        26: "veintiseis",
        27: "veintisiete",
        28: "veintiocho",
        29: "veintinueve",
    }.items()
    for word in words.split()
}
_TENS = {
    w: 10 * n for n, w in enumerate(["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"], 3)
}
_HUNDREDS = {"cien": 100, "ciento": 100} | {
    stem + ending: 100 * n
    for n, stem in enumerate(
        ["doscient", "trescient", "cuatrocient", "quinient", "seiscient", "setecient", "ochocient", "novecient"], 2
    )
    for ending in ("os", "as")
}
_SCALES = {"mil": 1000, "millon": 1_000_000, "millones": 1_000_000}
_HALF_MILLION = 500_000
_ARTICLES = frozenset(("un", "uno", "una"))
_WORD = re.compile(r"[^\W\d_]+")
_BLANKS = re.compile(r"\s+")
_PERCENT = re.compile(r"\s+por\s?ciento\b", re.IGNORECASE)


class _Sum:
    """The value of the words read so far; ``add`` refuses a word that cannot follow."""

    def __init__(self) -> None:
        self.millions = self.thousands = self.group = 0
        self.room = 1000  # the next part of the group must be smaller than this

    def add(self, word: str) -> bool:
        """Take one more word in; False where it begins another number."""
        if word in _SCALES:
            return self._scale(_SCALES[word])
        value = _SMALL.get(word, _TENS.get(word, _HUNDREDS.get(word)))
        if value is None or value >= self.room:
            return False
        self.group += value
        self.room = {**dict.fromkeys(_HUNDREDS, 100), **dict.fromkeys(_TENS, 10)}.get(word, 0)
        return True

    def _scale(self, scale: int) -> bool:
        if scale == 1000:
            if self.thousands or (self.room != 1000 and not self.group):
                return False
            self.thousands = 1000 * (self.group or 1)
        elif self.millions or not (self.group or self.thousands):
            return False
        else:
            self.millions, self.thousands = (self.thousands + self.group) * 1_000_000, 0
        self.group, self.room = 0, 1000
        return True

    @property
    def value(self) -> Decimal:
        """Return the number that the words make."""
        return Decimal(self.millions + self.thousands + self.group)


def find_word_numbers(text: str) -> tuple[WordNumber, ...]:
    """Return the numbers in words, in order. «un» and «una» alone are articles, and «mil» after «por» is a rate."""
    words = [(m.start(), m.end(), unaccented(m.group()).lower()) for m in _WORD.finditer(text)]
    found = []
    at = 0
    while at < len(words):
        number, after = _read(text, words, at)
        if number is not None:
            found.append(number)
        at = after
    return tuple(found)


def _read(text: str, words: list[tuple[int, int, str]], first: int) -> tuple[WordNumber | None, int]:
    """Read one number from a word on; return it, or None, and the word to go on with."""
    halves = _halved(text, words, first)
    if halves is not None:
        return halves
    total = _Sum()
    if not total.add(words[first][2]):
        return None, first + 1
    last = first
    at = first + 1
    while at < len(words) and _touches(text, words, last, at):
        joins = words[at][2] == "y" and words[last][2] in _TENS and at + 1 < len(words)
        nxt = at + 1 if joins else at
        if joins and not (_SMALL.get(words[nxt][2], 10) < 10 and _touches(text, words, at, nxt)):
            break
        if not total.add(words[nxt][2]):
            break
        last, at = nxt, nxt + 1
    alone = first == last
    rate = alone and words[first][2] in ("mil", "cien", "ciento") and _is_rate(words, first)
    article = alone and words[first][2] in _ARTICLES and not _PERCENT.match(text, words[first][1])
    if article or rate:
        return None, last + 1
    half = _half_behind(text, words, last)
    value = total.value + _HALF_MILLION if half else total.value
    last = half or last
    return WordNumber(value, words[first][0], words[last][1]), last + 1


def _halved(text: str, words: list[tuple[int, int, str]], first: int) -> tuple[WordNumber, int] | None:
    """Read «medio millón» and «millón y medio», which begin with no number; None for any other words."""
    if words[first][2] == "medio" and first + 1 < len(words) and words[first + 1][2] == "millon":
        return WordNumber(Decimal(_HALF_MILLION), words[first][0], words[first + 1][1]), first + 2
    half = _half_behind(text, words, first) if words[first][2] == "millon" else None
    if half is None or (first and text[: words[first][0]].rstrip()[-1:].isdigit()):
        return None
    return WordNumber(Decimal(3 * _HALF_MILLION), words[first][0], words[half][1]), half + 1


def _half_behind(text: str, words: list[tuple[int, int, str]], last: int) -> int | None:
    """Return the place of «medio» in «… millón y medio», None where the number ends otherwise."""
    if words[last][2] not in ("millon", "millones") or last + 2 >= len(words):
        return None
    halved = (words[last + 1][2], words[last + 2][2]) == ("y", "medio")
    return last + 2 if halved and _touches(text, words, last, last + 1) else None


def _touches(text: str, words: list[tuple[int, int, str]], left: int, right: int) -> bool:
    return _BLANKS.fullmatch(text, words[left][1], words[right][0]) is not None


def _is_rate(words: list[tuple[int, int, str]], at: int) -> bool:
    before = [word for _, _, word in words[max(0, at - 2) : at]]
    return before[-1:] == ["por"] or before == ["por", "cada"]
