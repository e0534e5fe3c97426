"""Dumps of sheets, one cell a line behind its address («C15⇥Agua potable», «C15: Agua»), put back into rows."""

import re
from collections.abc import Iterable, Sequence

from ceiba.exchange.extraction.lines import TextLine
from ceiba.kernel.text import squeeze

_CELL = re.compile(r"([A-Z]{1,2})(\d{1,6})$")
_ADDRESSED = re.compile(r"([A-Z]{1,2}\d{1,6})\s?[:=]\s+(?=\S)")
_LEAST = 20  # cells that make a dump
_SHARE = 0.8
_FEWEST = 8  # cells of a dump inside a text: row after row, every row from left to right
_Place = tuple[int, int]


def rows_of_dump(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """Return the lines with dumps of cells as the rows of their sheets: a whole text, or stretches of one."""
    cells = {i: cell for i, line in enumerate(lines) if (cell := _addressed(line)) is not None}
    printed = sum(not line.is_blank for line in lines)
    if len(cells) < _FEWEST:
        return lines
    if len(cells) >= _LEAST and len(cells) >= printed * _SHARE:
        return _rows(lines, cells, cells)
    found: list[TextLine] = []
    i = 0
    while i < len(lines):
        run = _run(lines, cells, i) if i in cells else []
        found += _rows(lines, cells, run) if run else (lines[i],)
        i = run[-1] + 1 if run else i + 1
    return found


def _addressed(line: TextLine) -> tuple[_Place, str] | None:
    """Return the place (row, column) of a cell and its text, None where a line has no address."""
    if line.cells and line.table is None:
        match = _CELL.match(line.cells[0])
        return ((int(match[2]), _column(match[1])), squeeze(" ".join(line.cells[1:]))) if match else None
    ahead = _ADDRESSED.match(line.text) if line.table is None and not line.enumerator else None
    match = _CELL.match(ahead[1]) if ahead else None
    if ahead is None or match is None:
        return None
    return (int(match[2]), _column(match[1])), line.text[ahead.end() :]


def _run(lines: Sequence[TextLine], cells: dict[int, tuple[_Place, str]], start: int) -> list[int]:
    """Return the lines of a dump that begins at a line, [] where codes of a list begin there («A1: …», «A2: …»)."""
    run: list[int] = []
    for i in range(start, len(lines)):
        if i in cells and (not run or cells[i][0] > cells[run[-1]][0]):
            run.append(i)
        elif i in cells or not lines[i].is_blank:
            break
    rows = {cells[i][0][0] for i in run}
    return run if len(run) >= max(_FEWEST, 2 * len(rows)) and len(rows) > 1 else []


def _rows(lines: Sequence[TextLine], cells: dict[int, tuple[_Place, str]], run: Iterable[int]) -> list[TextLine]:
    rows: dict[int, dict[int, str]] = {}
    first: dict[int, int] = {}
    for i in run:
        (row, column), text = cells[i]
        rows.setdefault(row, {})[column] = text
        first.setdefault(row, lines[i].number)
    width = max(max(cells) for cells in rows.values()) + 1
    return [_row(first[row], rows[row], width) for row in sorted(rows, key=lambda row: first[row])]


def _row(number: int, cells: dict[int, str], width: int) -> TextLine:
    printed = tuple(cells.get(i, "") for i in range(width))
    text = squeeze(" ".join(printed))
    return TextLine(number, text, cells=printed if len(cells) > 1 else ())


def _column(letters: str) -> int:
    """Return the place of a column from its letters: A is 0, Z 25, AA 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
