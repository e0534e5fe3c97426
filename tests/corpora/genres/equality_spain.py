"""Spain: equality plans of town halls: areas with specific objectives, and a card of fields for each measure."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import owner
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import aim, begun, deed, shown
from tests.corpora.genres.themes import Theme


class Plan:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose words and the shape of the cards."""
        self.p = begun(rng, "ES")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, 4)
        self.area = rng.choice(["ÁREA", "Área de actuación", "EJE", "Línea de intervención"])
        self.tabs = rng.random() < 0.4
        self.measures = 0

    def field(self, label: str, value: str) -> int:
        """Print a field of a card."""
        if self.tabs:
            return self.p.put(f"{label}\t{value}")
        return self.p.say(f"{label}: {value}")

    def card(self, code: str, theme: Theme, parent: str) -> None:
        """Print a measure with its fields."""
        p, rng = self.p, self.rng
        self.measures += 1
        number = str(self.measures) if self.area == "EJE" else code
        text = deed(p, theme)
        line = self.field(f"Medida {number}", text) if self.tabs else p.say(f"MEDIDA {number}. {text}")
        ident = p.element("action", text, line, parent, code=number, kind_alt=["action_line", "activity"])
        self.field("Personas destinatarias", rng.choice(["Plantilla municipal", "Ciudadanía en general"]))
        self.field("Responsable", owner(p))
        self.field("Calendario", f"{rng.choice(['Primer', 'Segundo'])} semestre de {self.first + 1}")
        self.field("Recursos", rng.choice(["Medios propios", "Partida de igualdad"]))
        m = measure(self.sp, theme, self.last, self.first, 0.4)
        line = self.field("Indicador", m.name)
        if m.base is not None:
            self.field(f"Valor de partida ({m.base_year})", p.value(m.base, m.unit))
        self.field(f"Valor objetivo ({m.year})", p.value(m.target, m.unit))
        p.indicator(m, line, ident)
        p.gap()

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        opening(
            p, rng.choice(["Plan Municipal de Igualdad", "Plan de Igualdad de Oportunidades"]), self.first, self.last
        )
        prose(p, "Diagnóstico de situación", 2)
        for i in range(1, rng.randint(2, 3) + 1):
            theme = self.sp.theme()
            name = self.sp.axis(theme)
            p.gap()
            line = p.say(f"{self.area} {i}: {shown(rng, name)}")
            top = p.element("axis", name, line, None, code=str(i), kind_alt=["theme", "strategic_line", "action_line"])
            for j in range(1, rng.randint(1, 2) + 1):
                text = aim(p, theme)
                line = p.say(f"Objetivo específico {i}.{j}. {text}.")
                own = p.element("objective", text, line, top, code=f"{i}.{j}", kind_alt=["strategic_objective"])
                for k in range(1, rng.randint(1, 3) + 1):
                    self.card(f"{i}.{j}.{k}", theme, own)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan."""
    return Plan(rng).write()
