"""Alignment matrices: national axis and objective, sustainable development goals, and bulleted actions of the plan."""

from random import Random

from tests.corpora.genres.front import begin, closing, opening, prose, years
from tests.corpora.genres.paper import Paper

HEADS = {
    "national": "Eje del PND|Eje del Plan Nacional de Desarrollo|Pilar PND",
    "objective": "Objetivo del PND|Objetivo nacional|Objetivo PND",
    "ods": "ODS|Objetivos de Desarrollo Sostenible",
    "actions": "Acciones|Acciones estratégicas|Acciones del plan",
}


def _row(p: Paper, i: int, with_objective: bool, stacked: bool, mark: str, told: bool) -> None:
    """Print one row of the matrix: its columns by tabs, or stacked one under the other."""
    rng, sp = p.rng, p.sp
    theme = sp.theme()
    axis, objective = sp.axis(theme), sp.objective(theme)
    goals = sorted(rng.sample(range(1, 18), rng.randint(1, 4)))
    acts = [sp.act(theme) for _ in range(rng.randint(2, 5))]
    numbered = f"{i}. {axis}"
    ods = rng.choice(["ODS {}", "{}"]).format(", ".join(map(str, goals)))
    cells = [numbered, *([objective] if with_objective else []), ods, mark + acts[0]]
    line = len(p.lines) + 1
    if stacked:
        heads = ["Eje del PND", *(["Objetivo nacional"] if with_objective else []), "ODS", "Acciones"]
        for head, cell in zip(heads[:-1], cells[:-1], strict=True):
            p.say(f"{head}: {cell}" if told else cell)
        p.say("Acciones:" if told else "Acciones")
        lines = [p.say(mark + act) for act in acts]
    else:
        p.put("\t".join(cells))
        lines = [line, *(p.put(mark + act) for act in acts[1:])]
    p.gap()
    top = parent = p.element("axis", axis, line, None, code=str(i))
    if with_objective:
        parent = p.element(
            "objective",
            objective,
            line + 1 if stacked else line,
            top,
            kind_alt=["strategic_objective", "policy_objective"],
        )
    for act, at in zip(acts, lines, strict=True):
        p.element("action", act, at, parent, parent_alt=[top], kind_alt=["action_line"])
    p.note("alignment", line, element=parent, framework="ODS", codes=[str(g) for g in goals], optional=True)
    p.note("alignment", line, element=top, framework="ODS", codes=[str(g) for g in goals], optional=True)


def write(rng: Random) -> Paper:
    """Write one plan's chapter of alignment."""
    p = begin(rng, rng.choice(["DO", "PA", "CR", "EC", "PY", "GT", "HN", "MX"]))
    first, last = years(rng)
    opening(
        p,
        rng.choice(["Plan Estratégico Institucional", "Plan de Desarrollo", "Alineación del plan estratégico"]),
        first,
        last,
    )
    prose(p, rng.choice(["Alineación estratégica", "MATRIZ DE ALINEACIÓN PND – ODS – PLAN"]), 1)
    with_objective = rng.random() < 0.7
    stacked = rng.random() < 0.35
    told = rng.random() < 0.8 or with_objective
    mark = rng.choice(["• ", "- ", "▪ ", "* ", "■ "])
    if not stacked:
        keys = ["national", *(["objective"] if with_objective else []), "ods", "actions"]
        p.put("\t".join(p.sp.pick(HEADS[k]) for k in keys))
    p.features.add("stacked" if stacked else "table:tabs")
    for i in range(1, rng.randint(3, 6) + 1):
        p.turn()
        _row(p, i, with_objective, stacked, mark, told)
    closing(p)
    return p
