"""Plans whose headings stand in two languages: Spanish with English, Portuguese or Quechua beside or below."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose, years
from tests.corpora.genres.ground import start
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.themes import Theme

ENGLISH = {
    "agua": "Water and sanitation",
    "salud": "Health and well-being",
    "educacion": "Quality education",
    "vias": "Roads and mobility",
    "ambiente": "Environment",
    "turismo": "Tourism and culture",
    "agro": "Farming and rural economy",
    "seguridad": "Safety and peace",
    "gobierno": "Open government",
    "riesgo": "Disaster risk management",
    "vivienda": "Housing and public space",
    "deporte": "Sports and recreation",
    "inclusion": "Social inclusion",
    "empleo": "Jobs and local economy",
    "tecnologia": "Digital transformation",
}
PORTUGUESE = {
    "agua": "Água e saneamento",
    "salud": "Saúde e bem-estar",
    "educacion": "Educação de qualidade",
    "vias": "Estradas e mobilidade",
    "ambiente": "Meio ambiente",
    "turismo": "Turismo e cultura",
    "agro": "Economia do campo",
    "seguridad": "Segurança e convivência",
    "gobierno": "Governo aberto",
    "riesgo": "Gestão de riscos",
    "vivienda": "Moradia e espaço público",
    "deporte": "Esporte e lazer",
    "inclusion": "Inclusão social",
    "empleo": "Emprego e renda",
    "tecnologia": "Transformação digital",
}
QUECHUA = {
    "agua": "Yaku",
    "salud": "Qhali kawsay",
    "educacion": "Yachay",
    "vias": "Ñankuna",
    "ambiente": "Pachamama",
    "turismo": "Puriykuna",
    "agro": "Chakra llamk'ay",
    "seguridad": "Allin tiyay",
    "gobierno": "Allin kamachiy",
    "riesgo": "Waqaychakuy",
    "vivienda": "Wasikuna",
    "deporte": "Pukllay",
    "inclusion": "Tukuypaq",
    "empleo": "Llamk'ay",
    "tecnologia": "Musuq yachay",
}
TONGUES = {
    "en": (ENGLISH, ("Axis", "Objective", "Action lines", "Indicator", "Mission", "Vision"), ["PA", "CR", "DO", "NI"]),
    "pt": (
        PORTUGUESE,
        ("Eixo", "Objetivo", "Linhas de ação", "Indicador", "Missão", "Visão"),
        ["UY", "AR", "PY", "BO"],
    ),
    "qu": (QUECHUA, ("", "", "", "", "", ""), ["PE", "BO", "EC"]),
}
WORDS = ("Eje", "Objetivo", "Líneas de acción", "Indicador", "Misión", "Visión")


class Bilingual:
    """One plan in two languages."""

    def __init__(self, rng: Random) -> None:
        """Choose the second language and where it stands."""
        self.tongue = rng.choice(["en", "en", "pt", "qu"])
        self.names, self.words, countries = TONGUES[self.tongue]
        self.p = start(rng, rng.choice(countries))
        self.p.features.add(f"second:{self.tongue}")
        self.rng, self.sp = rng, self.p.sp
        self.first, self.last = years(rng, rng.choice([4, 5]))
        self.join = rng.choice([" / ", " | ", " – ", "\n", "\n", " (…)"])
        self.upper = rng.random() < 0.4
        self.numbers = rng.choice(["lines", "line"])

    def label(self, i: int) -> str:
        """Return a label in both languages, or in Spanish where the other has none."""
        word, other = WORDS[i], self.words[i]
        return f"{word} / {other}" if other and other != word else word

    def heading(self, i: int, theme: Theme) -> tuple[int, str, list[str]]:
        """Print the heading of an axis; return its line, its Spanish name and other readings of it."""
        p = self.p
        name = self.sp.axis(theme)
        other = self.names.get(theme.key, theme.names[0])
        lead = f"{WORDS[0]} {i}. "
        second = f"{self.words[0]} {i}. {other}" if self.words[0] else other
        shown, second = (name.upper(), second.upper()) if self.upper else (name, second)
        if self.join == "\n":
            line = p.say(f"{lead.upper() if self.upper else lead}{shown}")
            p.say(second)
            return line, name, [f"{name} {other}", f"{name} {second}"]
        if self.join == " (…)":
            return p.say(f"{lead}{shown} ({other})"), name, [f"{name} ({other})"]
        tail = second if self.rng.random() < 0.5 else (other.upper() if self.upper else other)
        return p.say(f"{lead}{shown}{self.join}{tail}"), name, [f"{name}{self.join}{tail}", f"{name} {other}"]

    def statements(self) -> None:
        """Print mission and vision under labels in both languages."""
        p, sp = self.p, self.sp
        for i, key, text in ((4, "mission", sp.mission()), (5, "vision", sp.vision(self.last))):
            p.say(self.label(i))
            p.say(text)
            p.gold[key] = text
            p.gap()

    def indicator(self, theme: Theme, ident: str) -> None:
        """Print an indicator under its label in both languages."""
        p = self.p
        m = measure(self.sp, theme, self.last, self.first)
        base, target = p.base(m), p.value(m.target, m.unit)
        line = p.say(f"{self.label(3)}: {m.name}")
        pairs = {"en": ("Línea base / Baseline", "Meta / Target"), "pt": ("Línea base / Linha de base", "Meta")}
        one, two = pairs.get(self.tongue, ("Línea base", "Meta"))
        if self.numbers == "line":
            p.say(f"{one} {m.base_year}: {base} – {two} {m.year}: {target}")
        else:
            p.say(f"{one} ({m.base_year}): {base}")
            p.say(f"{two} ({m.year}): {target}")
        p.indicator(Measure(m.name, m.unit, m.base, m.base_year, m.target, m.year), line, ident)

    def axis(self, i: int) -> None:
        """Print an axis with its objectives, lines of action and indicators."""
        p, rng, sp = self.p, self.rng, self.sp
        theme = sp.theme()
        p.gap()
        line, name, others = self.heading(i, theme)
        top = p.element("axis", name, line, None, code=str(i), text_alt=others)
        for j in range(1, rng.randint(1, 2) + 1):
            text = sp.objective(theme)
            line = p.say(f"{self.label(1)} {i}.{j}: {text}.")
            ident = p.element("objective", text, line, top, code=f"{i}.{j}", kind_alt=["strategic_objective"])
            if rng.random() < 0.7:
                p.say(f"{self.label(2)}:")
                mark = rng.choice(["• ", "- ", "{}. "])
                for n in range(1, rng.randint(2, 4) + 1):
                    act = sp.act(theme)
                    p.element("action_line", act, p.say(mark.format(n) + act), ident)
            for _ in range(rng.randint(0, 2)):
                self.indicator(theme, ident)

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        cover(
            p, rng.choice(["Plan Estratégico", "Plan de Desarrollo", "Plan de Gobierno Local"]), self.first, self.last
        )
        self.statements()
        prose(p, "", 1)
        for i in range(1, rng.randint(2, 5) + 1):
            self.axis(i)
        p.gap()
        closing(p)
        return p


def write(rng: Random) -> Paper:
    """Write one plan with headings in two languages."""
    return Bilingual(rng).write()
