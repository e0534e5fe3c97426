"""The sheet in which a unit reports, as a workbook: what is to be filled stands open, the rest is protected."""

from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from ceiba.exchange.entry_sheet import HEADINGS, LONGEST, WORDS, Column, EntryRow, EntrySheet
from ceiba.exchange.language import Translate

_EXACT = 15  # digits that a number of a workbook keeps; one with more goes out as text
_WIDTHS = {
    Column.KEY: 14, Column.INDICATOR: 44, Column.UNIT: 16, Column.PART: 16, Column.TARGET: 14, Column.KEPT: 16,
    Column.VALUE: 14, Column.NUMERATOR: 13, Column.DENOMINATOR: 13, Column.STATE: 22, Column.ANALYSIS: 36,
    Column.DIFFICULTY: 36, Column.NEXT_STEP: 36, Column.MARK: 12,
}  # fmt: skip
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MAY = {"format_cells": True, "format_columns": True, "format_rows": True, "sort": True, "autofilter": True}
_LAST_LINE = 4  # the headings stand below the lines, at a place that does not move


def write(sheet: EntrySheet, say: Translate) -> bytes:
    """Return the sheet as XLSX with its headings in a language."""
    out = BytesIO()
    with Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": sheet.lines[0] if sheet.lines else sheet.name, "comments": sheet.code})
        _fill(book, sheet, say)
    return out.getvalue()


def _fill(book: Any, sheet: EntrySheet, say: Translate) -> None:
    page = book.add_worksheet(sheet.name)
    faces = _faces(book)
    for number, line in enumerate(sheet.lines[:_LAST_LINE]):
        page.write_string(number, 0, line, faces["title" if number == 0 else "line"])
    page.write_string(_LAST_LINE, 0, sheet.code, faces["code"])
    header = _LAST_LINE + 1
    columns = list(Column)
    for place, column in enumerate(columns):
        page.set_column(place, place, _WIDTHS[column])
        page.write_string(header, place, say(HEADINGS[column]), faces["header"])
    for number, row in enumerate(sheet.rows, header + 1):
        for place, column in enumerate(columns):
            _put(page, number, place, row, column, faces)
    if sheet.rows:
        state = columns.index(Column.STATE)
        choice = {"validate": "list", "source": list(sheet.states), "error_type": "warning"}
        page.data_validation(header + 1, state, header + len(sheet.rows), state, choice)
    page.freeze_panes(header + 1, columns.index(Column.INDICATOR) + 1)
    page.protect("", _MAY)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(header)
    page.print_area(0, 0, header + len(sheet.rows), columns.index(Column.MARK) - 1)


def _put(page: Any, number: int, place: int, row: EntryRow, column: Column, faces: dict[str, Any]) -> None:
    value = row.values.get(column, "")
    is_word = column in WORDS or column is Column.INDICATOR
    if column not in row.open:
        face = faces["wrapped" if is_word else "locked"]
    else:
        face = faces["words" if is_word else "open"]
    if isinstance(value, Decimal) and len(value.as_tuple().digits) <= _EXACT:
        page.write_number(number, place, float(value), face)
    elif value == "":
        page.write_blank(number, place, None, face)
    else:
        text = format(value, "f") if isinstance(value, Decimal) else value
        page.write_string(number, place, text[:LONGEST], face)


def _faces(book: Any) -> dict[str, Any]:
    """Return how the kinds of cells are set, in the colours of the house."""
    grey = {
        "text_wrap": True,
        "font_color": "#5b6b66",
        "bg_color": "#f4f2ec",
        "border": 1,
        "border_color": "#d9d5ca",
        "valign": "top",
    }
    white = {"locked": False, "bg_color": "#fffdf4", "border": 1, "border_color": "#b9942f", "valign": "top"}
    made = {
        "title": {"bold": True, "font_size": 14, "font_color": "#0b3d34"},
        "line": {"font_color": "#5b6b66"},
        "code": {"font_color": "#8a938f", "font_size": 8},
        "header": {"bold": True, "bg_color": "#0b3d34", "font_color": "#ffffff", "text_wrap": True, "valign": "top"},
        "locked": grey,
        "wrapped": {**grey, "font_color": "#1c2b27"},
        "open": white,
        "words": {**white, "text_wrap": True},
    }
    return {name: book.add_format(face) for name, face in made.items()}
