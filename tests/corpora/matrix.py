"""Draws a plan as a matrix: a column for each level, parents repeated, merged or printed once, and indicators."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tests.corpora.blocks import Box, Drawing, Grid
from tests.corpora.measures import Measure
from tests.corpora.outline import measured_indicator, stated_indicator
from tests.corpora.plans import Level, Node
from tests.corpora.words import Words

NAMES = (
    "Matriz de planificación",
    "Matriz de objetivos y metas",
    "Programación",
    "Matriz del plan",
    "Marco de resultados",
    "",
)
UNIT = ("Unidad de medida", "UNIDAD DE MEDIDA", "U. de medida", "Unidad")
INDICATOR = ("Indicador", "INDICADOR", "Indicadores", "Nombre del indicador", "Indicador de gestión")
BASE = ("Línea base", "LÍNEA BASE", "Linea Base", "Línea de base", "Valor línea base")
BASE_YEAR = ("Año línea base", "Año base", "Año de línea base")
GOAL = ("Meta {}", "META {}", "Meta al {}", "Meta ({})")
GOALS = ("Metas anuales", "Programación anual", "Metas por año", "Valor esperado por año", "Logros esperados")
MONEY = ("Presupuesto", "Costo estimado", "Monto", "Presupuesto ({})", "PRESUPUESTO")
OWNER = ("Responsable", "Unidad responsable", "RESPONSABLE", "Dependencia responsable", "Área responsable")
PROOF = ("Medio de verificación", "Medios de verificación", "Fuente de verificación")
CODE = ("Código", "Cód.", "No.", "N°", "CÓDIGO")
HEADERS = {
    "unit": UNIT, "indicator": INDICATOR, "base": BASE, "base_year": BASE_YEAR, "goal": GOAL, "goals": GOALS,
    "money": MONEY, "owner": OWNER, "proof": PROOF, "code": CODE,
}  # fmt: skip
EMPTY = ("", "", "-", "N/A", "n/d")


@dataclass(frozen=True)
class Row:
    """A row before it is drawn: the element of each level (None where the row has none) and those ending here."""

    nodes: tuple[Node | None, ...]

    @property
    def measured(self) -> Node | None:
        """Return the element whose indicator the row prints: the deepest that has one."""
        return next((n for n in reversed(self.nodes) if n and n.measures), None)


@dataclass(frozen=True)
class Manner:
    """How one matrix is set: ``fill`` of upper cells (repeat, merge, first), codes, and which columns stand beside."""

    fill: str
    codes: str
    indicators: str
    money: bool
    owner: bool
    proof: bool
    caps: bool
    total: bool
    goal_first: bool
    empty: str


def random_manner(rng: random.Random, *, measured: bool) -> Manner:
    """Return a manner; ``measured`` tells whether there are indicators to print."""
    indicators = rng.choice(("final", "final", "years", "base years", "no base")) if measured else "none"
    return Manner(
        fill=rng.choice(("repeat", "merge", "merge", "first")),
        codes=rng.choice(("none", "text", "text", "number", "column")),
        indicators=indicators,
        money=rng.random() < 0.4,
        owner=rng.random() < 0.6,
        proof=rng.random() < 0.3,
        caps=rng.random() < 0.35,
        total=rng.random() < 0.6,
        goal_first=rng.random() < 0.15,
        empty=rng.choice(EMPTY),
    )


class Matrix:
    """Draws trees as one table under a manner; ``grid`` records the truth in the drawing."""

    def __init__(self, drawing: Drawing, manner: Manner, words: Words, rng: random.Random) -> None:
        self.drawing, self.manner, self.words, self.rng = drawing, manner, words, rng
        self.shown = drawing.plan.shown
        self.headers: dict[str, str] = {}
        self.name = rng.choice(NAMES)
        self.pick = {name: rng.choice(choices) for name, choices in HEADERS.items()}
        self.two_rows = manner.indicators in ("years", "base years")
        self.split_base = manner.indicators == "base years" or (manner.indicators == "final" and rng.random() < 0.5)
        drawing.features.update(
            ("matrix", f"fill:{manner.fill}", f"codes:{manner.codes}", f"columns:{manner.indicators}")
        )

    def grid(self, roots: tuple[Node, ...], parent: str | None = None, path: tuple[int, ...] = ()) -> Grid:
        """Return the table of these trees; ``parent`` and ``path`` are of the element that already stands above it."""
        self.paths: dict[str, tuple[int, ...]] = {}
        rows = list(self._rows(roots, path))
        levels = self._levels(rows)
        heads = self._heads(levels)
        body = self._body(rows, levels)
        self._record(roots, parent, {row.measured.id for row in rows if row.measured})
        if self.manner.money and self.manner.total:
            body.append(self._total(body, len(heads[0])))
        return Grid(tuple(tuple(r) for r in (*heads, *body)), len(heads), self.name)

    def _rows(self, nodes: tuple[Node, ...], path: tuple[int, ...], above: tuple[Node, ...] = ()) -> Iterator[Row]:
        for place, node in enumerate(nodes, 1):
            self.paths[node.id] = (*path, place)
            line = (*above, node)
            beside = tuple(c for c in node.children if c.level.key == self._beside_key(node))
            main = tuple(c for c in node.children if c not in beside)
            for i, child in enumerate(beside, 1):
                self.paths[child.id] = (*path, place, i)
            line += beside[:1]
            if main:
                yield from self._rows(main, (*path, place), line)
            else:
                yield Row(line)

    def _beside_key(self, node: Node) -> str:
        level = self.drawing.plan.scheme.beside.get(node.level.key)
        return level.key if level else ""

    def _levels(self, rows: list[Row]) -> list[Level]:
        order: list[Level] = []
        for level in self.drawing.plan.scheme.chain:
            other = self.drawing.plan.scheme.beside.get(level.key)
            order += [level, other] if other else [level]
        used = {n.level.key for row in rows for n in row.nodes if n}
        return [level for level in order if level.key in used]

    def _record(self, nodes: tuple[Node, ...], parent: str | None, shown: set[str], other: str | None = None) -> None:
        """Record what rows print; ``shown`` are the elements whose indicators have columns of their own."""
        for node in nodes:
            more = {"parent_alt": [other]} if other else {}
            self.drawing.say(node, parent, self._code(node), **more)
            self._record_indicator(node, shown)
            beside = [c for c in node.children if c.level.key == self._beside_key(node)][:1]
            main = tuple(c for c in node.children if c.level.key != self._beside_key(node))
            self._record(tuple(beside), node.id, shown)
            self._record(main, node.id, shown, beside[0].id if beside else None)

    def _record_indicator(self, node: Node, shown: set[str]) -> None:
        if self.manner.indicators != "none" and node.id in shown:
            entry = measured_indicator(self._printed(node.measures[0]), node)
            if node.stated:
                stated = stated_indicator(node)
                entry |= {"text_alt": [node.text]}
                entry |= {f"{key}_alt": [stated[key]] for key in ("baseline_value", "baseline_year")}
            self.drawing.gold["indicators"].append(entry)
        elif node.stated:
            self.drawing.gold["indicators"].append(stated_indicator(node))

    def _printed(self, measure: Measure) -> Measure:
        """Return the indicator without what this matrix has no column for."""
        without_base = self.manner.indicators in ("no base", "years")
        has_year = self.split_base and not without_base
        return replace(
            measure,
            baseline=None if without_base else measure.baseline,
            baseline_year=measure.baseline_year if has_year else None,
        )

    def _code(self, node: Node) -> str | None:
        if self.manner.codes == "none":
            return None
        path = self.paths[node.id]
        if self.manner.codes in ("column", "number"):
            return ".".join(str(p) for p in path)
        return node.level.short + ".".join(str(p) for p in path)

    def _header(self, level: Level) -> str:
        if level.key not in self.headers:
            text = self.rng.choice(level.headers)
            self.headers[level.key] = text.upper() if self.manner.caps else text
        return self.headers[level.key]

    def _heads(self, levels: list[Level]) -> list[list[Box | None]]:
        singles: list[str] = []
        for level in levels:
            if self.manner.codes == "column" and level is levels[-1]:
                singles.append(self.pick["code"])
            singles.append(self._header(level))
        groups: list[tuple[str, list[str]]] = [(text, []) for text in (*singles, *self._own_columns())]
        groups += self._goal_columns() if self.manner.indicators != "none" else []
        groups += [(self.pick[key], []) for key in ("proof", "owner") if getattr(self.manner, key)]
        if self.manner.money:
            groups.append((self.pick["money"].format(self.shown.money), []))
        if not any(below for _text, below in groups):
            return [[Box(text) for text, _below in groups]]
        top: list[Box | None] = []
        low: list[Box | None] = []
        for text, below in groups:
            top += [Box(text, max(len(below), 1), 1 if below else 2), *([None] * (len(below) - 1))]
            low += [Box(b) for b in below] if below else [None]
        return [top, low]

    def _own_columns(self) -> list[str]:
        return [self.pick["indicator"], self.pick["unit"]] if self.manner.indicators != "none" else []

    def _goal_columns(self) -> list[tuple[str, list[str]]]:
        start, end = self.drawing.plan.period
        years = [str(y) for y in range(max(start, end - 4), end + 1)]
        base: list[tuple[str, list[str]]] = []
        if self.manner.indicators == "base years":
            base = [(self.pick["base"], ["Valor", "Año"])]
        elif self.manner.indicators == "final":
            base = [(self.pick["base"], []), *([(self.pick["base_year"], [])] if self.split_base else [])]
        if self.two_rows:
            return [*base, (self.pick["goals"], years)]
        goal = [(self.pick["goal"].format(end), [])]
        return [*goal, *base] if self.manner.goal_first else [*base, *goal]

    def _body(self, rows: list[Row], levels: list[Level]) -> list[list[Box | None]]:
        body: list[list[Box | None]] = []
        starts: dict[str, tuple[int, int]] = {}
        for i, row in enumerate(rows):
            cells: list[Box | None] = []
            by_level = {n.level.key: n for n in row.nodes if n}
            for level in levels:
                node = by_level.get(level.key)
                if self.manner.codes == "column" and level is levels[-1]:
                    cells.append(Box(".".join(map(str, self.paths[node.id])) if node else ""))
                cells.append(self._cell(node, i, len(cells), starts, body))
            cells += self._indicator_cells(row, starts, i, len(cells), body)
            cells += self._own_cells()
            body.append(cells)
        return body

    def _cell(
        self, node: Node | None, row: int, column: int, starts: dict[str, tuple[int, int]], body: list[list[Box | None]]
    ) -> Box | None:
        if node is None:
            return Box(self.manner.empty)
        text = node.text
        if self.manner.codes in ("text", "number"):
            text = f"{self._code(node)}. {text}" if self.rng.random() < 0.9 else f"{self._code(node)} {text}"
        if node.id not in starts:
            starts[node.id] = (row, column)
            return Box(text)
        if self.manner.fill == "repeat":
            first = body[starts[node.id][0]][column]
            return Box(first.text if first else text)
        return self._covered(starts[node.id], row, body)

    def _covered(self, start: tuple[int, int], row: int, body: list[list[Box | None]]) -> Box | None:
        if self.manner.fill == "first":
            return Box("")
        first, column = start
        box = body[first][column]
        assert box is not None
        body[first][column] = replace(box, down=row - first + 1)
        return None

    def _indicator_cells(
        self, row: Row, starts: dict[str, tuple[int, int]], i: int, column: int, body: list[list[Box | None]]
    ) -> list[Box | None]:
        if self.manner.indicators == "none":
            return []
        node = row.measured
        width = 2 + sum(max(len(below), 1) for _text, below in self._goal_columns())
        if node is None:
            return [Box(self.manner.empty)] * width
        key = f"measure of {node.id}"
        if key in starts and self.manner.fill != "repeat":
            first = starts[key][0]
            return [self._covered((first, column + offset), i, body) for offset in range(width)]
        starts.setdefault(key, (i, column))
        return [Box(text) for text in self._values(node.measures[0])]

    def _values(self, measure: Measure) -> list[str]:
        values = [measure.name, measure.unit]
        base = [self._number(measure.baseline, measure)]
        year = [str(measure.baseline_year or "")]
        if self.two_rows:
            yearly = [self._number(value, measure) for _year, value in measure.yearly]
            return [*values, *(base + year if self.manner.indicators == "base years" else []), *yearly]
        goal = [self._number(measure.target, measure)]
        if self.manner.indicators == "no base":
            return [*values, *goal]
        base += year if self.split_base else []
        return [*values, *goal, *base] if self.manner.goal_first else [*values, *base, *goal]

    def _number(self, value: Decimal | None, measure: Measure) -> str:
        if value is None:
            return self.rng.choice(("ND", "-", "", "No disponible"))
        return self.shown.plain(value, percent=measure.percent, blank=False)

    def _own_cells(self) -> list[Box | None]:
        cells: list[Box | None] = []
        if self.manner.proof:
            cells.append(Box(self.rng.choice(self.words.entries("verification"))))
        if self.manner.owner:
            cells.append(Box(self.rng.choice(self.words.entries("units"))))
        if self.manner.money:
            cells.append(Box(self.shown.amount(Decimal(self.rng.randint(2_000, 9_000_000)), sign=False)))
        return cells

    def _total(self, body: list[list[Box | None]], width: int) -> list[Box | None]:
        plain = str.maketrans({self.shown.thousands: "", self.shown.decimal: "."})
        amounts = [Decimal(row[-1].text.translate(plain)) for row in body if row[-1]]
        stated = sum(amounts, Decimal(0))
        entry = {"label": "TOTAL", "stated": float(stated), "computed": float(stated), "agrees": True}
        self.drawing.gold["totals"].append(entry)
        self.drawing.features.add("totals row")
        return [Box("TOTAL"), *(Box("") for _i in range(width - 2)), Box(self.shown.amount(stated, sign=False))]


def pruned(node: Node) -> Node:
    """Return the tree with at most one second child beside the others: what a row of a matrix has room for."""
    main = node.children[-1].level.key if node.children else ""
    seen: set[str] = set()
    kept = []
    for child in node.children:
        if child.level.key != main and child.level.key in seen:
            continue
        seen.add(child.level.key)
        kept.append(pruned(child))
    return replace(node, children=tuple(kept))
