"""Honduras: operating plans of the finance system: objective, result, product and activity with codes and quarters."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose
from tests.corpora.genres.ground import UNITS, owner, shares, start
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.words import low


class Poa:
    """One operating plan."""

    def __init__(self, rng: Random) -> None:
        """Choose labels, codes and how goals are printed."""
        self.p = start(rng, "HN")
        self.rng, self.sp = rng, self.p.sp
        self.year = rng.randint(2018, 2028)
        self.sep = rng.choice([": ", " - ", ". ", "  "])
        self.goals = rng.choice(["grid", "grid", "line", "labels"])
        self.middle = rng.random() < 0.5
        self.coded = rng.choice(["padded", "plain"])
        self.cost = rng.random() < 0.5
        self.name = rng.choice(
            ["Objetivo Operativo", "Objetivo operativo", "Objetivo Estratégico", "OBJETIVO ESPECÍFICO"]
        )
        self.result = rng.choice(
            ["Resultado de Gestión", "Resultado", "RESULTADO DE GESTIÓN", "Resultado Institucional"]
        )
        self.final = rng.choice(["Producto Final", "Producto", "PRODUCTO FINAL"])
        self.act = rng.choice(["Actividad/Obra", "Actividad", "ACTIVIDAD"])

    def code(self, *path: int) -> str:
        """Return a number as this system prints it."""
        if self.coded == "padded":
            return "".join(f"{n:02d}" for n in path) if len(path) > 1 else f"{path[0]:03d}"
        return ".".join(map(str, path))

    def programming(self, goal: int, parts: list[int]) -> None:
        """Print unit and quarters of a product or activity."""
        p, sp = self.p, self.sp
        unit, values = sp.pick(UNITS), [p.value(v) for v in parts]
        if self.goals == "grid":
            sep = self.rng.choice(["\t", "   "])
            p.put(
                sep.join(
                    [
                        "Unidad de medida",
                        "I Trimestre",
                        "II Trimestre",
                        "III Trimestre",
                        "IV Trimestre",
                        f"Total {self.year}",
                    ]
                )
            )
            p.put(sep.join([unit, *values, p.value(goal)]))
        elif self.goals == "line":
            parts_of = "   ".join(f"{n}: {v}" for n, v in zip(("I", "II", "III", "IV"), values, strict=True))
            p.say(f"Unidad de medida: {unit}   {parts_of}   Total {self.year}: {p.value(goal)}")
        else:
            p.put(f"Unidad de medida: {unit}")
            for i, value in enumerate(values):
                p.put(f"Trimestre {i + 1}: {value}")
            p.put(f"Total anual {self.year}: {p.value(goal)}")

    def level(self, label: str, kind: str, text: str, code: str, parent: str | None, alt: list[str]) -> str:
        """Print an element with its label and code; return its id."""
        line = self.p.say(f"{label} {code}{self.sep}{text}{self.rng.choice(['', '.'])}")
        return self.p.element(kind, text, line, parent, code=code, kind_alt=alt)

    def planned(self, text: str, ident: str, line: int) -> None:
        """Print the goals of a product or activity; its own name is all they measure."""
        goal, parts = shares(self.rng, 4)
        self.programming(goal, parts)
        self.p.indicator(Measure(text, "", None, None, goal, self.year), line, ident, optional=True)

    def product(self, theme: object, above: str, path: tuple[int, ...]) -> None:
        """Print a product with, at times, an intermediate one, and its activities."""
        p, rng, sp = self.p, self.rng, self.sp
        text = sp.made(theme)  # type: ignore[arg-type]
        ident = self.level(self.final, "product", text, self.code(*path), above, ["result"])
        self.planned(text, ident, len(p.lines))
        if self.middle:
            inner = sp.made(theme)  # type: ignore[arg-type]
            ident = self.level("Producto Intermedio", "product", inner, self.code(*path, 1), ident, ["result"])
        for i in range(1, rng.randint(1, 3) + 1):
            act = sp.act(theme)  # type: ignore[arg-type]
            made = self.level(self.act, "activity", act, self.code(*path, i), ident, ["action"])
            if rng.random() < 0.3:
                self.planned(act, made, len(p.lines))
            if self.cost:
                p.put(f"Costo: {p.money(float(rng.randrange(2_000, 900_000, 100)), cents=True)}")

    def objective(self, i: int) -> None:
        """Print an objective with its results."""
        p, rng, sp = self.p, self.rng, self.sp
        theme = sp.theme()
        p.gap()
        kind = {
            "Objetivo E": "strategic_objective",
            "Objetivo O": "operational_objective",
            "Objetivo o": "operational_objective",
        }
        text = sp.objective(theme, rng.choice([1, 2]))
        label = kind.get(self.name[:10], "objective")
        top = self.level(self.name, label, text, self.code(i), None, ["objective", "operational_objective"])
        for j in range(1, rng.randint(1, 2) + 1):
            text = sp.result(theme)
            above = self.level(self.result, "result", text, self.code(i, j), top, [])
            if rng.random() < 0.6:
                m = measure(sp, theme, self.year, self.year)
                p.say(f"Indicador: {m.name}")
                line = len(p.lines)
                p.say(f"Línea base {m.base_year}: {p.base(m)}   Meta {self.year}: {p.value(m.target, m.unit)}")
                p.indicator(m, line, above)
            for k in range(1, rng.randint(1, 2) + 1):
                self.product(theme, above, (i, j, k))

    def write(self) -> Paper:
        """Print the plan."""
        p, rng, sp = self.p, self.rng, self.sp
        cover(
            p,
            rng.choice(["Plan Operativo Anual", "POA - Presupuesto", "Plan Operativo Anual (POA)"]),
            self.year,
            self.year,
        )
        p.put(f"Institución: {rng.randint(20, 900):04d} {p.gold['institution']['name']}")
        p.put(f"Gerencia Administrativa: {rng.randint(1, 9):03d} {owner(p)}")
        p.put(f"Unidad Ejecutora: {rng.randint(1, 40):03d} {owner(p)}")
        p.gap()
        prose(p, rng.choice(["", "Análisis institucional"]), 1)
        for i in range(1, rng.randint(1, 3) + 1):
            self.objective(i)
        p.gap()
        if rng.random() < 0.5:
            p.say(f"Nota: los productos se refieren a {low(rng.choice(sp.theme().goods))}.")
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one operating plan."""
    return Poa(rng).write()
