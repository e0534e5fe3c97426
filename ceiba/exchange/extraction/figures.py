"""Pairs of baseline and target in a sentence: «De A en el año Y a B en el W», «A→B», «Línea base A Meta B»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ceiba.exchange.extraction.measured import Sentence
from ceiba.exchange.extraction.numbers import CURRENCY_SIGN, Number
from ceiba.kernel.quantity import MeasureUnit


@dataclass(frozen=True, slots=True)
class Figure:
    """A baseline, a target or both as printed in ``text[start:end]``; ``words`` are what the values count.

    ``position`` tells which of several that share one clause («De A y B … a C y D») this is, of ``together``.
    """

    start: int
    end: int
    baseline: Decimal | None = None
    target: Decimal | None = None
    baseline_year: int | None = None
    target_year: int | None = None
    measure_unit: MeasureUnit | None = None
    words: str = ""
    position: int = 0
    together: int = 1
    form: str = "from_to"


_SOFT = (
    r"(?:(?:un[oa]?|el|la)\s+(?:(?:cobertura|nivel|valor|tasa|promedio|porcentaje|[íi]ndice|puntaje|total)\s+)?del?\s+)?"
    r"(?:un[oa]?s?|el|la|los|las)?\s*(?:aproximadamente|cerca\s+de|m[áa]s\s+de|alrededor\s+de|al\s+menos|por\s+lo\s+menos)?\s*"
    rf"(?:{CURRENCY_SIGN}\s*)?"
)
_OPENING = re.compile(rf"\b(?:del?|desde)\s+{_SOFT}$", re.IGNORECASE)
_VERSUS = re.compile(
    r"\b(?:frente|respecto|con\s+relaci[óo]n|en\s+(?:comparaci[óo]n|relaci[óo]n)\s+con|comparad[oa]\s+con|versus|vs\.?)\s+"
    r"(?:el|la|al?)\s+(?:un\s+)?$",
    re.IGNORECASE,
)
_COLON = re.compile(rf"(?:^|[:=(,–-])\s*{_SOFT}$", re.IGNORECASE)
_CONNECTOR = re.compile(rf"(?:\b(?:al?|hasta|hacia)\s+{_SOFT})$", re.IGNORECASE)
_ARROW = re.compile(
    r"\s*(?:(?:\(\s*|(?:en|al?)\s+)(?:el\s+)?(?:año\s+)?(?P<year>(?:19|20|21)\d\d)\s*\)?)?"
    r"\s*(?:[→⟶➔➜⇒➡►]\ufe0f?|-+>|=+>)\s*$",
    re.IGNORECASE,
)
_COORDINATED = re.compile(r"\s*(?:,|,?\s*\b[ye]\b)\s*(?:al?\s+)?(?:un[ao]?\s+|el\s+)?$", re.IGNORECASE)
_BREAK = re.compile(r";|[()]|(?<![A-Za-z]{2}[a-z])(?<!\b[A-Za-z])(?<!\b[A-Z][a-z])\.\s+(?=[A-ZÁÉÍÓÚÑ])")
_YEAR_NOTE = re.compile(r"\([^()\d%]{0,30}(?:19|20|21)\d\d\s*[*/]*[^()\d%]{0,12}\)", re.IGNORECASE)
_EARLIER_YEAR = re.compile(r"\ben\s+(?:el\s+)?(?:año\s+)?((?:19|20|21)\d\d)\s*,?\s*(?:del?|desde)\s+$", re.IGNORECASE)
_STANDING = re.compile(
    rf"\b(?:siendo|era[n]?|fue(?:ron)?|partiendo\s+de|tomando\s+como\s+base|se\s+ten[íi]a[n]?"
    rf"|actualmente(?:\s+es)?)\s+(?:de\s+)?{_SOFT}$",
    re.IGNORECASE,
)
YEAR_SPAN = re.compile(
    r"(?:\b(?:entre|durante|en|para|del?|a\s+lo\s+largo\s+del?)\s+(?:el\s+|los\s+|la\s+)?)?"
    r"(?:(?:a[ñn]os?|per[ií]odo|vigencia|cuatrienio|quinquenio|trienio|bienio|gesti[óo]n)\s+)?"
    r"\b(?:19|20|21)\d\d\s*(?:-|–|—|/|\by\b|\bal?\b|\bhasta\b)\s*(?:el\s+)?(?P<year>(?:19|20|21)\d\d)\b",
    re.IGNORECASE,
)
_MISSING = (
    r"(?:n\s?/\s?[da]\b|n\.\s?[da]\.?|nd\b|s\s?/\s?[din]\b|sd\b|no\s+(?:existe|hay|se\s+tiene|disponible|aplica|determinad[oa]"
    r"|se\s+cuenta|registra)|por\s+(?:definir|establecer|determinar|levantar|construir)|a\s+definir|sin\s+(?:dato|l[ií]nea|informaci[óo]n"
    r"|registro|medici[óo]n)|pendiente|en\s+construcci[óo]n|[-–—]+(?=\s*(?:$|[.;,|])))"
)
_VALUE_GAP = re.compile(
    rf"[\s.:=,≥≤<>~≈–-]*(?:(?:en\s+)?(?:el\s+)?(?:a[ñn]o\s*)?[:.\s]*(?:es|de|del|al?|un[ao]?|el|la|valor|son|igual|alcanzar|mínimo|máximo|{CURRENCY_SIGN})?"
    r"[\s.:=,≥≤<>~≈–-]*)*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST_GAP = 240


def from_to(sentence: Sentence) -> tuple[Figure, ...]:
    """Return the figures of «De A … a B …», with those cut off after A, and of «siendo A en el año Y»."""
    found: list[Figure] = []
    at = 0
    amounts = sentence.amounts
    while at < len(amounts):
        group, after = _from_to_at(sentence, at)
        found += group
        at = after
    return tuple(found)


def _from_to_at(sentence: Sentence, at: int) -> tuple[list[Figure], int]:
    """Read the clause that opens at an amount; return its figures and the amount to go on with."""
    amounts, text = sentence.amounts, sentence.text
    before = text[max(0, amounts[at].start - 60) : amounts[at].start]
    opening = _OPENING.search(before)
    if opening is None and _stands_paired(sentence, at):
        opening = _COLON.search(before)
    if opening is None:
        standing = _STANDING.search(before)
        return ([_standing(sentence, amounts[at], standing)] if standing else []), at + 1
    last = _coordinated(text, amounts, at)
    first_target = last + 1
    start = amounts[at].start - (len(before) - opening.start())
    if first_target >= len(amounts) or not _connected(text, amounts[last].end, amounts[first_target].start):
        return _cut(sentence, at, last, start), last + 1
    last_target = _coordinated(text, amounts, first_target)
    lows, highs = amounts[at : last + 1], amounts[first_target : last_target + 1][: last + 1 - at]
    return _pairs(sentence, lows, highs, start), last_target + 1


def _stands_paired(sentence: Sentence, at: int) -> bool:
    """Tell whether an amount and the next one are a pair without «de»: «Cobertura: 45 % (2023) a 60 % (2027)»."""
    text, amounts = sentence.text, sentence.amounts
    if at + 1 >= len(amounts) or not _connected(text, amounts[at].end, amounts[at + 1].start):
        return False
    both = amounts[at].percent and amounts[at + 1].percent
    return both or sentence.year_between(amounts[at].end, amounts[at + 1].start) is not None


def _pairs(sentence: Sentence, lows: Sequence[Number], highs: Sequence[Number], start: int) -> list[Figure]:
    text = sentence.text
    gap = text[lows[-1].end : highs[0].start]
    connector = _CONNECTOR.search(gap)
    middle = lows[-1].end + (connector.start() if connector else len(gap))
    end = _clause_end(sentence, highs[-1])
    earlier = _EARLIER_YEAR.search(text, max(0, start - 30), lows[0].start)
    low_year = sentence.year_between(lows[-1].end, middle) or (int(earlier.group(1)) if earlier else None)
    span = YEAR_SPAN.search(text, highs[-1].end, end + 20)
    high_year = int(span["year"]) if span and span.start() < end else sentence.year_between(highs[-1].end, end)
    if _VERSUS.search(gap):  # «será de 45 %, frente al 30 % de 2023»: what it is compared with comes last
        lows, highs, low_year, high_year = highs, lows, high_year, low_year
    words = sentence.phrase(lows[-1].end, middle), sentence.phrase(highs[-1].end, end)
    unit = sentence.measure_unit(lows[-1], middle) or sentence.measure_unit(highs[-1], end)
    target_unit = sentence.measure_unit(highs[-1], end)
    if lows[-1].value == 0 and target_unit is not None:
        unit = target_unit  # «de 0 propuestas a 1 modelo»: what is promised names the unit
    return [
        Figure(
            start,
            end,
            low.value,
            highs[n].value if n < len(highs) else None,
            low_year,
            high_year,
            unit,
            max(words, key=len),
            n,
            len(lows),
        )
        for n, low in enumerate(lows)
    ]


def _cut(sentence: Sentence, first: int, last: int, start: int) -> list[Figure]:
    """Read a baseline whose target is missing: only in a bracket left open, or in a bracket that gives its year."""
    text, low = sentence.text, sentence.amounts[last]
    opened = text.rfind("(", 0, low.start)
    closed = text.find(")", low.end)
    if opened < 0 or ")" in text[opened : low.start]:
        return []
    end = closed if closed >= 0 else len(text)
    year = sentence.year_between(low.end, end)
    if closed >= 0 and (year is None or text[opened + 1 : start].strip()):
        return []
    unit = sentence.measure_unit(low, end)
    return [
        Figure(
            start, end, number.value, None, year, None, unit, sentence.phrase(low.end, end), n, last + 1 - first, "cut"
        )
        for n, number in enumerate(sentence.amounts[first : last + 1])
    ]


def _standing(sentence: Sentence, number: Number, match: re.Match[str]) -> Figure:
    end = _clause_end(sentence, number)
    start = number.start - (match.end() - match.start())
    year = sentence.year_between(number.end, end)
    unit = sentence.measure_unit(number, end)
    return Figure(start, end, number.value, None, year, None, unit, sentence.phrase(number.end, end), form="standing")


def arrows(sentence: Sentence) -> tuple[Figure, ...]:
    """Return the figures of «A→B»; ``words`` is what follows the second value in its part."""
    found = []
    text, amounts = sentence.text, sentence.amounts
    for low, high in pairwise(amounts):
        arrow = _ARROW.fullmatch(text, low.end, high.start)
        if not arrow:
            continue
        part = re.compile(r"[;\n]|\((?!(?:19|20|21)\d\d\))").search(text, high.end)
        end = part.start() if part else len(text)
        unit = sentence.measure_unit(high, end) or sentence.measure_unit(low, high.start)
        year = sentence.year_between(high.end, end)
        base_year = int(arrow["year"]) if arrow["year"] else None
        words = sentence.phrase(high.end, end)
        found.append(Figure(low.start, end, low.value, high.value, base_year, year, unit, words, form="arrow"))
    return tuple(found)


def labelled(sentence: Sentence) -> Figure | None:
    """Return the figure of «Línea base: A … Meta: B nouns», with the labels of the vocabulary; None without labels."""
    goal = _label(sentence.vocabulary.target_labels)
    base = _label(sentence.vocabulary.baseline_labels)
    text = sentence.text
    low = base.search(text) if base else None
    high = goal.search(text, low.end() if low else 0) if goal else None
    if low is None and high is None:
        return None
    low_value, low_year, _ = _labelled_value(sentence, low, high.start() if high else len(text))
    high_value, high_year, number = _labelled_value(sentence, high, len(text))
    if (
        low_value is None
        and high_value is None
        and not (low is not None and high is not None and low_year != high_year)
    ):
        return None
    if (low is None or high is None) and low_value is None and high_value is None:
        return None
    start = min(match.start() for match in (low, high) if match)
    unit = sentence.measure_unit(number) if number else None
    words = sentence.phrase(number.end, len(text)) if number and not number.percent else ""
    return Figure(start, len(text), low_value, high_value, low_year, high_year, unit, words, form="labelled")


def _label(labels: Sequence[str]) -> re.Pattern[str] | None:
    """Return the pattern of a label before its value; a number, a letter o or a year must follow it at once."""
    if not labels:
        return None
    words = "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in sorted(labels, key=len, reverse=True))
    year = r"(?:al?|en)\s+(?:el\s+)?(?:a[ñn]o\s+)?20\d\d"
    start = rf"\d|[-−.,≥≤<>]\s?\d|o\b|O\b|[a-zñáéíóú]+\s*\(\d|{_MISSING}|{CURRENCY_SIGN}\s*\d|{year}"
    return re.compile(
        rf"(?<!\w)(?:{words})(?=[\s.:=(\-–]*(?:a[ñn]o\s+)?(?:{start}))[\s.:=(\-–]*",
        re.IGNORECASE,
    )


def _labelled_value(
    sentence: Sentence, label: re.Match[str] | None, end: int
) -> tuple[Decimal | None, int | None, Number | None]:
    """Return value, year and number behind a label: only what stands right behind it, notes in brackets passed over."""
    if label is None:
        return None, None, None
    text = sentence.text
    if text[label.end() : label.end() + 2].strip(" .,;") in ("o", "O"):
        return Decimal(0), sentence.year_between(label.end(), end), None
    if re.match(_MISSING, text[label.end() : end], re.IGNORECASE):
        return None, sentence.year_between(label.end(), end), None
    number = next((n for n in sentence.amounts if label.end() <= n.start < min(end, label.end() + 60)), None)
    gap = text[label.start() : number.start] if number else ""
    if number and not _is_gap(gap[label.end() - label.start() :], opened=gap.count("(") > 0):
        number = None
    stop = (
        min(end, next((m.end() for m in _BREAK.finditer(text, number.end) if m.group() in ";."), end))
        if number
        else end
    )
    year = sentence.year_between(label.end(), stop)
    return (number.value if number else None), year, number


def _is_gap(gap: str, *, opened: bool) -> bool:
    """Tell whether nothing but a year, a note in brackets and small words stand between a label and its value."""
    if ")" in gap and not opened:
        return False
    bare = re.sub(r"\b(?:19|20|21)\d\d\b(?:\s*[*/]+)?", " ", _BRACKETS.sub(" ", f"({gap}" if ")" in gap else gap))
    return _VALUE_GAP.fullmatch(bare) is not None


def _coordinated(text: str, amounts: Sequence[Number], first: int) -> int:
    """Return the last amount of «A, B y C» that begins at an amount."""
    last = first
    while last + 1 < len(amounts) and _COORDINATED.fullmatch(text, amounts[last].end, amounts[last + 1].start):
        last += 1
    return last


def _connected(text: str, start: int, end: int) -> bool:
    gap = _YEAR_NOTE.sub("", text[start:end])
    return end - start <= _LONGEST_GAP and _CONNECTOR.search(gap) is not None and _BREAK.search(gap) is None


def _clause_end(sentence: Sentence, number: Number) -> int:
    """Return where the clause of a target ends: after its year, or at the next break or amount."""
    text = sentence.text
    note = _YEAR_NOTE.search(text, number.end)
    cut = _BREAK.search(text, number.end)
    end = min(cut.start() if cut else len(text), number.end + _LONGEST_GAP)
    if note and cut and note.start() == cut.start():
        end = note.end()
    following = next((n.start for n in sentence.amounts if n.start >= number.end), len(text))
    end = min(end, following)
    year = next((y for y in sentence.years if number.end <= y.start < end), None)
    return max(year.end, note.end() if note and note.start() < year.start else 0) if year else end
