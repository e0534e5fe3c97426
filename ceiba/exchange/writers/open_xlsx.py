"""A table of open data as a workbook: its rows, the dictionary of its columns, and which publication it comes from.

A figure of more digits than a workbook keeps goes out as text. What does not fit into a sheet goes on in the next, and
a text longer than a cell may be ends in a word that says where the rest is. The same rows give the same bytes as long
as the library that packs them is the same.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from ceiba.exchange.datasets.dataset import Cell, ColumnType, Dataset, Issue
from ceiba.exchange.language import translator
from ceiba.exchange.writers import open_dictionary
from ceiba.exchange.writers.open_data import Imprint, moment
from ceiba.kernel.text import _

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MADE = datetime(1980, 1, 1, tzinfo=UTC)  # it says nothing of when the file was made
_EXACT = 15  # digits that a number of a workbook keeps
_ROWS = 1_048_575  # of a sheet, below its headings
_LONGEST = 32_767  # letters of a cell
_REST = " […CSV]"
_FIRST_DAY = date(1900, 3, 1)  # before it a workbook counts its days wrongly
_HEAD = {"bold": True, "bg_color": "#0b3d34", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
_NAME = 31 - 5  # letters that the name of a sheet may have, and room for its number


def write(dataset: Dataset, issue: Issue, imprint: Imprint) -> bytes:
    """Return the workbook."""
    out = BytesIO()
    with Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": translator()(dataset.title), "company": imprint.publisher.name, "created": _MADE})
        sheets = _Sheets(book)
        sheets.fill(dataset.name, dataset.names, dataset.rows(issue), [column.type for column in dataset.columns])
        sheets.fill("diccionario", open_dictionary.HEADINGS, open_dictionary.rows([dataset]), ())
        sheets.fill("publicacion", _headings(), imprint.facts.items(), ())
    return out.getvalue()


def _headings() -> tuple[str, str]:
    say = translator()
    return say(_("Dato")), say(_("Dice"))


class _Sheets:
    """A workbook on its way: sheets of rows under their headings."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format(_HEAD)
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.money = book.add_format({"num_format": "#,##0.00"})

    def fill(self, name: str, headings: Sequence[str], rows: Any, kinds: Sequence[ColumnType]) -> None:
        """Write rows to a sheet, and to further ones where they do not fit."""
        coming: Iterator[Sequence[Cell]] = iter(rows)
        formats = [self.money if kind is ColumnType.MONEY else None for kind in kinds] or [None] * len(headings)
        number, row = 1, next(coming, None)
        while number == 1 or row is not None:
            page = self._page(name[:_NAME] if number == 1 else f"{name[:_NAME]} ({number})", headings)
            for place in range(1, _ROWS + 1):
                if row is None:
                    break
                for column, cell in enumerate(row):
                    self._cell(page, place, column, cell, formats[column])
                row = next(coming, None)
            number += 1

    def _page(self, name: str, headings: Sequence[str]) -> Any:
        page = self.book.add_worksheet(name)
        page.set_column(0, len(headings), 20)
        page.freeze_panes(1, 1)
        for column, heading in enumerate(headings):
            page.write_string(0, column, heading, self.head)
        return page

    def _cell(self, page: Any, place: int, column: int, cell: Cell, face: Any) -> None:
        if cell is None:
            return
        if isinstance(cell, str):
            whole = len(cell) <= _LONGEST
            page.write_string(place, column, cell if whole else cell[: _LONGEST - len(_REST)] + _REST)
        elif isinstance(cell, bool):
            page.write_boolean(place, column, cell)
        elif isinstance(cell, datetime):
            page.write_string(place, column, moment(cell))
        elif isinstance(cell, date):
            if cell < _FIRST_DAY:
                page.write_string(place, column, cell.isoformat())
            else:
                page.write_datetime(place, column, cell, self.day)
        elif len(Decimal(cell).as_tuple().digits) <= _EXACT:
            page.write_number(place, column, float(cell), face)
        else:
            page.write_string(place, column, format(Decimal(cell), "f"))
