"""Goals in sentences: «Aumentar de 45% a 60% el porcentaje de …», each with the values that it prints and no others."""

from dataclasses import replace

from tests.corpora.genres.paper import Measure, Paper
from tests.corpora.genres.words import low

FEMININE = ("Tasa", "Prevalencia", "Razón", "Incidencia")
PLURAL_MALE = ("Kilómetros", "Metros")
PLURAL_FEMALE = ("Horas", "Hectáreas", "Toneladas")
STYLES = ("from_to", "from_to_years", "to", "to_year", "by", "count", "count_year")


def named(name: str) -> str:
    """Return the indicator's name with its article, as it stands within a sentence."""
    first = name.split(maxsplit=1)[0]
    article = (
        "la" if first in FEMININE else "los" if first in PLURAL_MALE else "las" if first in PLURAL_FEMALE else "el"
    )
    return f"{article} {low(name)}"


def things(name: str) -> str | None:
    """Return what is counted («puentes construidos»), None where the name counts nothing."""
    return name.removeprefix("Número de ") if name.startswith("Número de ") else None


def goal(p: Paper, m: Measure, style: str | None = None) -> tuple[str, Measure]:
    """Return a goal as a sentence, and what it states: values and years that are not printed are None.

    The measure returned carries the sentence as its name.
    """
    rng = p.rng
    style = style or rng.choice(STYLES)
    counted = things(m.name)
    if m.base is None and style in ("from_to", "from_to_years", "by"):
        style = "to"
    if (counted is None or m.down) and style.startswith("count"):
        style = "to_year" if style.endswith("year") else "to"
    up = rng.choice(["Aumentar", "Incrementar", "Elevar"])
    verb = rng.choice(["Reducir", "Disminuir"]) if m.down else up
    end = p.value(m.target, m.unit)
    bare = Measure("", m.unit, None, None, m.target, None, m.down)
    if style == "from_to":
        text = f"{verb} de {p.value(m.base, m.unit)} a {end} {named(m.name)}"
        return text, replace(bare, name=text, base=m.base)
    if style == "from_to_years":
        start = f"de {p.value(m.base, m.unit)} en {m.base_year} a {end} en {m.year}"
        text = rng.choice([f"{verb} {named(m.name)} {start}", f"{verb} {start} {named(m.name)}"])
        return text, replace(m, name=text)
    if style == "by":
        delta = abs(round((m.target or 0) - (m.base or 0), 2))
        step = f"{p.value(delta)} puntos porcentuales" if m.unit == "%" else p.value(delta)
        text = f"{verb} en {step} {named(m.name)}"
        return text, replace(bare, name=text, target=delta)
    if style.startswith("count"):
        text = f"{rng.choice(['Alcanzar', 'Lograr', 'Contar con', 'Llegar a'])} {end} {counted}"
        if style == "count_year":
            text += f" a {m.year}" if rng.random() < 0.5 else f" al año {m.year}"
            return text, replace(bare, name=text, year=m.year)
        return text, replace(bare, name=text)
    text = f"{verb} a {end} {named(m.name)}"
    if style == "to_year":
        text = f"Al {m.year}, {low(text)}" if rng.random() < 0.5 else f"{text} al {m.year}"
        return text, replace(bare, name=text, year=m.year)
    return text, replace(bare, name=text)
