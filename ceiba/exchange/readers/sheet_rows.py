"""Rows of a small table under known headings: the first sheet or text of a file in which they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers.money_grid import Grid, grids
from ceiba.kernel.text import _, fold

_LAST_HEADER = 30  # rows from above in which the headings are looked for
Headings = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What cannot come in from a file: the number of its row or thing, and a Spanish sentence that says the mend."""

    number: int
    message: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.facts


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: how a person counts it, and its texts by what they hold; what is empty is not there."""

    number: int
    texts: Mapping[str, str]

    def text(self, name: str) -> str:
        """Return one text, blank where the cell is empty."""
        return self.texts.get(name, "")


def sheet_rows(name: str, content: bytes, headings: Headings, needed: tuple[str, ...], most: int) -> list[SheetRow]:
    """Return the rows below the headings. ``headings`` are the words by which each thing may be called.

    ``UnusableDocument`` where the file is no sheet, none has the headings that are needed, or there are too many rows.
    """
    for grid in grids(name, content):
        for row in sorted(grid.rows)[:_LAST_HEADER]:
            columns = _columns(grid.rows[row], headings)
            if set(needed) <= set(columns):
                found = list(_below(grid, row, columns))
                if len(found) > most:
                    message = _("%(file)s trae más de %(most)s filas. Pártalo en varios.")
                    raise UnusableDocument(message % {"file": name, "most": most})
                return found
    message = _("%(file)s no tiene los encabezados que hacen falta: %(names)s. Póngalos en la primera fila.")
    raise UnusableDocument(message % {"file": name, "names": ", ".join(headings[one][0] for one in needed)})


def _columns(row: Mapping[int, str], headings: Headings) -> dict[str, int]:
    words = {fold(word): name for name, known in headings.items() for word in known}
    found: dict[str, int] = {}
    for column, text in sorted(row.items()):
        name = words.get(fold(text.strip()))
        if name is not None:
            found.setdefault(name, column)
    return found


def _below(grid: Grid, head: int, columns: Mapping[str, int]) -> Iterator[SheetRow]:
    for row in sorted(grid.rows):
        if row > head:
            cells = grid.rows[row]
            texts = {name: cells[at].strip() for name, at in columns.items() if cells.get(at, "").strip()}
            if texts:
                yield SheetRow(grid.number(row), texts)
