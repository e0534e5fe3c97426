"""Costa Rica: sector, strategic intervention, objective, indicator, baseline, goals of period, year and region."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, prose, years
from tests.corpora.genres.matrix import Matrix, Thunk, heads
from tests.corpora.genres.paper import Measure, Paper, measure

REGIONS = ("Central", "Chorotega", "Pacífico Central", "Brunca", "Huetar Caribe", "Huetar Norte")
WORDS = {
    "sector": "Sector",
    "line": "Intervención estratégica|Intervención pública",
    "objective": "Objetivo|Objetivo de la intervención",
    "indicator": "Indicador",
    "base": "Línea base {0}|Línea base ({0})",
    "goal": "Meta del periodo {1}-{2}|Meta {1}-{2}",
}


class Plan:
    """One national or institutional plan."""

    def __init__(self, rng: Random) -> None:
        """Choose between blocks of labels and the matrix."""
        self.p = begin(rng, "CR")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng)
        self.base_year = self.first - 1
        self.yearly = rng.random() < 0.7
        self.regional = rng.random() < 0.4
        self.below = rng.random() < 0.4

    def measure(self, theme: object) -> Measure:
        """Invent an indicator with the baseline year of the plan."""
        m = measure(self.sp, theme, self.last, self.first)
        return Measure(m.name, m.unit, m.base, self.base_year, m.target, self.last, m.down)

    def label(self, label: str, text: str) -> int:
        """Print a label with its text beside or below it."""
        if self.below:
            self.p.say(label)
            return self.p.say(text)
        return self.p.say(f"{label}: {text}")

    def blocks(self) -> None:
        """Print intervention after intervention with its labels."""
        p, rng, sp = self.p, self.rng, self.sp
        for _ in range(rng.randint(2, 3)):
            theme = sp.theme()
            sector = sp.axis(theme)
            p.gap()
            line = p.say(f"SECTOR {sector.upper()}" if rng.random() < 0.5 else f"Sector: {sector}")
            top = p.element("theme", sector, line, None)
            for _ in range(rng.randint(1, 3)):
                name, objective = sp.programme(theme), sp.objective(theme)
                p.gap()
                line = self.label("Intervención estratégica", name)
                ident = p.element("strategic_line", name, line, top, kind_alt=["action_line", "action"])
                line = self.label("Objetivo", objective)
                parent = p.element("objective", objective, line, ident)
                for _ in range(rng.choice([1, 1, 2])):
                    self.indicator(self.measure(theme), parent)

    def indicator(self, m: Measure, parent: str) -> None:
        """Print an indicator with baseline, goal of the period, yearly and regional goals."""
        p = self.p
        line = self.label("Indicador", m.name)
        self.label(f"Línea base {self.base_year}", p.base(m))
        self.label(f"Meta del periodo {self.first}-{self.last}", p.value(m.target, m.unit))
        if self.yearly:
            steps = zip(range(self.first, self.last + 1), m.steps(self.last - self.first + 1), strict=True)
            self.label("Metas anuales", "; ".join(f"{y}: {p.value(v, m.unit)}" for y, v in steps))
        if self.regional:
            chosen = self.rng.sample(REGIONS, 3)
            self.label(
                "Meta regional",
                "; ".join(f"Región {r}: {p.value(v, m.unit)}" for r, v in zip(chosen, m.steps(3), strict=True)),
            )
        p.indicator(m, line, parent)

    def matrix(self) -> None:
        """Print the matrix of interventions."""
        p, rng, sp = self.p, self.rng, self.sp
        words = {k: v.format(self.base_year, self.first, self.last) for k, v in WORDS.items()}
        if self.yearly:
            words |= {f"y{y}": str(y) for y in range(self.first, self.last + 1)}
        words |= {"owner": "Responsable|Institución responsable"}
        m = Matrix(
            p,
            heads(p, words),
            ("sector", "line", "objective"),
            rng.choice(["tabs", "tabs", "layout", "records", "flat"]),
        )
        for _ in range(rng.randint(2, 3)):
            theme = sp.theme()
            sector = sp.axis(theme)
            ids: dict[str, str] = {}
            for j in range(rng.randint(1, 3)):
                name, objective = sp.programme(theme), sp.objective(theme)
                for k in range(rng.choice([1, 1, 2])):
                    x = self.measure(theme)
                    row = {
                        "sector": sector,
                        "line": name,
                        "objective": objective,
                        "indicator": x.name,
                        "base": p.base(x),
                        "goal": p.value(x.target, x.unit),
                        "owner": "Dirección de Planificación",
                    }
                    row |= {
                        f"y{self.first + i}": p.value(v, x.unit)
                        for i, v in enumerate(x.steps(self.last - self.first + 1))
                    }
                    m.add(row, self.state((j, k), (sector, name, objective), x, ids))
        m.print()

    def state(self, at: tuple[int, int], texts: tuple[str, str, str], x: Measure, ids: dict[str, str]) -> Thunk:
        """Return what a row states."""
        p = self.p

        def state(line: int) -> None:
            if at == (0, 0):
                ids["s"] = p.element("theme", texts[0], line, None)
            if at[1] == 0:
                ids["l"] = p.element("strategic_line", texts[1], line, ids["s"], kind_alt=["action_line", "action"])
                ids["o"] = p.element("objective", texts[2], line, ids["l"])
            p.indicator(x, line, ids["o"])

        return state

    def write(self) -> Paper:
        """Print the document."""
        p, rng = self.p, self.rng
        opening(
            p,
            rng.choice(
                ["Plan Nacional de Desarrollo e Inversión Pública", "Plan Estratégico Institucional", "Plan Sectorial"]
            ),
            self.first,
            self.last,
        )
        prose(p, rng.choice(["Intervenciones estratégicas", "MATRIZ DE INTERVENCIONES"]), 1)
        if rng.random() < 0.5:
            self.blocks()
        else:
            self.matrix()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan."""
    return Plan(rng).write()
