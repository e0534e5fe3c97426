"""A register as a file: what one reader may see of it, as workbook, CSV or JSON; the template to fill; refused rows."""

from collections.abc import Callable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.exchange.language import Translate, translator
from ceiba.exchange.readers.records.numbers import stored_number
from ceiba.exchange.readers.rows.cells import SheetCell, StoredNumber, shown_text
from ceiba.exchange.register_sheet import KEY, SheetColumn, sheet_columns
from ceiba.exchange.writers.register_cells import OutCell, RecordCells
from ceiba.exchange.writers.register_sheet import RegisterPage, write
from ceiba.exchange.writers.register_text import as_csv, as_json
from ceiba.kernel.register_record import Record
from ceiba.kernel.register_type import FieldKind
from ceiba.methodologies.loader import load
from ceiba.registers.models_sheets import RefusedLine, SheetImport
from ceiba.registers.queries_rows import Reader
from ceiba.registers.sheet_names import labels_of
from ceiba.registers.sheet_reading import layout_of, read_problems, source_of_import

_AT_ONCE = 2_000  # rows that the database hands over at a time


class RegisterExport:
    """What one reader may see of a register, in the language of the page. ``told`` hears how many rows are written."""

    def __init__(self, reader: Reader, told: Callable[[int], None] | None = None) -> None:
        self._reader, self._here, self._told = reader, reader.register.institution, told
        self._columns = tuple(sheet_columns(reader.type, reader.shown))
        self._labels = labels_of(self._here, reader.fields)

    def workbook(self, rows: Any) -> IO[bytes]:
        """Return some rows as XLSX in a file that is gone once it is closed."""
        lines = (self._reader.register.plural, _("Lo que usted puede ver de este registro."))
        return _written(RegisterPage(self._reader.type, self._columns, self._cells(rows), lines))

    def csv(self, rows: Any) -> Iterator[bytes]:
        """Yield some rows as CSV with the marks of the institution's country."""
        say = _say()
        headings = [say(column.heading) for column in self._columns]
        return as_csv(headings, self._cells(rows), load(self._here.methodology).decimal_separator)

    def json(self, rows: Any) -> Iterator[bytes]:
        """Yield some rows as JSON, every value as exact text."""
        return as_json(self._reader.type, self._reader.shown, self._records(rows))

    def template(self) -> IO[bytes]:
        """Return a workbook to fill: a column for each field that the reader may see, with lists to choose from."""
        columns = [column for column in sheet_columns(self._reader.type, self._reader.fields) if column.target != KEY]
        lists = {
            field.key: list(self._labels[field.key].values())
            for field in self._reader.fields
            if field.kind in (FieldKind.UNIT, FieldKind.PLACE)
        }
        return _written(RegisterPage(self._reader.type, columns, (), lists=lists, fill=True))

    def _records(self, rows: Any) -> Iterator[Record]:
        for count, record in enumerate(self._reader.records(rows.order_by("number").iterator(_AT_ONCE)), 1):
            yield record
            if self._told is not None and count % _AT_ONCE == 0:
                self._told(count)

    def _cells(self, rows: Any) -> Iterator[tuple[OutCell, ...]]:
        cells = RecordCells(self._reader.type, self._columns, self._labels)
        return (tuple(cells.of(record)) for record in self._records(rows))


def refused_workbook(row: SheetImport, reader: Reader) -> IO[bytes]:
    """Return the lines of a sheet that were not taken, as they stood there, with what to mend in a last column."""
    source, layout, say = source_of_import(row), layout_of(row), _say()
    places = list(layout.headings)
    columns = [SheetColumn("", layout.headings[place]) for place in places]
    told = dict(RefusedLine.objects.filter(sheet=row).values_list("line", "problems"))

    def rows() -> Iterator[Sequence[OutCell]]:
        for line in source.rows(layout.sheet):
            if line.number in told:
                words = "; ".join(_said(problem, say) for problem in read_problems(line.number, told[line.number]))
                yield (*(_as_it_stood(line.cells.get(place)) for place in places), words)

    page = RegisterPage(reader.type, columns, rows(), more=(_("Qué corregir"),), dictionary=False)
    return _written(page)


def _said(problem: Any, say: Translate) -> str:
    heading = f"«{problem.heading}»: " if problem.heading else ""
    return f"{heading}{problem.said(say)}"


def _as_it_stood(cell: SheetCell | None) -> OutCell:
    if isinstance(cell, StoredNumber):
        return cell.moment or stored_number(cell.raw)
    return shown_text(cell) or None


def _written(page: RegisterPage) -> IO[bytes]:
    out: IO[bytes] = TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    write(out, page, _say())
    out.seek(0)
    return out


def _say() -> Translate:
    return translator(get_language() or "es")
