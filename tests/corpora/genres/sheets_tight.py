"""Indicator sheets of several countries: two fields on a line, a cell a line, or tabs; one goal or a goal a year."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose, years
from tests.corpora.genres.ground import owner
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.soil import aim, begun, ministry
from tests.corpora.genres.themes import Theme
from tests.corpora.genres.words import low

PLANS = "Fichas técnicas de indicadores|Anexo: fichas de indicador|Hojas metodológicas de indicadores"
LABELS = {
    "name": "Nombre del indicador|Indicador|Denominación|Nombre",
    "objective": "Objetivo estratégico al que aporta|Objetivo|Objetivo asociado|Objetivo del plan",
    "what": "Descripción|Definición|Qué mide",
    "formula": "Fórmula de cálculo|Método de cálculo|Forma de cálculo",
    "unit": "Unidad de medida|Unidad",
    "often": "Frecuencia|Periodicidad|Frecuencia de medición",
    "source": "Fuente de información|Fuente|Medio de verificación",
    "owner": "Responsable|Dependencia responsable|Unidad a cargo",
    "sense": "Sentido|Tendencia esperada|Polaridad",
}
ISOS = ("DO", "SV", "PA", "EC", "MX", "CL", "ES", "BO", "PE", "GT", "CO", "PR")


class Sheets:
    """One set of sheets."""

    def __init__(self, rng: Random) -> None:
        """Choose the labels, the way of a field and how the goal is told."""
        self.p = begun(rng, rng.choice(ISOS))
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([3, 4, 5]))
        self.words = {key: self.sp.pick(text) for key, text in LABELS.items()}
        self.form = rng.choice(["cells", "cells", "tabs", "pairs", "wide", "colon", "bars"])
        self.p.features.add(f"sheet:{self.form}")
        self.p.damaged = self.form == "cells"
        self.goal = rng.choice(["single", "single", "years", "split"])
        self.dull = rng.sample(["what", "formula", "often", "source", "owner", "sense"], rng.randint(3, 5))
        self.upper = rng.random() < 0.25
        self.fraction = rng.random() < 0.4

    def label(self, text: str) -> str:
        """Return a label as this document prints it."""
        return text.upper() if self.upper else text

    def field(self, label: str, text: str) -> int:
        """Print a label and its value; return the line of the value."""
        p, label = self.p, self.label(label)
        if self.form == "tabs":
            return p.put(f"{label}\t{text}")
        if self.form == "bars":
            return p.put(f"| {label} | {text} |")
        if self.form == "wide":
            return p.say(text, f"{label:<28}  ", " " * 30, 110)
        if self.form == "cells":
            p.put(label)
            return p.say(text)
        return p.say(f"{label}: {text}")

    def pair(self, one: tuple[str, str], two: tuple[str, str]) -> None:
        """Print two short fields, on one line where this document has pairs."""
        if self.form == "pairs":
            gap = self.rng.choice(["    ", "\t", "      "])
            self.p.put(f"{self.label(one[0])}: {one[1]}{gap}{self.label(two[0])}: {two[1]}")
        elif self.form in ("tabs", "bars"):
            cells = [self.label(one[0]), one[1], self.label(two[0]), two[1]]
            self.p.put("\t".join(cells) if self.form == "tabs" else f"| {' | '.join(cells)} |")
        else:
            self.field(*one)
            self.field(*two)

    def values(self, m: Measure) -> None:
        """Print baseline and goal; over the years the last one is the goal."""
        p = self.p
        base, target = p.value(m.base, m.unit), p.value(m.target, m.unit)
        if self.goal == "single":
            self.pair((f"Línea base {m.base_year}", base), (f"Meta {self.last}", target))
        elif self.goal == "split":
            self.pair(("Valor de la línea base", base), ("Año de la línea base", str(m.base_year)))
            self.pair(("Valor de la meta", target), ("Año de la meta", str(self.last)))
        else:
            self.pair(("Línea base", base), ("Año base", str(m.base_year)))
            steps = [p.value(v, m.unit) for v in m.steps(self.last - self.first + 1)]
            heads = [f"Meta {y}" for y in range(self.first, self.last + 1)]
            if self.form in ("tabs", "wide", "pairs"):
                sep = "\t" if self.form == "tabs" else "    "
                p.put(sep.join(heads))
                p.put(sep.join(v.ljust(9) for v in steps))
            else:
                for head, value in zip(heads, steps, strict=True):
                    self.field(head, value)

    def plain(self, key: str, m: Measure, theme: Theme) -> str:
        """Return the text of a field without goal."""
        rng = self.rng
        return {
            "what": f"Refleja {rng.choice(theme.goods)} según los registros de {self.sp.place()}",
            "formula": f"({m.name} / Total previsto) x 100" if self.fraction else f"Suma de {low(m.name)}",
            "often": rng.choice(["Anual", "Semestral", "Trimestral", "Mensual"]),
            "source": rng.choice(["Registros administrativos", "Encuesta de hogares", "Memoria anual"]),
            "owner": owner(self.p),
            "sense": "Descendente" if m.down else "Ascendente",
        }[key]

    def sheet(self, i: int, theme: Theme, objective: str, said: dict[str, str]) -> None:
        """Print one sheet and note what it states."""
        p, rng = self.p, self.rng
        p.gap()
        p.turn()
        p.put(self.label(rng.choice(["Ficha {}", "FICHA DE INDICADOR {}", "Indicador N° {}"]).format(i)))
        m = measure(self.sp, theme, self.last, self.first)
        below = rng.random() < 0.5
        line = 0
        if not below:
            line = self.field(self.words["name"], m.name)
        at = self.field(self.words["objective"], objective)
        if below:
            line = self.field(self.words["name"], m.name)
        if objective not in said:
            alt = ["strategic_objective", "objective"]
            said[objective] = p.element(
                alt[not self.words["objective"].startswith("Objetivo estr")], objective, at, None, kind_alt=alt
            )
        for key in self.dull[:2]:
            self.field(self.words[key], self.plain(key, m, theme))
        self.field(self.words["unit"], "Porcentaje" if m.unit == "%" else m.unit[0].upper() + m.unit[1:])
        self.values(m)
        for key in self.dull[2:]:
            self.field(self.words[key], self.plain(key, m, theme))
        p.indicator(m, line, said[objective])

    def write(self) -> Paper:
        """Print all sheets."""
        p, rng = self.p, self.rng
        name = ministry(p) if rng.random() < 0.5 else None
        cover(p, self.sp.pick(PLANS), self.first, self.last, name=name)
        prose(p, "", 1)
        said: dict[str, str] = {}
        i = 0
        for _ in range(rng.randint(2, 4)):
            theme = self.sp.theme()
            objective = aim(p, theme)
            for _ in range(rng.randint(1, 2)):
                i += 1
                self.sheet(i, theme, objective, said)
        p.gap()
        p.running = ""
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one set of sheets."""
    return Sheets(rng).write()
