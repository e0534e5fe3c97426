"""Logical frameworks of cooperation: general and specific objective, results R1, activities A1.1, IOV and sources."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose, years
from tests.corpora.genres.ground import grid
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.soil import aim, begun, deed, outcome

SOURCES = "Encuesta de hogares|Registros del proyecto|Informes anuales|Actas de las reuniones"
RISKS = "Se mantiene la estabilidad política|Las autoridades cumplen sus compromisos|No hay desastres naturales graves"
Row = tuple[str, str, str, str | None, Measure | None]


class Frame:
    """One document."""

    def __init__(self, rng: Random) -> None:
        """Choose the country and the shape: a matrix, or a list."""
        self.p = begun(rng, rng.choice(["BO", "HN", "NI", "PE", "GQ", "CU"]))
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, 3)
        self.matrix = rng.random() < 0.6
        self.way = rng.choice(["tabs", "layout", "pipes", "records"])

    def rows(self) -> list[tuple[str, str, str, str, Measure | None]]:
        """Return kind, label, code, text and indicator of each row."""
        p, rng = self.p, self.rng
        theme = self.sp.theme()
        said = [
            ("objective", "Objetivo general", "OG", aim(p, theme), self.goal(theme)),
            ("objective", "Objetivo específico", "OE", aim(p, theme, True), self.goal(theme)),
        ]
        results = range(1, rng.randint(2, 4) + 1)
        said += [("result", f"Resultado {i}", f"R{i}", outcome(p, theme), self.goal(theme)) for i in results]
        for i in results:
            for j in range(1, rng.randint(2, 4) + 1):
                said.append(("activity", f"Actividad {i}.{j}", f"A{i}.{j}", deed(p, theme), None))
        return said

    def goal(self, theme: object) -> Measure:
        """Return an indicator."""
        return measure(self.sp, theme, self.last, self.first)

    def shown(self, m: Measure | None) -> str:
        """Print an indicator in a cell."""
        if m is None:
            return ""
        p = self.p
        return f"{m.name} pasa de {p.value(m.base, m.unit)} en {m.base_year} a {p.value(m.target, m.unit)} en {m.year}"

    def write(self) -> Paper:
        """Print the document."""
        p = self.p
        cover(p, "Matriz de Marco Lógico del Programa de Cooperación", self.first, self.last)
        prose(p, "Contexto del programa", 2)
        said = self.rows()
        if self.matrix:
            head = [
                "Lógica de intervención",
                "Indicadores objetivamente verificables",
                "Fuentes de verificación",
                "Hipótesis",
            ]
            rows = [
                [f"{label}: {text}", self.shown(m) or "-", self.sp.pick(SOURCES), self.sp.pick(RISKS)]
                for _, label, _, text, m in said
            ]
            lines = grid(p, head, rows, self.way)
        else:
            lines = []
            for _, label, _, text, m in said:
                lines.append(p.say(f"{label}: {text}."))
                if m:
                    p.say(f"IOV: {self.shown(m)}.")
                    p.say(f"FV: {self.sp.pick(SOURCES)}.")
        idents: dict[str, str] = {}
        for line, (kind, _, code, text, m) in zip(lines, said, strict=True):
            above = {"OG": None, "OE": "OG"}.get(code, "OE" if code.startswith("R") else f"R{code[1:].split('.')[0]}")
            alt = {"objective": ["strategic_objective"], "result": ["product"], "activity": ["action"]}[kind]
            idents[code] = p.element(kind, text, line, idents.get(above or ""), kind_alt=alt)
            if m:
                name = self.shown(m)
                p.indicator(m, line + (not self.matrix), idents[code], text_alt=[name])
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one document."""
    return Frame(rng).write()
