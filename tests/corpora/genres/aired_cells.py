"""Tables whose rows came out as one cell a line, with blank lines between the rows or between all cells."""

import textwrap
from random import Random

from tests.corpora.genres.front import closing, cover, prose, years
from tests.corpora.genres.ground import owner, start
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.themes import Theme

KINDS = (
    ("strategic_objective", "Objetivo estratégico", ["objective"]),
    ("objective", "Objetivo", ["strategic_objective"]),
    ("action", "Acción", ["action_line", "activity"]),
    ("activity", "Actividad", ["action"]),
    ("result", "Resultado esperado", ["product"]),
    ("product", "Producto", ["result"]),
)


class Aired:
    """One document with such a table."""

    def __init__(self, rng: Random) -> None:
        """Choose columns and where the blank lines stand."""
        self.p = start(rng, rng.choice(["CO", "EC", "GT", "PE", "HN", "SV", "PA", "NI", "VE", "CR"]))
        self.rng, self.sp = rng, self.p.sp
        self.p.damaged = True
        self.first, self.last = years(rng, rng.choice([1, 4, 5]))
        self.air = rng.choice(["rows", "rows", "cells", "broken", "texts"])
        self.p.features.add(f"aired:{self.air}")
        self.kind, self.label, self.alt = rng.choice(KINDS)
        self.numbered = rng.random() < 0.5
        self.banded = rng.random() < 0.5
        self.based = rng.random() < 0.7
        self.dated = rng.random() < 0.4
        self.owned = rng.random() < 0.6
        self.base_year = self.first - 1

    def row(self, cells: list[str]) -> int:
        """Print a row; return its first line."""
        p = self.p
        first = len(p.lines) + 1
        for cell in cells:
            if self.air == "broken":
                for piece in textwrap.wrap(cell, 38, break_on_hyphens=False):
                    p.put(piece)
            else:
                p.put(cell)
            if self.air == "cells" or (self.air == "texts" and len(cell) > 24):
                p.put("")
        p.gap()
        return first

    def head(self) -> list[str]:
        """Return the cells of the head."""
        base = ["Línea base", "Año"] if self.dated else [f"Línea base {self.base_year}"]
        return [
            *(["N°"] if self.numbered else []),
            self.label,
            "Indicador",
            *(base if self.based else []),
            f"Meta {self.last}",
            *(["Responsable"] if self.owned else []),
        ]

    def entry(self, theme: Theme, code: str, parent: str | None) -> None:
        """Print a row and note what it states."""
        p, sp = self.p, self.sp
        make = {"action": sp.act, "activity": sp.act, "result": sp.made, "product": sp.made}
        text = make.get(self.kind, sp.objective)(theme)
        m = measure(sp, theme, self.last, self.first)
        year = m.base_year if self.dated else self.base_year
        m = Measure(
            m.name, m.unit, m.base if self.based else None, year if self.based else None, m.target, self.last, m.down
        )
        cells = [*([code] if self.numbered else []), text, m.name]
        if self.based:
            cells += [p.base(m), *([str(m.base_year)] if self.dated else [])]
        cells += [p.value(m.target, m.unit), *([owner(p)] if self.owned else [])]
        line = self.row(cells)
        number = code if self.numbered else None
        ident = p.element(self.kind, text, line, parent, code=number, kind_alt=self.alt)
        p.indicator(m, line, ident)

    def write(self) -> Paper:
        """Print the document."""
        p, rng, sp = self.p, self.rng, self.sp
        cover(p, rng.choice(["Plan Operativo", "Plan Estratégico", "Plan de Acción"]), self.first, self.last)
        p.running = ""
        prose(p, "", 1)
        if not self.banded:
            self.row(self.head())
            theme = sp.theme()
            for i in range(1, rng.randint(5, 12) + 1):
                theme = sp.theme() if rng.random() < 0.4 else theme
                self.entry(theme, str(i), None)
        word, kind = rng.choice(
            [("EJE", "axis"), ("Eje", "axis"), ("PROGRAMA", "strategic_line"), ("Componente", "theme")]
        )
        repeated = rng.random() < 0.5
        for i in range(1, rng.randint(2, 4) + 1) if self.banded else ():
            theme = sp.theme()
            name = sp.programme(theme) if kind == "strategic_line" else sp.axis(theme)
            if i == 1 and not repeated:
                self.row(self.head())
            line = p.say(f"{word} {i}{rng.choice([': ', '. '])}{name}")
            p.gap()
            top = p.element(kind, name, line, None, code=str(i))
            if repeated:
                self.row(self.head())
            for j in range(1, rng.randint(2, 4) + 1):
                self.entry(theme, f"{i}.{j}", top)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one document."""
    return Aired(rng).write()
