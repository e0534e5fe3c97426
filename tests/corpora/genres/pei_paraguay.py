"""Paraguay: institutional plans with strengths and threats before, and objectives with key indicators after them."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import grid, owner, start
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.themes import Theme

QUADRANTS = (
    ("Fortalezas", "Personal comprometido con|Experiencia reconocida en|Buena imagen pública en|Equipamiento para"),
    (
        "Oportunidades",
        "Cooperación disponible para|Interés de las universidades en|Nuevas leyes sobre|Demanda creciente de",
    ),
    ("Debilidades", "Escaso presupuesto para|Insuficiente información sobre|Poca coordinación en|Baja capacitación en"),
    ("Amenazas", "Recortes que afectan|Cambios de autoridades que detienen|Sequías que dañan|Inflación que encarece"),
)


class Pei:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose how strengths stand, the levels and the form of the key indicators."""
        self.p = start(rng, rng.choice(["PY", "PY", "PY", "BO", "SV", "HN"]))
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([4, 5]))
        self.swot = rng.choice(["lists", "table", "inline"])
        self.lettered = rng.random() < 0.3
        self.perspectives = rng.random() < 0.4
        self.kpi = rng.choice(["KPI", "KPI", "Indicador clave", "Indicador"])
        self.form = rng.choice(["lines", "line", "table", "table"])
        self.way = rng.choice(["tabs", "layout", "flat", "gaps", "narrow", "run", "pipes"])
        self.label = rng.choice(
            ["Objetivo Estratégico {}", "OE{}", "OBJETIVO ESTRATÉGICO {}", "Objetivo estratégico N° {}"]
        )
        self.sep = rng.choice([": ", ". ", " - "])
        self.yearly = rng.random() < 0.4
        self.acts = rng.random() < 0.5

    def remarks(self, starts: str, count: int) -> list[str]:
        """Return remarks of one quadrant."""
        sp, rng = self.sp, self.rng
        return [sp.new(lambda: f"{sp.pick(starts)} {rng.choice(rng.choice(sp.deck).goods)}") for _ in range(count)]

    def analysis(self) -> None:
        """Print strengths, opportunities, weaknesses and threats: none of them is an element."""
        p, rng = self.p, self.rng
        p.gap()
        p.put(rng.choice(["Análisis FODA", "DIAGNÓSTICO FODA", "Matriz FODA", "2. ANÁLISIS FODA"]))
        count = rng.randint(2, 4)
        found = [(title, self.remarks(starts, count)) for title, starts in QUADRANTS]
        if self.swot == "table":
            grid(
                p,
                [title for title, _ in found],
                [list(row) for row in zip(*(r for _, r in found), strict=True)],
                "tabs",
            )
            return
        for title, remarks in found:
            p.put(title.upper() if rng.random() < 0.3 else f"{title}:")
            if self.swot == "inline":
                p.say("; ".join(remarks) + ".")
                continue
            for i, remark in enumerate(remarks, 1):
                p.say(f"{title[0]}{i}. {remark}." if self.lettered else f"• {remark}")
        p.gap()

    def table(self, found: list[Measure], ident: str, number: int) -> None:
        """Print the key indicators of an objective as a table."""
        p = self.p
        span = list(range(self.first, self.last + 1)) if self.yearly else [self.last]
        head = ["N°", self.kpi, f"Línea base {self.first - 1}", *(f"Meta {y}" for y in span), "Responsable"]
        rows = [
            [f"{number}.{i}", m.name, p.base(m), *(p.value(v, m.unit) for v in m.steps(len(span))), owner(p)]
            for i, m in enumerate(found, 1)
        ]
        for m, line in zip(found, grid(p, head, rows, self.way), strict=True):
            p.indicator(m, line, ident)

    def indicators(self, theme: Theme, ident: str, number: int) -> None:
        """Print the key indicators of an objective."""
        p, rng = self.p, self.rng
        found = []
        for _ in range(rng.randint(1, 3)):
            m = measure(self.sp, theme, self.last, self.first)
            found.append(Measure(m.name, m.unit, m.base, self.first - 1, m.target, self.last, m.down))
        if self.form == "table":
            self.table(found, ident, number)
            return
        for i, m in enumerate(found, 1):
            base, target = p.base(m), p.value(m.target, m.unit)
            line = p.say(
                f"{self.kpi} {number}.{i}: {m.name}"
                + (f" | LB {m.base_year}: {base} | Meta {m.year}: {target}" if self.form == "line" else "")
            )
            if self.form == "lines":
                p.say(f"Línea de base ({m.base_year}): {base}")
                p.say(f"Meta ({m.year}): {target}")
            p.indicator(m, line, ident)

    def objective(self, theme: Theme, parent: str | None, number: int) -> None:
        """Print an objective with its key indicators and actions."""
        p, rng, sp = self.p, self.rng, self.sp
        p.gap()
        text = sp.objective(theme)
        line = p.say(f"{self.label.format(number)}{self.sep}{text}.")
        ident = p.element("strategic_objective", text, line, parent, code=str(number), kind_alt=["objective"])
        self.indicators(theme, ident, number)
        if self.acts:
            p.say(rng.choice(["Acciones:", "Acciones estratégicas", "Acciones"]))
            mark = rng.choice(["- ", "• ", "{}) ", "{}. "])
            for i in range(1, rng.randint(2, 4) + 1):
                act = sp.act(theme)
                p.element("action", act, p.say(mark.format(i) + act), ident, kind_alt=["action_line", "activity"])

    def write(self) -> Paper:
        """Print the plan."""
        p, rng, sp = self.p, self.rng, self.sp
        opening(p, rng.choice(["Plan Estratégico Institucional", "PEI", "Plan Estratégico"]), self.first, self.last)
        self.analysis()
        prose(p, rng.choice(["Objetivos estratégicos e indicadores", "3. FORMULACIÓN ESTRATÉGICA"]), 1)
        number = 0
        for i in range(1, rng.randint(2, 4) + 1):
            theme = sp.theme()
            parent = None
            if self.perspectives:
                name = sp.axis(theme)
                p.gap()
                parent = p.element("axis", name, p.say(f"Eje estratégico {i}{self.sep}{name}"), None, code=str(i))
            for _ in range(rng.randint(1, 2)):
                number += 1
                self.objective(theme, parent, number)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one institutional plan."""
    return Pei(rng).write()
