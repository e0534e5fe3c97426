"""Tables drawn with rules: the rules of a page become grids, and the words inside become their cells."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ceiba.exchange.readers.pdf.cells import cell_of
from ceiba.exchange.readers.pdf.lattice import Lattice
from ceiba.exchange.readers.pdf.parts import Grid, GridCell, Rule, Word

_NEAR = 3.0  # points between the ends of rules that touch
_SAME = 2.0  # points between rules that are one
_SHORTEST = 5.0  # points of a rule that can bound a cell
_FILLED = 0.3  # share of the cells that hold text: a chart has fewer
_FEW = 4


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Return rules with those put together that are pieces of one, or drawn twice."""
    found: list[Rule] = []
    for upright in (False, True):
        lines = sorted((r for r in rules if r.upright is upright), key=lambda r: r.at)
        group: list[Rule] = []
        for rule in lines:
            if group and rule.at - group[0].at > _SAME:
                found += _joined(group)
                group = []
            group.append(rule)
        found += _joined(group)
    return [r for r in found if r.end - r.start >= _SHORTEST]


def _joined(group: Sequence[Rule]) -> Iterator[Rule]:
    """Yield rules of one height, those that touch as one."""
    if not group:
        return
    at = sum(r.at for r in group) / len(group)
    parts = sorted(group, key=lambda r: r.start)
    start, end = parts[0].start, parts[0].end
    for rule in parts[1:]:
        if rule.start > end + _NEAR:
            yield Rule(rule.upright, at, start, end)
            start = rule.start
        end = max(end, rule.end)
    yield Rule(parts[0].upright, at, start, end)


def _components(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield the rules that hang together by their crossings."""
    level = sorted((r for r in rules if not r.upright), key=lambda r: r.at)
    heights = [r.at for r in level]
    upright = [r for r in rules if r.upright]
    leader = list(range(len(level)))

    def root(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    crossed: list[int] = []
    for rule in upright:
        first, last = bisect_left(heights, rule.start - _NEAR), bisect_right(heights, rule.end + _NEAR)
        touching = [i for i in range(first, last) if level[i].start - _NEAR <= rule.at <= level[i].end + _NEAR]
        for i in touching[1:]:
            leader[root(i)] = root(touching[0])
        crossed.append(touching[0] if touching else -1)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for i, rule in enumerate(level):
        groups[root(i)].append(rule)
    for rule, place in zip(upright, crossed, strict=True):
        if place >= 0:
            groups[root(place)].append(rule)
    yield from groups.values()


def grids_of(rules: Sequence[Rule], words: Sequence[Word]) -> tuple[list[Grid], list[Word]]:
    """Return the tables that the rules draw and the words that stand in none of them.

    Of two tables one inside the other the inner takes its words first. A box of one column is no table.
    """
    left = list(words)
    found: list[Grid] = []
    lattices = [lattice for group in _components(rules) if (lattice := Lattice.of(group)) is not None]
    for lattice in sorted(lattices, key=lambda t: t.area):
        inside, rest = lattice.split(left)
        grid = _grid(lattice, inside)
        if grid is not None:
            found.append(grid)
            left = rest
    return sorted(found, key=lambda g: g.top), left


def _grid(lattice: Lattice, words: Sequence[Word]) -> Grid | None:
    """Return the table that words make in a lattice; None where it is a frame, a box or a chart."""
    held: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        held[lattice.place(*word.middle)].append(word)
    lattice.forget_slivers(held)
    height, width = lattice.height, lattice.width
    if width < 2 or height < 1 or len({lattice.anchor(cell)[1] for cell in held}) < 2:
        return None
    cells = lattice.cells()
    if len(held) < _FILLED * len(cells) and len(held) < _FEW * 2:
        return None
    rows = [[GridCell() for _ in range(width)] for _ in range(height)]
    for cell, (top, left, bottom, right) in cells.items():
        for r in range(top, bottom):
            for c in range(left, right):
                rows[r][c] = GridCell(covered="above" if r > top else "left")
        rows[top][left] = cell_of(held.get(cell, ()), lattice.xs[left], lattice.xs[right])
    kept = [row for row in rows if any(cell.text or cell.covered == "above" for cell in row)]
    return Grid(kept, lattice.xs, lattice.ys[0], lattice.ys[-1])
