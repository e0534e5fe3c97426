"""Tables drawn with tabs or declared by their format: runs of rows, headers over several lines, their layouts."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ceiba.exchange.extraction import content, rows
from ceiba.exchange.extraction.headers import HEAD, phrases_of, phrases_of_all
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.open_matrix import LEVEL, OpenMatrix, is_value_column, suits
from ceiba.exchange.extraction.rows import Row, begins_record
from ceiba.kernel.text import fold, squeeze
from ceiba.kernel.vocabulary import Layout

__all__ = ["Grid", "Header", "Row", "Tables", "assign", "grids", "merge", "runs"]

_LONGEST_NAME = 80  # characters of a header that begins a table inside another
_GAP = 3  # blank lines inside a table: a page break
_PAGE_BREAK = 12  # lines between two parts of one table
_HEADER_LINES = 4
_FLOWING_LINES = 200  # lines that one header may run over, its cells broken
_WIDE = 8  # columns; narrower tables have no headers that run over many lines
_SAMPLE = 40  # rows that tell what a column holds
_REPEATED = frozenset({"ignored", "yearly_amount", "yearly_target"})
_LOW_CHARACTERS, _LOW_WORDS = 80, 10  # of a cell in the lower rows of a header
_ORDINAL = re.compile(r"\(?(?:(?:19|20)\d{2}|\d{1,2})(?:er|do|to|º|°)?\)?|%")


@dataclass(frozen=True, slots=True)
class Grid:
    """A recognised table: its layout, the field and the printed header of each column, its rows.

    ``continues`` tells that it is the rest of the grid before it, parted by the end of a page.
    """

    layout: Layout
    columns: tuple[str | None, ...]
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns as recognised, and how many lines they take."""

    layout: Layout
    columns: tuple[str | None, ...]
    headers: tuple[str, ...]
    height: int

    @property
    def met(self) -> int:
        """Return how many columns are known and kept; of those that say the same thing only years count each."""
        known = [name for name in self.columns if name is not None and name != "ignored"]
        return len(set(known)) + sum(name in _REPEATED for name in known)

    @property
    def unmet(self) -> int:
        """Return how many headers name no known column."""
        return sum(c is None and bool(h) for c, h in zip(self.columns, self.headers, strict=True))


def runs(lines: Sequence[TextLine], skipped: set[int]) -> dict[int, tuple[TextLine, ...]]:
    """Return the runs of lines with cells, keyed by their first line; a run of one line is no table.

    Rows of a table that the format declares are a run of their own.
    """
    found: dict[int, tuple[TextLine, ...]] = {}
    run: list[TextLine] = []
    pending: list[TextLine] = []
    for line in lines:
        if line.number in skipped:
            continue
        ended = bool(line.cells and pending) and _begins_anew(line, run, pending)
        if run and ((line.table != run[-1].table and not line.is_blank) or ended):
            _keep(found, run)
            run, pending = [], []
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


def _begins_anew(line: TextLine, run: Sequence[TextLine], pending: Sequence[TextLine]) -> bool:
    """Tell whether the lines before a row ended the table: text behind a gap, or before a header that comes back."""
    text = [p for p in pending if not p.is_blank]
    if not text:
        return False
    behind_gap = len(pending) > 1 and pending[0].is_blank and pending[1].is_blank and text[0].text[:1].isupper()
    return behind_gap or fold(line.text) == fold(run[0].text)


def _tolerance(run: Sequence[TextLine]) -> int:
    """Return how many lines without a tab may stand inside a run: rows of many cells break over lines."""
    return 8 if max(len(line.cells) for line in run) > 6 else 1 if len(run) > 1 else 0


def _keep(found: dict[int, tuple[TextLine, ...]], run: list[TextLine]) -> None:
    if len([line for line in run if line.cells]) > 1:
        found[run[0].number] = tuple(run)


def grids(run: Sequence[TextLine], layouts: Sequence[Layout]) -> Iterator[Grid]:
    """Yield the tables of a run that follow one of the layouts."""
    yield from Tables(layouts).grids(run)


class Tables:
    """Finds the tables of one document, in order, so that one that goes on over a page is known again."""

    def __init__(
        self,
        layouts: Sequence[Layout],
        matrix: OpenMatrix | None = None,
        mapped: Sequence[Layout] = (),
        is_label: Callable[[str], bool] | None = None,
    ) -> None:
        """``mapped`` are layouts that a person gave, met by their exact headers; ``is_label`` knows «EJE 1: Agua»."""
        self._layouts = [layout for layout in layouts if matrix is None or layout is not matrix.layout]
        self._any_column = phrases_of_all(tuple(self._layouts))
        self._matrix, self._is_label = matrix, is_label or _nothing
        self._mapped = {tuple(fold(c.headers[0]) if c.headers else "" for c in m.columns): m for m in mapped}
        self._last: tuple[Header, TextLine] | None = None
        self.plan_kind = ""  # of the plan in which the tables stand

    def grids(self, run: Sequence[TextLine]) -> Iterator[Grid]:
        """Yield the tables of a run. A header that comes back begins the same table again and is left out."""
        lines = [line for line in run if not line.is_blank]
        start = 0
        width = max((len(line.cells) for line in lines), default=0)
        flowing = self._flowing(lines) if width > _WIDE else None
        while start < len(lines):
            header = self.header(lines, start)
            if flowing is not None and start == 0 and (header is None or flowing.met > header.met):
                header = flowing
            if header is None and start == 0:
                header = self._carried(lines)
            if header is None:
                start += 1
                continue
            end = len(lines)
            if header is not flowing:
                after = range(start + max(1, header.height), len(lines))
                end = next((i for i in after if self._is_other(lines, i, header)), end)
            yield self._grid(header, lines[start : start + header.height], lines[start + header.height : end])
            start = max(end, start + 1)

    def _grid(self, header: Header, head: Sequence[TextLine], body: Sequence[TextLine]) -> Grid:
        before, self._last = self._last, (header, (body or head)[-1])
        first = (head or body)[0]
        again = before is not None and 0 < first.number - before[1].number <= _PAGE_BREAK
        continues = again and before is not None and _said(before[0]) == _said(header)
        kept = [line for line in body if not _repeats(line, header.headers)]
        found = rows.records(kept, header.columns, self._is_label)
        return Grid(header.layout, header.columns, tuple(map(squeeze, header.headers)), tuple(found), continues)

    def _carried(self, lines: Sequence[TextLine]) -> Header | None:
        """Return the header of the table right before a declared one that has none and as many columns."""
        if self._last is None or lines[0].table is None:
            return None
        header, last = self._last
        near = last.table is not None and last.table + 1 == lines[0].table
        if not near or lines[0].number - last.number > _PAGE_BREAK or len(lines[0].cells) != len(header.columns):
            return None
        return replace(header, height=0)

    # --- headers ------------------------------------------------------------------------------------------------

    def header(self, lines: Sequence[TextLine], start: int) -> Header | None:
        """Return the best reading of the one to four lines from ``start`` on as the header of a table."""
        best: tuple[tuple[int, int, int, int], Header] | None = None
        if _is_title(lines[start]):
            return None
        for height in range(1, _HEADER_LINES + 1):
            head = lines[start : start + height]
            if len(head) < height or any(_has_amount(line) for line in head):
                break
            if height > 1 and not (self._speaks(head[0]) and _may_head(head[-1])):
                break
            if start + height < len(lines) and "above" in lines[start + height].covered:
                continue  # a cell of the header reaches down into the next row
            headers = merge(head)
            for rank, header in self._readings(headers, height, self._below(lines, start + height)):
                if best is None or rank > best[0]:
                    best = (rank, header)
        return best[1] if best else None

    def _below(self, lines: Sequence[TextLine], start: int) -> Sequence[TextLine]:
        """Return the first rows below a header, up to where another table seems to begin."""
        end = min(start + _SAMPLE, len(lines))
        for i in range(start + 1, end):
            apart = lines[i].table is None and lines[i].number - lines[i - 1].number > _GAP
            if apart or self._names_columns(lines[i]):
                return lines[start:i]
        return lines[start:end]

    def _speaks(self, line: TextLine) -> bool:
        if any(any(assign(line.row, layout)) for layout in self._layouts) or self._mapped:
            return True
        return self._matrix is not None and any(self._matrix.knows(cell) for cell in line.row)

    def _readings(
        self, headers: tuple[str, ...], height: int, body: Sequence[TextLine]
    ) -> Iterator[tuple[tuple[int, int, int, int], Header]]:
        mapped = self._mapped.get(tuple(map(fold, headers)))
        if mapped is not None:
            yield (1, 999, 0, -height), Header(mapped, tuple(c.field for c in mapped.columns), headers, height)
            return
        columns = [content.of_column([line.row[i] for line in body if i < len(line.row)]) for i in range(len(headers))]
        open_fields = self._matrix.read(headers, columns, self.plan_kind) if self._matrix is not None else None
        for layout in self._layouts:
            fields = assign(headers, layout)
            if not _is_met(fields, layout):
                continue
            if layout.row == "element":
                fields = tuple(f if f and suits(f, c) else None for f, c in zip(fields, columns, strict=True))
                if not _is_met(fields, layout) or _levels(fields) < _levels(open_fields or ()):
                    continue
                fields = _filled(fields, open_fields)
            header = Header(layout, fields, headers, height)
            yield (0, header.met, -header.unmet, -height), header
        if open_fields is not None and self._matrix is not None and self._matrix.layout is not None:
            header = Header(self._matrix.layout, open_fields, headers, height)
            yield (0, header.met, -header.unmet, -height), header

    def _flowing(self, lines: Sequence[TextLine]) -> Header | None:
        """Return the header whose cells break over many lines, each going on in the last cell of the one before it.

        It ends where a line begins with a number or date. A title row above it would shift the columns, so that each of
        the first lines is tried as its beginning, and the one whose width is nearest to the records' is taken.
        """
        end = next((i for i, line in enumerate(lines[:_FLOWING_LINES]) if i and begins_record(line)), None)
        if end is None or end < 2:
            return None
        width = rows.record_width(lines[end:], _WIDE)
        best: tuple[tuple[int, int], Header] | None = None
        for start in [i for i in range(min(end, 8)) if lines[i].cells or not i]:
            headers: list[str] = []
            for line in lines[start:end]:
                own = line.row
                headers = [*headers[:-1], f"{headers[-1]} {own[0]}".strip(), *own[1:]] if headers else list(own)
            for layout in self._layouts:
                columns = assign(headers, layout)
                near = abs(len(headers) - width) <= max(2, width * 0.15)
                if near and _is_met(columns, layout):
                    rank = (-abs(len(headers) - width), len({c for c in columns if c}))
                    if best is None or rank > best[0]:
                        best = (rank, Header(layout, columns, tuple(headers), end))
        return best[1] if best else None

    def _is_other(self, lines: Sequence[TextLine], i: int, current: Header) -> bool:
        """Tell whether another table begins here; cheap for the rows that cannot be a header."""
        line = lines[i]
        if not line.cells or _has_amount(line) or any(len(cell) > 120 for cell in line.cells):
            return False
        if not self._names_columns(line):
            return False
        found = self.header(lines, i)
        if found is None:
            return False
        other = found.layout is not current.layout or found.columns != current.columns
        # a table that goes on over a page says its header in the same words
        apart = not lines[i - 1].cells or (line.table is None and line.number - lines[i - 1].number > 1)
        return other or (apart and _said(found) != _said(current))

    def _names_columns(self, line: TextLine) -> bool:
        printed = [cell for cell in line.row if cell]
        met = sum(len(cell) <= _LONGEST_NAME and self._names_column(cell) for cell in printed)
        return met >= max(2, len(printed) / 2) or (self._mapped != {} and len(printed) > 1)

    def _names_column(self, cell: str) -> bool:
        if self._matrix is not None and self._matrix.knows(cell):
            return True
        return max(self._any_column.scores(cell).values(), default=0) >= HEAD


def _nothing(_text: str) -> bool:
    return False


def _is_met(columns: Sequence[str | None], layout: Layout) -> bool:
    met = {c for c in columns if c}
    return bool(met) and met >= set(layout.required or [c.field for c in layout.columns])


def _said(header: Header) -> str:
    return fold(" ".join(header.headers))


def _levels(fields: Sequence[str | None]) -> int:
    return sum(field is not None and field.startswith(LEVEL) for field in fields)


def _filled(fields: tuple[str | None, ...], others: tuple[str | None, ...] | None) -> tuple[str | None, ...]:
    """Return the fields of a layout, the columns that it does not know taken as any matrix would take them."""
    if others is None:
        return fields
    taken = {field for field in fields if field and ":" in field}
    return tuple(f or (o if o not in taken else None) for f, o in zip(fields, others, strict=True))


def _is_title(line: TextLine) -> bool:
    """Tell whether a row of a declared table is one cell across all columns."""
    return len(line.cells) > 2 and line.table is not None and sum(map(bool, line.cells)) == 1


def _may_head(line: TextLine) -> bool:
    """Tell whether a row can be the lower part of a header: few words a cell, no values but years and ordinals."""
    cells = [cell for cell in line.row if cell]
    if any(len(cell) > _LOW_CHARACTERS or len(cell.split()) > _LOW_WORDS for cell in cells):
        return False
    return not any(content.is_value(cell) and not _ORDINAL.fullmatch(cell) for cell in cells)


def _has_amount(line: TextLine) -> bool:
    return any(5 < len(cell) <= 40 and sum(map(str.isdigit, cell)) > len(cell) * 0.6 for cell in line.cells[1:])


def merge(lines: Sequence[TextLine]) -> tuple[str, ...]:
    """Return one header a column: the words above one another, parted by line feeds, the cell of a group carried on.

    Where merged cells are known they say what a group covers; otherwise an empty cell right of a group's belongs to it
    if something stands below both.
    """
    width = max(len(line.cells) or 1 for line in lines)
    table = [[line.row[i] if i < len(line.row) else "" for i in range(width)] for line in lines]
    declared = any(any(line.covered) for line in lines)
    for r, line in enumerate(lines):
        for i in range(1, width):
            if declared:
                if i < len(line.covered) and line.covered[i] == "left":
                    table[r][i] = table[r][i - 1]
            elif not table[r][i] and table[r][i - 1] and r + 1 < len(lines):
                below = [any(table[k][j] for k in range(r + 1, len(lines))) for j in (i - 1, i)]
                if all(below):
                    table[r][i] = table[r][i - 1]
    merged = []
    for i in range(width):
        parts = (
            [squeeze(part) for row in table for part in row[i].split("\n") if part]
            if len(lines) == 1
            else [squeeze(row[i]) for row in table if row[i]]
        )
        merged.append("\n".join(p for k, p in enumerate(parts) if not k or p != parts[k - 1]))
    return tuple(merged)


def assign(headers: Sequence[str], layout: Layout) -> tuple[str | None, ...]:
    """Return the field of each header: each field goes to the header that says it best, the leftmost of equals."""
    scored = []
    phrases = phrases_of(layout)
    for i, header in enumerate(headers):
        found = phrases.scores(header.replace("\n", " ")) if header else {}
        best = max(found.values(), default=0)
        scored += [
            (-score, i, name)
            for name, score in found.items()
            if score >= HEAD or best < HEAD or not (name.startswith(LEVEL) or is_value_column(name))
        ]
    fields: list[str | None] = [None] * len(headers)
    used: set[str] = set()
    for _negative, i, name in sorted(scored):
        if fields[i] is None and (name not in used or name in _REPEATED):
            fields[i] = name
            used.add(name)
    return tuple(fields)


def _repeats(line: TextLine, headers: tuple[str, ...]) -> bool:
    cells = tuple(cell for cell in line.row if cell)
    if not cells or len(cells) < min(2, len(headers)) or any(len(cell) < 2 for cell in cells):
        return False
    whole = f" {fold(' '.join(headers))} "
    return all(f" {fold(cell)} " in whole for cell in cells)
