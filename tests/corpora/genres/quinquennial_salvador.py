"""El Salvador: five-year plans: objective, strategies, lines of action, goals; the code before the text or apart."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.goals import goal
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import ROMANS, aim, begun, deed, item, ministry, shown, way
from tests.corpora.genres.themes import Theme


class Plan:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose how levels are numbered and where goals stand."""
        self.p = begun(rng, "SV")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, 5)
        self.codes = rng.choice(["letters", "decimal", "apart"])
        self.top = rng.choice(["Objetivo", "OBJETIVO", "Objetivo estratégico"])
        self.line = rng.choice(["Líneas de acción", "LÍNEAS DE ACCIÓN:", "Líneas de acción:"])
        self.late = rng.random() < 0.5
        self.goal = rng.choice(["Metas", "Metas al {}", "METAS {}", "Metas quinquenales"]).format(self.last)

    def code(self, level: str, *path: int) -> str:
        """Return a code as this plan prints it."""
        number = ".".join(map(str, path))
        return f"{level}.{number}" if self.codes == "letters" else number

    def head(self, word: str, code: str, text: str) -> int:
        """Print a heading with label and code; return the line of its text."""
        p = self.p
        if self.codes == "apart":
            p.say(f"{word} {code}")
            return p.say(text)
        return p.say(f"{word} {code}{self.rng.choice(['. ', ': '])}{text}")

    def goals(self, theme: Theme, parent: str, others: list[str]) -> None:
        """Print the goals of an objective."""
        p, rng = self.p, self.rng
        p.say(self.goal)
        dated = str(self.last) in self.goal
        for _ in range(rng.randint(1, 3)):
            text, said = goal(
                p, measure(self.sp, theme, self.last, self.first), rng.choice(["from_to", "to", "count", "to_year"])
            )
            line = item(p, "• ", text, rng.choice([".", ""]))
            ident = p.element("result", text, line, parent, parent_alt=others)
            alt = {"target_year_alt": [self.last]} if dated and said.year is None else {}
            p.indicator(said, line, ident, **alt)

    def objective(self, i: int) -> None:
        """Print an objective with strategies, their lines and the goals."""
        p, rng = self.p, self.rng
        theme = self.sp.theme()
        text = aim(p, theme, rng.random() < 0.5)
        p.gap()
        number = rng.choice([str(i), ROMANS[i - 1]]) if self.codes == "apart" else str(i)
        line = self.head(self.top, number, text)
        strategic = "estrat" in self.top
        kinds = ["strategic_objective", "objective"] if strategic else ["objective", "strategic_objective"]
        top = p.element(kinds[0], text, line, None, code=number, kind_alt=kinds[1:])
        if self.late is False:
            self.goals(theme, top, [])
        made = []
        for j in range(1, rng.randint(1, 3) + 1):
            text = way(p, theme)
            line = self.head("Estrategia", self.code("E", i, j), text)
            ident = p.element("strategic_line", text, line, top, code=self.code("E", i, j))
            made.append(ident)
            if rng.random() < 0.85:
                p.say(self.line)
                for k in range(1, rng.randint(2, 4) + 1):
                    text = deed(p, theme)
                    code = self.code("L", i, j, k) if self.codes != "apart" else ""
                    line = item(p, f"{code} " if code else "- ", text, ".")
                    p.element("action_line", text, line, ident, code=code or None, kind_alt=["action"])
        if self.late:
            self.goals(theme, top, made[-1:])

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        name = ministry(p) if rng.random() < 0.6 else None
        opening(
            p,
            rng.choice(["Plan Quinquenal de Desarrollo", "Plan Estratégico Institucional"]),
            self.first,
            self.last,
            name,
        )
        prose(p, rng.choice(["Objetivos, estrategias y metas", shown(rng, "Apuestas del quinquenio"), ""]), 1)
        for i in range(1, rng.randint(2, 4) + 1):
            self.objective(i)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan."""
    return Plan(rng).write()
