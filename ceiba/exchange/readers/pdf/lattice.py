"""A net of rules: its lines, which neighbouring meshes no rule parts, and in which mesh a point lies."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ceiba.exchange.readers.pdf.parts import Rule, Word

_SAME = 3.0  # points between lines of the net that are one
_OPEN_SIDE = 8.0  # points that rules must reach beyond the last rule across them, for an open side
_SLIVER = 8.0  # points: an empty column or row as narrow as this is the gap of a double rule
_MOST_COLUMNS, _MOST_ROWS = 60, 400


@dataclass(slots=True)
class Lattice:
    """A net of upright lines ``xs`` and level lines ``ys``; ``leaders`` tells of each mesh the first of its cell."""

    xs: list[float]
    ys: list[float]
    leaders: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> "Lattice | None":
        """Return the net of rules that hang together; None where they bound no two cells."""
        upright = [r for r in rules if r.upright]
        level = [r for r in rules if not r.upright]
        if not upright or not level:
            return None
        xs, ys = _lines(upright), _lines(level)
        xs, upright = _closed(xs, upright, level, ys)
        ys, level = _closed(ys, level, upright, xs)
        if len(xs) * len(ys) < 6 or len(xs) < 2 or len(ys) < 2 or len(xs) > _MOST_COLUMNS or len(ys) > _MOST_ROWS:
            return None
        lattice = cls(xs, ys)
        lattice._join(upright, level)
        return lattice

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.xs) - 1

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.ys) - 1

    @property
    def area(self) -> float:
        """Return the area in square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def _join(self, upright: Sequence[Rule], level: Sequence[Rule]) -> None:
        """Put together the meshes that no rule parts."""
        walls = _barriers(upright, self.xs, self.ys)
        floors = _barriers(level, self.ys, self.xs)
        width = self.width
        self.leaders = leaders = list(range(self.height * width))
        for r in range(self.height):
            for c in range(width):
                place = r * width + c
                if c and (c, r) not in walls:
                    leaders[place] = leaders[place - 1]
                elif r and (r, c) not in floors:
                    leaders[place] = leaders[place - width]
        self._square(walls)

    def _square(self, walls: set[tuple[int, int]]) -> None:
        """Part again what was put together to a shape that is no rectangle: rows then stand for themselves."""
        width = self.width
        members: dict[int, list[int]] = {}
        for place, leader in enumerate(self.leaders):
            members.setdefault(leader, []).append(place)
        for places in members.values():
            rows = [p // width for p in places]
            columns = [p % width for p in places]
            if (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) == len(places):
                continue
            for place in places:
                r, c = divmod(place, width)
                joins = c and (c, r) not in walls and place - 1 in places
                self.leaders[place] = self.leaders[place - 1] if joins else place

    def split(self, words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
        """Return the words inside and those outside."""
        inside: list[Word] = []
        outside: list[Word] = []
        for word in words:
            x, y = word.middle
            within = self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] - 1 <= y <= self.ys[-1] + 1
            (inside if within else outside).append(word)
        return inside, outside

    def place(self, x: float, y: float) -> int:
        """Return the cell in which a point lies, by its first mesh."""
        column = min(max(bisect_right(self.xs, x) - 1, 0), self.width - 1)
        row = min(max(bisect_right(self.ys, y) - 1, 0), self.height - 1)
        return self.leaders[row * self.width + column]

    def anchor(self, cell: int) -> tuple[int, int]:
        """Return row and column of the first mesh of a cell."""
        return divmod(cell, self.width)

    def cells(self) -> dict[int, tuple[int, int, int, int]]:
        """Return of every cell its first row and column, and those behind its last."""
        found: dict[int, tuple[int, int, int, int]] = {}
        for place, leader in enumerate(self.leaders):
            r, c = divmod(place, self.width)
            top, left, bottom, right = found.get(leader, (r, c, r + 1, c + 1))
            found[leader] = min(top, r), min(left, c), max(bottom, r + 1), max(right, c + 1)
        return found

    def forget_slivers(self, held: dict[int, list[Word]]) -> None:
        """Take out rows and columns that are the gap of a double rule; ``held`` are the words by cell."""
        first = {self.anchor(cell) for cell in held}
        narrow = {c for c in range(self.width) if self.xs[c + 1] - self.xs[c] < _SLIVER}
        low = {r for r in range(self.height) if self.ys[r + 1] - self.ys[r] < _SLIVER}
        narrow -= {c for _, c in first}
        low -= {r for r, _ in first}
        if not narrow and not low:
            return
        self._keep(
            [r for r in range(self.height) if r not in low], [c for c in range(self.width) if c not in narrow], held
        )

    def _keep(self, rows: Sequence[int], columns: Sequence[int], held: dict[int, list[Word]]) -> None:
        old_width, old = self.width, self.leaders
        ends = self.xs[-1], self.ys[-1]
        renamed: dict[int, int] = {}
        leaders: list[int] = []
        for r in rows:
            for c in columns:
                leaders.append(renamed.setdefault(old[r * old_width + c], len(leaders)))
        self.xs = [self.xs[c] for c in columns] + [ends[0]]
        self.ys = [self.ys[r] for r in rows] + [ends[1]]
        self.leaders = leaders
        words = {renamed[cell]: inside for cell, inside in held.items() if cell in renamed}
        held.clear()
        held.update(words)


def _lines(rules: Sequence[Rule]) -> list[float]:
    """Return the different places of parallel rules."""
    found: list[float] = []
    for at in sorted(r.at for r in rules):
        if not found or at - found[-1] > _SAME:
            found.append(at)
    return found


def _closed(
    lines: list[float], rules: list[Rule], across: Sequence[Rule], ends: Sequence[float]
) -> tuple[list[float], list[Rule]]:
    """Add the side that a table leaves open: the rules across reach beyond the last rule."""
    first, last = min(r.start for r in across), max(r.end for r in across)
    upright = rules[0].upright
    rules = list(rules)
    if lines[0] - first > _OPEN_SIDE:
        lines = [first, *lines]
        rules.append(Rule(upright, first, ends[0], ends[-1]))
    if last - lines[-1] > _OPEN_SIDE:
        lines = [*lines, last]
        rules.append(Rule(upright, last, ends[0], ends[-1]))
    return lines, rules


def _barriers(rules: Sequence[Rule], lines: Sequence[float], across: Sequence[float]) -> set[tuple[int, int]]:
    """Return (line, stretch) for every stretch of a line of the net along which a rule runs."""
    found: set[tuple[int, int]] = set()
    middles = [(a + b) / 2 for a, b in pairwise(across)]
    for rule in rules:
        line = bisect_right(lines, rule.at + 0.01) - 1
        if line + 1 < len(lines) and lines[line + 1] - rule.at < rule.at - lines[max(line, 0)]:
            line += 1
        found.update((line, i) for i, middle in enumerate(middles) if rule.start - 1 <= middle <= rule.end + 1)
    return found
