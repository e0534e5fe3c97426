"""Tables that no layout knows: their columns guessed where the cells speak clearly, otherwise reported to a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from ceiba.exchange.extraction import content, rows
from ceiba.exchange.extraction.content import Content
from ceiba.exchange.extraction.headings import Grammar, is_infinitive
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.outline import Outline
from ceiba.exchange.extraction.tables import Grid, merge
from ceiba.exchange.extraction.texts import is_promise
from ceiba.exchange.proposal import UnmappedTable
from ceiba.kernel.methodology import Level, Methodology, Role
from ceiba.kernel.source import Place
from ceiba.kernel.text import squeeze
from ceiba.kernel.vocabulary import Layout

_LEAST_ROWS, _LEAST_COLUMNS, _SHOWN = 3, 2, 5
_HEADER_LINES = 3
_SURE, _MOSTLY = 0.8, 0.6
_PROMISE_WORDS = 4
_GUESSED = Layout("guessed", "element", ())


@dataclass(frozen=True, slots=True)
class _Parted:
    headers: tuple[str, ...]
    body: tuple[TextLine, ...]
    first: int = 0


def describe(run: Sequence[TextLine]) -> UnmappedTable | None:
    """Return a table for a person to map; None where it is too small or holds nothing that a plan could hold."""
    table = _parted(run)
    if table is None or len(table.body) + 1 < _LEAST_ROWS or not _speaks_of_a_plan(table):
        return None
    shown = tuple(tuple(map(squeeze, line.row)) for line in table.body[:_SHOWN])
    place = Place(run[0].number, run[-1].number if run[-1].number > run[0].number else None)
    return UnmappedTable(tuple(map(squeeze, table.headers)), shown, len(table.body), place)


def guess(run: Sequence[TextLine], outline: Outline, grammar: Grammar, methodology: Methodology) -> Grid | None:
    """Return the table with its columns told by their cells alone, None where they do not speak clearly.

    A column is that of a level where its cells carry the level's label; or where they begin with verbs, and another
    column names measures or holds values: then it is what hangs below the element that is open above the table.
    """
    table = _parted(run)
    if table is None or len(table.body) + 1 < _LEAST_ROWS:
        return None
    width = len(table.headers)
    columns = [[line.row[i] for line in table.body if i < len(line.row)] for i in range(width)]
    if any(_is_labelled(header, grammar) for header in table.headers):  # no header at all
        table = _Parted(("",) * width, tuple(line for line in run if line.number >= table.first))
        columns = [[line.row[i] for line in table.body if i < len(line.row)] for i in range(width)]
    contents = [content.of_column(cells) for cells in columns]
    fields = _by_labels(columns, grammar) or _by_verbs(contents, outline, methodology)
    if not fields or len(fields) < _LEAST_COLUMNS:
        return None
    names = tuple(fields.get(i) for i in range(width))
    found = tuple(rows.records(table.body, names, lambda text: grammar.label(text) is not None))
    return Grid(_GUESSED, names, tuple(map(squeeze, table.headers)), found)


def _parted(run: Sequence[TextLine]) -> _Parted | None:
    """Return the header lines, merged, and the rows below them; None where the run has no columns."""
    lines = [line for line in run if len([cell for cell in line.row if cell]) > 1]
    if len(lines) < 2 or max(len(line.row) for line in lines) < _LEAST_COLUMNS:
        return None
    height = 1
    while height < _HEADER_LINES and height + 1 < len(lines) and "above" in lines[height].covered:
        height += 1
    return _Parted(merge(lines[:height]), tuple(lines[height:]), lines[0].number)


def _speaks_of_a_plan(table: _Parted) -> bool:
    """Tell whether a table holds promises, or numbers beside words."""
    cells = [cell for line in table.body for cell in line.row if cell]
    promises = sum(is_infinitive(c) or (len(c.split()) >= _PROMISE_WORDS and is_promise(c)) for c in cells)
    values = sum(content.is_value(c) for c in cells)
    return promises >= 2 or (values >= len(table.body) and values < len(cells))


def _is_labelled(cell: str, grammar: Grammar) -> bool:
    label = grammar.label(cell)
    return label is not None and bool(label.rest) and label.separated


def _by_labels(columns: Sequence[Sequence[str]], grammar: Grammar) -> dict[int, str]:
    """Return the columns whose cells carry the label of one level: «Eje 1: …», «Objetivo 1.2. …»."""
    fields: dict[int, str] = {}
    for i, cells in enumerate(columns):
        filled = [cell for cell in cells if cell]
        labels = [label for cell in filled if (label := grammar.label(cell)) and _is_labelled(cell, grammar)]
        if len(labels) < 2 or len(labels) < _SURE * len(filled):
            continue
        level = labels[0].levels[0]
        if all(level in label.levels for label in labels) and f"level:{level.key}" not in fields.values():
            fields[i] = f"level:{level.key}"
    return fields if len(fields) > 1 else {}


def _by_verbs(contents: Sequence[Content], outline: Outline, methodology: Methodology) -> dict[int, str]:
    promised = [i for i, c in enumerate(contents) if c.verbs >= _SURE and c.filled >= _LEAST_ROWS]
    measured = [i for i, c in enumerate(contents) if c.measures >= _SURE and i not in promised]
    if len(promised) != 1 or len(measured) != 1:
        return {}
    level = _below(outline, methodology)
    if level is None:
        return {}
    fields = {promised[0]: f"level:{level.key}", measured[0]: "indicator"}
    values = [i for i, c in enumerate(contents) if c.values >= _SURE and i > measured[0] and c.years < _MOSTLY]
    if len(values) == 1:
        fields[values[0]] = "target"
    return fields


def _below(outline: Outline, methodology: Methodology) -> Level | None:
    """Return the level of objectives, or that of actions where an objective is open already."""
    above = outline.hierarchy.is_above
    newest = outline.elements[-1] if outline.elements else None
    for kind, role in (("objective", Role.GOAL), ("action", Role.ACTIVITY)):
        level = next((lv for lv in methodology.levels if lv.kind == kind and lv.role is role), None)
        if level is not None and (newest is None or above(newest.level, level)):
            return level
    return None
