"""How a sentence words a promised change: «a un 55 %», «en un 30 %», «9 puntos porcentuales», «duplicar»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ceiba.exchange.extraction.measured import YEAR_PHRASE, Sentence, noun_phrase
from ceiba.exchange.extraction.numbers import CURRENCY_SIGN, Number
from ceiba.kernel.indicator import ChangeKind, StatedChange
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.text import fold, squeeze
from ceiba.kernel.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Wording:
    """A stated change with what changes («» where the sentence does not say) and where it stands.

    ``bracketed`` tells that it stands in brackets, where plans explain the sentence in front.
    """

    change: StatedChange
    measured: str
    start: int
    end: int
    bracketed: bool = False


@dataclass(frozen=True, slots=True)
class _Verb:
    start: int
    end: int
    kind: str  # rising, falling, keeping, other


_WORD = re.compile(r"[^\W\d_]+")
_OTHER_VERB = re.compile(
    r"\bha[n]?\s+\w+(?:ad|id)o\b|\b\w{3,}(?:ando|iendo|yendo)(?:se)?\b"
    r"|(?:^|[,;:.(]\s*|\b(?:para|a|al|de|y|e|o|por|en|se|sin|debe[n]?)\s+)"
    r"(?!(?:mujer|hogar|lugar|taller|mar|primer|tercer|cualquier)\b)"
    r"\w{2,}(?:ar|er|ir)(?:se)?\b",
    re.IGNORECASE,
)
_SEMI = (
    r"(?:al\s+menos|por\s+lo\s+menos|como\s+m[íi]nimo|aproximadamente|cerca\s+del?|alrededor\s+del?|m[áa]s\s+del?"
    r"|hasta|m[íi]nimo)?\s*"
)
_BEFORE = re.compile(
    rf"(?:\b(?P<preposition>en|al?|hasta|por|entre|con|del?|desde|sobre|para)\s+)?(?:en\s+)?{_SEMI}"
    r"(?:un[oa]?s?|el|la|los|las)?\s*(?P<plus>[+])?$",
    re.IGNORECASE,
)
_CEILING = re.compile(
    r"\b(?:por\s+debajo\s+del?|(?:a\s+)?menos\s+del?|(?:inferior|menor)(?:es)?\s+(?:al?|que|del?)|como\s+m[áa]ximo|m[áa]ximo(?:\s+del?)?|no\s+m[áa]s"
    r"\s+del?|a\s+lo\s+sumo|no\s+(?:super|exced|sobrepas|rebas|pas|mayor|superior)\w*(?:\s+(?:del?|al?|que))?)\s+(?:el|un|los|las)?\s*$",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\s*(?P<points>puntos?(?:\s+(?P<percent>porcentual(?:es)?|percentiles|b[áa]sicos))?|p\.?\s?p\.?(?=\W|$))",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\s*veces\b", re.IGNORECASE)
_MORE = re.compile(r"\s*(?P<word>m[áa]s|menos|adicional(?:es)?)\b(?!\s+de\s+\d)", re.IGNORECASE)
_YEARLY = re.compile(
    r"\s*(?:/\s*año\b|(?:de\s+(?:forma|manera)\s+)?(?:inter)?anual(?:es|mente)?\b|(?:por|al|cada)\s+año\b"
    r"|a[ñn]o\s+a\s+a[ñn]o\b)",
    re.IGNORECASE,
)
_OBJECT_AFTER = re.compile(r"\s*(?:el|la|los|las|del?|su|sus|en\s+(?:el|la|los|las)|dich[oa]s?)\s+\w", re.IGNORECASE)
_YEARS = re.compile(YEAR_PHRASE, re.IGNORECASE)
_ADVERBS = re.compile(
    r"(?:\s+(?:\w+mente|en|al?|un[oa]?|el|la|hasta|m[áa]s|al\s+menos|por\s+lo\s+menos)\b)*\s*", re.IGNORECASE
)
_LEAST_RATE = 100
_SIGN = re.compile(rf"(?<![^\W\d_]){CURRENCY_SIGN}\s*$")
_ONE_POINT = re.compile(r"\b(?:un|una)\s+(?=punto\b)", re.IGNORECASE)
_FOLD_VERBS = (
    (re.compile(r"\b(?:re)?duplic\w+", re.IGNORECASE), Decimal(2)),
    (re.compile(r"\btriplic\w+", re.IGNORECASE), Decimal(3)),
    (re.compile(r"\bcuadr[ui]plic\w+", re.IGNORECASE), Decimal(4)),
    (re.compile(r"\bquintuplic\w+", re.IGNORECASE), Decimal(5)),
)
_HALF = re.compile(r"\ba\s+la\s+mitad\b", re.IGNORECASE)
_DOUBLE = re.compile(r"\bal\s+(?:doble|(?P<triple>triple))\b", re.IGNORECASE)
_NO_VERB = re.compile(r"e?s|[oa]s|.*mente|or(?:es)?")
_KEEPING_NOUN = re.compile(r".*(?:miento|cion|ncia)s?")
_CONTINUES = re.compile(r"\s*(?:,|,?\s*\b[ye]\b)\s*(?:(?:en|al?)\s+)?(?:un\s+|el\s+)?", re.IGNORECASE)
_NOUN_WORD = re.compile(
    r"\s+(?!(?:al?|en|para|por|y|e|o|de|del|con|que|hasta|anual\w*)\b)[^\W\d_]{2,}[²³]?", re.IGNORECASE
)
_HARD = re.compile(r"[;()]|\.\s+(?=[A-ZÁÉÍÓÚÑ])")


def wordings(sentence: Sentence, taken: Sequence[tuple[int, int]] = ()) -> tuple[Wording, ...]:
    """Return the changes that a sentence states, in order; amounts inside ``taken`` belong to pairs."""
    found: list[Wording] = []
    verbs = _verbs(sentence)
    amounts = [n for n in sentence.amounts if not any(s <= n.start < e for s, e in taken)]
    for number in amounts:
        wording = _wording(sentence, number, verbs, found[-1] if found else None, taken)
        if wording is not None:
            found.append(wording)
    found += _without_digits(sentence, verbs)
    return tuple(sorted(found, key=lambda w: w.start))


@lru_cache(maxsize=16)
def _verb_pattern(vocabulary_stems: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, str], ...]:
    """Return (stem, kind), the longest stem first."""
    found = [(fold(stem), kind) for kind, stems in vocabulary_stems for stem in stems]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def change_verb(word: str, vocabulary: Vocabulary) -> str | None:
    """Return ``rising``, ``falling`` or ``keeping`` for a word of the vocabulary's verbs, None for any other."""
    stems = (("rising", vocabulary.rising), ("falling", vocabulary.falling), ("keeping", vocabulary.keeping))
    folded = fold(word)
    kind = next((kind for stem, kind in _verb_pattern(stems) if stem and _inflects(word, folded, stem)), None)
    return None if kind == "keeping" and _KEEPING_NOUN.fullmatch(folded) else kind


def _inflects(word: str, folded: str, stem: str) -> bool:
    """Tell a form of a verb, or its noun, from an adjective with the same beginning: «mejores», «amplia» («amplía»)."""
    if not folded.startswith(stem):
        return False
    ending = folded[len(stem) :]
    if not ending:
        return re.search(r"(?:[aei]r|[aeo])$", folded) is not None
    adjective = stem.endswith("i") and ending in ("a", "o") and "í" not in word.lower()
    return _NO_VERB.fullmatch(ending) is None and not adjective


def _verbs(sentence: Sentence) -> tuple[_Verb, ...]:
    known = []
    for match in _WORD.finditer(sentence.text):
        kind = change_verb(match.group(), sentence.vocabulary)
        if kind:
            known.append(_Verb(match.start(), match.end(), kind))
    starts = {verb.start for verb in known}
    ends = {verb.end for verb in known}
    others = [
        _Verb(m.start(), m.end(), "other")
        for m in _OTHER_VERB.finditer(sentence.text)
        if m.start() not in starts and m.end() not in ends
    ]
    return tuple(sorted([*known, *others], key=lambda verb: verb.start))


def _governing(sentence: Sentence, verbs: Sequence[_Verb], place: int) -> _Verb | None:
    """Return the verb that governs a number: the last change verb of its clause, else the last verb."""
    hard = max((m.end() for m in _HARD.finditer(sentence.text, 0, place)), default=0)
    near = [verb for verb in verbs if hard <= verb.start and verb.end <= place]
    known = [verb for verb in near if verb.kind != "other"]
    if known:
        return known[-1]
    return near[-1] if near else None


def _wording(
    sentence: Sentence, number: Number, verbs: Sequence[_Verb], last: Wording | None, taken: Sequence[tuple[int, int]]
) -> Wording | None:
    text = sentence.text
    floor = last.end if last else 0
    sign = _SIGN.search(text, max(floor, number.start - 8), number.start)
    front = sign.start() if sign else number.start
    before = _BEFORE.search(text[max(floor, front - 60) : front])
    begin = front - (len(before.group()) if before else 0)
    preposition = (before.group("preposition") or "").lower() if before else ""
    verb = _governing(sentence, verbs, number.start)
    ceiling = _CEILING.search(text, max(floor, number.start - 40), number.start)
    kind, end = _kind(sentence, number, preposition, verb, begin, bool(before and before.group("plus")))
    if ceiling and (verb is not None or number.percent) and kind is not ChangeKind.POINTS:
        kind, end, begin = ChangeKind.LEVEL, number.end, ceiling.start()
    if kind is None:
        kind, end = _inherited(text, number, last)
    if kind is None:
        return None
    more = _MORE.match(text, end)
    end = more.end() if more else end
    yearly = _YEARLY.match(text, end)
    if yearly:
        end = yearly.end()
    limit = _limit(sentence, number, taken)
    measured, start, end = _measured(sentence, number, verb, begin, end, limit, floor)
    falls = (verb is not None and verb.kind == "falling") or bool(more and more.group("word").lower() == "menos")
    falls = falls or ceiling is not None
    points = _POINTS.match(text, number.end)
    change = StatedChange(
        kind=kind,
        amount=_amount(number, kind),
        text=squeeze(text[start:end]).rstrip(" ,;"),
        percent=number.percent or bool(points and points.group("percent")),
        yearly=(bool(yearly) or _yearly_verb(text, verb, begin))
        and kind is not ChangeKind.LEVEL
        and kind is not ChangeKind.MAINTAIN,
        falls=falls,
        measure_unit=None if points else sentence.measure_unit(number, limit),
    )
    return Wording(change, measured, start, end, _bracketed(text, number.start))


def _amount(number: Number, kind: ChangeKind) -> Decimal:
    """Return the amount of a change, a share in words as the percentage that it is: «en un tercio» is 33.33."""
    if kind is ChangeKind.RELATIVE and number.per is not None:
        return (100 * number.value / number.per).quantize(Decimal("0.01")).normalize()
    return number.value


def _yearly_verb(text: str, verb: _Verb | None, begin: int) -> bool:
    return verb is not None and verb.end <= begin and _YEARLY.fullmatch(text[verb.end : begin].rstrip()) is not None


def _kind(
    sentence: Sentence, number: Number, preposition: str, verb: _Verb | None, begin: int, plus: bool
) -> tuple[ChangeKind | None, int]:
    """Return the kind of change that a number states, None for a plain count, and where its wording ends so far."""
    text = sentence.text
    changing = verb is not None and verb.kind in ("rising", "falling")
    keeping = verb is not None and verb.kind == "keeping"
    points = _POINTS.match(text, number.end)
    if points and (preposition in ("en", "", "de") or points.group("percent")):
        return ChangeKind.POINTS, points.end()
    times = _TIMES.match(text, number.end)
    if times and preposition not in ("a", "al", "hasta"):
        return ChangeKind.MULTIPLE, times.end()
    if keeping and preposition not in ("entre", "de", "del", "para", "por"):
        return (ChangeKind.MAINTAIN if number.percent or preposition in ("en", "") else None), number.end
    if preposition in ("a", "al", "hasta"):
        level = (number.percent and verb is not None) or changing or preposition == "hasta"
        return (ChangeKind.LEVEL if level else None), times.end() if times else number.end
    return _amount_of_change(sentence, number, preposition, verb, begin, plus)


def _inherited(text: str, number: Number, last: Wording | None) -> tuple[ChangeKind | None, int]:
    """Return the kind of the change in front where a percentage only continues it: «al 80 % de A y 90 % de B»."""
    if last is None or not number.percent or not _CONTINUES.fullmatch(text, last.end, number.start):
        return None, number.end
    return last.change.kind, number.end


def _amount_of_change(
    sentence: Sentence, number: Number, preposition: str, verb: _Verb | None, begin: int, plus: bool
) -> tuple[ChangeKind | None, int]:
    """Return the kind of an amount that is added or taken away: a share, or so many things."""
    text, unit = sentence.text, sentence.measure_unit(number)
    changing = verb is not None and verb.kind in ("rising", "falling")
    more = _MORE.match(text, number.end)
    share = number.per is not None and number.per < _LEAST_RATE
    kind = ChangeKind.RELATIVE if number.percent or share else ChangeKind.ABSOLUTE
    if share:
        return (kind if changing and preposition in ("en", "") else None), number.end
    if plus or (more and (number.percent or changing)):
        return kind, number.end
    adjacent = verb is not None and _ADVERBS.fullmatch(text, verb.end, begin) is not None
    if preposition == "en" and number.percent:
        shared = re.match(r"\s+de\s+l[oa]s\b", text[number.end :]) is not None and not changing
        return (None if shared or verb is None else kind), number.end
    if preposition == "en":
        place = (
            unit is not None and unit.kind is UnitKind.COUNT
        )  # «en 3 aldeas» says where, «en 20 hectáreas» by how much
        return (kind if changing and (adjacent or not place) else None), number.end
    if preposition in ("", "de", "del") and changing and adjacent:
        return kind, number.end
    return None, number.end


def _limit(sentence: Sentence, number: Number, taken: Sequence[tuple[int, int]]) -> int:
    """Return where the words about a number must end: before the next amount's preposition, or a pair's clause."""
    text = sentence.text
    following = next((n.start for n in sentence.amounts if n.start >= number.end), None)
    limit = len(text)
    if following is not None:
        before = _BEFORE.search(text[number.end : following])
        limit = following - (len(before.group()) if before else 0)
    return min([limit, *(start for start, _ in taken if start >= number.end)])


def _measured(
    sentence: Sentence, number: Number, verb: _Verb | None, begin: int, end: int, limit: int, floor: int
) -> tuple[str, int, int]:
    """Return what changes, and the wording's beginning and end with it."""
    text = sentence.text
    own_verb = verb if verb is not None and verb.start >= floor else None
    between = noun_phrase(_YEARS.sub("", text[own_verb.end : begin])) if own_verb else ""
    start = own_verb.start if own_verb else begin
    if not between or (number.percent and _OBJECT_AFTER.match(text, end) and own_verb is not None and _near(between)):
        whole = number.percent or _POINTS.match(text, number.end) or _TIMES.match(text, number.end)
        counted = end if whole else sentence.unit_end(number)
        after = (
            sentence.phrase(counted, limit)
            if not text[counted : counted + 2].strip().startswith((",", ")", "."))
            else ""
        )
        if after:
            place = text.find(after, counted)
            return after, start, max(end, place + len(after) if place >= 0 else end)
    return between, start, end if number.percent else _with_unit(text, end, limit)


def _with_unit(text: str, end: int, limit: int) -> int:
    """Return where a wording ends with the noun that it counts: «a 600 personas por año»."""
    noun = _NOUN_WORD.match(text, end, limit)
    end = noun.end() if noun else end
    yearly = _YEARLY.match(text, end, limit)
    return yearly.end() if yearly else end


def _near(between: str) -> bool:
    """Tell whether the words between verb and number are no object: an adverb, a bare connective."""
    return len(between) < 3


def _bracketed(text: str, place: int) -> bool:
    return text.rfind("(", 0, place) > text.rfind(")", 0, place)


def _without_digits(sentence: Sentence, verbs: Sequence[_Verb]) -> list[Wording]:
    """Return the changes worded without a number: «duplicar», «reducir a la mitad», «llevar al doble», «un punto»."""
    text = sentence.text
    multiples = [(match, times) for pattern, times in _FOLD_VERBS for match in pattern.finditer(text)]
    multiples += [(match, Decimal(3 if match.group("triple") else 2)) for match in _DOUBLE.finditer(text)]
    found = [_spoken(sentence, match, ChangeKind.MULTIPLE, times, match.end()) for match, times in multiples]
    for match in _HALF.finditer(text):
        verb = _governing(sentence, verbs, match.start())
        if verb is not None and verb.kind == "falling":
            found.append(_spoken(sentence, match, ChangeKind.RELATIVE, Decimal(50), match.end(), verb))
    for match in _ONE_POINT.finditer(text):
        verb = _governing(sentence, verbs, match.start())
        points = _POINTS.match(text, match.end())
        if verb is not None and verb.kind in ("rising", "falling") and points:
            found.append(_spoken(sentence, match, ChangeKind.POINTS, Decimal(1), points.end(), verb))
    return found


def _spoken(
    sentence: Sentence, match: re.Match[str], kind: ChangeKind, amount: Decimal, end: int, verb: _Verb | None = None
) -> Wording:
    text = sentence.text
    begin = verb.start if verb else match.start()
    between = noun_phrase(text[verb.end : match.start()]) if verb else ""
    measured = between or sentence.phrase(end, len(text))
    place = text.find(measured, end) if measured and not between else -1
    stop = place + len(measured) if place >= 0 else end
    change = StatedChange(kind, amount, squeeze(text[begin:stop]), falls=verb is not None and verb.kind == "falling")
    return Wording(change, measured, begin, stop, _bracketed(text, match.start()))
