"""Dominican Republic and Panama: axes, objectives, lines of action, and goals «Meta al 2028: …»."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, prose, years
from tests.corpora.genres.goals import goal
from tests.corpora.genres.outline import Level, Outline
from tests.corpora.genres.paper import Measure, Paper, measure
from tests.corpora.genres.themes import Theme
from tests.corpora.genres.words import low

LINE = Level(
    "action_line", "Línea de acción|Línea de Acción", "Líneas de acción", "act", (2, 4), styles=("inline", "group")
)
OBJECTIVE = Level(
    "objective",
    "Objetivo general|Objetivo específico|Objetivo estratégico|Objetivo",
    "Objetivos",
    "objective",
    (1, 2),
    styles=("inline", "below"),
    alt=("strategic_objective",),
    below=(LINE,),
)
AXIS = Level(
    "axis", "Eje|Eje estratégico|Pilar", "Ejes", "axis", (1, 1), styles=("inline", "below"), below=(OBJECTIVE,)
)


def _goals(p: Paper, theme: Theme, axis: str, span: tuple[int, int], label: str) -> None:
    """Print the goals of an axis, with the year in the label."""
    first, last = span
    for _ in range(p.rng.randint(1, 2)):
        m = measure(p.sp, theme, last, first)
        text, said = goal(p, m, p.rng.choice(["to", "count", "from_to"]))
        if text.lower() in p.sp.given:
            continue
        p.sp.given.add(text.lower())
        line = p.say(f"{label} {last}: {low(text) if p.rng.random() < 0.3 else text}")
        others = [e["id"] for e in p.gold["elements"] if e["parent"] == axis]
        ident = p.element("result", text, line, axis, parent_alt=others[-1:])
        p.indicator(Measure(text, m.unit, said.base, None, said.target, last, m.down), line, ident)


def write(rng: Random) -> Paper:
    """Write one plan."""
    iso = rng.choice(["DO", "PA"])
    p = begin(rng, iso)
    first, last = years(rng, rng.choice([4, 5]))
    opening(
        p,
        p.sp.pick("Plan Municipal de Desarrollo|Plan Estratégico Institucional|Plan Estratégico Distrital"),
        first,
        last,
    )
    prose(p, rng.choice(["Ejes y objetivos", "FORMULACIÓN ESTRATÉGICA", "Líneas del plan"]), 1)
    outline = Outline(p, first, last)
    label = rng.choice(["Meta al", "Meta a", "META AL"])
    for i in range(rng.randint(2, 5)):
        theme = p.sp.theme()
        outline.one(AXIS, [], theme, None, (i + 1,), i + 1)
        axis = [e["id"] for e in p.gold["elements"] if e["kind"] == "axis"][-1]
        _goals(p, theme, axis, (first, last), label)
    closing(p)
    return p
