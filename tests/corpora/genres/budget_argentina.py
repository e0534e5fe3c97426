"""Argentina: budget programmes by programme category: units, description, activities with credit, physical goals."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose
from tests.corpora.genres.ground import grid, start
from tests.corpora.genres.paper import Measure, Paper
from tests.corpora.genres.themes import Theme
from tests.corpora.genres.words import low

UNITS = "Persona|Familia|Kilómetro|Metro Cuadrado|Taller|Hectárea|Beca Otorgada|Consulta|Informe|Visita|Inspección"


class Budget:
    """One set of programmes."""

    def __init__(self, rng: Random) -> None:
        """Choose numbers, labels and the way of the tables."""
        self.p = start(rng, rng.choice(["AR", "AR", "AR", "PY"]))
        self.rng, self.sp = rng, self.p.sp
        self.year = rng.randint(2018, 2028)
        self.way = rng.choice(["gaps", "layout", "tabs", "run", "flat"])
        self.subs = rng.random() < 0.3
        self.money = rng.random() < 0.6
        self.gross = rng.random() < 0.4
        self.upper = rng.random() < 0.5
        self.label = rng.choice(["METAS", "METAS FÍSICAS", "Metas físicas", "PRODUCCIÓN FÍSICA: METAS"])
        self.dated = rng.random() < 0.6
        self.word = rng.choice(["PROGRAMA {}", "Programa {}", "PROGRAMA {} -", "Categoría programática {}.00.00"])

    def title(self, text: str) -> str:
        """Return a title in the capitals of the document."""
        return text.upper() if self.upper else text

    def activities(self, theme: Theme, parent: str) -> None:
        """Print the list of activities with their credit and the sum."""
        p, rng, sp = self.p, self.rng, self.sp
        p.gap()
        p.put(rng.choice(["LISTADO DE ACTIVIDADES ESPECÍFICAS", "ACTIVIDADES", "Listado de actividades y proyectos"]))
        names = [
            sp.new(lambda: f"{sp.pick('Coordinación de|Apoyo a|Ejecución de|Promoción de')} {rng.choice(theme.means)}")
            for _ in range(rng.randint(2, 4))
        ]
        amounts = [float(rng.randrange(90_000, 90_000_000, 1000)) for _ in names]
        codes = [f"{i:02d}" for i in range(1, len(names) + 1)]
        if not self.money:
            for code, name in zip(codes, names, strict=True):
                line = p.say(f"Actividad {code}{rng.choice([' - ', ': '])}{self.title(name)}")
                p.element("activity", name, line, parent, code=code, kind_alt=["action"])
            return
        rows = [[c, self.title(n), p.money(a, sign=False)] for c, n, a in zip(codes, names, amounts, strict=True)]
        stated = sum(amounts) + rng.choice([0, 0, 0, 1000])
        fill = "" if self.way != "flat" else "-"
        rows.append([fill, "TOTAL", p.money(stated, sign=False)])
        lines = grid(p, ["CÓDIGO", "DENOMINACIÓN", "CRÉDITO"], rows, self.way)
        for code, name, line in zip(codes, names, lines, strict=False):
            p.element("activity", name, line, parent, code=code, kind_alt=["action"])
        p.total("TOTAL", stated, amounts, lines[-1])

    def goals(self, theme: Theme, parent: str) -> None:
        """Print the physical goals of a programme, and its gross production, which promises nothing to anybody."""
        p, rng, sp = self.p, self.rng, self.sp
        p.gap()
        p.put(f"{self.label} {self.year}" if self.dated else self.label)
        rows, said = [], []
        for _ in range(rng.randint(2, 4)):
            name = sp.made(theme)
            value = rng.choice([rng.randint(2, 90), rng.randint(100, 40_000)])
            rows.append([name, sp.pick(UNITS), p.value(value)])
            said.append((name, value))
        for (name, value), line in zip(
            said, grid(p, ["DENOMINACIÓN", "UNIDAD DE MEDIDA", "CANTIDAD"], rows, self.way), strict=True
        ):
            ident = p.element("result", name, line, parent, kind_alt=["product"])
            year = self.year if self.dated else None
            alt = {} if self.dated else {"target_year_alt": [self.year]}
            p.indicator(Measure(name, "", None, None, value, year), line, ident, **alt)
        if self.gross:
            p.put("PRODUCCIÓN BRUTA" if self.upper else "Producción bruta")
            for _ in range(rng.randint(1, 2)):
                name, value = sp.made(theme), rng.randint(5, 900)
                line = grid(
                    p,
                    ["DENOMINACIÓN", "UNIDAD DE MEDIDA", "CANTIDAD"],
                    [[name, sp.pick(UNITS), p.value(value)]],
                    self.way,
                )[0]
                ident = p.element("product", name, line, parent, kind_alt=["result"], optional=True)
                p.indicator(
                    Measure(name, "", None, None, value, self.year), line, ident, target_year_alt=[None], optional=True
                )

    def programme(self, number: int) -> None:
        """Print a programme."""
        p, rng, sp = self.p, self.rng, self.sp
        theme = sp.theme()
        name = sp.programme(theme)
        p.gap()
        if rng.random() < 0.5:
            line = p.say(f"{self.word.format(number)} {self.title(name)}")
        else:
            p.put(self.word.format(number).rstrip(" -"))
            line = p.say(self.title(name))
        ident = p.element("strategic_line", name, line, None, code=str(number))
        p.say(f"{self.title('Unidad ejecutora')}: {self.title(sp.office())}")
        p.gap()
        p.put(self.title("Descripción del programa"))
        p.say(
            f"Este programa atiende {low(rng.choice(theme.goods))} del distrito, de acuerdo con la normativa "
            f"vigente. {sp.filler()}"
        )
        if self.subs:
            for i in range(1, rng.randint(1, 2) + 1):
                text = sp.new(lambda: rng.choice(theme.programmes), "etapa inicial|segunda etapa")
                line = p.say(f"{self.title('Subprograma')} {i:02d} - {self.title(text)}")
                sub = p.element("action_line", text, line, ident, code=f"{i:02d}")
                self.goals(theme, sub)
        else:
            self.goals(theme, ident)
            self.activities(theme, ident)

    def write(self) -> Paper:
        """Print the document."""
        p, rng, sp = self.p, self.rng, self.sp
        title = rng.choice(
            [
                "Presupuesto por programas",
                "Presupuesto General: programas y metas",
                "Política presupuestaria de la jurisdicción",
            ]
        )
        cover(p, title, self.year, self.year)
        p.say(f"JURISDICCIÓN {rng.randint(20, 90)}{rng.choice([' - ', ': '])}{sp.office().upper()}")
        prose(p, rng.choice(["POLÍTICA PRESUPUESTARIA DE LA JURISDICCIÓN", ""]), 1)
        number = rng.randint(1, 40)
        for _ in range(rng.randint(2, 4)):
            self.programme(number)
            number += rng.randint(1, 4)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one set of budget programmes."""
    return Budget(rng).write()
