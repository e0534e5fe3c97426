"""Colombia: territorial health plans: dimension, component, objectives, health goals and strategies in lists."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import promised
from tests.corpora.genres.paper import Paper
from tests.corpora.genres.soil import aim, begun, bullets, item, marked, shown, way
from tests.corpora.genres.themes import Theme


class Plan:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose numbers and marks."""
        self.p = begun(rng, "CO")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, 4)
        self.base = rng.choice(["", "8.", "4.2."])
        self.mark = bullets(rng)
        self.word = rng.choice(["Dimensión", "DIMENSIÓN", "Línea operativa"])

    def component(self, code: str, theme: Theme, top: str) -> None:
        """Print a component with its lists."""
        p, rng = self.p, self.rng
        name = self.sp.programme(theme)
        line = p.say(f"{code} {rng.choice(['Componente', 'COMPONENTE'])}: {shown(rng, name, 0.3)}")
        own = p.element("theme", name, line, top, code=code, kind_alt=["axis"])
        text = aim(p, theme, True)
        if rng.random() < 0.5:
            p.say("Objetivo del componente")
            line = p.say(f"{text}.")
        else:
            line = p.say(f"Objetivo: {text}.")
        objective = p.element("objective", text, line, own, kind_alt=["strategic_objective"])
        p.say(rng.choice(["Metas sanitarias del componente", "Metas sanitarias:", "Metas del componente:"]))
        for k in range(1, rng.randint(1, 3) + 1):
            text, m = promised(p, theme, (self.first, self.last), ("from_to", "from_to_years", "to", "to_year"))
            line = item(p, marked(self.mark, k), text, ".")
            goal = p.element("result", text, line, objective, kind_alt=["product", "objective"], parent_alt=[own])
            p.indicator(m, line, goal, element_alt=[objective])
        p.say(rng.choice(["Estrategias del componente", "Estrategias:"]))
        for k in range(1, rng.randint(2, 4) + 1):
            text = way(p, theme)
            line = item(p, marked(self.mark, k), text, ".")
            p.element("strategic_line", text, line, objective, kind_alt=["action", "action_line"], parent_alt=[own])

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        opening(p, "Plan Territorial de Salud", self.first, self.last)
        for i in range(1, rng.randint(2, 3) + 1):
            theme = self.sp.theme()
            name = self.sp.axis(theme)
            p.gap()
            line = p.say(f"{self.base}{i} {self.word}: {shown(rng, name)}")
            top = p.element("axis", name, line, None, code=f"{self.base}{i}", kind_alt=["theme", "action_line"])
            if rng.random() < 0.4:
                prose(p, "", 1)
            for j in range(1, rng.randint(1, 2) + 1):
                self.component(f"{self.base}{i}.{j}", theme, top)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan."""
    return Plan(rng).write()
