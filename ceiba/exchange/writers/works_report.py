"""The monthly report of works for a development council, as a workbook and as comma-separated values."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter import Workbook

from ceiba.exchange.language import Translate
from ceiba.kernel.money import Money
from ceiba.kernel.project import Contract
from ceiba.kernel.text import _
from ceiba.kernel.works_report import WorksReport, WorksRow, WorksSum

HEADINGS = (
    _("No."),
    _("SNIP"),
    _("Departamento"),
    _("Municipio o lugar"),
    _("Nombre de la obra"),
    _("Aporte"),
    _("Monto recibido"),
    _("Saldo por recibir"),
    _("Monto entregado"),
    _("Saldo por entregar"),
    _("% financiero, ministerio a consejo"),
    _("% financiero, consejo a unidad ejecutora"),
    _("% físico"),
    _("Hombres"),
    _("Mujeres"),
    _("Convenio"),
    _("Fecha del convenio"),
    _("Contrato"),
    _("Fecha del contrato"),
    _("Función"),
    _("Prioridad de gobierno"),
)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_EXACT = 15  # digits that a number of a workbook keeps; one with more goes out as text
_WIDTHS = (6, 11, 16, 26, 52, *(16,) * 5, *(13,) * 3, 10, 10, 18, 13, 18, 13, 22, 26)
_HUNDREDTH = Decimal("0.01")
_RISKY = ("=", "+", "-", "@", "\t", "\r")  # a program of tables would take such a text for a formula
Cell = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class WorksSheet:
    """A report ready to be written: its title, the department of all rows (blank where not known), and its rows."""

    title: str
    department: str
    report: WorksReport


def lines(sheet: WorksSheet, say: Translate) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Yield the lines below the headings, each a kind («row», «subtotal», «total») and its cells.

    A cell is None where nobody wrote the figure. Percents are rounded half up to hundredths here, where they are
    printed, and nowhere before.
    """
    number = 0
    for group in sheet.report.groups:
        for row in group.sum.rows:
            number += 1
            yield "row", _row(number, row, sheet.department)
        place = group.place or say(_("sin lugar"))
        yield "subtotal", _sum(say(_("Subtotal de %(place)s")) % {"place": place}, group.sum)
    count = len(sheet.report.sum.rows)
    yield "total", _sum(say(_("Total de las %(count)s obras")) % {"count": count}, sheet.report.sum)


def write_csv(sheet: WorksSheet, say: Translate) -> bytes:
    """Return the report as UTF-8 with a byte order mark and decimal points; a figure that is missing is left blank."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([say(heading) for heading in HEADINGS])
    for _kind, cells in lines(sheet, say):
        writer.writerow([_plain(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(sheet: WorksSheet, say: Translate) -> bytes:
    """Return the report as a workbook: amounts are numbers, days are days, sums stand out."""
    out = BytesIO()
    with Workbook(out, _OPTIONS) as book:
        page = book.add_worksheet(say(_("Obras")))
        faces = _faces(book)
        page.write_string(0, 0, sheet.title, faces["title", "text"])
        page.write_string(1, 0, say(_("Hasta el %(day)s")) % {"day": sheet.report.until.isoformat()})
        for place, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
            page.set_column(place, place, width)
            page.write_string(2, place, say(heading), faces["head", "text"])
        last = 2
        for last, (kind, cells) in enumerate(lines(sheet, say), 3):
            for place, cell in enumerate(cells):
                _put(page, last, place, cell, lambda shape, kind=kind: faces[kind, shape])  # type: ignore[misc]
        page.freeze_panes(3, 5)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(2)
        page.print_area(0, 0, last, len(HEADINGS) - 1)
    return out.getvalue()


def _row(number: int, row: WorksRow, department: str) -> tuple[Cell, ...]:
    work = row.project
    return (
        number,
        work.code or "",
        department,
        work.place or "",
        work.name,
        *_money(row.funds),
        _rounded(row.built),
        work.men,
        work.women,
        *_signed(row.agreement),
        *_signed(row.contract),
        work.function,
        work.priority,
    )


def _sum(label: str, added: WorksSum) -> tuple[Cell, ...]:
    return ("", "", "", "", label, *_money(added), "", added.men, added.women, *("",) * 6)


def _money(one: Any) -> Sequence[Cell]:
    """Return the five amounts and the two percents of a row's funds or of a sum, which call them alike."""
    amounts: list[Money | None] = [one.contribution, one.received, one.to_receive, one.delivered, one.to_deliver]
    percents = [_rounded(one.received_percent), _rounded(one.delivered_percent)]
    return [*(None if amount is None else amount.amount for amount in amounts), *percents]


def _signed(signed: Contract | None) -> tuple[Cell, Cell]:
    return (signed.number, signed.day) if signed else ("", None)


def _rounded(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent.quantize(_HUNDREDTH, ROUND_HALF_UP)


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, str) and cell.startswith(_RISKY):
        return f"'{cell}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _put(page: Any, line: int, place: int, cell: Cell, face: Callable[[str], Any]) -> None:
    if cell is None or cell == "":
        page.write_blank(line, place, None, face("text"))
    elif isinstance(cell, date):
        page.write_datetime(line, place, cell, face("day"))
    elif isinstance(cell, int):
        page.write_number(line, place, cell, face("count"))
    elif isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= _EXACT:
        page.write_number(line, place, float(cell), face("money"))
    else:
        page.write_string(line, place, format(cell, "f") if isinstance(cell, Decimal) else cell, face("text"))


def _faces(book: Any) -> dict[tuple[str, str], Any]:
    """Return how each kind of line sets each shape of cell, in the colours of the house."""
    kinds: dict[str, dict[str, object]] = {
        "title": {"bold": True, "font_size": 14, "font_color": "#0b3d34"},
        "head": {"bold": True, "bg_color": "#0b3d34", "font_color": "#ffffff", "text_wrap": True, "valign": "top"},
        "row": {"valign": "top", "text_wrap": True},
        "subtotal": {"bold": True, "bg_color": "#f4f2ec"},
        "total": {"bold": True, "bg_color": "#e3ded0", "top": 1},
    }
    shapes: dict[str, dict[str, object]] = {
        "text": {},
        "count": {"num_format": "#,##0"},
        "money": {"num_format": "#,##0.00"},
        "day": {"num_format": "dd/mm/yyyy"},
    }
    return {(k, s): book.add_format({**kind, **shape}) for k, kind in kinds.items() for s, shape in shapes.items()}
