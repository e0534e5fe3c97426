"""Draws a plan as headings and lists, with its indicators below the elements that they measure."""

import random
from collections import Counter
from decimal import Decimal

from tests.corpora.blocks import Box, Drawing, Grid, Para
from tests.corpora.marks import LevelMark, Marks, number, ordinal
from tests.corpora.measures import Measure
from tests.corpora.plans import Node
from tests.corpora.truth import indicator
from tests.corpora.words import Words

MISSING = ("No disponible", "ND", "Sin línea base", "s/d", "Por definir")


class Outline:
    """Draws the trees of a plan from the roots; ``draw`` appends to the drawing and records the truth."""

    def __init__(self, drawing: Drawing, marks: Marks, words: Words, rng: random.Random) -> None:
        self.drawing, self.marks, self.words, self.rng = drawing, marks, words, rng
        self.running: Counter[str] = Counter()
        self.waiting: list[tuple[Node, Measure]] = []
        self.prose = rng.choice((0.0, 0.0, 0.15, 0.4))
        self.sheets = rng.choice(("lines", "lines", "sentence", "bullets", "table"))
        self.beside_first = rng.random() < 0.6
        self.gaps = rng.random() < 0.8
        drawing.features.update(("outline", *marks.features, f"indicators:{self.sheets}"))
        if self.prose:
            drawing.features.add("prose between")

    def draw(self, roots: tuple[Node, ...]) -> None:
        """Draw every tree."""
        self._siblings(roots, None, ())
        self._table()

    def _siblings(self, nodes: tuple[Node, ...], parent: str | None, path: tuple[int, ...]) -> None:
        groups: dict[str, list[Node]] = {}
        for node in nodes:
            groups.setdefault(node.level.key, []).append(node)
        main = nodes[-1].level.key if nodes else ""
        # What stands beside comes after the others only where these are leaves: else nobody could tell whose it is.
        first = self.beside_first or any(node.children for node in groups.get(main, ()))
        keys = sorted(groups, key=lambda key: (key == main) == first)
        for key in keys:
            mark = self.marks.levels[key]
            if mark.mode == "group":
                shown = mark.plural + (":" if self.rng.random() < 0.5 else "")
                role = "label" if path else "heading"
                self.drawing.add(Para(shown, role, len(path) + 1, gap=self.gaps))
            for place, node in enumerate(groups[key], 1):
                self._element(node, parent, (*path, place), mark)

    def _element(self, node: Node, parent: str | None, path: tuple[int, ...], mark: LevelMark) -> None:
        self.running[node.level.key] += 1
        code = number(mark, node.level, path, self.running[node.level.key])
        if mark.mode == "group":
            code = self._item(node, path, mark, code)
        else:
            self._heading(node, path, mark, code)
        self.drawing.say(node, parent, code.strip(".)(-") or None)
        if node.children and mark.mode != "group" and self.rng.random() < self.prose:
            self.drawing.add(Para(self.rng.choice(self.words.entries("prose"))))
        self._indicators(node)
        if node.children:
            self._siblings(node.children, node.id, path)

    def _text(self, node: Node, mark: LevelMark) -> str:
        return (node.text.upper() if mark.caps else node.text) + ("." if mark.point else "")

    def _item(self, node: Node, path: tuple[int, ...], mark: LevelMark, code: str) -> str:
        if mark.numbering == "bullet":
            shown = mark.bullet
        elif mark.numbering == "order":
            shown = ordinal(mark.bullet, path[-1])
        else:
            shown = code + ("." if mark.numbering == "decimal" and self.rng.random() < 0.3 else "")
        self.drawing.add(Para(self._text(node, mark), "item", 0, shown))
        return "" if mark.numbering == "bullet" else shown

    def _heading(self, node: Node, path: tuple[int, ...], mark: LevelMark, code: str) -> None:
        text, depth = self._text(node, mark), len(path)
        role = "heading" if depth < 4 and (node.children or depth == 1) else "label"
        if mark.mode == "own_line":
            head = f"{mark.label} {code}".strip() + (":" if mark.separator == ":" else "")
            self.drawing.add(Para(head, role, depth, gap=self.gaps), Para(text))
        elif mark.mode == "code_first" and code:
            self.drawing.add(Para(f"{code} {mark.label}: {text}", role, depth, gap=self.gaps))
        else:
            head = f"{mark.label} {code}".strip()
            separator = mark.separator if code else ":"
            self.drawing.add(Para(f"{head}{separator} {text}", role, depth, gap=self.gaps and bool(node.children)))

    def _indicators(self, node: Node) -> None:
        if node.stated:
            self.drawing.gold["indicators"].append(stated_indicator(node))
            return
        for measure in node.measures:
            self.drawing.gold["indicators"].append(measured_indicator(measure, node))
            if self.sheets == "table":
                self.waiting.append((node, measure))
                continue
            for text in self._sheet(measure):
                self.drawing.add(
                    Para(
                        text, "item" if self.sheets == "bullets" else "body", 1, "-" if self.sheets == "bullets" else ""
                    )
                )

    def _table(self) -> None:
        """Draw the indicators that have waited as one table, where each stands beside its element printed again."""
        if not self.waiting:
            return
        title = self.rng.choice(("Matriz de indicadores", "Indicadores y metas", "Tablero de indicadores"))
        self.drawing.add(Para(title, "heading", 1, gap=True))
        level = self.waiting[0][0].level
        year = self.waiting[0][1].target_year
        head = (level.headers[0], "Indicador", "Unidad de medida", "Línea base", "Año línea base", f"Meta {year}")
        rows = [
            (
                node.text,
                m.name,
                m.unit,
                self._shown(m.baseline, m),
                str(m.baseline_year or ""),
                self._shown(m.target, m),
            )
            for node, m in self.waiting
        ]
        self.drawing.add(Grid(tuple(tuple(Box(text) for text in row) for row in (head, *rows))))

    def _sheet(self, measure: Measure) -> list[str]:
        base = self._shown(measure.baseline, measure)
        goal = self._shown(measure.target, measure)
        if self.sheets == "sentence":
            from_year = f" ({measure.baseline_year})" if measure.baseline_year else ""
            return [f"Indicador: {measure.name}. Línea base{from_year}: {base}. Meta {measure.target_year}: {goal}."]
        first = f"Línea base ({measure.baseline_year}): {base}" if measure.baseline_year else f"Línea base: {base}"
        return [f"Indicador: {measure.name}", first, f"Meta {measure.target_year}: {goal}"]

    def _shown(self, value: Decimal | None, measure: Measure) -> str:
        if value is None:
            return self.rng.choice(MISSING)
        return self.drawing.plan.shown.plain(value, percent=measure.percent)


def measured_indicator(measure: Measure, node: Node) -> dict[str, object]:
    """Return the gold of an indicator that is printed in full beside its element."""
    return indicator(
        measure.name,
        node.id,
        baseline_value=_plain(measure.baseline),
        baseline_year=measure.baseline_year,
        target_value=_plain(measure.target),
        target_year=measure.target_year,
        measure_unit="%" if measure.percent else measure.unit,
    )


def stated_indicator(node: Node) -> dict[str, object]:
    """Return the gold of the indicator that an element states in its own sentence."""
    stated = {key: _plain(value) for key, value in node.stated.items()}
    return indicator(node.text, node.id, stated_change=node.text, text_alt=[m.name for m in node.measures], **stated)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
