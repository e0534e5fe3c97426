"""What the binary formats share: packed numbers, the codes of errors, and a cell put into its sheet."""

import struct
from collections.abc import Sequence

from ceiba.exchange.document import PLAIN, Style
from ceiba.exchange.readers.sheets import formats
from ceiba.exchange.readers.sheets.cells import LAST_COLUMN, LAST_ROW, Limit, Sheet, Workbook, address, clean
from ceiba.exchange.readers.sheets.formats import GENERAL, Pattern

ERRORS = {
    0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#GETTING_DATA",
}  # fmt: skip


def packed(number: int) -> float:
    """Return a number packed in 30 bits: a whole one or the upper half of a float, perhaps in hundredths."""
    if number & 2:
        value = float((number >> 2) - (1 << 30 if number & 0x80000000 else 0))
    else:
        (value,) = struct.unpack("<d", struct.pack("<II", 0, number & 0xFFFFFFFC))
    return value / 100 if number & 1 else value


class Filler:
    """Puts the values of cells into a sheet as people see them."""

    def __init__(
        self, sheet: Sheet, book: Workbook, limit: Limit, patterns: Sequence[Pattern], settings: Sequence[Style] = ()
    ) -> None:
        self.sheet = sheet
        self._book, self._limit = book, limit
        self._patterns, self._settings = patterns, settings
        self.since_1904 = False

    def number(self, row: int, column: int, style: int, value: float, *, hidden: bool) -> None:
        """Put a number."""
        shown = self._patterns[style] if style < len(self._patterns) else GENERAL
        self.text(
            row, column, style, formats.number_text(repr(value), shown, since_1904=self.since_1904), hidden=hidden
        )

    def truth(self, row: int, column: int, style: int, value: int, *, wrong: bool, hidden: bool) -> None:
        """Put a truth value, or an error by its code."""
        word = ERRORS.get(value, "#N/A") if wrong else formats.truth(bool(value))
        if self.text(row, column, style, word, hidden=hidden) and wrong:
            self._book.errors.add(address(self.sheet.name, row, column), word)

    def text(self, row: int, column: int, style: int, text: str, *, hidden: bool) -> bool:
        """Put a text and tell whether it shows."""
        text = clean(text)
        if not text or row >= LAST_ROW or column >= LAST_COLUMN:
            return False
        self._limit.take(self.sheet.name, len(text))
        first = row not in self.sheet.rows
        shows = self.sheet.put(row, column, text, hidden=hidden)
        setting = self._settings[style] if style < len(self._settings) else PLAIN
        if shows and first and setting is not PLAIN:
            self.sheet.styles[row] = setting
        return shows
