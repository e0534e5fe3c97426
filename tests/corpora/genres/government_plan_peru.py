"""Peru and Ecuador: a candidate's plan of government by dimension: problem, objective, indicator and goal."""

from random import Random

from tests.corpora.genres.front import closing, years
from tests.corpora.genres.ground import grid, start
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.themes import Theme

DIMENSIONS = ("social", "económica", "territorial y ambiental", "institucional")
PROBLEMS = "Deficiencias en|Limitado avance de|Escasa atención a|Poca inversión en|Debilidad en"
Row = tuple[str, str, str, Measure]


class Candidate:
    """One plan of government."""

    def __init__(self, rng: Random) -> None:
        """Choose country, columns and form."""
        self.p = start(rng, rng.choice(["PE", "PE", "PE", "EC"]))
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, 4)
        self.form = rng.choice(["tabs", "layout", "narrow", "flat", "records", "aired", "blocks", "blocks", "wrapped"])
        self.dated = rng.choice(["head", "cell", "none"])
        self.numbered = rng.random() < 0.4
        self.below = rng.random() < 0.4

    def rows(self, theme: Theme) -> list[Row]:
        """Invent the rows of a dimension: problem, objective, printed goal, indicator."""
        p, rng, sp = self.p, self.rng, self.sp
        out: list[Row] = []
        for _ in range(rng.randint(2, 4)):
            problem = sp.new(lambda goods=theme.goods: f"{sp.pick(PROBLEMS)} {rng.choice(goods)}")
            m = measure(sp, theme, self.last, self.first)
            goal = p.value(m.target, m.unit)
            if self.dated == "cell":
                goal = rng.choice([f"{goal} al {self.last}", f"{goal} ({self.last})", f"Al {self.last}: {goal}"])
            out.append((problem, sp.objective(theme, rng.choice([0, 1, 2])), goal, m))
            theme = sp.theme() if rng.random() < 0.5 else theme
        return out

    def state(self, row: Row, line: int, parent: str, code: str | None) -> None:
        """Note what a row states: its problem is no element."""
        p = self.p
        _, objective, goal, m = row
        ident = p.element("strategic_objective", objective, line, parent, code=code, kind_alt=["objective"])
        year = None if self.dated == "none" else self.last
        stated = Measure(m.name, m.unit, None, None, m.target, year, m.down)
        more = {"target_year_alt": [self.last]} if year is None else {}
        p.indicator(stated, line, ident, stated_change=goal, **more)

    def blocks(self, rows: list[Row], parent: str) -> None:
        """Print the rows as labels with texts beside or below."""
        p = self.p
        for row in rows:
            p.gap()
            problem, objective, goal, m = row
            meta = f"Meta {self.last}" if self.dated == "head" else "Meta"
            fields = [
                ("Problema identificado", problem),
                ("Objetivo estratégico", objective),
                ("Indicador", m.name),
                (meta, goal),
            ]
            line = 0
            for label, text in fields:
                if self.below:
                    p.put(label)
                at = p.say(text if self.below else f"{label}: {text}")
                line = at if label.startswith("Objetivo") else line
            self.state(row, line, parent, None)
        p.gap()

    def dimension(self, i: int, name: str) -> None:
        """Print a dimension."""
        p, rng, sp = self.p, self.rng, self.sp
        p.gap()
        text = f"Dimensión {name}"
        shown = rng.choice([text.upper(), f"{i}. {text}", text, f"{i}. {text.upper()}"])
        parent = p.element("axis", text, p.say(shown), None, kind_alt=["theme"], text_alt=[name, f"{i}. {text}"])
        rows = self.rows(sp.theme())
        if self.form == "blocks":
            self.blocks(rows, parent)
            return
        head = [
            *(["N°"] if self.numbered else []),
            rng.choice(["Problema identificado", "Problema (por qué)"]),
            rng.choice(["Objetivo estratégico (solución al problema)", "Objetivo estratégico"]),
            "Indicador",
            f"Meta al {self.last}" if self.dated == "head" else "Meta (valor)",
        ]
        cells = [
            [*([str(n)] if self.numbered else []), problem, objective, m.name, goal]
            for n, (problem, objective, goal, m) in enumerate(rows, 1)
        ]
        for n, (row, line) in enumerate(zip(rows, grid(p, head, cells, self.form), strict=True), 1):
            self.state(row, line, parent, str(n) if self.numbered else None)

    def write(self) -> Paper:
        """Print the plan."""
        p, rng, sp = self.p, self.rng, self.sp
        place = sp.place()
        party = f"{sp.pick('Movimiento|Partido|Alianza')} {sp.pick('Tierra y Raíz|Nuevo Rumbo|Fuerza Vecinal')}"
        p.put(rng.choice(["PLAN DE GOBIERNO", "Formato resumen de plan de gobierno"]) + f" {self.first}-{self.last}")
        p.put(rng.choice([f"Distrito de {place}", f"Provincia de {place}", f"Cantón {place}"]))
        p.put(f"Organización política: {party}")
        p.gold["institution"]["name"] = place
        p.gold["institution"]["name_alt"] = [
            party,
            f"Distrito de {place}",
            f"Provincia de {place}",
            f"Cantón {place}",
            None,
        ]
        p.gold["period"] = {"start": self.first, "end": self.last}
        p.gap()
        if rng.random() < 0.7:
            p.say(rng.choice(["I. Ideario", "Principios y valores"]))
            p.say(sp.filler())
            p.gap()
        if rng.random() < 0.6:
            p.say("II. Visión del plan" if rng.random() < 0.5 else "Visión")
            p.gold["vision"] = sp.vision(self.last)
            p.say(p.gold["vision"])
            p.gap()
        p.say(rng.choice(["III. Síntesis del plan de gobierno", "Diagnóstico y propuestas por dimensión"]))
        for i, name in enumerate(DIMENSIONS[: rng.choice([3, 4, 4])], 1):
            self.dimension(i, name)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan of government."""
    return Candidate(rng).write()
