"""Operating matrices that lost their tabs: programme, project, activity and yearly goals as a row or a cell a line."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose, years
from tests.corpora.genres.ground import grid, owner
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.soil import aim, begun, deed, outcome

LEVELS = {
    "objective": ("strategic_objective", "Objetivo estratégico", ["objective"]),
    "programme": ("strategic_line", "Programa", []),
    "result": ("result", "Resultado esperado", ["product"]),
    "action": ("action", "Acción", ["activity", "action_line"]),
    "activity": ("activity", "Actividad", ["action", "action_line"]),
}
SHAPES = (
    ("objective", "action"),
    ("programme", "activity"),
    ("objective", "result"),
    ("objective", "programme", "activity"),
    ("programme", "result"),
)


class Torn:
    """One matrix."""

    def __init__(self, rng: Random) -> None:
        """Choose columns and the way of the rows."""
        self.p = begun(rng, rng.choice(["DO", "SV", "PA", "EC", "PY", "CU", "NI", "HN", "CL", "AR"]), 96)
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([2, 3, 4]))
        self.way = rng.choice(["run", "flat", "flat", "narrow", "narrow", "wrapped", "aired"])
        self.shape = rng.choice(SHAPES)
        self.yearly = rng.random() < 0.4
        self.owned = rng.random() < 0.6
        self.cost = rng.random() < 0.4
        self.based = rng.random() < 0.6

    def text(self, level: str, theme: object) -> str:
        """Invent the text of a level."""
        make = {"objective": aim, "result": outcome, "action": deed, "activity": deed}
        return self.sp.programme(theme) if level == "programme" else make[level](self.p, theme)  # type: ignore[arg-type]

    def head(self) -> list[str]:
        """Return the head."""
        goals = [f"Meta {y}" for y in range(self.first, self.last + 1)] if self.yearly else [f"Meta {self.last}"]
        return [
            *(LEVELS[level][1] for level in self.shape),
            "Indicador",
            *([f"Línea base {self.first - 1}"] if self.based else []),
            *goals,
            *(["Responsable"] if self.owned else []),
            *(["Presupuesto"] if self.cost else []),
        ]

    def cells(self, m: Measure) -> list[str]:
        """Return the cells after the indicator's name."""
        p = self.p
        count = self.last - self.first + 1
        steps = [p.value(v, m.unit) for v in m.steps(count)] if self.yearly else [p.value(m.target, m.unit)]
        return [
            *([p.base(m)] if self.based else []),
            *steps,
            *([owner(p)] if self.owned else []),
            *(
                [p.money(float(self.rng.randrange(5_000, 9_000_000, 500)), sign=self.rng.random() < 0.3)]
                if self.cost
                else []
            ),
        ]

    def write(self) -> Paper:
        """Print the matrix."""
        p, rng = self.p, self.rng
        cover(p, rng.choice(["Plan Operativo", "Matriz de programación", "Plan de trabajo"]), self.first, self.last)
        p.running = ""
        prose(p, "", 1)
        rows, said = [], []
        for _ in range(rng.randint(2, 4)):
            theme = self.sp.theme()
            above = [self.text(level, theme) for level in self.shape[:-1]]
            for _ in range(rng.randint(1, 3)):
                m = measure(self.sp, theme, self.last, self.first)
                m = Measure(m.name, m.unit, m.base, self.first - 1, m.target, self.last, m.down)
                if not self.based:
                    m = Measure(m.name, m.unit, None, None, m.target, self.last, m.down)
                texts = [*above, self.text(self.shape[-1], theme)]
                rows.append([*texts, m.name, *self.cells(m)])
                said.append((texts, m))
        lines = grid(p, self.head(), rows, self.way)
        ids: dict[str, str] = {}
        for (texts, m), line in zip(said, lines, strict=True):
            parent = None
            for level, text in zip(self.shape, texts, strict=True):
                kind, _, alt = LEVELS[level]
                if text not in ids:
                    ids[text] = p.element(kind, text, line, parent, kind_alt=alt)
                parent = ids[text]
            p.indicator(m, line, parent)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one matrix."""
    return Torn(rng).write()
