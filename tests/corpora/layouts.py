"""The first corpus: plans of known truth in the layouts that offices use, undamaged, in every format."""

import random
from collections.abc import Iterator
from dataclasses import replace

from tests.corpora.blocks import Break, Drawing, Grid, Para
from tests.corpora.files import written
from tests.corpora.front import Front
from tests.corpora.marks import random_marks
from tests.corpora.matrix import Matrix, pruned, random_manner
from tests.corpora.outline import Outline
from tests.corpora.plans import random_plan
from tests.corpora.second import drawing as second
from tests.corpora.sheets import Sheets
from tests.corpora.truth import Case
from tests.corpora.words import Words

FORMATS = ("txt",) * 5 + ("docx",) * 5 + ("pdf",) * 5 + ("xlsx",) * 3 + ("html",) * 2 + ("odt", "ods", "csv")
SHAPES = ("outline",) * 5 + ("matrix",) * 4 + ("mixed",) * 3 + ("sheets",)
SHEET_FORMATS = ("xlsx", "ods", "csv")


def cases(seed: int, count: int, wave: int | None = None) -> Iterator[Case]:
    """Yield as many documents as asked for; the same seed gives the same ones.

    ``wave`` 1 or 2 asks for the layouts of that wave only, None for both by turns.
    """
    for place in range(count):
        rng = random.Random(f"layouts {seed} {place}")
        yield case(rng, f"plan_{seed}_{place:05}", rng.choice(FORMATS), wave or 1 + place % 2)


def case(rng: random.Random, name: str, format: str, wave: int = 1) -> Case:
    """Return one document in a format."""
    drawing = _first(rng, format) if wave == 1 else _second(rng, format)
    content = written(drawing, format, rng)
    features = tuple(sorted({*drawing.features, f"format:{format}", f"wave:{wave}"}))
    return Case(f"{name}.{format}", content, format, drawing.gold, damaged=False, features=features, corpus="layouts")


def _first(rng: random.Random, format: str) -> Drawing:
    shape = rng.choice(SHAPES)
    if format in SHEET_FORMATS:
        shape = "matrix" if format == "csv" else rng.choice(("matrix", "matrix", "matrix", "mixed"))
    return draw(rng, shape, bare=format == "csv")


def _second(rng: random.Random, format: str) -> Drawing:
    """Return a drawing of the second wave; the lines of a text have no room for lists in cells."""
    shapes = second.TABLES if format in SHEET_FORMATS else second.PRINTED if format == "txt" else second.SHAPES
    shape = rng.choice(("board", "bands") if format == "csv" else shapes)
    drawing = second.draw(rng, shape, bare=format == "csv")
    if format == "xlsx":
        second.with_hidden(drawing, rng)
    return drawing


def draw(rng: random.Random, shape: str, *, bare: bool = False) -> Drawing:
    """Return a random plan drawn in a shape: outline, matrix, mixed or sheets; ``bare`` draws nothing around it."""
    plan = random_plan(rng)
    if shape == "sheets" and not any(node.measures for node, _parent in plan.walk()):
        shape = "outline"
    if shape in ("matrix", "mixed"):
        plan = replace(plan, roots=tuple(pruned(root) for root in plan.roots))
    drawing, words = Drawing(plan), Words(rng)
    front = Front(drawing, words, rng)
    drawing.features.add(f"country:{plan.scheme.country}")
    if bare:
        _body(drawing, words, rng, shape)
        drawing.gold["institution"]["name"] = drawing.gold["institution"]["country"] = drawing.gold["period"] = None
        return drawing
    front.cover()
    place = len(drawing.blocks)
    front.before()
    _title(drawing, rng)
    drawing.start = len(drawing.blocks)
    _body(drawing, words, rng, shape)
    drawing.stop = len(drawing.blocks)
    front.after()
    if rng.random() < 0.3:
        shift = front.contents(place)
        drawing.start, drawing.stop = drawing.start + shift, drawing.stop + shift
    if rng.random() < 0.4:
        _running(drawing, rng)
    return drawing


def _title(drawing: Drawing, rng: random.Random) -> None:
    if rng.random() < 0.6:
        title = rng.choice(
            ("Propuesta estratégica", "Marco estratégico", "Desarrollo del plan", "Planificación estratégica")
        )
        drawing.add(Para(title.upper() if rng.random() < 0.4 else title, "heading", 1, gap=True))


def _running(drawing: Drawing, rng: random.Random) -> None:
    plan = drawing.plan
    short = f"{plan.scheme.short} {plan.period[0]}-{plan.period[1]}"
    drawing.running_head = rng.choice((plan.institution, f"{plan.institution} · {short}", "", plan.institution.upper()))
    drawing.running_foot = rng.choice(("Página {}", "{}", f"{short} | {{}}", f"{plan.scheme.plan}\t{{}}"))
    drawing.features.add("running heads")


def _body(drawing: Drawing, words: Words, rng: random.Random, shape: str) -> None:
    roots = drawing.plan.roots
    if shape == "outline":
        Outline(drawing, random_marks(drawing.plan, rng), words, rng).draw(roots)
    elif shape == "sheets":
        Sheets(drawing, words, rng).draw(roots)
    else:
        measured = any(node.measures for node, _parent in drawing.plan.walk())
        matrix = Matrix(drawing, random_manner(rng, measured=measured), words, rng)
        if shape == "matrix":
            drawing.add(matrix.grid(roots))
        else:
            _mixed(drawing, matrix, rng)


def _mixed(drawing: Drawing, matrix: Matrix, rng: random.Random) -> None:
    """Draw the roots as headings, each with a matrix of what stands below it."""
    drawing.features.add("mixed")
    marks = random_marks(drawing.plan, rng)
    key = drawing.plan.scheme.chain[0].key
    mark = replace(marks.levels[key], mode="labelled", numbering="plain")
    for place, root in enumerate(drawing.plan.roots, 1):
        text = root.text.upper() if mark.caps else root.text
        drawing.add(Para(f"{mark.label} {place}{mark.separator} {text}", "heading", 1, gap=True))
        drawing.say(root, None, str(place))
        grid = matrix.grid(root.children, root.id, (place,))
        drawing.add(grid if place == 1 or rng.random() < 0.5 else Grid(grid.rows, grid.heads))
        if rng.random() < 0.2:
            drawing.add(Break())
