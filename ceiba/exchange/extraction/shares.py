"""Parts of a whole in words: «dos de cada tres hogares», «un tercio de las viviendas», «tres cuartas partes»."""

import re
from decimal import Decimal
from typing import NamedTuple

from ceiba.exchange.extraction.number_words import find_word_numbers
from ceiba.kernel.text import unaccented


class Share(NamedTuple):
    """So many (``part``) of each so many (``whole``), and where the words stand."""

    part: Decimal
    whole: Decimal
    start: int
    end: int


_NUMBER = r"(?:\d{1,3}|un[oa]?|[a-záéíóúñ]{3,15})"
_EACH = re.compile(rf"(?<![\w.,])(?P<part>{_NUMBER})\s+de\s+cada\s+(?P<whole>{_NUMBER})(?![\w.,]*\d)\b", re.IGNORECASE)
_NOUN = re.compile(
    r"\b(?P<part>un|dos|tres|cuatro)\s+(?P<whole>tercios?|(?:cuartos?|quintos?|d[eé]cimos?)(?=\s+(?:del?|en)\b))\b"
    r"|\b(?P<part2>la|una|dos|tres|cuatro)\s+(?P<whole2>terceras?|cuartas?|quintas?|d[eé]cimas?)\s+partes?\b",
    re.IGNORECASE,
)
_WHOLES = {"terc": 3, "cuart": 4, "quint": 5, "decim": 10}
_FEW = {"un": 1, "una": 1, "uno": 1, "la": 1, "dos": 2, "tres": 3, "cuatro": 4}


def find_shares(text: str) -> tuple[Share, ...]:
    """Return the shares of a text in order."""
    found = []
    if " de cada " in text.lower():
        for match in _EACH.finditer(text):
            part, whole = _number(match["part"]), _number(match["whole"])
            if part is not None and whole is not None and 0 < part <= whole > 1:
                found.append(Share(part, whole, match.start(), match.end()))
    for match in _NOUN.finditer(text):
        part_word, whole_word = match["part"] or match["part2"], match["whole"] or match["whole2"]
        parts = next(n for stem, n in _WHOLES.items() if unaccented(whole_word).lower().startswith(stem))
        found.append(Share(Decimal(_FEW[part_word.lower()]), Decimal(parts), match.start(), match.end()))
    return tuple(sorted(found, key=lambda share: share.start))


def _number(printed: str) -> Decimal | None:
    if printed.isdigit():
        return Decimal(printed)
    if printed.lower() in _FEW and printed.lower() != "la":
        return Decimal(_FEW[printed.lower()])
    words = find_word_numbers(printed)
    return words[0].value if len(words) == 1 else None
