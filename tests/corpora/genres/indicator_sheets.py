"""Indicator sheets of Peru, Mexico, Ecuador and Costa Rica: one after the other, labels with their values."""

from random import Random

from tests.corpora.genres.front import begin, closing, cover, years
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.themes import Theme
from tests.corpora.genres.words import low

Field = tuple[str, str]
DULL = {
    "PE": ("Justificación|Limitaciones del indicador|Parámetro de medición|Sentido esperado|Fuente y bases de datos"),
    "MX": ("Definición o descripción|Nivel de desagregación|Periodicidad o frecuencia|Tipo|Tendencia esperada"),
    "EC": ("Definición|Limitaciones técnicas|Fuente de los datos|Periodicidad del indicador|Metodología de cálculo"),
    "CR": ("Definición conceptual|Interpretación|Desagregación geográfica|Periodicidad|Clasificación"),
}
NAME = {"PE": "Nombre del indicador", "MX": "Nombre", "EC": "Nombre del indicador", "CR": "Nombre del indicador"}
GOAL = {
    "PE": ("OEI", "Objetivo Estratégico Institucional", "strategic_objective"),
    "MX": ("Objetivo prioritario", "Objetivo del programa", "objective"),
    "EC": ("Objetivo estratégico", "Objetivo del PDOT", "strategic_objective"),
    "CR": ("Objetivo", "Objetivo estratégico", "objective"),
}


class Sheets:
    """One document of sheets in the style of a country."""

    def __init__(self, rng: Random) -> None:
        """Choose country and wording."""
        self.iso = rng.choice(list(DULL))
        self.p = begin(rng, self.iso)
        self.rng, self.sp = rng, self.p.sp
        self.style = rng.choice(["colon", "below", "tab", "columns"])
        self.p.features.add(f"sheet:{self.style}")
        self.values = rng.choice(["inline", "grid", "apart"])
        self.first, self.last = years(rng)
        self.grid_first = rng.random() < 0.5
        self.goal_label = rng.choice(GOAL[self.iso][:2])
        self.dull = rng.sample(DULL[self.iso].split("|"), rng.randint(2, 4))

    def field(self, label: str, text: str) -> int:
        """Print one field; return the line where its value begins."""
        p = self.p
        if self.style == "colon":
            return p.say(f"{label}: {text}")
        if self.style == "tab":
            return p.put(f"{label}\t{text}")
        if self.style == "columns":
            return p.say(text, label.ljust(38), " " * 38, width=110)
        p.put(label)
        return p.say(text)

    def plain(self, label: str, theme: Theme) -> str:
        """Return the text of a field that states no value."""
        return {
            "Sentido esperado": "Ascendente o descendente según la serie",
            "Tipo": "Estratégico",
            "Periodicidad": "Anual",
            "Periodicidad o frecuencia": "Anual",
            "Periodicidad del indicador": "Anual",
            "Clasificación": "Resultado",
            "Parámetro de medición": "Porcentaje o número, según la unidad",
        }.get(
            label,
            f"El indicador permite conocer {self.rng.choice(theme.goods)} a partir de los registros de la institución.",
        )

    def sheet(self, number: int, theme: Theme, element: str | None, objective: str, code: str) -> str:
        """Print one sheet; return the id of its objective."""
        p, rng, sp = self.p, self.rng, self.sp
        m = measure(sp, theme, self.last, self.first)
        p.gap()
        p.put(rng.choice(["FICHA TÉCNICA DEL INDICADOR", "Ficha del indicador", "FICHA TÉCNICA"]) + f" N.° {number}")
        parts = [NAME[self.iso], self.goal_label]
        if self.iso in ("PE", "EC"):
            parts.reverse()
        rows = {}
        for label in parts:
            rows[label] = self.field(label, m.name if label == NAME[self.iso] else f"{code}{objective}")
        if element is None:
            element = p.element(
                GOAL[self.iso][2], objective, rows[self.goal_label], None, code=code.strip(" .:") or None
            )
        for label in self.dull:
            self.field(label, self.plain(label, theme))
        self.field("Unidad de medida", {"%": "Porcentaje"}.get(m.unit, m.unit.capitalize()))
        self.field(
            rng.choice(["Método de cálculo", "Fórmula de cálculo"]),
            f"({low(m.name)} / total) x 100" if m.unit == "%" else f"Suma de {low(m.name)}",
        )
        self.numbers(m)
        self.field(
            rng.choice(["Responsable", "Unidad responsable"]),
            sp.pick(
                "Dirección de Planificación|Gerencia General|Oficina de Estadística|Dirección de Desarrollo Social"
            ),
        )
        p.indicator(m, rows[NAME[self.iso]], element)
        return element

    def numbers(self, m: Measure) -> None:
        """Print baseline and goals in one of the ways of sheets."""
        p = self.p
        base, target = p.base(m), p.value(m.target, m.unit)
        if self.values == "inline":
            self.field(
                "Línea base",
                self.rng.choice([f"{base} ({m.base_year})", f"{base} en {m.base_year}", f"{m.base_year}: {base}"])
                if self.rng.random() < 0.2
                else f"{base} ({m.base_year})",
            )
            self.field(
                f"Meta {self.last}" if self.iso == "MX" else "Meta",
                target if self.iso == "MX" else f"{target} ({m.year})",
            )
            return
        if self.values == "apart":
            self.field("Línea base: valor", base)
            self.field("Línea base: año", str(m.base_year))
            self.field("Meta: valor", target)
            self.field("Meta: año", str(m.year))
            return
        span = list(range(self.first, self.last + 1))
        heads = ["Año", str(m.base_year), *map(str, span)]
        cells = ["Valor", base, *(p.value(v, m.unit) for v in m.steps(len(span)))]
        if self.style == "columns":
            p.put("".ljust(14) + "Línea de base".ljust(16) + "Logros esperados")
            p.put("".join(c.ljust(14) for c in heads))
            p.put("".join(c.ljust(14) for c in cells))
        else:
            p.put("\tLínea de base\tLogros esperados")
            p.put("\t".join(heads))
            p.put("\t".join(cells))

    def write(self) -> Paper:
        """Print the document."""
        p, rng, sp = self.p, self.rng, self.sp
        title = rng.choice(["Fichas técnicas de indicadores", "Fichas de indicadores del plan estratégico"])
        cover(p, title, self.first, self.last)
        number = 0
        for i in range(rng.randint(2, 4)):
            theme = sp.theme()
            objective = sp.objective(theme)
            code = {"PE": f"OEI.{i + 1:02d} ", "MX": f"{i + 1}. ", "EC": "", "CR": ""}[self.iso]
            element = None
            for _ in range(rng.randint(1, 3)):
                number += 1
                element = self.sheet(number, theme, element, objective, code)
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one set of sheets."""
    return Sheets(rng).write()
