"""Bolivia: yearly operating plans: action of medium term, action of short term, operation, task, dates and budget."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose
from tests.corpora.genres.ground import day, grid, merged, owner, start
from tests.corpora.genres.paper import Measure, Paper, measure

ALT = ["action", "activity", "strategic_line", "strategic_objective"]


class Poa:
    """One operating plan."""

    def __init__(self, rng: Random) -> None:
        """Choose levels, columns and form."""
        self.p = start(rng, "BO")
        self.rng, self.sp = rng, self.p.sp
        self.year = rng.randint(2018, 2028)
        self.form = rng.choice(["tabs", "tabs", "layout", "records", "narrow", "flat", "aired", "blocks", "blocks"])
        self.tasks = rng.random() < 0.5
        self.medium = rng.random() < 0.5
        self.measured = rng.random() < 0.6
        self.results = rng.random() < 0.4
        self.dates = rng.random() < 0.6
        self.short = rng.choice(["Acción de corto plazo", "Acción de Corto Plazo (ACP)", "Acciones de corto plazo"])
        self.filled = rng.random() < 0.5
        self.code = rng.choice(["{}.{}", "{:02d}.{:02d}", "ACP {} OP {}"])

    def operation(self, theme: object) -> dict[str, str]:
        """Invent an operation: its texts by column."""
        sp, rng = self.sp, self.rng
        return {
            "operation": sp.strategy(theme),  # type: ignore[arg-type]
            "task": sp.act(theme),  # type: ignore[arg-type]
            "result": sp.made(theme),  # type: ignore[arg-type]
            "from": day(rng, self.year, 1, 5),
            "to": day(rng, self.year, 6, 12),
            "owner": owner(self.p),
        }

    def measure(self, theme: object) -> Measure:
        """Invent the indicator of an operation, with a goal and no baseline."""
        m = measure(self.sp, theme, self.year, self.year)
        return Measure(m.name, m.unit, None, None, m.target, self.year, m.down)

    def state(self, row: dict[str, str], m: Measure, line: int, above: str, code: str | None) -> None:
        """Note an operation with what stands under it."""
        p = self.p
        ident = p.element("action", row["operation"], line, above, code=code, kind_alt=["action_line", "activity"])
        if self.results:
            p.element("result", row["result"], line, ident, parent_alt=[above], kind_alt=["product"])
        if self.tasks:
            p.element("activity", row["task"], line, ident, kind_alt=["action"], parent_alt=[above])
        if self.measured:
            p.indicator(m, line, ident)

    def blocks(self) -> None:
        """Print the plan as labels with their texts."""
        p, rng, sp = self.p, self.rng, self.sp
        sep = rng.choice([": ", ". ", " - "])
        for i in range(1, rng.randint(2, 4) + 1):
            theme = sp.theme()
            above = None
            p.gap()
            if self.medium:
                text = sp.objective(theme, 1)
                line = p.say(f"Acción de mediano plazo{sep}{text}")
                above = p.element("action_line", text, line, None, kind_alt=ALT)
            text = sp.objective(theme, 2)
            line = p.say(f"{self.short} {i}{sep}{text}")
            top = p.element("action_line", text, line, above, code=str(i), kind_alt=ALT)
            for j in range(1, rng.randint(1, 3) + 1):
                row, m = self.operation(theme), self.measure(theme)
                line = p.say(f"Operación {i}.{j}{sep}{row['operation']}")
                self.state(row, m, line, top, f"{i}.{j}")
                if self.results:
                    p.say(f"Resultado esperado: {row['result']}")
                if self.tasks:
                    p.say(f"Tarea específica: {row['task']}")
                if self.measured:
                    p.say(f"Indicador: {m.name}. Meta {self.year}: {p.value(m.target, m.unit)}.")
                if self.dates:
                    p.say(f"Inicio: {row['from']}   Fin: {row['to']}   Responsable: {row['owner']}")
        p.gap()

    def head(self) -> list[str]:
        """Return the head of the table."""
        return [
            *(["Acción de mediano plazo (PEI)"] if self.medium else []),
            self.short,
            "Código",
            self.rng.choice(["Operación", "Operaciones"]),
            *(["Resultado esperado"] if self.results else []),
            *(["Tareas específicas"] if self.tasks else []),
            *(["Indicador", f"Meta {self.year}"] if self.measured else []),
            *(["Fecha de inicio", "Fecha de fin"] if self.dates else []),
            self.rng.choice(["Responsable", "Área o unidad organizacional responsable"]),
            self.rng.choice(["Presupuesto (Bs)", "Presupuesto programado"]),
        ]

    def table(self) -> None:
        """Print the plan as one table with the sum of the money."""
        p, rng, sp = self.p, self.rng, self.sp
        rows, amounts = [], []
        for i in range(1, rng.randint(2, 4) + 1):
            theme = sp.theme()
            upper = [*([sp.objective(theme, 1)] if self.medium else []), sp.objective(theme, 1)]
            for j in range(1, rng.randint(1, 3) + 1):
                row, m, amount = self.operation(theme), self.measure(theme), float(rng.randrange(3000, 900_000, 10))
                code = self.code.format(i, j)
                cells = [*upper, code, row["operation"], *([row["result"]] if self.results else [])]
                cells += [
                    *([row["task"]] if self.tasks else []),
                    *([m.name, p.value(m.target, m.unit)] if self.measured else []),
                ]
                cells += [
                    *([row["from"], row["to"]] if self.dates else []),
                    row["owner"],
                    p.money(amount, sign=False, cents=True),
                ]
                rows.append((upper, row, m, code, cells))
                amounts.append(amount)
        head = self.head()
        cells = [r[4] for r in rows] if self.filled else merged([r[4] for r in rows], len(rows[0][0]))
        total = rng.random() < 0.6 and self.form in ("tabs", "layout")
        stated = sum(amounts) + rng.choice([0, 0, 0, -10])
        if total:
            cells.append(["TOTAL", *[""] * (len(head) - 2), p.money(stated, sign=False, cents=True)])
        lines = grid(p, head, cells, self.form)
        ids: dict[str, str] = {}
        for (upper, row, m, code, _), line in zip(rows, lines, strict=False):
            above: str | None = None
            for text in upper:
                if text not in ids:
                    ids[text] = p.element("action_line", text, line, above, kind_alt=ALT)
                above = ids[text]
            self.state(row, m, line, str(above), code)
        if total:
            p.total("TOTAL", stated, amounts, lines[-1])

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        cover(p, rng.choice(["Plan Operativo Anual", "POA", "Programa de Operaciones Anual"]), self.year, self.year)
        prose(p, rng.choice(["", "Antecedentes"]), 1)
        p.put(
            rng.choice(["Articulación POA - PEI", "PROGRAMACIÓN DE OPERACIONES", "Formulario N° 3: programación anual"])
        )
        if self.form == "blocks":
            self.blocks()
        else:
            self.table()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one operating plan."""
    return Poa(rng).write()
