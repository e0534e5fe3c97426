"""Balanced scorecards of hospitals and companies: perspectives, objectives with codes, a table of goals by year."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import grid
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import aim, begun, way

VIEWS = ("Financiera", "Usuarios", "Procesos internos", "Aprendizaje y crecimiento")


class Board:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose the country, codes and the way of the table."""
        self.p = begun(rng, rng.choice(["CO", "CR", "PA", "SV"]))
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, 4)
        self.code = rng.choice(["OE{}", "OE-{}", "{}", "OE {}"])
        self.way = rng.choice(["tabs", "layout", "records", "pipes"])
        self.one_table = rng.random() < 0.4
        self.steps = list(range(self.first, self.last + 1))
        self.initiatives = rng.random() < 0.5
        self.number = 0

    def head(self) -> list[str]:
        """Return the header of the table."""
        lead = ["Perspectiva"] if self.one_table else []
        more = ["Iniciativa estratégica"] if self.initiatives else []
        base = f"Línea base {self.first - 1}"
        return [*lead, "Objetivo estratégico", "Indicador", base, *(f"Meta {y}" for y in self.steps), *more]

    def rows(self, view: str) -> tuple[list[list[str]], list[tuple[str, str, object, str]]]:
        """Return the rows of a perspective, and what each states."""
        p, rng = self.p, self.rng
        rows, said = [], []
        for _ in range(rng.randint(1, 3)):
            theme = self.sp.theme()
            self.number += 1
            code = self.code.format(self.number)
            text, m = aim(p, theme), measure(self.sp, theme, self.last, self.first)
            m = type(m)(m.name, m.unit, m.base, self.first - 1, m.target, m.year, m.down)
            more = way(p, theme) if self.initiatives else ""
            goals = [p.value(v, m.unit) for v in m.steps(len(self.steps))]
            lead = [view] if self.one_table else []
            tail = [more] if more else []
            rows.append([*lead, f"{code}. {text}", m.name, p.value(m.base, m.unit), *goals, *tail])
            said.append((code, text, m, more))
        return rows, said

    def note(self, lines: list[int], said: list[tuple[str, str, object, str]], top: str) -> None:
        """Note what the rows state."""
        p = self.p
        for line, (code, text, m, more) in zip(lines, said, strict=True):
            own = p.element("strategic_objective", text, line, top, code=code, kind_alt=["objective"])
            p.indicator(m, line, own)  # type: ignore[arg-type]
            if more:
                p.element("action_line", more, line, own, kind_alt=["strategic_line", "action", "activity"])

    def write(self) -> Paper:
        """Print the plan."""
        p = self.p
        opening(p, "Plan Estratégico Institucional", self.first, self.last)
        prose(p, "Mapa estratégico", 1)
        if self.one_table:
            p.say("CUADRO DE MANDO INTEGRAL")
            parts = [(view, *self.rows(view)) for view in VIEWS[: self.rng.randint(2, 4)]]
            lines = grid(p, self.head(), [row for _, rows, _ in parts for row in rows], self.way)
            for view, rows, said in parts:
                top = p.element("axis", view, lines[0], None, kind_alt=["theme"])
                self.note(lines[: len(rows)], said, top)
                lines = lines[len(rows) :]
        else:
            for view in VIEWS[: self.rng.randint(2, 4)]:
                p.gap()
                line = p.say(f"Perspectiva: {view}" if self.rng.random() < 0.5 else f"PERSPECTIVA {view.upper()}")
                top = p.element("axis", view, line, None, kind_alt=["theme"], text_alt=[f"Perspectiva {view}"])
                rows, said = self.rows(view)
                self.note(grid(p, self.head(), rows, self.way), said, top)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan."""
    return Board(rng).write()
