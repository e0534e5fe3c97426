"""A table that leaves the house, as a workbook or as CSV: amounts as numbers, what is unknown as an empty cell."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter import Workbook

from ceiba.exchange.writers.open_cells import guarded

Cell = str | Decimal | int | None
_EXACT = 15  # digits that a number of a workbook keeps; one with more goes out as text
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A title, lines that stand above, headings, and rows of texts, numbers and None for what nobody knows."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lines: tuple[str, ...] = ()


def as_csv(table: PlainTable) -> bytes:
    """Return the headings and rows as CSV in UTF-8 with its mark, numbers with a point and no separators between."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(table.headings)
    writer.writerows([cell_text(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def cell_text(cell: Cell) -> str:
    """Return a cell of CSV; a text that a spreadsheet would run as a formula is quoted."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def as_workbook(table: PlainTable) -> bytes:
    """Return the table as XLSX, its title and lines above the headings."""
    return as_book([table])


def as_book(tables: Sequence[PlainTable]) -> bytes:
    """Return tables as the sheets of one XLSX, each named by its title where there are several."""
    out = BytesIO()
    with Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": tables[0].title})
        for table in tables:
            _fill(book, table, table.title if len(tables) > 1 else None)
    return out.getvalue()


def _fill(book: Any, table: PlainTable, name: str | None) -> None:
    page = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#0b3d34", "font_color": "#ffffff", "text_wrap": True})
    number = book.add_format({"num_format": "#,##0.00"})
    page.write_string(0, 0, table.title, book.add_format({"bold": True, "font_size": 14, "font_color": "#0b3d34"}))
    for place, line in enumerate(table.lines, 1):
        page.write_string(place, 0, line)
    top = len(table.lines) + 1
    for column, heading in enumerate(table.headings):
        page.set_column(column, column, 44 if column == 0 else 18)
        page.write_string(top, column, heading, head)
    for place, row in enumerate(table.rows, top + 1):
        _row(page, place, row, number)
    page.freeze_panes(top + 1, 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _row(page: Any, place: int, row: Sequence[Cell], face: Any) -> None:
    for column, cell in enumerate(row):
        if cell is None:
            page.write_blank(place, column, None)
        elif isinstance(cell, str):
            page.write_string(place, column, cell)
        elif len(Decimal(cell).as_tuple().digits) <= _EXACT:
            page.write_number(place, column, float(cell), face)
        else:
            page.write_string(place, column, format(Decimal(cell), "f"))
