"""Draws a whole document of the second wave: what is around, and the plan in a shape."""

import random
from dataclasses import replace

from tests.corpora.blocks import Box, Break, Drawing, Grid, Para
from tests.corpora.matrix import Manner, pruned, random_manner
from tests.corpora.plans import random_plan
from tests.corpora.second.around import FurtherFront
from tests.corpora.second.bands import Bands, Cards
from tests.corpora.second.board import Board
from tests.corpora.second.lists import Lists
from tests.corpora.second.marks import further_marks
from tests.corpora.second.outline import FurtherOutline
from tests.corpora.words import Words

SHAPES = ("outline",) * 5 + ("board",) * 4 + ("bands",) * 3 + ("cards",) * 2 + ("lists", "chapters", "chapters")
TABLES = ("board", "board", "bands", "bands", "cards", "chapters", "lists")
PRINTED = tuple(shape for shape in SHAPES if shape != "lists")  # where a cell has no lines of its own
TITLES = ("Parte programática", "Componente estratégico", "Programación del plan", "Formulación", "Detalle del plan")
HIDDEN = ("ID", "Fecha de registro", "Usuario", "Versión")


def draw(rng: random.Random, shape: str, *, bare: bool = False) -> Drawing:
    """Return a random plan drawn in a shape of SHAPES; ``bare`` draws nothing around it."""
    plan = random_plan(rng)
    if shape != "outline":
        plan = replace(plan, roots=tuple(pruned(root) for root in plan.roots))
    drawing, words = Drawing(plan), Words(rng)
    front = FurtherFront(drawing, words, rng)
    drawing.features.add(f"country:{plan.scheme.country}")
    if bare:
        _body(drawing, words, rng, shape)
        drawing.gold["institution"]["name"] = drawing.gold["institution"]["country"] = drawing.gold["period"] = None
        return drawing
    front.cover()
    place = len(drawing.blocks)
    front.before()
    if rng.random() < 0.5:
        drawing.add(Para(rng.choice(TITLES), "heading", 1, gap=True))
    drawing.start = len(drawing.blocks)
    _body(drawing, words, rng, shape)
    drawing.stop = len(drawing.blocks)
    front.after()
    if rng.random() < 0.2:
        shift = front.contents(place)
        drawing.start, drawing.stop = drawing.start + shift, drawing.stop + shift
    if rng.random() < 0.5:
        short = f"{plan.scheme.short} {plan.period[0]}-{plan.period[1]}"
        drawing.running_head = rng.choice(
            (f"{short} · Versión aprobada", plan.institution, f"{plan.scheme.plan} | {short}")
        )
        drawing.running_foot = rng.choice(("Pág. {}", "{} de 48", f"{plan.institution} – {{}}", "Página {} de 60"))
        drawing.features.add("running heads")
    return drawing


def _body(drawing: Drawing, words: Words, rng: random.Random, shape: str) -> None:
    roots = drawing.plan.roots
    if shape == "outline":
        FurtherOutline(drawing, further_marks(drawing.plan, rng), words, rng).draw(roots)
        return
    measured = any(node.measures for node, _parent in drawing.plan.walk())
    manner = random_manner(rng, measured=measured)
    if shape == "cards":
        Cards(drawing, manner, words, rng).draw(roots)
    elif shape == "chapters":
        _chapters(drawing, manner, words, rng)
    else:
        made = {"board": Board, "bands": Bands, "lists": Lists}[shape](drawing, manner, words, rng)
        drawing.add(made.grid(roots))


def _chapters(drawing: Drawing, manner: Manner, words: Words, rng: random.Random) -> None:
    """Draw each root as a heading, or as the first lines of its sheet, and what stands below it as a table."""
    drawing.features.add("chapters")
    if len(drawing.plan.scheme.chain) < 3:
        drawing.add(Board(drawing, manner, words, rng).grid(drawing.plan.roots))
        return
    level = drawing.plan.scheme.chain[0]
    label, kind = rng.choice(level.labels), rng.choice(("heading", "pair row", "capitals"))
    board = Board(drawing, manner, words, rng)
    for place, root in enumerate(drawing.plan.roots, 1):
        text = _announced(label, place, root.text, kind)
        drawing.add(Para(text, "heading", 1, gap=True))
        drawing.say(root, None, str(place))
        if root.children:
            drawing.add(board.grid(root.children, root.id, (place,)))
            board = _again(board)
        if rng.random() < 0.3:
            drawing.add(Break())


def _announced(label: str, place: int, text: str, kind: str) -> str:
    if kind == "pair row":
        return f"{label} {place}\t{text}"
    return f"{label.upper()} N° {place}: {text.upper()}" if kind == "capitals" else f"{place}. {label}: {text}"


def _again(board: Board) -> Board:
    """Return the same board for the next chapter; only the first may have a name."""
    board.name = ""
    return board


def with_hidden(drawing: Drawing, rng: random.Random) -> None:
    """Give the tables of a workbook a last column that its office has hidden, and perhaps a hidden sheet."""
    if rng.random() < 0.3:
        drawing.features.add("hidden column")
        for place, block in enumerate(drawing.blocks):
            if isinstance(block, Grid) and block.heads and len(block.rows[0]) > 3:
                drawing.blocks[place] = _hiding(block, rng)
    if rng.random() < 0.2:
        drawing.features.add("hidden sheet")


def _hiding(grid: Grid, rng: random.Random) -> Grid:
    name, width = rng.choice(HIDDEN), len(grid.rows[0])
    rows = [
        (*row, Box(name if not r else "" if r < grid.heads else str(rng.randint(100, 999))))
        for r, row in enumerate(grid.rows)
    ]
    return replace(grid, rows=tuple(rows), hidden=(width,))
