"""Invented documents in the ways that offices of many countries print them, each with its tree below a line «===».

A line «#2 …» is set in the heading style of level 2, «#b …» in bold: what word processors tell of a paragraph. The tree
names a group of kinds (A axis or theme, O objective, S strategic line, L line of action or below, R result or product).
"""

import re
from pathlib import Path

import pytest

from ceiba.exchange.document import Document, Line, Style
from ceiba.exchange.extraction.engine import extract
from ceiba.kernel.snapshot import Snapshot

OFFICES = Path(__file__).parent / "offices"
GROUPS = {"axis": "A", "theme": "A", "strategic_line": "S", "result": "R", "product": "R"}
_MARK = re.compile(r"#(\d|b) (.*)")


def read(printed: str) -> Document:
    """Return a printed text as a document, marks of style taken off."""
    lines = []
    for number, text in enumerate(printed.splitlines(), 1):
        match = _MARK.fullmatch(text)
        style = Style()
        if match:
            style = Style(bold=True) if match[1] == "b" else Style(heading=int(match[1]), bold=True, size=1.3)
        lines.append(Line(number, match[2] if match else text, style=style))
    return Document("oficina.txt", tuple(lines))


def tree(snapshot: Snapshot) -> list[str]:
    """Return the elements as lines, each indented below its parent."""
    levels = {level.key: level for level in snapshot.methodology.levels}
    printed: list[str] = []
    elements = list(snapshot.elements)

    def show(parent: str | None, depth: int) -> None:
        for element in elements:
            if element.parent == parent:
                kind = levels[element.level].kind
                group = GROUPS.get(kind, "O" if kind.endswith("objective") else "L")
                printed.append(f"{'  ' * depth}{group} {element.text}")
                show(element.id, depth + 1)

    show(None, 0)
    return printed


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(path.stem for path in OFFICES.glob("*.txt")))
def test_tree(name: str) -> None:
    printed, _line, truth = (OFFICES / f"{name}.txt").read_text(encoding="utf-8").partition("\n===")
    expected = [re.sub(r"^( *)T ", r"\1A ", line.rstrip()) for line in truth.splitlines() if line.strip()]
    assert tree(extract(read(printed)).snapshot) == expected
