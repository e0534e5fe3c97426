"""Uruguay: pledges of management: a form for each goal with indicator, formula, base value, goal, term and weight."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose, years
from tests.corpora.genres.ground import owner
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import aim, begun, outcome


class Pledge:
    """One document."""

    def __init__(self, rng: Random) -> None:
        """Choose how a field is printed."""
        self.p = begun(rng, "UY")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, 1)
        self.shape = rng.choice(["colon", "tabs", "below"])
        self.objective_first = rng.random() < 0.5

    def field(self, label: str, value: str) -> int:
        """Print a field; return the line of its value."""
        if self.shape == "tabs":
            return self.p.put(f"{label}\t{value}")
        if self.shape == "colon":
            return self.p.say(f"{label}: {value}")
        self.p.say(label)
        return self.p.say(value)

    def goal(self, i: int) -> None:
        """Print the form of one goal."""
        p, rng = self.p, self.rng
        theme = self.sp.theme()
        aimed, name = aim(p, theme), outcome(p, theme)
        m = measure(self.sp, theme, self.last, self.last, 0.3)
        p.gap()
        if self.objective_first:
            line = self.field("Objetivo", aimed)
            own = p.element("objective", aimed, line, None, kind_alt=["strategic_objective"])
            line = p.say(f"Meta {i}: {name}")
            goal = p.element("result", name, line, own, code=str(i), kind_alt=["product", "objective"])
        else:
            line = p.say(f"Meta N° {i}: {name}")
            goal = p.element("result", name, line, None, code=str(i), kind_alt=["product", "objective"])
            line = self.field("Objetivo", aimed)
            own = p.element("objective", aimed, line, None, kind_alt=["strategic_objective"], parent_alt=[goal])
            p.gold["elements"][-2]["parent_alt"] = [own]
        line = self.field("Indicador", m.name)
        self.field("Forma de cálculo", "Cantidad de casos cumplidos sobre el total de casos")
        self.field("Fuentes de información", "Registros internos")
        if m.base is not None:
            self.field("Valor base", f"{p.value(m.base, m.unit)} ({m.base_year})")
        self.field("Meta", p.value(m.target, m.unit))
        self.field("Plazo", f"31/12/{self.last}")
        self.field("Responsables del cumplimiento", owner(p))
        self.field("Ponderación", f"{rng.choice([10, 15, 20, 25])}%")
        p.indicator(m, line, goal, element_alt=[own], target_year_alt=[None])

    def write(self) -> Paper:
        """Print the pledges."""
        p = self.p
        cover(p, "Compromiso de Gestión", self.first, self.last)
        prose(p, "Cláusula primera. Partes y objeto", 2)
        for i in range(1, self.rng.randint(3, 5) + 1):
            self.goal(i)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one document."""
    return Pledge(rng).write()
