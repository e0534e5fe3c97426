"""What stands around the plan itself: cover, contents, presentation, mission and vision, and paragraphs between."""

from random import Random

from tests.corpora.genres.paper import Paper
from tests.corpora.genres.words import Speech

COVERS = ("{plan}\n{period}", "{plan} {period}", "{plan}\nPeriodo {period}", "{plan}\nVigencia: {period}")


def begin(rng: Random, iso: str, width: int | None = 0) -> Paper:
    """Return an empty document of a country; `width` 0 lets the dice choose how its text breaks."""
    sp = Speech(rng, iso)
    if width == 0:
        width = rng.choice([None, None, 78, 92, 105])
    p = Paper(rng, sp, width)
    p.features.add(f"country:{iso}")
    p.features.add("wrapped" if width else "paragraphs")
    return p


def cover(p: Paper, plan: str, first: int, last: int, country: float = 0.6, name: str | None = None) -> str:
    """Print a cover with the institution, the plan and its years; return the institution's name."""
    rng, sp = p.rng, p.sp
    where = sp.place()
    name = name or rng.choice(sp.country.bodies).format(where)
    years = rng.choice(["{}-{}", "{} - {}", "{} – {}", "{}-{}"]).format(first, last) if last > first else str(first)
    head = name.upper() if rng.random() < 0.5 else name
    title = plan.upper() if rng.random() < 0.5 else plan
    order = [head, rng.choice(COVERS).format(plan=title, period=years)]
    if rng.random() < 0.4:
        order.reverse()
    for part in "\n".join(order).split("\n"):
        p.put(part)
    if rng.random() < country:
        p.put(
            rng.choice([f"{where}, {sp.country.name}", f"República de {sp.country.name}", sp.country.name]).replace(
                "República de República", "República"
            )
        )
        p.gold["institution"]["country"] = sp.country.iso
    p.gold["institution"]["name"] = name
    p.gold["period"] = {"start": first, "end": last}
    p.gap()
    if rng.random() < 0.35:
        p.running = rng.choice([f"{plan} {years}", name, f"{name} | {plan}"])
        p.size = rng.choice([38, 46, 54])
    return name


def statements(p: Paper, last: int) -> None:
    """Print mission and vision, in one of the ways they stand in plans."""
    rng, sp = p.rng, p.sp
    pair = [("mission", rng.choice(["Misión", "MISIÓN", "Misión institucional"]), sp.mission())]
    pair.append(("vision", rng.choice(["Visión", "VISIÓN", "Visión de futuro"]), sp.vision(last)))
    if rng.random() < 0.3:
        pair.reverse()
    style = rng.randrange(3)
    for i, (key, label, text) in enumerate(pair):
        if style == 0:
            p.say(f"{label}: {text}")
        else:
            p.say(label if style == 1 else f"{i + 1}. {label}")
            p.say(text)
        p.gap()
        p.gold[key] = text


def prose(p: Paper, title: str = "", count: int | None = None) -> None:
    """Print paragraphs that speak about the plan without stating any element of it."""
    if title:
        p.say(title)
    for _ in range(count or p.rng.randint(1, 3)):
        p.say(p.sp.filler())
        if p.rng.random() < 0.5:
            p.gap()
    p.gap()


def contents(p: Paper, entries: list[str]) -> None:
    """Print a table of contents with leaders and page numbers: it names headings, it states nothing."""
    rng = p.rng
    p.put(rng.choice(["CONTENIDO", "Índice", "TABLA DE CONTENIDO"]))
    page = 3
    for i, entry in enumerate(entries, 1):
        leader = rng.choice(["." * rng.randint(8, 60), " " + ". " * 20, "\t"])
        p.put(f"{i}. {entry}{leader}{page}")
        page += rng.randint(1, 9)
    p.gap()


def opening(p: Paper, plan: str, first: int, last: int, name: str | None = None) -> str:
    """Print what plans begin with: a cover, and some of contents, presentation, mission and vision."""
    rng = p.rng
    name = cover(p, plan, first, last, name=name)
    if rng.random() < 0.3:
        heads = [
            "Presentación",
            "Marco legal",
            "Diagnóstico",
            "Marco estratégico",
            "Seguimiento y evaluación",
            "Anexos",
        ]
        contents(p, rng.sample(heads, 4))
    if rng.random() < 0.7:
        prose(p, rng.choice(["Presentación", "PRESENTACIÓN", "Introducción", "1. INTRODUCCIÓN"]))
    if rng.random() < 0.5:
        statements(p, last)
    return name


def closing(p: Paper) -> None:
    """Fill up to the length a document has at least, with paragraphs that state nothing."""
    while len([line for line in p.lines if line]) < 32 or p.rng.random() < 0.25:
        if len(p.lines) > 330:
            break
        title = p.rng.choice(
            ["Seguimiento y evaluación", "Anexo metodológico", "Consideraciones finales", "Metodología"]
        )
        prose(p, title, p.rng.randint(2, 4))


def years(rng: Random, length: int = 4) -> tuple[int, int]:
    """Return the first and last year of a period of `length` years."""
    first = rng.randint(2016, 2027)
    return first, first + length - 1
