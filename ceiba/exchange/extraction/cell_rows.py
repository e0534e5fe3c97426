"""Rows out of lines that are a cell each, or a piece of a cell: every line goes to the column where it costs least.

A value in a column of words, a cell left out and a sentence begun in small letters all cost something; of all ways the
cheapest is taken. The table ends at the blank line behind which its lines cost more than they are worth.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ceiba.exchange.extraction import content
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.open_matrix import CODE, LEVEL, is_value_column
from ceiba.exchange.extraction.paragraphs import join
from ceiba.kernel.text import squeeze

UNFINISHED = re.compile(
    r"(?:[,/\-–(]|\b(?:a|al|ante|con|de|del|desde|e|el|en|entre|la|las|los|más|mediante|o|para|por|que|se|sin|su|sus|"
    r"un|una|y))$",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?:[A-Z]{1,5}[.\-]?\s?)?\d{1,3}(?:[.\-]\d{1,4}){0,4}\.?|[A-Z]{2,6}\d{4,}|\d{4,14}(?:[.\-]\d{1,6}){0,3}"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_WORDS, _VALUE, _YEARS, _CODES, _SHORT, _ANY = "words", "value", "year", "code", "short", "any"
_WRONG, _ODD = 6.0, 2.5
_LEAST_LINES = 4
_TELLING = frozenset({_VALUE, _YEARS, _CODES})  # kinds whose cells are told from words
_LINE_WORTH, _LONE_COST = 1.0, 0.5  # what a line may cost on average; in a single row, or where no kind tells
_LOST = 30.0  # how far the worth of a table may fall before no further lines are asked
_FIT = 0.5  # share of the cells of a column of values that are values
_SHORT_WORDS = 5
Asks = Callable[[str], bool]


class Piece(NamedTuple):
    """A line that may be a cell, or a piece of one, and its place in the text.

    ``blank`` tells that a blank line stands before it, so that a table may end there; ``gap`` that no cell goes on over
    this blank line.
    """

    line: TextLine
    place: int
    blank: bool
    gap: bool


class CellRows(NamedTuple):
    """The rows of a table, sections between them as lines; their mean cost by line, and the place behind the last."""

    cost: float
    rows: tuple[TextLine, ...]
    end: int


def read(pieces: Iterable[Piece], fields: Sequence[str | None], is_label: Asks, is_name: Asks) -> CellRows | None:
    """Return the rows that lines make below columns of these fields; None where the lines are no such table.

    ``is_label`` knows the heads of sections («EJE 1: Agua»), ``is_name`` the names of columns, which are hardly cells.
    """
    table = _Table(fields, [_kind(name) for name in fields], is_name)
    for piece in pieces:
        if piece.blank and not table.pays():
            break
        table.take(piece, is_head=is_label(piece.line.printed))
    table.pays()
    return table.finished()


def _kind(name: str | None) -> str:
    if name is None or name == "ignored":
        return _ANY
    if name in {"baseline_year", "target_year"}:
        return _YEARS
    if is_value_column(name):
        return _VALUE
    if name in {"number", "code", "indicator_code"} or name.startswith(CODE):
        return _CODES
    return _SHORT if name in {"measure_unit", "direction"} else _WORDS


@dataclass(slots=True)
class _Table:
    """Takes lines one after another and remembers the end at which they were worth most."""

    fields: Sequence[str | None]
    kinds: Sequence[str]
    is_name: Asks
    _runs: list["_Run"] = field(default_factory=list)
    _closed: float = 0.0  # worth of the runs before the last
    _best: tuple[float, int, int] = (0.0, 0, 0)  # the worth, the runs up to there, and the lines of the last of them

    def take(self, piece: Piece, *, is_head: bool) -> None:
        """Take the next line; a head, as «EJE 1: Agua», closes the row and begins a section."""
        if is_head or not self._runs:
            self._closed = self._worth()
            self._runs.append(_Run(self.fields, self.kinds, self.is_name, piece if is_head else None))
        if not is_head:
            self._runs[-1].take(piece)

    def pays(self) -> bool:
        """Tell whether it pays to go on behind the lines so far; their end is one at which the table may end."""
        worth = self._worth()
        if worth > self._best[0]:
            self._best = (worth, len(self._runs), len(self._runs[-1].pieces))
        return worth > self._best[0] - _LOST

    def finished(self) -> CellRows | None:
        """Return the rows up to the best end, None where they are no table."""
        _worth, count, length = self._best
        placed = [(run, length if i == count - 1 else len(run.pieces)) for i, run in enumerate(self._runs[:count])]
        lines = sum(own for _run, own in placed)
        found = [part for run, own in placed for part in run.rows(own)]
        found = self._without_tail(found)
        rows = [row.line for row in found if sum(map(bool, row.line.cells)) > 1]
        if lines < _LEAST_LINES or not rows:
            return None
        mean = sum(run.closings[own - 1][0] for run, own in placed if own) / lines
        told = len(rows) > 1 and any(kind in _TELLING for kind in self.kinds)
        if mean > (_LINE_WORTH if told else _LONE_COST) or not self._holds(rows):
            return None
        return CellRows(mean, tuple(row.line for row in found), found[-1].place + 1)

    def _worth(self) -> float:
        if not self._runs or not self._runs[-1].pieces:
            return self._closed
        return self._closed + _LINE_WORTH * len(self._runs[-1].pieces) - self._runs[-1].closings[-1][0]

    def _without_tail(self, found: list["_Placed"]) -> list["_Placed"]:
        """Return the rows without those at the end, behind a blank line, that fill no column of values."""
        columns = [i for i, kind in enumerate(self.kinds) if kind == _VALUE]
        end = len(found)
        while columns and end and found[end - 1].blank and not any(found[end - 1].line.cells[i] for i in columns):
            end -= 1
        return found[:end]

    def _holds(self, rows: Sequence[TextLine]) -> bool:
        """Tell whether the columns of values hold values, and the first column is no title; elements may be rare."""
        first = sum(bool(row.cells[0]) for row in rows)
        if not (self.fields[0] or "").startswith((LEVEL, CODE)) and first <= len(rows) / 2:
            return False
        columns = [i for i, kind in enumerate(self.kinds) if kind in _TELLING]
        filled = [i for i in columns if any(row.cells[i] for row in rows)]
        if columns and len(filled) < _FIT * len(columns):
            return False
        held = [content.of_column([row.cells[i] for row in rows]) for i in filled]
        return all(c.values + c.codes >= _FIT or not c.filled for c in held)


class _Placed(NamedTuple):
    """A row of a table or the head of a section, the place of its last line, and whether a blank line stands before."""

    line: TextLine
    place: int
    blank: bool


class _Asked(NamedTuple):
    """What a line can be, asked once."""

    text: str
    is_value: bool
    is_year: bool
    is_code: bool
    is_nothing: bool
    is_low: bool
    goes_on: float  # the cost of going on with the cell of the line before


@dataclass(slots=True)
class _Run:
    """The lines of a section, each with the cheapest ways in which it may stand in any of the columns.

    ``closings`` holds for every line what the lines up to it cost where a row ends there, and its column then.
    """

    fields: Sequence[str | None]
    kinds: Sequence[str]
    is_name: Asks
    head: Piece | None
    pieces: list[Piece] = field(default_factory=list)
    closings: list[tuple[float, int]] = field(default_factory=list)
    _costs: list[float] = field(default_factory=list)
    _ways: list[list[tuple[int, bool]]] = field(default_factory=list)
    _begin: list[float] = field(init=False)
    _finish: list[float] = field(init=False)

    def __post_init__(self) -> None:
        """Reckon what it costs to begin a row in a column, and to end one there."""
        width = len(self.kinds)
        self._begin = [_skipped(self.fields, 0, k, first=True) for k in range(width)]
        self._finish = [_skipped(self.fields, k + 1, width) for k in range(width)]

    def take(self, piece: Piece) -> None:
        """Find the cheapest way to each column for the next line."""
        before = self.pieces[-1].line.printed if self.pieces else ""
        line = _asked(piece.line.printed, before, gap=piece.gap)
        odd = _ODD if self.is_name(piece.line.printed) else 0.0
        closed, last = self.closings[-1] if self.closings else (0.0, 0)
        costs: list[float] = []
        ways: list[tuple[int, bool]] = []
        for k, kind in enumerate(self.kinds):
            own = _cost(kind, line) + odd
            best = (closed + self._begin[k] + own, last, True)
            for left in range(k if self._costs else 0):
                best = min(best, (self._costs[left] + _skipped(self.fields, left + 1, k) + own, left, False))
            if self._costs and kind in {_WORDS, _SHORT, _ANY}:
                best = min(best, (self._costs[k] + line.goes_on + _rest_cost(kind, line), k, False))
            costs.append(best[0])
            ways.append((best[1], best[2]))
        self._costs = costs
        self._ways.append(ways)
        self.pieces.append(piece)
        self.closings.append(
            min((cost + end, k) for k, (cost, end) in enumerate(zip(costs, self._finish, strict=True)))
        )

    def rows(self, count: int) -> list[_Placed]:
        """Return the head and the rows of the first lines."""
        found: list[_Placed] = []
        if self.head is not None:
            line = self.head.line
            cells = (line.printed, *[""] * (len(self.kinds) - 1))
            found.append(_Placed(TextLine(line.number, line.printed, cells=cells), self.head.place, self.head.blank))
        place = self.closings[count - 1][1] if count else 0
        rows: list[list[tuple[Piece, int]]] = []
        own: list[tuple[Piece, int]] = []
        for piece, ways in zip(reversed(self.pieces[:count]), reversed(self._ways[:count]), strict=True):
            own.append((piece, place))
            place, fresh = ways[place]
            if fresh:
                rows.append(own[::-1])
                own = []
        return found + [self._row(row) for row in reversed(rows)]

    def _row(self, row: Sequence[tuple[Piece, int]]) -> _Placed:
        first, last = row[0][0], row[-1][0]
        parts: list[list[str]] = [[] for _ in self.kinds]
        numbers = [first.line.number] * len(parts)
        for piece, k in row:
            if not parts[k]:
                numbers[k] = piece.line.number
            parts[k].append(piece.line.printed)
        cells = tuple(squeeze(join(own)) for own in parts)
        text = squeeze(" ".join(cells))
        return _Placed(TextLine(min(numbers), text, cells=cells, numbers=tuple(numbers)), last.place, first.blank)


def _skipped(fields: Sequence[str | None], start: int, end: int, *, first: bool = False) -> float:
    """Return what it costs to leave cells empty: little for elements that go on from the row above."""
    return sum(
        (0.3 if first else 1.5) if (field or "").startswith((LEVEL, CODE)) else 2.0 for field in fields[start:end]
    )


def _asked(text: str, before: str, *, gap: bool) -> _Asked:
    low = text[:1].islower()
    value = content.is_value(text)
    on = _WRONG if gap else 0.0 if low else 0.3 if UNFINISHED.search(before) else _ODD
    return _Asked(
        text,
        value,
        _YEAR.fullmatch(text) is not None,
        _CODE.fullmatch(text) is not None,
        content.is_nothing(text),
        low,
        on,
    )


def _cost(kind: str, line: _Asked) -> float:
    """Return what it costs that a cell of a kind begins with a line."""
    if kind == _ANY:
        return 0.5 + (_ODD if line.is_low else 0)
    if line.is_nothing:
        return 0.5 if kind in {_VALUE, _YEARS, _SHORT} else _ODD
    if kind == _VALUE:
        return (1.0 if line.is_year else 0.0) if line.is_value else _WRONG
    if kind == _YEARS:
        return 0.0 if line.is_year else _ODD if line.is_value else _WRONG
    if kind == _CODES:
        return 0.0 if line.is_code and not line.is_year else _WRONG
    if line.is_value or line.is_year:
        return _WRONG
    if kind == _SHORT:
        return 0.0 if len(line.text.split()) <= _SHORT_WORDS else _ODD
    return (_ODD if line.is_low else 0.0) + (_ODD if line.is_code else 0.0)


def _rest_cost(kind: str, line: _Asked) -> float:
    """Return what it costs beyond going on that the rest of a cell of a kind is a line."""
    return _ODD if kind != _ANY and (line.is_value or line.is_code) else 0.0
