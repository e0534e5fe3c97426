"""Uruguay: five-year plans: programme area or guideline, commitment, goal, indicator with yearly values."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose, years
from tests.corpora.genres.ground import grid, owner, promised, start
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.themes import Theme

COMMITMENT = ["action", "objective", "strategic_line", "result", "product"]


class FiveYears:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose levels, labels and how values stand."""
        self.p = start(rng, "UY")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, 5)
        self.top = rng.choice(
            [
                ("Lineamiento estratégico", "strategic_line", ["axis"]),
                ("Lineamiento", "strategic_line", ["axis"]),
                ("Área programática", "theme", ["axis"]),
                ("Eje estratégico", "axis", []),
            ]
        )
        self.form = rng.choice(["labels", "labels", "table", "sentence"])
        self.way = rng.choice(["tabs", "layout", "flat", "gaps", "records", "narrow", "run"])
        self.aim = rng.random() < 0.5
        self.yearly = rng.random() < 0.5
        self.sep = rng.choice([": ", ". ", " – ", ".- "])
        self.between = rng.choice(["; meta", ". Meta", ", meta", " – Meta"])
        self.base_year = self.first - 1

    def measure(self, theme: Theme) -> Measure:
        """Invent an indicator with the base year of the plan."""
        m = measure(self.sp, theme, self.last, self.first)
        return Measure(m.name, m.unit, m.base, self.base_year, m.target, self.last, m.down)

    def values(self, m: Measure) -> str:
        """Return baseline and yearly goals as they stand in one line."""
        p = self.p
        base = f"Valor base {self.base_year}: {p.base(m)}"
        if not self.yearly:
            return f"{base}{self.between} {self.last}: {p.value(m.target, m.unit)}"
        span = range(self.first, self.last + 1)
        steps = [f"{y}: {p.value(v, m.unit)}" for y, v in zip(span, m.steps(5), strict=True)]
        return f"{base}. Metas: {'; '.join(steps)}"

    def commitment(self, theme: Theme, parent: str, code: str) -> None:
        """Print a commitment with its goal and indicator."""
        p, rng, sp = self.p, self.rng, self.sp
        text = sp.strategy(theme) if rng.random() < 0.5 else sp.act(theme)
        line = p.say(f"Compromiso {code}{self.sep}{text}.")
        ident = p.element("action_line", text, line, parent, code=code, kind_alt=COMMITMENT)
        if self.form == "sentence":
            goal, said = promised(p, theme, (self.first, self.last), ["from_to_years", "to_year", "count_year"])
            line = p.say(f"Meta: {goal}.")
            p.indicator(said, line, p.element("result", goal, line, ident, parent_alt=[parent]))
            return
        m = self.measure(theme)
        line = p.say(f"Indicador: {m.name}")
        p.say(self.values(m))
        if rng.random() < 0.5:
            p.say(f"Unidad ejecutora: {rng.randint(1, 20):03d} - {owner(p)}")
        p.indicator(m, line, ident)

    def table(self, theme: Theme, parent: str, number: int) -> None:
        """Print commitments with their indicators and a value for every year as a table."""
        p, rng, sp = self.p, self.rng, self.sp
        span = list(range(self.first, self.last + 1)) if self.yearly else [self.last]
        head = ["Compromiso", "Indicador", f"Valor base {self.base_year}", *(f"Meta {y}" for y in span)]
        rows, said = [], []
        for j in range(1, rng.randint(2, 4) + 1):
            text, m = sp.act(theme), self.measure(theme)
            rows.append([f"{number}.{j} {text}", m.name, p.base(m), *(p.value(v, m.unit) for v in m.steps(len(span)))])
            said.append((text, m, f"{number}.{j}"))
        for (text, m, code), line in zip(said, grid(p, head, rows, self.way), strict=True):
            p.indicator(m, line, p.element("action_line", text, line, parent, code=code, kind_alt=COMMITMENT))

    def guideline(self, i: int) -> None:
        """Print a guideline or area with its commitments."""
        p, rng, sp = self.p, self.rng, self.sp
        theme = sp.theme()
        name = sp.axis(theme)
        word, kind, alt = self.top
        p.gap()
        line = p.say(
            f"{word} {i}{self.sep}{name}" if rng.random() < 0.8 else f"{word.upper()} {i}{self.sep}{name.upper()}"
        )
        parent = p.element(kind, name, line, None, code=str(i), kind_alt=alt)
        if rng.random() < 0.5:
            p.say(sp.filler())
        if self.aim:
            text = sp.objective(theme)
            line = p.say(f"{rng.choice(['Objetivo', 'Objetivo del período'])}: {text}.")
            parent = p.element("objective", text, line, parent)
        if self.form == "table":
            self.table(theme, parent, i)
            return
        for j in range(1, rng.randint(1, 4) + 1):
            self.commitment(theme, parent, f"{i}.{j}")

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        cover(
            p,
            rng.choice(["Plan Quinquenal", "Lineamientos del Plan Quinquenal", "Presupuesto Quinquenal"]),
            self.first,
            self.last,
        )
        prose(p, rng.choice(["Exposición de motivos", "Lineamientos, compromisos y metas"]), 1)
        for i in range(1, rng.randint(2, 5) + 1):
            self.guideline(i)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one five-year plan."""
    return FiveYears(rng).write()
