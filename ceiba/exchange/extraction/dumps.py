"""Dumps of sheets, one cell a line behind its address («C15⇥Agua potable»), put back into rows."""

import re
from collections.abc import Sequence

from ceiba.exchange.extraction.lines import TextLine
from ceiba.kernel.text import squeeze

_CELL = re.compile(r"([A-Z]{1,2})(\d{1,6})$")
_LEAST = 20  # cells that make a dump
_SHARE = 0.8


def rows_of_dump(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """Return the rows of a sheet where the text is a dump of its cells; the lines themselves where it is none."""
    addressed = [line for line in lines if line.cells and _CELL.match(line.cells[0])]
    printed = sum(not line.is_blank for line in lines)
    if len(addressed) < _LEAST or len(addressed) < printed * _SHARE:
        return lines
    rows: dict[int, dict[int, str]] = {}
    first: dict[int, int] = {}
    for line in addressed:
        match = _CELL.match(line.cells[0])
        assert match is not None, "only addressed lines are here"
        row, text = int(match[2]), squeeze(" ".join(line.cells[1:]))
        rows.setdefault(row, {})[_column(match[1])] = text
        first.setdefault(row, line.number)
    return [_row(first[row], cells) for row, cells in sorted(rows.items(), key=lambda pair: first[pair[0]])]


def _row(number: int, cells: dict[int, str]) -> TextLine:
    printed = tuple(cells.get(i, "") for i in range(max(cells) + 1))
    text = squeeze(" ".join(printed))
    return TextLine(number, text, cells=printed if len(cells) > 1 else ())


def _column(letters: str) -> int:
    """Return the place of a column from its letters: A is 0, Z 25, AA 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
