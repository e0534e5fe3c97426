"""Mexico: result matrices printed as stacked blocks: level, summary, indicator, formula, means, assumptions."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose
from tests.corpora.genres.ground import owner, start
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.themes import Theme
from tests.corpora.genres.words import low

MEANS = "Registros administrativos|Informe trimestral|Padrón de beneficiarios|Encuesta anual|Expedientes del área"
SENSE = ("Ascendente", "Descendente")
ALT = {
    "Fin": ["result", "strategic_objective"],
    "Propósito": ["result", "strategic_objective"],
    "Componente": ["result", "theme"],
}
KIND = {"Fin": "objective", "Propósito": "objective", "Componente": "product", "Actividad": "activity"}
Level = tuple[str, str, str, str]


class Stacked:
    """One set of matrices."""

    def __init__(self, rng: Random) -> None:
        """Choose the labels and their places."""
        self.p = start(rng, "MX")
        self.rng, self.sp = rng, self.p.sp
        self.year = rng.randint(2018, 2027)
        self.form = rng.choice(["colon", "below", "tab", "heading", "upper"])
        self.p.features.add(f"sheet:{self.form}")
        self.summary = rng.choice(["Resumen narrativo", "Objetivo", "Resumen Narrativo (Objetivo)"])
        self.name = rng.choice(["Nombre del indicador", "Indicador"])
        self.based = rng.random() < 0.65
        self.quarterly = rng.random() < 0.35
        self.dull = rng.sample(
            ["Frecuencia de medición", "Dimensión", "Tipo de indicador", "Sentido", "Unidad de medida"], 3
        )
        self.late = rng.random() < 0.5

    def field(self, label: str, text: str) -> int:
        """Print a label with its text; return the line of the text."""
        p = self.p
        if self.form == "tab":
            return p.put(f"{label}\t{text}")
        if self.form in ("below", "upper"):
            p.put(label.upper() if self.form == "upper" else label)
            return p.say(text)
        return p.say(f"{label}: {text}")

    def levels(self, theme: Theme) -> list[Level]:
        """Invent the levels: label, kind of level, text, label above."""
        rng, sp = self.rng, self.sp
        out: list[Level] = [("Fin", "Fin", f"Contribuir a {low(sp.objective(theme, 1))}", "")]
        place = rng.choice(sp.places)
        aim = sp.new(lambda: f"Los habitantes de {place} cuentan con mejoras en {rng.choice(theme.goods)}")
        out.append(("Propósito", "Propósito", aim, "Fin"))
        for c in range(1, rng.randint(1, 3) + 1):
            out.append((f"Componente {c}", "Componente", sp.made(theme), "Propósito"))
            count = rng.randint(1, 2)
            out += [(f"Actividad {c}.{a + 1}", "Actividad", sp.act(theme), f"Componente {c}") for a in range(count)]
        return out

    def plain(self, label: str, m: Measure) -> str:
        """Return the text of a field that states no goal."""
        return {
            "Frecuencia de medición": self.rng.choice(["Anual", "Trimestral", "Semestral"]),
            "Dimensión": self.rng.choice(["Eficacia", "Eficiencia", "Calidad"]),
            "Tipo de indicador": self.rng.choice(["Estratégico", "Gestión"]),
            "Sentido": SENSE[m.down],
            "Unidad de medida": "Porcentaje" if m.unit == "%" else m.unit.capitalize(),
        }[label]

    def numbers(self, m: Measure) -> None:
        """Print baseline and goal."""
        p = self.p
        if self.based:
            self.field(f"Línea base {m.base_year}", p.base(m))
        if self.quarterly:
            steps = "; ".join(f"T{i}: {p.value(v, m.unit)}" for i, v in enumerate(m.steps(4), 1))
            self.field("Avance trimestral programado", steps)
        self.field(f"Meta {self.year}" if self.late else f"Meta anual {self.year}", p.value(m.target, m.unit))

    def block(self, level: Level, theme: Theme, ids: dict[str, str]) -> None:
        """Print one level and note what it states."""
        p, rng, sp = self.p, self.rng, self.sp
        label, word, text, above = level
        p.gap()
        if self.form == "heading":
            p.put(label.upper())
        else:
            self.field("Nivel", label)
        line = self.field(self.summary, f"{text}{rng.choice(['', '.'])}")
        more = {"kind_alt": ALT[word]} if word in ALT else {"kind_alt": ["action", "action_line"]}
        code = label.split(" ")[1] if " " in label else None
        ids[label] = p.element(KIND[word], text, line, ids[above] if above else ids[""], code=code, **more)
        m = measure(sp, theme, self.year, self.year)
        if not self.based:
            m = Measure(m.name, m.unit, None, None, m.target, m.year, m.down)
        line = self.field(self.name, m.name)
        ratio = (
            f"({m.name[0].upper()}{m.name[1:]} / Total programado) * 100"
            if m.unit == "%"
            else f"Sumatoria de {low(m.name)}"
        )
        self.field(rng.choice(["Fórmula", "Método de cálculo"]), ratio)
        for dull in self.dull:
            self.field(dull, self.plain(dull, m))
        self.numbers(m)
        self.field("Medios de verificación", f"{sp.pick(MEANS)}, {owner(p)}")
        self.field("Supuestos", f"La población participa en {rng.choice(theme.goods)}")
        p.indicator(m, line, ids[label])

    def write(self) -> Paper:
        """Print the matrices."""
        p, rng, sp = self.p, self.rng, self.sp
        cover(p, rng.choice(["Matriz de Indicadores para Resultados", "Programa Presupuestario"]), self.year, self.year)
        prose(p, "", 1)
        for _ in range(rng.choice([1, 1, 2])):
            theme = sp.theme()
            programme = sp.programme(theme)
            code = f"{rng.choice('EPFKS')}{rng.randint(1, 90):03d}"
            p.gap()
            line = self.field("Programa presupuestario", rng.choice([f"{code} {programme}", f"{code} - {programme}"]))
            ids = {"": p.element("strategic_line", programme, line, None, code=code)}
            self.field("Unidad responsable", owner(p))
            self.field(
                "Ramo", f"{rng.randint(1, 30):02d} {rng.choice(['Desarrollo Social', 'Obra Pública', 'Gobierno'])}"
            )
            for level in self.levels(theme):
                self.block(level, theme, ids)
            p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one set of matrices."""
    return Stacked(rng).write()
