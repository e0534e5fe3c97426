"""Guatemala: management for results: results with goals by year, products and subproducts in a table."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import grid, merged, promised
from tests.corpora.genres.paper import Measure, Paper
from tests.corpora.genres.soil import begun, way
from tests.corpora.genres.themes import Theme


class Plan:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose the words and the way of the tables."""
        self.p = begun(rng, "GT")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([3, 5]))
        self.way = rng.choice(["tabs", "layout", "records", "pipes"])
        self.join = rng.random() < 0.6 and self.way == "tabs"

    def products(self, theme: Theme, parent: str) -> None:
        """Print the table of products and subproducts."""
        p, rng = self.p, self.rng
        rows: list[list[str]] = []
        said: list[tuple[int, str, str, int]] = []
        for _ in range(rng.randint(1, 3)):
            product = self.sp.made(theme)
            for i in range(rng.randint(1, 3)):
                sub = way(p, theme)
                goals = [rng.randint(10, 900) for _ in range(self.first, self.last + 1)]
                rows.append([product, sub, rng.choice(["Persona", "Documento", "Evento"]), *map(str, goals)])
                said.append((i, product, sub, goals[-1]))
        head = ["Producto", "Subproducto", "Unidad de medida", *map(str, range(self.first, self.last + 1))]
        lines = grid(p, head, merged(rows, 1) if self.join else rows, self.way)
        own = parent
        for line, (i, product, sub, last) in zip(lines, said, strict=True):
            if i == 0:
                own = p.element("product", product, line, parent, kind_alt=["result"])
            ident = p.element("product", sub, line, own, kind_alt=["result", "activity", "action_line"])
            goal = Measure(sub, "", None, None, last, self.last)
            p.indicator(goal, line, ident, measure_unit_alt=[None], optional=True)

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        opening(p, "Plan Estratégico Institucional", self.first, self.last)
        prose(p, "Análisis de mandatos", 1)
        for i in range(1, rng.randint(2, 4) + 1):
            theme = self.sp.theme()
            text, m = promised(p, theme, (self.first, self.last), ("from_to", "from_to_years", "to_year"))
            p.gap()
            label = rng.choice(["Resultado institucional", "RESULTADO ESTRATÉGICO", "Resultado"])
            line = p.say(f"{label} {i}: {text}.")
            top = p.element("result", text, line, None, code=str(i), kind_alt=["strategic_objective", "objective"])
            p.indicator(m, line, top)
            if rng.random() < 0.5:
                p.say(self.sp.filler())
            self.products(theme, top)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan."""
    return Plan(rng).write()
