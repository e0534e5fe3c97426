"""Tables of counts that may be published: small cells suppressed, and what would give them away.

The method is cell suppression as official statistics know it: primary suppression of small counts and complementary
(secondary) suppression of others (L. Willenborg and T. de Waal, *Elements of Statistical Disclosure Control*, 2001,
chapters 8–9; M. Fischetti and J. J. Salazar, JASA 95, 2000, 916–928; A. Hundepool et al., *Statistical Disclosure
Control*, 2012, chapter 4). All tables of one register, of all editions, are protected as one system of sums over the
finest groups of rows that any of them tells apart, so tables that share cells cannot be subtracted from one another.

**Guaranteed**, for settings with threshold k and ``spread`` w, unless the release names the group as ``exposed``: for
each group of 1 to k − 1 rows (a cell of any edition; the rows of one that came or went between two editions; the
rows that the borders of several cells single out) there are two tables of whole numbers, both agreeing with every
figure ever released, in which that group differs by at least w. So none is derived exactly or bounded more tightly than
w; and with w ≥ k no union of such a group with others is derived as 1 to k − 1 either. The proof is constructive
(``kernel.feasible``). With zeros shown, whoever attacks is taken to know every zero; with zeros hidden, a zero is
protected as if it were small, and only in the cells that the tables print.

Where a walk between whole numbers finds no proof, the group counts as not open: then more is suppressed, or, when
nothing is left to suppress, it is named as exposed though it may not be. Errors lie on that side alone.

**Not guaranteed**: against those who know rows of their own, know the settings and run the program backwards, or learn
from a sum that is not small («all of them are of this kind»). Why a cell is suppressed is for the office: in
public every suppressed cell carries the same mark, as its reason would say whether it is small.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, product

from ceiba.kernel.feasible import OpenCounts

Key = tuple[str, ...]


class SuppressionReason(StrEnum):
    """Why a cell is suppressed: it is small, it would tell how few came since an edition, or it protects another."""

    SMALL = "small"
    DIFFERENCE = "difference"
    PROTECTS = "protects"


@dataclass(frozen=True, slots=True)
class DisclosureRule:
    """When a count is too small to publish: from 1 to ``threshold`` − 1, and zero too where zeros are hidden.

    ``spread``: how far apart the possible figures of a small group must lie; the threshold where None. ``effort``: the
    pivots of the simplex after which nobody asks whether a suppressed cell is needed; fewer cost cells, never safety.
    """

    threshold: int = 5
    zeros_shown: bool = True
    spread: int | None = None
    effort: int = 4_000

    def __post_init__(self) -> None:
        if self.threshold < 2 or (self.spread is not None and self.spread < 1):
            raise ValueError("a threshold is at least 2, and a spread at least 1")

    def small(self, count: int) -> bool:
        """Tell whether a count, or a change of one, is too small."""
        return (count != 0 or not self.zeros_shown) and abs(count) < self.threshold


@dataclass(frozen=True, slots=True)
class TableAxis:
    """One side of a table: a dimension of the counts and the groups of its values that are printed, by their code."""

    dimension: str
    groups: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def of(
        cls, dimension: str, values: Iterable[str], parents: Mapping[str, str] | None = None, total: str = ""
    ) -> "TableAxis":
        """Return the axis with each value, the subtotals that ``parents`` (child → parent) makes, and the total.

        ``ValueError`` where a value hangs from itself, or the total has the code of a group.
        """
        groups: dict[str, set[str]] = {}
        for value in values:
            at: str | None = value
            passed: set[str] = set()
            while at is not None:
                if at in passed or at == total:
                    raise ValueError(f"«{at}» cannot hang from itself or be the total")
                passed.add(at)
                groups.setdefault(at, set()).add(value)
                at = (parents or {}).get(at)
        groups[total] = set().union(*groups.values())
        return cls(dimension, tuple((code, frozenset(members)) for code, members in sorted(groups.items())))


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table to be published: its name and its axes; it has a cell for every combination of their groups."""

    id: str
    axes: tuple[TableAxis, ...]


@dataclass(frozen=True)
class TableEdition:
    """The counts of a register at one time, by the values of all its dimensions, and the tables made of them."""

    dimensions: tuple[str, ...]
    counts: Mapping[Key, int]
    layouts: tuple[TableLayout, ...]

    def __post_init__(self) -> None:
        if any(count < 0 for count in self.counts.values()):
            raise ValueError("a count is never negative")

    def members(self) -> dict[tuple[str, Key], set[Key]]:
        """Return the cells of all tables and the keys of counts that each adds up."""
        cells: dict[tuple[str, Key], set[Key]] = {}
        for layout in self.layouts:
            sides = [(self.dimensions.index(axis.dimension), axis.groups) for axis in layout.axes]
            for codes in product(*([code for code, _members in groups] for _at, groups in sides)):
                cells[layout.id, codes] = set()
            for key in self.counts:
                inside = [[code for code, members in groups if key[at] in members] for at, groups in sides]
                for codes in product(*inside):
                    cells[layout.id, codes].add(key)
        return cells


@dataclass(frozen=True, slots=True)
class ReleasedCell:
    """A cell as it may be published: its count, or None and why.

    ``protects``: the cell it protects, table first. ``held``: the figure last published of the same cell, which may
    stand on with its date while the new one is suppressed.
    """

    layout: str
    codes: Key
    count: int | None
    why: SuppressionReason | None = None
    protects: tuple[str, Key] | None = None
    held: int | None = None


@dataclass(frozen=True)
class TableRelease:
    """An edition as it was published. ``exposed``: small groups that earlier releases gave away already."""

    edition: TableEdition
    cells: tuple[ReleasedCell, ...]
    exposed: tuple[str, ...] = ()

    def cell(self, layout: str, *codes: str) -> ReleasedCell:
        """Return a cell by its table and codes; ``KeyError`` where there is none."""
        for cell in self.cells:
            if (cell.layout, cell.codes) == (layout, codes):
                return cell
        raise KeyError((layout, codes))


def publish(edition: TableEdition, settings: DisclosureRule, history: Sequence[TableRelease] = ()) -> TableRelease:
    """Return an edition as it may be published after what was published of the same register, oldest first.

    Deterministic. The cost is bounded: each cell is suppressed at most once, each search has a limit, and what was not
    proven within it is suppressed further.
    """
    system = _System(edition, settings, history)
    lost, exposed = system.protect()
    lost = system.reclaimed(lost, exposed)
    return TableRelease(edition, tuple(system.cells(lost)), tuple(sorted(exposed)))


_Vector = frozenset[int]


class _System:
    """All that was and may be published of a register, as sums over its finest groups."""

    def __init__(self, edition: TableEdition, settings: DisclosureRule, history: Sequence[TableRelease]) -> None:
        self.settings, self.history = settings, history
        self.editions = [*(release.edition for release in history), edition]
        if not settings.zeros_shown:
            self.editions = [_filled(one) for one in self.editions]
        atoms, self.counts = _atoms(self.editions, settings.zeros_shown)
        members = [one.members() for one in self.editions]
        self.vectors = [
            {cell: frozenset(at for key in keys for at in atoms[time].get(key, ())) for cell, keys in found.items()}
            for time, found in enumerate(members)
        ]
        self._merge()
        self.now = self.vectors[-1]
        self.size = {
            vector: sum(self.counts[at] for at in vector) for found in self.vectors for vector in found.values()
        }
        shown = [{(c.layout, c.codes) for c in release.cells if c.count is not None} for release in history]
        self.past = {self.vectors[time][cell] for time, cells in enumerate(shown) for cell in cells}
        self.differences = self._differences(shown)
        self.barred = {self.now[cell] for cell, _group in self.differences}
        self.small = {vector for vector in self.now.values() if settings.small(self.size[vector])}
        order = {
            vector: (self.size[vector], len(vector), cell) for cell, vector in sorted(self.now.items(), reverse=True)
        }
        free = {vector for vector in self.now.values() if vector} - self.small - self.past - self.barred
        self.offered = sorted(free, key=order.__getitem__)  # the first is the first to be given up
        self.groups = self._groups()

    def _merge(self) -> None:
        """Make one of the atoms that no cell of any table tells apart."""
        where: list[list[int]] = [[] for _ in self.counts]
        different = sorted({vector for found in self.vectors for vector in found.values()}, key=sorted)
        for number, vector in enumerate(different):
            for at in vector:
                where[at].append(number)
        place: dict[tuple[int, ...], int] = {}
        merged = [place.setdefault(tuple(numbers), len(place)) for numbers in where]
        counts = [0] * len(place)
        for at, count in zip(merged, self.counts, strict=True):
            counts[at] += count
        self.counts = counts
        self.vectors = [
            {cell: frozenset(merged[at] for at in vector) for cell, vector in found.items()} for found in self.vectors
        ]

    def _differences(self, shown: list[set[tuple[str, Key]]]) -> list[tuple[tuple[str, Key], dict[int, int]]]:
        found = []
        for time, cells in enumerate(shown):
            for cell in sorted(cells & self.now.keys()):
                before, now = self.vectors[time][cell], self.now[cell]
                group = dict.fromkeys(now - before, 1) | dict.fromkeys(before - now, -1)
                change = sum(sign * self.counts[at] for at, sign in group.items())
                if 0 < abs(change) < self.settings.threshold:
                    found.append((cell, group))
        return found

    def _groups(self) -> list[tuple[str, tuple[str, Key] | None, dict[int, int]]]:
        """Return what must stay open: a name, the cell of this edition that it is, and its members with their signs."""
        found: dict[frozenset[tuple[int, int]], tuple[str, tuple[str, Key] | None]] = {}
        for time, cells in reversed(list(enumerate(self.vectors))):
            for cell, vector in sorted(cells.items()):
                if vector and self.settings.small(self.size[vector]):
                    name = f"{cell[0]} {'/'.join(cell[1])} ({time + 1})"
                    found.setdefault(frozenset((at, 1) for at in vector), (name, cell))
        for cell, group in self.differences:
            found.setdefault(frozenset(group.items()), (f"{cell[0]} {'/'.join(cell[1])} (±)", cell))
        for at, count in enumerate(self.counts):
            if 0 < count < self.settings.threshold:
                found.setdefault(frozenset({(at, 1)}), (f"group {at + 1}", None))
        return [(name, cell, dict(sorted(group))) for group, (name, cell) in found.items()]

    def protect(self) -> tuple[dict[_Vector, tuple[str, Key] | None], set[str]]:
        """Return the sums given up, each with the cell it protects, and the names of the groups that nothing can."""
        walk = _Proof(self, {})
        lost: dict[_Vector, tuple[str, Key] | None] = {}
        exposed = set()
        for number, (name, cell, _group) in enumerate(self.groups):
            while not walk.proves(number):
                given = self._given_up(walk, number, lost)
                if given is None:
                    exposed.add(name)
                    break
                lost[given] = cell
                walk.give_up(given)
        return lost, exposed

    def _given_up(self, walk: "_Proof", number: int, lost: Mapping[_Vector, object]) -> _Vector | None:
        """Return the first sum to give up for a group, None where giving up all of them would not help."""
        holding = walk.holding(number)
        if holding:
            return self.offered[min(holding)]
        left = [vector for vector in self.offered if vector not in lost]
        return left[0] if left and _Proof(self, dict.fromkeys(self.offered)).proves(number) else None

    @property
    def spread(self) -> int:
        """Return how far apart the possible figures of a small group must lie."""
        return self.settings.spread or self.settings.threshold

    def reclaimed(
        self, lost: dict[_Vector, tuple[str, Key] | None], exposed: set[str]
    ) -> dict[_Vector, tuple[str, Key] | None]:
        """Return the sums given up without those that turn out to protect nothing, the largest asked first."""
        kept, spent = dict(lost), 0
        for vector in [one for one in reversed(self.offered) if one in lost]:
            walk = _Proof(self, {one: cell for one, cell in kept.items() if one != vector})
            needed = (number for number, (name, _cell, _group) in enumerate(self.groups) if name not in exposed)
            if all(walk.proves(number) for number in needed):
                del kept[vector]
            spent += walk.pivots
            if spent > self.settings.effort:
                break
        return kept

    def cells(self, lost: Mapping[_Vector, tuple[str, Key] | None]) -> Iterable[ReleasedCell]:
        public = {*self.offered, *self.past} - lost.keys() - self.barred
        for cell, vector in sorted(self.now.items()):
            layout, codes = cell
            if vector in public or (not vector and self.settings.zeros_shown):
                yield ReleasedCell(layout, codes, self.size[vector])
                continue
            why = SuppressionReason.SMALL if self.settings.small(self.size[vector]) else SuppressionReason.PROTECTS
            if why is SuppressionReason.PROTECTS and vector in self.barred:
                why = SuppressionReason.DIFFERENCE
            yield ReleasedCell(layout, codes, None, why, lost.get(vector), self._held(cell))

    def _held(self, cell: tuple[str, Key]) -> int | None:
        for release in reversed(self.history):
            for one in release.cells:
                if (one.layout, one.codes) == cell and one.count is not None:
                    return one.count
        return None


class _Proof:
    """The walk of ``kernel.feasible`` through a system, begun anew where it got stuck between whole numbers."""

    def __init__(self, system: _System, lost: Mapping[_Vector, object]) -> None:
        self.system, self.lost = system, set(lost)
        self.sums = [*system.offered, *sorted(system.past, key=sorted)]
        self.place = {vector: at for at, vector in enumerate(self.sums)}
        self.spent = 0
        self.counts = self._anew()

    def _anew(self) -> OpenCounts:
        counts = OpenCounts(self.system.counts, self.sums, [group for _name, _cell, group in self.system.groups])
        for vector in self.lost:
            counts.release(self.place[vector])
        return counts

    @property
    def pivots(self) -> int:
        """Return what the walk cost so far."""
        return self.spent + self.counts.pivots

    def proves(self, number: int) -> bool:
        """Tell whether a group was proven to be open."""
        if self.counts.spread(number, self.system.spread):
            return True
        if not self.counts.bent:
            return False
        self.spent += self.counts.pivots
        proven = self.counts
        self.counts = self._anew()
        self.counts.learn(proven)
        return self.counts.spread(number, self.system.spread)

    def holding(self, number: int) -> list[int]:
        """Return the places of the offered sums that hold a group."""
        return self.counts.holding(number, range(len(self.system.offered)))

    def give_up(self, vector: _Vector) -> None:
        """Hold a sum no more."""
        self.lost.add(vector)
        self.counts.release(self.place[vector])


def _atoms(editions: Sequence[TableEdition], zeros_shown: bool) -> tuple[list[dict[Key, tuple[int, ...]]], list[int]]:
    """Return, of each edition, the atoms that make up each count, and the size of every atom.

    An atom is the rows of one key that came in one edition and went in another: the last to come is the first to go,
    so that of two editions they tell the net change. With zeros hidden a zero is an atom too, as long as it lasts.
    """
    found: list[dict[Key, tuple[int, ...]]] = [{} for _ in editions]
    sizes: list[int] = []
    for key in sorted({key for edition in editions for key in edition.counts}):
        figures = [edition.counts.get(key, 0) for edition in editions]
        levels = sorted({0, *figures})
        for low, high in pairwise(levels):
            _runs(found, sizes, key, [figure >= high for figure in figures], high - low)
        if not zeros_shown:
            _runs(found, sizes, key, [figure == 0 for figure in figures], 0)
    return found, sizes


def _filled(edition: TableEdition) -> TableEdition:
    """Return an edition with a zero for every combination that its tables could count and it does not."""
    values: list[set[str]] = [{key[at] for key in edition.counts} for at in range(len(edition.dimensions))]
    for axis in (axis for layout in edition.layouts for axis in layout.axes):
        values[edition.dimensions.index(axis.dimension)].update(*(members for _code, members in axis.groups))
    every = dict.fromkeys(product(*map(sorted, values)), 0)
    return TableEdition(edition.dimensions, {**every, **edition.counts}, edition.layouts)


def _runs(
    found: list[dict[Key, tuple[int, ...]]], sizes: list[int], key: Key, present: Sequence[bool], size: int
) -> None:
    """Add an atom for each run of editions in which a layer of a key's rows is there."""
    for time, there in enumerate(present):
        if not there:
            continue
        if time == 0 or not present[time - 1]:
            sizes.append(size)
        found[time][key] = (*found[time].get(key, ()), len(sizes) - 1)
