"""How the cells of a report show themselves: their fields, and what the server says became of them."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.exchange.writers.page_figures import STATE_WORDS
from ceiba.indicators.cells import Fate, Outcome
from ceiba.indicators.desk import Row, said
from ceiba.indicators.entering import TEXTS, TextOutcome
from ceiba.indicators.models import MeasureBinding, Measurement, Narrative
from ceiba.indicators.typed_cells import ABSENCES, Texts, TypedCell, texts_of, was
from ceiba.kernel.states import State
from ceiba.ui import formats


def author(row: Measurement | Narrative) -> str:
    """Return who wrote a row last, and when."""
    by, at = (row.recorded_by, row.recorded_at) if isinstance(row, Measurement) else (row.written_by, row.written_at)
    source = row.source if isinstance(row, Measurement) else None
    person = str(by) if by else source or _("el documento que se trajo")
    return f"{person}, {formats.moment(at)}" if at else person


def figure_words(row: Measurement | None, row_of: Row) -> str:
    """Return what stands in a cell, in words; a ratio with both of its numbers."""
    if row is None:
        return _("nada")
    words = formats.datum(row.value, row_of.indicator.measure_unit)
    if row.denominator is not None:
        pair = {"numerator": formats.number(row.numerator), "denominator": formats.number(row.denominator)}
        words += " " + _("(%(numerator)s de %(denominator)s)") % pair
    return words


def when(at: datetime | None) -> str:
    """Return the time of the clock of something done today, else its day; empty where nobody knows."""
    if at is None:
        return ""
    here = timezone.localtime(at)
    return f"{here:%H:%M}" if here.date() == timezone.localdate() else formats.day(at)


def digest(words: Mapping[str, str]) -> str:
    """Return a short word for three texts, by which a form knows whether they were touched."""
    plain = json.dumps([words[name].strip() for name in TEXTS])
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def said_mark(row: Narrative | None) -> str:
    """Return the hidden field of a narrative: its version, and a short word for what was shown."""
    words = {name: getattr(row, name) if row else "" for name in TEXTS}
    return f"{row.version if row else 0}:{digest(words)}"


@dataclass(frozen=True)
class Answer:
    """What the server says of a cell that was sent: what was typed, what became of it, and why."""

    typed: TypedCell
    fate: Fate
    message: str = ""
    row: Measurement | None = None


@dataclass(frozen=True)
class CellFace:
    """A cell on the page: its row, its place in it, what stands there, and the answer to what was sent, if any."""

    row: Row
    number: int
    part: str
    now: Measurement | None
    answer: Answer | None = None

    @property
    def name(self) -> str:
        """Return by which name its fields end."""
        return f"{self.row.pk}-{self.number}"

    @property
    def pair(self) -> bool:
        """Tell whether it is filled with numerator and denominator."""
        return self.row.takes_pair

    @property
    def fed(self) -> MeasureBinding | None:
        """Return the binding by which a register fills the cell, None where a person does; parts are never fed."""
        return None if self.part else self.row.binding

    @property
    def behind(self) -> str:
        """Return the query by which the register lists the rows behind the cell; blank where none fills it."""
        if self.fed is None:
            return ""
        where = (("parte-" + dimension, part) for dimension, part in self.fed.where)
        return urlencode([("periodo", self.row.report.cycle.period.notation()), *where])

    @property
    def lost(self) -> str:
        """Return what was typed into a cell that a register fills, for the words that say it is not kept."""
        return " / ".join(filter(None, self.texts)) if self.fed and self.is_open else ""

    @property
    def is_open(self) -> bool:
        """Tell whether what was typed has not been kept, and stays in the fields."""
        return self.answer is not None and self.answer.fate in (Fate.CONFLICT, Fate.REFUSED, Fate.ASKED)

    @cached_property
    def texts(self) -> Texts:
        """Return what the fields say: what was typed and not kept, else what stands there."""
        return self.answer.typed.texts if self.is_open and self.answer else texts_of(self.now, pair=self.pair)

    @property
    def value(self) -> str:
        """Return the text of the value."""
        return self.texts[0]

    @property
    def state(self) -> str:
        """Return the state that is chosen."""
        return self.texts[1]

    @property
    def num(self) -> str:
        """Return the text of the numerator."""
        return self.texts[2]

    @property
    def den(self) -> str:
        """Return the text of the denominator."""
        return self.texts[3]

    @property
    def was(self) -> str:
        """Return the hidden field: what was seen before typing, until what was typed is kept."""
        if self.is_open and self.answer:
            return self.answer.typed.was
        return was(self.now, self.part, pair=self.pair)

    @property
    def states(self) -> Sequence[tuple[str, str]]:
        """Return the choices of why there is no figure."""
        words = [(state.value, formats.say()(STATE_WORDS[State(state)]).capitalize()) for state in ABSENCES]
        return [("", _("Hay cifra")), *words]

    @property
    def words(self) -> str:
        """Return what stands there, for who only reads."""
        return figure_words(self.now, self.row)

    @property
    def saved(self) -> str:
        """Return when it was kept, for what is kept: the time today, else the day."""
        return when(self.now.recorded_at) if self.now else ""

    @property
    def is_just_saved(self) -> bool:
        """Tell whether this answer tells that it was kept."""
        return self.answer is not None and self.answer.fate in (Fate.STORED, Fate.UNCHANGED)

    @property
    def problem(self) -> str:
        """Return what is wrong, or asked; empty where nothing is."""
        return self.answer.message if self.is_open and self.answer else ""

    @property
    def fate(self) -> str:
        """Return the word of what became of it, for the template."""
        return self.answer.fate.value if self.answer else ""

    @property
    def version(self) -> int:
        """Return the version of what stands there."""
        return self.now.version if self.now else 0

    @property
    def label(self) -> str:
        """Return what a screen reader calls it."""
        return f"{self.row.indicator.text} · {self.part}" if self.part else self.row.indicator.text


def answer_of(typed: TypedCell, outcome: Outcome, row: Row) -> Answer:
    """Return what the page says of an outcome."""
    message = outcome.message or " ".join(said(doubt) for doubt in outcome.doubts)
    if outcome.fate is Fate.CONFLICT:
        facts = {"now": figure_words(outcome.row, row), "author": author(outcome.row) if outcome.row else ""}
        message = _("Mientras usted escribía quedó aquí: %(now)s (%(author)s). Lo suyo no se ha guardado.") % facts
    return Answer(typed, outcome.fate, message, outcome.row)


@dataclass(frozen=True)
class RowFace:
    """A row on the page with its cells, and what became of what was said about it."""

    row: Row
    cells: tuple[CellFace, ...]
    said: TextOutcome | None = None
    problem: str = ""

    @property
    def texts(self) -> Mapping[str, str]:
        """Return what the fields of the narrative say: what was typed and not kept, else what stands there."""
        if self.said is not None and self.said.fate is Fate.CONFLICT:
            return self.said.text.words
        return {name: getattr(self.row.narrative, name) if self.row.narrative else "" for name in TEXTS}

    @property
    def mark(self) -> str:
        """Return the hidden field: the version and the words that were seen before typing."""
        if self.said is not None and self.said.fate is Fate.CONFLICT:
            return f"{self.said.text.seen}:"
        return said_mark(self.row.narrative)

    @property
    def saved(self) -> str:
        """Return when the narrative was kept."""
        return when(self.row.narrative.written_at) if self.row.narrative else ""

    @property
    def clash(self) -> Narrative | None:
        """Return what somebody else wrote meanwhile, None where nobody did."""
        return self.said.row if self.said is not None and self.said.fate is Fate.CONFLICT else None

    @property
    def clash_author(self) -> str:
        """Return who wrote it."""
        return author(self.clash) if self.clash else ""

    @property
    def is_open(self) -> bool:
        """Tell whether the fold of words and files stands open."""
        return self.clash is not None or bool(self.problem) or (self.row.needs_words and not self.row.is_explained)


def faces(
    rows: Iterable[Row],
    answers: Mapping[tuple[int, str], Answer] | None = None,
    texts: Mapping[int, TextOutcome] | None = None,
    problems: Mapping[int, str] | None = None,
) -> tuple[RowFace, ...]:
    """Return rows ready to be shown, with the answers to what was sent."""
    return tuple(
        RowFace(
            row,
            tuple(
                CellFace(row, number, part, now, (answers or {}).get((row.pk, part)))
                for number, (part, now) in enumerate(row.cells.items())
            ),
            (texts or {}).get(row.pk),
            (problems or {}).get(row.pk, ""),
        )
        for row in rows
    )
