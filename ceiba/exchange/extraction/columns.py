"""Matrices of units torn out of a page: name, objective, indicator and goal of each unit, interleaved line by line.

The text of such a page comes out in the order of its lines, so that the name of a unit stands inside the sentence of
its objective, indicators float, and goals may come all at the end. Each fragment is given to a column by what it begins
with and by which column's sentence is waiting for it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ceiba.exchange.document import Line
from ceiba.exchange.extraction.measured import stems
from ceiba.exchange.extraction.torn_lines import Fragment, Reader, Start
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import _, fold, squeeze


@dataclass(frozen=True, slots=True)
class Piece:
    """A text put together from fragments: the lines they stand in, and the fragments as printed."""

    text: str
    lines: tuple[int, ...]
    fragments: tuple[str, ...]

    @property
    def line(self) -> int:
        """Return the line in which it begins."""
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A row of the matrix; what the page does not give is None or empty. ``code`` is the number before the name."""

    name: Piece
    objective: Piece | None = None
    indicators: tuple[Piece, ...] = ()
    goal: Piece | None = None
    code: str | None = None
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class UnitMatrix:
    """The rows in the order of the page, with what a person should confirm, in Spanish."""

    rows: tuple[UnitRow, ...]
    questions: tuple[str, ...] = ()
    confidence: float = 0.9


@dataclass(slots=True)
class _Row:
    """A row while it is put together."""

    name: list[Fragment] = field(default_factory=list)
    code: str | None = None
    objective: list[Fragment] = field(default_factory=list)
    indicators: list[list[Fragment]] = field(default_factory=list)
    goal: list[Fragment] | None = None
    moved: bool = False


_FEWEST_UNITS, _FEWEST_INSIDE, _MOST_FRAGMENTS_A_UNIT = 3, 2, 60
_CERTAIN, _MOVED, _GUESSED, _LONELY = 0.9, 0.8, 0.7, 0.5
_BROKEN = re.compile(r"(?<=[^\W\d_])-\s+(?=[a-zñáéíóú])")


def read_unit_matrix(lines: Sequence[Line], methodology: Methodology) -> UnitMatrix | None:
    """Return the matrix of units that a text is, None where it is none.

    A text is taken for one when it names at least three units and at least two of the names (a third of them) stand
    inside the sentence of their objective: in an ordinary outline a heading comes before its text. What cannot be
    decided is said as a question: goals fewer than units, units without objective.
    """
    reader = Reader(methodology.vocabulary)
    reader.read(lines)
    units, objectives = reader.pieces(Start.UNIT), reader.pieces(Start.OBJECTIVE)
    if len(units) < _FEWEST_UNITS or not objectives or len(reader.fragments) > _MOST_FRAGMENTS_A_UNIT * len(units):
        return None
    rows = _paired(reader, units, objectives)
    inside = sum(_stands_inside(row) for row in rows)
    if inside < max(_FEWEST_INSIDE, len(rows) / 3):
        return None
    _place_indicators(reader, rows)
    goals = reader.pieces(Start.GOAL)
    guessed = _place_goals(rows, goals)
    settled = tuple(_settled(row, guessed) for row in rows)
    return UnitMatrix(settled, _questions(settled, len(goals)), sum(row.confidence for row in settled) / len(settled))


def _paired(reader: Reader, units: Sequence[list[Fragment]], objectives: Sequence[list[Fragment]]) -> list[_Row]:
    """Pair units and objectives: in order where there are as many, else by place, one objective for one unit."""
    rows = [_Row(name=unit, code=reader.code_of(unit)) for unit in units]
    if len(units) == len(objectives):
        for row, objective in zip(rows, objectives, strict=True):
            row.objective = objective
        return rows
    free = list(objectives)
    for number, row in enumerate(rows):
        after = rows[number + 1].name[0].place if number + 1 < len(rows) else None
        chosen = next((o for o in free if _belongs(row.name, o, after)), None)
        if chosen is not None:
            row.objective = chosen
            del free[: free.index(chosen) + 1]
    return rows


def _belongs(name: Sequence[Fragment], objective: Sequence[Fragment], after: int | None) -> bool:
    """Tell whether an objective is a unit's: it names it, stands around the name, or between it and the next name."""
    if fold(_text(name)) in fold(_text(objective[:3])):
        return True
    around = objective[0].place <= name[0].place <= objective[-1].place
    return around or (objective[0].place > name[0].place and (after is None or objective[0].place < after))


def _stands_inside(row: _Row) -> bool:
    """Tell whether the name interrupts the objective."""
    places = [fragment.place for fragment in row.objective]
    return bool(places) and places[0] < row.name[0].place <= places[-1]


def _place_indicators(reader: Reader, rows: list[_Row]) -> None:
    """Give each indicator to the row that was being read; a row's surplus goes to the rows before it that have none."""
    for indicator in reader.pieces(Start.INDICATOR):
        _row_at(rows, indicator[0].place).indicators.append(indicator)
    for number, row in enumerate(rows):
        empty = [earlier for earlier in rows[:number] if not earlier.indicators]
        for target in empty[: max(0, len(row.indicators) - 1)]:
            target.indicators.append(row.indicators.pop(0))
            target.moved = True


def _row_at(rows: Sequence[_Row], place: int) -> _Row:
    """Return the row that is being read at a place: the last one whose name or objective has begun, else the first."""
    begun = [row for row in rows if min(f.place for f in (*row.name[:1], *row.objective[:1])) <= place]
    return begun[-1] if begun else rows[0]


def _place_goals(rows: list[_Row], goals: Sequence[list[Fragment]]) -> bool:
    """Give goals to rows; return whether that was a guess: goals at the end are given in order, with common words.

    Goals that stand among the rows belong to the row being read.
    """
    if not goals:
        return False
    last = max(row.name[0].place for row in rows)
    if goals[0][0].place < last:
        for goal in goals:
            row = _row_at(rows, goal[0].place)
            row.goal = row.goal or goal
        return len(goals) != len(rows)
    for row, goal in zip(_aligned(rows, goals), goals, strict=False):
        row.goal = goal
    return len(goals) != len(rows)


def _aligned(rows: Sequence[_Row], goals: Sequence[list[Fragment]]) -> list[_Row]:
    """Choose a row for each goal, in the order of both, sharing the most words; the first rows where equal."""
    wanted = min(len(goals), len(rows))
    best: list[list[tuple[int, list[int]]]] = [[(0, [])] * (len(rows) + 1)]
    words = [set(stems(_text(goal))) for goal in goals]
    theirs = [set(stems(_text([*row.name, *(f for i in row.indicators for f in i)]))) for row in rows]
    for g in range(1, wanted + 1):
        line: list[tuple[int, list[int]]] = [(-1, [])] * (len(rows) + 1)
        for r in range(g, len(rows) + 1):
            score, chosen = best[g - 1][r - 1]
            taken = (score + len(words[g - 1] & theirs[r - 1]), [*chosen, r - 1]) if score >= 0 else (-1, [])
            line[r] = max(line[r - 1], taken, key=lambda pair: pair[0])  # the earlier row where both score the same
        best.append(line)
    return [rows[r] for r in best[wanted][len(rows)][1]]


def _settled(row: _Row, guessed: bool) -> UnitRow:
    confidence = _LONELY if not row.objective else _GUESSED if guessed else _MOVED if row.moved else _CERTAIN
    indicators = tuple(_piece(indicator) for indicator in row.indicators)
    objective, goal = (_piece(row.objective) if row.objective else None), (_piece(row.goal) if row.goal else None)
    return UnitRow(_piece(row.name), objective, indicators, goal, row.code, confidence)


def _piece(fragments: Sequence[Fragment]) -> Piece:
    return Piece(_text(fragments), tuple(f.line for f in fragments), tuple(f.text for f in fragments))


def _text(fragments: Sequence[Fragment]) -> str:
    """Join fragments; a word broken over a line is mended, a full stop set apart by blanks goes."""
    return re.sub(r"\s+\.$", "", _BROKEN.sub("", squeeze(" ".join(f.text for f in fragments))))


def _questions(rows: Sequence[UnitRow], goals: int) -> tuple[str, ...]:
    asked = []
    without = ", ".join(row.name.text for row in rows if row.goal is None)
    if goals and without:
        asked.append(
            _("Hay %(goals)s metas para %(units)s unidades; se dieron en orden y quedó sin meta: %(names)s. ¿Es así?")
            % {"goals": goals, "units": len(rows), "names": without}
        )
    for row in rows:
        if row.objective is None:
            asked.append(_("No se encontró el objetivo de «%(name)s». ¿Cuál es?") % {"name": row.name.text})
        if not row.indicators:
            asked.append(_("No se encontró el indicador de «%(name)s». ¿Cuál es?") % {"name": row.name.text})
    return tuple(asked)
