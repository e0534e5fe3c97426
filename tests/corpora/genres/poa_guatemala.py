"""Guatemala: operating plans with result, product, subproduct and goals by four-month period, and programme codes."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, prose
from tests.corpora.genres.matrix import Matrix, Thunk, heads
from tests.corpora.genres.paper import Measure, Paper, measure

WORDS = {
    "result": "Resultado institucional|Resultado|Resultado estratégico / institucional",
    "product": "Producto|Productos",
    "sub": "Subproducto|Subproductos",
    "unit": "Unidad de medida",
    "goal": "Meta {0}|Meta física anual {0}|Meta anual {0}",
    "c1": "Cuatrimestre 1|1er. cuatrimestre|C1",
    "c2": "Cuatrimestre 2|2do. cuatrimestre|C2",
    "c3": "Cuatrimestre 3|3er. cuatrimestre|C3",
    "red": "Red programática|Estructura programática",
    "money": "Presupuesto (Q)|Costo Q",
}
UNITS = "Familia|Persona|Documento|Evento|Metro cuadrado|Kilómetro|Hectárea"


class Poa:
    """One operating plan."""

    def __init__(self, rng: Random) -> None:
        """Choose columns and mode."""
        self.p = begin(rng, "GT")
        self.rng, self.sp = rng, self.p.sp
        self.year = rng.randint(2019, 2028)
        self.words = {k: v.format(self.year) for k, v in WORDS.items()}
        for key in ("red", "money", "unit"):
            if rng.random() < 0.3:
                self.words.pop(key)
        self.flat = rng.random() < 0.35
        self.money: list[float] = []

    def goals(self) -> tuple[int, list[int]]:
        """Invent the goal of the year and its three periods."""
        parts = [self.rng.randint(0, 900) if self.rng.random() < 0.5 else self.rng.randint(1, 30) for _ in range(3)]
        return sum(parts), parts

    def stated(self, m: Measure, line: int, element: str) -> None:
        """Note the indicator of a result."""
        self.p.indicator(m, line, element)

    def matrix(self) -> None:
        """Print the plan as a matrix with a total of the money."""
        p, rng, sp = self.p, self.rng, self.sp
        m = Matrix(
            p, heads(p, self.words), ("result", "product"), rng.choice(["tabs", "tabs", "layout", "records", "flat"])
        )
        for r in range(1, rng.randint(1, 3) + 1):
            theme = sp.theme()
            result = sp.result(theme)
            ids: dict[str, str] = {}
            for j in range(rng.randint(1, 3)):
                product = sp.made(theme)
                for k in range(1, rng.randint(1, 3) + 1):
                    sub = sp.made(theme)
                    goal, parts = self.goals()
                    cost = float(rng.randrange(5_000, 2_000_000, 125))
                    self.money.append(cost)
                    row = {
                        "result": result,
                        "product": product,
                        "sub": sub,
                        "unit": sp.pick(UNITS),
                        "goal": p.value(goal),
                    }
                    row |= {f"c{i + 1}": p.value(v) for i, v in enumerate(parts)}
                    row |= {
                        "red": f"{10 + r}-{j + 1:02d}-{k:03d}-000-001",
                        "money": p.money(cost, sign=False, cents=True),
                    }
                    m.add(row, self.state((j, k), (result, product, sub), goal, ids))
        total = "money" in self.words and rng.random() < 0.7
        if total:
            fill = "-" if m.mode == "flat" else ""
            stated = sum(self.money) + (rng.choice([100, -25.5]) if rng.random() < 0.25 else 0)
            row = dict.fromkeys((k for k, _ in m.columns), fill)
            m.add(
                row | {"result": "TOTAL", "money": p.money(stated, sign=False, cents=True)},
                lambda line: p.total("TOTAL", stated, self.money, line),
            )
        m.print()

    def state(self, at: tuple[int, int], texts: tuple[str, str, str], goal: int, ids: dict[str, str]) -> Thunk:
        """Return what a row states."""
        p, (result, product, sub) = self.p, texts

        def state(line: int) -> None:
            if at == (0, 1):
                ids["r"] = p.element("result", result, line, None)
            if at[1] == 1:
                ids["p"] = p.element("product", product, line, ids["r"])
            ident = p.element("product", sub, line, ids["p"])
            p.indicator(Measure(sub, "", None, None, goal, self.year), line, ident, optional=True)

        return state

    def blocks(self) -> None:
        """Print the plan as headings with goals below."""
        p, rng, sp = self.p, self.rng, self.sp
        sep = rng.choice([": ", ". ", " - "])
        for r in range(1, rng.randint(2, 3) + 1):
            theme = sp.theme()
            result, m = sp.result(theme), measure(sp, theme, self.year, self.year)
            p.gap()
            line = p.say(f"{rng.choice(['Resultado', 'RESULTADO INSTITUCIONAL'])} {r}{sep}{result}")
            top = p.element("result", result, line, None, code=str(r))
            line = p.say(
                f"Indicador: {m.name}. Línea base {m.base_year}: {p.value(m.base, m.unit)}. "
                f"Meta {m.year}: {p.value(m.target, m.unit)}"
            )
            p.indicator(m, line, top)
            for j in range(1, rng.randint(1, 3) + 1):
                product = sp.made(theme)
                line = p.say(f"Producto {r}.{j}{sep}{product}")
                above = p.element("product", product, line, top, code=f"{r}.{j}")
                for k in range(1, rng.randint(1, 3) + 1):
                    sub = sp.made(theme)
                    goal, parts = self.goals()
                    line = p.say(f"Subproducto {r}.{j}.{k}{sep}{sub}")
                    ident = p.element("product", sub, line, above, code=f"{r}.{j}.{k}")
                    unit = sp.pick(UNITS).lower()
                    p.say(
                        f"Unidad de medida: {unit}. Meta {self.year}: {p.value(goal)} "
                        f"(C1: {p.value(parts[0])}, C2: {p.value(parts[1])}, C3: {p.value(parts[2])})"
                    )
                    p.indicator(Measure(sub, unit, None, None, goal, self.year), line, ident, optional=True)

    def write(self) -> Paper:
        """Print the document."""
        p, rng = self.p, self.rng
        opening(
            p, rng.choice(["Plan Operativo Anual", "Plan Operativo Multianual y Anual", "POA"]), self.year, self.year
        )
        prose(p, rng.choice(["Programación de productos y subproductos", "MATRIZ DE PROGRAMACIÓN"]), 1)
        if self.flat:
            self.blocks()
        else:
            self.matrix()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one operating plan."""
    return Poa(rng).write()
