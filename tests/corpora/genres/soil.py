"""What the third wave of genres shares: further countries and themes, longer sentences, marks of lists."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.corpora.genres.ground import ABROAD, start
from tests.corpora.genres.paper import Measure, Paper
from tests.corpora.genres.themes import Theme, themes
from tests.corpora.genres.words import Country

SHORES = {
    "CU": Country(
        "CU", "Cuba", "$", "en", ("Consejo de la Administración Municipal de {}", "Gobierno Provincial de {}")
    ),
    "ES": Country("ES", "España", "", "es", ("Ayuntamiento de {}", "Diputación Provincial de {}", "Cabildo de {}")),
    "PR": Country("PR", "Puerto Rico", "$", "en", ("Departamento de Servicios de {}", "Municipio Autónomo de {}")),
    "GQ": Country("GQ", "Guinea Ecuatorial", "FCFA ", "es", ("Ministerio de Planificación de {}",)),
}
MINISTRY = "Economía|Agricultura|Salud Pública|Obras Públicas|Cultura|Trabajo|Ambiente|Transporte|Desarrollo Social"
AIMS = "Contribuir a|Avanzar en|Velar por|Trabajar por"
INFINITIVES = (
    "Modernizar|Extender|Robustecer|Diversificar|Transformar|Proteger|Recuperar|Reorganizar|Potenciar|Articular|"
    "Afianzar|Duplicar|Regular|Favorecer|Dinamizar"
)
WITH = (
    "con énfasis en los hogares más pobres|en todo el territorio nacional|con enfoque territorial|"
    "en alianza con el sector privado|de forma gradual|con igualdad entre hombres y mujeres|"
    "en las provincias con mayor rezago|bajo criterios de sostenibilidad|a escala local"
)
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def begun(rng: Random, iso: str, width: int | None = 0) -> Paper:
    """Return an empty document of a country of any wave, that speaks of the further themes."""
    p = start(rng, "CO" if iso in SHORES else iso, width)
    if iso in SHORES:
        p.features = {f for f in p.features if not f.startswith("country:")} | {f"country:{iso}"}
        p.sp.country = SHORES[iso]
    assert iso in SHORES or iso in ABROAD or p.sp.country.iso == iso
    p.sp.deck = list(themes("further_themes.txt"))
    rng.shuffle(p.sp.deck)
    return p


def ministry(p: Paper) -> str:
    """Return the name of a ministry."""
    head = ["Secretaría"] if p.sp.country.iso in ("MX", "HN") else ["Ministerio", "Instituto Nacional"]
    return f"{p.rng.choice(head)} de {p.sp.pick(MINISTRY)}"


def aim(p: Paper, theme: Theme, long: bool = False) -> str:
    """Return an objective, once: an infinitive with what it is about and, where `long`, how and what for."""
    rng, sp = p.rng, p.sp

    def make() -> str:
        parts = [f"{sp.pick(INFINITIVES)} {rng.choice(theme.goods)}"]
        if rng.random() < 0.5:
            parts.append(sp.pick(WITH))
        if long:
            how = rng.choice(["a través de", "por medio de", "con"])
            parts.append(f"{how} {' y '.join(rng.sample(theme.means, 2))}")
        if long or rng.random() < 0.4:
            parts.append(f"{rng.choice(['a fin de', 'para', 'con miras a'])} {rng.choice(theme.ends)}")
        return " ".join(parts).replace("para que", "de modo que").replace("a fin de que", "para que")

    return sp.new(make, WITH)


def way(p: Paper, theme: Theme) -> str:
    """Return a strategy or line of action as a noun phrase or infinitive, once."""
    rng, sp = p.rng, p.sp
    nouns = "Puesta en marcha de|Ampliación de|Fomento de|Adopción de|Extensión de"
    verbs = "Poner en marcha|Aprovechar|Sostener|Difundir|Coordinar"

    def make() -> str:
        first = sp.pick(nouns if rng.random() < 0.5 else verbs)
        return f"{first} {rng.choice(theme.means)} {rng.choice(['para', 'con el fin de'])} {rng.choice(theme.ends)}"

    return sp.new(make, WITH)


def deed(p: Paper, theme: Theme) -> str:
    """Return an action with its work and, at times, place and time, once."""
    rng, sp = p.rng, p.sp
    tails = [
        "",
        "",
        f" de {sp.place()}",
        f" en el distrito de {sp.place()}",
        " en cada semestre",
        " con las comunidades",
    ]
    return sp.new(lambda: rng.choice(theme.acts) + rng.choice(tails), WITH)


def outcome(p: Paper, theme: Theme) -> str:
    """Return a result as a sentence of what has changed, once."""
    rng, sp = p.rng, p.sp
    who = "Los hogares|Las personas mayores|Los productores|Las mujeres|Los jóvenes|Las comunidades"

    def make() -> str:
        return rng.choice(
            [
                f"{sp.pick(who)} de {sp.place()} se benefician de {rng.choice(theme.goods)}",
                f"{rng.choice(theme.made)} {sp.pick(WITH)}",
                f"{sp.pick('Mejorada|Consolidada')} la gestión de {rng.choice(theme.goods)} en {sp.place()}",
            ]
        )

    return sp.new(make, WITH)


def without_base(m: Measure) -> Measure:
    """Return the measure as a document states it that prints no baseline."""
    return replace(m, base=None, base_year=None)


def undated(m: Measure) -> Measure:
    """Return the measure as a document states it that prints no year with the goal."""
    return replace(m, year=None)


def shown(rng: Random, text: str, share: float = 0.4) -> str:
    """Return the text, in capitals with chance `share`."""
    return text.upper() if rng.random() < share else text


def item(p: Paper, mark: str, text: str, end: str = "") -> int:
    """Print an item of a list under its mark; return its line."""
    return p.say(f"{mark}{text}{end}", "", "  " if p.width else "")


def bullets(rng: Random) -> str:
    """Choose the mark of a document's lists; «{}» stands for a number, «{a}» for a letter."""
    return rng.choice(["• ", "- ", "{}. ", "{a}) ", "▪ ", "{}) ", "o ", "✓ "])


def marked(mark: str, i: int) -> str:
    """Return the mark of item number `i`, from 1."""
    return mark.replace("{a}", "abcdefghijklmn"[i - 1]).replace("{}", str(i))


def beside(p: Paper, columns: Sequence[Sequence[str]], widths: Sequence[int], gutter: int = 3) -> int:
    """Print columns of lines side by side with blanks between them; return the first line."""
    high = max(len(c) for c in columns)
    first = len(p.lines) + 1
    for i in range(high):
        cells = [(c[i] if i < len(c) else "").ljust(w) for c, w in zip(columns, widths, strict=True)]
        p.put((" " * gutter).join(cells))
    return first
