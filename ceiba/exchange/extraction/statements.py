"""Missions, visions, problems …: the texts under their headings, one a paragraph or item."""

from collections.abc import Sequence

from ceiba.exchange.extraction.drafts import PlanDraft, StatementDraft
from ceiba.exchange.extraction.headings import Grammar
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.paragraphs import Block
from ceiba.exchange.extraction.texts import unquoted
from ceiba.kernel.plan import StatementKind

_SINGLE = frozenset({StatementKind.MISSION, StatementKind.VISION})
_SHORT = 4  # words that are no mission
_NEAR = 8  # lines between a paragraph and the heading printed below it


class Statements:
    """Collects the statements of a document."""

    def __init__(self) -> None:
        self.found: list[StatementDraft] = []
        self._kind: StatementKind | None = None
        self._style = ""  # how the heading is numbered

    def takes(self, block: Block) -> bool:
        """Tell whether a text belongs to the statement at hand; the next number of its own heading's row ends it."""
        if self._style and block.first.style == self._style and not block.first.bullet:
            self.close()
        return self._kind is not None

    def close(self) -> None:
        """End the statement at hand: another heading came."""
        self._kind, self._style = None, ""

    def open(self, kind: StatementKind, rest: str, block: Block, plan: PlanDraft) -> None:
        """Open a statement by its heading; ``rest`` is the text in the same line."""
        self._kind, self._style = kind, block.first.style
        self.found.append(StatementDraft(kind, unquoted(rest), block.numbers, plan))

    def fill(self, block: Block, plan: PlanDraft) -> None:
        """Take a text: the statement of the heading, another item of its list, or prose that follows a mission."""
        last = self.found[-1]
        if not last.text:
            last.text, last.lines = unquoted(block.text), block.numbers
            return
        single = self._kind in _SINGLE and not block.is_item
        kind = StatementKind.NARRATIVE if single else last.kind
        self.found.append(StatementDraft(kind, unquoted(block.text), block.numbers, plan, 0.5 if single else 0.9))

    def of_table(self, rows: Sequence[TextLine], grammar: Grammar, plan: PlanDraft) -> None:
        """Take the mission and vision that a table prints side by side, or one below the other with their headings."""
        heads = [_kind(cell, grammar) for cell in rows[0].row]
        if sum(kind is not None for kind in heads) > 1 and len(rows) > 1:
            below = rows[1].row
            stated = [(kind, text) for kind, text in zip(heads, below, strict=False) if kind is not None]
            if all(len(text.split()) > 2 for _kind, text in stated):
                self.found += [StatementDraft(kind, unquoted(text), [rows[1].number], plan) for kind, text in stated]
            return
        for row in rows:
            cells = [cell for cell in row.row if cell]
            kind = _kind(cells[0], grammar) if len(cells) == 2 and len(cells[1].split()) > _SHORT else None
            if kind is not None:
                self.found.append(StatementDraft(kind, unquoted(cells[1]), [row.number], plan))

    def mended(self) -> list[StatementDraft]:
        """Return the statements; a mission or vision without text takes the paragraph printed above its heading.

        That paragraph is the second one under the heading before. Headings without any text are left out.
        """
        kept: list[StatementDraft] = []
        for statement in self.found:
            above = kept[-1] if kept else None
            if statement.text:
                kept.append(statement)
            elif above is not None and _belongs_below(above, statement):
                lines = [*above.lines, *statement.lines]
                kept[-1] = StatementDraft(statement.kind, above.text, lines, above.plan, 0.6)
        return kept


def _kind(cell: str, grammar: Grammar) -> StatementKind | None:
    found = grammar.statement(cell) if cell else None
    return found[0] if found is not None and not found[1] and found[0] in _SINGLE else None


def _belongs_below(above: StatementDraft, heading: StatementDraft) -> bool:
    """Tell whether a paragraph without heading of its own is what the heading printed right below it announces."""
    near = 0 < heading.lines[0] - above.lines[-1] < _NEAR
    return near and above.kind is StatementKind.NARRATIVE and heading.kind in _SINGLE
