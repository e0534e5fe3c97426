"""Boards of budget execution by source, object and programme: blocks with their sums, shares and figures in tiles."""

from random import Random

from tests.corpora.genres.front import cover
from tests.corpora.genres.ground import grid
from tests.corpora.genres.paper import Paper
from tests.corpora.genres.soil import begun, ministry

STAGES = {
    "HN": ("Aprobado", "Vigente", "Devengado"),
    "PA": ("Ley", "Modificado", "Ejecutado"),
    "SV": ("Votado", "Modificado", "Devengado"),
    "CR": ("Presupuesto inicial", "Presupuesto actual", "Ejecutado"),
    "ES": ("Créditos iniciales", "Créditos definitivos", "Obligaciones reconocidas"),
    "AR": ("Crédito inicial", "Crédito vigente", "Devengado"),
    "BO": ("Presupuesto aprobado", "Presupuesto vigente", "Ejecutado"),
    "NI": ("Asignación anual", "Asignación actualizada", "Ejecución"),
}


class Board:
    """One board."""

    def __init__(self, rng: Random) -> None:
        """Choose country, way of the rows and how amounts are printed."""
        self.iso = rng.choice(list(STAGES))
        self.p = begun(rng, self.iso, None)
        self.rng, self.sp = rng, self.p.sp
        self.year = rng.randint(2018, 2027)
        self.way = rng.choice(["tabs", "layout", "gaps", "flat", "run", "pipes"])
        self.cents = rng.random() < 0.6
        self.coded = rng.random() < 0.5

    def cash(self, value: float) -> str:
        """Return an amount as this board prints it."""
        return self.p.money(value, sign=False, cents=self.cents)

    def amount(self) -> float:
        """Invent an amount."""
        return round(self.rng.uniform(20_000, 60_000_000), 2 if self.cents else 0)

    def programmes(self) -> None:
        """Print the programmes with three amounts, a share and, mostly, a sum."""
        p, rng, sp = self.p, self.rng, self.sp
        p.put(rng.choice(["Ejecución por programa", "EJECUCIÓN PRESUPUESTARIA POR PROGRAMA", "Programas"]))
        stages = STAGES[self.iso]
        names, rows, money = [], [], []
        for i in range(rng.randint(4, 9)):
            name = sp.programme(sp.theme())
            first = self.amount()
            now = round(first * rng.uniform(0.8, 1.3), 2 if self.cents else 0)
            used = round(now * rng.uniform(0.1, 0.99), 2 if self.cents else 0)
            names.append((f"{i + 11:02d}", name))
            money.append((first, now, used))
            share = p.value(round(100 * used / now, 1), "%")
            rows.append([*([names[-1][0]] if self.coded else []), name, *map(self.cash, money[-1]), share])
        sums = [round(sum(m[i] for m in money), 2) for i in range(3)]
        total = rng.random() < 0.8
        if total:
            if rng.random() < 0.3:
                sums[1] = round(sums[1] + rng.choice([1, 100, -10]), 2)
            word = rng.choice(["TOTAL", "Total general", "TOTALES"])
            share = p.value(round(100 * sums[2] / sums[1], 1), "%")
            rows.append([*([""] if self.coded else []), word, *map(self.cash, sums), share])
        head = [*(["Código"] if self.coded else []), "Programa", *stages, "% ejecución"]
        lines = grid(p, head, rows, self.way)
        for (code, name), line in zip(names, lines, strict=False):
            p.element("strategic_line", name, line, None, code=code if self.coded else None)
        if total:
            for i in range(3):
                p.total(f"{word} {stages[i]}", sums[i], [m[i] for m in money], lines[-1])

    def sources(self) -> None:
        """Print the sources with an amount each and their sum."""
        p, rng, sp = self.p, self.rng, self.sp
        p.gap()
        p.put(rng.choice(["Por fuente de financiamiento", "FUENTES DE FINANCIAMIENTO", "Financiamiento por fuente"]))
        names = [sp.fund() for _ in range(rng.randint(3, 6))]
        amounts = [self.amount() for _ in names]
        stated = round(sum(amounts), 2)
        rows = [[n, self.cash(a)] for n, a in zip(names, amounts, strict=True)]
        head = [rng.choice(["Fuente", "Fuente de financiamiento"]), rng.choice(["Monto", "Presupuesto vigente"])]
        *lines, last = grid(p, head, [*rows, ["Total", self.cash(stated)]], self.way)
        for name, amount, line in zip(names, amounts, lines, strict=True):
            p.note("funding", line, source=name, amount=amount, investment=None, operating=None)
        p.total("Total", stated, amounts, last)

    def tiles(self) -> None:
        """Print figures with captions: nothing of a plan."""
        p, rng = self.p, self.rng
        p.gap()
        for tile in rng.sample(
            ["Expedientes en trámite", "Pagos procesados", "Días hábiles", "Usuarios", "Alertas"], 3
        ):
            p.put(tile)
            p.put(str(rng.randint(3, 4000)))
        p.put(rng.choice(["Filtros: Año Mes Entidad", "Exportar Imprimir Compartir", "Última actualización: hoy"]))
        p.gap()

    def write(self) -> Paper:
        """Print the board."""
        p, rng = self.p, self.rng
        name = ministry(p) if rng.random() < 0.6 else None
        cover(
            p,
            rng.choice(["Tablero presupuestario", "Ejecución presupuestaria al cierre"]),
            self.year,
            self.year,
            name=name,
        )
        parts = [self.programmes, self.sources, self.tiles]
        rng.shuffle(parts)
        for part in parts:
            part()
        while len([line for line in p.lines if line]) < 32:
            self.tiles()
            p.say(p.sp.filler())
        return p


def write(rng: Random) -> Paper:
    """Write one board."""
    return Board(rng).write()
