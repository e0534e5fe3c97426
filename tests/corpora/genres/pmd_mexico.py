"""Mexico: municipal plans by Eje, Objetivo, Estrategia and Línea de acción, and result matrices."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, prose, years
from tests.corpora.genres.outline import Level, Outline
from tests.corpora.genres.paper import Paper, measure, table
from tests.corpora.genres.themes import Theme
from tests.corpora.genres.words import low

LINE = Level("action_line", "Línea de acción|Linea de acción", "Líneas de acción", "act", (2, 5))
STRATEGY = Level(
    "strategic_line", "Estrategia", "Estrategias", "strategy", (1, 2), styles=("inline", "below"), below=(LINE,)
)
OBJECTIVE = Level(
    "objective",
    "Objetivo|Objetivo estratégico|Objetivo específico",
    "Objetivos",
    "objective",
    (1, 2),
    styles=("inline", "below"),
    measured=0.3,
    below=(STRATEGY,),
    alt=("strategic_objective",),
)
AXIS = Level(
    "axis", "Eje|Eje rector|Eje general", "Ejes", "axis", (2, 4), styles=("inline", "below"), below=(OBJECTIVE,)
)


def _levels(p: Paper, theme: Theme) -> list[tuple[str, str, str, str]]:
    """Return the levels of a result matrix: label, kind, text and the label of what stands above."""
    rng, sp = p.rng, p.sp
    levels = [("Fin", "objective", f"Contribuir a {low(sp.objective(theme, 1))}", "")]
    state = f"La población de {sp.place()} cuenta con mejoras en {rng.choice(theme.goods)}"
    levels.append(("Propósito", "objective", state, "Fin"))
    for c in range(1, rng.randint(2, 3) + 1):
        levels.append((f"Componente {c}", "product", sp.made(theme), "Propósito"))
        count = rng.randint(1, 3)
        levels += [(f"Actividad {c}.{a + 1}", "activity", sp.act(theme), f"Componente {c}") for a in range(count)]
    return levels


def _logical(p: Paper, first: int, last: int) -> None:
    """Print a result matrix: Fin, Propósito, Componentes, Actividades, each with its indicator and goal."""
    rng, sp = p.rng, p.sp
    theme = sp.theme()
    programme = sp.programme(theme)
    letter = rng.choice("EPFK")
    p.gap()
    p.put(rng.choice(["MATRIZ DE INDICADORES PARA RESULTADOS", "Matriz de Indicadores para Resultados (MIR)"]))
    line = p.say(f"Programa presupuestario: {letter}{rng.randint(1, 90):03d} {programme}")
    top = p.element("strategic_line", programme, line, None)
    rows = [(*level, measure(sp, theme, last, first)) for level in _levels(p, theme)]
    mode = rng.choice(["tabs", "tabs", "layout", "flat", "records"])
    means = "Registros administrativos|Informe trimestral|Padrón de beneficiarios|Encuesta anual"
    cells = [
        [
            label,
            text,
            m.name,
            f"{p.base(m)} ({m.base_year})",
            p.value(m.target, m.unit),
            sp.pick(means),
            f"La población participa en {rng.choice(theme.goods)}",
        ]
        for label, _, text, _, m in rows
    ]
    head = [
        "Nivel",
        "Resumen narrativo",
        "Indicador",
        "Línea base",
        f"Meta {last}",
        "Medios de verificación",
        "Supuestos",
    ]
    lines = table(p, head, cells, mode)
    ids: dict[str, str | None] = {"": None}
    for (label, kind, text, above, m), line in zip(rows, lines, strict=True):
        alt = {
            "Fin": ["result", "strategic_objective"],
            "Prop": ["result", "strategic_objective"],
            "Comp": ["result", "theme"],
        }.get(label[:4].strip())
        more = {"kind_alt": alt} if alt else {}
        ids[label] = p.element(kind, text, line, ids[above] or top, parent_alt=[None] if label == "Fin" else [], **more)
        p.indicator(m, line, ids[label])


def write(rng: Random) -> Paper:
    """Write one municipal plan."""
    p = begin(rng, "MX")
    first, last = years(rng, rng.choice([3, 3, 6]))
    opening(p, rng.choice(["Plan Municipal de Desarrollo", "Plan de Desarrollo Municipal", "PMD"]), first, last)
    both = rng.random()
    if both < 0.75:
        prose(p, rng.choice(["Plataforma estratégica", "EJES DE GOBIERNO", "V. Marco estratégico"]), 1)
        Outline(p, first, last).levels(AXIS, None, None, ())
    if both > 0.5:
        for _ in range(rng.randint(1, 2)):
            _logical(p, first, last)
    closing(p)
    return p
