"""Chile: climate action plans of regions: measures of adaptation and mitigation as two-column forms with actions."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import owner
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import aim, begun, deed, shown, way


class Plan:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose codes and the shape of the forms."""
        self.p = begun(rng, "CL")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, 5)
        self.shape = rng.choice(["tabs", "below", "layout", "bar"])
        self.axes = rng.random() < 0.5

    def field(self, label: str, values: list[str]) -> list[int]:
        """Print a field with one value or several; return their lines."""
        p = self.p
        lines = []
        if self.shape == "below":
            p.say(label)
            return [p.say(value) for value in values]
        for i, value in enumerate(values):
            head = label if i == 0 else ""
            if self.shape == "tabs":
                lines.append(p.put(f"{head}\t{value}"))
            elif self.shape == "bar":
                lines.append(p.put(f"| {head} | {value} |"))
            else:
                lines.append(p.put(f"{head:<28}{value}"))
        return lines

    def measure(self, code: str, parent: str | None) -> None:
        """Print the form of one measure."""
        p, rng = self.p, self.rng
        theme = self.sp.theme()
        text = way(p, theme)
        p.gap()
        [line] = self.field(f"Medida {code}", [text])
        own = p.element(
            "action_line", text, line, parent, code=code, kind_alt=["strategic_line", "action", "objective"]
        )
        aimed = aim(p, theme)
        [line] = self.field("Objetivo", [f"{aimed}."])
        goal = p.element("objective", aimed, line, own, kind_alt=["strategic_objective"])
        self.field("Alcance territorial", [rng.choice(["Regional", "Comunal"])])
        acts = [deed(p, theme) for _ in range(rng.randint(1, 3))]
        printed = [f"{i}. {act}" for i, act in enumerate(acts, 1)]
        for act, line in zip(acts, self.field(rng.choice(["Acciones", "Acciones directas"]), printed), strict=True):
            p.element("action", act, line, own, kind_alt=["activity", "action_line"], parent_alt=[goal])
        self.field("Institución responsable", [owner(p)])
        self.field("Plazo de implementación", [f"{self.first}-{self.last}"])
        m = measure(self.sp, theme, self.last, self.first, 1.0)
        [line] = self.field("Indicador de progreso", [m.name])
        self.field("Meta", [f"{p.value(m.target, m.unit)} al {m.year}"])
        p.indicator(m, line, own, element_alt=[goal])

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        opening(p, "Plan de Acción Regional de Cambio Climático", self.first, self.last)
        prose(p, "Vulnerabilidad de la región", 1)
        for letter, word in (("A", "Adaptación"), ("M", "Mitigación")):
            top = None
            if self.axes:
                p.gap()
                line = p.say(f"Eje: {shown(rng, word)}")
                top = p.element("axis", word, line, None, kind_alt=["theme"])
            for i in range(1, rng.randint(1, 3) + 1):
                self.measure(f"{letter}{i}", top)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan."""
    return Plan(rng).write()
