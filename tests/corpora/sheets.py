"""Draws a plan as sheets of label and value, one for each indicator («ficha de indicador»): lines or small tables."""

import random
from collections.abc import Iterator
from decimal import Decimal

from tests.corpora.blocks import Box, Drawing, Grid, Para
from tests.corpora.outline import measured_indicator
from tests.corpora.plans import Node
from tests.corpora.words import Words

TITLES = ("Ficha de indicador {}", "Ficha técnica del indicador {}", "FICHA {}", "Ficha N.º {}")
NAME = ("Nombre del indicador", "Indicador", "Denominación del indicador")
UNIT = ("Unidad de medida", "Unidad")
GOAL = ("Meta {}", "Meta al {}")
FREQUENCY = ("Anual", "Semestral", "Trimestral")


class Sheets:
    """Draws sheets; an element that stands above several indicators is printed in each of their sheets."""

    def __init__(self, drawing: Drawing, words: Words, rng: random.Random) -> None:
        self.drawing, self.words, self.rng = drawing, words, rng
        self.shown = drawing.plan.shown
        self.tables = rng.random() < 0.6
        self.names = {name: rng.choice(choices) for name, choices in (("name", NAME), ("unit", UNIT), ("goal", GOAL))}
        self.labels: dict[str, str] = {}
        self.title = rng.choice(TITLES)
        self.more = rng.random() < 0.6
        drawing.features.update(("sheets", "sheets:tables" if self.tables else "sheets:lines"))

    def draw(self, roots: tuple[Node, ...]) -> None:
        """Draw a sheet for each chain from the root to an element with an indicator."""
        for place, chain in enumerate(self._chains(roots), 1):
            self.drawing.add(Para(self.title.format(place), "heading", 2, gap=True))
            rows = list(self._rows(chain))
            if self.tables:
                self.drawing.add(Grid(tuple((Box(label), Box(value)) for label, value in rows), heads=0))
            else:
                self.drawing.add(*(Para(f"{label}: {value}") for label, value in rows))
            self._record(chain)

    def _chains(self, nodes: tuple[Node, ...], above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, ...]]:
        for node in nodes:
            chain = (*above, node)
            if node.measures:
                yield chain
            yield from self._chains(node.children, chain)

    def _rows(self, chain: tuple[Node, ...]) -> Iterator[tuple[str, str]]:
        for node in chain:
            key = node.level.key
            self.labels.setdefault(key, self.rng.choice(node.level.labels))
            yield self.labels[key], node.text
        measure = chain[-1].measures[0]
        yield self.names["name"], measure.name
        yield self.names["unit"], measure.unit
        if self.more:
            yield "Frecuencia de medición", self.rng.choice(FREQUENCY)
        yield "Línea base", self._value(measure.baseline, percent=measure.percent)
        yield "Año de la línea base", str(measure.baseline_year or "No aplica")
        yield self.names["goal"].format(measure.target_year), self._value(measure.target, percent=measure.percent)
        if self.more:
            yield "Medio de verificación", self.rng.choice(self.words.entries("verification"))
        yield "Responsable", self.rng.choice(self.words.entries("units"))

    def _value(self, value: Decimal | None, *, percent: bool) -> str:
        return "No disponible" if value is None else self.shown.plain(value, percent=percent)

    def _record(self, chain: tuple[Node, ...]) -> None:
        parent = None
        for node in chain:
            self.drawing.say(node, parent, None)
            parent = node.id
        entry = measured_indicator(chain[-1].measures[0], chain[-1])
        stated = chain[-1].stated
        if stated:
            entry |= {"text_alt": [chain[-1].text]}
        self.drawing.gold["indicators"].append(entry)
