"""Tables that lost their tabs: a line made of column names alone, then the cells of each row one after another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ceiba.exchange.extraction.changes import IndicatorReading, read_promise
from ceiba.exchange.extraction.column_names import FlatHeaders
from ceiba.exchange.extraction.content import MEASURES
from ceiba.exchange.extraction.drafts import IndicatorDraft
from ceiba.exchange.extraction.headings import Grammar
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.measures import measure_unit
from ceiba.exchange.extraction.numbers import parse_amount
from ceiba.exchange.extraction.outline import Outline
from ceiba.exchange.extraction.paragraphs import join
from ceiba.kernel.methodology import Level, Methodology
from ceiba.kernel.quantity import PERCENT
from ceiba.kernel.text import fold
from ceiba.kernel.vocabulary import Layout

_VALUE = re.compile(r"(?P<text>.*?)(?:^|\s)(?P<value>\d[\d.,]*\s?%?|o)\s*$")


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A header line, the fields of its columns, and the lines below it up to the next heading."""

    layout: Layout
    columns: tuple[str, ...]
    lines: tuple[TextLine, ...]


@dataclass(slots=True)
class _Row:
    text: list[str] = field(default_factory=list)
    indicator: list[str] = field(default_factory=list)
    value: str = ""
    line: int = 0
    indicator_line: int = 0


def find(lines: Sequence[TextLine], skipped: set[int], headers: FlatHeaders, grammar: Grammar) -> dict[int, FlatTable]:
    """Return the flattened tables of a document that have a column of indicators, keyed by the line of their header."""
    found: dict[int, FlatTable] = {}
    current: tuple[Layout, tuple[str, ...], list[TextLine]] | None = None
    for line in lines:
        if line.number in skipped or line.is_blank:
            continue
        header = None if line.cells else headers.columns(line.printed)
        if current is not None and (header is not None or line.cells or _ends(line, grammar, current[1])):
            found[current[2][0].number] = FlatTable(current[0], current[1], tuple(current[2]))
            current = None
        if header is not None and "indicator" in header[1]:
            current = (*header, [line])
        elif current is not None:
            current[2].append(line)
    if current is not None:
        found[current[2][0].number] = FlatTable(current[0], current[1], tuple(current[2]))
    return found


def _ends(line: TextLine, grammar: Grammar, columns: tuple[str, ...]) -> bool:
    if line.style == "article" or grammar.statement(line.text) is not None:
        return True
    label = grammar.label(line.text)
    own = {name.removeprefix("level:") for name in columns}
    return label is not None and label.separated and not own & {level.key for level in label.levels}


def read(table: FlatTable, outline: Outline, methodology: Methodology, separator: str) -> list[IndicatorDraft]:
    """Add the rows of a flattened table to the outline and return their indicators."""
    name = next(column for column in table.columns if column.startswith("level:"))
    level = methodology.level(name.removeprefix("level:"))
    if level is None:
        return []
    return [draft for row in _rows(table.lines[1:]) if (draft := _take(row, level, outline, methodology, separator))]


def _rows(lines: Sequence[TextLine]) -> list[_Row]:
    """Part the lines into rows: the promise up to its full stop, the indicator, the value that closes the row."""
    rows: list[_Row] = []
    row = _Row()
    for line in lines:
        text = line.printed
        alone = re.fullmatch(r"\d[\d.,]*\s?%?|o", text) is not None
        if row.indicator and row.indicator[-1].endswith(".") and not alone and not _VALUE.match(text):
            rows.append(row)
            row = _Row()
        if not row.text:
            row.text, row.line = [text], line.number
        elif not row.indicator and not row.text[-1].endswith(".") and not fold(text).startswith(MEASURES):
            row.text.append(text)
        else:
            row.indicator_line = row.indicator_line or line.number
            match = _VALUE.match(text)
            row.indicator.append(match["text"].strip() if match else text)
            if match:
                row.value = match["value"]
                rows.append(row)
                row = _Row()
    if row.text:
        rows.append(row)
    return rows


def _take(row: _Row, level: Level, outline: Outline, methodology: Methodology, separator: str) -> IndicatorDraft | None:
    text, name = join(row.text), join([part for part in row.indicator if part])
    element = outline.add_row(level, text, row.line, outline.hierarchy.parent(level), None)
    element.confidence = 0.75
    value = None if row.value in {"", "o"} else parse_amount(row.value, separator)
    stated = read_promise(text, methodology.vocabulary, methodology.measure_units, separator, None)
    reading = replace(stated[0], text=name) if stated else IndicatorReading(name)
    unit = PERCENT if row.value.endswith("%") else reading.measure_unit or measure_unit("", name, methodology)
    if not name:
        return None
    reading = replace(
        reading,
        baseline_value=value,
        baseline_year=None,
        measure_unit=unit,
        quote=f"{text} {name} {row.value}".strip(),
        confidence=0.7,
    )
    return IndicatorDraft(reading, element, row.indicator_line or row.line, outline.plan)
