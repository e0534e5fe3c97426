"""Panama, Dominican Republic and Nicaragua: operating plans by department with goals for every quarter."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose
from tests.corpora.genres.ground import UNITS, counting, grid, owner, shares, start
from tests.corpora.genres.paper import Measure, Paper

PROOFS = "Listado de asistencia|Informe de gestión|Fotografías|Actas firmadas|Reporte del sistema|Facturas y recibos"
QUARTERS = (
    ("T1", "T2", "T3", "T4"),
    ("1er. trimestre", "2do. trimestre", "3er. trimestre", "4to. trimestre"),
    ("Ene-Mar", "Abr-Jun", "Jul-Sep", "Oct-Dic"),
    ("I Trim.", "II Trim.", "III Trim.", "IV Trim."),
)
Row = tuple[str, str, Measure, list[str], list[str]]


class Quarterly:
    """One operating plan."""

    def __init__(self, rng: Random) -> None:
        """Choose labels, columns and the way of the rows."""
        self.p = start(rng, rng.choice(["PA", "DO", "DO", "NI"]))
        self.rng, self.sp = rng, self.p.sp
        self.year = rng.randint(2018, 2028)
        self.way = rng.choice(
            ["tabs", "tabs", "layout", "list", "list", "run", "gaps", "flat", "records", "aired", "pipes"]
        )
        self.quarters = rng.choice(QUARTERS)
        self.kind, self.label = rng.choice(
            [("activity", "Actividad"), ("product", "Producto"), ("activity", "Actividades")]
        )
        self.measured = rng.random() < 0.6
        self.coded = self.way == "list" or rng.random() < 0.5
        self.proved = rng.random() < 0.6
        self.word = rng.choice(["Departamento", "DEPARTAMENTO", "Dirección / departamento", "Unidad", "Área"])
        self.aim = rng.choice(["Objetivo", "Objetivo del departamento", "Objetivo general", ""])

    def rows(self, theme: object, number: int) -> list[Row]:
        """Invent the rows of a department: text, code, indicator, printed quarters and printed cells."""
        p, rng, sp = self.p, self.rng, self.sp
        out: list[Row] = []
        for i in range(1, rng.randint(2, 5) + 1):
            text = sp.made(theme) if self.kind == "product" else sp.act(theme)  # type: ignore[arg-type]
            goal, parts = shares(rng, 4)
            name = counting(p, theme, self.year) if self.measured else text  # type: ignore[arg-type]
            m = Measure(name, "", None, None, goal, self.year)
            code = f"{number}.{i}"
            quarters = [p.value(v) for v in parts]
            cells = [*([code] if self.coded else []), text, name if self.measured else sp.pick(UNITS), p.value(goal)]
            cells += [*quarters, *([sp.pick(PROOFS)] if self.proved else []), owner(p)]
            out.append((text, code, m, quarters, cells))
        return out

    def note(self, row: Row, line: int, parent: str | None) -> None:
        """Note what a row states."""
        text, code, m, _, _ = row
        alt = ["action", "action_line"] if self.kind == "activity" else ["result"]
        ident = self.p.element(self.kind, text, line, parent, code=code if self.coded else None, kind_alt=alt)
        self.p.indicator(m, line, ident, **({} if self.measured else {"optional": True}))

    def listed(self, rows: list[Row], parent: str | None) -> None:
        """Print the rows as paragraphs with their goals below."""
        p = self.p
        for row in rows:
            text, code, m, quarters, _ = row
            line = p.say(f"{self.label.rstrip('es') if self.label != 'Producto' else 'Producto'} {code}: {text}")
            if self.measured:
                p.say(f"Indicador: {m.name}")
            p.say(f"Meta anual {self.year}: {p.value(m.target)}")
            parts = [f"{q}: {v}" for q, v in zip(self.quarters, quarters, strict=True)]
            p.say(self.rng.choice([" | ", "; ", ", "]).join(parts))
            if self.proved:
                p.say(f"Medio de verificación: {self.sp.pick(PROOFS)}")
            self.note(row, line, parent)

    def department(self, number: int) -> None:
        """Print a department with its objective and its rows."""
        p, rng, sp = self.p, self.rng, self.sp
        theme = sp.theme()
        name = sp.office()
        p.gap()
        head = p.say(f"{self.word}: {name}")
        parent = None
        if self.aim:
            objective = sp.objective(theme)
            line = p.say(f"{self.aim}: {objective}")
            kinds = ["objective", "operational_objective"]
            parent = p.element("unit_objective", objective, line, None, kind_alt=kinds)
            p.note("units", head, name=name, objective=objective, indicator=None, goal=None, optional=True)
        rows = self.rows(theme, number)
        if self.way == "list":
            self.listed(rows, parent)
            return
        columns = [*(["No."] if self.coded else []), self.label, "Indicador" if self.measured else "Unidad de medida"]
        columns += [rng.choice([f"Meta anual {self.year}", f"Meta {self.year}"]), *self.quarters]
        columns += [*(["Medio de verificación"] if self.proved else []), "Responsable"]
        for row, line in zip(rows, grid(p, columns, [r[4] for r in rows], self.way), strict=True):
            self.note(row, line, parent)

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        cover(
            p, rng.choice(["Plan Operativo Anual", "POA", "Plan Operativo Anual Institucional"]), self.year, self.year
        )
        prose(p, rng.choice(["", "Introducción"]), 1)
        for i in range(1, rng.randint(2, 5) + 1):
            self.department(i)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one operating plan."""
    return Quarterly(rng).write()
