"""Ecuador: operating plans of local governments: programme, project, activity, four-month goals, budget and item."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose
from tests.corpora.genres.ground import counting, grid, merged, owner, shares, start
from tests.corpora.genres.paper import Measure, Paper

ITEMS = "730204|730601|750104|840104|730811|710203|730235|780104"


class Poa:
    """One operating plan; `rows` hold programme, project, activity, indicator, goal and amount."""

    def __init__(self, rng: Random) -> None:
        """Choose columns, periods and the way of the rows."""
        self.p = start(rng, "EC")
        self.rng, self.sp = rng, self.p.sp
        self.year = rng.randint(2019, 2028)
        self.way = rng.choice(["tabs", "tabs", "layout", "narrow", "records", "flat", "aired", "gaps", "run", "pipes"])
        self.periods = rng.choice([3, 3, 4])
        self.measured = rng.random() < 0.6
        self.items = rng.random() < 0.6
        self.by_unit = rng.random() < 0.4
        self.filled = rng.random() < 0.5
        self.word = {3: ["Cuatrimestre {}", "C{}", "{}C"], 4: ["Trimestre {}", "T{}", "{}T"]}[self.periods]

    def head(self) -> list[str]:
        """Return the head of the columns."""
        rng = self.rng
        word, numerals = rng.choice(self.word), rng.choice([("I", "II", "III", "IV"), ("1", "2", "3", "4")])
        return [
            "Programa",
            "Proyecto",
            rng.choice(["Actividad", "Actividades"]),
            *(["Indicador"] if self.measured else []),
            f"Meta anual {self.year}" if rng.random() < 0.6 else f"Meta {self.year}",
            *(word.format(i) for i in numerals[: self.periods]),
            rng.choice(["Presupuesto", "Presupuesto USD", "Monto codificado"]),
            *(["Partida presupuestaria"] if self.items else []),
            rng.choice(["Responsable", "Unidad responsable"]),
        ]

    def rows(self) -> list[tuple[tuple[str, str, str], Measure, float, list[str]]]:
        """Invent the rows of one table."""
        p, rng, sp = self.p, self.rng, self.sp
        out = []
        for _ in range(rng.randint(1, 2 if self.by_unit else 3)):
            theme = sp.theme()
            programme = sp.programme(theme)
            for _ in range(rng.randint(1, 2)):
                project = sp.project(theme)
                for _ in range(rng.randint(1, 3)):
                    act, name = sp.act(theme), counting(p, theme, self.year)
                    goal, parts = shares(rng, self.periods)
                    m = Measure(name if self.measured else act, "", None, None, goal, self.year)
                    amount = float(rng.randrange(300, 400_000, 50))
                    cells = [programme, project, act, *([name] if self.measured else []), p.value(goal)]
                    cells += [*(p.value(v) for v in parts), p.money(amount, sign=False, cents=True)]
                    cells += [*([f"{sp.pick(ITEMS)}.{rng.randint(100, 360)}"] if self.items else []), owner(p)]
                    out.append(((programme, project, act), m, amount, cells))
        return out

    def table(self, above: str | None) -> list[float]:
        """Print one table with the sum of its amounts; return the amounts."""
        p, rng = self.p, self.rng
        rows, head = self.rows(), self.head()
        cells = [row[3] for row in rows] if self.filled else merged([row[3] for row in rows], 2)
        amounts = [row[2] for row in rows]
        total = rng.random() < 0.6 and self.way in ("tabs", "layout", "run", "gaps", "pipes")
        if total:
            place = len(head) - (3 if self.items else 2)
            stated = sum(amounts) + rng.choice([0, 0, 0, 100])
            last = [""] * len(head)
            last[0], last[place] = "TOTAL", p.money(stated, sign=False, cents=True)
            cells.append(last)
        lines = grid(p, head, cells, self.way)
        ids: dict[str, str] = {}
        for (texts, m, _, _), line in zip(rows, lines, strict=False):
            programme, project, act = texts
            if programme not in ids:
                ids[programme] = p.element("strategic_line", programme, line, above)
            if project not in ids:
                kinds = ["action", "strategic_line"]
                ids[project] = p.element("action_line", project, line, ids[programme], kind_alt=kinds)
            ident = p.element("activity", act, line, ids[project], kind_alt=["action"])
            p.indicator(m, line, ident, **({} if self.measured else {"optional": True}))
        if total:
            p.total("TOTAL", stated, amounts, lines[-1])
        return amounts

    def write(self) -> Paper:
        """Print the plan."""
        p, rng, sp = self.p, self.rng, self.sp
        cover(
            p, rng.choice(["Plan Operativo Anual", "POA", "Plan Operativo Anual Institucional"]), self.year, self.year
        )
        prose(p, "", 1)
        if not self.by_unit:
            p.put(rng.choice(["MATRIZ POA", "Matriz de programación anual"]))
            self.table(None)
        else:
            for _ in range(rng.randint(2, 4)):
                p.gap()
                p.say(f"{rng.choice(['DIRECCIÓN:', 'Unidad:', 'Área:'])} {sp.office()}")
                if rng.random() < 0.5:
                    objective = sp.objective(sp.theme())
                    line = p.say(f"Objetivo operativo: {objective}")
                    above = p.element("operational_objective", objective, line, None, kind_alt=["unit_objective"])
                else:
                    above = None
                self.table(above)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one operating plan."""
    return Poa(rng).write()
