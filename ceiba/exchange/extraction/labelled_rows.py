"""Matrices whose rows say their level in front of their text («Resultado 2: …»): the label as a column of its own.

Logical frameworks of cooperation are printed so: one column for the whole «lógica de intervención».
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from ceiba.exchange.extraction.headings import Grammar
from ceiba.exchange.extraction.labels import Label
from ceiba.exchange.extraction.lines import TextLine
from ceiba.kernel.methodology import Methodology

_FEWEST, _SHARE = 3, 0.7  # rows that say their level, and their share
_LEVEL, _TEXT = "level", "text"
Names = Callable[[str], bool]


def parted(lines: Sequence[TextLine], grammar: Grammar, methodology: Methodology, names: Names) -> list[TextLine]:
    """Return the lines with such a column parted into that of the level and that of the text, under its header.

    ``names`` tells whether a text is the name of a column.
    """
    found: list[TextLine] = []
    for (has_cells, _table), group in groupby(lines, key=lambda line: (bool(line.cells), line.table)):
        rows = list(group)
        found += _parted(rows, grammar, methodology, names) if has_cells else rows
    return found


def _parted(rows: list[TextLine], grammar: Grammar, methodology: Methodology, names: Names) -> list[TextLine]:
    head, body = rows[0], rows[1:]
    own, headers = grammar.label(head.cells[0]), _headers(methodology)
    if own is not None or headers is None or sum(map(names, filter(None, head.cells))) * 2 < len(head.cells):
        return rows
    if not any(_label(row, grammar) for row in body[:_FEWEST]):
        return rows
    labels = [_label(row, grammar) for row in body]
    met = [label for label in labels if label is not None]
    if len(met) < max(_FEWEST, _SHARE * len(body)) or len({label.levels for label in met}) < 2:
        return rows
    parts = [replace(head, cells=(*headers, *head.cells[1:]), covered=())]
    for row, label in zip(body, labels, strict=True):
        first = (f"{label.words} {label.code or ''}".strip(), label.rest) if label else ("", row.cells[0])
        numbers = (row.numbers[0], *row.numbers) if row.numbers else ()
        covered = ("", *row.covered) if row.covered else ()
        parts.append(replace(row, cells=(*first, *row.cells[1:]), numbers=numbers, covered=covered))
    return parts


def _label(row: TextLine, grammar: Grammar) -> Label | None:
    """Return the label before the text of a row's first cell."""
    label = grammar.label(row.cells[0]) if len(row.cells) > 1 and row.cells[0] else None
    return label if label is not None and label.rest and label.separated and not label.kept else None


def _headers(methodology: Methodology) -> tuple[str, str] | None:
    """Return what the vocabulary calls the column of a row's level and that of its text."""
    layout = next((lt for lt in methodology.vocabulary.layouts if "level:" in lt.required), None)
    named = {column.field: column.headers[0] for column in layout.columns} if layout else {}
    return (named[_LEVEL], named[_TEXT]) if {_LEVEL, _TEXT} <= named.keys() else None
