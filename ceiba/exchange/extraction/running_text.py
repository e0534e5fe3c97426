"""Promises in running text: «Pasaremos de 31 % en 2023 a 45 % en 2027 en …», outside headings, lists and tables.

A diagnosis speaks in the same figures of what has been. Only sentences that look ahead count, with a year to come;
sections that hold no plan are not handed over by the outline.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ceiba.exchange.extraction.changes import IndicatorReading, read_promise
from ceiba.exchange.extraction.drafts import ElementDraft, IndicatorDraft, PlanDraft
from ceiba.exchange.extraction.paragraphs import Block
from ceiba.kernel.methodology import Methodology

_AHEAD = re.compile(
    r"\b(?:(?:la|nuestra)\s+meta\s+(?:es|ser[áa]|consiste)|se\s+(?:espera|proyecta|prev[eé]|propone|busca|pretende|compromete|prop[óo]ne)"
    r"|nos\s+(?:proponemos|comprometemos)|aspiramos|queremos|buscamos|esperamos|pase[n]?\s+de|llegue[n]?\s+al?|pasar\s+de"
    r"|(?:pasar|aumentar|incrementar|reducir|alcanzar|lograr|llegar|disminuir|elevar|bajar|subir|duplicar|ampliar|ser)(?:emos|[áa]n?)\b)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:pas[óo]|pasaron|aument[óo]|disminuy[óo]|creci[óo]|se\s+redujo|baj[óo]|subi[óo]|alcanz[óo]|lleg[óo]|registr[óo]|report[óo]"
    r"|represent[óo]|evidenci[óo]|present[óo]|se\s+(?:increment|ubic|situ)[óo])(?!\w)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[^\W\d_)%][.;])\s+(?=[A-ZÁÉÍÓÚÑ])|(?<=\d\.)\s+(?=[A-ZÁÉÍÓÚÑ][a-záéíóú])")
_LONGEST = 600
_PAIR, _STATED = 0.75, 0.6


@dataclass(frozen=True, slots=True)
class _Paragraph:
    block: Block
    element: ElementDraft | None
    plan: PlanDraft


class RunningText:
    """Keeps the paragraphs that may promise something until it is known which of them became elements."""

    def __init__(self, methodology: Methodology, separator: str) -> None:
        self._methodology, self._separator = methodology, separator
        self._paragraphs: list[_Paragraph] = []

    def note(self, block: Block, element: ElementDraft | None, plan: PlanDraft) -> None:
        """Keep a paragraph that has figures."""
        if not block.table and any(map(str.isdigit, block.text)):
            self._paragraphs.append(_Paragraph(block, element, plan))

    def indicators(self, used: Iterable[int]) -> list[IndicatorDraft]:
        """Return what the paragraphs promise whose lines (``used``) belong to nothing else."""
        taken = set(used)
        found = []
        for paragraph in self._paragraphs:
            if taken.isdisjoint(paragraph.block.numbers) and _AHEAD.search(paragraph.block.text):
                readings = (r for s in _SENTENCE_END.split(paragraph.block.text) for r in self._read(s))
                found += [_draft(reading, paragraph) for reading in readings]
        return found

    def _read(self, sentence: str) -> list[IndicatorReading]:
        if len(sentence) > _LONGEST or not _AHEAD.search(sentence) or _PAST.search(sentence):
            return []
        methodology = self._methodology
        read = read_promise(sentence, methodology.vocabulary, methodology.measure_units, self._separator, None)
        return [replace(r, confidence=_confidence(r)) for r in read if _looks_ahead(r)]


def _looks_ahead(reading: IndicatorReading) -> bool:
    """Tell whether a reading names a thing, a year to come, and a change or the level to be reached."""
    if not reading.text or reading.target_year is None:
        return False
    if reading.baseline_year is not None and reading.baseline_year >= reading.target_year:
        return False
    return (reading.baseline_value is not None and reading.target_value is not None) or bool(reading.stated_changes)


def _confidence(reading: IndicatorReading) -> float:
    return _PAIR if reading.baseline_value is not None and reading.target_value is not None else _STATED


def _draft(reading: IndicatorReading, paragraph: _Paragraph) -> IndicatorDraft:
    lines = tuple(paragraph.block.numbers)
    return IndicatorDraft(reading, paragraph.element, lines[0], paragraph.plan, lines=lines)
