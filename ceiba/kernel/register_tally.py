"""Partial aggregates of a measure: they are added and taken away exactly, so that one changed row changes one of them.

Tallies form a commutative group: ``(a + b) - b == a`` in any order and grouping. Least, greatest, middle, latest and
different values cannot be taken away from a single figure; so their tallies keep the values, each with how often it
stands.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from ceiba.kernel.exact import EXACT, quotient

_NOTHING: Mapping[Any, int] = MappingProxyType({})
_TWO = Decimal(2)


@dataclass(frozen=True, slots=True)
class Tally:
    """What rows give to a measure: how many have its value, how many lack it, the sum, and the values that it keeps."""

    rows: int = 0
    blank: int = 0
    total: Decimal = Decimal(0)
    values: Mapping[Any, int] = field(default_factory=lambda: _NOTHING)

    def __add__(self, other: "Tally") -> "Tally":
        return self._joined(other, 1)

    def __sub__(self, other: "Tally") -> "Tally":
        return self._joined(other, -1)

    def __bool__(self) -> bool:
        return bool(self.rows or self.blank or self.total or self.values)

    def _joined(self, other: "Tally", sign: int) -> "Tally":
        total = EXACT.add(self.total, other.total) if sign > 0 else EXACT.subtract(self.total, other.total)
        return Tally(
            self.rows + sign * other.rows,
            self.blank + sign * other.blank,
            total,
            _merged(self.values, other.values, sign),
        )

    @classmethod
    def sum_of(cls, tallies: Iterable["Tally"]) -> "Tally":
        """Return the sum of tallies, made in one dictionary: a year of months copies nothing twelve times."""
        rows = blank = 0
        total, values = Decimal(0), dict[Any, int]()
        for tally in tallies:
            rows, blank, total = rows + tally.rows, blank + tally.blank, EXACT.add(total, tally.total)
            for value, times in tally.values.items():
                values[value] = values.get(value, 0) + times
        kept = {value: times for value, times in values.items() if times}
        return cls(rows, blank, total, MappingProxyType(kept) if kept else _NOTHING)


def of_value(value: Hashable, amount: Decimal = Decimal(0)) -> Tally:
    """Return the tally of one row whose value is kept."""
    return Tally(rows=1, total=amount, values=MappingProxyType({value: 1}))


def _merged(ours: Mapping[Any, int], theirs: Mapping[Any, int], sign: int) -> Mapping[Any, int]:
    if not theirs:
        return ours
    merged = dict(ours)
    for value, times in theirs.items():
        left = merged.get(value, 0) + sign * times
        if left:
            merged[value] = left
        else:
            merged.pop(value, None)
    return MappingProxyType(merged) if merged else _NOTHING


def nearest_rank(values: Mapping[int, int], percent: int) -> int:
    """Return the least value that at least so many percent of the values do not exceed; ``ValueError`` for none."""
    if not values:
        raise ValueError("nothing has no percentile")
    needed = -(-sum(values.values()) * percent // 100)  # rounded up
    seen = 0
    for value in sorted(values):
        seen += values[value]
        if seen >= needed:
            return value
    raise AssertionError("the ranks end before the values do")


def median(values: Mapping[int, int]) -> Decimal:
    """Return the middle value, or half the sum of the two middle ones; ``ValueError`` for none."""
    lower = nearest_rank(values, 50)
    count = sum(values.values())
    if count % 2:
        return Decimal(lower)
    # Of an even number of values the second middle one is the next in order, which may be equal.
    seen = sum(times for value, times in values.items() if value <= lower)
    upper = lower if seen > count // 2 else min(value for value in values if value > lower)
    return quotient(Decimal(lower + upper), _TWO)
