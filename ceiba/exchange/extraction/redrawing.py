"""The tables and forms that a text only draws, put into rows of cells before anything is read."""

from collections.abc import Sequence

from ceiba.exchange.document import Document
from ceiba.exchange.extraction import (
    broken_rows,
    cards,
    cell_lines,
    drawn,
    field_records,
    form_rows,
    labelled_rows,
    one_line_pages,
    panels,
    record_rows,
    run_rows,
    sheet_lines,
)
from ceiba.exchange.extraction.fichas import Fichas
from ceiba.exchange.extraction.headings import Grammar
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.open_matrix import OpenMatrix
from ceiba.exchange.extraction.prepared import prepared
from ceiba.exchange.extraction.row_layouts import AnyColumns
from ceiba.exchange.extraction.sheet_labels import SheetLabels
from ceiba.exchange.extraction.usage import Usage
from ceiba.kernel.methodology import Methodology, Role


def redrawn(document: Document, lines: Sequence[TextLine], methodology: Methodology) -> list[TextLine]:
    """Return the lines with the tables that are drawn in text, and the sheets, as rows of cells."""
    grammar = Grammar(methodology)
    columns = AnyColumns(OpenMatrix(methodology, Usage(grammar, ())), methodology)  # asked for names of columns only
    labels = prepared(SheetLabels, methodology.vocabulary)
    raw = {line.number: line.text for line in document.lines} | {line.number: line.text for line in lines if line.apart}
    lines = one_line_pages.announced(lines, grammar, methodology.levels)

    def is_field(text: str) -> bool:
        label = grammar.label(text)
        return columns.names(text) or labels.find(text) is not None or (label is not None and not label.rest)

    lines = form_rows.gathered(drawn.barred(lines), raw, is_field)
    fichas = Fichas(methodology, grammar)
    lines = fichas.unfold(record_rows.unfold(lines, columns))
    raw |= {line.number: line.text for line in lines if line.apart}  # read out of their row, blanks mean no more
    lines = sheet_lines.unfold(lines, document.lines, labels)

    def is_label(text: str) -> bool:
        return is_labelled(grammar, text)

    lines = field_records.unfold(lines, methodology)
    lines = broken_rows.mended(drawn.laid_out(lines, raw, columns.knows), columns)
    lines = panels.parted(lines, raw, lambda text: _heads_axis(grammar, text))
    lines = cell_lines.gathered(run_rows.parted(lines, columns, is_label), columns, is_label)
    lines = cards.unfolded(lines, grammar, columns.names)
    return fichas.unfold(labelled_rows.parted(lines, grammar, methodology, columns.names))


def is_labelled(grammar: Grammar, text: str) -> bool:
    """Tell whether a text is an element with its label in front: «EJE 1: Agua»."""
    label = grammar.label(text)
    return label is not None and bool(label.rest) and label.separated


def _heads_axis(grammar: Grammar, text: str) -> bool:
    """Tell whether a text is the heading of an axis or theme, with or without its name."""
    label = grammar.label(text)
    return label is not None and any(level.role is Role.AXIS for level in label.levels) and not label.plural
