"""Goals of administrative units: «Dirección de X: objetivo, indicador, meta», as blocks or as a table."""

from random import Random

from tests.corpora.genres.front import begin, closing, cover, prose
from tests.corpora.genres.goals import things
from tests.corpora.genres.paper import Measure, Paper, measure, table
from tests.corpora.genres.words import low

BANDS = (
    "PROCESOS GOBERNANTES / NIVEL DIRECTIVO",
    "PROCESOS AGREGADORES DE VALOR / NIVEL OPERATIVO",
    "NIVEL DE APOYO – ASESORÍA",
)
HEADS = ("No.", "Descripción de la unidad", "Objetivo de la unidad", "Indicador", "Meta cuantificable")


def _goal(p: Paper, m: Measure) -> str:
    """Return the goal as these pages state it: «90% de trámites despachados», «12 eventos realizados» or the number."""
    value = p.value(m.target, m.unit)
    counted = things(m.name)
    if counted and p.rng.random() < 0.6:
        return f"{value} {counted}"
    if m.name.startswith("Porcentaje de ") and p.rng.random() < 0.6:
        return f"{value} {low(m.name.removeprefix('Porcentaje '))}"
    return value


class Units:
    """One page of units."""

    def __init__(self, rng: Random) -> None:
        """Choose the form of the page."""
        self.p = begin(rng, rng.choice(["EC", "EC", "SV", "HN", "PA", "CR"]))
        self.rng, self.sp = rng, self.p.sp
        self.form = rng.choice(["blocks", "blocks", "table", "inline"])
        self.year = rng.randint(2018, 2027)
        self.labels = rng.choice(
            [("Objetivo", "Indicador", "Meta"), ("Objetivo de la unidad", "Indicador", "Meta cuantificable")]
        )
        self.rows: list[list[str]] = []
        self.said: list[tuple[str, str, str, str, Measure]] = []

    def units(self) -> None:
        """Invent the units."""
        sp = self.sp
        for i in range(1, self.rng.randint(6, 16) + 1):
            theme = sp.theme()
            name, objective = sp.office(), sp.objective(theme)
            m = measure(sp, theme, self.year)
            m = Measure(m.name, m.unit, None, None, m.target, None, m.down)
            goal = _goal(self.p, m)
            self.said.append((name, objective, m.name, goal, m))
            self.rows.append([str(i), name, objective, m.name, goal])

    def note(self, i: int, line: int) -> None:
        """Note the unit, its objective and its indicator."""
        p = self.p
        name, objective, indicator, goal, m = self.said[i]
        ident = p.element("unit_objective", objective, line, None)
        p.indicator(m, line, ident, unit_name=name, stated_change=goal)
        p.note("units", line, name=name, objective=objective, indicator=indicator, goal=goal)

    def blocks(self) -> None:
        """Print unit after unit, each with its three labels."""
        p, rng = self.p, self.rng
        dotted = rng.choice(["{}", "{}:", "{i}. {}", "UNIDAD: {}"])
        labels = self.labels
        for i, (name, objective, indicator, goal, _) in enumerate(self.said):
            p.gap()
            head = dotted.format(name, i=i + 1)
            p.say(head.upper() if dotted == "{}" and rng.random() < 0.3 else head)
            if self.form == "inline":
                line = p.say(f"{labels[0]}: {objective}. {labels[1]}: {indicator}. {labels[2]}: {goal}.")
            else:
                line = p.say(f"{labels[0]}: {objective}")
                p.say(f"{labels[1]}: {indicator}")
                p.say(f"{labels[2]}: {goal}")
            self.note(i, line)
        p.gap()

    def table(self) -> None:
        """Print the units as a table, with bands of processes over it."""
        p, rng = self.p, self.rng
        mode = rng.choice(["tabs", "tabs", "layout", "flat", "records"])
        p.put(
            rng.choice(
                [
                    "Metas y objetivos de las unidades administrativas",
                    "Literal a4) Las metas y objetivos de las unidades",
                ]
            )
        )
        at = sorted(rng.sample(range(1, len(self.rows)), 2)) if mode == "tabs" and rng.random() < 0.5 else []
        if at:
            start = 0
            for band, end in zip(BANDS, [*at, len(self.rows)], strict=False):
                p.put(band)
                for i, line in enumerate(table(p, list(HEADS), self.rows[start:end], mode), start):
                    self.note(i, line)
                start = end
            return
        for i, line in enumerate(table(p, list(HEADS), self.rows, mode)):
            self.note(i, line)

    def write(self) -> Paper:
        """Print the document."""
        p = self.p
        cover(
            p, self.rng.choice(["Metas y objetivos por unidad", "Plan Operativo por Direcciones"]), self.year, self.year
        )
        prose(p, "", 1)
        self.units()
        if self.form == "table":
            self.table()
        else:
            self.blocks()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one page of units."""
    return Units(rng).write()
