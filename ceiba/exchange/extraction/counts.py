"""Plain counts that a sentence promises: «construir 3 puentes», «vincular a doscientas personas»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ceiba.exchange.extraction.measured import Sentence, stems
from ceiba.exchange.extraction.numbers import Number
from ceiba.kernel.quantity import MeasureUnit
from ceiba.kernel.text import squeeze


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things that is promised: the words that name them, and the clause as printed."""

    number: Number
    words: str
    quote: str
    measure_unit: MeasureUnit | None = None


_INTRODUCED = re.compile(
    r"(?:^|[+;:,(•·■*]|\b(?:\w{2,}(?:ar|er|ir|ando|iendo|yendo|ado|ido|ados|idos|adas|idas)(?:se|l[oa]s?)?"
    r"|al?|los|las|con|hasta|y|el|en|mantenimiento|m[íi]nimo\s+de|menos|total\s+de|m[áa]s\s+de|operaci[óo]n|anualmente|nuev[oa]s))\s*(?:un\s+|el\s+)?$",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\s*(?:%\s*)?(?:de\s+)?[^\W\d_]{2,}")
_VERB = re.compile(
    r"\b[^\W\d_]{2,}(?:ar|er|ir|ando|iendo|yendo)\b(?![^,;()]*\b[^\W\d_]{2,}(?:ando|iendo|yendo)\b)", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,;()]|\.\s")


def counts(sentence: Sentence, taken: Sequence[tuple[int, int]] = ()) -> tuple[Count, ...]:
    """Return the counts of a sentence: numbers that a verb or a list introduces, before a noun or percent sign."""
    text = sentence.text
    found = []
    for at, number in enumerate(sentence.amounts):
        if any(start <= number.start < end for start, end in taken):
            continue
        noun = _NOUN.match(text, number.end)
        if not (noun or number.percent) or not _introduced(sentence, number):
            continue
        limit = sentence.amounts[at + 1].start if at + 1 < len(sentence.amounts) else len(text)
        begin = number.end if number.percent else sentence.unit_end(number)
        words = sentence.phrase(begin, limit)
        before = _clause_start(text, number.start)
        if number.percent and not stems(words):
            words = sentence.phrase(before, number.start)
        if not stems(words):
            continue
        place = text.find(words, begin)
        quote = squeeze(text[before : place + len(words) if place >= 0 else number.end])
        found.append(Count(number, words, quote, sentence.measure_unit(number, limit)))
    return tuple(found)


def _introduced(sentence: Sentence, number: Number) -> bool:
    before = sentence.text[max(0, number.start - 40) : number.start]
    if _INTRODUCED.search(before):
        return True
    return number.percent and not re.search(r"\bdel?\s*$", before)


def _clause_start(text: str, place: int) -> int:
    """Return where the clause of a number begins: at its verb, else after the last mark."""
    mark = max((m.end() for m in _CLAUSE.finditer(text, 0, place)), default=0)
    verb = _VERB.search(text, mark, place)
    start = verb.start() if verb else mark
    return start + len(text[start:place]) - len(text[start:place].lstrip())
