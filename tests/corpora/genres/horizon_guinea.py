"""Equatorial Guinea: horizon plans: axes with objectives, programmes with projects and their money, results by year."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose
from tests.corpora.genres.ground import grid
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import ROMANS, aim, begun, deed, outcome, shown


def _indicators(p: Paper, rng: Random, said: list[tuple[object, str]], first: int, last: int) -> None:
    """Print the table of indicators of the whole plan by axis."""
    p.gap()
    p.put(rng.choice(["INDICADORES DE SEGUIMIENTO", "Cuadro de indicadores"]))
    rows, found = [], []
    for theme, ident in said:
        m = measure(p.sp, theme, last, first)
        found.append((m, ident))
        rows.append([m.name, p.value(m.base, m.unit), str(m.base_year), p.value(m.target, m.unit)])
    head = ["Indicador", "Valor de referencia", "Año de referencia", f"Meta {last}"]
    for (m, ident), line in zip(found, grid(p, head, rows, rng.choice(["tabs", "layout", "flat", "run"])), strict=True):
        p.indicator(m, line, ident)
        p.gold["indicators"][-1]["element_alt"] = [None]


def write(rng: Random) -> Paper:
    """Write one plan."""
    p = begun(rng, "GQ")
    first = rng.randint(2016, 2025)
    last = rng.choice([2030, 2035])
    opening(
        p,
        rng.choice(["Plan Nacional de Desarrollo Económico y Social", "Estrategia Nacional de Desarrollo Sostenible"]),
        first,
        last,
    )
    prose(p, "", 1)
    mark = rng.choice(["- ", "• ", "✓ "])
    said = []
    for i in range(rng.randint(2, 4)):
        theme = p.sp.theme()
        name = p.sp.axis(theme)
        p.gap()
        line = p.say(
            f"{rng.choice(['EJE', 'Eje estratégico', 'EJE ESTRATÉGICO'])} {ROMANS[i]}"
            f"{rng.choice([': ', '. ', ' – '])}{shown(rng, name)}"
        )
        top = p.element("axis", name, line, None, code=ROMANS[i])
        text = aim(p, theme, True)
        line = p.say(f"{rng.choice(['Objetivo', 'Objetivo general', 'OBJETIVO'])}: {text}.")
        near = p.element("objective", text, line, top, kind_alt=["strategic_objective"])
        said.append((theme, top))
        for j in range(1, rng.randint(1, 3) + 1):
            programme = p.sp.programme(theme)
            line = p.say(f"{rng.choice(['Programa', 'PROGRAMA'])} {i + 1}.{j}{rng.choice([': ', '. '])}{programme}")
            ident = p.element("strategic_line", programme, line, top, code=f"{i + 1}.{j}", parent_alt=[near])
            if rng.random() < 0.5:
                p.say(f"Dotación prevista: {rng.randrange(100, 90_000)} millones de FCFA")
            if rng.random() < 0.6:
                text = outcome(p, theme)
                line = p.say(f"Resultado esperado: {text}.")
                p.element("result", text, line, ident)
            p.say(rng.choice(["Acciones previstas:", "Acciones:"]))
            for _ in range(rng.randint(2, 4)):
                text = deed(p, theme)
                line = p.say(mark + text + rng.choice([";", "."]), "", "  " if p.width else "")
                p.element("action", text, line, ident, kind_alt=["action_line", "activity"])
    if rng.random() < 0.6:
        _indicators(p, rng, said, first, last)
    p.gap()
    closing(p)
    return p
