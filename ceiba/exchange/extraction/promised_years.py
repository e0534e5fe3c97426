"""The years of a promise: by when it is to be kept, and from which year it counts."""

import re
from collections.abc import Sequence

from ceiba.exchange.extraction.counts import Count
from ceiba.exchange.extraction.figures import YEAR_SPAN, Figure
from ceiba.exchange.extraction.measured import Sentence

_BASE_YEAR = re.compile(
    r"\b(?:respecto\s+(?:al?|del)|(?:con\s+)?base\s+(?:en|al?)|a[ñn]o\s+base|relaci[óo]n\s+(?:con|al?)"
    r"|comparaci[óo]n\s+(?:con|al?)|frente\s+al?|comparado\s+con|l[íi]nea\s+(?:de\s+)?base|LB)\s*:?\s*"
    r"(?:el\s+|al\s+|lo\s+registrado\s+en\s+)?(?:a[ñn]o\s+)?(?P<year>(?:19|20|21)\d\d)\b",
    re.IGNORECASE,
)
_TARGET_YEAR = re.compile(
    r"(?:^\W*(?:para|en|al?|hacia|hasta)|\b(?:para|al|hacia|hasta|a)(?!\s+partir)|\bantes\s+del?|\bdurante"
    r"|\ba\s+m[áa]s\s+tardar\s+(?:en|al?)"
    r"|\b(?:al|a)\s+(?:finalizar|t[ée]rmino\s+del?|final\s+del?|cierre\s+del?|concluir))\s+"
    r"(?:el\s+|fin(?:al)?es\s+del?\s+|diciembre\s+del?\s+|(?:el\s+)?31\s+de\s+diciembre\s+del?\s+)*"
    r"(?:a[ñn]o\s+)?(?P<year>(?:19|20|21)\d\d)\b(?!\s*-)|\ben\s+(?:el\s+)?(?:a[ñn]o\s+)?(?P<plain>(?:19|20|21)\d\d)\b",
    re.IGNORECASE,
)


def base_year(text: str) -> int | None:
    """Return the year that a text compares with («respecto a 2021»), None where it names none."""
    match = _BASE_YEAR.search(text)
    return int(match.group("year")) if match else None


def target_year(sentence: Sentence, figure: Figure | None) -> int | None:
    """Return the year by which a sentence promises: at its beginning, or after para, al, hasta; never a baseline's.

    Of a run of years («entre 2024 y 2027») it is the last one.
    """
    span = YEAR_SPAN.search(sentence.text)
    if span is not None and (figure is None or span.start() >= figure.start):
        return int(span["year"])
    bases = {m.start("year") for m in _BASE_YEAR.finditer(sentence.text)}
    for match in _TARGET_YEAR.finditer(sentence.text):
        place = match.start("year") if match.group("year") else match.start("plain")
        inside = figure is not None and figure.start <= place < figure.end
        behind = figure is not None and match.group("plain") and place > figure.start
        if place not in bases and not inside and not behind:
            return int(match.group("year") or match.group("plain"))
    return None


def years_in_turn(sentence: Sentence, found: Sequence[Count]) -> list[int]:
    """Return the year of each count where each has its own: «40 % en 2025 y 100 % en 2027»; nothing otherwise."""
    years = sentence.years
    if len(found) < 2 or len(years) != len(found) or YEAR_SPAN.search(sentence.text):
        return []
    places = sorted([(c.number.start, False) for c in found] + [(y.start, True) for y in years])
    kinds = [is_year for _place, is_year in places]
    turns = kinds[::2], kinds[1::2]
    return [int(y.value) for y in years] if all(len(set(turn)) == 1 for turn in turns) else []
