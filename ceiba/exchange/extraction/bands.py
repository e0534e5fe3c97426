"""Ranges that a sentence promises to stay in or reach: «mantener entre 40 y 50 %», «40–50 %», «rango de 3 a 5»."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ceiba.exchange.extraction.change_wording import change_verb
from ceiba.exchange.extraction.measured import Sentence, noun_phrase
from ceiba.exchange.extraction.numbers import Number
from ceiba.kernel.quantity import MeasureUnit
from ceiba.kernel.text import squeeze


@dataclass(frozen=True, slots=True)
class Band:
    """Both ends of a range, what it measures and the clause as printed."""

    low: Decimal
    high: Decimal
    words: str
    quote: str
    measure_unit: MeasureUnit | None = None


_BETWEEN = re.compile(
    r"\b(?:entre|(?:un\s+)?rango\s+(?:de|entre)|intervalo\s+(?:de|entre))\s+(?:el|un|los)?\s*$", re.IGNORECASE
)
_JOINT = re.compile(r"\s*(?:y|a|e)\s+(?:el\s+|un\s+)?", re.IGNORECASE)
_DASH = re.compile(r"\s*%?\s*[-–—]\s*")
_SMALL_WORDS = re.compile(r"\s+(?:en|al?|del?|con|dentro|un|el|entre)$", re.IGNORECASE)


def band_of(sentence: Sentence) -> Band | None:
    """Return the range of a sentence: a range to keep, or one printed with a dash before a percent sign."""
    for low, high in pairwise(sentence.amounts):
        start = _start(sentence, low, high)
        if start is None or low.value >= high.value:
            continue
        verb_end = _keeping_end(sentence, start)
        dashed = _DASH.fullmatch(sentence.text, low.end, high.start) is not None
        if verb_end is None and not (dashed and high.percent):
            continue
        words = (
            noun_phrase(_SMALL_WORDS.sub("", sentence.text[verb_end:start].rstrip())) if verb_end is not None else ""
        )
        return Band(
            low.value,
            high.value,
            words or sentence.phrase(high.end, len(sentence.text)),
            squeeze(sentence.text[start : high.end]),
            sentence.measure_unit(high),
        )
    return None


def _start(sentence: Sentence, low: Number, high: Number) -> int | None:
    """Return where a range begins that two amounts are the ends of, None where they are none."""
    text = sentence.text
    before = _BETWEEN.search(text[max(0, low.start - 24) : low.start])
    joined = _JOINT.fullmatch(text, low.end, high.start) is not None
    dashed = _DASH.fullmatch(text, low.end, high.start) is not None
    if dashed or (before is not None and joined):
        return low.start - len(before.group()) if before else low.start
    return None


def _keeping_end(sentence: Sentence, place: int) -> int | None:
    """Return where the last verb of keeping before a place ends, None where there is none."""
    words = [(m.group(), m.end()) for m in re.finditer(r"[^\W\d_]{4,}", sentence.text[:place])]
    return next((end for word, end in reversed(words) if change_verb(word, sentence.vocabulary) == "keeping"), None)
