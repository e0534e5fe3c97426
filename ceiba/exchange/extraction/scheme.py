"""Outlines without label words: a chapter of the plan whose numbering or styles alone tell axes, objectives, actions.

Two kinds of evidence are taken, and nothing without one of them: a sentence that announces the levels («El plan se
estructura en ejes, objetivos y líneas de acción»), or infinitives at one depth of a chapter that is called the plan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ceiba.exchange.extraction.codes import parts
from ceiba.exchange.extraction.headings import Grammar, is_capitals, is_infinitive
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.texts import is_promise
from ceiba.kernel.methodology import Level, Methodology

ANNOUNCED, INFERRED = 0.7, 0.6  # confidence of elements by an announcement, and by their verbs alone
_TITLE = 120  # characters
_LEAST = 2  # elements of the depth that speaks
_SHARE = 0.6  # infinitives among them
_Marker = tuple[str, int]
_UNMARKED: _Marker = ("title", 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """An element of an outline without labels: its level, the line of its parent, None at the top, its confidence."""

    level: Level
    parent: int | None
    confidence: float


@dataclass(slots=True)
class _Node:
    line: TextLine
    depth: int
    parent: "_Node | None"


class Schemes:
    """Finds the outlines without labels of one document."""

    def __init__(self, methodology: Methodology, grammar: Grammar) -> None:
        self._methodology, self._grammar = methodology, grammar

    def find(self, lines: Sequence[TextLine], skipped: set[int]) -> dict[int, Entry]:
        """Return the elements by the number of their first line."""
        printed = [line for line in lines if not line.is_blank and line.number not in skipped and not line.cells]
        announced = [(i, levels) for i, ln in enumerate(printed) if len(levels := self._grammar.announced(ln.text)) > 1]
        chapters: list[tuple[int, tuple[Level, ...]]] = [(i, ()) for i, line in enumerate(printed) if self._opens(line)]
        found: dict[int, Entry] = {}
        for start, levels in (*announced, *chapters):
            region = printed[start + 1 : self._end(printed, start, levels)]
            if not any(line.number in found for line in region):
                found |= self._read(region, levels)
        return found

    def _opens(self, line: TextLine) -> bool:
        """Tell whether a line is the heading of a chapter that holds the plan itself."""
        titled = line.heading is not None or line.style in {"code", "number", "roman", "capital"}
        if len(line.text) > _TITLE or not (titled or is_capitals(line.text)):
            return False
        return self._grammar.is_chapter(line.text) or self._grammar.plan(line.text, heading=True) is not None

    def _end(self, lines: Sequence[TextLine], start: int, announced: Sequence[object]) -> int:
        """Return where the chapter of a line ends: at the next heading of its rank or a higher one.

        An announcement belongs to the chapter in which it stands: to the last heading before it.
        """
        head = start
        while len(announced) > 1 and head > 0 and start - head < 40 and not _marker(lines[head]):
            head -= 1
        own = _marker(lines[head])
        if own is None:
            return len(lines)
        return next((i for i in range(start + 1, len(lines)) if _is_as_high(_marker(lines[i]), own)), len(lines))

    def _read(self, region: Sequence[TextLine], announced: Sequence[Level]) -> dict[int, Entry]:
        if any(self._grammar.label(line.text, bullet=bool(line.bullet)) for line in region):
            return {}
        nodes = self._nodes(region)
        if not nodes or any(node.parent is None and node.line.bullet for node in nodes):
            return {}
        depths = max(node.depth for node in nodes) + 1
        levels = list(announced) if len(announced) > 1 else self._by_verbs(nodes)
        if len(levels) < 2 or depths < 2:
            return {}
        confidence = ANNOUNCED if len(announced) > 1 else INFERRED
        return {
            node.line.number: Entry(levels[node.depth], node.parent.line.number if node.parent else None, confidence)
            for node in nodes
            if node.depth < len(levels)
        }

    def _nodes(self, region: Sequence[TextLine]) -> list[_Node]:
        """Return the marked lines of a chapter as a tree, without the branches that are something else."""
        stack: list[tuple[_Marker, _Node | None]] = []
        nodes: list[_Node] = []
        for line in region:
            marker = _marker(line, items=True)
            if marker is None:
                stack = [(_UNMARKED, None)] if self._is_other(line) else [] if is_capitals(line.text) else stack
                continue
            while stack and not _is_below(marker, [m for m, _node in stack]):
                stack.pop()
            parent = stack[-1][1] if stack else None
            if (stack and parent is None) or self._is_other(line) or not is_promise(line.text):
                stack.append((marker, None))
                continue
            node = _Node(line, parent.depth + 1 if parent else 0, parent)
            stack.append((marker, node))
            nodes.append(node)
        return nodes

    def _is_other(self, line: TextLine) -> bool:
        """Tell whether a line heads something that is no part of the plan's outline."""
        text = line.text
        return self._grammar.statement(text) is not None or self._grammar.is_skipped(
            text, exact=line.heading is None, headed=line.heading is not None
        )

    def _by_verbs(self, nodes: Sequence[_Node]) -> list[Level]:
        """Return the levels by depth, where the infinitives of one depth say that objectives stand there."""
        depths = max(node.depth for node in nodes) + 1
        for depth in range(depths):
            texts = [node.line.text for node in nodes if node.depth == depth]
            if len(texts) >= _LEAST and sum(map(is_infinitive, texts)) >= _SHARE * len(texts):
                break
        else:
            return []
        above = ["axis", "theme"][:depth]
        if depth > len(above):
            return []
        below = ["action"] if depths - depth == 2 else ["strategic_line", "action"] if depths - depth > 2 else []
        return [level for kind in (*above, "objective", *below) if (level := self._of_kind(kind)) is not None]

    def _of_kind(self, kind: str) -> Level | None:
        levels = self._methodology.levels
        exact = next((level for level in levels if level.kind == kind), None)
        return exact or next((level for level in levels if level.kind.endswith(kind)), None)


def _marker(line: TextLine, *, items: bool = False) -> _Marker | None:
    """Return how a line is marked, by family and depth, None where it is running text. ``items`` takes lists too."""
    if line.heading is not None:
        return "heading", line.heading
    if line.style in {"code", "number"}:
        return "number", len(parts(line.enumerator))
    if line.style in {"roman", "capital"}:
        return line.style, 1
    if items and (line.style in {"letter", "bracket"} or line.bullet):
        return line.style or "bullet", 1 + line.indent // 2
    return None


def _is_as_high(marker: _Marker | None, own: _Marker) -> bool:
    return marker is not None and marker[0] == own[0] and marker[1] <= own[1]


def _is_below(marker: _Marker, open_markers: Iterable[_Marker]) -> bool:
    """Tell whether a line stands below everything that is open: by number in its family, else as a new family."""
    return all(marker[0] != other[0] or marker[1] > other[1] for other in open_markers)
