"""A table in which the elements of the last level are a list inside one cell, as offices type them."""

import random

from tests.corpora.blocks import Box, Drawing, Grid
from tests.corpora.matrix import Manner, Row
from tests.corpora.plans import Node
from tests.corpora.second.board import Board, Column
from tests.corpora.second.marks import further_ordinal
from tests.corpora.words import Words

SIGNS = ("•", "-", "1.", "1)", "A)", "➢")


class Lists(Board):
    """Draws a row for each element of the last level but one; its children are lines of the last cell of the levels."""

    def __init__(self, drawing: Drawing, manner: Manner, words: Words, rng: random.Random) -> None:
        super().__init__(drawing, manner, words, rng)
        self.own_codes, self.order = "none", "levels first"
        self.sign = rng.choice(SIGNS)
        drawing.features -= {f for f in drawing.features if f.startswith(("order:", "own codes:", "board"))}
        drawing.features.add("lists in cells")

    def grid(self, roots: tuple[Node, ...], parent: str | None = None, path: tuple[int, ...] = ()) -> Grid:
        """Return the table of these trees."""
        self.paths = {}
        chain = self.drawing.plan.scheme.chain
        last = chain[-1]
        full = list(self._rows(roots, path))
        upper = [level for level in self._levels(full) if level.key != last.key]
        rows, leaves = _gathered(full, last.key)
        above = [c for level in upper for c in self._level_columns(level)]
        head = self.rng.choice(last.plurals)
        inside = Column(
            "", head.upper() if self.manner.caps else head, lambda row: self._list(leaves[_key(row)]), lambda _row: None
        )
        measured = {row.measured.id for row in rows if row.measured}
        shown = measured if self.manner.indicators != "none" else set()
        self._record(roots, parent, shown)
        measures = self._measure_columns() if self.manner.indicators != "none" and measured else []
        columns = [*above, inside, *measures, *self._beside_columns()]
        body = self._filled(rows, columns)
        heads = [[Box(f"{c.over} {c.head}" if c.over else c.head) for c in columns]]
        return Grid(tuple(tuple(r) for r in (*heads, *body)), 1, self.name)

    def _list(self, nodes: list[Node]) -> str:
        marks = [
            further_ordinal(self.sign, i) if self.sign[-1] in ".)" else self.sign for i in range(1, len(nodes) + 1)
        ]
        return "\n".join(f"{mark} {node.text}" for mark, node in zip(marks, nodes, strict=True))


def _key(row: Row) -> str:
    return "/".join(node.id for node in row.nodes if node)


def _gathered(rows: list[Row], last: str) -> tuple[list[Row], dict[str, list[Node]]]:
    """Return one row for all that hang from the same element, and their last elements."""
    made: list[Row] = []
    leaves: dict[str, list[Node]] = {}
    for row in rows:
        upper = Row(tuple(n for n in row.nodes if n and n.level.key != last))
        leaf = [n for n in row.nodes if n and n.level.key == last]
        if _key(upper) not in leaves:
            made.append(upper)
        leaves.setdefault(_key(upper), []).extend(leaf)
    return made, leaves
