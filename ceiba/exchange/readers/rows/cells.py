"""A row of a sheet as it passes by, and its cells: text, a number as it is stored, or one that shows an error."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class StoredNumber:
    """A number of a workbook: as it is stored, as it is shown, and the moment that it is where its format is of dates.

    ``timed`` tells that the format shows an hour.
    """

    raw: str
    shown: str
    moment: datetime | None = None
    timed: bool = False


@dataclass(frozen=True, slots=True)
class BrokenCell:
    """A cell without a value of its own: an error, or a formula that was never calculated."""

    shown: str


SheetCell = str | StoredNumber | BrokenCell


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with something in it: its number as a person counts it, and its filled cells by column from 0."""

    number: int
    cells: Mapping[int, SheetCell]


class RowSource(Protocol):
    """The sheets of a file. ``rows`` begins anew each time; ``since_1904`` is the system in which it counts days."""

    names: tuple[str, ...]
    since_1904: bool

    def rows(self, sheet: int) -> Iterator[SheetRow]:
        """Yield the filled rows of a sheet from top to bottom; ``UnusableDocument`` where it is damaged."""
        ...


@dataclass(slots=True)
class Passing:
    """Rows that were read and not handed on yet; cells are put one by one."""

    rows: list[SheetRow] = field(default_factory=list)
    number: int = 0
    cells: dict[int, SheetCell] = field(default_factory=dict)

    def close(self) -> None:
        """End the row at hand; an empty one is none."""
        if self.cells:
            self.rows.append(SheetRow(self.number, self.cells))
            self.cells = {}

    def taken(self) -> list[SheetRow]:
        """Return the rows that stand ready and forget them."""
        ready, self.rows = self.rows, []
        return ready


def shown_text(cell: SheetCell | None) -> str:
    """Return what a person sees of a cell; nothing where there is none."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else cell.shown
