"""Rows of tables that runs of blanks lay out: amounts under one another, names broken over the lines around them."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ceiba.exchange.document import Line
from ceiba.exchange.extraction.numbers import decimal_separator, parse_amount

_SEGMENT = re.compile(r"\S+(?: \S+)*")
_AMOUNT = re.compile(
    r"(?:[A-Z]{0,3}[$/.]{0,2} ?)?[-(]?"
    r"(?:(?P<large>\d{1,3}(?:[.,'’]\d{3})+|\d{6,15})(?:[.,]\d{1,2})?|\d{1,5}[.,]\d\d)\)?",
    re.IGNORECASE,
)
_REACH = 10  # lines between two rows of one table
_ABOVE = 8  # lines of a header, and of the name above the first row
_ANCHORED = 0.7  # share of rows that print their name beside their amounts


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands in a line between two runs of blanks, and where: ``start`` and ``end`` in characters."""

    start: int
    end: int
    text: str

    def over(self, column: tuple[int, int]) -> bool:
        """Tell whether the segment stands in a column."""
        return self.start < column[1] and self.end > column[0]


@dataclass(slots=True)
class LayoutRow:
    """A row: the printed amounts by column, the pieces of its name with their lines, the line of the amounts."""

    line: int
    amounts: dict[int, Decimal]
    own: str = ""
    pieces: list[tuple[int, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the name, its pieces in the order of the page."""
        return " ".join(text for _line, text in sorted(self.pieces))


@dataclass(frozen=True, slots=True)
class LayoutTable:
    """Rows with the headers of their columns of amounts; ``first`` and ``last`` are the lines that the table fills."""

    headers: tuple[str, ...]
    title: str
    rows: tuple[LayoutRow, ...]
    first: int
    last: int


def tables(lines: Sequence[Line], is_label: Callable[[str], bool]) -> Iterator[LayoutTable]:
    """Yield the tables of amounts of a text; ``is_label`` knows the numbered labels («EJE 5 …») that name rows."""
    parted = [() if "\t" in line.text else segments(line.text) for line in lines]
    run: list[int] = []
    free = 0  # the first line that belongs to no table before
    for i, own in enumerate(parted):
        if len(own) > 1 and any(_AMOUNT.fullmatch(segment.text) for segment in own):
            if run and (i - run[-1] > _REACH or any(_is_header(between) for between in parted[run[-1] + 1 : i])):
                yield from _table(lines, parted, run, is_label, free)
                run, free = [], run[-1] + 1
            run.append(i)
    yield from _table(lines, parted, run, is_label, free)


def segments(text: str) -> tuple[Segment, ...]:
    """Return what the runs of blanks of a line part."""
    return tuple(Segment(m.start(), m.end(), m[0]) for m in _SEGMENT.finditer(text)) if text.strip() else ()


def _is_header(own: tuple[Segment, ...]) -> bool:
    """Tell whether a line between rows names several columns: another table begins."""
    return sum(any(c.isalpha() for c in s.text) for s in own[1:]) > 1


def _table(
    lines: Sequence[Line],
    parted: Sequence[tuple[Segment, ...]],
    run: list[int],
    is_label: Callable[[str], bool],
    free: int,
) -> Iterator[LayoutTable]:
    if len(run) < 3:
        return
    amounts = [s for i in run for s in parted[i] if _AMOUNT.fullmatch(s.text)]
    if not any((match := _AMOUNT.fullmatch(s.text)) and match["large"] for s in amounts):
        return  # rates and percentages
    columns = _columns(amounts)
    separator = decimal_separator(s.text for s in amounts)
    left = columns[0][0]
    rows = []
    for i in run:
        row = LayoutRow(i, {}, _words(s for s in parted[i] if s.end <= left))
        for segment in parted[i]:
            amount = parse_amount(segment.text, separator) if _AMOUNT.fullmatch(segment.text) else None
            if amount is not None:
                row.amounts[_column_of(segment, columns)] = amount
        rows.append(row)
    top = max(free, run[0] - _ABOVE)
    _name(rows, _names(parted, left, top, min(len(parted), run[-1] + _ABOVE)), is_label)
    body = next((row for row in rows if is_label(row.name)), rows[0])
    end = min([body.line, *(i for i, _text in body.pieces)])
    header = [s for i in range(top, end) for s in parted[i] if not _AMOUNT.fullmatch(s.text)]
    heads = [[s for s in header if s.over(column)] for column in columns]
    first = min([i for i in range(top, run[0] + 1) if any(s.over(c) for s in parted[i] for c in columns)])
    last = max([run[-1], *(i for row in rows for i, _text in row.pieces)])
    for row in rows:
        row.line, row.pieces = lines[row.line].number, [(lines[i].number, text) for i, text in row.pieces]
    yield LayoutTable(
        tuple(" ".join(s.text for s in head) for head in heads),
        " ".join(s.text for s in header if not any(s in head for head in heads)),
        tuple(rows),
        lines[first].number,
        lines[last].number,
    )


def _columns(amounts: Sequence[Segment]) -> list[tuple[int, int]]:
    """Return the columns that amounts fill, whether they are aligned to the right, the left or the middle."""
    columns: list[tuple[int, int]] = []
    for segment in sorted(amounts, key=lambda s: s.start):
        if columns and segment.start < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], segment.end))
        else:
            columns.append((segment.start, segment.end))
    return columns


def _column_of(segment: Segment, columns: Sequence[tuple[int, int]]) -> int:
    return bisect_right(columns, (segment.start, 1 << 30)) - 1


def _names(parted: Sequence[tuple[Segment, ...]], left: int, top: int, end: int) -> dict[int, str | None]:
    """Return the text that stands before the first column in each line; None where a line fills the columns too."""
    found: dict[int, str | None] = {}
    for i in range(top, end):
        before = [s for s in parted[i] if s.start < left]
        crossing = any(s.end > left for s in before)
        found[i] = None if crossing else _words(before)
    return found


def _words(own: Iterable[Segment]) -> str:
    return " ".join(s.text for s in own if any(c.isalpha() for c in s.text))


def _name(rows: Sequence[LayoutRow], names: dict[int, str | None], is_label: Callable[[str], bool]) -> None:
    """Give the rows their names: the text beside their amounts, and the lines around it that are theirs."""
    labelled = sum(is_label(text) for text in names.values() if text) > len(rows) / 2
    anchored = sum(_is_name(row.own, is_label) for row in rows) >= _ANCHORED * len(rows)
    bounds = [min(names) - 1, *(row.line for row in rows), max(names) + 1]
    for n in range(len(bounds) - 1):
        above = rows[n - 1] if n else None
        below = rows[n] if n < len(rows) else None
        gap = range(bounds[n] + 1, bounds[n + 1])
        first = _part(above, below, gap, names, anchored=anchored, labelled=labelled, is_label=is_label)
        upper, lower = range(gap.start, first), range(first, gap.stop)
        if above is not None:
            _give(above, upper, names)
        if below is not None:
            _give(below, reversed(lower), names)
            if any(c.isalpha() for c in below.own):
                below.pieces.append((below.line, below.own))


def _part(
    above: LayoutRow | None,
    below: LayoutRow | None,
    gap: range,
    names: dict[int, str | None],
    *,
    anchored: bool,
    labelled: bool,
    is_label: Callable[[str], bool],
) -> int:
    """Return the first line of a gap between two rows that belongs to the lower one."""
    if anchored:
        return gap.start if below is not None and below.own[:1].islower() else gap.stop
    if above is not None and labelled and not any(is_label(t) for t in (above.own, *(t for _i, t in above.pieces))):
        own = next((i for i in gap if is_label(names[i] or "")), None)
        if own is not None:
            return own + 1
    if above is None:
        return gap.start
    blank = next((i for i in gap if names[i] == ""), None)
    return blank if blank is not None else gap.start if below is not None else gap.stop


def _is_name(text: str, is_label: Callable[[str], bool]) -> bool:
    return any(c.isalpha() for c in text) and (len(text.split()) > 2 or not is_label(text))


def _give(row: LayoutRow, gap: Iterable[int], names: dict[int, str | None]) -> None:
    """Give a row the lines of a gap from its own side on, up to the first one without a name."""
    for i in gap:
        text = names[i]
        if not text:
            return
        row.pieces.append((i, text))
