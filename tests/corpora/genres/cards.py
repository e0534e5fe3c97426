"""Cards of keys and values («Código: … Objetivo: … Meta: … Responsable: …»), parted by rules."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose, years
from tests.corpora.genres.ground import owner, start
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.themes import Theme

RULES = ("-" * 40, "=" * 60, "_" * 50, "* * *", "—" * 30, "·" * 44, "+" + "-" * 58 + "+")


class Cards:
    """One pack of cards."""

    def __init__(self, rng: Random) -> None:
        """Choose keys, their order and the rule."""
        self.p = start(rng, rng.choice(["CO", "PE", "MX", "GT", "BO", "PY", "AR", "DO", "NI", "VE"]))
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([1, 3, 4]))
        self.rule = rng.choice(RULES)
        self.form = rng.choice(["lines", "lines", "one", "dots", "upper"])
        self.what, self.kind, self.alt = rng.choice(
            [
                ("Objetivo", "objective", ["strategic_objective"]),
                ("Objetivo estratégico", "strategic_objective", ["objective"]),
                ("Acción", "action", ["action_line", "activity"]),
                ("Proyecto", "action_line", ["action", "strategic_line"]),
                ("Actividad", "activity", ["action"]),
            ]
        )
        self.upper, self.upper_kind = rng.choice([("Eje", "axis"), ("Programa", "strategic_line"), ("", "")])
        self.keys = [k for k in ("base", "unit", "owner", "term", "money") if rng.random() < 0.5]
        self.late = rng.random() < 0.3
        self.dated = rng.random() < 0.6
        self.aim = self.kind in ("action_line", "action") and rng.random() < 0.5
        self.prefix = rng.choice(["OE-{:02d}", "{:03d}", "A{}", "P-{}", "{}"])

    def fields(self, number: int, above: str, text: str, aim: str, m: Measure, amount: float) -> list[tuple[str, str]]:
        """Return keys with values in the order of the document."""
        p = self.p
        head = [("Código", self.prefix.format(number)), *([(self.upper, above)] if above else [])]
        what = [(self.what, text), *([("Objetivo", aim)] if self.aim else [])]
        unit = "Porcentaje" if m.unit == "%" else m.unit.capitalize()
        goal = [("Indicador", m.name), *([("Unidad de medida", unit)] if "unit" in self.keys else [])]
        if "base" in self.keys:
            goal.append((f"Línea base {m.base_year}", p.base(m)))
        goal.append((f"Meta {self.last}" if self.dated else "Meta", p.value(m.target, m.unit)))
        rest = [("Responsable", owner(p))] if "owner" in self.keys else []
        if "term" in self.keys:
            rest.append(("Plazo", f"{self.rng.choice(['junio', 'diciembre', 'marzo'])} de {self.last}"))
        if "money" in self.keys:
            rest.append(("Presupuesto", p.money(amount)))
        return [*head, *rest, *what, *goal] if self.late else [*head, *what, *goal, *rest]

    def print(self, fields: list[tuple[str, str]]) -> dict[str, int]:
        """Print a card; return the line of each key."""
        p = self.p
        lines: dict[str, int] = {}
        if self.form == "one":
            line = p.say(self.sep.join(f"{key}: {value}" for key, value in fields))
            return {key: line for key, _ in fields}
        wide = max(len(key) for key, _ in fields) + 3
        for key, value in fields:
            if self.form == "dots":
                lines[key] = p.say(f"{key} {'.' * (wide - len(key))}: {value}")
            else:
                lines[key] = p.say(f"{key.upper() if self.form == 'upper' else key}: {value}")
        return lines

    def card(self, number: int, theme: Theme, above: str, ids: dict[str, str]) -> None:
        """Print a card and note what it states."""
        p, sp, rng = self.p, self.sp, self.rng
        make = {"action": sp.act, "activity": sp.act, "action_line": sp.project}
        text, aim = make.get(self.kind, sp.objective)(theme), sp.objective(theme, 1)
        m = measure(sp, theme, self.last, self.first)
        amount = float(rng.randrange(9_000, 4_000_000, 500))
        based = "base" in self.keys
        stated = Measure(
            m.name,
            m.unit,
            m.base if based else None,
            m.base_year if based else None,
            m.target,
            self.last if self.dated else None,
        )
        lines = self.print(self.fields(number, above, text, aim, m, amount))
        p.put(self.rule)
        parent = None
        if above:
            if above not in ids:
                ids[above] = p.element(self.upper_kind, above, lines[self.upper], None)
            parent = ids[above]
        code = self.prefix.format(number)
        ident = p.element(self.kind, text, lines[self.what], parent, code=code, kind_alt=self.alt)
        owner_of = ident
        more = {} if self.dated else {"target_year_alt": [self.last]}
        if self.aim:
            owner_of = p.element("objective", aim, lines["Objetivo"], ident, parent_alt=[parent])
        p.indicator(stated, lines["Indicador"], owner_of, **more)
        if "money" in self.keys and self.what == "Proyecto":
            p.note(
                "projects",
                lines[self.what],
                name=text,
                code=code,
                code_alt=[None, str(number)],
                amount=amount,
                note=None,
            )

    def write(self) -> Paper:
        """Print the cards."""
        p, rng, sp = self.p, self.rng, self.sp
        self.sep = rng.choice([" ", "; ", " | ", ". "])
        cover(
            p,
            rng.choice(["Plan de Acción", "Plan Estratégico", "Banco de proyectos y metas", "Plan Operativo"]),
            self.first,
            self.last,
        )
        p.running = ""
        prose(p, "", 1)
        p.put(self.rule)
        number = rng.choice([0, 0, 0, 10])
        ids: dict[str, str] = {}
        for _ in range(rng.randint(2, 4)):
            theme = sp.theme()
            above = "" if not self.upper else sp.axis(theme) if self.upper == "Eje" else sp.programme(theme)
            for _ in range(rng.randint(1, 4)):
                number += 1
                self.card(number, theme, above, ids)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one pack of cards."""
    return Cards(rng).write()
