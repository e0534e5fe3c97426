"""Ecuador: territorial plans with objective, policy, goal, indicator, programme, project and competence."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, prose, years
from tests.corpora.genres.matrix import Matrix, heads
from tests.corpora.genres.outline import Level, Outline
from tests.corpora.genres.paper import Paper, measure

COMPETENCES = "Planificación|Vialidad|Gestión ambiental|Riego|Fomento productivo|Uso del suelo|Servicios públicos"
PROJECT = Level("action_line", "Proyecto", "Proyectos", "act", (1, 3), alt=("action", "strategic_line"))
OBJECTIVE = Level(
    "strategic_objective",
    "Objetivo estratégico|Objetivo de desarrollo|Objetivo estratégico de desarrollo",
    "Objetivos",
    "objective",
    (1, 2),
    styles=("inline", "below"),
    alt=("objective",),
    below=(
        Level("policy_objective", "Política|Política local|Política pública", "Políticas", "strategy", (1, 2)),
        Level("result", "Meta", "Metas", "goal", (1, 2), styles=("inline", "group"), loose=True),
        Level(
            "strategic_line",
            "Programa",
            "Programas",
            "programme",
            (1, 2),
            styles=("inline", "below"),
            loose=True,
            below=(PROJECT,),
        ),
    ),
)
COMPONENT = Level(
    "theme", "Componente|Sistema", "Componentes", "axis", (2, 4), styles=("inline", "below"), below=(OBJECTIVE,)
)
WORDS = {
    "objective": "Objetivo estratégico|Objetivo de desarrollo|Objetivo",
    "policy": "Política|Política pública local|Políticas",
    "indicator": "Indicador|Indicador de la meta",
    "base": "Línea base|Línea base (valor)",
    "year": "Año línea base|Año de la línea base",
    "goal": "Meta {}|Meta al {}",
    "competence": "Competencia|Competencia GAD",
    "programme": "Programa|Programa / proyecto|Nombre del programa",
    "money": "Presupuesto referencial|Presupuesto (USD)",
}


def _matrix(p: Paper, first: int, last: int) -> None:
    """Print the strategic matrix of a territorial plan."""
    rng, sp = p.rng, p.sp
    words = {k: v.format(last, last) for k, v in WORDS.items()}
    for key in ("policy", "competence", "money"):
        if rng.random() < 0.35:
            words.pop(key)
    mode = rng.choice(["tabs", "tabs", "layout", "records", "flat"])
    m = Matrix(p, heads(p, words), ("objective", "policy"), mode)
    for _ in range(rng.randint(3, 6)):
        theme = sp.theme()
        objective, policy = sp.objective(theme), sp.strategy(theme)
        ids: dict[str, str] = {}
        for i in range(rng.randint(1, 3)):
            x = measure(sp, theme, last, first)
            programme = sp.programme(theme)
            row = {
                "objective": objective,
                "policy": policy,
                "indicator": x.name,
                "base": p.base(x),
                "year": str(x.base_year),
                "goal": p.value(x.target, x.unit),
                "competence": sp.pick(COMPETENCES),
                "programme": programme,
                "money": p.money(rng.randrange(10_000, 900_000, 500), sign=False, cents=True),
            }

            def state(
                line: int,
                i: int = i,
                x: object = x,
                programme: str = programme,
                objective: str = objective,
                policy: str = policy,
                ids: dict[str, str] = ids,
            ) -> None:
                if i == 0:
                    ids["o"] = p.element("strategic_objective", objective, line, None, kind_alt=["objective"])
                    if "policy" in words:
                        ids["p"] = p.element("policy_objective", policy, line, ids["o"])
                near = [ids["p"]] if "p" in ids else []
                p.element("strategic_line", programme, line, ids["o"], parent_alt=near)
                p.indicator(x, line, ids["o"])  # type: ignore[arg-type]

            m.add(row, state)
    m.print()


def write(rng: Random) -> Paper:
    """Write one territorial plan."""
    p = begin(rng, "EC")
    first, last = years(rng, rng.choice([4, 5]))
    opening(
        p, rng.choice(["Plan de Desarrollo y Ordenamiento Territorial", "PDOT", "Actualización del PDOT"]), first, last
    )
    if rng.random() < 0.5:
        _matrix(p, first, last)
    else:
        prose(p, rng.choice(["PROPUESTA", "2. Propuesta estratégica", "Modelo territorial deseado"]))
        Outline(p, first, last).levels(COMPONENT if rng.random() < 0.6 else OBJECTIVE_ALONE, None, None, ())
    closing(p)
    return p


OBJECTIVE_ALONE = Level(
    "strategic_objective",
    OBJECTIVE.labels,
    "Objetivos",
    "objective",
    (3, 6),
    styles=("inline", "below"),
    alt=("objective",),
    below=OBJECTIVE.below,
)
