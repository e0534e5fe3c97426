"""Paraguay, Uruguay and Argentina: guidelines or axes with objectives, lines of action and goals."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, prose, years
from tests.corpora.genres.outline import Level, Outline
from tests.corpora.genres.paper import Paper

GOAL = Level("result", "Meta", "Metas", "goal", (1, 2), styles=("inline", "group"), loose=True)
LINE = Level("action_line", "Línea de acción", "Líneas de acción", "act", (2, 4), styles=("inline", "group"))
OBJECTIVE = Level(
    "objective",
    "Objetivo|Objetivo específico",
    "Objetivos",
    "objective",
    (1, 2),
    styles=("inline", "below"),
    measured=0.2,
    below=(LINE, GOAL),
)
TOPS = {
    "PY": Level("axis", "Eje estratégico|Eje", "Ejes", "axis", (2, 4), styles=("inline", "below"), below=(OBJECTIVE,)),
    "UY": Level(
        "strategic_line",
        "Lineamiento estratégico|Lineamiento",
        "Lineamientos",
        "axis",
        (2, 4),
        alt=("axis",),
        styles=("inline", "below"),
        below=(OBJECTIVE,),
    ),
    "AR": Level("axis", "Eje|Eje de gestión", "Ejes", "axis", (2, 4), styles=("inline", "below"), below=(OBJECTIVE,)),
}
PLANS = {
    "PY": "Plan de Desarrollo Sustentable Municipal|Plan Estratégico Institucional",
    "UY": "Plan Estratégico Departamental|Presupuesto quinquenal: lineamientos",
    "AR": "Plan Estratégico Municipal|Plan de Gestión",
}


def write(rng: Random) -> Paper:
    """Write one plan."""
    iso = rng.choice(list(TOPS))
    p = begin(rng, iso)
    first, last = years(rng, rng.choice([4, 5]))
    opening(p, p.sp.pick(PLANS[iso]), first, last)
    prose(p, rng.choice(["Definiciones estratégicas", "MARCO ESTRATÉGICO", "Desarrollo del plan"]), 1)
    Outline(p, first, last).levels(TOPS[iso], None, None, ())
    closing(p)
    return p
