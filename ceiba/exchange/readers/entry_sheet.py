"""The sheet of a reporting unit, read back: columns by their headings, cells as they are stored and not only shown.

Nothing is judged here: what a figure may be is known above, where the report is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cache

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.entry_sheet import HEADINGS, Column, Kind, ReadCell, ReadRow, ReadSheet
from ceiba.exchange.language import LANGUAGES, translator
from ceiba.exchange.readers import archive
from ceiba.exchange.readers.sheets import xlsx
from ceiba.exchange.readers.sheets.cells import Exact, Sheet, column_letters
from ceiba.kernel.text import _, fold

CODE = "ceiba:"  # how the code of a sheet begins
_LAST_HEADER = 60  # rows from above in which the headings are looked for
_ENOUGH = 4  # headings that make a row the header
_SURE = 15  # digits of a stored number that mean something; the rest is the noise of its binary form
_HUNDRED = Decimal(100)
_KINDS = {"percent": Kind.PERCENT, "date": Kind.DATE, "elapsed": Kind.DATE}


def read(name: str, content: bytes) -> ReadSheet:
    """Return what the sheet of a workbook holds; ``UnusableDocument`` where it is no XLSX, damaged or too large."""
    if not archive.is_archive(content):
        raise UnusableDocument(_no_workbook(name))
    opened = archive.opened(name, content)
    if not any(part.startswith("xl/worksheets/") for part in opened.namelist()):
        raise UnusableDocument(_no_workbook(name))
    book = xlsx.read(name, opened, exact=True)
    found = [_read(sheet) for sheet in book.sheets]
    return max(found, key=lambda one: len(one.columns), default=ReadSheet("", 0, {}, {}, (), ()))


def _no_workbook(name: str) -> str:
    message = _("%(file)s no es una hoja de Excel (.xlsx). Guárdela como «Libro de Excel (.xlsx)» y súbala otra vez.")
    return message % {"file": name}


def _read(sheet: Sheet) -> ReadSheet:
    rows = _whole(sheet)
    code = next((t.strip() for _r, row in sorted(rows.items()) for t in row.values() if t.startswith(CODE)), "")
    header = max(sorted(rows)[:_LAST_HEADER], key=lambda row: len(_headed(rows[row])), default=-1)
    if header < 0 or len(_headed(rows[header])) < _ENOUGH:
        return ReadSheet(code, 0, {}, {}, (), ())
    places: dict[Column, list[int]] = {}
    unknown = []
    for place, text in sorted(rows[header].items()):
        column = _words().get(fold(text))
        if column is None:
            unknown.append((_place(header, place), text))
        else:
            places.setdefault(column, []).append(place)
    columns = {column: found[0] for column, found in places.items()}
    doubled = {c: tuple(_place(header, place) for place in found) for c, found in places.items() if len(found) > 1}
    below = tuple(_rows(sheet, rows, header, columns))
    return ReadSheet(code, header + 1, columns, doubled, tuple(unknown), below)


def _whole(sheet: Sheet) -> dict[int, dict[int, str]]:
    """Return all filled cells: what somebody has hidden or filtered away while working is a part of the report."""
    rows = {number: dict(cells) for number, cells in sheet.rows.items()}
    for (row, column), text in sheet.behind.items():
        rows.setdefault(row, {})[column] = text
    for row, column in sheet.exact or {}:
        rows.setdefault(row, {}).setdefault(column, "")
    return rows


def _headed(cells: Mapping[int, str]) -> set[Column]:
    return {_words()[fold(text)] for text in cells.values() if fold(text) in _words()}


@cache
def _words() -> Mapping[str, Column]:
    """Return the columns by their headings in every language, so that a sheet may come back in another one."""
    return {fold(translator(language)(words)): column for language in LANGUAGES for column, words in HEADINGS.items()}


def _rows(
    sheet: Sheet, rows: Mapping[int, Mapping[int, str]], header: int, columns: Mapping[Column, int]
) -> Iterator[ReadRow]:
    for number in sorted(row for row in rows if row > header):
        cells = {c: _cell(sheet, number, place, rows[number]) for c, place in columns.items() if place in rows[number]}
        filled = {column: cell for column, cell in cells.items() if cell.text or cell.formula}
        if filled:
            yield ReadRow(number + 1, filled)


def _cell(sheet: Sheet, row: int, column: int, cells: Mapping[int, str]) -> ReadCell:
    exact = (sheet.exact or {}).get((row, column))
    made = ReadCell(_place(row, column), cells[column])
    return _exact(made, exact) if exact else made


def _exact(made: ReadCell, exact: Exact) -> ReadCell:
    made = replace(made, formula=exact.formula)
    if exact.kind == "e":
        return replace(made, kind=Kind.ERROR)
    if exact.kind == "b":
        return replace(made, kind=Kind.TRUTH)
    if exact.kind == "d":
        return replace(made, kind=Kind.DATE)
    if exact.kind != "n":
        return made
    kind = _KINDS.get(exact.shown, Kind.NUMBER)
    number = _number(exact.raw, _HUNDRED if kind is Kind.PERCENT else Decimal(1))
    return made if number is None else replace(made, kind=kind, number=number)


def _number(raw: str, times: Decimal) -> Decimal | None:
    """Return a stored number, so many times, without the noise of its binary form: 25.199999999999999 is 25.2."""
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    if len(number.as_tuple().digits) > _SURE:
        number = Decimal(format(float(raw), f".{_SURE}g"))
    plain = (number * times).normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() and abs(plain) < 10**_SURE else plain


def _place(row: int, column: int) -> str:
    return f"{column_letters(column)}{row + 1}"
