"""What stands around a plan in its document: cover, contents, mission, lists that are no plan, money, closing pages."""

import random
from decimal import Decimal

from tests.corpora.blocks import Box, Break, Drawing, Grid, Para
from tests.corpora.marks import BULLETS
from tests.corpora.words import Words, contracted

OPENINGS = ("Presentación", "Introducción", "Antecedentes", "Marco normativo", "Metodología", "Contexto territorial")
PROBLEMS = ("Problemas identificados", "Principales problemas", "Problemática priorizada")
PRINCIPLES = ("Principios", "Valores", "Valores institucionales", "Principios rectores")
DUTIES = ("Funciones de la {}", "Funciones generales de la {}", "Atribuciones de la {}")
FUNDS = ("Fuentes de financiamiento", "Financiamiento del plan", "Fuentes de financiamiento del plan")
FUND_HEADS = (("Fuente de financiamiento", "Monto"), ("Fuente", "Monto ({})"), ("Fuente de recursos", "Valor"))
PROJECT_HEADS = (
    ("No.", "Código", "Nombre del proyecto", "Monto"),
    ("No.", "Código", "Proyecto de inversión", "Costo ({})"),
)
MISSION = ("Misión", "MISIÓN", "Misión institucional", "Nuestra misión")
VISION = ("Visión", "VISIÓN", "Visión institucional", "Visión de desarrollo")


class Front:
    """Draws the pages around a plan into its drawing."""

    def __init__(self, drawing: Drawing, words: Words, rng: random.Random) -> None:
        self.drawing, self.words, self.rng = drawing, words, rng
        self.capitals = rng.random() < 0.4

    def cover(self) -> None:
        """Draw the cover: who, which plan, which years."""
        plan = self.drawing.plan
        start, end = plan.period
        years = str(start) if start == end else f"{start}{self.rng.choice(('-', '–', ' - ', ' al '))}{end}"
        title = self.rng.choice((f"{plan.scheme.plan} {years}", f"{plan.scheme.plan} ({plan.scheme.short}) {years}"))
        name = plan.institution.upper() if self.rng.random() < 0.5 else plan.institution
        pair = [Para(name, "title", 1), Para(title.upper() if self.rng.random() < 0.4 else title, "title", 1, gap=True)]
        self.rng.shuffle(pair)
        self.drawing.add(*pair)

    def before(self) -> None:
        """Draw what stands before the plan: at random contents, prose, mission and vision, lists that are no plan."""
        if self.rng.random() < 0.55:
            self.prose(self.rng.choice(OPENINGS))
        if self.rng.random() < 0.25:
            self._duties()
        if self.rng.random() < 0.3:
            self._items(self.rng.choice(PROBLEMS), self.words.some("problems", 4))
            self.drawing.features.add("problems")
        if self.rng.random() < 0.2:
            self._swot()
        if self.rng.random() < 0.5:
            self.statements()
        if self.rng.random() < 0.25:
            self._items(self.rng.choice(PRINCIPLES), self.words.some("principles", 5))
            self.drawing.features.add("principles")

    def after(self) -> None:
        """Draw what stands after the plan: at random its money, its projects, closing prose."""
        if self.rng.random() < 0.3:
            self.funding()
        if self.rng.random() < 0.25:
            self.projects()
        if self.rng.random() < 0.3:
            self.prose(self.rng.choice(("Seguimiento y evaluación", "Conclusiones", "Consideraciones finales")))

    def contents(self, place: int) -> int:
        """Insert contents at a place of the blocks, listing what follows; return how many blocks they take."""
        heads = [b.text for b in self.drawing.blocks[place:] if isinstance(b, Para) and b.role == "heading"]
        page = 2
        lines = [Para(self.rng.choice(("Contenido", "ÍNDICE", "Tabla de contenido")), "heading", 1, gap=True)]
        leader = self.rng.choice((" ........................ ", "\t", " …… "))
        for text in heads[:30]:
            page += self.rng.randint(0, 2)
            lines.append(Para(f"{text}{leader}{page}", "contents"))
        self.drawing.blocks[place:place] = [*lines, Break()]
        self.drawing.features.add("contents")
        return len(lines) + 1

    def heading(self, text: str) -> None:
        """Draw a heading of the first level in the document's own case."""
        self.drawing.add(Para(text.upper() if self.capitals else text, "heading", 1, gap=True))

    def prose(self, title: str) -> None:
        """Draw a chapter of running text."""
        self.heading(title)
        for _i in range(self.rng.randint(1, 3)):
            self.drawing.add(Para(" ".join(self.words.some("prose", self.rng.randint(1, 3)))))

    def statements(self) -> None:
        """Draw mission and vision."""
        plan = self.drawing.plan
        for key, names, text in (("mission", MISSION, plan.mission), ("vision", VISION, plan.vision)):
            self.heading(self.rng.choice(names))
            self.drawing.add(Para(text))
            self.drawing.gold[key] = text
        self.drawing.features.add("mission")

    def funding(self) -> None:
        """Draw the table of funding sources with its total."""
        plan = self.drawing.plan
        self.heading(self.rng.choice(FUNDS))
        head = [h.format(plan.shown.money) for h in self.rng.choice(FUND_HEADS)]
        sign = self.rng.random() < 0.3
        rows = [(name, plan.shown.amount(amount, sign=sign)) for name, amount in plan.funding]
        total = sum((amount for _name, amount in plan.funding), Decimal(0))
        table = [head, *rows, ("TOTAL", plan.shown.amount(total, sign=sign))]
        self.drawing.add(Grid(tuple(tuple(Box(text) for text in row) for row in table)))
        self.drawing.gold["funding"] += [
            {"source": name, "amount": float(amount), "investment": None, "operating": None}
            for name, amount in plan.funding
        ]
        self.drawing.gold["totals"].append(
            {"label": "TOTAL", "stated": float(total), "computed": float(total), "agrees": True}
        )
        self.drawing.features.add("funding")

    def projects(self) -> None:
        """Draw the table of investment projects."""
        plan = self.drawing.plan
        self.heading(self.rng.choice(("Proyectos de inversión", "Listado de proyectos", "Cartera de proyectos")))
        head = [h.format(plan.shown.money) for h in self.rng.choice(PROJECT_HEADS)]
        rows = [
            (str(i), code, name, plan.shown.amount(amount, sign=False))
            for i, (code, name, amount) in enumerate(plan.projects, 1)
        ]
        self.drawing.add(Grid(tuple(tuple(Box(text) for text in row) for row in (head, *rows))))
        self.drawing.gold["projects"] += [
            {"name": name, "code": code, "amount": float(amount), "note": None} for code, name, amount in plan.projects
        ]
        self.drawing.features.add("projects")

    def _items(self, title: str, items: list[str]) -> None:
        self.heading(title)
        bullet = self.rng.choice(BULLETS[:5])
        self.drawing.add(*(Para(text, "item", 0, bullet) for text in items))

    def _duties(self) -> None:
        unit = self.rng.choice(self.words.entries("units"))
        title = contracted(self.rng.choice(DUTIES).format(unit)).replace("la Departamento", "el Departamento")
        self._items(
            title.replace("la Área", "el Área").replace("de el ", "del "),
            self.words.some("duties", self.rng.randint(3, 5)),
        )
        self.drawing.features.add("functions")

    def _swot(self) -> None:
        good, bad = (self.words.some(name, 3) for name in ("strengths", "problems"))
        self.heading(self.rng.choice(("Análisis FODA", "FODA", "Matriz FODA")))
        self.drawing.features.add("swot")
        if self.rng.random() < 0.5:
            rows = [("Fortalezas", "Debilidades"), *zip(good, bad, strict=False)]
            self.drawing.add(Grid(tuple(tuple(Box(text) for text in row) for row in rows)))
            return
        for title, items in (("Fortalezas", good), ("Debilidades", bad)):
            self.drawing.add(Para(title, "label", 2, gap=True), *(Para(text, "item", 0, "-") for text in items))
