"""Costa Rica and Honduras: interventions of the national plan, operating plans: blocks with goals, money and owner."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose, years
from tests.corpora.genres.ground import grid, owner, shares
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.soil import aim, begun, deed, ministry, outcome
from tests.corpora.genres.themes import Theme


class Blocks:
    """One document."""

    def __init__(self, rng: Random) -> None:
        """Choose country, labels and the form of the blocks."""
        self.iso = rng.choice(["CR", "CR", "HN"])
        self.p = begun(rng, self.iso)
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, 4 if self.iso == "CR" else 1)
        self.form = rng.choice(["colon", "below", "tab", "bars"])
        self.regions = rng.random() < 0.4

    def field(self, label: str, text: str) -> int:
        """Print a field; return the line of its text."""
        p = self.p
        if self.form == "tab":
            return p.put(f"{label}\t{text}")
        if self.form == "bars":
            return p.put(f"| {label} | {text} |")
        if self.form == "below":
            p.put(label)
            return p.say(text)
        return p.say(f"{label}: {text}")

    def intervention(self, theme: Theme, parent: str, objective: str) -> None:
        """Print a strategic intervention with its objective, indicator and goals of the period and its years."""
        p, rng, sp = self.p, self.rng, self.sp
        p.gap()
        name = sp.programme(theme)
        line = self.field(rng.choice(["Intervención estratégica", "Intervención Estratégica"]), name)
        ident = p.element(
            "strategic_line", name, line, parent, kind_alt=["action_line", "action"], parent_alt=[objective]
        )
        text = aim(p, theme)
        line = self.field("Objetivo", text)
        p.element("objective", text, line, ident, kind_alt=["operational_objective"])
        m = measure(sp, theme, self.last, self.first)
        line = self.field("Indicador", m.name)
        self.field(f"Línea base {m.base_year}", p.value(m.base, m.unit))
        self.field(f"Meta del período {self.first}-{self.last}", p.value(m.target, m.unit))
        steps = m.steps(4)
        for year, value in zip(range(self.first, self.last + 1), steps, strict=True):
            self.field(f"Meta {year}", p.value(value, m.unit))
        if self.regions:
            self.field("Cobertura", rng.choice(["Nacional", "Región Brunca", "Región Chorotega"]))
        self.field("Presupuesto estimado (millones de colones)", p.value(rng.randint(20, 90_000)))
        self.field("Responsable", owner(p))
        p.indicator(m, line, ident)

    def product(self, theme: Theme, parent: str, code: str) -> None:
        """Print a product with its activities, their quarters and costs."""
        p, rng, sp = self.p, self.rng, self.sp
        p.gap()
        text = sp.made(theme)
        line = self.field(f"Producto final {code}", text)
        ident = p.element("product", text, line, parent, code=code, kind_alt=["result"])
        self.field("Unidad de medida", "Unidad")
        rows, texts, costs = [], [], []
        for _ in range(rng.randint(2, 4)):
            texts.append(deed(p, theme))
            goal, parts = shares(rng, 4)
            costs.append(float(rng.randrange(4_000, 700_000, 100)))
            rows.append([texts[-1], *map(str, parts), str(goal), p.money(costs[-1], sign=False, cents=True)])
        head = ["Actividad/Obra", "T1", "T2", "T3", "T4", f"Total {self.last}", "Costo (L)"]
        way = rng.choice(["tabs", "layout", "gaps", "flat"])
        total = rng.random() < 0.5 and way in ("tabs", "layout")
        if total:
            rows.append(["TOTAL", "", "", "", "", "", p.money(sum(costs), sign=False, cents=True)])
        lines = grid(p, head, rows, way)
        for text, row, line in zip(texts, rows, lines, strict=False):
            made = p.element("activity", text, line, ident, kind_alt=["action", "action_line"])
            p.indicator(Measure(text, "", None, None, int(row[5]), self.last), line, made, optional=True)
            p.total(f"Total {self.last}", float(row[5]), [float(v) for v in row[1:5]], line, optional=True)
        if total:
            p.total("TOTAL", sum(costs), costs, lines[-1])

    def write(self) -> Paper:
        """Print the document."""
        p, rng, sp = self.p, self.rng, self.sp
        plan = "Plan Nacional de Desarrollo" if self.iso == "CR" else "POA-Presupuesto"
        cover(p, plan, self.first, self.last, name=ministry(p))
        prose(p, "", 1)
        for i in range(1, rng.randint(2, 3) + 1):
            theme = sp.theme()
            p.gap()
            if self.iso == "CR":
                name = sp.axis(theme)
                line = p.say(f"{rng.choice(['Área estratégica', 'ÁREA ESTRATÉGICA', 'Sector'])}: {name}")
                top = p.element("axis", name, line, None, kind_alt=["theme"])
                text = aim(p, theme)
                line = p.say(f"Objetivo del área: {text}." if rng.random() < 0.5 else f"Objetivo sectorial: {text}.")
                near = p.element("objective", text, line, top, kind_alt=["strategic_objective"])
                for _ in range(rng.randint(1, 3)):
                    self.intervention(theme, top, near)
                continue
            text = aim(p, theme)
            line = self.field(f"Objetivo operativo {i:02d}", text)
            top = p.element("operational_objective", text, line, None, code=f"{i:02d}", kind_alt=["objective"])
            text = outcome(p, theme)
            line = self.field(f"Resultado de gestión {i:02d}", text)
            result = p.element("result", text, line, top, code=f"{i:02d}")
            for j in range(1, rng.randint(1, 2) + 1):
                self.product(theme, result, f"{i:02d}.{j:02d}")
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one document."""
    return Blocks(rng).write()
