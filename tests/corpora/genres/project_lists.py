"""Lists of investment projects with their code (SNIP, BPIN, CUP, CUI), place, amount and status."""

from collections.abc import Callable
from random import Random

from tests.corpora.genres.front import begin, closing, cover, prose
from tests.corpora.genres.paper import Paper, table

CODES: dict[str, tuple[str, Callable[[Random], str]]] = {
    "GT": ("SNIP", lambda r: str(r.randint(100_000, 399_999))),
    "CO": ("Código BPIN", lambda r: f"20{r.randint(18, 27)}{r.randint(10**8, 10**9 - 1)}"),
    "EC": ("CUP", lambda r: f"{r.randint(10**7, 10**8 - 1)}.0000.{r.randint(370_000, 399_999)}"),
    "PE": ("CUI", lambda r: str(r.randint(2_100_000, 2_699_999))),
    "CL": ("Código BIP", lambda r: f"{r.randint(30_000_000, 40_999_999)}-0"),
    "DO": ("SNIP", lambda r: str(r.randint(12_000, 16_999))),
    "PY": ("Código SNIP", lambda r: str(r.randint(300, 1200))),
}
STATUS = "En ejecución|Finalizado|En formulación|Aprobado|Licitado|Con financiamiento|Perfil"


def _sections(rng: Random) -> list[str]:
    """Return the sections of the list: none, or by sector."""
    if rng.random() < 0.6:
        return [""]
    return rng.sample(["AGUA Y SANEAMIENTO", "RED VIAL", "EDUCACIÓN", "SALUD", "ESPACIOS PÚBLICOS"], rng.randint(2, 3))


def _blocks(p: Paper, label: str, rows: list[tuple[str, str, str, float, str]]) -> list[int]:
    """Print project after project, a field a line; return the lines of the names."""
    lines = []
    for code, name, place, amount, status in rows:
        p.turn()
        p.put(f"{label}: {code}")
        lines.append(p.say(f"Nombre del proyecto: {name}"))
        p.put(f"Ubicación: {place}")
        p.put(f"Monto: {p.money(amount, cents=True)}")
        p.put(f"Estado: {status}")
        p.gap()
    return lines


def write(rng: Random) -> Paper:
    """Write one list of projects."""
    iso = rng.choice(list(CODES))
    p = begin(rng, iso)
    sp = p.sp
    year = rng.randint(2018, 2027)
    cover(
        p,
        rng.choice(["Cartera de proyectos de inversión", "Listado de proyectos", "Plan Anual de Inversiones"]),
        year,
        year,
    )
    if rng.random() < 0.5:
        prose(p, "", 1)
    label, make = CODES[iso]
    form = rng.choice(["tabs", "tabs", "layout", "flat", "records", "blocks"])
    sign, upper = rng.random() < 0.5, rng.random() < 0.4
    head = [
        label,
        rng.choice(["Proyecto", "Nombre del proyecto", "Nombre"]),
        rng.choice(["Ubicación", "Comunidad", "Localidad"]),
        rng.choice(["Monto", "Costo total", "Presupuesto", "Inversión"]),
        rng.choice(["Estado", "Situación", "Estatus"]),
    ]
    for section in _sections(rng):
        if section:
            p.put(section)
        found: list[tuple[str, str, str, float, str]] = []
        for _ in range(rng.randint(4, 14) if not section else rng.randint(3, 6)):
            name = sp.project(sp.theme())
            amount = round(rng.uniform(30_000, 9_000_000), 2)
            found.append((make(rng), name.upper() if upper else name, sp.place(), amount, sp.pick(STATUS)))
        if form == "blocks":
            lines = _blocks(p, label, found)
        else:
            rows = [[c, n, where, p.money(a, sign, cents=True), s] for c, n, where, a, s in found]
            total = rng.random() < 0.6
            stated = round(sum(f[3] for f in found), 2) + (rng.choice([0.01, -100, 1]) if rng.random() < 0.25 else 0)
            if total:
                fill = "-" if form == "flat" else ""
                rows.append([fill, "TOTAL", fill, p.money(round(stated, 2), sign, cents=True), fill])
            lines = table(p, head, rows, form)
            if total:
                p.total("TOTAL", round(stated, 2), [f[3] for f in found], lines[-1])
        for (code, name, _, amount, status), line in zip(found, lines, strict=False):
            p.note("projects", line, name=name, code=code, amount=amount, note=status)
            p.element("action_line", name, line, None, kind_alt=["action"], optional=True)
    closing(p)
    return p
