"""Rows of XLSX, passed on chunk by chunk of the sheet's part."""

import re
from collections.abc import Iterator, Mapping
from zipfile import ZipFile

from ceiba.exchange.readers.rows.cells import BrokenCell, Passing, SheetCell, SheetRow, StoredNumber
from ceiba.exchange.readers.sheets import events, formats, xlsx
from ceiba.exchange.readers.sheets.cells import LAST_COLUMN, LAST_ROW
from ceiba.exchange.readers.sheets.formats import GENERAL
from ceiba.kernel.text import _

_ISO_TIME = re.compile(r"T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?Z?$")


class XlsxRows:
    """The sheets of a workbook; hidden rows and columns are a part of a register like all others."""

    def __init__(self, name: str, archive: ZipFile) -> None:
        self._name, self._archive = name, archive
        self._parts = xlsx.opened(name, archive)
        self.names = tuple(sheet for sheet, _state, _path in self._parts.sheets)
        self.since_1904 = self._parts.since_1904

    def rows(self, sheet: int) -> Iterator[SheetRow]:
        """Yield the filled rows of a sheet."""
        reader = _Rows(self._parts)
        path = self._parts.sheets[sheet][2]
        for _chunk in events.chunks_of_part(self._name, self._archive, path, reader):
            yield from reader.passing.taken()


class _Rows(events.Handler):
    """The rows of one sheet so far."""

    def __init__(self, parts: xlsx.Parts) -> None:
        self.passing = Passing()
        self._parts = parts
        self._columns: dict[str, int] = {}
        self._row = self._column = -1
        self._kind = self._style = ""
        self._formula = self._takes = self._aside = False
        self._pieces: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif name in {"v", "t"}:
            self._takes = not self._aside
        elif name == "f":
            self._formula = True
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdecimal() and len(number) < 9 else self._row + 1
            self.passing.number = self._row + 1
            self._column = -1
        elif name == "rPh":
            self._aside = True

    def end(self, name: str) -> None:
        if name == "c":
            self._close_cell()
        elif name in {"v", "t"}:
            self._takes = False
        elif name == "row":
            self.passing.close()
        elif name == "rPh":
            self._aside = False

    def text(self, text: str) -> None:
        if self._takes:
            self._pieces.append(text)

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        if reference:
            letters = reference.rstrip("0123456789")
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = xlsx.column_place(letters)
            self._column = column
        else:
            self._column += 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._formula = False
        self._pieces = []

    def _close_cell(self) -> None:
        raw = "".join(self._pieces).strip() if self._kind == "n" else "".join(self._pieces)
        if not (0 <= self._row < LAST_ROW and 0 <= self._column < LAST_COLUMN):
            return
        if raw.strip():
            value = self._value(raw)
            if value:
                self.passing.cells[self._column] = value
        elif self._formula and self._kind == "n":
            self.passing.cells[self._column] = BrokenCell(_("fórmula sin calcular"))

    def _value(self, raw: str) -> SheetCell:
        match self._kind:
            case "s":
                place = int(raw) if raw.isdecimal() and len(raw) < 9 else -1
                return self._parts.texts[place] if 0 <= place < len(self._parts.texts) else ""
            case "n":
                return self._number(raw)
            case "b":
                return formats.truth(raw.strip() == "1")
            case "e":
                return BrokenCell(raw.strip())
            case "d":
                day = raw.strip()
                return _ISO_TIME.sub(r" \1", day).removesuffix(" 00:00:00")
            case _:
                return xlsx.unescaped(raw)

    def _number(self, raw: str) -> StoredNumber:
        place = int(self._style) if self._style.isdecimal() and len(self._style) < 9 else -1
        shown = self._parts.patterns[place] if 0 <= place < len(self._parts.patterns) else GENERAL
        if shown is GENERAL:
            return StoredNumber(raw, formats.number_text(raw))
        told = formats.number_text(raw, shown, since_1904=self._parts.since_1904)
        if shown.kind == "date":
            moment = formats.moment_of(raw, since_1904=self._parts.since_1904)
            return StoredNumber(raw, told, moment, bool(shown.parts & set("hns")))
        return StoredNumber(raw, told)
