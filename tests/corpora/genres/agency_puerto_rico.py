"""Puerto Rico: strategic plans of agencies: strategic goals with objectives, strategies, activities and metrics."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import grid, owner
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import aim, begun, bullets, deed, item, marked, shown, way
from tests.corpora.genres.themes import Theme


class Plan:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose words, numbers and where the metrics stand."""
        self.p = begun(rng, "PR")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([4, 5]))
        self.top = rng.choice(["Meta Estratégica", "META ESTRATÉGICA", "Área Estratégica", "Prioridad Estratégica"])
        self.mark = bullets(rng)
        self.table = rng.random() < 0.4
        self.metric = rng.choice(["Métrica", "Indicador de desempeño", "Medida de ejecución"])

    def top_kind(self) -> tuple[str, list[str]]:
        """Return kind and alternatives of the highest level."""
        if self.top.lower().startswith("meta"):
            return "strategic_objective", ["result", "axis", "objective"]
        return "axis", ["theme"]

    def plan_of(self, theme: Theme, parent: str) -> None:
        """Print the activities of an objective as a table with date and owner."""
        p, rng = self.p, self.rng
        rows, texts = [], []
        for _ in range(rng.randint(2, 4)):
            texts.append(deed(p, theme))
            rows.append(
                [
                    texts[-1],
                    owner(p),
                    f"{rng.choice(['junio', 'diciembre', 'marzo'])} de {rng.randint(self.first, self.last)}",
                ]
            )
        head = [rng.choice(["Actividad", "Actividades"]), "Responsable", "Fecha de cumplimiento"]
        for text, line in zip(texts, grid(p, head, rows, rng.choice(["tabs", "layout", "flat", "gaps"])), strict=True):
            p.element("activity", text, line, parent, kind_alt=["action", "action_line"])

    def objective(self, i: int, j: int, theme: Theme, top: str) -> None:
        """Print an objective with what is done for it and its metrics."""
        p, rng = self.p, self.rng
        text = aim(p, theme, rng.random() < 0.4)
        line = p.say(f"Objetivo {i}.{j}{rng.choice([': ', '. ', ' – '])}{text}.")
        ident = p.element(
            "objective", text, line, top, code=f"{i}.{j}", kind_alt=["strategic_objective", "operational_objective"]
        )
        if rng.random() < 0.6:
            p.say(rng.choice(["Estrategias:", "Estrategias"]))
            for k in range(1, rng.randint(2, 3) + 1):
                text = way(p, theme)
                line = item(p, marked(self.mark, k), text, rng.choice([".", ""]))
                p.element("strategic_line", text, line, ident, kind_alt=["action", "action_line"])
        if self.table:
            self.plan_of(theme, ident)
        else:
            p.say(rng.choice(["Actividades:", "Actividades"]))
            for k in range(1, rng.randint(2, 3) + 1):
                text = deed(p, theme)
                line = item(p, marked(self.mark, k), text, ".")
                p.element("activity", text, line, ident, kind_alt=["action", "action_line"])
        if rng.random() < 0.7:
            m = measure(self.sp, theme, self.last, self.first)
            line = p.say(f"{self.metric}: {m.name}")
            p.say(
                f"Línea base ({m.base_year}): {p.value(m.base, m.unit)}; "
                f"meta para {self.last}: {p.value(m.target, m.unit)}"
            )
            p.indicator(m, line, ident)

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        opening(p, rng.choice(["Plan Estratégico", "Plan de Trabajo Estratégico"]), self.first, self.last)
        p.say("Valores: integridad, compromiso, servicio y trabajo en equipo.")
        prose(p, rng.choice(["", "Análisis de fortalezas y oportunidades"]), 1)
        kind, alt = self.top_kind()
        for i in range(1, rng.randint(2, 4) + 1):
            theme = self.sp.theme()
            text = aim(p, theme) if kind != "axis" else self.sp.axis(theme)
            p.gap()
            line = p.say(f"{self.top} {i}{rng.choice([': ', '. ', ' - '])}{shown(rng, text, 0.25)}")
            top = p.element(kind, text, line, None, code=str(i), kind_alt=alt)
            for j in range(1, rng.randint(1, 3) + 1):
                self.objective(i, j, theme, top)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan."""
    return Plan(rng).write()
