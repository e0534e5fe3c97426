"""Promises in sentences: which indicators a sentence promises, from which baseline, to which target, in which words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ceiba.exchange.extraction.bands import Band, band_of
from ceiba.exchange.extraction.change_wording import Wording, change_verb, wordings
from ceiba.exchange.extraction.counts import counts
from ceiba.exchange.extraction.figures import Figure, arrows, from_to, labelled
from ceiba.exchange.extraction.measured import Sentence, noun_phrase, stems
from ceiba.exchange.extraction.naming import in_listed_order, in_turn, name_of, names_of, thing_of
from ceiba.exchange.extraction.promised_years import base_year, target_year, years_in_turn
from ceiba.kernel.indicator import ChangeKind, Direction, StatedChange
from ceiba.kernel.methodology import NamedUnit
from ceiba.kernel.quantity import MeasureUnit, UnitKind
from ceiba.kernel.text import fold, initials, squeeze
from ceiba.kernel.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """What a sentence says of one indicator; what it does not print is None.

    ``quote`` is the clause that carries the figures, as printed; ``stated_changes`` hold their own wording. ``band``
    holds both ends of a range. A relative change, points and the like give no ``target_value``: that would be computed.
    """

    text: str
    baseline_value: Decimal | None = None
    baseline_year: int | None = None
    target_value: Decimal | None = None
    target_year: int | None = None
    measure_unit: MeasureUnit | None = None
    stated_changes: tuple[StatedChange, ...] = ()
    direction: Direction = Direction.UP
    quote: str = ""
    confidence: float = 0.9
    band: tuple[Decimal, Decimal] | None = None

    @property
    def printed_goal(self) -> Decimal | None:
        """Return the number printed as the goal: the target, else the last change that is not a yearly rate."""
        if self.target_value is not None:
            return self.target_value
        amounts = [change.amount for change in self.stated_changes if not change.yearly]
        return amounts[-1] if amounts else None

    @property
    def falls(self) -> bool:
        """Tell whether a smaller value is the better one."""
        return self.direction is Direction.DOWN


_OPEN_LABEL = re.compile(r"[\s(,;:–-]+$")
MEASURES = re.compile(
    r"(?:n[úu]mero|porcentaje|%|tasa|[íi]ndice|cantidad|proporci[óo]n|cobertura|raz[óo]n|promedio|nivel|ratio|prevalencia|incidencia"
    r"|variaci[óo]n|monto|valor|puntaje|grado|total|cociente|esperanza|densidad|tiempo|coeficiente|n[o°º]\.?)\b",
    re.IGNORECASE,
)
_INDEX = re.compile(r"^[íi]ndices?\b", re.IGNORECASE)
_HEADING = re.compile(r"^(?P<heading>[^:;]{3,80}):\s*(?P<rest>.*)$", re.DOTALL)
_LONGEST_SENTENCE = 4000  # a whole page on one line is no promise
_COMPLETE, _UNDATED, _LEVEL, _RELATIVE, _CUT = 0.95, 0.85, 0.8, 0.7, 0.4


def read_promise(
    text: str,
    vocabulary: Vocabulary,
    measure_units: tuple[NamedUnit, ...],
    decimal_separator: str,
    default_year: int | None,
) -> tuple[IndicatorReading, ...]:
    """Return the indicators that a sentence promises, in order; () for a sentence without amounts.

    ``default_year`` is the year of the target where the sentence prints none (a column head, the end of a table's
    period); no other year or value is supplied. A sentence that is cut off gives what is left, with low confidence.
    """
    if len(text) > _LONGEST_SENTENCE:
        return ()
    sentence = Sentence(squeeze(text), vocabulary, measure_units, decimal_separator)
    readings = _read(sentence)
    dated = (
        reading
        if reading.target_year or (reading.printed_goal is None and reading.band is None)
        else replace(reading, target_year=default_year)
        for reading in readings
    )
    return tuple(_settled(sentence, reading) for reading in dated)


def _read(sentence: Sentence) -> list[IndicatorReading]:
    label = labelled(sentence)
    if label is not None:
        return _around_note(sentence, label) or [_from_label(sentence, label)]
    pointed = arrows(sentence)
    if pointed:
        return _from_arrows(sentence, pointed)
    spans = from_to(sentence)
    figures = tuple(f for f in spans if _means_change(sentence, f))
    band = band_of(sentence)
    if band is not None:
        return [_from_band(sentence, band)]
    stated = wordings(sentence, [(f.start, f.end) for f in figures])
    if figures:
        return _join(sentence, figures, stated) + _beside(sentence, figures)
    if stated:
        return _from_wordings(sentence, stated)
    return _from_counts(sentence, [(f.start, f.end) for f in spans])


def _around_note(sentence: Sentence, note: Figure) -> list[IndicatorReading]:
    """Read «Subir a 40 % en 2027 (línea base 2023: 18,3 %)»: the promise, with the baseline of its note."""
    text = sentence.text
    opened = text.rfind("(", 0, note.start + 1)
    closed = text.find(")", note.start)
    if note.target is not None or opened < 0 or closed < 0 or text[opened + 1 : note.start].strip():
        return []
    bare = squeeze(f"{text[:opened]} {text[closed + 1 :]}")
    read = _read(replace(sentence, text=bare))
    if len(read) != 1 or read[0].printed_goal is None or read[0].baseline_value not in (None, note.baseline):
        return []
    year = note.baseline_year or read[0].baseline_year
    return [replace(read[0], baseline_value=note.baseline, baseline_year=year, confidence=_UNDATED)]


def _means_change(sentence: Sentence, figure: Figure) -> bool:
    """Tell a change from a plain range («de 10 a 15 comunidades»): by years, a percentage, or a verb of change."""
    if figure.form in ("cut", "standing") or figure.baseline_year or figure.target_year or figure.together > 1:
        return True
    if figure.measure_unit is not None and figure.measure_unit.kind in (UnitKind.PERCENT, UnitKind.RATE):
        return True
    before = sentence.text[max(0, figure.start - 160) : figure.start]
    return (
        any(change_verb(word, sentence.vocabulary) for word in re.findall(r"[^\W\d_]{4,}", before))
        or " pasa" in f" {fold(before)}"
    )


# One clause of figures with one or several names, and the wordings that belong to it


def _join(sentence: Sentence, figures: Sequence[Figure], stated: Sequence[Wording]) -> list[IndicatorReading]:
    """Give each figure its name and its stated changes; a change without figures becomes a reading of its own."""
    clauses = {figure.start: figure for figure in figures}
    listed = in_turn(sentence, list(clauses.values()))
    if listed:
        return [_reading(sentence, f, [], name) for f, name in zip(clauses.values(), listed, strict=True)]
    if len(clauses) == 1 and figures[0].together > 1:
        return _several(sentence, figures, stated)
    owners = _owners(list(clauses.values()), stated)
    readings = []
    for number, figure in enumerate(clauses.values()):
        own = [w for w, owner in zip(stated, owners, strict=True) if owner == number]
        readings.append(_reading(sentence, figure, own, name_of(sentence, figure, own)))
    spare = [w for w, owner in zip(stated, owners, strict=True) if owner is None]
    return readings + (_from_wordings(sentence, spare) if spare else [])


def _owners(clauses: Sequence[Figure], stated: Sequence[Wording]) -> list[int | None]:
    """Return for each wording the clause that it belongs to: by order where there are as many, else by words."""
    main = [w for w in stated if not w.bracketed]
    if len(main) == len(clauses) and len(main) > 1:
        return [main.index(w) if w in main else None for w in stated]
    owners: list[int | None] = []
    free = set(range(len(clauses)))
    for wording in stated:
        common = [len(set(stems(wording.measured)) & set(stems(clause.words))) for clause in clauses]
        best = max(range(len(clauses)), key=lambda n: (common[n], n in free))
        belongs = best in free or common[best] > 0 or wording.bracketed or (len(clauses) == 1 and wording.change.yearly)
        owners.append(best if belongs else None)
        free.discard(best)
    return owners


def _several(sentence: Sentence, figures: Sequence[Figure], stated: Sequence[Wording]) -> list[IndicatorReading]:
    """Read «De A, B y C a D, E y F, respectivamente»: names by the wordings, by one wording's list, or by the tail."""
    if len(stated) == len(figures):
        stated = in_listed_order(sentence, figures, stated)
    names, quote_end = names_of(sentence, figures, stated)
    readings = []
    for figure in figures:
        own = [stated[figure.position]] if len(stated) == len(figures) else list(stated)
        name = names[figure.position] if names else name_of(sentence, figure, own)
        reading = _reading(sentence, replace(figure, end=quote_end), own, name)
        readings.append(reading if names else replace(reading, confidence=min(reading.confidence, _CUT + 0.1)))
    return readings


def _reading(sentence: Sentence, figure: Figure, own: Sequence[Wording], name: str) -> IndicatorReading:
    changes = tuple(w.change for w in own)
    target = figure.target
    if target is None:
        target = next((c.amount for c in changes if c.kind in (ChangeKind.LEVEL, ChangeKind.MAINTAIN)), None)
    start = figure.baseline_year or (base_year(sentence.text) if figure.baseline is not None else None)
    year = figure.target_year or target_year(sentence, figure)
    complete = figure.baseline is not None and target is not None
    confidence = _COMPLETE if complete and year and start else _UNDATED if complete else _CUT
    quote = squeeze(sentence.text[figure.start : figure.end]).rstrip(" ,;.")
    return IndicatorReading(
        name,
        figure.baseline,
        start,
        target,
        year,
        figure.measure_unit,
        changes,
        _direction(sentence, figure, own, target),
        quote,
        confidence,
    )


def _direction(sentence: Sentence, figure: Figure, own: Sequence[Wording], target: Decimal | None) -> Direction:
    if any(w.change.falls for w in own):
        return Direction.DOWN
    if any(w.change.kind is ChangeKind.MAINTAIN for w in own):
        return Direction.CONSTANT
    clause = re.split(r"[(,;:]", sentence.text[: figure.start])[-1]
    if not own and any(
        change_verb(word, sentence.vocabulary) == "falling" for word in re.findall(r"[^\W\d_]{4,}", clause)
    ):
        return Direction.DOWN
    if not own and figure.baseline is not None and target is not None and target < figure.baseline:
        return Direction.DOWN
    return Direction.UP


# Figures of other shapes


def _from_label(sentence: Sentence, figure: Figure) -> IndicatorReading:
    head = noun_phrase(_OPEN_LABEL.sub("", sentence.text[: figure.start]))
    quote = sentence.text[figure.start : figure.end].strip()
    verb = next(
        (v for v in (change_verb(w, sentence.vocabulary) for w in re.findall(r"[^\W\d_]{4,}", head)) if v), None
    )
    direction = {"falling": Direction.DOWN, "keeping": Direction.CONSTANT}.get(verb or "", Direction.UP)
    confidence = 0.9 if figure.baseline is not None and figure.target is not None else 0.75
    unit = figure.measure_unit
    return IndicatorReading(
        head if MEASURES.match(head) else figure.words or head,
        figure.baseline,
        figure.baseline_year,
        figure.target,
        figure.target_year,
        unit,
        (),
        direction,
        quote,
        confidence,
    )


def _from_arrows(sentence: Sentence, figures: Sequence[Figure]) -> list[IndicatorReading]:
    """Read «heading: name A→B; name C→D (+10% anual)» part by part; parts without an arrow are plain counts."""
    heading = _HEADING.match(sentence.text)
    body = heading.start("rest") if heading and heading.start("rest") <= figures[0].start else 0
    spans = [(f.start, f.end) for f in figures]
    stated = wordings(sentence, spans)
    readings = []
    for figure in figures:
        part = max(body, sentence.text.rfind(";", 0, figure.start) + 1)
        name = noun_phrase(sentence.text[part : figure.start])
        if not name:
            is_unit = len(figure.words.split()) <= 1 and heading is not None
            name = heading.group("heading") if heading and (is_unit or not figure.words) else figure.words
        stop = sentence.text.find(";", figure.end)
        own = [w for w in stated if figure.end <= w.start and (stop < 0 or w.start < stop)]
        readings.append(_reading(sentence, replace(figure, start=part), own[:1], name))
    beside = _from_counts(sentence, spans) if body else []
    return readings + [reading for reading in beside if reading.target_value is not None]


def _from_band(sentence: Sentence, band: Band) -> IndicatorReading:
    """Give a range its reading; one that is to be reached is no range to stay in, so that its words are the goal."""
    return IndicatorReading(
        band.words,
        measure_unit=band.measure_unit,
        direction=Direction.RANGE,
        quote=band.quote,
        confidence=_LEVEL,
        band=(band.low, band.high),
        target_year=target_year(sentence, None),
    )


# Changes and counts without a pair


def _from_wordings(sentence: Sentence, stated: Sequence[Wording]) -> list[IndicatorReading]:
    """Make a reading of each change; one in brackets explains the change in front and joins its reading."""
    readings: list[IndicatorReading] = []
    for wording in stated:
        change = wording.change
        if wording.bracketed and readings:
            front = readings[-1]
            quote = _bracket(sentence.text, wording.start)
            year = base_year(quote) or front.baseline_year
            readings[-1] = replace(
                front,
                stated_changes=(*front.stated_changes, change),
                quote=quote,
                baseline_year=year,
                confidence=_CUT + 0.1,
            )
            continue
        reached = change.kind in (ChangeKind.LEVEL, ChangeKind.MAINTAIN)
        keeps = change.kind is ChangeKind.MAINTAIN
        readings.append(
            IndicatorReading(
                thing_of(sentence, wording),
                baseline_year=base_year(sentence.text),
                target_value=change.amount if reached else None,
                target_year=target_year(sentence, None),
                measure_unit=change.measure_unit,
                stated_changes=(change,),
                direction=Direction.DOWN if change.falls else Direction.CONSTANT if keeps else Direction.UP,
                quote=change.text,
                confidence=_LEVEL if reached else _RELATIVE,
            )
        )
    return readings


def _bracket(text: str, place: int) -> str:
    start = text.rfind("(", 0, place) + 1
    end = text.find(")", place)
    return squeeze(text[start : end if end >= 0 else len(text)])


def _from_counts(sentence: Sentence, taken: Sequence[tuple[int, int]] = ()) -> list[IndicatorReading]:
    found = counts(sentence, taken)
    shared = [target_year(sentence, None)] * len(found)
    years: Sequence[int | None] = years_in_turn(sentence, found) or shared
    return [
        IndicatorReading(
            count.words,
            target_value=count.number.value,
            target_year=year,
            measure_unit=count.measure_unit,
            quote=count.quote,
            confidence=0.6 if count.number.percent else 0.55,
        )
        for count, year in zip(found, years, strict=True)
    ]


def _beside(sentence: Sentence, figures: Sequence[Figure]) -> list[IndicatorReading]:
    """Return what a sentence with a pair promises beside it («…, sirviendo a 50 escuelas»), with little confidence."""
    known = {f.target for f in figures}
    first = min(f.start for f in figures)
    taken = [*((f.start, f.end) for f in figures), *((w.start, w.end) for w in wordings(sentence))]
    found = _from_counts(sentence, [*taken, (first, len(sentence.text))])
    after_gerund = re.compile(r"\b\w+(?:ando|iendo|yendo)\b", re.IGNORECASE)
    return [replace(r, confidence=0.5) for r in found if r.target_value not in known and after_gerund.match(r.quote)]


# The last touch


def _settled(sentence: Sentence, reading: IndicatorReading) -> IndicatorReading:
    """Name indices as such, spell out an acronym that the sentence itself explains, and doubt a sentence left open."""
    unit = reading.measure_unit
    if unit is None and (
        _INDEX.match(reading.text)
        or (re.search(r"\b[íi]ndices?\b", sentence.text, re.IGNORECASE) and _fraction(reading))
    ):
        unit = MeasureUnit("índice", UnitKind.INDEX)
    text = reading.text
    if text.isupper() and len(text) <= 6:
        text = next((p for p in re.findall(r"[ÍI]ndice [^,;().]{5,80}", sentence.text) if initials(p) == text), text)
    open_bracket = sentence.text.count("(") > sentence.text.count(")")
    confidence = min(reading.confidence, 0.7) if open_bracket else reading.confidence
    return replace(reading, text=text, measure_unit=unit, confidence=confidence if text else min(confidence, 0.3))


def _fraction(reading: IndicatorReading) -> bool:
    return reading.target_value is not None and abs(reading.target_value) <= 1
