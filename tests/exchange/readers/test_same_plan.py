"""The same plan as a Word file, an OpenDocument text and a page of HTML ends as the same elements."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest

from ceiba.exchange.document import Document
from ceiba.exchange.extraction.engine import extract
from ceiba.exchange.readers import docx, html, odt
from tests.exchange.extraction.invented import METHODOLOGY, propose
from tests.exchange.extraction.plans_of_known_truth import LABELS, Maker, Promise, headed, inline, truth_of_table
from tests.exchange.readers.office import converted

pytestmark = pytest.mark.slow

Tree = list[tuple[str, str, str | None]]


@dataclass
class Block:
    """A heading (``level``), an item of a list (``item``), a paragraph, or the rows of a table."""

    text: str = ""
    level: int = 0
    item: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(plan: list[Promise], depth: int = 1) -> list[Block]:
    """Print axes and themes as headings, texts below headings of their label, lines of action as items of a list."""
    found: list[Block] = []
    for promise in plan:
        label = LABELS[promise.level].upper()
        if depth < 3:
            found.append(Block(f"{label}: {promise.text}", level=depth))
        elif promise.level == "paso":
            found += [Block("Líneas de acción")] if promise is plan[0] else []
            found.append(Block(promise.text, item=True))
        else:
            found += [Block(label, level=depth), Block(promise.text)]
        found += blocks(promise.children, depth + 1)
    return found


def matrix(plan: list[Promise]) -> list[Block]:
    """Print axes, objectives and strategic lines as a declared table."""
    rows: list[tuple[str, ...]] = [("EJE", "OBJETIVO", "LÍNEAS ESTRATÉGICAS")]
    for axis in plan:
        goals = [goal for theme in axis.children for goal in theme.children]
        rows += [(axis.text, goal.text, "\n".join(f"• {line.text}" for line in goal.children)) for goal in goals]
    return [Block("Matriz del plan", level=1), Block(rows=tuple(rows))]


def as_html(printed: list[Block]) -> str:
    out = "<!doctype html><html><head><meta charset='utf-8'><title>x</title></head><body>"
    for block in printed:
        if block.rows:
            cells = ("".join(f"<td>{cell.replace(chr(10), '<br>')}</td>" for cell in row) for row in block.rows)
            out += "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
        elif block.item:
            out += f"<ul><li>{block.text}</li></ul>"
        else:
            tag = f"h{block.level}" if block.level else "p"
            out += f"<{tag}>{block.text}</{tag}>"
    return out.replace("</ul><ul>", "") + "</body></html>"


def as_docx(printed: list[Block]) -> bytes:
    made = python_docx.Document()
    for block in printed:
        if block.rows:
            table = made.add_table(rows=len(block.rows), cols=len(block.rows[0]))
            for row, texts in zip(table.rows, block.rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        elif block.level:
            made.add_heading(block.text, level=block.level)
        else:
            made.add_paragraph(block.text, style="List Bullet" if block.item else None)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def tree(document: Document) -> Tree:
    """Return level, text and the parent's text of every element."""
    found = list(extract(document, METHODOLOGY).snapshot.elements)
    texts = {element.id: element.text for element in found}
    return [(e.level, e.text, texts.get(e.parent or "")) for e in found]


@pytest.mark.parametrize("seed", range(4))
def test_headings_and_lists(seed: int) -> None:
    plan = Maker(seed).plan()
    truth = [row for axis in plan for row in axis.truth()]
    assert tree(docx.read("plan.docx", as_docx(blocks(plan)))) == truth
    assert tree(html.read("plan.html", as_html(blocks(plan)).encode())) == truth


@pytest.mark.parametrize("seed", range(4))
def test_a_matrix(seed: int) -> None:
    plan = Maker(seed).plan()
    truth = truth_of_table(plan)
    assert tree(docx.read("plan.docx", as_docx(matrix(plan)))) == truth
    assert tree(html.read("plan.html", as_html(matrix(plan)).encode())) == truth


def test_all_three_formats_and_plain_text_agree(tmp_path: Path) -> None:
    plan = Maker(7).plan()
    page = as_html(blocks(plan) + matrix(Maker(8).plan()))
    opened = odt.read("plan.odt", converted(tmp_path, "odt", page, "html"))
    assert tree(opened) == tree(html.read("plan.html", page.encode()))
    assert tree(opened) == tree(docx.read("plan.docx", as_docx(blocks(plan) + matrix(Maker(8).plan()))))
    plain = {(e.level, e.text) for e in propose(inline(plan)).snapshot.elements}
    assert plain == {(e.level, e.text) for e in propose(headed(plan)).snapshot.elements}
    assert plain <= {(level, text) for level, text, _parent in tree(opened)}
