"""The cells of a report of the finance system: the sheets of an XLSX, or the records of a CSV, whole.

What somebody has hidden or filtered away is a part of the report too: its total counts it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers import archive, csv_text, txt
from ceiba.exchange.readers.formats import Format, format_of
from ceiba.exchange.readers.sheets import xlsx
from ceiba.exchange.readers.sheets.cells import Sheet, column_letters
from ceiba.kernel.text import _

MOST_CELLS = 3_000_000  # a report of a hundred and fifty thousand lines


@dataclass(frozen=True)
class Grid:
    """Filled cells by row and column, counted from 0; ``numbers`` are the rows as a person sees them counted."""

    rows: dict[int, dict[int, str]]
    numbers: Sequence[int] | None = None

    def number(self, row: int) -> int:
        """Return how a person counts a row."""
        return row + 1 if self.numbers is None else self.numbers[row]

    def place(self, row: int, column: int) -> str:
        """Return where a cell stands («H17»)."""
        return f"{column_letters(column)}{self.number(row)}"


def grids(name: str, content: bytes) -> Iterator[Grid]:
    """Yield the sheets of a file; ``UnusableDocument`` where it is neither XLSX nor CSV, damaged or too large."""
    found = format_of(name, content)
    if found is Format.TEXT:
        table = csv_text.filled(txt.read(name, content), MOST_CELLS, tabular=True)
        if table is None:
            raise UnusableDocument(_other(name))
        yield Grid(table[0].rows, table[1])
        return
    opened = archive.opened(name, content) if found is Format.XLSX else None
    if opened is None or not any(part.startswith("xl/worksheets/") for part in opened.namelist()):
        raise UnusableDocument(_other(name))
    book = xlsx.read(name, opened, amounts=True, most=MOST_CELLS)
    if book.unsaved.count:
        message = _("%(file)s trae fórmulas sin calcular (%(places)s). Ábralo, guárdelo y súbalo otra vez.")
        raise UnusableDocument(message % {"file": name, "places": book.unsaved.shown()})
    for sheet in book.sheets:
        yield Grid(_whole(sheet))


def _other(name: str) -> str:
    message = _(
        "%(file)s no es una hoja de Excel (.xlsx) ni un CSV. Descargue el informe en uno de los dos y súbalo otra vez."
    )
    return message % {"file": name}


def _whole(sheet: Sheet) -> dict[int, dict[int, str]]:
    for (row, column), text in sheet.behind.items():
        sheet.rows.setdefault(row, {})[column] = text
    return sheet.rows
