"""Peru: institutional strategic plans with objectives OEI and strategic actions AEI, as matrices or as headings."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, prose, years
from tests.corpora.genres.paper import Measure, Paper, measure, table
from tests.corpora.genres.words import OFFICES

WAYS = "de manera oportuna|con asistencia técnica|en beneficio de la población|de calidad"


class Pei:
    """One institutional strategic plan."""

    def __init__(self, rng: Random) -> None:
        """Choose how codes are written and what the matrix holds."""
        self.p = begin(rng, "PE")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([3, 4, 5]))
        self.dot = rng.choice([".", ".", " ", ""])
        self.yearly = rng.random() < 0.7
        self.base_year = self.first - rng.choice([1, 2])
        self.apart = rng.random() < 0.6

    def oei(self, i: int) -> str:
        """Return the code of an objective."""
        return f"OEI{self.dot}{i:02d}"

    def aei(self, i: int, j: int) -> str:
        """Return the code of an action."""
        return f"AEI{self.dot}{i:02d}.{j:02d}"

    def head(self) -> list[str]:
        """Return the head of the matrix."""
        term = [str(y) for y in range(self.first, self.last + 1)] if self.yearly else [f"Meta {self.last}"]
        return [
            *(["Código", "Objetivo / Acción estratégica institucional"] if self.apart else ["OEI / AEI"]),
            "Nombre del indicador",
            f"Línea base {self.base_year}",
            *term,
            "Unidad orgánica responsable",
        ]

    def row(self, code: str, text: str, m: Measure) -> list[str]:
        """Return a row of the matrix."""
        p = self.p
        steps = m.steps(self.last - self.first + 1) if self.yearly else [m.target or 0]
        return [
            *([code, text] if self.apart else [f"{code} {text}"]),
            m.name,
            p.base(m),
            *(p.value(v, m.unit) for v in steps),
            self.rng.choice(OFFICES.split("|")),
        ]

    def measure(self, theme: object) -> Measure:
        """Invent an indicator with the baseline year of the matrix."""
        m = measure(self.sp, theme, self.last, self.first)
        return Measure(m.name, m.unit, m.base, self.base_year, m.target, self.last, m.down)

    def plan(self) -> list[tuple[str, str, str, Measure, str]]:
        """Invent the plan: (kind, code, text, indicator, code of the parent) in reading order."""
        out = []
        for i in range(1, self.rng.randint(2, 5) + 1):
            theme = self.sp.theme()
            out.append(
                (
                    "strategic_objective",
                    self.oei(i),
                    self.sp.objective(theme, self.rng.choice([0, 1, 2])),
                    self.measure(theme),
                    "",
                )
            )
            for j in range(1, self.rng.randint(2, 4) + 1):
                text = self.sp.heading(theme, WAYS)
                out.append(("action_line", self.aei(i, j), text, self.measure(theme), self.oei(i)))
        return out

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        opening(
            p,
            rng.choice(["Plan Estratégico Institucional", "PEI", "Plan Estratégico Institucional ampliado"]),
            self.first,
            self.last,
        )
        plan = self.plan()
        ids: dict[str, str | None] = {"": None}
        listed = rng.random() < 0.4
        if listed:  # objectives first, then each with its actions: what is printed twice is one element
            p.put(rng.choice(["3. OBJETIVOS ESTRATÉGICOS INSTITUCIONALES", "Objetivos estratégicos institucionales"]))
            for kind, code, text, _, _ in plan:
                if kind == "strategic_objective":
                    ids[code] = p.element(
                        kind, text, p.say(f"{code}{rng.choice([' ', ': ', '. '])}{text}"), None, code=code
                    )
            p.gap()
        if rng.random() < 0.45:
            self.headings(plan, ids)
        else:
            prose(
                p,
                rng.choice(
                    [
                        "Matriz resumen de objetivos y acciones",
                        "ANEXO B-1: MATRIZ DE ARTICULACIÓN DE PLANES",
                        "Anexo B-2",
                    ]
                ),
                1,
            )
            mode = rng.choice(["tabs", "tabs", "layout", "records", "flat"])
            rows = [self.row(code, text, m) for _, code, text, m, _ in plan]
            for (kind, code, text, m, above), line in zip(plan, table(p, self.head(), rows, mode), strict=True):
                ids.setdefault(code, None)
                ids[code] = ids[code] or p.element(kind, text, line, ids[above], code=code)
                p.indicator(m, line, ids[code])
        closing(p)
        return p

    def headings(self, plan: list[tuple[str, str, str, Measure, str]], ids: dict[str, str | None]) -> None:
        """Print every objective and action as a paragraph of its own with its indicator below."""
        p, rng = self.p, self.rng
        sep = rng.choice([" ", ": ", ". ", "\t", " – "])
        for kind, code, text, m, above in plan:
            if kind == "strategic_objective":
                p.gap()
            line = p.say(f"{code}{sep}{text}.")
            ids[code] = ids.get(code) or p.element(kind, text, line, ids[above], code=code)
            line = p.say(f"Indicador: {m.name}")
            p.say(f"Línea base {m.base_year}: {p.base(m)}; logro esperado al {m.year}: {p.value(m.target, m.unit)}")
            p.indicator(m, line, ids[code])


def write(rng: Random) -> Paper:
    """Write one institutional strategic plan."""
    return Pei(rng).write()
