"""A drawing as printed pieces that can be injured: each paragraph with its lines, each table with its rows."""

import random
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.corpora.blocks import Box, Break, Drawing, Grid, Para


@dataclass
class Piece:
    """One paragraph as printed lines, or one table as rows (``heads`` of them header rows).

    ``role`` is as in ``Para``, or grid, break, noise (what an injury printed between). ``around``: no part of the plan.
    """

    role: str
    lines: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    heads: int = 0
    mark: str = ""
    gap: bool = False
    around: bool = False

    @property
    def is_long(self) -> bool:
        """Tell whether the paragraph takes more than one line."""
        return self.role != "noise" and len(self.lines) > 1


@dataclass
class Sheaf:
    """The pieces of a document with what an injury needs: chance, how hard it strikes (1 mild to 3 severe), page edges.

    ``whole`` lets injuries strike what stands around the plan too; else only the plan itself is hurt.
    """

    pieces: list[Piece]
    rng: random.Random
    force: int
    drawing: Drawing
    head: str
    foot: str
    whole: bool
    page: int = 1

    def edge(self) -> list[str]:
        """Return the foot of a page and the head of the next one as printed lines."""
        self.page += 1
        return [line for line in (self.foot.format(self.page - 1), self.head) if line]

    def some(self, found: list[int], share: float) -> list[int]:
        """Return at least one of the places, more of them by force and share."""
        if not found:
            return []
        count = max(1, round(len(found) * share * self.force))
        return sorted(self.rng.sample(found, min(count, len(found))))

    def text(self) -> Iterator[int]:
        """Yield the places of paragraphs."""
        for i, piece in enumerate(self.pieces):
            if piece.lines and piece.role not in ("noise", "contents") and (self.whole or not piece.around):
                yield i

    def grids(self) -> list[Piece]:
        """Return the tables."""
        return [piece for piece in self.pieces if piece.rows]


def sheaf(drawing: Drawing, rng: random.Random, force: int) -> Sheaf:
    """Return a drawing as pieces, wrapped at a random width."""
    width = rng.choice((62, 78, 92, 110))
    plan = drawing.plan
    head = drawing.running_head or rng.choice((plan.institution, f"{plan.institution} · {plan.scheme.plan}"))
    foot = drawing.running_foot or rng.choice(("Página {}", "{}", "- {} -"))
    pieces: list[Piece] = []
    for place, block in enumerate(drawing.blocks):
        made = _piece(block, width)
        for piece in made:
            piece.around = not drawing.start <= place < drawing.stop
        pieces += made
    return Sheaf(pieces, rng, force, drawing, head, foot, whole=rng.random() < 0.2)


def _piece(block: Para | Grid | Break, width: int) -> list[Piece]:
    if isinstance(block, Break):
        return [Piece("break")]
    if isinstance(block, Grid):
        title = [Piece("label", [block.name])] if block.name else []
        return [*title, Piece("grid", rows=block.texts(), heads=block.heads, gap=True)]
    wrapped = textwrap.wrap(block.printed, width, break_long_words=False, break_on_hyphens=False)
    return [Piece(block.role, wrapped or [""], mark=block.mark, gap=block.gap or block.role == "heading")]


def printed(pieces: list[Piece]) -> list[str]:
    """Return the lines of all pieces, tables by tabs, with the air that was asked for."""
    lines: list[str] = []
    for piece in pieces:
        if piece.role == "break" or (piece.gap and lines and lines[-1]):
            lines.append("")
        lines += piece.lines
        lines += ["\t".join(row).rstrip("\t") or "\t" for row in piece.rows]
        if piece.rows:
            lines.append("")
    return lines


def grid_of(piece: Piece) -> Grid:
    """Return a table as a grid again, without merged cells."""
    return Grid(tuple(tuple(Box(text) for text in row) for row in piece.rows), piece.heads)
