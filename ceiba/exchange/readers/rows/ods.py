"""Rows of ODS, passed on chunk by chunk of the content part."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from zipfile import ZipFile

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers.rows.cells import BrokenCell, Passing, SheetCell, SheetRow, StoredNumber
from ceiba.exchange.readers.sheets import events, ods
from ceiba.exchange.readers.sheets.cells import LAST_COLUMN, LAST_ROW, clean
from ceiba.kernel.text import _

_MOST_ALIKE = 1_000  # rows that one filled row may stand for; more is a file that swells
_NUMBERS = frozenset({"float", "currency", "percentage"})


class OdsRows:
    """The sheets of an ODS file; its dates are dates and no counts of days."""

    since_1904 = False

    def __init__(self, name: str, archive: ZipFile) -> None:
        ods.refuse_locked(name, archive)
        self._name, self._archive = name, archive
        names = _Names()
        events.read_part(name, archive, "content.xml", names)
        if not names.found:
            message = _("%(file)s no tiene ninguna hoja que leer. Revise que sea el archivo correcto.")
            raise UnusableDocument(message % {"file": name})
        self.names = tuple(names.found)

    def rows(self, sheet: int) -> Iterator[SheetRow]:
        """Yield the filled rows of a sheet."""
        reader = _Rows(sheet)
        for _chunk in events.chunks_of_part(self._name, self._archive, "content.xml", reader):
            yield from reader.passing.taken()


class _Names(events.Handler):
    """The names of the sheets."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        own = attributes.get("table:name")
        if name == "table" and own is not None and not own.startswith("'file:"):
            self.found.append(own)


class _Rows(events.Handler):
    """The rows of one sheet so far."""

    def __init__(self, sheet: int) -> None:
        self.passing = Passing()
        self._wanted, self._sheet = sheet, -1
        self._row = self._column = 0
        self._alike = self._repeated = 1
        self._cell: Mapping[str, str] | None = None
        self._paragraphs: list[str] = []
        self._pieces: list[str] | None = None
        self._aside = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._aside or name in ods.ASIDE:
            self._aside += 1
        elif name == "table":
            if attributes.get("table:name", "").startswith("'file:"):
                self._aside = 1
                return
            self._sheet += 1
            self._row = 0
        elif self._sheet != self._wanted:
            return
        elif name == "table-row":
            self._alike, self._column = ods.times(attributes.get("table:number-rows-repeated")), 0
            self.passing.number = self._row + 1
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell, self._paragraphs = attributes, []
            self._repeated = ods.times(attributes.get("table:number-columns-repeated"))
        elif name in {"p", "h"}:
            self._pieces = [] if self._cell is not None else None
        elif name in _SIGNS and self._pieces is not None:
            count = ods.times(attributes.get("text:c")) if name == "s" else 1
            self._pieces.append(_SIGNS[name] * min(count, 100))

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif self._sheet != self._wanted:
            return
        elif name in {"p", "h"} and self._pieces is not None:
            self._paragraphs.append("".join(self._pieces))
            self._pieces = None
        elif name in {"table-cell", "covered-table-cell"}:
            self._close_cell()
        elif name == "table-row":
            self._close_row()

    def text(self, text: str) -> None:
        if self._pieces is not None and not self._aside:
            self._pieces.append(text)

    def _close_cell(self) -> None:
        own, self._cell = self._cell, None
        if own is None:
            return
        value = _value(own, clean("\n".join(self._paragraphs)))
        if value and self._column < LAST_COLUMN:
            for column in range(self._column, min(self._column + self._repeated, LAST_COLUMN)):
                self.passing.cells[column] = value
        self._column = min(self._column + self._repeated, LAST_COLUMN)

    def _close_row(self) -> None:
        if self._row < LAST_ROW and self.passing.cells:
            cells = self.passing.cells
            self.passing.close()
            again = range(self._row + 2, self._row + 1 + min(self._alike, _MOST_ALIKE))
            self.passing.rows += [SheetRow(number, cells) for number in again]
        self.passing.cells = {}
        self._row += self._alike


_SIGNS: Mapping[str, str] = {"s": " ", "tab": " ", "line-break": "\n"}


def _value(own: Mapping[str, str], printed: str) -> SheetCell:
    kind = own.get("office:value-type", "")
    if own.get("calcext:value-type") == "error":
        return BrokenCell(printed)
    if own.get("table:formula") and not printed and not kind:
        return BrokenCell(_("fórmula sin calcular"))
    if kind in _NUMBERS:
        return StoredNumber(own.get("office:value", ""), printed or own.get("office:value", ""))
    if kind == "date":
        stored = own.get("office:date-value", "")
        try:
            moment = datetime.fromisoformat(stored)
        except ValueError:
            return printed
        return StoredNumber(stored, printed or stored, moment.replace(tzinfo=None), "T" in stored)
    return clean(ods.value_text(own, printed))
