"""Matrices of some forty columns whose header cells, broken over lines, make a header of over a hundred lines."""

from random import Random

from tests.corpora.genres.front import begin, closing, cover, years
from tests.corpora.genres.paper import Measure, Paper, measure

SOURCES = (
    "Recursos propios",
    "Sistema General de Participaciones",
    "Regalías",
    "Crédito interno",
    "Cofinanciación nacional",
    "Otros recursos",
)


def _columns(p: Paper, first: int, last: int, dated: bool) -> list[tuple[str, str]]:
    """Return the columns by key; what has no truth in it has keys beginning with «x»."""
    rng = p.rng
    term = f"para el cuatrienio {first}-{last}" if dated else "para el cuatrienio"
    out = [
        ("line", rng.choice(["Línea estratégica del plan de desarrollo", "Eje estratégico del plan de desarrollo"])),
        ("xsectorcode", "Código del sector de inversión"),
        ("sector", "Nombre del sector"),
        ("xprogcode", "Código del programa presupuestal"),
        ("programme", "Nombre del programa"),
        ("xprodcode", "Código del producto según catálogo"),
        ("product", rng.choice(["Meta de producto", "Nombre del producto esperado"])),
        ("indicator", "Indicador de producto asociado"),
        ("xunit", "Unidad de medida del indicador"),
        ("base", "Línea base del indicador"),
        ("base_year", "Año de la línea base"),
        ("target", f"Meta física {term}"),
    ]
    out += [(f"goal{y}", f"Meta física programada {y}") for y in range(first, last + 1)]
    for year in range(first, last + 1):
        out += [
            (f"xm{i}{year}", f"{source} programados vigencia {year}")
            for i, source in enumerate(SOURCES[: rng.choice([5, 6])])
        ]
    out += [
        ("xowner", "Dependencia responsable de la ejecución"),
        ("xods", "Objetivo de desarrollo sostenible asociado"),
    ]
    return out


def _head(p: Paper, columns: list[tuple[str, str]]) -> None:
    """Print the header: within a cell a line a word or two, cells parted by tabs."""
    upper = p.rng.random() < 0.6
    cells = []
    for _, head in columns:
        words = (head.upper() if upper else head).split()
        lines = []
        while words:
            take = p.rng.choice([1, 1, 1, 2])
            lines.append(" ".join(words[:take]))
            words = words[take:]
        cells.append("\n".join(lines))
    for line in "\t".join(cells).split("\n"):
        p.put(line)


def _values(p: Paper, m: Measure, span: range) -> dict[str, str]:
    """Return the cells of an indicator with its yearly steps."""
    steps = m.steps(len(span))
    out = {
        "indicator": m.name,
        "base": p.base(m),
        "base_year": str(m.base_year),
        "target": p.value(m.target, m.unit),
    }
    out |= {f"goal{y}": p.value(v, m.unit) for y, v in zip(span, steps, strict=True)}
    return out


def _cell(p: Paper, key: str, values: dict[str, str]) -> str:
    """Return a cell; columns without truth get what such columns hold."""
    if key in values:
        return values[key]
    if key.startswith("xm"):
        return p.rng.choice(["0", p.money(p.rng.randrange(1_000_000, 900_000_000, 5000), sign=False)])
    return {"xunit": "Número", "xowner": "Secretaría de Planeación", "xods": "Acción por el territorio"}.get(key, "")


def write(rng: Random) -> Paper:
    """Write one wide matrix."""
    p = begin(rng, "CO", None)
    p.features.add("long_header")
    sp = p.sp
    first, last = years(rng)
    cover(
        p,
        rng.choice(["Plan Indicativo", "Plan plurianual de inversiones", "Matriz estratégica del Plan de Desarrollo"]),
        first,
        last,
    )
    p.running = ""
    dated = rng.random() < 0.7
    columns = _columns(p, first, last, dated)
    _head(p, columns)
    broken = rng.random() < 0.4
    p.damaged = broken
    span = range(first, last + 1)
    axis_word = columns[0][1].startswith("Eje")
    code = rng.randint(10, 30)
    for _ in range(rng.randint(1, 3)):
        theme = sp.theme()
        axis = sp.axis(theme)
        top = None
        for _ in range(rng.randint(1, 2)):
            theme = sp.theme()
            sector = sp.sector(theme)
            code += 1
            ids: dict[str, str] = {}
            for n in range(rng.randint(1, 2)):
                programme = sp.programme(theme)
                for k in range(rng.randint(1, 3)):
                    product, m = sp.made(theme), measure(sp, theme, last, first)
                    values = {"line": axis, "sector": sector, "programme": programme, "product": product}
                    values |= {
                        "xsectorcode": f"{code}",
                        "xprogcode": f"{code}{n + 1:02d}",
                        "xprodcode": f"{code}{n + 1:02d}{k + 1:03d}",
                    }
                    values |= _values(p, m, span)
                    line = _print(p, [_cell(p, key, values) for key, _ in columns], broken)
                    if top is None:
                        kinds = ("axis", "strategic_line") if axis_word else ("strategic_line", "axis")
                        top = p.element(kinds[0], axis, line, None, kind_alt=[kinds[1]])
                    if "sector" not in ids:
                        ids["sector"] = p.element("theme", sector, line, top, code=f"{code}")
                    if k == 0:
                        ids["programme"] = p.element(
                            "strategic_line", programme, line, ids["sector"], code=f"{code}{n + 1:02d}"
                        )
                    ident = p.element("product", product, line, ids["programme"], code=f"{code}{n + 1:02d}{k + 1:03d}")
                    p.indicator(m, line, ident, target_year_alt=[None] if not dated else [])
    p.gap()
    closing(p)
    return p


def _print(p: Paper, cells: list[str], broken: bool) -> int:
    """Print a row of cells by tabs; where `broken`, long cells keep line breaks of their own."""
    text = "\t".join(c.replace(" de ", "\nde ", 1) if broken and len(c) > 24 else c for c in cells)
    pieces = text.split("\n")
    first = p.put(pieces[0])
    for piece in pieces[1:]:
        p.put(piece)
    return first
