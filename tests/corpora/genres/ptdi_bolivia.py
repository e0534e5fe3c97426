"""Bolivia: integral territorial plans by Pilar, Meta, Resultado and Acción."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, prose, years
from tests.corpora.genres.matrix import Matrix, heads
from tests.corpora.genres.outline import Level, Outline
from tests.corpora.genres.paper import Measure, Paper, measure

ACTION = Level("action", "Acción|Acción estratégica", "Acciones", "act", (1, 3))
RESULT = Level(
    "result", "Resultado", "Resultados", "result", (1, 2), styles=("inline", "below"), measured=0.7, below=(ACTION,)
)
META = Level("strategic_objective", "Meta", "Metas", "objective", (1, 2), styles=("inline", "below"), below=(RESULT,))
PILLAR = Level("axis", "Pilar|Eje", "Pilares", "axis", (2, 4), styles=("inline", "below"), below=(META,))
WORDS = {
    "pillar": "Pilar|PILAR",
    "goal": "Meta",
    "result": "Resultado|Resultados",
    "action": "Acción|Acciones",
    "indicator": "Indicador|Indicador de impacto",
    "base": "Línea base {}|LB {}",
    "target": "Meta {}|Indicador al {}",
}


def _matrix(p: Paper, first: int, last: int) -> None:
    """Print the articulation matrix with codes or labels in the cells."""
    rng, sp = p.rng, p.sp
    base_year = first - rng.choice([1, 2])
    words = {k: v.format(*([last] * 2 if k == "target" else [base_year] * 2)) for k, v in WORDS.items()}
    coded = rng.random() < 0.5
    m = Matrix(
        p, heads(p, words), ("pillar", "goal", "result"), rng.choice(["tabs", "tabs", "layout", "records", "flat"])
    )
    for i in range(1, rng.randint(2, 4) + 1):
        theme = sp.theme()
        pillar = sp.axis(theme)
        ids: dict[str, str] = {}
        for j in range(1, rng.randint(1, 2) + 1):
            goal = sp.objective(theme, 1)
            for k in range(1, rng.randint(1, 3) + 1):
                result, x = sp.result(theme), measure(sp, theme, last, first)
                x = Measure(x.name, x.unit, x.base, base_year, x.target, x.year, x.down)
                for n in range(rng.randint(1, 2)):
                    act = sp.act(theme)
                    row = {
                        "pillar": f"{i}. {pillar}" if coded else pillar,
                        "goal": f"{i}.{j} {goal}" if coded else goal,
                        "result": f"{i}.{j}.{k} {result}" if coded else result,
                        "action": act,
                        "indicator": x.name,
                        "base": p.base(x),
                        "target": p.value(x.target, x.unit),
                    }
                    _add(m, row, (i, j, k, n), (pillar, goal, result, act), x, ids, coded)
    m.print()


def _add(
    m: Matrix,
    row: dict[str, str],
    at: tuple[int, ...],
    texts: tuple[str, ...],
    x: Measure,
    ids: dict[str, str],
    coded: bool,
) -> None:
    """Add a row; what a merged cell holds is noted with its first row, the indicator with the result's first row."""
    p = m.p
    _i, j, k, n = at
    pillar, goal, result, act = texts

    def state(line: int) -> None:
        if j == k == 1 and n == 0:
            ids["a"] = p.element("axis", pillar, line, None, code=str(at[0]) if coded else None)
        if k == 1 and n == 0:
            ids["m"] = p.element("strategic_objective", goal, line, ids["a"])
        if n == 0:
            ids["r"] = p.element("result", result, line, ids["m"])
            p.indicator(x, line, ids["r"])
        p.element("action", act, line, ids["r"])

    if n:  # the indicator belongs to the result, and stands once
        row |= {"indicator": "", "base": "", "target": ""} if m.mode in ("tabs", "layout", "records") else {}
    m.add(row, state)


def write(rng: Random) -> Paper:
    """Write one integral plan."""
    p = begin(rng, "BO")
    first, last = years(rng, 5)
    opening(
        p,
        rng.choice(["Plan Territorial de Desarrollo Integral", "PTDI", "Plan de Desarrollo Económico y Social"]),
        first,
        last,
    )
    prose(
        p, rng.choice(["Objetivos, metas, resultados y acciones", "III. POLÍTICAS Y LINEAMIENTOS", "Planificación"]), 1
    )
    if rng.random() < 0.5:
        _matrix(p, first, last)
    else:
        Outline(p, first, last).levels(PILLAR, None, None, ())
    closing(p)
    return p
