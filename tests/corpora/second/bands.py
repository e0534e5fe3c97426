"""Tables in which upper levels are rows over the whole width, and tables of one element."""

import random
from collections.abc import Iterator

from tests.corpora.blocks import Box, Drawing, Grid, Para
from tests.corpora.matrix import Manner, Row
from tests.corpora.plans import Node
from tests.corpora.second.board import Board, Column
from tests.corpora.words import Words


class Bands(Board):
    """Draws all levels but the last as rows over the whole width, those of the last as rows with columns."""

    def __init__(self, drawing: Drawing, manner: Manner, words: Words, rng: random.Random) -> None:
        super().__init__(drawing, manner, words, rng)
        self.own_codes = rng.choice(("none", "text"))
        self.fill, self.order = "repeat", "levels first"
        self.again = rng.random() < 0.3
        self.across = rng.random() < 0.7
        self.sign = rng.choice((": ", ". ", " – ", ".- "))
        self.capital = rng.random() < 0.5
        drawing.features -= {f for f in drawing.features if f.startswith(("order:", "filled:", "own codes:", "board"))}
        drawing.features.update(("bands", "bands merged" if self.across else "bands in first cell"))
        if self.again:
            drawing.features.add("header below each band")

    def grid(self, roots: tuple[Node, ...], parent: str | None = None, path: tuple[int, ...] = ()) -> Grid:
        """Return the table of these trees."""
        self.paths = {}
        rows = list(self._rows(roots, path))
        last = self.drawing.plan.scheme.chain[-1]
        shown = {n.id for row in rows if (n := row.nodes[-1]) and n.measures and n.level.key == last.key}
        self.measured = bool(shown)
        columns = self._columns([last])
        self._record(roots, parent, shown if self.manner.indicators != "none" else set())
        heads = _single(columns)
        lines = list(self._lines(rows, columns, last.key, heads))
        return Grid(tuple(tuple(r) for r in ([] if self.again else [heads]) + lines), 0 if self.again else 1, self.name)

    def _lines(
        self, rows: list[Row], columns: list[Column], last: str, heads: list[Box | None]
    ) -> Iterator[list[Box | None]]:
        said: set[str] = set()
        for row in rows:
            new = [n for n in row.nodes if n and n.level.key != last and n.id not in said]
            for node in new:
                said.add(node.id)
                yield self._band(node, len(columns))
            if self.again and (new or row is rows[0]):
                yield list(heads)
            leaf = row.nodes[-1]
            if leaf and leaf.level.key == last:
                yield [Box(column.value(Row((leaf,)))) for column in columns]

    def _band(self, node: Node, width: int) -> list[Box | None]:
        self.headers.setdefault(node.level.key, self.rng.choice(node.level.labels))
        label = self.headers[node.level.key]
        label = label.upper() if self.capital else label
        number = f" {self.paths[node.id][-1]}" if self.own_codes == "text" else ""
        text = f"{label}{number}{self.sign if number else ': '}{node.text}"
        if self.across:
            return [Box(text, across=width), *([None] * (width - 1))]
        return [Box(text), *(Box("") for _i in range(width - 1))]

    def _code(self, node: Node) -> str | None:
        return None if self.own_codes == "none" else str(self.paths[node.id][-1])

    def _own_code(self, node: Node) -> str:
        return f"{self.paths[node.id][-1]}."


class Cards(Board):
    """Draws a table for each element of the last level but one: above it label and value, below it rows."""

    def __init__(self, drawing: Drawing, manner: Manner, words: Words, rng: random.Random) -> None:
        super().__init__(drawing, manner, words, rng)
        self.own_codes = "none"
        self.fill, self.order = "repeat", "levels first"
        drawing.features -= {f for f in drawing.features if f.startswith(("order:", "filled:", "own codes:", "board"))}
        drawing.features.add("cards")
        self.title = rng.choice(("Ficha {}", "Cuadro N.º {}", "Tabla {}", ""))

    def draw(self, roots: tuple[Node, ...]) -> None:
        """Append the tables to the drawing and record the truth."""
        self.paths = {}
        rows = list(self._rows(roots, ()))
        last = self.drawing.plan.scheme.chain[-1]
        shown = {n.id for row in rows if (n := row.nodes[-1]) and n.measures and n.level.key == last.key}
        self.measured = bool(shown)
        columns = self._columns([last])
        self._record(roots, None, shown if self.manner.indicators != "none" else set())
        groups: dict[str, list[Row]] = {}
        for row in rows:
            above = row.nodes[:-1] if row.nodes[-1] and row.nodes[-1].level.key == last.key else row.nodes
            groups.setdefault(above[-1].id if above and above[-1] else "", []).append(row)
        for place, group in enumerate(groups.values(), 1):
            if self.title:
                self.drawing.add(Para(self.title.format(place), "label", 3, gap=True))
            self.drawing.add(self._card(group, columns, last.key))

    def _card(self, group: list[Row], columns: list[Column], last: str) -> Grid:
        width = max(len(columns), 2)
        lines: list[list[Box | None]] = []
        for node in group[0].nodes:
            if node and node.level.key != last:
                self.headers.setdefault(node.level.key, self.rng.choice(node.level.labels))
                value = Box(node.text, across=width - 1)
                lines.append([Box(self.headers[node.level.key]), value, *([None] * (width - 2))])
        leaves = [row.nodes[-1] for row in group if row.nodes[-1] and row.nodes[-1].level.key == last]
        pad: list[Box | None] = [Box("") for _i in range(width - len(columns))]
        if leaves:
            lines.append([*_single(columns), *pad])
            lines += [[*(Box(c.value(Row((leaf,)))) for c in columns), *pad] for leaf in leaves]
        return Grid(tuple(tuple(line) for line in lines), heads=0)


def _single(columns: list[Column]) -> list[Box | None]:
    """Return one header row; a header over several stands in front of each of them."""
    return [Box(f"{c.over} {c.head}" if c.over else c.head) for c in columns]
