"""Plain counts that a sentence promises: «construir 3 puentes», «vincular a doscientas personas»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ceiba.exchange.extraction.measured import Sentence, noun_phrase, stems
from ceiba.exchange.extraction.numbers import Number
from ceiba.kernel.quantity import MeasureUnit, UnitKind
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
    r"|al?|los|las|con|hasta|y|el|en|mantenimiento|m[íi]nimo(?:\s+de)?|menos|total\s+de|m[áa]s\s+de|operaci[óo]n|anualmente|nuev[oa]s|que))"
    r"\s*(?:un\s+|el\s+|las?\s+)?$",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\s*(?:%\s*)?(?:de\s+)?[^\W\d_]{2,}")
_VERB = re.compile(
    r"\b[^\W\d_]{2,}(?:ar|er|ir|ando|iendo|yendo)\b(?![^,;()]*\b[^\W\d_]{2,}(?:ando|iendo|yendo)\b)", re.IGNORECASE
)
_MEASURE = re.compile(
    r"(?:^|\s)(?P<noun>(?:cobertura|tasa|porcentaje|nivel|[íi]ndice|promedio|satisfacci[óo]n|cumplimiento|avance|eficiencia|ejecuci[óo]n"
    r"|participaci[óo]n|disponibilidad|ocupaci[óo]n|aprobaci[óo]n|calificaci[óo]n|proporci[óo]n|prevalencia|incidencia|continuidad"
    r"|aceptaci[óo]n|percepci[óo]n|mortalidad|permanencia)\b[^,;:()]{0,90}?)\s*(?:del?|=|:|en|igual\s+al?|(?:igual\s+o\s+)?superior\s+al?"
    r"|mayor\s+al?|m[íi]nim[ao]\s+del?|de\s+(?:al|por\s+lo)\s+menos)\s+(?:un|el)?\s*$",
    re.IGNORECASE,
)
_SPENDS = re.compile(
    r"\b(?:invertir|recaudar|gestionar|destinar|ejecutar|asignar|captar|movilizar|financiar|ahorrar|canalizar)\w*\b",
    re.IGNORECASE,
)
_CURRENCY_NAME = re.compile(
    r"\s*(?:de\s+)?(?:quetzales|pesos|soles|bolivianos|d[óo]lares|colones|lempiras|c[óo]rdobas|guaran[íi]es|balboas|euros|USD)\b"
    r"(?:\s+(?:anuales|por\s+año))?",
    re.IGNORECASE,
)
_FEW_WORDS = 3
_ONE_WORD = re.compile(r"\s*\S+")
_OF_ALL = re.compile(r"\b(?:en|del?|por|entre|sobre)\s+l[oa]s\s+$", re.IGNORECASE)  # «el 60 % de los 1,200 productores»
_CLAUSE = re.compile(r"[,;()]|\.\s")


def counts(sentence: Sentence, taken: Sequence[tuple[int, int]] = ()) -> tuple[Count, ...]:
    """Return the counts of a sentence: numbers that a verb or a list introduces, before a noun or percent sign."""
    text = sentence.text
    found = []
    for at, number in enumerate(sentence.amounts):
        if any(start <= number.start < end for start, end in taken):
            continue
        noun = _NOUN.match(text, number.end)
        attained = _attained(sentence, number)
        if attained is not None:
            found.append(attained)
            continue
        if not (noun or number.percent) or not _introduced(sentence, number):
            continue
        limit = next((n.start for n in sentence.amounts[at + 1 :] if not _OF_ALL.search(text[: n.start])), len(text))
        begin = number.end if number.percent else sentence.unit_end(number)
        words = sentence.phrase(begin, limit)
        before = _clause_start(text, number.start)
        if number.percent and not stems(words):
            words = sentence.phrase(before, number.start)
        unit = sentence.measure_unit(number, limit)
        if not stems(words) and unit is not None and unit.kind is UnitKind.MAGNITUDE:
            words = squeeze(text[before : _unit_end(text, number.end)])
        if not stems(words):
            continue
        place = text.find(words, begin)
        quote = squeeze(text[before : place + len(words) if place >= 0 else number.end])
        found.append(Count(number, words, quote, unit))
    return tuple(found)


def _attained(sentence: Sentence, number: Number) -> Count | None:
    """Read a measure with its value behind it: «alcanzar una cobertura del 98 % de …», «invertir Q 3,000 en …»."""
    text = sentence.text
    unit = sentence.measure_unit(number)
    begin = _clause_start(text, number.start)
    match = _MEASURE.search(text, begin, number.start)
    if match is not None and (number.percent or number.per is not None):
        own = noun_phrase(match.group("noun"))
        behind = re.match(r"\s*(?:del?)\s+", text[number.end :])
        after = sentence.phrase(number.end, len(text)) if behind else ""
        words = f"{own} de {after}" if after and len(own.split()) < _FEW_WORDS else own
        return Count(number, words, squeeze(text[begin : number.end]), unit)
    if unit is not None and unit.kind is UnitKind.MONEY and _SPENDS.search(text, begin, number.start):
        words = sentence.phrase(_money_end(text, number.end), len(text))
        whole = squeeze(text[begin:]).rstrip(" .;")
        return Count(number, words if stems(words) else whole, squeeze(text[begin : number.end]), unit)
    return None


def _unit_end(text: str, place: int) -> int:
    """Return where the unit printed behind a number ends («ha/año», «metros cúbicos»)."""
    unit = _ONE_WORD.match(text, place)
    return unit.end() if unit else place


def _money_end(text: str, place: int) -> int:
    """Return where the name of a currency behind an amount ends."""
    named = _CURRENCY_NAME.match(text, place)
    return named.end() if named else place


def _introduced(sentence: Sentence, number: Number) -> bool:
    before = sentence.text[max(0, number.start - 40) : number.start]
    if _OF_ALL.search(before):
        return False
    if _INTRODUCED.search(before):
        return True
    return number.percent and not re.search(r"\bdel?\s*$", before)


def _clause_start(text: str, place: int) -> int:
    """Return where the clause of a number begins: at its verb, else after the last mark."""
    mark = max((m.end() for m in _CLAUSE.finditer(text, 0, place)), default=0)
    verb = _VERB.search(text, mark, place)
    start = verb.start() if verb else mark
    return start + len(text[start:place]) - len(text[start:place].lstrip())
