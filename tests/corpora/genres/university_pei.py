"""Universities and ministries: perspectives or axes, objectives OE1, initiatives, indicators and goals by year."""

from random import Random

from tests.corpora.genres.front import begin, closing, cover, prose, statements, years
from tests.corpora.genres.paper import Measure, Paper, measure, table

PERSPECTIVES = (
    "Usuarios y sociedad",
    "Procesos internos",
    "Aprendizaje y crecimiento",
    "Financiera",
    "Talento y cultura",
)
NAMES = (
    "Universidad Nacional de {}",
    "Universidad Técnica de {}",
    "Instituto Superior de {}",
    "Ministerio de Fomento Territorial",
    "Ministerio de Bienestar y Cuidados",
    "Agencia de Innovación de {}",
)


class Pei:
    """One institutional plan."""

    def __init__(self, rng: Random) -> None:
        """Choose country, name, codes and tables."""
        iso = rng.choice(["AR", "CO", "MX", "EC", "PY", "PA", "HN", "UY", "DO"])
        self.p = begin(rng, iso)
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([4, 5]))
        self.prefix = rng.choice(["OE{}", "OE.{}", "OE {}", "Objetivo estratégico {}", "O{}"])
        self.mode = rng.choice(["tabs", "tabs", "layout", "flat", "records"])
        self.initiative = rng.choice(["Iniciativas", "Iniciativas estratégicas", "Proyectos estratégicos"])
        self.top = rng.choice(["Perspectiva", "Perspectiva", "Eje estratégico", "Eje"])
        self.base_year = self.first - 1
        self.number = 0

    def theme(self) -> object:
        """Return a theme; that of universities comes often."""
        return next(t for t in self.sp.deck if t.key == "academia") if self.rng.random() < 0.5 else self.sp.theme(())

    def table(self, rows: list[tuple[str, Measure]]) -> None:
        """Print indicators with their baseline and a goal for every year."""
        p = self.p
        span = range(self.first, self.last + 1)
        head = ["Indicador", f"Línea base {self.base_year}", *(f"Meta {y}" for y in span)]
        cells = [[m.name, p.base(m), *(p.value(v, m.unit) for v in m.steps(len(span)))] for _, m in rows]
        for (ident, m), line in zip(rows, table(p, head, cells, self.mode), strict=True):
            p.indicator(m, line, ident)

    def objective(self, theme: object, parent: str) -> None:
        """Print an objective with its indicators and initiatives."""
        p, sp, rng = self.p, self.sp, self.rng
        self.number += 1
        code = self.prefix.format(self.number)
        text = sp.objective(theme)  # type: ignore[arg-type]
        p.gap()
        line = p.say(f"{code}{rng.choice([': ', '. ', ' - '])}{text}.")
        ident = p.element("strategic_objective", text, line, parent, code=code)
        rows = []
        for _ in range(rng.randint(1, 3)):
            m = measure(sp, theme, self.last, self.first)
            rows.append((ident, Measure(m.name, m.unit, m.base, self.base_year, m.target, self.last, m.down)))
        self.table(rows)
        if rng.random() < 0.7:
            p.say(f"{self.initiative}:")
            mark = rng.choice(["• ", "- ", "I{}. ", ""])
            for i in range(1, rng.randint(1, 4) + 1):
                act = sp.act(theme)  # type: ignore[arg-type]
                line = p.say(mark.format(i) + act)
                p.element("action_line", act, line, ident, kind_alt=["action", "activity", "strategic_line"])

    def write(self) -> Paper:
        """Print the document."""
        p, rng, sp = self.p, self.rng, self.sp
        cover(
            p,
            rng.choice(["Plan Estratégico Institucional", "Plan Estratégico", "PEI"]),
            self.first,
            self.last,
            name=rng.choice(NAMES).format(sp.place()),
        )
        if rng.random() < 0.7:
            statements(p, self.last)
        prose(p, rng.choice(["Mapa estratégico", "OBJETIVOS E INDICADORES"]), 1)
        for i, name in enumerate(rng.sample(PERSPECTIVES, rng.randint(2, 4)), 1):
            theme = self.theme()
            axis = name if self.top == "Perspectiva" else sp.axis(theme)  # type: ignore[arg-type]
            p.gap()
            line = p.say(f"{self.top}: {axis}" if self.top == "Perspectiva" else f"{self.top} {i}: {axis}")
            parent = p.element("axis", axis, line, None, kind_alt=["theme"])
            for _ in range(rng.randint(1, 2)):
                self.objective(theme, parent)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one institutional plan."""
    return Pei(rng).write()
