"""Mexico: sector programmes: priority objectives, strategies with actions, and sheets of the goals for well-being."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import aim, begun, deed, item, ministry, way


class Programme:
    """One programme."""

    def __init__(self, rng: Random) -> None:
        """Choose the words for the levels and the form of the sheets."""
        self.p = begun(rng, "MX")
        self.rng, self.sp = rng, self.p.sp
        self.first = rng.choice([2013, 2019, 2020, 2025])
        self.last = {2013: 2018, 2019: 2024, 2020: 2024, 2025: 2030}[self.first]
        self.old = rng.random() < 0.35
        self.top = "Objetivo" if self.old else rng.choice(["Objetivo prioritario", "Objetivo Prioritario"])
        self.middle = "Estrategia" if self.old else rng.choice(["Estrategia prioritaria", "Estrategia Prioritaria"])
        self.low = "Líneas de acción" if self.old else rng.choice(["Acción puntual", "Acciones puntuales"])
        self.form = rng.choice(["below", "tab", "colon", "stacked"])
        self.sep = rng.choice([". ", ".- ", " ", ": "])

    def field(self, label: str, text: str) -> int:
        """Print a field of a sheet; return the line of its text."""
        p = self.p
        if self.form == "tab":
            return p.put(f"{label}\t{text}")
        if self.form == "colon":
            return p.say(f"{label}: {text}")
        p.put(label)
        return p.say(text)

    def sheet(self, theme: object, ident: str, objective: str, i: int) -> None:
        """Print the sheet of a goal."""
        p, rng = self.p, self.rng
        m = measure(self.sp, theme, self.last, self.first)
        p.gap()
        p.put(
            rng.choice(
                [f"Meta para el bienestar del objetivo prioritario {i}", "ELEMENTOS DE LA META PARA EL BIENESTAR"]
            )
            if not self.old
            else "FICHA DEL INDICADOR"
        )
        line = self.field("Nombre", m.name)
        self.field(
            "Objetivo prioritario" if not self.old else "Objetivo sectorial",
            f"{i}.- {objective}" if rng.random() < 0.3 else objective,
        )
        self.field("Nivel de desagregación", "Nacional")
        self.field("Periodicidad o frecuencia de medición", rng.choice(["Anual", "Bienal", "Trimestral"]))
        self.field("Unidad de medida", "Porcentaje" if m.unit == "%" else m.unit.capitalize())
        self.field("Tendencia esperada", "Descendente" if m.down else "Ascendente")
        base, target = p.value(m.base, m.unit), p.value(m.target, m.unit)
        if self.form == "stacked":
            p.put("LÍNEA BASE")
            self.field("Valor", base)
            self.field("Año", str(m.base_year))
            p.put(f"META {self.last}")
            p.put(target)
        else:
            self.field("Línea base (valor)", base)
            self.field("Línea base (año)", str(m.base_year))
            self.field(f"Meta {self.last}", target)
        p.indicator(m, line, ident)

    def write(self) -> Paper:
        """Print the programme."""
        p, rng, sp = self.p, self.rng, self.sp
        opening(
            p,
            rng.choice(["Programa Sectorial", "Programa Institucional", "Programa Especial"]),
            self.first,
            self.last,
            ministry(p),
        )
        prose(p, rng.choice(["", "Origen de los recursos para la instrumentación del programa"]), 1)
        late: list[tuple[object, str, str, int]] = []
        for i in range(1, rng.randint(2, 3) + 1):
            theme = sp.theme()
            objective = aim(p, theme, rng.random() < 0.5)
            p.gap()
            line = p.say(f"{self.top} {i}{self.sep}{objective}{rng.choice(['', '.'])}")
            kinds = ["objective", "strategic_objective"]
            top = p.element("objective", objective, line, None, code=str(i), kind_alt=kinds)
            if rng.random() < 0.4:
                p.say(sp.filler())
            for j in range(1, rng.randint(1, 3) + 1):
                text = way(p, theme)
                line = p.say(f"{self.middle} {i}.{j}{self.sep}{text}")
                ident = p.element("strategic_line", text, line, top, code=f"{i}.{j}")
                if self.low != "Acción puntual":
                    p.say(self.low)
                for k in range(1, rng.randint(2, 4) + 1):
                    text, code = deed(p, theme), f"{i}.{j}.{k}"
                    mark = f"{self.low} {code}{self.sep}" if self.low == "Acción puntual" else f"{code} "
                    line = item(p, mark, text, rng.choice(["", "."]))
                    kind = "action_line" if self.old else "action"
                    p.element(kind, text, line, ident, code=code, kind_alt=["action_line", "action"])
            late.append((theme, top, objective, i))
        for theme, top, objective, i in late:
            self.sheet(theme, top, objective, i)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one programme."""
    return Programme(rng).write()
