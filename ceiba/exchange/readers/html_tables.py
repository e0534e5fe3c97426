"""Tables of HTML on their way to a grid: cells that reach over columns and rows put in their places."""

from ceiba.exchange.readers.allowance import Allowance
from ceiba.exchange.readers.flow import ABOVE, LEFT, Box, Grid

_WIDEST = 256  # columns
_LONGEST = 65_534  # rows that a cell may reach over


class TableUnderway:
    """A table whose rows and cells come one after another; ``grid`` is complete once ``close`` was called."""

    def __init__(self, allowance: Allowance) -> None:
        self.grid = Grid()
        self._allowance = allowance
        self._row: list[Box] | None = None
        self._below: dict[int, int] = {}  # by column: how many rows a cell above still takes in
        self._next: dict[int, int] = {}

    def open_row(self) -> None:
        """Begin a row."""
        self.close_row()
        self._row = []

    def open_cell(self, columns: int, rows: int) -> Box:
        """Return the box of the next cell, which reaches over so many columns and rows; 0 rows are all that follow."""
        if self._row is None:
            self._row = []
        row = self._row
        self._cover(row)
        box = Box()
        columns = 1 + self._allowance.take(max(0, min(columns, _WIDEST - len(row)) - 1))
        start = len(row)
        row += [box, *[LEFT] * (columns - 1)]
        rows = min(rows or _LONGEST, _LONGEST)
        if rows > 1:
            self._next.update(dict.fromkeys(range(start, start + columns), rows - 1))
        return box

    def close_row(self) -> None:
        """End a row; a row without cells is none."""
        row, self._row = self._row, None
        if row is None:
            return
        if row or self._below:
            self._cover(row, to_end=True)
        if row:
            self.grid.rows.append(row)
        going_on = {column: rows - 1 for column, rows in self._below.items() if rows > 1}
        self._below = going_on | self._next
        self._next = {}

    def _cover(self, row: list[Box], *, to_end: bool = False) -> None:
        """Put down the places that cells above take in, here where the next cell would stand, or to the row's end."""
        end = max(self._below, default=0) if to_end else 0
        while len(row) in self._below or len(row) < end:
            if not self._allowance.take(1):
                self._below = {}
                return
            row.append(ABOVE if len(row) in self._below else Box())
