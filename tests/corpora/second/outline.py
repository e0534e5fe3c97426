"""Draws a plan as headings and lists of the second wave, indicators in many phrasings."""

import random
from decimal import Decimal

from tests.corpora.blocks import Box, Drawing, Grid, Para
from tests.corpora.marks import LevelMark, Marks
from tests.corpora.measures import Measure
from tests.corpora.outline import Outline, measured_indicator, stated_indicator
from tests.corpora.plans import Level, Node
from tests.corpora.second.marks import first_of, further_number, further_ordinal, in_words
from tests.corpora.words import Words

STYLES = ("prose", "arrow", "bracket", "semicolons", "nested list", "label table", "row table", "none")
PROSE = (
    "El avance se medirá con el indicador «{name}», que en {base_year} era de {base} y en {year} deberá ser de {goal}.",
    "Para su seguimiento se usará el indicador «{name}»: de {base} en {base_year} se espera llegar a {goal} en {year}.",
    "El indicador «{name}» partirá de {base} ({base_year}) y llegará a {goal} al cierre de {year}.",
)
BARE = (
    "El avance se medirá con el indicador «{name}», que en {year} deberá ser de {goal}.",
    "Para su seguimiento se usará el indicador «{name}»; se espera llegar a {goal} en {year}.",
)
BASES = ("Valor base", "Línea de base", "Valor inicial", "Situación inicial", "Dato de línea base")
GOALS = ("Valor esperado {}", "Meta final {}", "Valor meta {}", "Meta al año {}", "Meta a {}")
NAMES = ("Indicador", "Indicador de desempeño", "Indicador de seguimiento", "Indicador verificable")


class FurtherOutline(Outline):
    """Draws the trees of a plan in one manner of the second wave."""

    def __init__(self, drawing: Drawing, marks: Marks, words: Words, rng: random.Random) -> None:
        super().__init__(drawing, marks, words, rng)
        drawing.features -= {f"indicators:{self.sheets}"}
        self.style = rng.choice(STYLES)
        self.base, self.goal, self.name = rng.choice(BASES), rng.choice(GOALS), rng.choice(NAMES)
        self.sign = rng.choice(("→", "a", "->", "➜"))
        self.template = rng.randrange(3)
        self.levels: dict[str, Level] = {}
        self.parents: dict[str, str | None] = {}
        drawing.features.update(("outline", f"measured:{self.style}"))

    def _element(self, node: Node, parent: str | None, path: tuple[int, ...], mark: LevelMark) -> None:
        self.levels[node.id] = node.level
        code = further_number(mark.numbering, self.drawing.plan, path, self._way(node, parent, len(path)))
        more: dict[str, object] = {}
        if mark.mode == "group":
            code = self._item(node, path, mark, code)
        elif mark.mode == "styled":
            self._styled(node, path, mark, code)
        else:
            printed = self._headed(node, path, mark, code)
            more = {"text_alt": [printed]} if mark.mode == "tail" else {}
        self.parents[node.id] = parent
        self.drawing.say(node, parent, code.removeprefix("Nº ").strip(".)([]-º ") or None, **more)
        if node.children and mark.mode != "group" and self.rng.random() < self.prose:
            self.drawing.add(Para(self.rng.choice(self.words.entries("prose"))))
        self._indicators(node)
        if node.children:
            self._siblings(node.children, node.id, path)

    def _way(self, node: Node, parent: str | None, depth: int) -> tuple[Level, ...]:
        way = [node.level]
        while parent is not None:
            way.insert(0, self.levels[parent])
            parent = self.parents[parent]
        return tuple(way[-depth:])

    def _item(self, node: Node, path: tuple[int, ...], mark: LevelMark, code: str) -> str:
        shown = code
        if mark.numbering == "bullet":
            shown = mark.bullet
        elif mark.numbering == "order":
            shown = further_ordinal(mark.bullet, path[-1])
        self.drawing.add(Para(self._text(node, mark), "item", 0, shown))
        return "" if mark.numbering == "bullet" else shown

    def _styled(self, node: Node, path: tuple[int, ...], mark: LevelMark, code: str) -> None:
        """Print a heading without label; the plural has announced all of them as a heading above the first."""
        if path[-1] == 1:
            self.drawing.add(Para(mark.plural, "heading", 1, gap=True))
        self.drawing.add(Para(f"{code} {self._text(node, mark)}".strip(), "heading", 2, gap=True))

    def _headed(self, node: Node, path: tuple[int, ...], mark: LevelMark, code: str) -> str:
        """Print the element with its label in the manner of its mode; return the line."""
        text, label, mode, depth = self._text(node, mark), mark.label, mark.mode, len(path)
        role = "heading" if depth < 4 and (node.children or depth == 1) else "label"
        head = f"{label} {code}".strip()
        if mode == "in words":
            head = in_words(label, path[-1])
        elif mode == "ordinal":
            head = first_of(label, path[-1])
        elif mode == "number sign":
            head = f"{label} {self.rng.choice(('N.º', 'No.', '#', 'Nº'))} {path[-1]}"
        if mode in ("pair", "boxed"):
            cells = [Box(head), Box(text)] if mode == "pair" else [Box(f"{head}: {text}")]
            self.drawing.add(Grid((tuple(cells),), heads=0))
            return text
        shown = {
            "tail": f"{text.removesuffix('.')} ({head})",
            "bracket": f"[{head}] {text}",
            "tab": f"{head}\t{text}",
            "bar": f"{head} | {text}",
        }.get(mode, f"{head}: {text}")
        if mode == "two lines":
            self.drawing.add(Para(head, role, depth, gap=self.gaps), Para(text, "label"))
        else:
            self.drawing.add(Para(shown, role, depth, gap=self.gaps))
        return shown

    def _indicators(self, node: Node) -> None:
        if node.stated:
            self.drawing.gold["indicators"].append(stated_indicator(node))
            return
        if self.style == "none":
            return
        for measure in node.measures:
            if self.style == "row table":
                self.waiting.append((node, measure))
                self.drawing.gold["indicators"].append(measured_indicator(measure, node))
            else:
                self._measure(node, measure)

    def _measure(self, node: Node, measure: Measure) -> None:
        base, goal = self._value(measure.baseline, measure), self._value(measure.target, measure)
        facts = {"name": measure.name, "base": base, "base_year": measure.baseline_year, "goal": goal,
                 "year": measure.target_year}  # fmt: skip
        entry = measured_indicator(measure, node)
        head, year = f"{self.name}: {measure.name}", measure.target_year
        first = f"{self.base} ({measure.baseline_year})" if base else self.base
        absent = self.rng.choice(("no disponible", "s/d", "por levantar"))
        if self.style == "prose":
            shape = PROSE[self.template] if base else BARE[self.template % 2]
            lines = [shape.format(**facts)]
            entry["text_alt"], entry["stated_change_alt"] = lines, lines
        elif self.style == "arrow":
            way = f"{base} ({measure.baseline_year}) {self.sign} {goal} ({year})" if base else f"{goal} ({year})"
            lines = [f"{head}: {way}"]
        elif self.style == "bracket":
            inside = f"LB {measure.baseline_year} = {base}; " if base else ""
            lines = [f"{head} [{inside}Meta {year} = {goal}]"]
        elif self.style == "semicolons":
            lines = [f"{head}; {first}: {base or absent}; {self.goal.format(year)}: {goal}"]
        else:
            self._listed(measure, first, base or absent, goal)
            lines = []
        self.drawing.add(*(Para(line) for line in lines))
        self.drawing.gold["indicators"].append(entry)

    def _listed(self, measure: Measure, first: str, base: str, goal: str) -> None:
        rows = [(self.name, measure.name), ("Unidad de medida", measure.unit), (first, base)]
        rows.append((self.goal.format(measure.target_year), goal))
        if self.style == "label table":
            self.drawing.add(Grid(tuple((Box(a), Box(b)) for a, b in rows), heads=0))
            return
        for place, (label, value) in enumerate(rows):
            self.drawing.add(Para(f"{label}: {value}", "item", 0 if not place else 1, "-" if place else "•"))

    def _value(self, value: Decimal | None, measure: Measure) -> str:
        return "" if value is None else self.drawing.plan.shown.plain(value, percent=measure.percent)
