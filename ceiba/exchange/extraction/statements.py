"""Missions, visions, problems …: the texts under their headings, one a paragraph or item."""

from ceiba.exchange.extraction.drafts import PlanDraft, StatementDraft
from ceiba.exchange.extraction.paragraphs import Block
from ceiba.exchange.extraction.texts import unquoted
from ceiba.kernel.plan import StatementKind

_SINGLE = frozenset({StatementKind.MISSION, StatementKind.VISION})
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


def _belongs_below(above: StatementDraft, heading: StatementDraft) -> bool:
    """Tell whether a paragraph without heading of its own is what the heading printed right below it announces."""
    near = 0 < heading.lines[0] - above.lines[-1] < _NEAR
    return near and above.kind is StatementKind.NARRATIVE and heading.kind in _SINGLE
