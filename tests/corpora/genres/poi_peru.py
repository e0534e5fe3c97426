"""Peru: yearly operating plans: strategic action, operating activity, unit and twelve monthly goals in wide rows."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose
from tests.corpora.genres.ground import UNITS, grid, owner, shares, start
from tests.corpora.genres.paper import Measure, Paper

MONTHS = "Ene Feb Mar Abr May Jun Jul Ago Set Oct Nov Dic".split()
WAYS = "de manera oportuna|con asistencia técnica|en beneficio de la población|de calidad"
Row = tuple[str, str, int, list[str]]


class Poi:
    """One operating plan."""

    def __init__(self, rng: Random) -> None:
        """Choose columns and the way of the rows."""
        self.p = start(rng, "PE", None)
        self.rng, self.sp = rng, self.p.sp
        self.year = rng.randint(2019, 2028)
        self.way = rng.choice(["tabs", "tabs", "layout", "run", "gaps", "flat", "pipes", "records"])
        self.money = rng.random() < 0.4
        self.coded = rng.random() < 0.7
        self.inside = rng.random() < 0.35
        self.total_first = rng.random() < 0.3
        self.labels = rng.choice(
            [("OEI", "AEI"), ("Objetivo Estratégico Institucional", "Acción Estratégica Institucional")]
        )
        self.number = rng.randint(100, 900)

    def head(self) -> list[str]:
        """Return the head of the activities."""
        rng = self.rng
        months = [m.upper() for m in MONTHS] if rng.random() < 0.4 else MONTHS
        total = [rng.choice(["Meta anual", "Meta física anual", "Total"]) + f" {self.year}"]
        return [
            *(["Código"] if self.coded else []),
            rng.choice(["Actividad operativa", "Actividad Operativa e Inversiones", "Actividad operativa (AO)"]),
            "Unidad de medida" if rng.random() < 0.7 else "U.M.",
            *(total if self.total_first else []),
            *months,
            *([] if self.total_first else total),
            *(["Presupuesto S/"] if self.money else []),
        ]

    def row(self, theme: object) -> Row:
        """Invent an activity: text, code, goal and printed cells."""
        p = self.p
        text = self.sp.act(theme)  # type: ignore[arg-type]
        self.number += self.rng.randint(1, 9)
        code = f"AOI{self.rng.choice(['0031', '3010', '0127'])}00{self.number:05d}"
        goal, parts = shares(self.rng, 12)
        total = [p.value(goal)]
        cells = [*([code] if self.coded else []), text, self.sp.pick(UNITS).upper()]
        cells += [
            *(total if self.total_first else []),
            *(p.value(v) for v in parts),
            *([] if self.total_first else total),
        ]
        if self.money:
            cells.append(p.money(self.rng.randrange(1000, 900_000, 50), sign=False, cents=True))
        return text, code, goal, cells

    def state(self, row: Row, line: int, parent: str) -> None:
        """Note what a row states; a goal that has no indicator of its own is not asked for."""
        text, code, goal, _ = row
        ident = self.p.element("activity", text, line, parent, code=code if self.coded else None, kind_alt=["action"])
        self.p.indicator(Measure(text, "", None, None, goal, self.year), line, ident, optional=True)

    def centre(self) -> None:
        """Print the name of a cost centre, which is no element."""
        if self.rng.random() < 0.5:
            self.p.put(f"Centro de costo: {self.rng.randint(1, 9):02d}.{self.rng.randint(1, 9):02d} {owner(self.p)}")

    def banded(self) -> None:
        """Print objectives and strategic actions as lines over the tables of their activities."""
        p, rng, sp = self.p, self.rng, self.sp
        sep, head = rng.choice([" ", ": ", " - ", "\t"]), self.head()
        for i in range(1, rng.randint(1, 3) + 1):
            theme = sp.theme()
            objective, code = sp.objective(theme, 1), f"OEI.{i:02d}"
            p.gap()
            shown = f"{code}{sep}{objective}" if self.labels[0] == "OEI" else f"{self.labels[0]}: {code} {objective}"
            top = p.element("strategic_objective", objective, p.say(shown), None, code=code)
            for j in range(1, rng.randint(1, 3) + 1):
                text, code = sp.heading(theme, WAYS), f"AEI.{i:02d}.{j:02d}"
                shown = f"{code}{sep}{text}" if self.labels[1] == "AEI" else f"{self.labels[1]}: {code} {text}"
                parent = p.element("action_line", text, p.say(shown), top, code=code)
                self.centre()
                rows = [self.row(theme) for _ in range(rng.randint(1, 4))]
                for row, line in zip(rows, grid(p, head, [r[3] for r in rows], self.way), strict=True):
                    self.state(row, line, parent)

    def whole(self) -> None:
        """Print one wide table with objective and strategic action in every row."""
        p, rng, sp = self.p, self.rng, self.sp
        rows: list[tuple[tuple[str, str], tuple[str, str], Row]] = []
        for i in range(1, rng.randint(2, 3) + 1):
            theme = sp.theme()
            top = (f"OEI.{i:02d}", sp.objective(theme, 1))
            for j in range(1, rng.randint(1, 3) + 1):
                line = (f"AEI.{i:02d}.{j:02d}", sp.heading(theme, WAYS))
                rows += [(top, line, self.row(theme)) for _ in range(rng.randint(1, 3))]
        cells = [[f"{t[0]} {t[1]}", f"{a[0]} {a[1]}", *row[3]] for t, a, row in rows]
        head = [*(self.labels if rng.random() < 0.5 else ("Objetivo estratégico", "Acción estratégica")), *self.head()]
        ids: dict[str, str] = {}
        for (top, act, row), line in zip(rows, grid(p, head, cells, self.way), strict=True):
            if top[0] not in ids:
                ids[top[0]] = p.element("strategic_objective", top[1], line, None, code=top[0])
            if act[0] not in ids:
                ids[act[0]] = p.element("action_line", act[1], line, ids[top[0]], code=act[0])
            self.state(row, line, ids[act[0]])

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        cover(
            p,
            rng.choice(["Plan Operativo Institucional", "POI", "Plan Operativo Institucional (POI) Anual"]),
            self.year,
            self.year,
        )
        prose(p, rng.choice(["", "Presentación"]), 1)
        p.put(
            rng.choice(
                ["Anexo B-5: POI Anual con programación física", "PROGRAMACIÓN FÍSICA DE ACTIVIDADES OPERATIVAS"]
            )
        )
        if self.inside:
            self.whole()
        else:
            self.banded()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one operating plan."""
    return Poi(rng).write()
