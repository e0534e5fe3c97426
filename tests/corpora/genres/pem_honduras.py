"""Honduras and El Salvador: municipal strategic plans by axis, objective, result and costed project."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, prose, years
from tests.corpora.genres.outline import Level, Outline
from tests.corpora.genres.paper import Paper, table

RESULT = Level("result", "Resultado|Resultado esperado", "Resultados esperados", "result", (1, 2), measured=0.4)
OBJECTIVE = Level(
    "objective",
    "Objetivo|Objetivo estratégico",
    "Objetivos",
    "objective",
    (1, 2),
    styles=("inline", "below"),
    alt=("strategic_objective",),
    below=(RESULT,),
)
AXIS = Level(
    "axis",
    "Eje|Eje estratégico|Área estratégica",
    "Ejes",
    "axis",
    (2, 4),
    styles=("inline", "below"),
    below=(OBJECTIVE,),
)
HEADS = {
    "HN": ("No.", "Proyecto", "Ubicación", "Costo (L.)", "Año de ejecución"),
    "SV": ("N°", "Nombre del proyecto", "Ubicación", "Costo estimado", "Plazo"),
}


def _projects(p: Paper, first: int, last: int) -> None:
    """Print the costed projects, with a total that agrees or not."""
    rng, sp = p.rng, p.sp
    mode = rng.choice(["tabs", "tabs", "layout", "flat", "records"])
    sign = rng.random() < 0.5
    names, amounts, rows = [], [], []
    for i in range(1, rng.randint(4, 12) + 1):
        name = sp.project(sp.theme())
        amount = float(rng.randrange(20_000, 4_000_000, 250))
        names.append(name)
        amounts.append(amount)
        term = (
            str(rng.randint(first, last))
            if p.sp.country.iso == "HN"
            else sp.pick("Corto plazo|Mediano plazo|Largo plazo")
        )
        rows.append([str(i), name, sp.place(), p.money(amount, sign, cents=True), term])
    stated = sum(amounts) + (rng.choice([1000, -500, 0.5]) if rng.random() < 0.3 else 0)
    with_total = rng.random() < 0.7
    if with_total:
        rows.append(
            [
                "-" if mode == "flat" else "",
                "TOTAL",
                "-" if mode == "flat" else "",
                p.money(stated, sign, cents=True),
                "-" if mode == "flat" else "",
            ]
        )
    p.put(rng.choice(["Cartera de proyectos", "PLAN DE INVERSIÓN: PROYECTOS PRIORIZADOS", "Banco de proyectos"]))
    lines = table(p, list(HEADS[p.sp.country.iso]), rows, mode)
    for name, amount, line in zip(names, amounts, lines, strict=False):
        p.note("projects", line, name=name, code=None, amount=amount, note=None)
        p.element("action_line", name, line, None, kind_alt=["action"], optional=True)
    for i, row in enumerate(p.gold["projects"][-len(names) :], 1):
        row["code_alt"] = [str(i)]
    if with_total:
        p.total("TOTAL", stated, amounts, lines[-1])


def write(rng: Random) -> Paper:
    """Write one strategic plan with its projects."""
    iso = rng.choice(["HN", "SV"])
    p = begin(rng, iso)
    first, last = years(rng, rng.choice([3, 4, 5]))
    title = {
        "HN": "Plan de Desarrollo Municipal|PEM Plan Estratégico Municipal",
        "SV": "Plan Estratégico Participativo|Plan Estratégico Municipal",
    }
    opening(p, p.sp.pick(title[iso]), first, last)
    if rng.random() < 0.8:
        prose(p, rng.choice(["Ejes, objetivos y resultados", "MARCO ESTRATÉGICO"]), 1)
        Outline(p, first, last).levels(AXIS, None, None, ())
        p.gap()
    _projects(p, first, last)
    closing(p)
    return p
