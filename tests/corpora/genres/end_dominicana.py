"""Dominican Republic: national and sector plans: axis, general and specific objective, lines of action, indicators."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import grid
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import aim, begun, item, ministry, outcome, shown, way
from tests.corpora.genres.themes import Theme

WAYS = ("tabs", "layout", "gaps", "flat", "narrow", "records", "pipes")


class Strategy:
    """One strategy."""

    def __init__(self, rng: Random) -> None:
        """Choose the labels and the table of indicators."""
        self.p = begun(rng, "DO")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([4, 5, 10]))
        self.way = rng.choice(WAYS)
        self.general = rng.choice(["Objetivo General", "OBJETIVO GENERAL", "Objetivo general"])
        self.special = rng.choice(["Objetivo Específico", "OBJETIVO ESPECÍFICO", "Objetivo específico"])
        self.acts = rng.choice(["Líneas de Acción:", "LÍNEAS DE ACCIÓN", "Líneas de acción"])
        self.sep = rng.choice([". ", ": ", " ", ".- "])
        self.deep = rng.random() < 0.7
        self.middle = (self.first + self.last) // 2 if rng.random() < 0.5 and self.last - self.first > 3 else None

    def lines(self, theme: Theme, parent: str, code: str, above: str) -> None:
        """Print the lines of action of an objective."""
        p = self.p
        p.say(self.acts)
        for i in range(1, self.rng.randint(2, 4) + 1):
            text = way(p, theme)
            number = f"{code}.{i}" if self.deep else ""
            line = item(p, f"{number} " if number else "• ", text, self.rng.choice([".", ""]))
            p.element("action_line", text, line, parent, code=number or None, parent_alt=[above], kind_alt=["action"])

    def indicators(self, theme: Theme, general: str, number: str) -> None:
        """Print the indicators of a general objective as a table."""
        p, rng = self.p, self.rng
        p.gap()
        p.put(rng.choice([f"Indicadores y metas del objetivo general {number}", f"INDICADORES {number}"]))
        found = [measure(self.sp, theme, self.last, self.first) for _ in range(rng.randint(1, 3))]
        middle = [f"Meta {self.middle}"] if self.middle else []
        head = ["Indicador", "Unidad de medida", "Año base", "Valor base", *middle, f"Meta {self.last}"]
        rows = []
        for m in found:
            half = [p.value(m.steps(2)[0], m.unit)] if self.middle else []
            unit = "Porcentaje" if m.unit == "%" else m.unit.capitalize()
            rows.append([m.name, unit, str(m.base_year), p.value(m.base, m.unit), *half, p.value(m.target, m.unit)])
        for m, line in zip(found, grid(p, head, rows, self.way), strict=True):
            p.indicator(m, line, general)

    def write(self) -> Paper:
        """Print the strategy."""
        p, rng = self.p, self.rng
        name = ministry(p) if rng.random() < 0.6 else None
        opening(
            p,
            rng.choice(
                [
                    "Estrategia Nacional de Desarrollo",
                    "Plan Nacional Plurianual del Sector Público",
                    "Plan Estratégico Sectorial",
                ]
            ),
            self.first,
            self.last,
            name,
        )
        prose(p, rng.choice(["", "Articulación con la visión de país"]), 1)
        for i in range(1, rng.randint(2, 3) + 1):
            theme = self.sp.theme()
            axis = self.sp.axis(theme)
            p.gap()
            line = p.say(f"{rng.choice(['EJE ', 'Eje ', 'Eje estratégico '])}{i}{self.sep}{shown(rng, axis)}")
            top = p.element("axis", axis, line, None, code=str(i))
            if rng.random() < 0.4:
                text = outcome(p, theme)
                line = p.say(f"Resultado esperado: {text}.")
                p.element("result", text, line, top)
            for j in range(1, rng.randint(1, 2) + 1):
                theme = self.sp.theme()
                text = aim(p, theme)
                line = p.say(f"{self.general} {i}.{j}{self.sep}{text}")
                general = p.element("objective", text, line, top, code=f"{i}.{j}", kind_alt=["strategic_objective"])
                for k in range(1, rng.randint(1, 2) + 1):
                    text = aim(p, theme, True)
                    code = f"{i}.{j}.{k}"
                    line = p.say(f"{self.special} {code}{self.sep}{text}.")
                    alts = ["operational_objective", "strategic_objective"]
                    ident = p.element("objective", text, line, general, code=code, kind_alt=alts)
                    self.lines(theme, ident, code, general)
                if rng.random() < 0.7:
                    self.indicators(theme, general, f"{i}.{j}")
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one strategy."""
    return Strategy(rng).write()
