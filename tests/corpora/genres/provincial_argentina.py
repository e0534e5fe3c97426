"""Argentina: provincial plans: axes with objectives, projects or initiatives, goals, a board of indicators."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.goals import goal
from tests.corpora.genres.ground import grid, owner
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import aim, begun, bullets, deed, item, marked, shown, way
from tests.corpora.genres.themes import Theme


class Plan:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose the words and the levels."""
        self.p = begun(rng, "AR")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, 4)
        self.top = rng.choice(["Eje", "EJE", "Eje de gobierno", "Eje de desarrollo"])
        self.mark = bullets(rng)
        self.acts = rng.choice(["Proyectos", "Líneas de acción", "Iniciativas", "Acciones"])
        self.goals = rng.choice(["Metas {}", "Metas", "Metas al {}", "Compromisos"]).format(self.last)

    def actions(self, theme: Theme, ident: str, top: str) -> None:
        """Print what is done for an objective."""
        p, rng = self.p, self.rng
        p.say(f"{self.acts}{rng.choice([':', ''])}")
        kind, alt = {
            "Proyectos": ("action_line", ["action", "strategic_line"]),
            "Líneas de acción": ("action_line", ["action"]),
            "Iniciativas": ("action", ["action_line"]),
            "Acciones": ("action", ["action_line"]),
        }[self.acts]
        for k in range(1, rng.randint(2, 4) + 1):
            text = way(p, theme) if self.acts == "Líneas de acción" else deed(p, theme)
            line = item(p, marked(self.mark, k), text, rng.choice([".", ""]))
            p.element(kind, text, line, ident, kind_alt=alt, parent_alt=[top])

    def ends(self, theme: Theme, ident: str, top: str) -> None:
        """Print goals below an objective."""
        p, rng = self.p, self.rng
        p.say(f"{self.goals}:")
        for k in range(1, rng.randint(1, 2) + 1):
            text, said = goal(
                p, measure(self.sp, theme, self.last, self.first), rng.choice(["to", "from_to", "to_year", "count"])
            )
            line = item(p, marked(self.mark, k), text, ".")
            alt = {"target_year_alt": [self.last]} if said.year is None and str(self.last) in self.goals else {}
            p.indicator(said, line, p.element("result", text, line, ident, parent_alt=[top]), **alt)

    def table(self, said: list[tuple[Theme, str]]) -> None:
        """Print the table of indicators."""
        p, rng = self.p, self.rng
        p.gap()
        p.put("Tablero de indicadores")
        rows, found = [], []
        for theme, top in said:
            m = measure(self.sp, theme, self.last, self.first)
            found.append((m, top))
            rows.append([m.name, owner(p), f"{p.value(m.base, m.unit)} ({m.base_year})", p.value(m.target, m.unit)])
        head = ["Indicador", "Organismo", "Línea de base (año)", f"Meta {self.last}"]
        lines = grid(p, head, rows, rng.choice(["tabs", "layout", "flat", "gaps", "narrow"]))
        for (m, top), line in zip(found, lines, strict=True):
            p.indicator(m, line, top)

    def write(self) -> Paper:
        """Print the plan."""
        p, rng, sp = self.p, self.rng, self.sp
        name = f"Gobierno de la Provincia de {sp.place()}"
        opening(
            p,
            rng.choice(["Plan Estratégico Provincial", "Plan de Gobierno Provincial", "Plan Provincial de Desarrollo"]),
            self.first,
            self.last,
            name,
        )
        prose(p, rng.choice(["", "Una provincia para vivir"]), 1)
        said = []
        for i in range(1, rng.randint(2, 4) + 1):
            theme = sp.theme()
            text = sp.axis(theme)
            p.gap()
            line = p.say(f"{self.top} {i}{rng.choice([': ', '. ', ' | '])}{shown(rng, text)}")
            top = p.element("axis", text, line, None, code=str(i))
            said.append((theme, top))
            if rng.random() < 0.4:
                p.say(sp.filler())
            for j in range(1, rng.randint(1, 2) + 1):
                text = aim(p, theme, rng.random() < 0.3)
                line = p.say(f"Objetivo {i}.{j}{rng.choice([': ', '. '])}{text}.")
                ident = p.element("objective", text, line, top, code=f"{i}.{j}", kind_alt=["strategic_objective"])
                self.actions(theme, ident, top)
                if rng.random() < 0.5:
                    self.ends(theme, ident, top)
        if rng.random() < 0.5:
            self.table(said)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan."""
    return Plan(rng).write()
