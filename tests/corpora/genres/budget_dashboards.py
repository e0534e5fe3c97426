"""Budget dashboards: programme lines with approved, modified, committed and accrued money, sources, and totals."""

from collections.abc import Callable
from random import Random

from tests.corpora.genres.front import begin, cover
from tests.corpora.genres.paper import Paper, table

STAGES = {
    "GT": ["Asignado", "Modificado", "Vigente", "Devengado", "% de ejecución"],
    "EC": ["Asignado", "Modificado", "Codificado", "Devengado", "% ejecución"],
    "PE": ["PIA", "PIM", "Certificado", "Devengado", "Avance %"],
    "CO": ["Apropiación inicial", "Modificaciones", "Apropiación definitiva", "Compromisos", "% Ejecución"],
    "MX": ["Aprobado", "Modificado", "Comprometido", "Devengado", "% Avance"],
    "DO": ["Presupuesto inicial", "Modificaciones", "Presupuesto vigente", "Devengado", "% ejec."],
}


def _line(rng: Random, iso: str) -> list[float]:
    """Invent the four amounts of a programme."""
    cents = rng.random() < 0.5
    first = rng.randrange(200_000, 90_000_000, 500) + (rng.randrange(100) / 100 if cents else 0)
    change = rng.choice([0, 1, -1]) * rng.randrange(1_000, 150_000, 250)
    now = round(first + change, 2)
    if iso in ("PE", "MX"):
        used = round(now * rng.uniform(0.5, 0.95), 2)
        return [first, now, used, round(used * rng.uniform(0.5, 1), 2)]
    return [first, float(change), now, round(now * rng.uniform(0.2, 0.98), 2)]


def _programmes(p: Paper, iso: str, title: str) -> None:
    """Print the table of programmes with its total."""
    rng, sp = p.rng, p.sp
    label = rng.choice(["Programa", "Programa presupuestario", "PROGRAMA"])
    mode = rng.choice(["tabs", "tabs", "layout", "flat"])
    stages = STAGES[iso]
    coded = rng.random() < 0.7
    rows, names, amounts = [], [], []
    code = rng.choice([1, 11, 21])
    for _ in range(rng.randint(4, 10)):
        name = sp.programme(sp.theme())
        money = _line(rng, iso)
        names.append((f"{code:02d}" if coded else None, name))
        amounts.append(money)
        rows.append(
            [*([f"{code:02d}"] if coded else []), name.upper() if rng.random() < 0.2 else name, *_money(p, money)]
        )
        code += 1
    sums = [round(sum(a[i] for a in amounts), 2) for i in range(4)]
    if rng.random() < 0.3:
        wrong = rng.randrange(4)
        sums[wrong] = round(sums[wrong] + rng.choice([1, 0.5, 1000, -250]), 2)
    word = rng.choice(["TOTAL", "Total general", "TOTAL PRESUPUESTO"])
    total = [*([""] if coded and mode != "flat" else []), word, *_money(p, sums)]
    if coded and mode == "flat":
        total = ["-", *total]
    p.put(title)
    head = [*(["Código"] if coded else []), label, *stages]
    lines = table(p, head, [*rows, total], mode)
    for (number, name), line in zip(names, lines, strict=False):
        p.element("strategic_line", name, line, None, code=number)
    for i in range(4):
        p.total(f"{word} {stages[i]}", sums[i], [a[i] for a in amounts], lines[-1])


def _money(p: Paper, money: list[float]) -> list[str]:
    """Print the amounts of a line and its share of execution."""
    base = money[1] if abs(money[1]) > abs(money[0]) / 2 else money[2]
    share = round(100 * money[3] / base, 2)
    return [*(p.money(v, sign=False, cents=True) for v in money), p.value(share, "%")]


def _funds(p: Paper) -> None:
    """Print the sources with one amount each and their total."""
    rng, sp = p.rng, p.sp
    mode = rng.choice(["tabs", "layout", "colon"])
    names = [sp.fund() for _ in range(rng.randint(3, 7))]
    amounts = [round(rng.uniform(50_000, 30_000_000), rng.choice([0, 2])) for _ in names]
    stated = round(sum(amounts), 2)
    p.put(
        rng.choice(
            ["Fuentes de financiamiento", "FINANCIAMIENTO POR FUENTE", "Presupuesto por fuente de financiamiento"]
        )
    )
    if mode == "colon":
        lines = [p.put(f"{n}: {p.money(a, cents=True)}") for n, a in zip(names, amounts, strict=True)]
        last = p.put(f"Total: {p.money(stated, cents=True)}")
    else:
        rows = [[n, p.money(a, cents=True)] for n, a in zip(names, amounts, strict=True)]
        *lines, last = table(p, ["Fuente", "Monto"], [*rows, ["Total", p.money(stated, cents=True)]], mode)
    for name, amount, line in zip(names, amounts, lines, strict=True):
        p.note("funding", line, source=name, amount=amount, investment=None, operating=None)
    p.total("Total fuentes", stated, amounts, last)
    p.gap()


def _widgets(p: Paper) -> None:
    """Print what stands in the tiles of a dashboard: figures with captions that are no part of a plan."""
    rng = p.rng
    tiles = ["Proveedores activos", "Contratos vigentes", "Trámites del mes", "Órdenes de compra", "Visitas al portal"]
    for tile in rng.sample(tiles, 3):
        p.put(f"{rng.randint(12, 990)}")
        p.put(tile)
    p.put(f"Actualizado al {rng.randint(1, 28)}/{rng.randint(1, 12):02d}/{rng.randint(2022, 2026)}")
    p.gap()


def write(rng: Random) -> Paper:
    """Write one dashboard."""
    iso = rng.choice(list(STAGES))
    p = begin(rng, iso, None)
    year = rng.randint(2019, 2027)
    cover(p, rng.choice(["Tablero de ejecución presupuestaria", "Ejecución del presupuesto por programas"]), year, year)
    parts: list[Callable[[], None]] = [
        lambda: _programmes(p, iso, "Ejecución por programa"),
        lambda: _funds(p),
        lambda: _widgets(p),
    ]
    rng.shuffle(parts)
    for part in parts:
        part()
    while len([line for line in p.lines if line]) < 32:
        _widgets(p)
        p.say(p.sp.filler())
    return p
