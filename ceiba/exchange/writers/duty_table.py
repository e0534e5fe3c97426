"""An official table of a duty as files: the whole matrix as CSV and as a workbook, or the three texts that go together.

Words stand exactly as the duty declares them; nothing here is translated, rounded or added.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter import Workbook

from ceiba.kernel.duty import DutyTable
from ceiba.kernel.duty_fields import Cell
from ceiba.kernel.duty_table import FilledTable

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_EXACT = 15  # digits that a number of a workbook keeps; one with more goes out as text
_RISKY = ("=", "+", "-", "@", "\t", "\r")  # a program of tables would take such a text for a formula
_MONTHS = (
    "ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO",
    "JULIO", "AGOSTO", "SEPTIEMBRE", "OCTUBRE", "NOVIEMBRE", "DICIEMBRE",
)  # fmt: skip
_WIDE, _NARROW = 34, 7


@dataclass(frozen=True, slots=True)
class DutyFile:
    """A file by the name under which the authority knows it."""

    name: str
    content: bytes


def matrix_csv(filled: FilledTable) -> bytes:
    """Return the whole matrix from its headings down: bands and lines below are rows of their own, the rest blank."""
    width = len(filled.headings)
    lines: list[Sequence[Cell]] = [filled.headings]
    for band in filled.bands:
        if band.title:
            lines.append((band.title, *("",) * (width - 1)))
        lines += band.rows
    lines += [(label, told, *("",) * (width - 2)) for label, told in (*filled.closing, *filled.footer)]
    return _csv(filled.table, lines)


def matrix_xlsx(filled: FilledTable) -> bytes:
    """Return the whole matrix as a workbook: title lines, headings, merged bands, rows, and the lines below."""
    out, width = BytesIO(), len(filled.headings)
    with Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": filled.table.title})
        page = book.add_worksheet()
        faces = _faces(book)
        for column, heading in enumerate(filled.headings):
            page.set_column(column, column, _NARROW if len(heading) < 4 else _WIDE)
        top = 0
        for top, (kind, cells) in enumerate(_lines(filled)):
            if kind in ("title", "band"):
                page.merge_range(top, 0, top, width - 1, "", faces[kind])
                page.write_string(top, 0, str(cells[0]), faces[kind])
            elif kind == "line":
                _wide(page, top, cells, width, faces)
            else:
                for column, cell in enumerate(cells):
                    _put(page, (top, column), cell, faces[kind])
        page.freeze_panes(len(filled.table.lines) + 1, 0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.print_area(0, 0, top, width - 1)
    return out.getvalue()


def together(filled: FilledTable, institution: str, month: int) -> tuple[DutyFile, ...]:
    """Return the three texts that go together, each under its official name; none where the table has none.

    Data are headings and rows. Metadata are two columns, a label and what it says. The dictionary says whose the data
    are, what they are, and then each field and each word that stands in an empty cell.
    """
    table = filled.table
    if not table.files:
        return ()
    bodies: tuple[list[Sequence[Cell]], ...] = (
        [filled.headings, *filled.rows],
        [*filled.footer],
        list(_dictionary(filled, institution)),
    )
    named = zip(table.files, bodies, strict=True)
    return tuple(DutyFile(_name(table, file, month), _csv(table, lines)) for file, lines in named)


def _dictionary(filled: FilledTable, institution: str) -> Iterator[Sequence[Cell]]:
    table = filled.table
    yield "Institución", institution
    yield "Descripción", table.text or table.title
    for column in table.columns:
        yield column.heading, column.text or column.heading
    for word in filled.used:
        said = next((one.text for one in table.columns if one.empty == word and one.text), "")
        yield word, table.empty_text if word == table.empty else said


def _name(table: DutyTable, file: str, month: int) -> str:
    return table.file_name.replace("{MONTH}", _MONTHS[month - 1]).replace("{FILE}", file)


def _csv(table: DutyTable, lines: Sequence[Sequence[Cell]]) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=table.separator)
    writer.writerows([_text(cell) for cell in line] for line in lines)
    return out.getvalue().encode(table.encoding)


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return f"'{cell}" if cell.startswith(_RISKY) else cell


def _lines(filled: FilledTable) -> Iterator[tuple[str, Sequence[Cell]]]:
    """Yield what is printed, from top to bottom, each line with what it is."""
    yield from (("title", (line,)) for line in filled.table.lines or (filled.table.title,))
    yield "head", filled.headings
    for band in filled.bands:
        if band.title:
            yield "band", (band.title,)
        yield from (("row", row) for row in band.rows)
    yield from (("line", line) for line in (*filled.closing, *filled.footer))


def _wide(page: Any, top: int, cells: Sequence[Cell], width: int, faces: Any) -> None:
    """Write a label over the left half of the line and what it says over the right one."""
    half = max(1, width // 2)
    for first, last, cell, kind in ((0, half - 1, cells[0], "label"), (half, width - 1, cells[1], "row")):
        if last > first:
            page.merge_range(top, first, top, last, "", faces[kind])
        page.write_string(top, first, str(cell), faces[kind])


def _put(page: Any, at: tuple[int, int], cell: Cell, face: Any) -> None:
    if isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= _EXACT:
        page.write_number(*at, float(cell), face)
    else:
        page.write_string(*at, format(cell, "f") if isinstance(cell, Decimal) else cell, face)


def _faces(book: Any) -> dict[str, Any]:
    edge = {"border": 1, "text_wrap": True, "valign": "vcenter"}
    return {
        "title": book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}),
        "head": book.add_format({**edge, "bold": True, "align": "center", "bg_color": "#e3ded0"}),
        "band": book.add_format({**edge, "bold": True, "align": "center", "bg_color": "#f4f2ec"}),
        "label": book.add_format({**edge, "bold": True, "bg_color": "#f4f2ec"}),
        "row": book.add_format(edge),
    }
