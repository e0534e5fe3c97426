"""Action plans of open government: commitments with questions and answers, and milestones with dates in a table."""

from random import Random

from tests.corpora.genres.front import closing, opening, years
from tests.corpora.genres.ground import day, grid, owner
from tests.corpora.genres.paper import Paper
from tests.corpora.genres.soil import begun, deed, ministry, shown, way

QUESTIONS = (
    "¿Cuál es la problemática que el compromiso aborda?",
    "¿Por qué es relevante frente a los valores de gobierno abierto?",
    "¿Cómo contribuirá a resolver la problemática?",
)


class Plan:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose the country and the shape of milestones."""
        self.p = begun(rng, rng.choice(["DO", "PY", "UY", "PA", "GT"]))
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, 2)
        self.way = rng.choice(["tabs", "layout", "flat", "pipes", "gaps"])
        self.axes = rng.random() < 0.5

    def commitment(self, i: int, theme: object, parent: str | None) -> None:
        """Print a commitment with its form."""
        p, rng = self.p, self.rng
        text = way(p, theme)  # type: ignore[arg-type]
        p.gap()
        line = p.say(f"{rng.choice(['Compromiso', 'COMPROMISO'])} {i}: {shown(rng, text, 0.2)}")
        ident = p.element(
            "action_line", text, line, parent, code=str(i), kind_alt=["strategic_line", "objective", "action", "theme"]
        )
        p.say(f"Institución responsable: {ministry(p)}")
        p.say(f"Fecha de inicio y término: {day(rng, self.first)} – {day(rng, self.last)}")
        for question in rng.sample(QUESTIONS, 2):
            p.say(question)
            p.say(self.sp.filler())
        rows, texts = [], []
        for _ in range(rng.randint(2, 4)):
            texts.append(deed(p, theme))  # type: ignore[arg-type]
            rows.append([texts[-1], day(rng, self.first), day(rng, self.last), owner(p)])
        head = [
            rng.choice(["Hito", "Actividad", "Hitos verificables"]),
            "Fecha de inicio",
            "Fecha final",
            "Responsable",
        ]
        for text, line in zip(texts, grid(p, head, rows, self.way), strict=True):
            p.element("activity", text, line, ident, kind_alt=["action", "action_line", "product"])

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        opening(p, "Plan de Acción de Gobierno Abierto", self.first, self.last)
        number = 0
        for i in range(1, rng.randint(2, 3) + 1):
            theme = self.sp.theme()
            top = None
            if self.axes:
                name = self.sp.axis(theme)
                p.gap()
                line = p.say(f"Eje {i}. {name}")
                top = p.element("axis", name, line, None, code=str(i), kind_alt=["theme"])
            for _ in range(rng.randint(1, 2)):
                number += 1
                self.commitment(number, theme, top)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan."""
    return Plan(rng).write()
