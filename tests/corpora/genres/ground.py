"""What the second wave of genres shares: further countries, goals not given before, parts of a year, ways of a row."""

import textwrap
from collections.abc import Iterable
from random import Random

from tests.corpora.genres.front import begin
from tests.corpora.genres.goals import goal
from tests.corpora.genres.paper import Measure, Paper, measure, table
from tests.corpora.genres.themes import Theme
from tests.corpora.genres.words import Country

ABROAD = {
    "VE": Country("VE", "Venezuela", "Bs. ", "es", ("Alcaldía del Municipio {}", "Gobernación del Estado {}")),
    "NI": Country("NI", "Nicaragua", "C$ ", "en", ("Alcaldía Municipal de {}", "Alcaldía de {}")),
}
MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
UNITS = "Documento|Informe|Persona|Familia|Evento|Taller|Kilómetro|Inspección|Expediente|Atención|Visita|Campaña"
OWNERS = (
    "Gerencia de Desarrollo Social|Oficina de Planeamiento|Unidad Ejecutora|Dirección Técnica|Subgerencia de Obras|"
    "Secretaría de Hacienda|Dirección Administrativa|Coordinación de Programas|Jefatura de Servicios"
)
WAYS = ("tabs", "layout", "records", "flat", "narrow", "run", "wrapped", "aired", "pipes", "gaps")
TORN = ("run", "wrapped", "aired")


def start(rng: Random, iso: str, width: int | None = 0) -> Paper:
    """Return an empty document of a country of either wave."""
    if iso not in ABROAD:
        return begin(rng, iso, width)
    p = begin(rng, "CO", width)
    p.features = {f for f in p.features if not f.startswith("country:")} | {f"country:{iso}"}
    p.sp.country = ABROAD[iso]
    return p


def promised(p: Paper, theme: Theme, span: tuple[int, int], styles: Iterable[str]) -> tuple[str, Measure]:
    """Return a goal as a sentence that this document does not hold yet, and what it states."""
    choice = list(styles)
    while True:
        text, said = goal(p, measure(p.sp, theme, span[1], span[0]), p.rng.choice(choice))
        if text.lower() not in p.sp.given:
            p.sp.given.add(text.lower())
            return text, said


def shares(rng: Random, count: int, empty: float = 0.3) -> tuple[int, list[int]]:
    """Return a year's goal and its `count` parts, each zero with chance `empty`; the goal is their sum, at least 1."""
    top = rng.choice([3, 12, 40, 300])
    parts = [0 if rng.random() < empty else rng.randint(1, top) for _ in range(count)]
    if not any(parts):
        parts[-1] = 1
    return sum(parts), parts


def counting(p: Paper, theme: Theme, year: int) -> str:
    """Return the name of an indicator that counts things, so that its goal may be split over the parts of a year."""
    while True:
        name = measure(p.sp, theme, year).name
        if name.startswith(("Número", "Hectáreas", "Kilómetros")) or p.rng.random() < 0.05:
            return name


def owner(p: Paper) -> str:
    """Return the name of an office that answers for something; it may come again."""
    return p.sp.pick(OWNERS)


def day(rng: Random, year: int, first: int = 1, last: int = 12) -> str:
    """Return a date of the year, with figures."""
    return f"{rng.randint(1, 28):02d}/{rng.randint(first, last):02d}/{year}"


def merged(rows: list[list[str]], count: int) -> list[list[str]]:
    """Return the rows with the first `count` columns empty where nothing changed from the row above."""
    out, before = [], [""] * count
    for row in rows:
        same = 0
        while same < count and row[same] == before[same]:
            same += 1
        out.append([""] * same + row[same:])
        before = row[:count]
    return out


def _torn(p: Paper, cells: list[str], way: str) -> int:
    """Print one row as running text or a cell a line; return its first line."""
    cells = [c for c in cells if c]
    if way == "pipes":
        return p.put("| " + " | ".join(cells) + " |")
    if way == "gaps":
        return p.put("".join(c + " " * p.rng.randint(2, 5) for c in cells))
    if way == "run":
        return p.put(" ".join(cells))
    pieces = textwrap.wrap(" ".join(cells), 98, break_on_hyphens=False) if way == "wrapped" else cells
    first = p.put(pieces[0])
    for piece in pieces[1:]:
        p.put(piece)
    if way == "aired":
        p.put("")
    return first


def grid(p: Paper, head: list[str], rows: list[list[str]], way: str) -> list[int]:
    """Print a table in one of WAYS; return the number of each row's first line.

    Beyond those of paper.table: run (a row is a line of words), wrapped (the same, broken), aired (a cell a line, a
    blank line after the row), pipes and gaps (bars or some blanks between cells). Empty cells leave nothing there,
    except between bars, where the caller fills them.
    """
    if way not in (*TORN, "pipes", "gaps"):
        return table(p, head, rows, way)
    p.features.add(f"table:{way}")
    p.damaged = p.damaged or way in TORN
    if way == "pipes":
        head, rows = [c or "-" for c in head], [[c or "-" for c in row] for row in rows]
    _torn(p, head, way)
    out = []
    for cells in rows:
        page = p.page
        p.turn()
        if page != p.page:
            _torn(p, head, way)
        out.append(_torn(p, cells, way))
    p.gap()
    return out
