"""Whoever attacks published tables, with means of their own: elimination in fractions, and every table that could be.

Nothing here knows how ``kernel.suppression`` works; it sees the cells that were released, as sums of unknown counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from ceiba.kernel.suppression import Key, TableRelease

Unknown = tuple[int, Key]  # the edition and the key of a count
Sums = dict[frozenset[Unknown], int]
Row = dict[Unknown, Fraction]


def published(releases: Sequence[TableRelease]) -> Sums:
    """Return every figure that was released, with the unknowns it adds up: (edition, key) each."""
    sums: Sums = {}
    for time, release in enumerate(releases):
        members = release.edition.members()
        for cell in release.cells:
            if cell.count is not None:
                sums[frozenset((time, key) for key in members[cell.layout, cell.codes])] = cell.count
    return sums


def derived(sums: Sums, target: Mapping[Unknown, int]) -> Fraction | None:
    """Return the figure of a target that the linear system determines, None where it does not."""
    return told(eliminated(sums), target)


def eliminated(sums: Sums) -> list[tuple[Row, Fraction]]:
    """Return the linear system in echelon form, for asking many targets of it."""
    rows: list[tuple[Row, Fraction]] = []
    for members, figure in sums.items():
        row, right = _reduced({one: Fraction(1) for one in members}, Fraction(figure), rows)
        if row:
            rows.append((row, right))
    return rows


def told(rows: Sequence[tuple[Row, Fraction]], target: Mapping[Unknown, int]) -> Fraction | None:
    """Return the figure of a target that a system in echelon form determines, None where it does not."""
    left, right = _reduced({one: Fraction(sign) for one, sign in target.items()}, Fraction(0), rows)
    return None if left else -right


def _reduced(
    row: Row,
    right: Fraction,
    rows: Sequence[tuple[Row, Fraction]],
) -> tuple[Row, Fraction]:
    for basis, figure in rows:
        pivot = next(iter(basis))
        factor = row.get(pivot, Fraction(0)) / basis[pivot]
        if factor:
            for one, part in basis.items():
                row[one] = row.get(one, Fraction(0)) - factor * part
            row = {one: part for one, part in row.items() if part}
            right -= factor * figure
    return row, right


def every_table(sums: Sums, unknowns: Sequence[Unknown], most: int) -> Iterator[dict[Unknown, int]]:
    """Yield every table of whole numbers up to ``most`` that agrees with all sums: slow, and beyond doubt."""
    yield from _filled(list(sums.items()), list(unknowns), {}, most)


def _filled(
    sums: list[tuple[frozenset[Unknown], int]],
    left: list[Unknown],
    known: dict[Unknown, int],
    most: int,
) -> Iterator[dict[Unknown, int]]:
    for members, figure in sums:
        so_far = sum(known[one] for one in members if one in known)
        open_ones = sum(one not in known for one in members)
        if so_far > figure or (not open_ones and so_far != figure):
            return
    if not left:
        yield dict(known)
        return
    first, *rest = left
    room = min((f - sum(known.get(one, 0) for one in m) for m, f in sums if first in m), default=most)
    for count in range(min(room, most) + 1):
        known[first] = count
        yield from _filled(sums, rest, known, most)
        del known[first]


def bounds(sums: Sums, unknowns: Sequence[Unknown]) -> dict[Unknown, tuple[int, int | None]]:
    """Return the interval of each unknown by propagation: what each sum leaves to one when the others are furthest."""
    low = dict.fromkeys(unknowns, 0)
    high: dict[Unknown, int | None] = dict.fromkeys(unknowns, None)
    changed = True
    while changed:
        changed = False
        for members, figure in sums.items():
            floor = sum(low[one] for one in members)
            unbounded = [one for one in members if high[one] is None]
            ceiling = sum(high[one] or 0 for one in members)
            for one in members:
                top = figure - (floor - low[one])
                if high[one] is None or top < high[one]:
                    high[one], changed = top, True
                    break
                if not unbounded and (bottom := figure - (ceiling - high[one])) > low[one]:
                    low[one], changed = bottom, True
                    break
    return {one: (low[one], high[one]) for one in unknowns}
