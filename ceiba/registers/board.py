"""The board of a register: a lane for each state, with how many rows are in it and those that fall due first."""

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from ceiba.kernel.register_type import RegisterState
from ceiba.registers.listing import ListRow, list_columns, list_rows
from ceiba.registers.models import RegisterRow
from ceiba.registers.queries_rows import MOST_COUNTED, Reader, RowFilter, counted

CARDS = 8  # rows of one lane; the list has the rest


@dataclass(frozen=True)
class Lane:
    """A state with its rows: the first of them, and how many there are: ``more`` than so many."""

    state: RegisterState
    rows: tuple[ListRow, ...]
    count: int
    more: bool

    @property
    def rest(self) -> int:
        """Return how many rows the lane does not show."""
        return self.count - len(self.rows)


def _first(rows: Any, *, falls: bool) -> list[RegisterRow]:
    """Return the first rows of a lane: those that fall due first, where deadlines run there, and then the newest.

    Two questions that an index answers, and not one that orders a million rows by a day that most of them lack.
    """
    due = list(rows.filter(due__isnull=False).order_by("due", "number")[:CARDS]) if falls else []
    if len(due) == CARDS:
        return due
    rest = rows.filter(due__isnull=True) if falls else rows
    return [*due, *rest.order_by("-day", "-number")[: CARDS - len(due)]]


def board(reader: Reader, today: date) -> list[Lane]:
    """Return the lanes of a register: at most three queries for each state, whatever the number of rows."""
    found, counts = {}, {}
    for state in reader.type.states:
        rows = reader.filtered(RowFilter(states=(state.key,)))
        counts[state.key] = counted(rows)
        found[state.key] = _first(rows, falls=not state.final and bool(reader.type.deadlines))
    shown = list_rows(reader, list(chain.from_iterable(found.values())), list_columns(reader), today)
    by_key = {one.row.pk: one for one in shown}
    return [
        Lane(
            state,
            tuple(by_key[row.pk] for row in found[state.key]),
            min(counts[state.key], MOST_COUNTED),
            counts[state.key] > MOST_COUNTED,
        )
        for state in reader.type.states
    ]
