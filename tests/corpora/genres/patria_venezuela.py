"""Venezuela: plans of four ranks of objectives with ever longer numbers, in dense paragraphs."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import promised, start
from tests.corpora.genres.paper import Paper
from tests.corpora.genres.themes import Theme

RANKS = (
    ("Gran Objetivo Histórico N.° {}", "objective", ["strategic_objective", "axis", "policy_objective"]),
    ("Objetivo Nacional {}", "objective", ["strategic_objective", "policy_objective"]),
    ("Objetivo Estratégico {}", "strategic_objective", ["objective"]),
    ("Objetivo General {}", "objective", ["operational_objective", "strategic_objective"]),
)
CITY = (
    ("Línea Estratégica {}", "strategic_line", ["axis"]),
    ("Objetivo Estratégico {}", "strategic_objective", ["objective"]),
    ("Objetivo Específico {}", "objective", ["operational_objective"]),
    ("Acción {}", "action", ["action_line", "activity"]),
)


class Ranks:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose ranks, numbers and how many of them carry their label."""
        self.p = start(rng, "VE", rng.choice([None, None, 78, 92]))
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([4, 6, 7]))
        self.city = rng.random() < 0.4
        self.ranks = CITY if self.city else RANKS
        self.labelled = rng.choice([4, 4, 3, 2])
        self.dot = rng.choice([".", ".", "", ".-"])
        self.depth = rng.choice([3, 4, 4])
        self.fan = rng.choice([(1, 2), (1, 3)])
        self.goals = rng.random() < 0.3

    def shown(self, rank: int, code: str, text: str) -> str:
        """Return an objective as printed: where a rank has no label, its number leads."""
        label, _, _ = self.ranks[rank]
        if rank < self.labelled:
            head = label.format(code) + (self.dot if self.dot != ".-" else ":")
            return f"{head} {text}."
        return f"{code}{self.dot} {text}."

    def text(self, rank: int, theme: Theme) -> str:
        """Return the text of a rank."""
        sp = self.sp
        if self.city and rank == 0:
            return sp.axis(theme)
        if self.city and rank == 3:
            return sp.act(theme)
        return sp.strategy(theme) if rank == 3 else sp.objective(theme, [3, 2, 1][rank])

    def one(self, rank: int, theme: Theme, path: tuple[int, ...], parent: str | None) -> None:
        """Print an objective and what stands below it."""
        p, rng = self.p, self.rng
        code = ".".join(map(str, path))
        if rank < 2:
            p.gap()
        text = self.text(rank, theme)
        _, kind, alt = self.ranks[rank]
        ident = p.element(kind, text, p.say(self.shown(rank, code, text)), parent, code=code, kind_alt=alt)
        if rank == self.depth - 2 and self.goals:
            goal, said = promised(p, theme, (self.first, self.last), ["to_year", "count_year", "from_to_years"])
            line = p.say(f"Meta: {goal}.")
            p.indicator(said, line, p.element("result", goal, line, ident))
        if rank + 1 < self.depth:
            for i in range(1, rng.randint(*self.fan) + 1):
                self.one(rank + 1, theme, (*path, i), ident)

    def write(self) -> Paper:
        """Print the plan."""
        p, rng, sp = self.p, self.rng, self.sp
        title = (
            "Plan de Gobierno|Plan Municipal de Desarrollo|Plan Socialista de Desarrollo Municipal"
            if self.city
            else "Plan de Desarrollo Económico y Social|Plan del Estado"
        )
        opening(p, sp.pick(title), self.first, self.last)
        prose(p, rng.choice(["Presentación general", "OBJETIVOS DEL PLAN", "Objetivos y líneas"]), 1)
        for i in range(1, rng.randint(2, 4) + 1):
            self.one(0, sp.theme(), (i,), None)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan of ranked objectives."""
    return Ranks(rng).write()
