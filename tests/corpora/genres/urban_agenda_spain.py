"""Spain: local action plans of the urban agenda: strategic and specific objectives, lines and sheets of actions."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import owner
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import aim, begun, deed, shown, way
from tests.corpora.genres.themes import Theme


class Agenda:
    """One action plan."""

    def __init__(self, rng: Random) -> None:
        """Choose how deep the plan goes and how its sheets look."""
        self.p = begun(rng, "ES")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([5, 7]))
        self.short = rng.random() < 0.4
        self.sheets = rng.random() < 0.6
        self.form = rng.choice(["colon", "below", "tab"])
        self.lines = rng.random() < 0.6
        self.number = 0

    def field(self, label: str, text: str) -> int:
        """Print a field of a sheet; return the line of its text."""
        p = self.p
        if self.form == "tab":
            return p.put(f"{label}\t{text}")
        if self.form == "below":
            p.put(label)
            return p.say(text)
        return p.say(f"{label}: {text}")

    def action(self, theme: Theme, parent: str, others: list[str]) -> None:
        """Print an action, as a sheet or as one line."""
        p, rng = self.p, self.rng
        self.number += 1
        text = deed(p, theme)
        more = {"parent_alt": others, "kind_alt": ["action_line", "activity"]}
        if not self.sheets:
            line = p.say(f"{rng.choice(['Acción', 'Actuación'])} {self.number}. {text}.")
            p.element("action", text, line, parent, code=str(self.number), **more)
            return
        p.gap()
        p.put(f"FICHA DE ACTUACIÓN {self.number}")
        line = self.field("Actuación", text)
        ident = p.element("action", text, line, parent, code=None, **more)
        self.field("Descripción", f"Se refiere a {rng.choice(theme.goods)} en el barrio de {self.sp.place()}.")
        self.field("Responsable", owner(p))
        self.field("Presupuesto estimado", f"{p.money(float(rng.randrange(5_000, 4_000_000, 500)))} €")
        self.field("ODS relacionados", ", ".join(map(str, sorted(rng.sample(range(1, 18), 2)))))
        if rng.random() < 0.6:
            m = measure(self.sp, theme, self.last, self.first)
            line = self.field("Indicador", m.name)
            self.field(f"Valor de partida {m.base_year}", p.value(m.base, m.unit))
            self.field(f"Valor objetivo {self.last}", p.value(m.target, m.unit))
            p.indicator(m, line, ident)

    def write(self) -> Paper:
        """Print the plan."""
        p, rng, sp = self.p, self.rng, self.sp
        opening(
            p,
            rng.choice(["Plan de Acción Local de la Agenda Urbana", "Agenda Urbana: plan de acción"]),
            self.first,
            self.last,
        )
        prose(p, rng.choice(["", "Diagnóstico y marco estratégico"]), 1)
        for i in range(1, rng.randint(2, 4) + 1):
            theme = sp.theme()
            text = aim(p, theme)
            p.gap()
            head = f"OE{i}" if self.short else f"{rng.choice(['Objetivo estratégico', 'OBJETIVO ESTRATÉGICO'])} {i}"
            line = p.say(f"{head}{rng.choice(['. ', ': ', ' - '])}{shown(rng, text, 0.25)}")
            top = p.element("strategic_objective", text, line, None, code=f"OE{i}" if self.short else str(i))
            for j in range(1, rng.randint(1, 2) + 1):
                text = aim(p, theme)
                line = p.say(
                    f"{'' if self.short else 'Objetivo específico '}{i}.{j}{'.' if self.short else ':'} {text}"
                )
                alts = ["operational_objective", "strategic_objective"]
                alts += ["action_line", "strategic_line"] if self.short else []  # no label says what «1.1» is
                ident = p.element("objective", text, line, top, code=f"{i}.{j}", kind_alt=alts)
                near, others = ident, [top]
                if self.lines:
                    text = way(p, theme)
                    line = p.say(f"Línea de actuación {i}.{j}.1: {text}")
                    near = p.element("action_line", text, line, ident, code=f"{i}.{j}.1", kind_alt=["strategic_line"])
                    others = [ident]
                for _ in range(rng.randint(1, 2)):
                    self.action(theme, near, others)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one action plan."""
    return Agenda(rng).write()
