"""Printed totals with their addends: the rows above, those of the group, every row wherever the total stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ceiba.exchange.extraction.drafts import TotalRow
from ceiba.kernel.text import fold

_MOST_WORDS = 14
_NEARLY = Decimal("0.00001")  # by how much, in parts of itself, a printed sum may miss and still be one
_PARTS = ("sub total", "subtotal", "suma parcial")
_WHOLES = ("gran total", "total general", "total del plan", "monto total", "total presupuesto")


@dataclass(frozen=True, slots=True)
class Amounts:
    """A row of amounts by column; ``is_sum`` where it is a printed total. ``line`` and ``quote`` are its place."""

    label: str
    by_column: dict[int, Decimal]
    line: int
    quote: str
    is_sum: bool = False


def is_total(label: str, words: Sequence[str]) -> bool:
    """Tell whether a row's label says that it is a sum."""
    folded = f" {fold(label)} "
    return any(word in folded for word in _padded(tuple(words))) and len(folded.split()) < _MOST_WORDS


@lru_cache(maxsize=16)
def _padded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f" {fold(word)} " for word in words)


def is_nearly(stated: Decimal, computed: Decimal) -> bool:
    """Tell whether a printed sum is its addends' but for what rounding loses."""
    return abs(stated - computed) <= max(Decimal(2), abs(stated) * _NEARLY)


def totals(rows: Sequence[Amounts], headers: Sequence[str]) -> Iterator[TotalRow]:
    """Yield one total for each printed sum that has addends in its column.

    A subtotal sums the rows since the sum before it. Where rows name the sum of those below them, a total sums those.
    """
    for place, row in enumerate(rows):
        if not row.is_sum:
            continue
        for column, stated in sorted(row.by_column.items()):
            above, every = _addends(rows, place, column, stated)
            if every and sum(not r.is_sum for r in rows) > 1:
                header = headers[column] if column < len(headers) else ""
                yield TotalRow(row.label, header, stated, above or every, every, row.line, row.quote)


def _addends(
    rows: Sequence[Amounts], place: int, column: int, stated: Decimal
) -> tuple[tuple[Decimal, ...], tuple[Decimal, ...]]:
    """Return the addends above a total and those of the whole table; for a part of it both are the part's."""
    every = _column(rows, column)
    above = _column(rows[:place], column)
    before = max((i for i in range(place) if rows[i].is_sum and column in rows[i].by_column), default=-1)
    group = _column(rows[before + 1 : place], column)
    label = f" {fold(rows[place].label)} "
    part = any(f" {word} " in label for word in _PARTS) and not any(f" {word} " in label for word in _WHOLES)
    later = any(row.is_sum and column in row.by_column for row in rows[place + 1 :])
    if part and later and group:
        return group, group
    if before >= 0 and group and (part or (not _adds_up(stated, above, every) and _adds_up(stated, group))):
        return group, group
    if not _adds_up(stated, above, every):
        top = _tops(above or every)
        if _adds_up(stated, top):
            return top, top
    return above, every


def _adds_up(stated: Decimal, *runs: Sequence[Decimal]) -> bool:
    return any(run and is_nearly(stated, sum(run, Decimal(0))) for run in runs)


def _column(rows: Sequence[Amounts], column: int) -> tuple[Decimal, ...]:
    return tuple(row.by_column[column] for row in rows if not row.is_sum and column in row.by_column)


def _tops(amounts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return the amounts that are no part of one above them: a row that is the sum of the next ones stands for them."""
    tops = []
    at = 0
    while at < len(amounts):
        tops.append(amounts[at])
        running, end = Decimal(0), at + 1
        while end < len(amounts) and running < amounts[at]:
            running += amounts[end]
            end += 1
        at = end if end - at > 2 and running == amounts[at] else at + 1
    return tuple(tops)
