"""What published sums leave open: the whole numbers that counts could be, for all that anybody knows from the sums.

Counts are never negative, and sums of some of them are published. ``OpenCounts`` walks from the true counts to other
counts of which every published sum says the same, and so proves how far apart the possible figures of a group lie. It
is the primal simplex method with bounded variables (G. B. Dantzig, *Linear Programming and Extensions*, 1963, chapter
18), begun from the true counts instead of a corner and in exact arithmetic: whole numbers, ``Fraction`` where a pivot
is not ±1. Only points of whole numbers count as proof.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, lcm

Number = int | Fraction
_FAR = 10**9
_MOST_PIVOTS = 200  # for one group in one direction; a group that needs more counts as not proven


class OpenCounts:
    """Counts, the sums of them that are published (held fast), and the groups whose figures must stay open.

    ``counts``: the true ones. ``sums``: each a set of positions in ``counts``; all are held until ``release``.
    ``groups``: each a mapping of positions to +1 or −1. A group's ``low`` and ``high`` are the furthest figures proven.
    """

    def __init__(
        self, counts: Sequence[int], sums: Sequence[frozenset[int]], groups: Sequence[Mapping[int, int]]
    ) -> None:
        self._many = many = len(counts)
        self._value: list[Number] = [*counts, *(sum(counts[at] for at in held) for held in sums)]
        self._fixed = [False] * many + [True] * len(sums)
        self._rows: dict[int, dict[int, Number]] = {}
        self._groups: list[dict[int, Number]] = [dict(group) for group in groups]
        self._columns: list[set[int]] = [set() for _ in self._value]
        self._variable = [self._held(at + many, held) for at, held in enumerate(sums)]
        self.pivots = 0
        self._bent: set[int] = set()  # which values are no whole numbers
        figures = [sum(sign * counts[at] for at, sign in group.items()) for group in groups]
        self._figure: list[Number] = [*figures]
        self.low, self.high = list(figures), [*figures]

    def _held(self, variable: int, members: frozenset[int]) -> int:
        if len(members) == 1:  # a sum of one count is that count
            (only,) = members
            self._fixed[only] = True
            return only
        self._rows[variable] = dict.fromkeys(sorted(members), 1)
        for at in members:
            self._columns[at].add(variable)
        return variable

    def learn(self, other: "OpenCounts") -> None:
        """Take over what was proven of the same groups while the same sums, or more, were held."""
        self.low = [min(pair) for pair in zip(self.low, other.low, strict=True)]
        self.high = [max(pair) for pair in zip(self.high, other.high, strict=True)]

    def release(self, held: int) -> None:
        """Publish a sum no more; ``held`` is its place in ``sums``."""
        self._fixed[self._variable[held]] = False

    def spread(self, group: int, enough: int) -> bool:
        """Look for figures of a group that lie ``enough`` apart; tell whether two such were found."""
        for sign in (-1, 1):
            if self.high[group] - self.low[group] < enough:
                self._walk(group, sign, enough)
        return self.high[group] - self.low[group] >= enough

    def holding(self, group: int, sums: Iterable[int]) -> list[int]:
        """Return which of some held sums keep a group's figure from growing, where ``spread`` got stuck."""
        row = self._groups[group]
        return [held for held in sums if self._fixed[at := self._variable[held]] and row.get(at)]

    def _walk(self, group: int, sign: int, enough: int) -> None:
        for _pivot in range(_MOST_PIVOTS):
            entering = self._entering(group, sign)
            if entering is None:
                return
            slope = self._groups[group][entering]
            way = 1 if slope * sign > 0 else -1
            room, leaving = self._room(entering, way)
            goal = self.low[group] + enough if sign > 0 else self.high[group] - enough
            beyond = sign * (goal - self._figure[group])
            grain = lcm(*(Fraction(self._rows[at][entering]).denominator for at in self._columns[entering]))
            need = ceil(abs(Fraction(beyond) / slope) / grain) * grain if beyond > 0 else room + 1
            if need <= room and not self._bent:
                self._move(entering, way * need)
                return
            if not self._bent:  # as far as all stay whole numbers; the rest of the way may bend them
                whole = int(room // grain) * grain
                self._move(entering, way * whole)
                room -= whole
            self._move(entering, way * room)
            if leaving is not None:
                self._pivot(leaving, entering)

    @property
    def point(self) -> tuple[Number, ...]:
        """Return the counts where the walk stands now: they agree with every sum that is held."""
        return tuple(self._value[: self._many])

    @property
    def bent(self) -> bool:
        """Tell whether the walk stands where some count is no whole number: a walk of one's own may find more."""
        return bool(self._bent)

    def _entering(self, group: int, sign: int) -> int | None:
        """Return a variable that moves the figure the right way: one with room, or by Bland's rule (no circles)."""
        row = self._groups[group]
        able = []
        for at in sorted(row):
            if not self._fixed[at] and (row[at] * sign > 0 or self._value[at] > 0):
                if self._room(at, 1 if row[at] * sign > 0 else -1)[0] > 0:
                    return at
                able.append(at)
        return able[0] if able else None

    def _room(self, entering: int, way: int) -> tuple[Number, int | None]:
        """Return how far a variable can go before another one leaves its bounds, and which that is."""
        room = self._value[entering]
        if way > 0:  # where nothing bounds it: far enough for every demand, and still a number
            room = _FAR + self._value[entering]
        leaving = None
        for at in sorted(self._columns[entering]):
            slope = self._rows[at][entering] * way
            if self._fixed[at]:
                step: Number = 0
            elif slope < 0:
                step = _whole(Fraction(self._value[at]) / -slope)
            else:
                continue
            if step < room:
                room, leaving = step, at
        return room, leaving

    def _move(self, variable: int, step: Number) -> None:
        if step == 0:
            return
        self._set(variable, self._value[variable] + step)
        for at in self._columns[variable]:
            self._set(at, self._value[at] + self._rows[at][variable] * step)
        for group, row in enumerate(self._groups):
            slope = row.get(variable)
            if slope:
                self._figure[group] = _whole(self._figure[group] + slope * step)
        if not self._bent:
            for group, figure in enumerate(self._figure):
                self.low[group] = min(self.low[group], int(figure))
                self.high[group] = max(self.high[group], int(figure))

    def _set(self, variable: int, value: Number) -> None:
        self._value[variable] = value = _whole(value)
        if isinstance(value, Fraction):
            self._bent.add(variable)
        else:
            self._bent.discard(variable)

    def _pivot(self, leaving: int, entering: int) -> None:
        self.pivots += 1
        row = self._rows.pop(leaving)
        for at in row:
            self._columns[at].discard(leaving)
        slope = row.pop(entering)
        solved = {at: _whole(-Fraction(part) / slope) for at, part in row.items()}
        solved[leaving] = _whole(1 / Fraction(slope))
        for at in sorted(self._columns[entering]):
            self._substitute(at, self._rows[at], entering, solved)
        for group in self._groups:
            if entering in group:
                _replace(group, entering, solved)
        self._rows[entering] = solved
        self._columns[entering] = set()
        for at in solved:
            self._columns[at].add(entering)

    def _substitute(self, at: int, row: dict[int, Number], entering: int, solved: dict[int, Number]) -> None:
        gone, new = _replace(row, entering, solved)
        for column in gone:
            self._columns[column].discard(at)
        for column in new:
            self._columns[column].add(at)


def _replace(row: dict[int, Number], out: int, solved: dict[int, Number]) -> tuple[list[int], list[int]]:
    """Put a solved variable into a row; return the columns that fell out of it and those that came in."""
    factor = row.pop(out)
    gone, new = [], []
    for column, part in solved.items():
        before = row.get(column, 0)
        after = _whole(before + factor * part)
        if after:
            row[column] = after
            if not before:
                new.append(column)
        elif before:
            del row[column]
            gone.append(column)
    return gone, new


def _whole(number: Number) -> Number:
    return int(number) if isinstance(number, Fraction) and number.denominator == 1 else number
