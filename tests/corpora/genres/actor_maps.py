"""Stakeholder matrices beside a short strategic part: actor, role, influence on decision and on implementation."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, prose, years
from tests.corpora.genres.paper import Paper, table

KINDS = (
    "Asociación de productores de {}",
    "Comité de agua de {}",
    "Cámara de comercio de {}",
    "Consejo de mujeres de {}",
    "Universidad de {}",
    "Federación de juntas de {}",
    "Cooperativa de ahorro de {}",
    "Red de jóvenes de {}",
    "Fundación Amigos de {}",
    "Mancomunidad de {}",
)
ROLES = "Apoyo técnico|Apoyo financiero|Coordinación|Veeduría social|Ejecución de proyectos|Asesoría"


def write(rng: Random) -> Paper:
    """Write one plan with a map of actors."""
    p = begin(rng, rng.choice(["GT", "EC", "HN", "BO", "PE", "CO"]))
    sp = p.sp
    first, last = years(rng)
    opening(p, rng.choice(["Plan Estratégico Institucional", "Plan de Desarrollo Municipal"]), first, last)
    prose(p, rng.choice(["Análisis de actores", "MAPA DE ACTORES"]), 1)
    mode = rng.choice(["tabs", "tabs", "layout", "flat", "records"])
    rows = []
    for _ in range(rng.randint(5, 14)):
        name = sp.new(lambda: rng.choice(KINDS).format(sp.place()), "y alrededores|y sus aldeas")
        rows.append([name, sp.pick(ROLES), sp.pick("Alto|Medio|Bajo"), sp.pick("Alto|Medio|Bajo")])
    head = [
        rng.choice(["Actor", "Actores", "Nombre del actor"]),
        rng.choice(["Rol", "Función", "Rol del actor"]),
        rng.choice(["Influencia en la decisión", "Nivel de influencia en la toma de decisiones"]),
        rng.choice(["Influencia en la implementación", "Nivel de influencia en la implementación"]),
    ]
    for (name, role, decision, work), line in zip(rows, table(p, head, rows, mode), strict=True):
        p.note("actors", line, name=name, role=role, decision_influence=decision, implementation_influence=work)
    p.say(rng.choice(["Objetivos estratégicos", "OBJETIVOS ESTRATÉGICOS"]))
    mark = rng.choice(["{}. ", "• ", "OE{}: "])
    for i in range(1, rng.randint(3, 6) + 1):
        text = sp.objective(sp.theme())
        p.element(
            "strategic_objective",
            text,
            p.say(mark.format(i) + text + "."),
            None,
            code=f"OE{i}" if "OE" in mark else None,
        )
    p.gap()
    closing(p)
    return p
