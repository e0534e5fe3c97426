"""Investment plans by axis and year, and by source, with totals that add up or do not."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, years
from tests.corpora.genres.paper import Paper, table


def _spoiled(rng: Random, value: float) -> float:
    """Return a sum, at times off in its last digit or by a misprint."""
    return round(value + rng.choice([1, -1, 0.01, 1000, -900]), 2) if rng.random() < 0.2 else value


def _axes(p: Paper, count: int) -> list[str]:
    """Print the strategic part: axes with an objective; return the names of the axes."""
    rng, sp = p.rng, p.sp
    word = rng.choice(["Eje", "EJE", "Eje estratégico"])
    names = []
    for i in range(1, count + 1):
        theme = sp.theme()
        name = sp.axis(theme)
        names.append(name)
        ident = p.element("axis", name, p.say(f"{word} {i}. {name}"), None, code=str(i))
        objective = sp.objective(theme)
        p.element("objective", objective, p.say(f"Objetivo: {objective}."), ident)
    p.gap()
    return names


def _by_axis(p: Paper, names: list[str], first: int, last: int) -> None:
    """Print the table of axes by year; the sum of a year is a total, that of a row an optional one."""
    rng = p.rng
    span = range(first, last + 1)
    cents = rng.random() < 0.3
    mode = rng.choice(["tabs", "tabs", "layout", "flat"])
    grid = [[float(rng.randrange(100_000, 90_000_000, 1000)) for _ in span] for _ in names]
    sums = [_spoiled(rng, round(sum(row), 2)) for row in grid]
    rows = [
        [n, *(p.money(v, False, cents) for v in row), p.money(s, False, cents)]
        for n, row, s in zip(names, grid, sums, strict=True)
    ]
    below = [_spoiled(rng, round(sum(column), 2)) for column in zip(*grid, strict=True)]
    whole = _spoiled(rng, round(sum(sums), 2))
    total = rng.choice(["TOTAL", "Total inversión", "TOTAL GENERAL"])
    rows.append([total, *(p.money(v, False, cents) for v in below), p.money(whole, False, cents)])
    p.put(rng.choice(["Plan plurianual de inversiones por eje", "PLAN DE INVERSIONES POR EJE ESTRATÉGICO"]))
    p.put(f"(valores en {'pesos' if p.sp.country.money.strip() == '$' else 'moneda nacional'})")
    lines = table(p, ["Eje", *map(str, span), "Total"], rows, mode)
    for name, row, stated, line in zip(names, grid, sums, lines, strict=False):
        p.note("funding", line, source=name, amount=stated, investment=None, operating=None)
        p.total(name, stated, row, line, optional=True)
    for year, stated, column in zip(span, below, zip(*grid, strict=True), strict=True):
        p.total(f"{total} {year}", stated, list(column), lines[-1])
    p.total(f"{total} Total", whole, sums, lines[-1])


def _by_source(p: Paper, split: bool) -> None:
    """Print the sources with their amount and, in some, what goes to investment and to running costs."""
    rng, sp = p.rng, p.sp
    mode = rng.choice(["tabs", "tabs", "layout", "flat", "records"])
    rows, said = [], []
    for _ in range(rng.randint(4, 9)):
        name = sp.fund()
        amount = float(rng.randrange(100_000, 60_000_000, 500))
        part = float(round(amount * rng.choice([1, 0.9, 0.75, 0.7, 0.5])))
        said.append((name, amount, part, amount - part))
        rows.append([name, *(p.money(v, False, True) for v in ((amount, part, amount - part) if split else (amount,)))])
    columns = [[row[i] for row in said] for i in range(1, 4 if split else 2)]
    stated = [_spoiled(rng, round(sum(c), 2)) for c in columns]  # type: ignore[arg-type]
    total = rng.choice(["TOTAL", "Total financiamiento", "Total de recursos"])
    rows.append([total, *(p.money(v, False, True) for v in stated)])
    head = ["Fuente de financiamiento", *(["Monto", "Inversión", "Funcionamiento"] if split else ["Monto"])]
    p.put(rng.choice(["Fuentes de financiamiento", "INVERSIÓN POR FUENTE", "Disponibilidad financiera"]))
    lines = table(p, head, rows, mode)
    for (name, amount, part, rest), line in zip(said, lines, strict=False):
        p.note(
            "funding",
            line,
            source=name,
            amount=amount,
            investment=part if split else None,
            operating=rest if split else None,
        )
    for i, column in enumerate(columns):
        p.total(f"{total} {head[i + 1]}", stated[i], column, lines[-1])  # type: ignore[arg-type]


def write(rng: Random) -> Paper:
    """Write one investment plan."""
    p = begin(rng, rng.choice(["CO", "EC", "GT", "PY", "DO", "PE", "AR", "UY"]))
    first, last = years(rng)
    opening(
        p,
        rng.choice(["Plan de Inversiones", "Plan Plurianual de Inversiones", "Plan de Desarrollo: parte financiera"]),
        first,
        last,
    )
    names = _axes(p, rng.randint(3, 6))
    kind = rng.choice(["axis", "source", "split"])
    if kind == "axis":
        _by_axis(p, names, first, last)
    else:
        _by_source(p, kind == "split")
    closing(p)
    return p
