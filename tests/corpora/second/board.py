"""Draws a plan as one wide table of the second wave: other headers, other orders of columns, columns of all kinds."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from tests.corpora.blocks import Box, Drawing, Grid
from tests.corpora.matrix import Manner, Matrix, Row
from tests.corpora.measures import Measure
from tests.corpora.outline import stated_indicator
from tests.corpora.plans import Level, Node
from tests.corpora.second.marks import is_feminine
from tests.corpora.words import Words

INDICATOR = ("Indicador verificable", "Indicador de desempeño", "Nombre de indicador", "Indicador clave",
             "Indicador(es)", "Indicador objetivamente verificable", "Indicador / métrica")  # fmt: skip
UNIT = ("U.M.", "Unidad de medición", "UM", "U. medida", "Unidad de Medida del Indicador")
BASE = ("Valor base", "Valor inicial", "LB", "Valor de línea base", "Línea de base (valor)", "Situación base")
BASE_OF = ("Línea base {}", "Línea de base ({})", "Valor base {}", "LB {}")
BASE_YEAR = ("Año LB", "Año de la línea de base", "Año base", "Línea base (año)")
GOAL = ("Valor esperado {}", "Meta final {}", "Valor meta {}", "Meta a {}", "Meta física {}", "Meta al año {}")
BARE_GOAL = ("Meta", "Meta final", "Meta del período", "Meta del plan")
YEARS = ("Metas físicas", "Programación de metas", "Valores esperados", "Meta por año", "Horizonte de metas")
QUARTERS = (("Trim. I", "Trim. II", "Trim. III", "Trim. IV"), ("T1", "T2", "T3", "T4"), ("1T", "2T", "3T", "4T"))
PROGRAMMING = ("Programación trimestral", "Cronograma de la meta", "Distribución trimestral")
MONEY = ("Inversión estimada", "Recursos ({})", "Presupuesto referencial", "Costo total", "Techo presupuestario")
OWNER = (
    "Instancia responsable",
    "Unidad ejecutora",
    "Área a cargo",
    "Responsable de la ejecución",
    "Dependencia líder",
)
PROOF = ("Evidencia", "Fuente de información", "Fuente de datos", "Medio de comprobación")
SMALL = {
    "Plazo": ("Corto", "Mediano", "Largo"), "Frecuencia": ("Anual", "Semestral", "Mensual"),
    "Prioridad": ("Alta", "Media", "Baja"), "Supuestos": ("Hay recursos suficientes", "Existe voluntad"),
    "Ámbito": ("Rural", "Urbano", "Todo el territorio"), "Ponderación (%)": ("5", "10", "15"),
    "ODS": ("ODS 6", "ODS 11", "ODS 3", "ODS 16"),
}  # fmt: skip
HEADERS = (
    "{}",
    "Descripción {de} {low}",
    "Nombre {de} {low}",
    "{} del plan",
    "{} vinculad{o}",
    "{}",
    "Denominación {de} {low}",
)
Value = Callable[[Row], str]


@dataclass(frozen=True)
class Column:
    """A column: its header over its own (empty: none), its header, what it says of a row and whose cells are one."""

    over: str
    head: str
    value: Value
    owner: Callable[[Row], Node | None]


class Board(Matrix):
    """Draws trees as a table with columns in one of many orders; ``grid`` records the truth."""

    def __init__(self, drawing: Drawing, manner: Manner, words: Words, rng: random.Random) -> None:
        super().__init__(drawing, manner, words, rng)
        drawing.features -= {"matrix", f"codes:{manner.codes}", f"columns:{manner.indicators}", f"fill:{manner.fill}"}
        self.order = rng.choice(("levels first", "levels first", "reversed", "owner first", "measures first"))
        self.own_codes = rng.choice(("none", "none", "each level", "text"))
        self.goals = rng.choice(("year", "year", "bare", "years", "base of year", "no base"))
        if drawing.plan.period[0] == drawing.plan.period[1]:
            self.goals = rng.choice(("year", "quarters", "quarters"))
        self.measured = True  # whether a row has an indicator to print; columns that say nothing are not drawn
        self.notes = rng.random() < 0.15
        self.rule = rng.random() < 0.15
        self.extra = rng.sample(sorted(SMALL), rng.choice((0, 0, 1, 2)))
        self.fill = "repeat" if self.order in ("reversed", "measures first") else manner.fill
        self.shapes = {level.key: rng.choice(HEADERS) for level in drawing.plan.scheme.chain}
        self.base_year = drawing.plan.period[0] - 1
        drawing.features.update(("board", f"order:{self.order}", f"goals:{self.goals}", f"own codes:{self.own_codes}",
                                 f"filled:{self.fill}"))  # fmt: skip

    def grid(self, roots: tuple[Node, ...], parent: str | None = None, path: tuple[int, ...] = ()) -> Grid:
        """Return the table of these trees; ``parent`` and ``path`` are of the element that already stands above it."""
        self.paths: dict[str, tuple[int, ...]] = {}
        rows = list(self._rows(roots, path))
        levels = self._levels(rows)
        measured = {row.measured.id for row in rows if row.measured}
        self.measured = bool(measured)
        columns = self._columns(levels)
        self._record(roots, parent, measured if self.manner.indicators != "none" else set())
        heads = _headed(columns)
        if self.rule:
            heads.append([Box(f"({place})") for place in range(1, len(columns) + 1)])
            self.drawing.features.add("numbered columns")
        body = self._filled(rows, columns)
        if self.manner.money and self.manner.total and self.order != "owner first":
            body.append(self._sum(body, columns))
        return Grid(tuple(tuple(r) for r in (*heads, *body)), len(heads), self.name)

    def _columns(self, levels: list[Level]) -> list[Column]:
        groups = [self._level_columns(level) for level in levels]
        named = [c for group in (reversed(groups) if self.order == "reversed" else groups) for c in group]
        measures = self._measure_columns() if self.manner.indicators != "none" and self.measured else []
        beside = self._beside_columns()
        if self.order == "owner first":
            return [*beside, *named, *measures]
        if self.order == "measures first":
            return [*named[-len(groups[-1]) :], *measures, *named[: -len(groups[-1])], *beside]
        return [*named, *measures, *beside]

    def _level_columns(self, level: Level) -> list[Column]:
        def node(row: Row) -> Node | None:
            return next((n for n in row.nodes if n and n.level.key == level.key), None)

        def text(row: Row) -> str:
            found = node(row)
            if found is None:
                return self.manner.empty
            return f"{self._own_code(found)} {found.text}" if self.own_codes == "text" else found.text

        def code(row: Row) -> str:
            found = node(row)
            return self._own_code(found) if found else self.manner.empty

        label = self.rng.choice(level.headers)
        fem = is_feminine(label)
        plural = label.split()[0].endswith("s") or label.isupper()
        shape = "{}" if plural else self.shapes.get(level.key, "{}")
        words = {"de": "de la" if fem else "del", "low": label.lower(), "o": "a" if fem else "o"}
        head = shape.format(label, **words)
        head = head.upper() if self.manner.caps else head
        short = self.rng.choice(("Cód.", "N.º", "Código", f"Código {level.short}"))
        own = [Column("", short, code, node)] if self.own_codes == "each level" else []
        return [*own, Column("", head, text, node)]

    def _own_code(self, node: Node) -> str:
        path = self.paths[node.id]
        return ".".join(f"{p:02}" for p in path) if self.own_codes == "each level" else f"{node.level.short}{path[-1]}."

    def _code(self, node: Node) -> str | None:
        return None if self.own_codes == "none" else self._own_code(node).strip(".")

    def _measure_columns(self) -> list[Column]:
        made: list[Column] = []

        def add(over: str, head: str, say: Callable[[Measure], str]) -> None:
            def value(row: Row) -> str:
                return say(row.measured.measures[0]) if row.measured else self.manner.empty

            made.append(Column(over, head, value, lambda row: row.measured))

        pick, end = self.rng.choice, self.drawing.plan.period[1]
        add("", pick(INDICATOR), lambda m: m.name)
        if self.rng.random() < 0.7:
            add("", pick(UNIT), lambda m: m.unit)
        self._base_columns(add)
        if self.goals == "years":
            over = pick(YEARS)
            for place, year in enumerate(self._years()):
                add(over, str(year), lambda m, i=place: self._shown(m.yearly[i][1], m))  # type: ignore[misc]
        else:
            add(
                "",
                pick(BARE_GOAL[self._has_metas() :]) if self.goals == "bare" else pick(GOAL).format(end),
                lambda m: self._shown(m.target, m),
            )
        if self.goals == "quarters":
            over = pick(PROGRAMMING)
            for place, name in enumerate(pick(QUARTERS)):
                add(over, name, lambda m, i=place: self._shown(self._part(m, i), m))  # type: ignore[misc]
        return made

    def _has_metas(self) -> bool:
        """Tell whether «Meta» heads a level of the plan, so that it cannot head the goal as well."""
        scheme = self.drawing.plan.scheme
        return any("Meta" in level.headers for level in (*scheme.chain, *scheme.beside.values()))

    def _base_columns(self, add: Callable[[str, str, Callable[[Measure], str]], None]) -> None:
        pick = self.rng.choice
        if self.goals == "base of year":
            add("", pick(BASE_OF).format(self.base_year), lambda m: self._shown(m.baseline, m))
        elif self.goals in ("year", "bare"):
            over = pick(("", "", "Línea base", "LÍNEA DE BASE"))
            add(over, "Valor" if over else pick(BASE), lambda m: self._shown(m.baseline, m))
            add(over, "Año" if over else pick(BASE_YEAR), lambda m: str(m.baseline_year or ""))

    def _beside_columns(self) -> list[Column]:
        def drawn(choices: tuple[str, ...] | list[str]) -> Value:
            return lambda _row: self.rng.choice(choices)

        def none(_row: Row) -> None:
            return None

        made = [Column("", name, drawn(SMALL[name]), none) for name in self.extra]
        if self.manner.proof:
            made.append(Column("", self.rng.choice(PROOF), drawn(self.words.entries("verification")), none))
        if self.manner.owner or self.order == "owner first":
            made.append(Column("", self.rng.choice(OWNER), drawn(self.words.entries("units")), none))
        if self.manner.money:
            head = self.rng.choice(MONEY).format(self.shown.money)
            made.append(
                Column(
                    "", head, lambda _row: self.shown.amount(Decimal(self.rng.randint(2000, 900000)), sign=False), none
                )
            )
        return made

    def _filled(self, rows: list[Row], columns: list[Column]) -> list[list[Box | None]]:
        """Return the body: what belongs to one element over several rows is repeated, merged or printed once."""
        body: list[list[Box | None]] = [[] for _row in rows]
        for c, column in enumerate(columns):
            start, before = 0, None
            for r, row in enumerate(rows):
                owner = column.owner(row)
                if owner is None or before is None or owner.id != before.id:
                    body[r].append(Box(column.value(row)))
                    start, before = r, owner
                    continue
                first = body[start][c]
                assert first is not None
                if self.fill == "merge":
                    body[start][c] = replace(first, down=r - start + 1)
                    body[r].append(None)
                else:
                    body[r].append(Box(first.text if self.fill == "repeat" else ""))
        return body

    def _sum(self, body: list[list[Box | None]], columns: list[Column]) -> list[Box | None]:
        total = self._total(body, len(columns))
        label = self.rng.choice(("TOTAL", "Total general", "TOTAL PRESUPUESTO"))
        total[0] = Box(label)
        self.drawing.gold["totals"][-1]["label"] = label
        return total

    def _printed(self, measure: Measure) -> Measure:
        """Return the indicator as this table prints it: without what has no column."""
        if self.goals in ("years", "no base", "quarters"):
            return replace(measure, baseline=None, baseline_year=None)
        if self.goals == "base of year" and measure.baseline is not None:
            return replace(measure, baseline_year=self.base_year)
        return measure

    def _record_indicator(self, node: Node, shown: set[str]) -> None:
        entries = self.drawing.gold["indicators"]
        count = len(entries)
        super()._record_indicator(node, shown)
        if len(entries) > count and node.id in shown:
            entry = entries[-1]
            if self.goals == "bare":  # a goal «of the period» is due at its end; no year stands with it
                entry["target_year_alt"] = [None]
            if self.goals == "base of year" and node.measures[0].baseline is None:
                entry["baseline_year_alt"] = [self.base_year]
            if node.stated:
                stated = stated_indicator(node)
                entry["target_year_alt"] = [*entry.get("target_year_alt", []), stated["target_year"]]
                for key in ("baseline_value", "baseline_year"):
                    entry[f"{key}_alt"] = [*entry.get(f"{key}_alt", []), stated[key], None]

    def _shown(self, value: Decimal | None, measure: Measure) -> str:
        if value is None:
            return self.rng.choice(("n.d.", "s/d", "—", "Por definir"))
        text = self.shown.plain(value, percent=measure.percent, blank=False)
        if self.notes and self.rng.random() < 0.2:
            self.drawing.features.add("notes in cells")
            return f"{text} {self.rng.choice(('*', 'a/', '1/'))}"
        return text

    def _years(self) -> list[int]:
        start, end = self.drawing.plan.period
        return list(range(max(start, end - 4), end + 1))

    def _part(self, measure: Measure, place: int) -> Decimal:
        """Return the part of a quarter: of a share it stays the same goal, of a count the last takes the rest."""
        if measure.percent or measure.target != measure.target.to_integral_value():
            return measure.target
        part = measure.target // 4
        return part if place < 3 else measure.target - 3 * part


def _headed(columns: list[Column]) -> list[list[Box | None]]:
    """Return one header row, or two where columns stand below a common header."""
    if not any(column.over for column in columns):
        return [[Box(column.head) for column in columns]]
    top: list[Box | None] = []
    for place, column in enumerate(columns):
        if not column.over:
            top.append(Box(column.head, down=2))
        elif place and columns[place - 1].over == column.over:
            top.append(None)
        else:
            top.append(Box(column.over, across=sum(c.over == column.over for c in columns)))
    return [top, [Box(column.head) if column.over else None for column in columns]]
