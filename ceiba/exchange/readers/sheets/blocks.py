"""The blocks of a sheet: which rows and columns are a table, and which are lines above, below or instead of one."""

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ceiba.exchange.document import PLAIN, Style
from ceiba.exchange.readers.sheets.cells import LAST_COLUMN, Sheet, Span

_MOST_COVERED = 1_000_000  # places inside merged cells of a sheet; more are no table
_MARK = re.compile(
    r"(?:[A-Z]{1,4}[.\-]?\s?)?\d{1,4}(?:[.\-]\d{1,4}){0,6}[.)°ºª]?[-–]?|[A-Za-z][.)]|[IVX]{1,6}[.)]?|[•■▪●◦►➢✓*\-–—]"
)
_LONG = 60  # letters that the name of a column rarely has
_MOST = 0.6
_ASKED = 40  # records of a table that a possible header is compared with


@dataclass(frozen=True, slots=True)
class Prose:
    """A row that stands for itself: its text (paragraphs parted by line feeds) and how it is set."""

    row: int
    text: str
    style: Style = PLAIN


@dataclass(slots=True)
class Block:
    """Rows of a table and the columns that it uses, in order; ``covered`` tells which places merged cells take in."""

    rows: list[int]
    columns: list[int]
    covered: dict[tuple[int, int], str] = field(default_factory=dict)


class Gap:
    """An empty row between two pieces."""


Piece = Prose | Block | Gap


def pieces(sheet: Sheet, *, beside: bool = True) -> Iterator[Piece]:
    """Yield what a sheet holds from top to bottom; of tables side by side the left one first.

    ``beside`` says whether tables may stand side by side at all.
    """
    merged = _Merged(sheet)
    begun = False
    for rows in _joined(sheet, _runs(sheet, merged)):
        if begun:
            yield Gap()
        begun = True
        yield from _parts(sheet, merged, rows, beside=beside)


class _Merged:
    """The merged cells of a sheet, by the places that they take in."""

    def __init__(self, sheet: Sheet) -> None:
        self.covered: dict[tuple[int, int], str] = {}
        self.widths: dict[tuple[int, int], int] = {}
        used = {column for cells in sheet.rows.values() for column in cells}
        self._last_row, self._last_column = max(sheet.rows, default=-1), max(used, default=-1)
        self._tall: set[int] = set()
        for span in sheet.spans:
            self._take(span)

    def _take(self, span: Span) -> None:
        bottom, right = min(span.bottom, self._last_row), min(span.right, self._last_column, LAST_COLUMN)
        if (bottom - span.top + 1) * (right - span.left + 1) > _MOST_COVERED - len(self.covered):
            return
        self.widths[span.top, span.left] = span.right - span.left + 1
        for row in range(span.top, bottom + 1):
            for column in range(span.left, right + 1):
                if column > span.left:
                    self.covered[row, column] = "left"
                elif row > span.top:
                    self.covered[row, column] = "above"
            if row > span.top:
                self._tall.add(row)

    def spans_row(self, row: int) -> bool:
        """Tell whether a merged cell reaches into a row from above."""
        return row in self._tall


def _runs(sheet: Sheet, merged: _Merged) -> Iterator[list[int]]:
    """Yield the rows without an empty one between them; a hidden row, or one that a merged cell fills, is not empty."""
    run: list[int] = []
    for row in sorted(sheet.rows):
        if run and any(not merged.spans_row(r) and r not in sheet.skipped_rows for r in range(run[-1] + 1, row)):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


class _Held:
    """The rows of a run and of those that went on with it, and what is asked of them to know whether another does."""

    def __init__(self, sheet: Sheet, rows: list[int]) -> None:
        self.rows: list[int] = []
        self._sheet = sheet
        self._columns: set[int] = set()
        self._records = 0
        self._last: deque[dict[int, str]] = deque(maxlen=_ASKED)
        self.add(rows)

    def add(self, rows: list[int]) -> None:
        """Take rows that go on with these."""
        self.rows += rows
        for row in rows:
            cells = self._sheet.rows[row]
            if len(cells) > 1:
                self._records += 1
                self._columns.update(cells)
                if self._records > 1:
                    self._last.append(cells)

    def goes_on(self, below: Sequence[int]) -> bool:
        """Tell whether rows after a gap are more records of the table: its columns, and no header of their own."""
        first = self._sheet.rows[below[0]]
        if not self._records or len(first) < 2 or len(self._columns) < 3:
            return False
        own = {column for row in below for column in self._sheet.rows[row]}
        if not own <= self._columns or len(own) < len(self._columns) * _MOST:
            return False
        return self._records == 1 or not _is_header(first, self._last)


def _joined(sheet: Sheet, runs: Iterable[list[int]]) -> Iterator[list[int]]:
    """Put runs back together whose columns go on after an empty row."""
    held: _Held | None = None
    for run in runs:
        if held is not None and held.goes_on(run):
            held.add(run)
            continue
        if held is not None:
            yield held.rows
        held = _Held(sheet, run)
    if held is not None:
        yield held.rows


def _is_header(cells: Mapping[int, str], records: Collection[Mapping[int, str]]) -> bool:
    """Tell whether a row names columns, by the records above it: most are words over numbers, or short over long."""
    if any(len(text) > _LONG or _is_number(text) for text in cells.values()):
        return False
    asked = speaks = 0
    for column, text in cells.items():
        others = [record[column] for record in records if column in record]
        if others:
            asked += 1
            numbers = sum(map(_is_number, others))
            speaks += numbers > len(others) / 2 or sum(map(len, others)) / len(others) > 3 * len(text)
    return speaks * 2 >= asked


def _is_number(text: str) -> bool:
    digits = sum(sign.isdigit() for sign in text)
    return digits > 0 and digits * 2 >= len(text.replace(" ", ""))


# --- one run of rows ---------------------------------------------------------------------------------------------


def _parts(sheet: Sheet, merged: _Merged, rows: list[int], *, beside: bool) -> Iterator[Piece]:
    """Yield the lines above the table of a run, the table or tables, and the lines below."""
    start = 0
    while start < len(rows):
        head = start
        while head < len(rows) and _is_title(sheet, merged, rows, head):
            head += 1
        end = _end_of_table(sheet, merged, rows, head)
        edge = min((min(sheet.rows[row]) for row in rows[head:end] if len(sheet.rows[row]) > 1), default=0)
        last = end
        while last > head and _is_note(sheet, merged, rows[last - 1], edge):
            last -= 1
        yield from _prose(sheet, rows[start:head])
        if last > head:
            yield from _tables(sheet, merged, rows[head:last], beside=beside)
        yield from _prose(sheet, rows[last:end])
        start = end


def _is_title(sheet: Sheet, merged: _Merged, rows: Sequence[int], place: int) -> bool:
    """Tell whether a row is one text alone, and not the name of a group of columns in the row below it."""
    cells = sheet.rows[rows[place]]
    if len(cells) != 1:
        return False
    (column,) = cells
    wide = merged.widths.get((rows[place], column), 1)
    if place + 1 == len(rows) or wide < 2:
        return True
    below = sheet.rows[rows[place + 1]]
    if len(below) < 2 or column <= min(below):
        return True
    return wide >= (max(below) - min(below) + 1) * _MOST


def _end_of_table(sheet: Sheet, merged: _Merged, rows: Sequence[int], start: int) -> int:
    """Return where the table that begins at a row ends: at a title that another header follows."""
    records: deque[dict[int, str]] = deque(maxlen=_ASKED)
    header: dict[int, str] = {}
    title = None
    for place in range(start, len(rows)):
        cells = sheet.rows[rows[place]]
        if len(cells) > 1:
            if title is not None and records and (cells == header or (len(cells) > 2 and _is_header(cells, records))):
                return title
            title = None
            if header:
                records.append(cells)
            header = header or cells
        elif title is None and place + 1 < len(rows) and _is_title(sheet, merged, rows, place):
            title = place
    return len(rows)


def _is_note(sheet: Sheet, merged: _Merged, row: int, edge: int) -> bool:
    """Tell whether the last row of a table is a note below it: words alone, at its left edge or across it."""
    cells = sheet.rows[row]
    if len(cells) != 1:
        return False
    ((column, text),) = cells.items()
    if not any(map(str.isalpha, text)) or _is_number(text):
        return False
    return column <= edge or merged.widths.get((row, column), 1) > 2


def _prose(sheet: Sheet, rows: Iterable[int]) -> Iterator[Prose]:
    for row in rows:
        cells = sheet.rows[row]
        yield Prose(row, " ".join(cells[column] for column in sorted(cells)), sheet.style(row))


def _tables(sheet: Sheet, merged: _Merged, rows: list[int], *, beside: bool) -> Iterator[Piece]:
    """Yield the table of some rows, or the tables that stand side by side in them; numbered sentences stay lines."""
    if _is_list(sheet, rows):
        yield from _prose(sheet, rows)
        return
    columns = sorted({column for row in rows for column in sheet.rows[row]})
    groups = _side_by_side(sheet, merged, rows, columns) if beside else [columns]
    for group in groups:
        inside = set(group)
        own = rows if len(groups) == 1 else [row for row in rows if inside & sheet.rows[row].keys()]
        first, last = group[0], group[-1]
        kept = group if len(groups) > 1 else columns
        block = Block(own, [column for column in kept if first <= column <= last])
        block.covered = {
            (row, column): merged.covered[row, column]
            for row in (own if merged.covered else ())
            for column in block.columns
            if (row, column) in merged.covered and column not in sheet.rows[row]
        }
        yield block


def _is_list(sheet: Sheet, rows: Sequence[int]) -> bool:
    """Tell whether rows are numbered sentences, the number in a cell of its own and nothing else beside."""
    for row in rows:
        cells = sheet.rows[row]
        if len(cells) > 2:
            return False
        if len(cells) == 2 and not _MARK.fullmatch(cells[min(cells)]):
            return False
        if len(cells) == 2 and _is_number(cells[max(cells)]):
            return False
    return True


def _side_by_side(sheet: Sheet, merged: _Merged, rows: Sequence[int], columns: Sequence[int]) -> list[list[int]]:
    """Return the columns of each table: parted at an empty column, where the sides do not fill the same rows."""
    groups: list[list[int]] = [[]]
    for column in columns:
        if groups[-1] and _is_parted(sheet, merged, rows, groups[-1][-1], column):
            groups.append([])
        groups[-1].append(column)
    if len(groups) == 1 or min(map(len, groups)) < 2:
        return [list(columns)]
    filled = [{row for row in rows if any(c in sheet.rows[row] for c in group)} for group in groups]
    heads = [[sheet.rows[min(own)].get(c, "") for c in group] for group, own in zip(groups, filled, strict=True)]
    for (one, other), (head, next_head) in zip(pairwise(filled), pairwise(heads), strict=True):
        if len(one & other) >= len(one | other) * 0.8 and not set(head) & set(next_head):
            return [list(columns)]
    return groups


def _is_parted(sheet: Sheet, merged: _Merged, rows: Sequence[int], left: int, right: int) -> bool:
    """Tell whether an empty column that shows lies between two: not hidden, and not part of a merged cell."""
    between = [column for column in range(left + 1, right) if column not in sheet.hidden_columns]
    return any(not any((row, column) in merged.covered for row in rows) for column in between)
