"""Rows of a matrix printed as records, a label beside or above each value («Nivel / Fin / Indicador / …»), made rows.

A label is known by two signs: it is the name of a column, or it comes back in most records. The first of those that
come back most often begins a record. All records become one table under the labels, so that what is read of a matrix
(levels, cells that go on from the row above, years of a header) holds for them too. Sheets of an indicator, with no
element but the one that it measures, are left alone.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ceiba.exchange.extraction import content
from ceiba.exchange.extraction.furniture import furniture
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.open_matrix import CODE
from ceiba.exchange.extraction.paragraphs import join
from ceiba.exchange.extraction.row_layouts import AnyColumns
from ceiba.kernel.text import fold, squeeze

_LONGEST_LABEL, _LABEL_WORDS = 60, 7
_FEWEST_RECORDS, _FEWEST_FIELDS, _FEWEST_LABELS = 2, 3, 4
_LONGEST_MEAN = 150  # characters of a value
_LEVEL = "level"
_ELEMENTS = (_LEVEL, CODE)  # what the first column holds
_MEASURED = frozenset({"indicator", "target", "yearly_target", "amount"})
_FARTHEST = 6  # lines of a gap inside a record
_FAITHFUL = 0.6  # share of the records in which a label that names no column comes back
_WHOLE = 0.8  # share of the openings that begin a record
_YEAR = re.compile(r"\s*\(?(?<!\d)((?:19|20)\d{2})(?!\d)\)?")
_UNFINISHED = re.compile(r"(?:[.,;]|\b(?:a|al|con|de|del|e|el|en|la|las|los|o|para|por|que|y))$")
_CLOSED = re.compile(r"[.;:%\d)]$")
_SEPARATOR = re.compile(r"\s*:(?!\d)\s*")


@dataclass(frozen=True, slots=True)
class _Part:
    """A line parted: the text that may be its label, the key of it without its year, and the text behind it."""

    key: str
    label: str
    value: str


@dataclass(slots=True)
class _Record:
    """The values of one record by the keys of their labels; ``last`` is the place of its last line."""

    last: int
    values: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)


def unfold(lines: Sequence[TextLine], columns: AnyColumns) -> list[TextLine]:
    """Return the lines with records of fields as rows under a header. Cost is linear in the length of the text."""
    return _Unfolding(lines, columns).run()


class _Unfolding:
    """One pass over the lines of a document."""

    def __init__(self, lines: Sequence[TextLine], columns: AnyColumns) -> None:
        self._lines, self._columns = lines, columns
        self._parts = [_parted(line) for line in lines]
        counts = Counter(part.key for at, part in enumerate(self._parts) if part and (part.value or self._leads(at)))
        names = {part.key: part.label for part in self._parts if part is not None and counts[part.key] > 1}
        known = [key for key, label in names.items() if columns.names(label)]
        self._labels = {*known}
        self._faithful: set[str] = set()
        self._opening, self._count = "", 0
        if known:
            whole = Counter(part.key for part in self._parts if part is not None)
            self._count = max(whole[key] for key in known)
            self._opening = next(key for key in known if whole[key] >= _WHOLE * self._count)
            self._faithful = {key for key in names if counts[key] >= _FAITHFUL * self._count}
            self._labels |= self._faithful
        self._page: set[int] = set()  # the numbers of the lines that belong to the page

    def run(self) -> list[TextLine]:
        """Return the lines, records made rows where nearly all that begin are whole and tell of elements."""
        if len(self._faithful) < _FEWEST_LABELS:
            return list(self._lines)
        pairs = zip(self._lines, self._parts, strict=True)
        fields = {line.number for line, part in pairs if part is not None and part.key in self._labels}
        self._page = furniture(self._lines, lambda _text: False) - fields
        runs = self._runs()
        records = [record for _start, run in runs for record in run]
        if len(records) < max(_FEWEST_RECORDS, _WHOLE * self._count) or not self._is_matrix(records):
            return list(self._lines)
        found: list[TextLine] = []
        at = 0
        for start, run in runs:
            found += self._lines[at:start]
            found += self._table(run, self._lines[start].number)
            at = run[-1].last + 1
        return [*found, *self._lines[at:]]

    def _runs(self) -> list[tuple[int, list[_Record]]]:
        """Return the records that follow one another with nothing else between them, and where each run begins."""
        runs: list[tuple[int, list[_Record]]] = []
        at, apart = 0, True
        while at < len(self._lines):
            part = self._parts[at]
            record = self._record(at) if part is not None and part.key == self._opening else None
            if record is None:
                apart = apart or not self._lines[at].is_blank
                at += 1
                continue
            if apart:
                runs.append((at, []))
            runs[-1][1].append(record)
            at, apart = record.last + 1, False
        return runs

    def _record(self, start: int) -> _Record | None:
        """Return the record that begins in a line, None where it has too few fields."""
        record = _Record(start)
        key, at = "", start
        while at < len(self._lines):
            line, part = self._lines[at], self._parts[at]
            waits = bool(key) and not record.values[key]
            if self._is_gap(at):
                at = self._next(at, waits=waits)
                if at < 0:
                    break
                continue
            if part is not None and part.key in self._labels and not waits:
                if part.key in record.values:
                    break
                key = part.key
                record.values[key], record.labels[key], record.numbers[key] = part.value, part.label, line.number
            elif not key or not (self._is_value(at) if waits else self._goes_on(record, key, at)):
                break
            else:
                record.values[key] = join([record.values[key], line.printed]) if not waits else line.printed
            record.last = at
            at += 1
        filled = sum(map(bool, record.values.values()))
        return record if filled >= _FEWEST_FIELDS else None

    def _is_value(self, at: int) -> bool:
        """Tell whether a line can be the value below its label, which is one text: no row, no item of a list."""
        line = self._lines[at]
        return not (line.cells or line.bullet or line.enumerator) and line.table is None

    def _goes_on(self, record: _Record, key: str, at: int) -> bool:
        """Tell whether a value goes on in a line: it is no other field and does not begin anew behind a whole record.

        A column and its value may come but once, and are a field all the same.
        """
        line, part, value = self._lines[at], self._parts[at], record.values[key]
        if not self._is_value(at) or (part and part.value and self._columns.names(part.label)):
            return False
        whole = self._faithful <= record.values.keys()
        return not (whole and _CLOSED.search(value) and line.text[:1].isupper())

    def _next(self, at: int, *, waits: bool) -> int:
        """Return the place behind a gap where the record goes on, -1 where it ends: a label, or the value awaited."""
        gap = range(at, min(len(self._lines), at + _FARTHEST))
        below = next((i for i in gap if not self._is_gap(i)), -1)
        if below < 0:
            return -1
        part = self._parts[below]
        if part is not None and part.key in self._labels and not waits:
            return below if part.key in self._faithful and part.key != self._opening else -1
        return below if waits and self._lines[below].text else -1

    def _leads(self, at: int) -> bool:
        """Tell whether a text stands right below a line."""
        return at + 1 < len(self._lines) and not self._lines[at + 1].is_blank

    def _is_gap(self, at: int) -> bool:
        """Tell whether a line is blank or of the page; a text right below a label is a value all the same."""
        line, above = self._lines[at], self._parts[at - 1] if at else None
        if line.is_blank or line.aside:
            return True
        return line.number in self._page and not (above and above.key in self._labels and not above.value)

    def _is_matrix(self, records: Sequence[_Record]) -> bool:
        """Tell whether the same labels stand in nearly every record, and are columns of elements that are measured."""
        met = sum(key in record.values for key in self._faithful for record in records)
        texts = [value for record in records for value in record.values.values()]
        if met < _WHOLE * len(self._faithful) * len(records) or sum(map(len, texts)) > _LONGEST_MEAN * len(texts):
            return False
        labels = self._headers(records)
        columns = [[record.values.get(key, "") for record in records] for key in labels]
        fields = self._columns.read(list(labels.values()), [content.of_column(cells) for cells in columns])
        if fields is None or not (fields[0] or "").startswith(_ELEMENTS):
            return False
        elements = {field for field in fields if field and field.startswith(_ELEMENTS)}
        return (_LEVEL in elements or len(elements) > 1) and not _MEASURED.isdisjoint(fields)

    def _headers(self, records: Sequence[_Record]) -> dict[str, str]:
        """Return the header of each column by its key, without a year where records name different ones."""
        labels: dict[str, str] = {}
        for record in records:
            for key, label in record.labels.items():
                labels[key] = label if labels.get(key, label) == label else _YEAR.sub("", label)
        return labels

    def _table(self, run: Sequence[_Record], first: int) -> Iterator[TextLine]:
        """Yield a run of records as a table: the labels as its header, a row for each record."""
        labels = self._headers(run)
        table = -first  # a table of its own
        yield TextLine(first, squeeze(" ".join(labels.values())), cells=tuple(labels.values()), table=table)
        for record in run:
            values = tuple(_value(record, key, label) for key, label in labels.items())
            numbers = tuple(record.numbers.get(key, self._lines[record.last].number) for key in labels)
            yield TextLine(
                self._lines[record.last].number, squeeze(" ".join(values)), cells=values, table=table, numbers=numbers
            )


def _value(record: _Record, key: str, header: str) -> str:
    """Return a value, with the year of its own label where the header of the table lost it."""
    value = record.values.get(key, "")
    year = _YEAR.search(record.labels.get(key, ""))
    return f"{value} ({year[1]})" if value and year and not _YEAR.search(header) else value


def _parted(line: TextLine) -> _Part | None:
    """Return what may be the label of a line, and the value behind it; None where it can hold no label."""
    if line.is_blank or line.aside or line.bullet or line.enumerator or line.table is not None or len(line.cells) > 2:
        return None
    if len(line.cells) == 2:
        label, value = line.cells
    else:
        label, *rest = _SEPARATOR.split(line.text, 1)
        value = rest[0] if rest else ""
    key = fold(_YEAR.sub("", label))
    if len(label) > _LONGEST_LABEL or len(label.split()) > _LABEL_WORDS or not label[:1].isupper():
        return None
    if not key or _UNFINISHED.search(label) or any(c.isdigit() for c in key):
        return None
    return _Part(key, label, value)
