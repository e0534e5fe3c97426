"""Bolivia, Peru and Ecuador: coded chains (pillar, goal, result, action; OEI, AEI; objective, policy, programme)."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose, years
from tests.corpora.genres.ground import grid, merged, owner
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.soil import aim, begun, deed, ministry, outcome, way
from tests.corpora.genres.themes import Theme

WAYS = ("tabs", "tabs", "records", "layout", "narrow", "flat", "aired", "gaps", "wrapped")
CHAINS = {
    "BO": (
        (
            ("axis", "Pilar", "P{0}", []),
            ("strategic_objective", "Meta", "M{1}", []),
            ("result", "Resultado", "R{2}", []),
            ("action", "Acción", "A{3}", ["action_line"]),
        ),
        (
            ("axis", "Eje estratégico", "{0}", []),
            ("strategic_objective", "Meta", "{0}.{1}", []),
            ("result", "Resultado", "{0}.{1}.{2}", []),
            ("action", "Acción", "{0}.{1}.{2}.{3}", ["action_line"]),
        ),
    ),
    "PE": (
        (
            ("strategic_objective", "Objetivo Estratégico Institucional", "OEI.{0:02d}", []),
            ("action_line", "Acción Estratégica Institucional", "AEI.{0:02d}.{1:02d}", ["action"]),
        ),
        (
            ("strategic_objective", "OEI", "OEI.{0:02d}", []),
            ("action_line", "AEI", "AEI.{0:02d}.{1:02d}", ["action"]),
            ("activity", "Actividad operativa", "AOI{2:05d}", ["action"]),
        ),
    ),
    "EC": (
        (
            ("strategic_objective", "Objetivo estratégico", "OE{0}", ["objective"]),
            ("policy_objective", "Política", "", ["strategic_line"]),
            ("strategic_line", "Programa", "", []),
        ),
        (
            ("strategic_objective", "Objetivo de desarrollo", "", ["objective"]),
            ("strategic_line", "Programa", "", []),
            ("action_line", "Proyecto", "", ["action", "strategic_line"]),
        ),
    ),
}
BODY = {
    "BO": "Plan Territorial de Desarrollo Integral|Plan Estratégico Institucional",
    "PE": "Plan Estratégico Institucional|Plan Operativo Institucional",
    "EC": "PDOT parroquial: matriz de la propuesta|Plan de Desarrollo y Ordenamiento Territorial",
}
Spec = tuple[str, str, str, list[str]]


class Chains:
    """One matrix of chains."""

    def __init__(self, rng: Random) -> None:
        """Choose the country, the chain and the way of the rows."""
        self.iso = rng.choice(["BO", "BO", "PE", "EC", "EC"])
        self.p = begun(rng, self.iso)
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([4, 5]))
        self.chain: tuple[Spec, ...] = rng.choice(CHAINS[self.iso])
        self.way = rng.choice(WAYS)
        self.inside = rng.random() < 0.5
        self.headings = rng.random() < 0.35
        self.yearly = rng.random() < 0.3
        self.owned = rng.random() < 0.5
        self.numbers = [0, 0, 0, 0]

    def text(self, kind: str, theme: Theme) -> str:
        """Invent the text of a level."""
        p = self.p
        if kind == "strategic_line":
            return self.sp.programme(theme)
        if kind == "axis":
            return self.sp.axis(theme)
        make = {"result": outcome, "action": deed, "activity": deed, "policy_objective": way, "action_line": deed}
        return make.get(kind, aim)(p, theme)

    def head(self) -> list[str]:
        """Return the head of the matrix."""
        out = []
        for _, label, code, _ in self.chain[1:] if self.headings else self.chain:
            out += (
                [label]
                if self.inside or not code
                else [f"Código {label}" if self.rng.random() < 0.3 else "Código", label]
            )
        out += ["Indicador", f"Línea base {self.first - 1}"]
        out += [f"Meta {y}" for y in range(self.first, self.last + 1)] if self.yearly else [f"Meta {self.last}"]
        return [*out, *(["Responsable"] if self.owned else [])]

    def one(self, depth: int, theme: Theme) -> tuple[str, str]:
        """Invent an element at a depth; return its code and text."""
        self.numbers[depth] += 1
        for deeper in range(depth + 1, 4):
            self.numbers[deeper] = 0
        kind, _, code, _ = self.chain[depth]
        return code.format(*self.numbers), self.text(kind, theme)

    def chains(self, theme: Theme, depth: int, above: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
        """Invent all chains below a stem."""
        if depth == len(self.chain):
            return [above]
        out = []
        for _ in range(self.rng.choice([1, 1, 2]) if depth else 1):
            out += self.chains(theme, depth + 1, [*above, self.one(depth, theme)])
        return out

    def cells(self, chain: list[tuple[str, str]], m: Measure) -> list[str]:
        """Return a row."""
        p = self.p
        out = []
        for code, text in chain[1:] if self.headings else chain:
            out += [f"{code} {text}".strip()] if self.inside or not code else [code, text]
        steps = m.steps(self.last - self.first + 1) if self.yearly else [m.target]
        return [*out, m.name, p.base(m), *(p.value(v, m.unit) for v in steps), *([owner(p)] if self.owned else [])]

    def table(self, themes: list[Theme], ids: dict[str, str]) -> None:
        """Print a table of some stems and note what it states."""
        p, rng = self.p, self.rng
        chains = [(theme, chain) for theme in themes for chain in self.chains(theme, 0, [])]
        rows, found = [], []
        if self.headings:
            _, label, _, alt = self.chain[0]
            code, text = chains[0][1][0]
            p.gap()
            line = p.say(f"{label} {code}{rng.choice([': ', '. '])}{text}" if code else f"{label}: {text}")
            ids[text] = p.element(self.chain[0][0], text, line, None, code=code or None, kind_alt=alt)
        for theme, chain in chains:
            m = measure(self.sp, theme, self.last, self.first)
            found.append(Measure(m.name, m.unit, m.base, self.first - 1, m.target, self.last, m.down))
            rows.append(self.cells(chain, found[-1]))
        width = len(rows[0]) - (2 + (self.last - self.first + 1 if self.yearly else 1) + self.owned)
        if self.way in ("tabs", "records", "layout") and rng.random() < 0.5:
            rows = merged(rows, width)
        for (_, chain), m, line in zip(chains, found, grid(p, self.head(), rows, self.way), strict=True):
            parent = None
            for (kind, _, _, alt), (code, text) in zip(self.chain, chain, strict=True):
                if text not in ids:
                    ids[text] = p.element(kind, text, line, parent, code=code or None, kind_alt=alt)
                parent = ids[text]
            p.indicator(m, line, parent)

    def write(self) -> Paper:
        """Print the matrix."""
        p, rng, sp = self.p, self.rng, self.sp
        name = ministry(p) if self.iso != "EC" and rng.random() < 0.5 else None
        cover(p, sp.pick(BODY[self.iso]), self.first, self.last, name=name)
        prose(p, "", 1)
        ids: dict[str, str] = {}
        if self.headings:
            for _ in range(rng.randint(2, 4)):
                self.table([sp.theme()], ids)
        else:
            self.table([sp.theme() for _ in range(rng.randint(2, 5))], ids)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one matrix."""
    return Chains(rng).write()
