"""Chile: communal development plans with guidelines, objectives and initiatives costed in thousands of pesos."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, prose, years
from tests.corpora.genres.paper import Paper, table

FUNDS = "Municipal|FNDR|PMU|Sectorial|FRIL|SUBDERE|Municipal/FNDR"


def _initiatives(p: Paper, parent: str, first: int, last: int, numbered: bool, mode: str) -> None:
    """Print the initiatives of an objective as a table; they are projects with an amount."""
    rng, sp = p.rng, p.sp
    head = [
        *(["N°"] if numbered else []),
        rng.choice(["Iniciativa", "Proyecto", "Iniciativa / proyecto"]),
        rng.choice(["Monto (M$)", "Monto M$", "Inversión estimada M$"]),
        rng.choice(["Fuente", "Fuente de financiamiento"]),
        "Año",
    ]
    names, amounts, rows = [], [], []
    for i in range(1, rng.randint(2, 5) + 1):
        name = sp.project(sp.theme())
        amount = float(rng.randrange(2_000, 900_000, 100))
        names.append(name)
        amounts.append(amount)
        rows.append(
            [
                *([str(i)] if numbered else []),
                name,
                p.money(amount, sign=False),
                sp.pick(FUNDS),
                str(rng.randint(first, last)),
            ]
        )
    total = rng.random() < 0.35
    if total:
        fill = "-" if mode == "flat" else ""
        rows.append([*([fill] if numbered else []), "Total", p.money(sum(amounts), sign=False), fill, fill])
    lines = table(p, head, rows, mode)
    for i, (name, amount, line) in enumerate(zip(names, amounts, lines, strict=False), 1):
        p.note("projects", line, name=name, code=None, code_alt=[str(i)], amount=amount, note=None)
        p.element("action_line", name, line, parent, kind_alt=["action", "strategic_line"], optional=True)
    if total:
        p.total("Total", sum(amounts), amounts, lines[-1])


def write(rng: Random) -> Paper:
    """Write one communal development plan."""
    p = begin(rng, "CL")
    sp = p.sp
    first, last = years(rng, rng.choice([4, 5, 6]))
    opening(
        p,
        rng.choice(["Plan de Desarrollo Comunal", "PLADECO", "Actualización Plan de Desarrollo Comunal"]),
        first,
        last,
    )
    prose(p, rng.choice(["Imagen objetivo y lineamientos", "PLAN DE ACCIÓN", "Cartera de iniciativas"]), 1)
    word, kind, alt = rng.choice(
        [
            ("Lineamiento estratégico", "strategic_line", ["axis"]),
            ("Área", "axis", ["theme"]),
            ("Lineamiento", "strategic_line", ["axis"]),
            ("Eje estratégico", "axis", []),
        ]
    )
    label = rng.choice(["Objetivo estratégico", "Objetivo", "Objetivo específico"])
    goal = "strategic_objective" if label == "Objetivo estratégico" else "objective"
    numbered, mode = rng.random() < 0.5, rng.choice(["tabs", "tabs", "layout", "flat", "records"])
    sep = rng.choice([": ", ". ", " – "])
    for i in range(1, rng.randint(2, 4) + 1):
        theme = sp.theme()
        name = sp.axis(theme)
        p.gap()
        shown = f"{word.upper()} {i}{sep}{name.upper()}" if rng.random() < 0.3 else f"{word} {i}{sep}{name}"
        top = p.element(kind, name, p.say(shown), None, code=str(i), kind_alt=alt)
        for j in range(1, rng.randint(1, 2) + 1):
            objective = sp.objective(theme)
            line = p.say(f"{label} {i}.{j}{sep}{objective}")
            ident = p.element(
                goal, objective, line, top, code=f"{i}.{j}", kind_alt=["objective", "strategic_objective"]
            )
            _initiatives(p, ident, first, last, numbered, mode)
    closing(p)
    return p
