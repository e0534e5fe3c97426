"""Layout text of designed pages: the axis in a panel at the left, its indicators in a panel at the right."""

import textwrap
from random import Random

from tests.corpora.genres.front import begin, closing, opening, years
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.themes import Theme

Note = tuple[int, str, object]


def _left(p: Paper, i: int, theme: Theme, width: int) -> tuple[list[str], list[tuple[int, str, str]]]:
    """Return the lines of the left panel, and (offset, kind, text) of what stands in them."""
    rng, sp = p.rng, p.sp
    out: list[str] = []
    said: list[tuple[int, str, str]] = []
    axis = sp.axis(theme)
    if rng.random() < 0.5:
        out.append(f"EJE {i}")
        said.append((1, "axis", axis))
        out += textwrap.wrap(axis, width)
    else:
        said.append((0, "axis", axis))
        out += textwrap.wrap(f"Eje {i}. {axis}", width)
    out.append("")
    objective = sp.objective(theme)
    label = rng.choice(["Objetivo", "OBJETIVO ESTRATÉGICO"])
    out.append(label)
    said.append((len(out), "objective" if label == "Objetivo" else "strategic_objective", objective))
    out += textwrap.wrap(objective, width)
    if rng.random() < 0.6:
        out += ["", rng.choice(["Líneas de acción", "LÍNEAS DE ACCIÓN"])]
        for _ in range(rng.randint(2, 4)):
            act = sp.act(theme)
            said.append((len(out), "action_line", act))
            out += textwrap.wrap("• " + act, width, subsequent_indent="  ")
    return out, said


def _right(p: Paper, theme: Theme, first: int, last: int, width: int) -> tuple[list[str], list[tuple[int, object]]]:
    """Return the lines of the right panel with the measures that stand in them."""
    rng = p.rng
    style = rng.randrange(3)
    out = [rng.choice(["INDICADORES", "Indicadores y metas"]), ""]
    said: list[tuple[int, object]] = []
    for _ in range(rng.randint(1, 3)):
        m = measure(p.sp, theme, last, first)
        said.append((len(out), m))
        out += textwrap.wrap(("▪ " if style == 2 else "") + m.name, width)
        base, target = p.value(m.base, m.unit), p.value(m.target, m.unit)
        if style == 0:
            out.append(f"Línea base {m.base_year}: {base}")
            out.append(f"Meta {m.year}: {target}")
        elif style == 1:
            out.append(f"LB ({m.base_year}) {base}   Meta ({m.year}) {target}")
        else:
            out.append(f"Línea base: {base} ({m.base_year}) – Meta: {target} ({m.year})")
        out.append("")
    return out, said


def write(rng: Random) -> Paper:
    """Write one designed document in layout text."""
    iso = rng.choice(["CO", "CR", "MX", "PA", "UY", "DO", "AR"])
    p = begin(rng, iso, rng.choice([92, 105]))
    p.features |= {"layout", "panels"}
    p.damaged = True
    first, last = years(rng)
    opening(p, rng.choice(["Plan Estratégico", "Plan de Desarrollo", "Plan de Gobierno"]), first, last)
    width, room = rng.choice([36, 42, 48]), rng.choice([44, 52, 60])
    gutter = " " * rng.randint(3, 8)
    for i in range(1, rng.randint(3, 6) + 1):
        theme = p.sp.theme()
        left, said = _left(p, i, theme, width)
        right, stated = _right(p, theme, first, last, room)
        shift = rng.choice([0, 0, 1, 2])
        right = [""] * shift + right
        high = max(len(left), len(right))
        left += [""] * (high - len(left))
        right += [""] * (high - len(right))
        p.gap()
        start = len(p.lines) + 1
        for a, b in zip(left, right, strict=True):
            p.put(a.ljust(width) + gutter + b)
        parent = axis = p.element("axis", said[0][2], start + said[0][0], None, code=str(i))
        for offset, kind, text in said[1:]:
            ident = p.element(kind, text, start + offset, parent, **({} if parent == axis else {"parent_alt": [axis]}))
            if parent == axis:
                parent = ident
        for offset, m in stated:
            p.indicator(m, start + offset + shift, parent)  # type: ignore[arg-type]
        p.gap()
        p.on_page = 0
    p.running = ""
    closing(p)
    return p
