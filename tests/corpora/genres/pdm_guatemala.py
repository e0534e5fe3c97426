"""Guatemala: municipal plans by axis or theme, national priority, MED, result with its change, and products."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, prose, years
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.words import low


class Plan:
    """One municipal development plan."""

    def __init__(self, rng: Random) -> None:
        """Choose which labels this plan uses."""
        self.p = begin(rng, "GT")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([10, 12, 15]))
        self.priority = rng.random() < 0.6
        self.med = rng.random() < 0.6
        self.aligned = rng.random() < 0.5
        self.change = rng.choice(["de", "label", "both"])
        self.result = rng.choice(["Resultado", "Resultado PDM-OT", "Resultado de desarrollo"])
        self.top = rng.choice([("Eje", "axis"), ("Eje estratégico", "axis"), ("Temática", "theme")])

    def changed(self, m: Measure) -> str:
        """Return the change in the way of these plans: «De 9% … en el año 2021 a un 55% … en el año 2032»."""
        p = self.p
        base, target = p.value(m.base, m.unit), p.value(m.target, m.unit)
        form = self.rng.choice(
            [
                "De {b} en el año {y} a {t} en el año {z}",
                "De {b} en {y} a {t} al {z}",
                "Pasar de {b} ({y}) a {t} ({z})",
                "De un {b} de {n} en el año {y} a un {t} de {n} en el año {z}"
                if m.unit == "%"
                else "De {b} en el {y} a {t} en el {z}",
            ]
        )
        thing = low(m.name.removeprefix("Porcentaje de "))
        return form.format(b=base, y=m.base_year, t=target, z=m.year, n=thing)

    def block(self, theme: object, parent: str, number: str) -> None:
        """Print a result with its indicator, its change and its products."""
        p, sp, rng = self.p, self.sp, self.rng
        text = sp.result(theme)  # type: ignore[arg-type]
        m = measure(sp, theme, self.last, self.first)
        line = p.say(f"{self.result} {number}: {text}")
        ident = p.element("result", text, line, parent, code=number)
        line = p.say(f"Indicador: {m.name}")
        stated = None
        if self.change in ("label", "both"):
            p.say(f"Línea base {m.base_year}: {p.value(m.base, m.unit)}")
            p.say(f"Meta al {m.year}: {p.value(m.target, m.unit)}")
        if self.change in ("de", "both"):
            stated = self.changed(m)
            p.say(f"Meta: {stated}" if self.change == "de" and rng.random() < 0.5 else stated)
        p.indicator(m, line, ident, stated_change=stated)
        p.say(rng.choice(["Productos:", "PRODUCTOS", "Productos esperados:"]))
        mark = rng.choice(["• ", "- ", "{}. "])
        for i in range(1, rng.randint(1, 3) + 1):
            product = sp.made(theme)  # type: ignore[arg-type]
            p.element("product", product, p.say(mark.format(i) + product), ident)
        p.gap()

    def axis(self, i: int) -> None:
        """Print one axis with its alignment, priority, MED and results."""
        p, sp, rng = self.p, self.sp, self.rng
        theme = sp.theme()
        name = sp.axis(theme)
        p.gap()
        line = p.say(f"{self.top[0]} {i}{rng.choice([': ', '. ', ' - '])}{name}")
        parent = ident = p.element(self.top[1], name, line, None, code=str(i))
        if self.aligned:
            pnd, ods = str(rng.randint(1, 10)), sorted(rng.sample(range(1, 18), rng.randint(1, 3)))
            line = p.say(
                rng.choice(["PND {} – ODS {}", "Alineación: PND {}; ODS {}"]).format(pnd, ", ".join(map(str, ods)))
            )
            p.note("alignment", line, element=ident, framework="PND", codes=[pnd])
            p.note("alignment", line, element=ident, framework="ODS", codes=[str(o) for o in ods])
        if self.priority:
            text = sp.new(
                lambda: f"{rng.choice(['Acceso a', 'Disponibilidad de', 'Mejora de'])} {rng.choice(theme.goods)}"
            )
            line = p.say(f"Prioridad Nacional de Desarrollo: {text}")
            parent = p.element("axis", text, line, parent)
        if self.med:
            text = f"Para {self.last}, {low(sp.objective(theme, 1))}"
            line = p.say(f"{rng.choice(['MED', 'Meta Estratégica de Desarrollo'])}: {text}")
            parent = p.element("strategic_objective", text, line, parent)
        for j in range(1, rng.randint(1, 2) + 1):
            self.block(theme, parent, f"{i}.{j}")

    def write(self) -> Paper:
        """Print the document."""
        p, rng = self.p, self.rng
        title = rng.choice(
            ["Plan de Desarrollo Municipal y Ordenamiento Territorial", "PDM-OT", "Plan de Desarrollo Municipal"]
        )
        opening(p, title, self.first, self.last)
        prose(p, rng.choice(["Resultados y productos", "III. PLANIFICACIÓN", "Modelo de desarrollo"]), 1)
        for i in range(1, rng.randint(2, 5) + 1):
            self.axis(i)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one municipal development plan."""
    return Plan(rng).write()
