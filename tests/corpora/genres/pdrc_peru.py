"""Peru: concerted plans: objectives OER and actions AER, indicator, baseline and yearly goals in one row."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import grid, owner, start
from tests.corpora.genres.paper import Measure, Paper, measure

FORMS = (
    ("OER.{:02d}", "AER.{:02d}.{:02d}", "Plan de Desarrollo Regional Concertado"),
    ("OEL.{:02d}", "AEL.{:02d}.{:02d}", "Plan de Desarrollo Local Concertado"),
    ("OET.{:02d}", "AET.{:02d}.{:02d}", "Plan de Desarrollo Local Concertado"),
    ("OE{}", "AE{}.{}", "Plan de Desarrollo Concertado"),
)
Row = tuple[str, str, str, Measure, str]


class Concerted:
    """One concerted plan."""

    def __init__(self, rng: Random) -> None:
        """Choose codes, columns and the way of the rows."""
        self.p = start(rng, "PE", rng.choice([None, None, 96]))
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([4, 6, 9, 10]))
        self.top, self.sub, self.plan = rng.choice(FORMS)
        self.way = rng.choice(["tabs", "layout", "run", "wrapped", "gaps", "flat", "narrow", "pipes", "records"])
        self.split = rng.random() < 0.6
        self.owned = rng.random() < 0.4
        self.span = [y for y in range(self.first, self.last + 1) if rng.random() < 0.8 or y in (self.first, self.last)]
        self.word = rng.choice(["Logros esperados {}", "{}", "{}", "Meta {}", "Logro esperado al {}"])

    def rows(self) -> list[Row]:
        """Invent the plan: kind, code, text, indicator, code of the parent."""
        out: list[Row] = []
        for i in range(1, self.rng.randint(2, 4) + 1):
            theme = self.sp.theme()
            code = self.top.format(i)
            text = self.sp.objective(theme, self.rng.choice([0, 1, 2]))
            out.append(("strategic_objective", code, text, measure(self.sp, theme, self.last, self.first), ""))
            for j in range(1, self.rng.randint(2, 4) + 1):
                text = self.sp.strategy(theme) if self.rng.random() < 0.5 else self.sp.objective(theme, 1)
                m = measure(self.sp, theme, self.last, self.first)
                out.append(("action_line", self.sub.format(i, j), text, m, code))
        return out

    def cells(self, row: Row) -> list[str]:
        """Return the printed cells of a row."""
        _, code, text, m, _ = row
        p = self.p
        base = [str(m.base_year), p.base(m)] if self.split else [f"{p.value(m.base, m.unit)} ({m.base_year})"]
        steps = [p.value(v, m.unit) for v in m.steps(len(self.span))]
        return [code, text, m.name, *base, *steps, *([owner(p)] if self.owned else [])]

    def head(self, what: str) -> list[str]:
        """Return the head of a table."""
        base = ["Año línea base", "Valor línea base"] if self.split else ["Línea base"]
        return [
            "Código",
            what,
            "Indicador",
            *base,
            *(self.word.format(y) for y in self.span),
            *(["Responsable"] if self.owned else []),
        ]

    def print(self, rows: list[Row], what: str, ids: dict[str, str | None]) -> None:
        """Print a table and note what its rows state."""
        lines = grid(self.p, self.head(what), [self.cells(row) for row in rows], self.way)
        for (kind, code, text, m, above), line in zip(rows, lines, strict=True):
            ids[code] = self.p.element(kind, text, line, ids[above], code=code)
            self.p.indicator(m, line, ids[code])

    def route(self, rows: list[Row]) -> None:
        """Print the order of priority, where objectives stand once more."""
        p = self.p
        p.put("Ruta estratégica")
        tops = [row for row in rows if row[0] == "strategic_objective"]
        self.rng.shuffle(tops)
        head = ["Prioridad", "Código", "Objetivo estratégico", "Vinculación con el plan nacional"]
        cells = [[str(i), row[1], row[2], f"ON{self.rng.randint(1, 4)}"] for i, row in enumerate(tops, 1)]
        grid(p, head, cells, "tabs" if self.way == "tabs" else "gaps")

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        opening(p, self.plan, self.first, self.last)
        prose(p, rng.choice(["Objetivos y acciones estratégicas", "MATRIZ DE OBJETIVOS, ACCIONES E INDICADORES"]), 1)
        rows = self.rows()
        ids: dict[str, str | None] = {"": None}
        how = rng.choice(["one", "two", "each"])
        p.features.add(f"tables:{how}")
        if how == "one":
            self.print(rows, "Objetivo / Acción estratégica", ids)
        elif how == "two":
            p.put("Objetivos estratégicos")
            self.print([r for r in rows if not r[4]], "Objetivo estratégico", ids)
            p.put("Acciones estratégicas")
            self.print([r for r in rows if r[4]], "Acción estratégica", ids)
        else:
            for top in [r for r in rows if not r[4]]:
                self.print([top], "Objetivo estratégico", ids)
                self.print([r for r in rows if r[4] == top[1]], "Acción estratégica", ids)
        if rng.random() < 0.4:
            self.route(rows)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one concerted plan."""
    return Concerted(rng).write()
