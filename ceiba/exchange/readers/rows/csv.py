"""Rows of CSV, one record after another."""

import re
from collections.abc import Iterator, Sequence
from typing import overload

from ceiba.exchange.document import Document, Line, UnusableDocument
from ceiba.exchange.readers import csv_text, txt
from ceiba.exchange.readers.rows.cells import SheetRow
from ceiba.exchange.readers.sheets.cells import clean
from ceiba.kernel.text import _

_SAMPLE = 1_200  # lines that decide which sign parts the fields
_QUOTED_FORMULA = re.compile(r"'+[=+\-@]")  # how a file that left this house writes a text like a formula


class _Lines(Sequence[Line]):
    """Lines of a text, made when they are asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Line]: ...
    def __getitem__(self, place: int | slice) -> Line | Sequence[Line]:
        if isinstance(place, slice):
            return [self._line(number) for number in range(*place.indices(len(self._texts)))]
        return self._line(place)

    def _line(self, place: int) -> Line:
        return Line(place + 1, txt.plain_line(self._texts[place]))


class CsvRows:
    """The records of a text as one sheet without a name; its days count from 1900 unless a person says otherwise."""

    since_1904 = False

    def __init__(self, name: str, content: bytes) -> None:
        self.names: tuple[str, ...] = ("",)
        text, _notes = txt.decoded(name, content)
        self._lines = _Lines(text.split("\n"))
        sample = Document(name, tuple(self._lines[:_SAMPLE]))
        sign, self._skipped = csv_text.parting_sign(sample)
        if sign is None:
            message = _("%(file)s no es una tabla: no se halló qué signo separa sus columnas. Guárdelo como CSV.")
            raise UnusableDocument(message % {"file": name})
        self._sign = sign

    def rows(self, sheet: int) -> Iterator[SheetRow]:
        """Yield the records; a record that runs over several lines has the number of its first."""
        del sheet
        for number, fields in csv_text.records(self._lines, self._sign, self._skipped):
            cells = {column: _text(text) for column, text in enumerate(map(clean, fields)) if text}
            if cells:
                yield SheetRow(number, cells)


def _text(text: str) -> str:
    return text[1:] if text[0] == "'" and _QUOTED_FORMULA.match(text) else text
