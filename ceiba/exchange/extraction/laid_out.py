"""Money that stands in lines and not in a table that the format declares: its rows, totals, and the axes it names."""

from dataclasses import dataclass

from ceiba.exchange.extraction.drafts import MoneyRow, TotalRow
from ceiba.exchange.extraction.headings import Label
from ceiba.exchange.extraction.layout_rows import LayoutRow
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.outline import Outline
from ceiba.kernel.methodology import Level
from ceiba.kernel.text import fold


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A table of funding that blanks lay out: its lines, its rows and totals, and the rows that name axes."""

    lines: tuple[TextLine, ...]
    rows: tuple[MoneyRow, ...]
    totals: tuple[TotalRow, ...]
    axes: tuple[tuple[Level, Label, LayoutRow], ...]

    def name_axes(self, outline: Outline) -> None:
        """Add the axes that the table names, unless the document named them before."""
        known = {key for e in outline.elements if e.level.kind == "axis" for key in (fold(e.text), e.code)}
        for level, label, row in self.axes:
            if not known & {fold(label.rest), label.code}:
                outline.add_row(level, label.rest, min(line for line, _text in row.pieces), None, label.code)
