"""Guatemala: the planning table of ministries: results, products and subproducts with their goals year by year."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose, statements, years
from tests.corpora.genres.ground import UNITS, grid
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.soil import begun, ministry, outcome

Row = tuple[str, str, str, Measure]


class Dtp:
    """One document with its tables."""

    def __init__(self, rng: Random) -> None:
        """Choose the form and the years of the goals."""
        self.p = begun(rng, "GT")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([1, 3, 5]))
        self.form = rng.choice(["blocks", "blocks", "tabs", "flat", "narrow", "records", "layout"])
        self.word = rng.choice(["Resultado institucional", "Resultado estratégico", "RESULTADO INSTITUCIONAL"])
        self.money = rng.random() < 0.5

    def goals(self, text: str, ident: str, line: int, cells: list[str]) -> None:
        """Note the goal of a product, which its own name measures; not to count it as an indicator is right too."""
        value = float(cells[-1].replace(",", ""))
        m = Measure(text, "", None, None, int(value), self.last)
        self.p.indicator(m, line, ident, optional=True)

    def numbers(self) -> list[str]:
        """Invent goals, one for each year."""
        start = self.rng.randint(2, 9000)
        return [self.p.value(start + i * self.rng.randint(0, 9)) for i in range(self.last - self.first + 1)]

    def rows(self) -> list[tuple[str, str, list[str]]]:
        """Invent products with their subproducts: kind, text and cells of a row."""
        out = []
        theme = self.theme
        for _ in range(self.rng.randint(1, 3)):
            out.append(("product", self.sp.made(theme), [self.sp.pick(UNITS), *self.numbers()]))
            count = self.rng.randint(1, 3)
            out += [("sub", self.sp.made(theme), [self.sp.pick(UNITS), *self.numbers()]) for _ in range(count)]
        return out

    def block(self, rows: list[tuple[str, str, list[str]]], parent: str) -> None:
        """Print products under labels."""
        p = self.p
        above = parent
        for kind, text, cells in rows:
            label = "Producto" if kind == "product" else "Subproducto"
            line = p.say(f"{label}: {text}")
            p.say(f"Unidad de medida: {cells[0]}")
            for year, value in zip(range(self.first, self.last + 1), cells[1:], strict=True):
                p.put(f"Meta {year}: {value}")
            ident = p.element("product", text, line, parent if kind == "product" else above, kind_alt=["result"])
            above = ident if kind == "product" else above
            self.goals(text, ident, line, cells)

    def table(self, rows: list[tuple[str, str, list[str]]], parent: str) -> None:
        """Print products in one column, their subproducts in the next."""
        p = self.p
        head = ["Producto", "Subproducto", "Unidad de medida", *(f"Meta {y}" for y in range(self.first, self.last + 1))]
        torn = self.form in ("flat", "narrow")
        cells, product = [], ""
        for kind, text, values in rows:
            if kind == "product":
                product = text
                if torn:
                    continue
                cells.append([text, "", *values])
            else:
                cells.append([product if torn else "", text, *values])
        lines = grid(p, head, cells, self.form)
        kept = [r for r in rows if not (torn and r[0] == "product")]
        above, product = parent, ""
        place = iter(lines)
        line = 0
        for kind, text, values in rows:
            if (kind, text, values) in kept:
                line = next(place)
            else:
                line = lines[kept.index(next(r for r in rows[rows.index((kind, text, values)) :] if r[0] == "sub"))]
            ident = p.element("product", text, line, parent if kind == "product" else above, kind_alt=["result"])
            above = ident if kind == "product" else above
            if not (torn and kind == "product"):
                self.goals(text, ident, line, values)

    def write(self) -> Paper:
        """Print the document."""
        p, rng, sp = self.p, self.rng, self.sp
        plan = rng.choice(
            ["PEI-POM-POA", "Plan Operativo Multianual y Plan Operativo Anual", "Plan Estratégico Institucional PEI"]
        )
        cover(p, plan, self.first, self.last, name=ministry(p))
        prose(p, rng.choice(["", "Análisis de mandatos"]), 1)
        if rng.random() < 0.5:
            statements(p, self.last)
        for i in range(1, rng.randint(2, 3) + 1):
            self.theme = sp.theme()
            p.gap()
            text = outcome(p, self.theme)
            line = p.say(f"{self.word} {i}: {text}." if rng.random() < 0.7 else f"{self.word}: {text}.")
            top = p.element("result", text, line, None, kind_alt=["strategic_objective"])
            if rng.random() < 0.7:
                m = measure(sp, self.theme, self.last, self.first)
                line = p.say(f"Indicador del resultado: {m.name}")
                p.say(
                    f"Línea base {m.base_year}: {p.value(m.base, m.unit)}. "
                    f"Meta {self.last}: {p.value(m.target, m.unit)}."
                )
                p.indicator(m, line, top)
            rows = self.rows()
            if self.form == "blocks":
                self.block(rows, top)
            else:
                self.table(rows, top)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one document."""
    return Dtp(rng).write()
