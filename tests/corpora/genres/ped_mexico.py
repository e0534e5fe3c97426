"""Mexico: state plans in dense numbered prose: objective 1.1, strategy 1.1.1, line of action 1.1.1.1, often run on."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import grid, start
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.themes import Theme


class StatePlan:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose labels, numbers and how dense it is."""
        self.p = start(rng, "MX", rng.choice([None, 84, 96, 110]))
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([3, 6]))
        self.themes = rng.random() < 0.4
        self.run_on = rng.random() < 0.35
        self.lines_labelled = rng.choice(["each", "group", "none"])
        self.dot = rng.choice(["", ".", ".", ".-"])
        self.bare = rng.random() < 0.25
        self.top = rng.choice(["Eje {} {}", "EJE {}. {}", "Eje General {}: {}", "{}. {}"])

    def label(self, word: str, code: str) -> str:
        """Return label and number in front of a text."""
        return f"{code}{self.dot} " if self.bare else f"{word} {code}{self.dot} "

    def lines(self, theme: Theme, code: str, parent: str, lead: str) -> None:
        """Print the lines of action of a strategy; run on, they follow it in the same paragraph."""
        p, rng = self.p, self.rng
        acts = [(f"{code}.{i}", self.sp.act(theme)) for i in range(1, rng.randint(2, 5) + 1)]
        if self.run_on:
            word = "Líneas de acción: " if self.lines_labelled != "none" else ""
            line = p.say(f"{lead} {word}" + " ".join(f"{c}{self.dot} {a}." for c, a in acts))
            p.element("strategic_line", self.text, line, self.above, code=code)
            parent = p.gold["elements"][-1]["id"]
            for c, a in acts:
                p.element("action_line", a, line, parent, code=c)
            return
        if self.lines_labelled == "group":
            p.say(rng.choice(["Líneas de acción", "Líneas de acción:", "LÍNEAS DE ACCIÓN"]))
        for c, a in acts:
            word = "Línea de acción " if self.lines_labelled == "each" else ""
            line = p.say(f"{word}{c}{self.dot} {a}{rng.choice(['.', ''])}")
            p.element("action_line", a, line, parent, code=c)

    def strategy(self, theme: Theme, code: str, above: str) -> None:
        """Print a strategy with its lines of action."""
        p = self.p
        self.text, self.above = self.sp.strategy(theme), above
        lead = f"{self.label('Estrategia', code)}{self.text}."
        if self.run_on:
            self.lines(theme, code, above, lead)
            return
        ident = p.element("strategic_line", self.text, p.say(lead), above, code=code)
        self.lines(theme, code, ident, "")

    def objective(self, theme: Theme, code: str, above: str) -> tuple[str, str]:
        """Print an objective with its strategies; return its number and id."""
        p, rng = self.p, self.rng
        text = self.sp.objective(theme)
        if rng.random() < 0.5:
            p.gap()
        alt = ["strategic_objective"]
        line = p.say(f"{self.label('Objetivo', code)}{text}.")
        ident = p.element("objective", text, line, above, code=code, kind_alt=alt)
        for i in range(1, rng.randint(1, 2) + 1):
            self.strategy(theme, f"{code}.{i}", ident)
        return code, ident

    def indicators(self, rows: list[tuple[str, str, Theme]]) -> None:
        """Print the table of indicators at the end of an axis, with a goal half way and one for the last year."""
        p, rng = self.p, self.rng
        half = self.first + (self.last - self.first) // 2
        p.gap()
        p.put(rng.choice(["Indicadores y metas", "INDICADORES DEL EJE", "Indicadores estratégicos"]))
        head = ["Objetivo", "Indicador", "Año base", "Línea base", f"Meta {half}", f"Meta {self.last}"]
        cells, said = [], []
        for code, ident, theme in rows:
            m = measure(self.sp, theme, self.last, self.first)
            steps = m.steps(2)
            cells.append(
                [code, m.name, str(m.base_year), p.base(m), p.value(steps[0], m.unit), p.value(m.target, m.unit)]
            )
            said.append((ident, m))
        way = rng.choice(["tabs", "layout", "run", "gaps", "flat", "records"])
        for (ident, m), line in zip(said, grid(p, head, cells, way), strict=True):
            p.indicator(Measure(m.name, m.unit, m.base, m.base_year, m.target, self.last), line, ident)

    def axis(self, i: int) -> None:
        """Print an axis."""
        p, rng, sp = self.p, self.rng, self.sp
        theme = sp.theme()
        name = sp.axis(theme)
        p.gap()
        top = p.element("axis", name, p.say(self.top.format(i, name)), None, code=str(i))
        p.say(sp.filler())
        rows = []
        for j in range(1, rng.randint(1, 3) + 1):
            theme = theme if j == 1 else sp.theme()
            above = top
            if self.themes:
                text = sp.sector(theme)
                above = p.element("theme", text, p.say(f"Tema {i}.{j}{self.dot} {text}"), top, code=f"{i}.{j}")
                if rng.random() < 0.5:
                    p.say(sp.filler())
            code = f"{i}.{j}.1" if self.themes else f"{i}.{j}"
            rows.append((*self.objective(theme, code, above), theme))
        if rng.random() < 0.6:
            self.indicators(rows)

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        title = rng.choice(["Plan Estatal de Desarrollo", "Programa Sectorial", "Plan Estatal de Desarrollo (PED)"])
        opening(p, title, self.first, self.last)
        if self.bare and self.top == "{}. {}":
            self.top = "Eje {}. {}"
        numbered = self.top == "{}. {}"  # then the heading alone says that these are axes
        prose(p, "EJES DE GOBIERNO" if numbered else rng.choice(["Ejes de gobierno", "ESTRUCTURA DEL PLAN"]), 1)
        for i in range(1, rng.randint(2, 4) + 1):
            self.axis(i)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one state plan."""
    return StatePlan(rng).write()
