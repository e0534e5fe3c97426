"""Chile: yearly agreements of performance: management objectives, indicators with formula, goal and weight."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose
from tests.corpora.genres.ground import grid, owner, start
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.words import low

TITLES = (
    "Programa de Mejoramiento de la Gestión",
    "Programa de Mejoramiento de la Gestión Municipal",
    "Convenio de Desempeño Colectivo",
    "Metas institucionales y colectivas",
)


def _weights(rng: Random, count: int) -> list[int]:
    """Return `count` weights that sum to a hundred, in steps of five."""
    cuts = sorted(rng.sample(range(1, 20), count - 1))
    return [5 * (b - a) for a, b in zip([0, *cuts], [*cuts, 20], strict=True)]


class Performance:
    """One agreement: objectives by team, each indicator with a weight that is no goal."""

    def __init__(self, rng: Random) -> None:
        """Choose columns and form."""
        self.p = start(rng, "CL")
        self.rng, self.sp = rng, self.p.sp
        self.year = rng.randint(2018, 2028)
        self.form = rng.choice(["blocks", "blocks", "tabs", "layout", "flat", "records", "aired", "narrow"])
        self.teams = rng.random() < 0.6
        self.weight = rng.choice(["Ponderación", "Ponderador", "Pond."])
        self.formula = rng.random() < 0.6
        self.effective = rng.random() < 0.3
        self.label = rng.choice(["Objetivo de gestión", "Objetivo de gestión N°", "Objetivo"])
        self.below = rng.random() < 0.4

    def field(self, label: str, text: str) -> int:
        """Print a label with its text, beside or below."""
        if self.below:
            self.p.put(label)
            return self.p.say(text)
        return self.p.say(f"{label}: {text}")

    def formula_of(self, m: Measure) -> str:
        """Return how the indicator is reckoned."""
        if m.unit == "%":
            return f"({low(m.name)} año t / total año t) * 100"
        return f"Sumatoria de {low(m.name)} en el año t"

    def block(self, i: int, objective: str, m: Measure, weight: int, kind: str) -> None:
        """Print one objective as labels."""
        p = self.p
        p.gap()
        if self.label.endswith("N°"):
            line = p.say(f"{self.label}{i}: {objective}")
        else:
            line = self.field(f"{self.label} {i}", objective)
        ident = p.element(kind, objective, line, None, kind_alt=["unit_objective", "operational_objective"])
        line = self.field("Indicador", m.name)
        if self.formula:
            self.field("Fórmula de cálculo", self.formula_of(m))
        if self.effective:
            self.field(f"Efectivo {m.base_year}", p.base(m))
        self.field(f"Meta {self.year}", p.value(m.target, m.unit))
        self.field(self.weight, f"{weight}%")
        self.field("Medio de verificación", f"Informe de la {owner(p)}")
        p.indicator(m, line, ident)

    def team(self, count: int) -> None:
        """Print the objectives of a team, or of the whole institution."""
        p, rng, sp = self.p, self.rng, self.sp
        found = []
        for weight in _weights(rng, count):
            theme = sp.theme()
            m = measure(sp, theme, self.year, self.year)
            if not self.effective:
                m = Measure(m.name, m.unit, None, None, m.target, m.year, m.down)
            else:
                m = Measure(m.name, m.unit, m.base, self.year - 1, m.target, m.year, m.down)
            found.append((sp.objective(theme, rng.choice([0, 1])), m, weight))
        if self.form == "blocks":
            for i, (objective, m, weight) in enumerate(found, 1):
                self.block(i, objective, m, weight, "objective")
            p.gap()
            return
        head = ["N°", "Objetivo de gestión", "Indicador", *(["Fórmula de cálculo"] if self.formula else [])]
        head += [*([f"Efectivo {self.year - 1}"] if self.effective else []), f"Meta {self.year}", self.weight]
        rows = []
        for i, (objective, m, weight) in enumerate(found, 1):
            row = [str(i), objective, m.name, *([self.formula_of(m)] if self.formula else [])]
            row += [*([p.base(m)] if self.effective else []), p.value(m.target, m.unit), f"{weight}%"]
            rows.append(row)
        for (objective, m, _), line in zip(found, grid(p, head, rows, self.form), strict=True):
            kinds = ["unit_objective", "operational_objective", "strategic_objective"]
            p.indicator(m, line, p.element("objective", objective, line, None, kind_alt=kinds))
        if rng.random() < 0.5:
            p.put(f"Total {self.weight.lower()}: 100%")

    def write(self) -> Paper:
        """Print the agreement."""
        p, rng, sp = self.p, self.rng, self.sp
        cover(p, rng.choice(TITLES), self.year, self.year)
        prose(p, "", 1)
        if not self.teams:
            self.team(rng.randint(4, 8))
        else:
            for i in range(1, rng.randint(2, 3) + 1):
                p.gap()
                p.say(f"{rng.choice(['Equipo de trabajo', 'EQUIPO', 'Equipo'])} N°{i}: {sp.office()}")
                if rng.random() < 0.5:
                    p.say(f"Número de personas: {rng.randint(4, 60)}")
                self.team(rng.randint(2, 4))
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one agreement of performance."""
    return Performance(rng).write()
