"""Yearly reports in prose: what was reached is no goal; what was promised for the year or for the next one is."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose
from tests.corpora.genres.goals import named
from tests.corpora.genres.ground import grid, start
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.themes import Theme
from tests.corpora.genres.words import low

TITLES = ("Informe de gestión", "Memoria anual", "Informe anual de labores", "Informe de rendición de cuentas")


class Report:
    """One report."""

    def __init__(self, rng: Random) -> None:
        """Choose how goals and results stand."""
        self.p = start(rng, rng.choice(["CR", "UY", "PA", "CL", "GT", "EC", "CO", "SV", "DO"]))
        self.rng, self.sp = rng, self.p.sp
        self.year = rng.randint(2018, 2027)
        self.form = rng.choice(["labels", "sentence", "sentence", "table"])
        self.way = rng.choice(["tabs", "layout", "gaps", "flat", "run"])
        self.word = rng.choice(["Eje", "EJE", "Eje estratégico", "Área estratégica"])

    def met(self, m: Measure) -> float:
        """Return a value that was reached, other than baseline and goal."""
        return m.steps(5)[3] if m.steps(5)[3] not in (m.base, m.target) else float(m.steps(7)[4])

    def deeds(self, theme: Theme) -> None:
        """Print what was done in the year: nothing of it is promised."""
        p, rng, sp = self.p, self.rng, self.sp
        for _ in range(rng.randint(1, 3)):
            made = low(sp.made(theme))
            text = rng.choice(
                [
                    "Al cierre de {y} se contabilizan {n} {m}",
                    "Durante {y} se alcanzaron {n} {m}",
                    "El año terminó con {n} {m}",
                ]
            )
            p.say(text.format(y=self.year, n=p.value(rng.randint(2, 800)), m=made) + ".")

    def sentence(self, m: Measure, ident: str) -> None:
        """Print goal and result in a sentence; of the values the goal alone is sure."""
        p, rng = self.p, self.rng
        done, coming = p.value(self.met(m), m.unit), self.year + 1
        base, target = p.value(m.base, m.unit), p.value(m.target, m.unit)
        name = named(m.name)
        upper = name[0].upper() + name[1:]
        bare = Measure(m.name, m.unit, None, None, m.target, self.year)
        if rng.random() < 0.5:
            text = rng.choice(
                [
                    "La meta para {y} era llevar {n} a {t}; se alcanzó {d}.",
                    "Para {y} nos propusimos que {n} llegara a {t}. El resultado fue de {d}.",
                    "{u} fue de {d}, frente a una meta de {t} para {y}.",
                ]
            ).format(y=self.year, n=name, u=upper, t=target, d=done)
            p.indicator(bare, p.say(text), ident, stated_change=text)
            return
        text = (
            f"{upper} pasó de {base} en {self.year - 1} a {done} en {self.year}; la meta para {coming} es de {target}."
        )
        alts = {"baseline_value_alt": [m.base, self.met(m)], "baseline_year_alt": [self.year - 1, self.year]}
        p.indicator(
            Measure(m.name, m.unit, None, None, m.target, coming), p.say(text), ident, stated_change=text, **alts
        )

    def labels(self, m: Measure, ident: str) -> None:
        """Print goal and result as labels."""
        p = self.p
        line = p.say(f"Indicador: {m.name}")
        p.say(f"Meta {self.year}: {p.value(m.target, m.unit)}")
        word = self.rng.choice(["Resultado", "Resultado alcanzado", "Logro"])
        p.say(f"{word} {self.year}: {p.value(self.met(m), m.unit)}")
        p.indicator(Measure(m.name, m.unit, None, None, m.target, self.year), line, ident)

    def table(self, found: list[Measure], ident: str) -> None:
        """Print goals and results as a table with the share that was reached."""
        p, rng = self.p, self.rng
        head = [
            "Indicador",
            f"Meta {self.year}",
            rng.choice([f"Resultado {self.year}", f"Ejecutado {self.year}"]),
            "% de cumplimiento",
        ]
        rows = [
            [m.name, p.value(m.target, m.unit), p.value(self.met(m), m.unit), f"{rng.randint(55, 99)}%"] for m in found
        ]
        for m, line in zip(found, grid(p, head, rows, self.way), strict=True):
            p.indicator(Measure(m.name, m.unit, None, None, m.target, self.year), line, ident)

    def chapter(self, i: int) -> None:
        """Print a chapter: objective, deeds, goals with results, promises for the next year."""
        p, rng, sp = self.p, self.rng, self.sp
        theme = sp.theme()
        name = sp.axis(theme)
        p.gap()
        top = p.element(
            "axis", name, p.say(f"{self.word} {i}{rng.choice(['. ', ': ', ' - '])}{name}"), None, code=str(i)
        )
        text = sp.objective(theme)
        line = p.say(rng.choice([f"Objetivo: {text}.", f"El objetivo de este eje es {low(text)}."]))
        ident = p.element("objective", text, line, top)
        self.deeds(theme)
        found = [measure(sp, theme, self.year, self.year) for _ in range(rng.randint(1, 3))]
        if self.form == "table":
            self.table(found, ident)
        for m in found if self.form != "table" else []:
            (self.labels if self.form == "labels" else self.sentence)(m, ident)
        if rng.random() < 0.6:
            p.say(
                f"{rng.choice(['Compromisos para', 'Acciones previstas para', 'Para'])} {self.year + 1}:".replace(
                    "Para 2", "Acciones para 2"
                )
            )
            mark = rng.choice(["- ", "• ", "{}) "])
            for n in range(1, rng.randint(2, 3) + 1):
                act = sp.act(theme)
                alt = ["action_line", "activity"]
                p.element("action", act, p.say(mark.format(n) + act), ident, kind_alt=alt, parent_alt=[top])

    def write(self) -> Paper:
        """Print the report."""
        p, rng = self.p, self.rng
        cover(p, rng.choice(TITLES), self.year, self.year)
        prose(p, rng.choice(["Presentación", "Mensaje de la autoridad"]), rng.randint(1, 3))
        for i in range(1, rng.randint(2, 5) + 1):
            self.chapter(i)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one report."""
    return Report(rng).write()
