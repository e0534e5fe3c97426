"""Tables drawn with tabs: runs of rows, headers over several lines, and which layout of the vocabulary they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ceiba.exchange.extraction.lines import TextLine
from ceiba.kernel.methodology import Layout
from ceiba.kernel.text import fold

_fold_cell = lru_cache(maxsize=1 << 14)(fold)
_GAP = 3  # blank lines inside a table: a page break
_HEADER_LINES = 4
_FLOWING_LINES = 200  # lines that one header may run over, its cells broken
_WIDE = 8  # columns; narrower tables have no headers that run over many lines
_REPEATED = frozenset({"ignored", "yearly_amount", "yearly_target"})


@dataclass(frozen=True, slots=True)
class Row:
    """A record of a table: its cells by field, every cell also in order, and its first line."""

    fields: dict[str, str]
    cells: tuple[str, ...]
    line: int

    @property
    def quote(self) -> str:
        """Return the row as printed, cells parted by bars."""
        return " | ".join(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Grid:
    """A recognised table: its layout, the field and the printed header of each column, its rows."""

    layout: Layout
    columns: tuple[str | None, ...]
    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def runs(lines: Sequence[TextLine], skipped: set[int]) -> dict[int, tuple[TextLine, ...]]:
    """Return the runs of lines with cells, keyed by their first line; a run of one line is no table."""
    found: dict[int, tuple[TextLine, ...]] = {}
    run: list[TextLine] = []
    pending: list[TextLine] = []
    for line in lines:
        if line.number in skipped:
            continue
        if line.cells:
            run += [*pending, line] if run else [line]
            pending = []
        elif run:
            pending.append(line)
            if sum(not p.is_blank for p in pending) > _tolerance(run) or len(pending) > _GAP + _tolerance(run):
                _keep(found, run)
                run, pending = [], []
    _keep(found, run)
    return found


def _tolerance(run: Sequence[TextLine]) -> int:
    """Return how many lines without a tab may stand inside a run: rows of many cells break over lines."""
    return 8 if max(len(line.cells) for line in run) > 6 else 1 if len(run) > 1 else 0


def _keep(found: dict[int, tuple[TextLine, ...]], run: list[TextLine]) -> None:
    if len([line for line in run if line.cells]) > 1:
        found[run[0].number] = tuple(run)


def grids(run: Sequence[TextLine], layouts: Sequence[Layout]) -> Iterator[Grid]:
    """Yield the tables of a run. A header that comes back begins the same table again and is left out."""
    rows = [line for line in run if not line.is_blank]
    start = 0
    width = max((len(line.cells) for line in rows), default=0)
    flowing = flowing_header(rows, layouts) if width > _WIDE else None
    while start < len(rows):
        header = _header(rows, start, layouts)
        if flowing is not None and start == 0 and (header is None or _met(flowing) > _met(header)):
            header = flowing
        if header is None:
            start += 1
            continue
        layout, columns, headers, height = header
        end = next(
            (i for i in range(start + height, len(rows)) if _is_other(rows, i, layouts, layout, columns)), len(rows)
        )
        if header is flowing:
            end = len(rows)
        body = [line for line in rows[start + height : end] if not _repeats(line, headers)]
        yield Grid(layout, columns, headers, tuple(_records(body, columns)))
        start = end


Header = tuple[Layout, tuple[str | None, ...], tuple[str, ...], int]


def _met(header: Header) -> int:
    return sum(name is not None and name != "ignored" for name in header[1])


def flowing_header(rows: Sequence[TextLine], layouts: Sequence[Layout]) -> Header | None:
    """Return the header whose cells break over many lines, each line going on in the last cell of the one before it.

    It ends where a line begins with a number or date. A title row above it would shift the columns, so that each of
    the first lines is tried as its beginning, and the one whose width is nearest to the records' is taken.
    """
    end = next((i for i, line in enumerate(rows[:_FLOWING_LINES]) if i and _begins_record(line)), None)
    if end is None or end < 2:
        return None
    width = _record_width(rows[end:])
    best: tuple[tuple[int, int], Header] | None = None
    for start in [i for i in range(min(end, 8)) if rows[i].cells or not i]:
        headers: list[str] = []
        for line in rows[start:end]:
            own = line.row
            headers = [*headers[:-1], f"{headers[-1]} {own[0]}".strip(), *own[1:]] if headers else list(own)
        for layout in layouts:
            columns = assign(headers, layout)
            met = {c for c in columns if c}
            near = abs(len(headers) - width) <= max(2, width * 0.15)
            if near and met >= set(layout.required or [c.field for c in layout.columns]):
                rank = (-abs(len(headers) - width), len(met))
                if best is None or rank > best[0]:
                    best = (rank, (layout, columns, tuple(headers), end))
    return best[1] if best else None


def _record_width(rows: Sequence[TextLine]) -> int:
    """Return how many cells the first record has, its broken lines put together."""
    width = len(rows[0].row)
    widest = max(len(line.row) for line in rows)
    for line in rows[1:_FLOWING_LINES]:
        if width > _WIDE and (_begins_record(line) or (width >= widest and len(line.row) > 1 and not line.row[0])):
            break
        width += len(line.row) - 1
    return width


def _begins_record(line: TextLine) -> bool:
    first = line.row[0]
    if not line.cells and re.fullmatch(r"\(?(?:(?:19|20)\d{2}|\d)\)?", first):
        return False  # a year or note that belongs to a broken header
    return bool(first) and sum(c.isdigit() for c in first) >= 2 and not any(c.isalpha() for c in first)


def _header(rows: Sequence[TextLine], start: int, layouts: Sequence[Layout]) -> Header | None:
    """Return the best layout whose required columns are announced by the one to four lines from ``start`` on."""
    best: tuple[tuple[int, int, int], Header] | None = None
    for height in range(1, _HEADER_LINES + 1):
        lines = rows[start : start + height]
        if len(lines) < height or any(_has_amount(line) for line in lines):
            break
        if height > 1 and not any(any(assign(lines[0].row, layout)) for layout in layouts):
            break
        headers = _merge(lines)
        for layout in layouts:
            columns = assign(headers, layout)
            met = {c for c in columns if c}
            if met and met >= set(layout.required or [c.field for c in layout.columns]):
                rank = (len(met), -sum(c is None and bool(h) for c, h in zip(columns, headers, strict=True)), -height)
                if best is None or rank > best[0]:
                    best = (rank, (layout, columns, headers, height))
    return best[1] if best else None


def _has_amount(line: TextLine) -> bool:
    digits = [
        cell for cell in line.cells[1:] if cell and sum(c.isdigit() for c in cell) > len(cell) * 0.6 and len(cell) > 5
    ]
    return bool(digits)


def _merge(lines: Sequence[TextLine]) -> tuple[str, ...]:
    """Return one header a column: the words above one another, a merged cell's words carried to its right."""
    width = max(len(line.cells) for line in lines)
    merged = [""] * width
    for line in lines:
        cells = line.row
        for i in range(width):
            own = cells[i] if i < len(cells) else ""
            merged[i] = f"{merged[i]} {own}".strip()
    return tuple(merged)


def assign(headers: Sequence[str], layout: Layout) -> tuple[str | None, ...]:
    """Return the field of each header: each field goes to the header that says it best, the leftmost of equals."""
    scored = []
    for i, header in enumerate(headers):
        words = _fold_cell(header)
        for name, phrases in _phrases(layout) if words else ():
            score = _score(words, phrases)
            if score:
                scored.append((-score, i, name))
    fields: list[str | None] = [None] * len(headers)
    used: set[str] = set()
    for _negative, i, name in sorted(scored):
        if fields[i] is None and (name not in used or name in _REPEATED):
            fields[i] = name
            used.add(name)
    return tuple(fields)


@lru_cache(maxsize=256)
def _phrases(layout: Layout) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((column.field, tuple(filter(None, map(fold, column.headers)))) for column in layout.columns)


def _score(words: str, phrases: tuple[str, ...]) -> int:
    """Return how well a header announces a column: whole 1000, at its head 500, inside 100, longer words first."""
    best = 0
    padded = f" {words} "
    for phrase in phrases:
        if phrase not in words:
            continue
        if words == phrase:
            return 1000
        if padded.startswith(f" {phrase} "):
            best = max(best, 500 + len(phrase))
        elif f" {phrase} " in padded:
            best = max(best, 100 + len(phrase))
    return best


def _is_other(
    rows: Sequence[TextLine], i: int, layouts: Sequence[Layout], layout: Layout, columns: tuple[str | None, ...]
) -> bool:
    """Tell whether another table begins here; cheap for the rows that cannot be a header."""
    line = rows[i]
    if not line.cells or _has_amount(line) or any(len(cell) > 120 for cell in line.cells):
        return False
    found = _header(rows, i, layouts)
    return found is not None and (found[0] is not layout or found[1] != columns)


def _repeats(line: TextLine, headers: tuple[str, ...]) -> bool:
    cells = tuple(cell for cell in line.row if cell)
    whole = fold(" ".join(headers))
    return (
        bool(cells)
        and all(len(cell) > 1 and fold(cell) in whole for cell in cells)
        and len(cells) >= min(2, len(headers))
    )


def _records(body: Sequence[TextLine], columns: tuple[str | None, ...]) -> Iterator[Row]:
    """Yield the rows; a line that lacks most of its cells goes on with the row before it."""
    cells: list[str] = []
    first = 0
    for line in body:
        own = list(line.row)
        if cells and _goes_on(cells, own, line, len(columns)):
            cells[-1] = f"{cells[-1]} {own[0]}".strip()
            cells += own[1:]
            continue
        if cells:
            yield _row(cells, columns, first)
        cells, first = own, line.number
    if cells:
        yield _row(cells, columns, first)


def _goes_on(cells: list[str], own: list[str], line: TextLine, width: int) -> bool:
    if not line.cells and not line.tabs:
        return not (_begins_record(line) and len(cells) >= width * 0.8)
    if width <= 6 or len(cells) >= width * 0.8:
        return False
    return len(cells) < width * 0.3 or len(cells) + len(own) - 1 <= width + 1


def _row(cells: list[str], columns: tuple[str | None, ...], line: int) -> Row:
    fields = {name: cells[i] for i, name in enumerate(columns) if name and i < len(cells) and cells[i]}
    return Row(fields, tuple(cells), line)
