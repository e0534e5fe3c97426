"""Costa Rica: yearly operating plans: a matrix for each programme, with area, objective, goal and semesters."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose
from tests.corpora.genres.goals import things
from tests.corpora.genres.ground import grid, merged, owner, promised, start
from tests.corpora.genres.paper import Measure, Paper
from tests.corpora.genres.words import low

PROGRAMMES = (
    ("I", "Dirección y Administración General"),
    ("II", "Servicios Comunales"),
    ("III", "Inversiones"),
    ("IV", "Partidas Específicas"),
)
GROUPS = "Aseo de vías|Recolección de basura|Caminos y calles|Mercados|Parques|Alcantarillado|Otros proyectos"
Row = tuple[str, str, str, str, Measure, list[str]]


class Pao:
    """One operating plan."""

    def __init__(self, rng: Random) -> None:
        """Choose columns and the way of the rows."""
        self.p = start(rng, "CR")
        self.rng, self.sp = rng, self.p.sp
        self.year = rng.randint(2018, 2028)
        self.way = rng.choice(["tabs", "tabs", "layout", "records", "narrow", "flat", "aired", "gaps"])
        self.typed = rng.random() < 0.5
        self.halves = rng.random() < 0.7
        self.grouped = rng.random() < 0.4
        self.measured = rng.random() < 0.6
        self.filled = rng.random() < 0.6
        self.code = rng.choice(["{}-{:02d}", "{}{:02d}", "{}.{}"])
        self.number = 0

    def head(self) -> list[str]:
        """Return the head of the matrix."""
        rng = self.rng
        return [
            rng.choice(["Área estratégica", "Plan de desarrollo municipal: área estratégica"]),
            rng.choice(["Objetivos específicos", "Objetivo de mejora y/o operativo"]),
            *(["Tipo"] if self.typed else []),
            "Código",
            rng.choice(["Meta", "Descripción de la meta"]),
            *(["Indicador"] if self.measured else []),
            *(["I semestre", "%", "II semestre", "%"] if self.halves else []),
            rng.choice(["Funcionario responsable", "Responsable"]),
            *(["Grupo / subgrupo"] if self.grouped else []),
            rng.choice(["Asignación presupuestaria", "Presupuesto"]),
        ]

    def rows(self, programme: str) -> tuple[list[Row], list[float]]:
        """Invent the rows of a programme and their amounts."""
        p, rng, sp = self.p, self.rng, self.sp
        out: list[Row] = []
        amounts = []
        for _ in range(rng.randint(1, 3)):
            theme = sp.theme()
            area = sp.axis(theme)
            for _ in range(rng.randint(1, 2)):
                objective = sp.objective(theme, 1)
                for _ in range(rng.randint(1, 2)):
                    self.number += 1
                    code = self.code.format(programme, self.number)
                    goal, said = promised(p, theme, (self.year, self.year), ["count", "to", "to_year", "count_year"])
                    half = rng.choice([0, 25, 40, 50, 60])
                    amount = float(rng.randrange(500_000, 300_000_000, 500))
                    counted = things(said.name) or "avance alcanzado"
                    cells = [
                        area,
                        objective,
                        *([rng.choice(["Mejora", "Operativa"])] if self.typed else []),
                        code,
                        goal,
                    ]
                    cells += [f"{counted[0].upper()}{low(counted[1:])}"] if self.measured else []
                    if self.halves:
                        cells += [f"{half}", f"{half}%", f"{100 - half}", f"{100 - half}%"]
                    cells += [owner(p), *([sp.pick(GROUPS)] if self.grouped else [])]
                    cells.append(p.money(amount, sign=rng.random() < 0.2, cents=True))
                    out.append((area, objective, goal, code, said, cells))
                    amounts.append(amount)
        return out, amounts

    def table(self, programme: str, parent: str) -> None:
        """Print the matrix of a programme with the sum of its amounts."""
        p, rng = self.p, self.rng
        rows, amounts = self.rows(programme)
        head = self.head()
        cells = [r[5] for r in rows] if self.filled else merged([r[5] for r in rows], 2)
        total = rng.random() < 0.6 and self.way in ("tabs", "layout", "gaps")
        stated = sum(amounts) + rng.choice([0, 0, 0, 500])
        if total:
            last = [""] * len(head)
            last[0], last[-1] = rng.choice(["SUBTOTAL", "TOTAL", "Subtotales"]), p.money(stated, sign=False, cents=True)
            cells.append(last)
        lines = grid(p, head, cells, self.way)
        ids: dict[str, str] = {}
        for (area, objective, goal, code, said, _), line in zip(rows, lines, strict=False):
            if area not in ids:
                ids[area] = p.element("axis", area, line, parent, kind_alt=["theme"], parent_alt=[None])
            if objective not in ids:
                ids[objective] = p.element("objective", objective, line, ids[area], kind_alt=["operational_objective"])
            ident = p.element("result", goal, line, ids[objective], code=code)
            p.indicator(said, line, ident, **({} if said.year else {"target_year_alt": [self.year]}))
        if total:
            p.total(last[0], stated, amounts, lines[-1])

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        cover(p, rng.choice(["Plan Operativo Anual", "Plan Anual Operativo", "PAO"]), self.year, self.year)
        prose(p, "", 1)
        count = rng.randint(1, 4)
        for number, name in PROGRAMMES[:count] if rng.random() < 0.6 else rng.sample(PROGRAMMES, count):
            p.gap()
            p.put("MATRIZ DE DESEMPEÑO PROGRAMÁTICO")
            shown = rng.choice(["PROGRAMA {}: {}", "Programa {}. {}", "PROGRAMA {} {}"])
            line = p.say(shown.format(number, name.upper() if rng.random() < 0.5 else name))
            parent = p.element("strategic_line", name, line, None, code=number)
            if rng.random() < 0.5:
                made = rng.choice(["Acciones administrativas", "Servicios comunitarios", "Proyectos"])
                p.say(f"PRODUCCIÓN FINAL: {made}")
            self.table(number, parent)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one operating plan."""
    return Pao(rng).write()
