"""Matrices whose header cells stand broken over many lines and come again on every page; rows with tabs or cells."""

import textwrap
from random import Random

from tests.corpora.genres.front import closing, cover, years
from tests.corpora.genres.ground import owner
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.soil import aim, begun

OBJECTIVE = "Objetivo estratégico institucional|Objetivo del plan de desarrollo|Objetivo estratégico sectorial"
PRODUCT = "Producto o servicio esperado|Meta de producto del plan|Producto institucional entregado a la población"
EXTRA = (
    "Código presupuestario asignado por la dirección financiera",
    "Población beneficiaria directa e indirecta del territorio",
    "Ubicación geográfica de la intervención según división política",
    "Enfoque transversal que se atiende con el producto",
    "Observaciones de la unidad de planificación y del comité",
    "Supuestos o condiciones externas necesarias para el cumplimiento",
    "Tipo de gasto según el clasificador vigente",
    "Modalidad de ejecución prevista por la unidad ejecutora",
    "Articulación con el plan nacional de desarrollo vigente",
    "Nivel de prioridad asignado por la máxima autoridad",
)
FILL = {
    0: "0101-22",
    1: "General",
    2: "Cabecera",
    3: "Género",
    4: "Ninguna",
    5: "Estable",
    6: "Corriente",
    7: "Directa",
    8: "Eje 2",
    9: "Alta",
}


class Tall:
    """One matrix."""

    def __init__(self, rng: Random) -> None:
        """Choose columns and how narrow the header is."""
        self.p = begun(rng, rng.choice(["CO", "GT", "EC", "SV", "HN", "PE", "PA", "MX"]), None)
        self.rng, self.sp = rng, self.p.sp
        self.p.features.add("long_header")
        self.first, self.last = years(rng)
        self.extra = sorted(rng.sample(range(len(EXTRA)), rng.randint(4, 9)))
        self.before = rng.randint(0, len(self.extra))
        self.narrow = rng.choice([6, 8, 10, 12])
        self.tabbed = rng.random() < 0.7
        self.again = rng.random() < 0.6
        self.head = self.heads()
        self.p.damaged = not self.tabbed

    def heads(self) -> list[str]:
        """Return the header cells."""
        goals = [f"Meta física programada para el año {y}" for y in range(self.first, self.last + 1)]
        extra = [EXTRA[i] for i in self.extra]
        return [
            self.sp.pick(OBJECTIVE),
            self.sp.pick(PRODUCT),
            "Nombre del indicador",
            "Unidad de medida del indicador",
            *extra[: self.before],
            f"Línea base {self.first - 1} del indicador",
            *goals,
            *extra[self.before :],
            "Dependencia responsable del cumplimiento",
        ]

    def header(self) -> None:
        """Print the header: each cell broken at its narrow width; tabs between cells where the rows have them."""
        cells = ["\n".join(textwrap.wrap(h, self.narrow, break_long_words=False)) for h in self.head]
        for line in ("\t" if self.tabbed else "\n").join(cells).split("\n"):
            self.p.put(line)

    def row(self, objective: str, product: str, m: Measure) -> int:
        """Print a row; return its first line."""
        p = self.p
        fill = [FILL[i] for i in self.extra]
        steps = [p.value(v, m.unit) for v in m.steps(self.last - self.first + 1)]
        unit = "Porcentaje" if m.unit == "%" else m.unit.capitalize()
        cells = [
            objective,
            product,
            m.name,
            unit,
            *fill[: self.before],
            p.base(m),
            *steps,
            *fill[self.before :],
            owner(p),
        ]
        if self.tabbed:
            return p.put("\t".join(cells))
        first = p.put(cells[0])
        for cell in cells[1:]:
            p.put(cell)
        return first

    def write(self) -> Paper:
        """Print the matrix."""
        p, rng = self.p, self.rng
        cover(p, rng.choice(["Matriz de planificación plurianual", "Plan Operativo Multianual"]), self.first, self.last)
        p.running = ""
        self.header()
        count = 0
        for _ in range(rng.randint(2, 4)):
            theme = self.sp.theme()
            objective = aim(p, theme)
            top = None
            for _ in range(rng.randint(1, 3)):
                product = self.sp.made(theme)
                m = measure(self.sp, theme, self.last, self.first)
                m = Measure(m.name, m.unit, m.base, self.first - 1, m.target, self.last, m.down)
                if self.again and count and count % 3 == 0 and len(p.lines) < 220:
                    p.put("")
                    p.put(str(p.page))
                    p.page += 1
                    self.header()
                line = self.row(objective, product, m)
                count += 1
                kinds = ["strategic_objective", "objective"]
                top = top or p.element("strategic_objective", objective, line, None, kind_alt=kinds)
                p.indicator(m, line, p.element("product", product, line, top, kind_alt=["result"]))
        p.gap()
        if len(p.lines) < 300:
            closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one matrix."""
    return Tall(rng).write()
