"""Sheets printed as tables, a label beside each value: read as the lines «Label: value» that they stand for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ceiba.exchange.extraction.headers import words_of
from ceiba.exchange.extraction.headings import Grammar
from ceiba.exchange.extraction.lines import TextLine, marked
from ceiba.kernel.methodology import Level, Methodology
from ceiba.kernel.text import fold, squeeze

_LABEL_WORDS, _LABEL_CHARACTERS = 9, 70
_LEAST, _SHARE = 2, 0.6
_PROMISE = 4  # words from which on the value of a level's label is an element
_WIDEST = 8  # cells of a row: the label and the years of a target
_COUNTS = ("number", "ignored", "text", "code", "level")  # columns that are no label of a sheet
_PROSE = 200  # characters of a cell that is text set in a box
_YEAR = re.compile(r"\(?(?:19|20)\d{2}\)?")
_NUMBERED = re.compile(r"\s*(?:\b[A-Z]{1,3}[.\-]?)?\d{1,3}(?:\.\d{1,3})*\.?$")


@dataclass(slots=True)
class _Entry:
    """A label, its part where it has such («Línea base», «Año»), the value, and where both stand."""

    label: tuple[str, ...]
    value: str
    line: int
    place: int
    waits: bool = False


class Fichas:
    """The labels of one methodology by which sheets are known."""

    def __init__(self, methodology: Methodology, grammar: Grammar) -> None:
        self._grammar = grammar
        self._levels_of: dict[str, tuple[Level, ...]] = {}
        vocabulary = methodology.vocabulary
        self._values = _phrases((*vocabulary.baseline_labels, *vocabulary.target_labels))
        self._indicator = _phrases(vocabulary.indicator_labels)
        self._fields = _phrases(word for words in vocabulary.indicator_fields.values() for word in words)
        self._statements = _phrases(word for words in vocabulary.statements.values() for word in words)
        self._levels = _phrases(label for level in methodology.levels for label in (*level.labels, level.term))
        self._named = self._values | self._indicator | self._fields | self._levels
        self._telling = self._values | self._indicator | self._fields | self._statements
        matrix = next((layout for layout in vocabulary.layouts if "level:" in layout.required), None)
        columns = [column for column in matrix.columns if not column.field.startswith(_COUNTS)] if matrix else []
        self._columns = _phrases(header for column in columns for header in column.headers)
        self._all = self._telling | self._levels | self._columns

    def unfold(self, lines: Sequence[TextLine]) -> list[TextLine]:
        """Return the lines with every sheet's rows as lines of text, and boxes around a single text as that text."""
        found: list[TextLine] = []
        for is_table, group in groupby(lines, key=lambda line: (bool(line.cells), line.table)):
            rows = list(group)
            if is_table[0] and self._is_sheet(rows):
                found += self._sheet(rows)
            elif is_table[0] and is_table[1] is not None and _is_box(rows):
                found += [
                    line for row in rows for line in _paragraphs(row.number, "", "\n".join(filter(None, row.cells)))
                ]
            else:
                found += rows
        return found

    def _is_sheet(self, rows: Sequence[TextLine]) -> bool:
        """Tell whether the first cells of a table are labels and not elements below a header."""
        pairs = [[cell for cell in row.cells if cell] for row in rows]
        pairs = [cells for cells in pairs if len(cells) > 1]
        if max(map(len, pairs), default=0) > _WIDEST:
            return False
        if rows[0].table is None and any(sum(_YEAR.fullmatch(c) is not None for c in cells) > 1 for cells in pairs):
            return False  # a grid of years below the labels
        labelled = [cells for cells in pairs if self._is_label(cells[0])]
        if len(labelled) < _LEAST or len(labelled) < _SHARE * len(pairs):
            return False
        telling = self._telling | self._columns
        if sum(self._words(cells[0]) in telling for cells in labelled) < max(_LEAST, len(labelled) / 2):
            return False  # a matrix whose rows name their levels: OEI, AEI, AEI, …
        others = [cell for cells in labelled for cell in cells[1::2]]
        headed = all(self._is_label(cell) for cell in pairs[0]) and len(pairs[0]) > 2
        return not headed and sum(map(self._is_label, others)) <= len(others) / 2

    def _is_label(self, cell: str) -> bool:
        if len(cell) > _LABEL_CHARACTERS or not any(c.isalpha() for c in cell):
            return False
        words = self._words(cell)
        return self._is_known(cell) or (cell.rstrip().endswith(":") and len(words) <= _LABEL_WORDS)

    def _is_known(self, cell: str) -> bool:
        """Tell whether a label is one of the vocabulary, or a level's with words that qualify it."""
        return self._words(cell) in self._all or bool(self._level_of(cell))

    def _level_of(self, cell: str) -> tuple[Level, ...]:
        """Return the levels that a cell names and says nothing else of; cells come back in many rows."""
        if cell not in self._levels_of:
            label = self._grammar.label(cell)
            self._levels_of[cell] = label.levels if label is not None and not label.rest else ()
        return self._levels_of[cell]

    def _words(self, cell: str) -> tuple[str, ...]:
        return tuple(sorted(words_of(_NUMBERED.sub("", _YEAR.sub("", cell).rstrip(" :.")))))

    def _sheet(self, rows: Sequence[TextLine]) -> Iterator[TextLine]:
        """Yield a sheet as the row of a matrix that it stands for, or as lines where it holds no indicator."""
        entries: list[_Entry] = []
        for row in rows:
            printed = [cell for cell in row.cells if cell]
            if len(printed) == 1 and row.cells[0] and (not entries or self._words(printed[0]) not in self._all):
                yield from _paragraphs(row.number, "", printed[0])
                continue
            self._take(row, entries)
        entries = list(self._kept(entries))
        if len({entry.line for entry in entries}) > 1 and any(
            self._words(entry.label[0]) in self._indicator for entry in entries
        ):
            elements = self._repeating(entries)
            for entry in elements:
                yield from _paragraphs(entry.line, entry.label[0].rstrip(" :"), entry.value)
            yield from _turned(entries[len(elements) :])
            return
        for entry in entries:
            yield from _paragraphs(entry.line, entry.label[0].rstrip(" :"), entry.value)

    def _repeating(self, entries: Sequence[_Entry]) -> Sequence[_Entry]:
        """Return what stands before the indicator where a level comes twice there (a measure and its actions).

        A row has one place for each level, so that such elements are lines of their own.
        """
        first = next(i for i, entry in enumerate(entries) if self._words(entry.label[0]) in self._indicator)
        upper = [self._level_of(entry.label[0]) for entry in entries[:first]]
        told = [levels for levels in upper if levels]
        return entries[:first] if len(set(told)) < len(told) else []

    def _take(self, row: TextLine, entries: list[_Entry]) -> None:
        """Add the labels and values of a row; labels without values wait for the row below."""
        waiting = [entry for entry in entries if entry.waits]
        cells = [*row.cells]
        if waiting and not any(self._is_label(cell) for cell in cells if cell) and len(cells) > 2:
            for entry in waiting:
                entry.value = cells[entry.place] if entry.place < len(cells) else ""
                entry.waits = False
            return
        if entries and not any(cells[:-1]) and len(cells) == 2:
            entries[-1].value = f"{entries[-1].value}\n{cells[-1]}".strip()  # the value goes on in a row of its own
            return
        head = entries[-1].label[:1] if entries and not cells[0] else ()
        label: tuple[str, ...] = head
        fresh: list[_Entry] = []
        for place, cell in enumerate(cells):
            if not cell:
                continue
            owed = (
                bool(fresh)
                and not fresh[-1].value
                and len(fresh[-1].label) > 1
                and not _YEAR.fullmatch(fresh[-1].label[1])
            )
            if not owed and self._is_part(label, cell, cells[place + 1 :]):
                label = (label[0], cell)
                fresh.append(_Entry(label, "", row.number, place))
            elif not owed and self._is_label(cell):
                label = (cell,)
                fresh.append(_Entry(label, "", row.number, place))
            elif fresh and not fresh[-1].value:
                fresh[-1].value = cell
            elif fresh:
                fresh[-1].value = f"{fresh[-1].value}\n{cell}"
            elif label:
                fresh.append(_Entry(label, cell, row.number, place))
        empty = [entry for entry in fresh if not entry.value]
        for entry in empty:
            entry.waits = len(empty) == len(fresh) and len(fresh) > 1
        entries += fresh

    def _is_part(self, label: tuple[str, ...], cell: str, after: Sequence[str]) -> bool:
        """Tell whether a cell behind a label says which part of it follows: a year, or a word before a value."""
        if not label or self._words(label[0]) not in self._values or self._words(cell) in self._named:
            return False
        follows = next((other for other in after if other), "")
        return _YEAR.fullmatch(cell) is not None or (cell.isalpha() and any(c.isdigit() for c in follows))

    def _kept(self, entries: Sequence[_Entry]) -> Iterator[_Entry]:
        """Yield the entries with value and known label; behind the indicator few words of a level only describe it."""
        measured = False
        for entry in entries:
            words = self._words(entry.label[0])
            measured = measured or words in self._indicator
            described = measured and words not in self._telling | self._columns and len(entry.value.split()) < _PROMISE
            if entry.value and self._is_known(entry.label[0]) and not described:
                yield entry


def _turned(entries: Sequence[_Entry]) -> Iterator[TextLine]:
    """Yield a sheet as a table of one row under a header."""
    first, table = entries[0].line, -entries[0].line  # a table of its own
    labels = tuple(
        squeeze("\n".join(e.label)).rstrip(" :") if len(e.label) < 2 else "\n".join(e.label) for e in entries
    )
    values = tuple(entry.value for entry in entries)
    yield TextLine(first, squeeze(" ".join(labels)), cells=labels, table=table)
    yield TextLine(
        entries[-1].line,
        squeeze(" ".join(values)),
        cells=values,
        table=table,
        numbers=tuple(entry.line for entry in entries),
    )


def _phrases(phrases: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(sorted(words_of(phrase))) for phrase in phrases if fold(phrase))


def _is_box(rows: Sequence[TextLine]) -> bool:
    """Tell whether a table is a frame around text: no row has two cells, and one is as long as a paragraph."""
    printed = [[cell for cell in row.cells if cell] for row in rows]
    return all(len(cells) <= 1 for cells in printed) and any(len(cells[0]) > _PROSE for cells in printed if cells)


def _paragraphs(number: int, label: str, text: str) -> Iterator[TextLine]:
    first, *others = text.split("\n")
    if others and label and (item := marked(number, squeeze(first))).printed != item.text:
        label, first, others = "", f"{label}:", [first, *others]  # a list below its label
    yield replace(marked(number, squeeze(f"{label}: {first}" if label else first)), apart=True)
    for other in others:
        yield replace(marked(number, squeeze(other)), apart=True)
