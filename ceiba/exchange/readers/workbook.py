"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS): each sheet becomes lines and tables, as people see it.

What is hidden is left out and named in a note; so is what a reading cannot know: formulas that were never calculated,
errors, macros, other files. Nothing is calculated and nothing outside is opened.
"""

import re
from collections.abc import Callable, Iterable

from ceiba.exchange.document import PLAIN, Cell, Document, Line, Style, Table, UnusableDocument
from ceiba.exchange.readers import archive
from ceiba.exchange.readers.formats import Format
from ceiba.exchange.readers.sheets import ods, xls, xlsb, xlsx
from ceiba.exchange.readers.sheets.blocks import Block, Gap, Prose, pieces
from ceiba.exchange.readers.sheets.cells import Sheet, Workbook, column_letters
from ceiba.kernel.text import _

_MEANINGLESS = re.compile(
    r"(?:hoja|sheet|folha|feuil|planilha|tabla|table|libro|página|pagina|hoja de c[áa]lculo)?[\s_\-]*\d*"
    r"(?:\s*\(\d+\))?",
    re.IGNORECASE,
)
_SHOWN = 12


def read(name: str, content: bytes, format: Format) -> Document:
    """Return the visible content of a workbook; numbers and dates stand as their formats show them.

    ``UnusableDocument`` where it is damaged, holds nothing that shows, or more than a plan can.
    """
    book = _book(name, content, format)
    if not any(sheet.rows for sheet in book.sheets):
        raise UnusableDocument(_nothing(name, book))
    page = _Page()
    for sheet in book.sheets:
        if sheet.rows:
            page.sheet(sheet)
    return Document(name, tuple(page.lines), tuple(page.tables), notes=tuple(_notes(book)))


def _book(name: str, content: bytes, format: Format) -> Workbook:
    if format is Format.XLS:
        return xls.read(name, content)
    opened = archive.opened(name, content)
    if format is Format.ODS:
        return ods.read(name, opened)
    if any(re.fullmatch(r"xl/workbook\d*\.bin", part) for part in opened.namelist()):
        return xlsb.read(name, opened)
    return xlsx.read(name, opened)


class _Page:
    """The lines and tables so far; lines are numbered as they come."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.tables: list[Table] = []

    def sheet(self, sheet: Sheet) -> None:
        """Add all that a sheet holds, below its name where that says something."""
        if self.lines:
            self._add("")
        if not _MEANINGLESS.fullmatch(sheet.name.strip()):
            self._add(sheet.name.strip(), Style(heading=1))
        for piece in pieces(sheet):
            match piece:
                case Prose(text=text, style=style):
                    for paragraph in text.split("\n"):
                        if paragraph.strip():
                            self._add(paragraph.strip(), style)
                case Gap():
                    self._add("")
                case Block():
                    self._table(sheet, piece)

    def _add(self, text: str, style: Style = PLAIN, table: int | None = None) -> int:
        number = len(self.lines) + 1
        self.lines.append(Line(number, text, style=style, table=table))
        return number

    def _table(self, sheet: Sheet, block: Block) -> None:
        place = len(self.tables)
        prefixes = [(column, f"{sheet.name}!{column_letters(column)}") for column in block.columns]
        covered = block.covered
        rows = []
        for row in block.rows:
            cells = sheet.rows[row]
            printed = "\t".join([cells.get(column, "") for column in block.columns])
            number = self._add(printed.replace("\n", " ") if "\n" in printed else printed, table=place)
            under = str(row + 1)
            rows.append(
                tuple(
                    [
                        Cell(cells.get(column, ""), number, prefix + under, covered.get((row, column), ""))
                        for column, prefix in prefixes
                    ]
                    if covered
                    else [Cell(cells.get(column, ""), number, prefix + under) for column, prefix in prefixes]
                )
            )
        self.tables.append(Table(tuple(rows), sheet.name))


def _nothing(name: str, book: Workbook) -> str:
    if book.unsaved.count:
        message = _(
            "%(file)s solo tiene fórmulas sin calcular. Ábralo en su hoja de cálculo, guárdelo y súbalo otra vez."
        )
    elif book.hidden_sheets or any(sheet.behind for sheet in book.sheets):
        message = _("%(file)s tiene todo su contenido oculto. Muestre las hojas, filas y columnas del plan y guárdelo.")
    else:
        message = _("%(file)s no tiene ninguna celda llena: no hay nada que leer. Revise que sea el libro correcto.")
    return message % {"file": name}


# --- notes ---------------------------------------------------------------------------------------------------------


def _notes(book: Workbook) -> Iterable[str]:
    """Yield what a person should know of the reading."""
    if book.hidden_sheets:
        message = _("No se leyeron las hojas ocultas: %(sheets)s. Si son parte del plan, muéstrelas y guarde el libro.")
        yield message % {"sheets": ", ".join(f"«{name}»" for name in book.hidden_sheets[:_SHOWN])}
    for sheet in book.sheets:
        yield from _hidden(sheet)
    if book.unsaved.count:
        message = _(
            "Fórmulas sin su valor guardado: %(count)s (%(places)s). Abra el libro en su hoja de cálculo y guárdelo."
        )
        yield message % {"count": book.unsaved.count, "places": book.unsaved.shown()}
    if book.errors.count:
        message = _("Celdas que muestran un error: %(count)s (%(words)s en %(places)s). Corríjalas y guarde el libro.")
        words = ", ".join(sorted(book.errors.words)[:_SHOWN])
        yield message % {"count": book.errors.count, "words": words, "places": book.errors.shown()}
    if book.macros:
        yield _("El libro trae macros: no se ejecutaron ni se leyeron.")
    if book.links:
        yield _("El libro toma valores de otros archivos: no se abrieron y se usó el último valor guardado.")


def _hidden(sheet: Sheet) -> Iterable[str]:
    columns = sheet.skipped_columns()
    if columns:
        message = _(
            "Hoja «%(sheet)s»: no se leyeron sus columnas ocultas (%(columns)s). Si son parte del plan, muéstrelas."
        )
        yield message % {"sheet": sheet.name, "columns": _ranges(columns, column_letters)}
    if sheet.skipped_rows:
        if sheet.filtered:
            message = _(
                "Hoja «%(sheet)s»: no se leyeron las filas que oculta un filtro (%(rows)s). Quítelo si son del plan."
            )
        else:
            message = _(
                "Hoja «%(sheet)s»: no se leyeron sus filas ocultas (%(rows)s). Si son parte del plan, muéstrelas."
            )
        yield message % {"sheet": sheet.name, "rows": _ranges(sorted(sheet.skipped_rows), lambda row: str(row + 1))}


def _ranges(places: list[int], named: Callable[[int], str]) -> str:
    """Return places in order as people write them: «3, 5–9»."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    told = [named(a) if a == b else f"{named(a)}–{named(b)}" for a, b in runs[:_SHOWN]]
    return ", ".join(told) + ("…" if len(runs) > _SHOWN else "")
