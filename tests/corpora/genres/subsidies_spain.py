"""Spain: strategic plans of subsidies: lines with objective, costs, sources, term and indicators under labels."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose, years
from tests.corpora.genres.ground import grid
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import aim, begun, bullets, item, marked, shown, without_base

AREAS = "Área de Deportes|Área de Cultura|Concejalía de Bienestar Social|Servicio de Juventud|Delegación de Turismo"
ORIGIN = "Presupuesto municipal|Fondos propios|Fondos europeos|Aportación de la comunidad autónoma"
EFFECT = "Efectos pretendidos|Efectos que se pretenden|Efectos esperados"


class Plan:
    """One plan."""

    def __init__(self, rng: Random) -> None:
        """Choose the labels and the form of the lines."""
        self.p = begun(rng, "ES")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([1, 3, 3]))
        self.form = rng.choice(["labels", "labels", "below", "letters"])
        self.word = rng.choice(["Línea de subvención", "LÍNEA", "Línea estratégica", "Línea de actuación"])
        self.general = rng.random() < 0.5
        self.names: list[tuple[str, float]] = []
        self.count = 0

    def field(self, n: int, label: str, text: str) -> int:
        """Print a field of a line; return the line of its text."""
        p = self.p
        if self.form == "below":
            p.put(label)
            return p.say(text)
        mark = f"{'abcdefgh'[n]}) " if self.form == "letters" else ""
        return p.say(f"{mark}{label}: {text}")

    def line(self, parent: str | None) -> None:
        """Print a line with its fields."""
        p, rng, sp = self.p, self.rng, self.sp
        theme = sp.theme()
        name = sp.programme(theme)
        self.count += 1
        i = self.count
        cost = float(rng.randrange(3_000, 900_000, 500))
        p.gap()
        at = p.say(f"{self.word} {i}{rng.choice(['. ', ': ', '.- '])}{shown(rng, name)}")
        action = "actuación" in self.word
        kinds = ["action_line", "strategic_line"] if action else ["strategic_line", "action_line"]
        ident = p.element(kinds[0], name, at, parent, code=str(i), kind_alt=kinds[1:])
        text = aim(p, theme, rng.random() < 0.3)
        label = rng.choice(["Objetivo", "Objetivo específico", "Objetivos"])
        at = self.field(0, label, text + ".")
        p.element("objective", text, at, ident, kind_alt=["operational_objective"])
        self.field(1, self.sp.pick(EFFECT), f"El apoyo a las entidades sociales de {sp.place()} y a sus vecinos.")
        self.field(2, "Plazo de ejecución", rng.choice(["Anual", f"Ejercicio {self.last}", "Doce meses"]))
        euros = f"{p.money(cost, cents=rng.random() < 0.6)} {rng.choice(['€', 'euros'])}"
        self.field(3, rng.choice(["Coste previsible", "Costes previsibles", "Importe"]), euros)
        self.field(4, rng.choice(["Fuente de financiación", "Financiación"]), sp.pick(ORIGIN))
        self.names.append((name, cost))
        found = [without_base(measure(sp, theme, self.last, self.first)) for _ in range(rng.randint(1, 2))]
        if len(found) == 1:
            at = self.field(5, "Indicador", found[0].name)
            self.field(6, f"Valor objetivo {self.last}", p.value(found[0].target, found[0].unit))
            p.indicator(found[0], at, ident)
            return
        p.say(f"Indicadores y valor objetivo {self.last}:")
        for m in found:
            at = item(p, "- ", f"{m.name}: {p.value(m.target, m.unit)}")
            p.indicator(m, at, ident)

    def summary(self) -> None:
        """Print the table of all lines with their costs and sum."""
        p, rng = self.p, self.rng
        p.gap()
        p.put(rng.choice(["ANEXO. RESUMEN ECONÓMICO", "Cuadro resumen de costes"]))
        costs = [c for _, c in self.names]
        way = rng.choice(["tabs", "layout", "gaps", "flat"])
        rows = [[n, p.money(c, cents=True)] for n, c in self.names]
        lines = grid(p, ["Línea", "Importe (€)"], [*rows, ["TOTAL", p.money(sum(costs), cents=True)]], way)
        for (name, cost), at in zip(self.names, lines, strict=False):
            p.note("funding", at, source=name, amount=cost, investment=None, operating=None, optional=True)
        p.total("TOTAL", sum(costs), costs, lines[-1])

    def write(self) -> Paper:
        """Print the plan."""
        p, rng, sp = self.p, self.rng, self.sp
        cover(p, "Plan Estratégico de Subvenciones", self.first, self.last)
        prose(p, rng.choice(["PREÁMBULO", "Exposición de motivos", ""]), 2)
        p.say(
            "Artículo 1. Naturaleza. El plan es un instrumento de planificación que no crea derechos ni obligaciones."
        )
        if self.general:
            mark = bullets(rng)
            p.say(rng.choice(["Objetivos generales:", "Artículo 2. Objetivos generales."]))
            for k in range(1, rng.randint(2, 3) + 1):
                text = aim(p, sp.theme())
                at = item(p, marked(mark, k), text, ".")
                p.element("objective", text, at, None, kind_alt=["strategic_objective"])
        grouped = rng.random() < 0.5
        for _ in range(rng.randint(2, 3) if grouped else 1):
            if grouped:
                p.gap()
                p.put(sp.new(lambda: sp.pick(AREAS).upper(), "Y FAMILIA|Y BARRIOS"))
            for _ in range(rng.randint(1, 2) if grouped else rng.randint(3, 5)):
                self.line(None)
        if rng.random() < 0.6:
            self.summary()
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan."""
    return Plan(rng).write()
