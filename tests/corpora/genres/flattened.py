"""Tables that lost their tabs: a row is a run of words and numbers, or its cells stand one under the other."""

import textwrap
from random import Random

from tests.corpora.genres.front import begin, closing, cover, prose, years
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.words import OFFICES


def _cells(p: Paper, code: str, text: str, m: Measure, owner: str, with_year: bool) -> list[str]:
    """Return the cells of one row in the order of the head."""
    base = [p.base(m), *([str(m.base_year)] if with_year else [])]
    return [*([code] if code else []), text, m.name, *base, p.value(m.target, m.unit), *([owner] if owner else [])]


def _row(p: Paper, cells: list[str], style: str) -> int:
    """Print one row in the style of the document; return its first line."""
    if style == "run":
        return p.put(" ".join(cells))
    if style == "wrapped":
        pieces = textwrap.wrap(" ".join(cells), 96, break_on_hyphens=False)
    elif style == "cells":
        pieces = cells
    else:
        pieces = [line for cell in cells for line in textwrap.wrap(cell, 34)]
    first = p.put(pieces[0])
    for piece in pieces[1:]:
        p.put(piece)
    return first


def write(rng: Random) -> Paper:
    """Write one plan whose matrix was flattened."""
    iso = rng.choice(["CO", "EC", "GT", "CR", "PE", "DO", "PY", "CL"])
    p = begin(rng, iso, 100)
    p.damaged = True
    sp = p.sp
    first, last = years(rng)
    cover(p, rng.choice(["Plan Operativo Anual", "Plan Estratégico", "Matriz de planificación"]), first, last)
    prose(p, "", 1)
    style = rng.choice(["run", "wrapped", "cells", "narrow"])
    p.features.add(f"flattened:{style}")
    coded, owned, dated = rng.random() < 0.7, rng.random() < 0.5, rng.random() < 0.5
    kind, label = rng.choice(
        [
            ("objective", "Objetivo"),
            ("strategic_objective", "Objetivo estratégico"),
            ("action", "Acción"),
            ("product", "Producto"),
        ]
    )
    base_year = first - 1
    head = [
        *(["Código"] if coded else []),
        label,
        "Indicador",
        *(["Línea base", "Año"] if dated else [f"Línea base {base_year}"]),
        f"Meta {last}",
        *(["Responsable"] if owned else []),
    ]
    _row(p, head, style)
    word = rng.choice(["EJE", "Eje", "PROGRAMA"])
    for i in range(1, rng.randint(2, 5) + 1):
        theme = sp.theme()
        name = sp.axis(theme) if word != "PROGRAMA" else sp.programme(theme)
        page = p.page
        p.turn()
        if page != p.page:
            _row(p, head, style)
        line = p.put(f"{word} {i}{rng.choice([':', '.'])} {name}")
        top = p.element("strategic_line" if word == "PROGRAMA" else "axis", name, line, None, code=str(i))
        for j in range(1, rng.randint(2, 5) + 1):
            text = {"action": sp.act, "product": sp.made}.get(kind, sp.objective)(theme)
            m = measure(sp, theme, last, first)
            if not dated:
                m = Measure(m.name, m.unit, m.base, base_year, m.target, m.year, m.down)
            owner = rng.choice(OFFICES.split("|")) if owned else ""
            line = _row(p, _cells(p, f"{i}.{j}" if coded else "", text, m, owner, dated), style)
            ident = p.element(kind, text, line, top, code=f"{i}.{j}" if coded else None)
            p.indicator(m, line, ident)
    p.gap()
    p.running = ""
    closing(p)
    return p
