"""Panama: government strategic plans: pillars with policies and actions, and the five-year programme of investments."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import grid
from tests.corpora.genres.paper import Paper
from tests.corpora.genres.soil import begun, bullets, deed, item, marked, ministry, shown, way

WAYS = ("tabs", "layout", "gaps", "flat", "run", "records")


class Plan:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose the words for the levels."""
        self.p = begun(rng, "PA")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, 5)
        self.top = rng.choice(["Pilar Estratégico", "PILAR", "Pilar", "Eje estratégico"])
        self.line = rng.choice(["Línea estratégica", "LÍNEA ESTRATÉGICA", "Estrategia"])
        self.acts = rng.choice(["Acciones prioritarias", "ACCIONES", "Acciones:", "Principales acciones:"])
        self.mark = bullets(rng)
        self.way = rng.choice(WAYS)
        self.names: list[tuple[str, str]] = []

    def pillar(self, i: int) -> None:
        """Print a pillar with its lines and their actions."""
        p, rng = self.p, self.rng
        theme = self.sp.theme()
        name = self.sp.axis(theme)
        p.gap()
        line = p.say(f"{self.top} {i}{rng.choice([': ', '. ', ' – '])}{shown(rng, name)}")
        top = p.element("axis", name, line, None, code=str(i))
        self.names.append((name, top))
        if rng.random() < 0.5:
            p.say(self.sp.filler())
        for j in range(1, rng.randint(1, 3) + 1):
            text = way(p, theme)
            line = p.say(f"{self.line} {i}.{j}{rng.choice([': ', '. '])}{text}")
            ident = p.element("strategic_line", text, line, top, code=f"{i}.{j}")
            p.say(self.acts)
            for k in range(1, rng.randint(2, 4) + 1):
                text = deed(p, theme)
                line = item(p, marked(self.mark, k), text, rng.choice([".", ";", ""]))
                p.element("action", text, line, ident, kind_alt=["action_line"])

    def projects(self) -> None:
        """Print the programme of investments with the amount of each project and their sum."""
        p, rng = self.p, self.rng
        p.gap()
        p.put(rng.choice(["PLAN QUINQUENAL DE INVERSIONES", "Proyectos emblemáticos", "Cartera de proyectos"]))
        names = [self.sp.project(self.sp.theme()) for _ in range(rng.randint(4, 9))]
        amounts = [float(rng.randrange(80_000, 95_000_000, 2500)) for _ in names]
        head = [rng.choice(["N°", "No."]), "Proyecto", rng.choice(["Monto (B/.)", "Inversión (B/.)", "Monto estimado"])]
        rows = [[str(i), n, p.money(a, sign=False)] for i, (n, a) in enumerate(zip(names, amounts, strict=True), 1)]
        total = rng.random() < 0.6
        if total:
            rows.append(["", "TOTAL", p.money(sum(amounts), sign=False)])
        lines = grid(p, head, rows, self.way)
        for i, (name, amount, line) in enumerate(zip(names, amounts, lines, strict=False), 1):
            p.note("projects", line, name=name, code=None, code_alt=[str(i)], amount=amount, note=None)
        if total:
            p.total("TOTAL", sum(amounts), amounts, lines[-1])

    def money(self) -> None:
        """Print what each pillar will cost."""
        p, rng = self.p, self.rng
        p.gap()
        p.put(rng.choice(["INVERSIÓN POR PILAR", "Distribución de la inversión por pilar"]))
        amounts = [float(rng.randrange(3_000_000, 900_000_000, 10_000)) for _ in self.names]
        rows = [[n, p.money(a)] for (n, _), a in zip(self.names, amounts, strict=True)]
        head = ["Pilar" if "ilar" in self.top.lower() else "Eje", "Inversión"]
        lines = grid(p, head, [*rows, ["Total", p.money(sum(amounts))]], self.way)
        for (name, _), amount, line in zip(self.names, amounts, lines, strict=False):
            p.note("funding", line, source=name, amount=amount, investment=None, operating=None)
        p.total("Total", sum(amounts), amounts, lines[-1])

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        name = ministry(p) if rng.random() < 0.6 else None
        opening(
            p, rng.choice(["Plan Estratégico de Gobierno", "Plan Estratégico Quinquenal"]), self.first, self.last, name
        )
        prose(p, rng.choice(["", "Visión país"]), 1)
        for i in range(1, rng.randint(2, 4) + 1):
            self.pillar(i)
        if rng.random() < 0.6:
            self.projects()
        if rng.random() < 0.4:
            self.money()
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan."""
    return Plan(rng).write()
