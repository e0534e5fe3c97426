"""Colombia: the plan indicativo, rows by tabs from axis to product goal, with codes and yearly goals."""

from random import Random

from tests.corpora.genres.front import begin, closing, cover, prose, years
from tests.corpora.genres.matrix import Matrix, Thunk, heads
from tests.corpora.genres.paper import Measure, Paper, measure

WORDS = {
    "axis": "Eje|Eje estratégico|Línea estratégica",
    "sector": "Sector|Nombre del sector",
    "pcode": "Cód. programa|Código programa",
    "programme": "Programa|Nombre del programa",
    "result": "Meta de resultado|Meta resultado",
    "rind": "Indicador de resultado|Indicador resultado",
    "rbase": "Línea base resultado|LB resultado",
    "rgoal": "Meta cuatrienio resultado|Meta resultado cuatrienio",
    "sub": "Subprograma",
    "mcode": "Cód. meta|Código producto|No. meta",
    "product": "Meta de producto|Meta producto",
    "pind": "Indicador de producto|Indicador producto",
    "pbase": "Línea base|LB producto|Línea base producto",
    "pgoal": "Meta cuatrienio|Meta {}-{}|Meta producto cuatrienio",
}


class Plan:
    """One plan indicativo."""

    def __init__(self, rng: Random) -> None:
        """Choose the columns and how merged cells are given."""
        self.p = begin(rng, "CO", None)
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng)
        drop = {k for k in ("pcode", "mcode", "sub", "sector") if rng.random() < 0.45}
        if rng.random() < 0.4:
            drop |= {"result", "rind", "rbase", "rgoal"}
        words = {k: v.format(self.first, self.last) for k, v in WORDS.items() if k not in drop}
        words |= {
            f"y{y}": str(y) if rng.random() < 0.5 else f"Meta {y}"
            for y in range(self.first, self.last + 1)
            if rng.random() < 2
        }
        mode = rng.choice(["tabs", "tabs", "tabs", "records"])
        merge = ("axis", "sector", "pcode", "programme", "result", "rind", "rbase", "rgoal", "sub")
        self.m = Matrix(self.p, heads(self.p, words), tuple(k for k in merge if k in words), mode)
        self.head = dict(self.m.columns)
        self.ids: dict[str, str] = {}

    def year(self, key: str) -> dict[str, list[int | None]]:
        """Return the alternatives of the goal's year: it is stated only where the column head prints it."""
        return {} if str(self.last) in self.head[key] else {"target_year_alt": [None]}

    def programme(self, at: tuple[int, int], axis: str, sector: str) -> None:
        """Add the rows of one programme."""
        p, sp, rng = self.p, self.sp, self.rng
        theme = sp.theme()
        name = sp.programme(theme)
        code = f"{at[0]}.{at[1]}"
        result, rm = sp.result(theme), measure(sp, theme, self.last, self.first)
        rm = Measure(rm.name, rm.unit, rm.base, None, rm.target, rm.year, rm.down)
        number = 0
        for s in range(rng.randint(1, 2) if "sub" in self.head else 1):
            sub = sp.heading(theme)
            for k in range(rng.randint(1, 3)):
                number += 1
                x = measure(sp, theme, self.last, self.first)
                x = Measure(x.name, x.unit, x.base, None, x.target, x.year, x.down)
                product = sp.made(theme)
                row = {
                    "axis": axis,
                    "sector": sector,
                    "pcode": code,
                    "programme": name,
                    "result": result,
                    "rind": rm.name,
                    "rbase": p.base(rm),
                    "rgoal": p.value(rm.target, rm.unit),
                    "sub": sub,
                    "mcode": f"{code}.{number}",
                    "product": product,
                    "pind": x.name,
                    "pbase": p.base(x),
                    "pgoal": p.value(x.target, x.unit),
                }
                steps = x.steps(self.last - self.first + 1)
                row |= {f"y{self.first + i}": p.value(v, x.unit) for i, v in enumerate(steps)}
                self.m.add(
                    row, self.row((at, s, k), (axis, sector, name, result, sub, product), (rm, x), f"{code}.{number}")
                )

    def row(
        self, at: tuple[tuple[int, int], int, int], texts: tuple[str, ...], measures: tuple[Measure, Measure], code: str
    ) -> Thunk:
        """Return what a row states, by whether it is the first of its axis, programme and subprogramme."""
        axis, sector, name, result, sub, product = texts
        p, ids, head = self.p, self.ids, self.head

        def state(line: int) -> None:
            if ids.get("axis text") != axis:
                kinds = (
                    ("axis", "strategic_line") if head["axis"].lower().startswith("eje") else ("strategic_line", "axis")
                )
                ids["axis"], ids["axis text"] = p.element(kinds[0], axis, line, None, kind_alt=[kinds[1]]), axis
            parent = ids["axis"]
            if "sector" in head:
                if ids.get("sector text") != axis + sector:
                    ids["sector"], ids["sector text"] = p.element("theme", sector, line, parent), axis + sector
                parent = ids["sector"]
            if at[1] == at[2] == 0:
                ids["programme"] = p.element(
                    "strategic_line", name, line, parent, code=code.rsplit(".", 1)[0] if "pcode" in head else None
                )
                if "result" in head:
                    ids["result"] = p.element("result", result, line, ids["programme"])
                    p.indicator(measures[0], line, ids["result"], **self.year("rgoal"))
            parent = ids["programme"]
            if "sub" in head:
                if at[2] == 0:
                    ids["sub"] = p.element("action_line", sub, line, parent)
                parent = ids["sub"]
            near = [ids["result"]] if "result" in head and "sub" not in head else []
            ident = p.element("product", product, line, parent, parent_alt=near, code=code if "mcode" in head else None)
            p.indicator(measures[1], line, ident, **self.year("pgoal"))

        return state

    def write(self) -> Paper:
        """Print the document."""
        p, rng, sp = self.p, self.rng, self.sp
        cover(
            p,
            rng.choice(["Plan Indicativo", "Plan Indicativo Cuatrienal", "Plan Indicativo – Plan de Desarrollo"]),
            self.first,
            self.last,
        )
        prose(p, "", 1)
        for i in range(1, rng.randint(2, 4) + 1):
            theme = sp.theme()
            axis = sp.axis(theme)
            sector = sp.sector(theme)
            for j in range(1, rng.randint(1, 3) + 1):
                self.programme((i, j), axis, sector)
        self.m.print()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan indicativo."""
    return Plan(rng).write()
