"""Records printed a field a line («SNIP: 214», «Nombre: Puente», «Monto: …»), made rows of the table they stand for.

A record is one of projects, units or actors. Its name may stand in a line of its own above its fields («Dirección de
Obras»), and its fields behind one another («Objetivo: … . Indicador: … . Meta: …»). One record alone is left as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ceiba.exchange.extraction.headers import NEARLY, phrases_of, words_of
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.paragraphs import join
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import fold, squeeze
from ceiba.kernel.vocabulary import Layout

_ROWS = frozenset({"project", "unit", "stakeholder"})
_FEWEST_RECORDS, _FEWEST_FIELDS = 2, 3
_LABEL = re.compile(r"(?P<label>[^\W\d_](?:(?!\.\s+[A-ZÁÉÍÓÚÑ])[^:;|]){1,60}?)\s*:(?!\d)\s*")
_NUMBER = re.compile(r"\s*(?:n[.º°o]{0,2}\s*)?\d{0,3}$", re.IGNORECASE)
_LABEL_WORDS, _HEAD_WORDS = 7, 14
_WRAPPED = 45  # characters of a line that may go on in the next one
_LONG = frozenset({"name", "objective", "indicator", "target", "note", "place", "role", "sector"})
_GAP = 1  # blank lines inside one record


@dataclass(slots=True)
class _Field:
    """A label with its field (None where the layout has no such), its value and the line where it stands."""

    name: str | None
    label: str
    value: str
    line: int


@dataclass(slots=True)
class _Record:
    fields: list[_Field] = field(default_factory=list)
    first: int = 0  # the places of its lines
    last: int = 0

    @property
    def names(self) -> set[str]:
        return {f.name for f in self.fields if f.name and f.value}


def unfold(lines: Sequence[TextLine], methodology: Methodology) -> list[TextLine]:
    """Return the lines with records of fields as rows under a header. Cost is linear in the length of the text."""
    found = list(lines)
    for layout in (lt for lt in methodology.vocabulary.layouts if lt.row in _ROWS):
        found = _Unfolding(found, layout, methodology).run()
    return found


class _Unfolding:
    """One pass over the lines with the labels of one layout."""

    def __init__(self, lines: Sequence[TextLine], layout: Layout, methodology: Methodology) -> None:
        self._lines, self._layout = lines, layout
        self._phrases = phrases_of(layout)
        words = {h for column in layout.columns if column.field != "ignored" for h in column.headers}
        within = "|".join(re.escape(h) for h in sorted(words, key=len, reverse=True) if h[:1].isalpha())
        self._within = re.compile(rf"(?<=[\s(])(?P<label>(?i:{within}))\s*:\s*")
        self._offices = tuple(fold(word) for word in methodology.vocabulary.unit_words)
        self._cache: dict[str, str | None] = {}

    def run(self) -> list[TextLine]:
        """Return the lines, records made rows where there are enough of them."""
        runs = [run for run in self._runs() if run]
        if sum(map(len, runs)) < _FEWEST_RECORDS:
            return list(self._lines)
        found: list[TextLine] = []
        at = 0
        for run in runs:
            found += self._lines[at : run[0].first]
            found += self._table(run)
            at = run[-1].last + 1
        return [*found, *self._lines[at:]]

    def _runs(self) -> Iterator[list[_Record]]:
        """Yield the records that follow one another, with nothing but blank lines between them."""
        run: list[_Record] = []
        at = 0
        while at < len(self._lines):
            record = self._record(at, bool(run))
            if record is None:
                if run and not self._lines[at].is_blank:
                    yield run
                    run = []
                at += 1
                continue
            run.append(record)
            at = record.last + 1
        yield run

    # --- one record -----------------------------------------------------------------------------------------------

    def _record(self, start: int, goes_on: bool) -> _Record | None:
        """Return the record that begins in a line, None where none does or where it lacks what its layout requires."""
        head = self._head(start)
        record = _Record(first=start, last=start)
        at = start
        if head is not None:
            record.fields.append(_Field("name", "", head, self._lines[start].number))
            at += 1
        blanks = 0
        while at < len(self._lines):
            line = self._lines[at]
            if line.is_blank:
                blanks += 1
                at += 1
                continue
            own = self._fields(line) if blanks <= _GAP and not _is_apart(line) else None
            if own is None and (blanks or not self._goes_on(at, record)):
                break
            if own is None:
                self._continue(record, line.printed)
            elif self._repeats(record, own) or (blanks and own[0].name is None):
                break
            else:
                record.fields += own
                self._take_inner(record)
            record.last = at
            blanks = 0
            at += 1
        return record if self._is_whole(record, goes_on) else None

    def _head(self, at: int) -> str | None:
        """Return the name of a unit that stands alone right above the fields of it."""
        line = self._lines[at]
        if self._layout.row != "unit" or _is_apart(line) or line.is_blank:
            return None
        text = line.text.rstrip(" :.-–")
        if len(text.split()) > _HEAD_WORDS or ":" in text or not fold(text).startswith(self._offices):
            return None
        below = next((other for other in self._lines[at + 1 : at + 3] if not other.is_blank), None)
        own = self._fields(below) if below is not None and not _is_apart(below) else None
        return text if own and own[0].name in {"objective", "indicator"} else None

    def _fields(self, line: TextLine) -> list[_Field] | None:
        """Return the label with which a line begins, and its value; None where it begins with none."""
        match = _LABEL.match(line.text) if ":" in line.text else None
        if match is None or len(match["label"].split()) > _LABEL_WORDS or not match["label"][:1].isupper():
            return None
        return [_Field(self._named(match["label"]), match["label"], line.text[match.end() :].strip(), line.number)]

    def _named(self, label: str) -> str | None:
        """Return the field that a label names as a whole, None where the layout has no such."""
        if label not in self._cache:
            bare = _NUMBER.sub("", label) or label
            scores = self._phrases.scores(bare) if words_of(bare) else {}
            best = max(scores, key=lambda name: scores[name], default=None)
            self._cache[label] = best if best is not None and scores[best] >= NEARLY else None
        return self._cache[label]

    def _repeats(self, record: _Record, own: Sequence[_Field]) -> bool:
        return any(f.name is not None and f.name == other.name for f in own for other in record.fields)

    def _goes_on(self, at: int, record: _Record) -> bool:
        """Tell whether a line without label goes on with the value before it."""
        line, last = self._lines[at], record.fields[-1] if record.fields else None
        if last is None or _is_apart(line) or line.bullet or (last.name is not None and last.name not in _LONG):
            return False
        return not last.value or len(self._lines[at - 1].text) >= _WRAPPED or line.text[:1].islower()

    def _continue(self, record: _Record, text: str) -> None:
        last = record.fields[-1]
        last.value = join([last.value, text]) if last.value else text
        self._take_inner(record)

    def _take_inner(self, record: _Record) -> None:
        """Part the labels that stand inside the last value, behind one another."""
        last = record.fields[-1]
        match = next((m for m in self._within.finditer(last.value) if m["label"][:1].isupper()), None)
        while match is not None:
            name = self._named(match["label"])
            if name is None or any(f.name == name for f in record.fields):
                return
            rest = last.value[match.end() :].strip()
            last.value = last.value[: match.start()].rstrip(" (;|,-–")
            last = _Field(name, match["label"], rest, last.line)
            record.fields.append(last)
            match = next((m for m in self._within.finditer(last.value) if m["label"][:1].isupper()), None)

    def _is_whole(self, record: _Record, goes_on: bool) -> bool:
        """Tell whether a record has the fields of its layout, and hardly any others."""
        names = record.names
        foreign = sum(f.name is None for f in record.fields)
        if self._layout.row == "unit":
            named = record.fields[0].name == "name" if record.fields else False
            return (
                (named or goes_on) and "objective" in names and len(names) >= _FEWEST_FIELDS - goes_on and not foreign
            )
        told = len(names) >= _FEWEST_FIELDS and foreign <= len(names)
        if self._layout.row == "project":
            return told and "name" in names and bool(names & {"amount", "code"})
        return told and set(self._layout.required) <= names

    # --- rows -----------------------------------------------------------------------------------------------------

    def _table(self, run: Sequence[_Record]) -> Iterator[TextLine]:
        """Yield a run of records as a table: the labels as its header, a row for each record."""
        headers = {c.field: c.headers[0] for c in self._layout.columns}
        columns = [c.field for c in self._layout.columns if any(c.field in r.names for r in run)]
        labels = tuple(headers[name] for name in columns)
        first = self._lines[run[0].first]
        table = -first.number  # a table of its own
        yield TextLine(first.number, squeeze(" ".join(labels)), cells=labels, table=table)
        for record in run:
            own = {f.name: f for f in reversed(record.fields)}
            line = self._lines[record.last].number
            values = tuple(_value(own[name].value) if name in own else "" for name in columns)
            numbers = tuple(own[name].line if name in own else line for name in columns)
            yield TextLine(line, squeeze(" ".join(values)), cells=values, table=table, numbers=numbers)


def _is_apart(line: TextLine) -> bool:
    return bool(line.cells) or line.table is not None or line.aside


def _value(text: str) -> str:
    return text[:-1] if text.endswith((".", ";")) else text
