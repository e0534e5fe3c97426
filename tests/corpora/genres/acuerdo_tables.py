"""Colombian agreements by title, chapter and article, with programmes and goals as tables within the articles."""

from random import Random

from tests.corpora.genres.front import closing, years
from tests.corpora.genres.ground import grid, start
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.themes import Theme
from tests.corpora.genres.words import low

ROMANS = ("I", "II", "III", "IV", "V", "VI")
WAYS = ("tabs", "run", "wrapped", "flat", "narrow", "gaps", "layout", "aired")


class Agreement:
    """One agreement or ordinance."""

    def __init__(self, rng: Random) -> None:
        """Choose how this council numbers and what its tables hold."""
        self.p = start(rng, "CO")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng)
        self.number = 0
        self.word = rng.choice(["ARTÍCULO {}.", "ARTICULO {}º.", "Artículo {}.", "ARTÍCULO {}°.-", "Art. {}."])
        self.way = rng.choice(WAYS)
        self.top = rng.choice(["EJE ESTRATÉGICO", "PILAR", "LÍNEA ESTRATÉGICA", "EJE"])
        self.coded = rng.random() < 0.6
        self.dated = rng.random() < 0.7
        self.results = rng.random() < 0.5
        self.axes: list[str] = []

    def article(self, title: str, text: str = "") -> int:
        """Print an article; return its line."""
        self.number += 1
        self.p.gap()
        return self.p.say(f"{self.word.format(self.number)} {title}{' ' + text if text else ''}")

    def opening(self) -> None:
        """Print number, recitals and the general part."""
        p, rng, sp = self.p, self.rng, self.sp
        place = sp.place()
        ordinance = rng.random() < 0.3
        p.put(
            f"{'ORDENANZA' if ordinance else 'ACUERDO'} {rng.choice(['No.', 'N°', 'NÚMERO'])} {rng.randint(2, 28):03d}"
        )
        p.put(f"({rng.randint(2, 30)} de {rng.choice(['mayo', 'junio'])} de {self.first})")
        level = "Departamental" if ordinance else "Municipal"
        plan = f"Plan de Desarrollo {level} {self.first}-{self.last} «{sp.pick('Juntos por|Vive|El turno de')} {place}»"
        p.say(f"POR {'LA CUAL' if ordinance else 'EL CUAL'} SE ADOPTA EL {plan.upper()}")
        p.gap()
        body = f"{'Asamblea Departamental' if ordinance else 'Concejo Municipal'} de {place}"
        p.gold["institution"]["name"] = body
        p.gold["institution"]["name_alt"] = [place, f"Municipio de {place}", f"Departamento de {place}"]
        p.gold["period"] = {"start": self.first, "end": self.last}
        p.say(f"{'LA' if ordinance else 'EL'} {body.upper()}, en ejercicio de sus atribuciones legales y")
        p.say("CONSIDERANDO")
        for _ in range(rng.randint(1, 3)):
            p.say(f"Que, según consta, {low(sp.filler())}")
        p.say("ORDENA" if ordinance else "ACUERDA")
        p.gap()
        p.put("TÍTULO I")
        p.put("DISPOSICIONES GENERALES")
        self.article("ADOPCIÓN.", f"Adóptese el {plan}.")
        self.article("PRINCIPIOS.", "La administración se guiará por la transparencia, la equidad y la participación.")

    def results_of(self, theme: Theme, parent: str) -> None:
        """Print the table of result indicators of a programme."""
        p, rng = self.p, self.rng
        found = [measure(self.sp, theme, self.last, self.first) for _ in range(rng.randint(1, 2))]
        goal = f"Meta {self.last}" if self.dated else "Meta cuatrienio"
        head = ["Indicador de resultado", "Línea base", "Año línea base", goal]
        rows = [[m.name, p.base(m), str(m.base_year), p.value(m.target, m.unit)] for m in found]
        for m, line in zip(found, grid(p, head, rows, self.way), strict=True):
            self.note(m, line, parent)

    def note(self, m: Measure, line: int, parent: str) -> None:
        """Note an indicator; its year is sure only where the head of the column prints it."""
        if self.dated:
            self.p.indicator(m, line, parent)
        else:
            bare = Measure(m.name, m.unit, m.base, m.base_year, m.target, None, m.down)
            self.p.indicator(bare, line, parent, target_year_alt=[self.last])

    def programme(self, theme: Theme, parent: str) -> None:
        """Print the article of a programme with its tables."""
        p, rng, sp = self.p, self.rng, self.sp
        name = sp.programme(theme)
        title = rng.choice(["PROGRAMA «{}».", "PROGRAMA: {}.", "Programa {}.", "Programa «{}»."]).format(name)
        rest = rng.choice(
            ["", f"El programa se dirige a la población de {sp.place()} y contiene las metas siguientes:"]
        )
        ident = p.element("strategic_line", name, self.article(title, rest), parent, code=str(self.number))
        if self.results:
            self.results_of(theme, ident)
        goal = f"Meta {self.last}" if self.dated else "Meta cuatrienio"
        head = [*(["Código"] if self.coded else []), "Meta de producto", "Indicador de producto", "Línea base", goal]
        rows, said = [], []
        for i in range(1, rng.randint(2, 4) + 1):
            text = sp.made(theme)
            m = measure(sp, theme, self.last, self.first)
            m = Measure(m.name, m.unit, m.base, None, m.target, self.last, m.down)
            code = f"{self.number}.{i}"
            rows.append([*([code] if self.coded else []), text, m.name, p.base(m), p.value(m.target, m.unit)])
            said.append((text, code, m))
        for (text, code, m), line in zip(said, grid(p, head, rows, self.way), strict=True):
            product = p.element("product", text, line, ident, code=code if self.coded else None)
            self.note(m, line, product)

    def axis(self, i: int) -> None:
        """Print a chapter with its axis, the article of its objective and its programmes."""
        p, rng, sp = self.p, self.rng, self.sp
        theme = sp.theme()
        name = sp.axis(theme)
        p.gap()
        shown = name.upper() if rng.random() < 0.5 else name
        if rng.random() < 0.6:
            p.put(f"CAPÍTULO {ROMANS[i]}")
            line = p.say(f"{self.top} {i + 1}{rng.choice([':', '.', ' –'])} {shown}")
        else:
            line = p.say(f"CAPÍTULO {ROMANS[i]}. {self.top}: {shown}")
        kinds = ("strategic_line", "axis") if self.top.startswith("L") else ("axis", "strategic_line")
        top = p.element(kinds[0], name, line, None, kind_alt=[kinds[1]])
        self.axes.append(name)
        if rng.random() < 0.6:
            objective = sp.objective(theme)
            label = rng.choice(["OBJETIVO.", "OBJETIVO ESTRATÉGICO.", "Objetivo."])
            line = self.article(label, f"{objective}.")
            p.element("objective", objective, line, top, code=str(self.number), kind_alt=["strategic_objective"])
        for _ in range(rng.randint(1, 3)):
            self.programme(theme, top)
            theme = sp.theme()

    def money(self) -> None:
        """Print the plan of investments: an amount for every axis and, mostly, their sum."""
        p, rng = self.p, self.rng
        p.gap()
        p.put("TÍTULO III")
        p.put("PLAN PLURIANUAL DE INVERSIONES")
        self.article("INVERSIONES.", "El plan se financia por cada eje de la siguiente manera, en pesos:")
        amounts = [float(rng.randrange(90_000_000, 9_000_000_000, 1000)) for _ in self.axes]
        for name, amount in zip(self.axes, amounts, strict=True):
            line = p.put(f"{name}{rng.choice([chr(9), '   '])}{p.money(amount)}")
            p.note("funding", line, source=name, amount=amount, investment=None, operating=None)
        if rng.random() < 0.7:
            stated = sum(amounts) + rng.choice([0, 0, 0, 1000])
            p.total("TOTAL", stated, amounts, p.put(f"TOTAL\t{p.money(stated)}"))

    def write(self) -> Paper:
        """Print the whole agreement."""
        p = self.p
        self.opening()
        p.gap()
        p.put("TÍTULO II")
        p.put(self.rng.choice(["PARTE ESTRATÉGICA", "COMPONENTE ESTRATÉGICO DEL PLAN"]))
        for i in range(self.rng.randint(2, 4)):
            self.axis(i)
        if self.rng.random() < 0.4:
            self.money()
        self.article("VIGENCIA.", "El presente acto rige a partir de su publicación y deroga lo que le sea contrario.")
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one agreement."""
    return Agreement(rng).write()
