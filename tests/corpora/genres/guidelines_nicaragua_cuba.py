"""Nicaragua and Cuba: guidelines, and municipal strategies: line, objective, programme, actions, indicators."""

from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.paper import Paper, measure
from tests.corpora.genres.soil import ROMANS, aim, begun, bullets, deed, item, marked, shown, way


def _guidelines(p: Paper, rng: Random) -> None:
    """Print axes by roman number with guidelines and the actions of each."""
    mark = bullets(rng)
    word = rng.choice(["EJE", "Eje"])
    labelled = rng.random() < 0.5
    for i in range(rng.randint(2, 5)):
        theme = p.sp.theme()
        name = p.sp.axis(theme)
        p.gap()
        line = p.say(f"{word} {ROMANS[i]}{rng.choice([': ', '. ', '.- '])}{shown(rng, name)}")
        top = p.element("axis", name, line, None, code=ROMANS[i])
        if labelled:
            for j in range(1, rng.randint(1, 2) + 1):
                text = way(p, theme)
                line = p.say(f"Lineamiento {j}{rng.choice([': ', '. '])}{text}")
                ident = p.element(
                    "strategic_line",
                    text,
                    line,
                    top,
                    code=str(j),
                    kind_alt=["policy_objective", "objective", "action_line"],
                )
                p.say(rng.choice(["Acciones:", "Acciones"]))
                for k in range(1, rng.randint(2, 3) + 1):
                    text = deed(p, theme)
                    line = item(p, marked(mark, k), text, ".")
                    p.element("action", text, line, ident, kind_alt=["action_line"])
        else:
            p.say("Lineamientos:")
            for k in range(1, rng.randint(2, 5) + 1):
                text = way(p, theme)
                line = item(p, marked(mark, k), text, rng.choice([".", ""]))
                p.element("strategic_line", text, line, top, kind_alt=["policy_objective", "objective", "action_line"])


def _strategy(p: Paper, rng: Random, first: int, last: int) -> None:
    """Print a municipal strategy: line, its objective, programmes with projects, and indicators."""
    mark = bullets(rng)
    for i in range(1, rng.randint(2, 4) + 1):
        theme = p.sp.theme()
        name = p.sp.axis(theme)
        p.gap()
        line = p.say(f"{rng.choice(['Línea estratégica', 'LÍNEA ESTRATÉGICA'])} {i}{rng.choice([': ', '. '])}{name}")
        top = p.element("strategic_line", name, line, None, code=str(i), kind_alt=["axis"])
        text = aim(p, theme, True)
        label = rng.choice(["Objetivo general", "Objetivo estratégico", "Objetivo"])
        line = p.say(f"{label}: {text}.")
        goal = p.element("strategic_objective" if "estr" in label else "objective", text, line, top)
        p.say(rng.choice(["Objetivos específicos:", "Objetivos específicos"]))
        for k in range(1, rng.randint(2, 3) + 1):
            text = aim(p, theme)
            line = item(p, marked(mark, k), text, ".")
            p.element("objective", text, line, goal, parent_alt=[top], kind_alt=["operational_objective"])
        for j in range(1, rng.randint(1, 2) + 1):
            programme = p.sp.programme(theme)
            line = p.say(f"Programa {i}.{j}{rng.choice([': ', '. '])}{programme}")
            ident = p.element("strategic_line", programme, line, top, code=f"{i}.{j}", parent_alt=[goal])
            p.say(rng.choice(["Acciones:", "Principales acciones:"]))
            for k in range(1, rng.randint(2, 3) + 1):
                text = deed(p, theme)
                line = item(p, marked(mark, k), text, ".")
                p.element("action", text, line, ident, kind_alt=["action_line"])
            if rng.random() < 0.7:
                m = measure(p.sp, theme, last, first)
                line = p.say(f"Indicador: {m.name}")
                p.say(
                    f"Estado actual ({m.base_year}): {p.value(m.base, m.unit)}. "
                    f"Meta {last}: {p.value(m.target, m.unit)}."
                )
                p.indicator(m, line, ident)


def write(rng: Random) -> Paper:
    """Write one document of either country."""
    iso = rng.choice(["NI", "NI", "CU", "CU", "CU"])
    p = begun(rng, iso)
    first, last = years(rng, rng.choice([4, 5]))
    guided = iso == "NI" or rng.random() < 0.3
    plan = (
        ["Plan Municipal de Desarrollo Humano", "Lineamientos de política"]
        if guided
        else ["Estrategia de Desarrollo Municipal"]
    )
    opening(p, rng.choice(plan), first, last)
    prose(p, "", 1)
    if guided:
        _guidelines(p, rng)
    else:
        _strategy(p, rng, first, last)
    p.gap()
    closing(p)
    return p
