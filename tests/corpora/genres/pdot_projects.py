"""Ecuador: the reference matrix of programmes and projects, with long cells that run over many lines."""

from dataclasses import dataclass
from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import grid, promised, start
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.words import low

SOURCES = "Recursos propios|Presupuesto General del Estado|Cooperación internacional|Crédito BDE|GAD Provincial"
LABELS = {
    "objective": "Objetivo estratégico|Objetivo estratégico del PDOT|Objetivo de desarrollo",
    "goal": "Meta|Meta de resultado PDOT|Meta anualizada",
    "indicator": "Indicador de la meta|Indicador",
    "programme": "Programa / proyecto|Nombre del programa o proyecto|Programa o proyecto",
    "aim": "Objetivo del programa/proyecto|Objetivo del programa",
    "area": "Área de influencia / localización|Localización",
    "money": "Presupuesto referencial|Presupuesto referencial (USD)|Monto estimado",
    "source": "Fuente de financiamiento|Fuente",
    "term": "Tiempo / plazo de ejecución|Plazo",
}


@dataclass(frozen=True)
class Entry:
    """One row: texts by column, what its goal states, and its amount."""

    cells: dict[str, str]
    said: Measure
    measured: Measure
    amount: float


class Reference:
    """One document with the matrix."""

    def __init__(self, rng: Random) -> None:
        """Choose columns and form."""
        self.p = start(rng, "EC")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([4, 5]))
        self.form = rng.choice(["narrow", "layout", "records", "sheet", "sheet_below", "tabs", "aired"])
        self.keys = [k for k in LABELS if k not in ("aim", "area", "source", "term", "indicator") or rng.random() < 0.7]
        self.labels = {k: rng.choice(LABELS[k].split("|")) for k in self.keys}
        self.bands = rng.random() < 0.5

    def entry(self, theme: object, objective: str) -> Entry:
        """Invent a row."""
        p, sp, rng = self.p, self.sp, self.rng
        m = measure(sp, theme, self.last, self.first)  # type: ignore[arg-type]
        if "indicator" in self.keys:
            said = Measure(m.name, m.unit, None, None, m.target, self.last, m.down)
            goal = sp.new(
                lambda: f"{rng.choice(['Llegar a', 'Alcanzar'])} {p.value(m.target, m.unit)} hasta {self.last}"
            )
        else:
            goal, said = promised(p, theme, (self.first, self.last), ["to_year", "count_year", "from_to_years"])  # type: ignore[arg-type]
        amount = float(rng.randrange(5_000, 2_500_000, 250))
        cells = {
            "objective": objective,
            "goal": goal,
            "indicator": m.name,
            "programme": sp.programme(theme) if rng.random() < 0.5 else sp.project(theme),  # type: ignore[arg-type]
            "aim": sp.objective(theme, 2),  # type: ignore[arg-type]
            "area": f"Parroquia {sp.place()}, comunidades y recintos del cantón",
            "money": p.money(amount, rng.random() < 0.3, cents=True),
            "source": sp.pick(SOURCES),
            "term": rng.choice([f"{rng.randint(2, 4)} años", f"{self.first}-{self.last}"]),
        }
        return Entry(cells, said, m, amount)

    def state(self, e: Entry, line: int, ids: dict[str, str], above: str | None) -> None:
        """Note what a row states; the goal of an indicator column is not a result of its own."""
        p, cells = self.p, e.cells
        objective = cells["objective"]
        if objective not in ids:
            ids[objective] = p.element("strategic_objective", objective, line, above, kind_alt=["objective"])
        top = ids[objective]
        more = {"optional": True} if "indicator" in self.keys else {}
        goal = p.element("result", cells["goal"], line, top, **more)
        p.indicator(e.said, line, top if more else goal, text_alt=[cells["goal"]])
        kinds = ["action_line", "action"]
        name = p.element("strategic_line", cells["programme"], line, top, kind_alt=kinds, parent_alt=[goal])
        if "aim" in self.keys:
            p.element("objective", cells["aim"], line, name, parent_alt=[top])
        note = {"name": cells["programme"], "code": None, "amount": e.amount, "note": None}
        p.note("projects", line, **note)

    def sheet(self, e: Entry, number: int) -> int:
        """Print a row as labels with their texts, beside or below; return its first line."""
        p = self.p
        p.gap()
        first = 0
        p.put(f"{self.rng.choice(['FICHA', 'Ficha', 'PROYECTO'])} {number}" if self.numbered else "")
        for key in self.keys:
            if self.form == "sheet":
                line = p.say(f"{self.labels[key]}: {e.cells[key]}")
            else:
                p.put(self.labels[key])
                line = p.say(e.cells[key])
            first = first or line
        return first

    def block(self, entries: list[Entry], ids: dict[str, str], above: str | None) -> None:
        """Print rows in the form of the document."""
        if self.form.startswith("sheet"):
            for i, e in enumerate(entries, 1):
                self.state(e, self.sheet(e, i), ids, above)
            self.p.gap()
            return
        head = [self.labels[k] for k in self.keys]
        rows = [[e.cells[k] for k in self.keys] for e in entries]
        for e, line in zip(entries, grid(self.p, head, rows, self.form), strict=True):
            self.state(e, line, ids, above)

    def write(self) -> Paper:
        """Print the document."""
        p, rng, sp = self.p, self.rng, self.sp
        opening(
            p,
            rng.choice(["Plan de Desarrollo y Ordenamiento Territorial", "Actualización del PDOT"]),
            self.first,
            self.last,
        )
        prose(p, rng.choice(["3.4 Programas y proyectos", "PROPUESTA", "Gestión territorial"]), 1)
        title = "matriz referencial de programas y proyectos"
        p.say(rng.choice([f"Tabla {rng.randint(12, 90)}. {title.capitalize()}", title.upper(), title.capitalize()]))
        self.numbered = rng.random() < 0.5
        ids: dict[str, str] = {}
        entries: list[Entry] = []
        for _ in range(rng.randint(2, 4)):
            theme = sp.theme()
            above = None
            if self.bands:
                name = f"{rng.choice(['Componente', 'Sistema'])} {low(rng.choice(theme.names))}"
                text = name.split(" ", 1)[1]
                if text in ids:
                    continue
                above = ids[text] = p.element("theme", text, p.say(name), None, text_alt=[name])
            for _ in range(rng.randint(1, 2)):
                objective = sp.objective(theme, rng.choice([2, 3]))
                entries += [self.entry(theme, objective) for _ in range(rng.randint(1, 3))]
            if self.bands:
                self.block(entries, ids, above)
                entries = []
        if entries:
            self.block(entries, ids, None)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one matrix of programmes and projects."""
    return Reference(rng).write()
