"""Documents with declared tables, written as rows of cells: «<» is covered from the left, «^» from above."""

from collections.abc import Sequence

from ceiba.exchange.document import Cell, Document, Line, Table
from ceiba.exchange.extraction.engine import extract
from ceiba.exchange.proposal import Proposal
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.vocabulary import Layout
from ceiba.methodologies.loader import load

_COVERED = {"<": "left", "^": "above"}


def document(*parts: str | Sequence[Sequence[str]]) -> Document:
    """Return a document of paragraphs (a text each) and tables (rows of cells), in their order."""
    lines: list[Line] = []
    tables: list[Table] = []
    for part in parts:
        if isinstance(part, str):
            lines += [Line(len(lines) + i, text) for i, text in enumerate(part.split("\n"), 1)]
            continue
        rows = []
        for row in part:
            number = len(lines) + 1
            cells = tuple(
                Cell("", number, None, _COVERED[text]) if text in _COVERED else Cell(text, number) for text in row
            )
            rows.append(cells)
            text = "\t".join(cell.text.replace("\n", " ") for cell in cells)
            lines.append(Line(number, text, table=len(tables)))
        tables.append(Table(tuple(rows)))
    return Document("inventado.docx", tuple(lines), tuple(tables))


def propose(*parts: str | Sequence[Sequence[str]], layouts: Sequence[Layout] = ()) -> Proposal:
    """Read a document of paragraphs and tables with the methodology that holds for every country."""
    return extract(document(*parts), load("base"), layouts)


def tree(proposal: Proposal) -> list[tuple[str, str, str | None]]:
    """Return level, text and the parent's text of every element."""
    texts = {element.id: element.text for element in proposal.snapshot.elements}
    return [(e.level, e.text, texts.get(e.parent or "")) for e in proposal.snapshot.elements]


def goals(proposal: Proposal) -> list[tuple[str, object, int | None, object, int | None]]:
    """Return text, baseline with its year and final target with its year of every indicator."""
    return [_goal(indicator) for indicator in proposal.snapshot.indicators]


def _goal(indicator: Indicator) -> tuple[str, object, int | None, object, int | None]:
    final = indicator.final_target
    base = indicator.baseline.year if indicator.baseline else None
    end = final.period.end_year if final and final.period else None
    return indicator.text, indicator.baseline_value, base, indicator.target_value, end
