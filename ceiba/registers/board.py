"""The board of a register: a lane for each state, with how many rows are in it and those that fall due first."""

from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import F

from ceiba.kernel.register_type import RegisterState
from ceiba.registers.listing import ListRow, list_columns, list_rows
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


def board(reader: Reader, today: date) -> list[Lane]:
    """Return the lanes of a register: two queries for each state, whatever the number of rows."""
    found, counts = {}, {}
    for state in reader.type.states:
        rows = reader.filtered(RowFilter(states=(state.key,)))
        counts[state.key] = counted(rows)
        order = ("-day", "-number") if state.final else (F("due").asc(nulls_last=True), "-day", "-number")
        found[state.key] = list(rows.order_by(*order)[:CARDS])
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
