"""Tables that lost their tabs: a cell a line, or a piece of a cell a line, below the names of their columns.

Each line is given to a column by what that column holds. Of all ways to do so the cheapest is taken: a value in a
column of words, a cell left out and a sentence begun in small letters all cost something.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ceiba.exchange.extraction import content
from ceiba.exchange.extraction.content import Content
from ceiba.exchange.extraction.headings import is_infinitive
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.open_matrix import CODE, LEVEL, OpenMatrix, is_value_column
from ceiba.exchange.extraction.paragraphs import join
from ceiba.kernel.text import squeeze

_LEAST_COLUMNS, _LEAST_LINES = 3, 4
_NAME_LINES, _NAME_CHARACTERS = 5, 70
_HEADER_LINES = 60
_UNKNOWN = 0.34  # share of the names that may be none, between others that are
_FARTHEST = 20_000  # lines of one table
_UNFINISHED = re.compile(
    r"(?:[,/\-–(]|\b(?:a|al|ante|con|de|del|desde|e|el|en|entre|la|las|los|más|mediante|o|para|por|que|se|sin|su|sus|"
    r"un|una|y))$",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?:[A-Z]{1,5}[.\-]?\s?)?\d{1,3}(?:[.\-]\d{1,4}){0,4}\.?|[A-Z]{2,6}\d{4,}|\d{4,14}(?:[.\-]\d{1,6}){0,3}"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_NUMBERED = re.compile(  # «Eje estratégico 1»: it heads a part of a plan
    r"^(?:eje|pilar|[áa]rea|sector|componente|objetivo|programa|l[íi]nea|lineamiento|estrategia)s?\b.{0,40}?\s\d{1,2}$",
    re.IGNORECASE,
)
_WORDS, _VALUE, _YEARS, _CODES, _SHORT, _ANY = "words", "value", "year", "code", "short", "any"
_WRONG, _ODD = 6.0, 2.5
_MEAN_COST, _LONE_COST = 1.0, 0.5
_FIT = 0.5  # share of the cells of a column of values that are values
_SHORT_WORDS = 5
IsLabel = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line can be, asked once."""

    text: str
    is_value: bool
    is_year: bool
    is_code: bool
    is_nothing: bool
    is_low: bool
    goes_on: float  # the cost of going on with the cell of the line before


def gathered(lines: Sequence[TextLine], matrix: OpenMatrix, is_label: IsLabel) -> list[TextLine]:
    """Return the lines with tables of a cell a line as rows of cells; ``is_label`` knows «EJE 1: Agua»."""
    found: list[TextLine] = []
    i = 0
    while i < len(lines):
        table: tuple[list[TextLine], int] | None = None
        if _may_begin(lines, i, matrix):
            near = _compact(lines, i) if _is_aired(lines, i) else lines[i : _end(lines, i)]
            read = _table(near, 0, matrix, is_label)
            if read is not None and not _is_titled(near, read, matrix, is_label):
                table = read[1:]
                last = near[table[1] - 1].number
                table = table[0], next(j + 1 for j in range(i, len(lines)) if lines[j].number >= last)
        if table is None:
            found.append(lines[i])
            i += 1
            continue
        found += table[0]
        i = table[1]
    return found


def _is_titled(
    lines: Sequence[TextLine], read: tuple[float, list[TextLine], int], matrix: OpenMatrix, is_label: IsLabel
) -> bool:
    """Tell whether the first name is no column's but the table's title: what stands below it reads better alone."""
    if len(lines) < 2 or not _may_begin(lines, 1, matrix):
        return False
    names = read[1][0].cells
    fields = matrix.read(names, [Content()] * len(names)) or ("",)
    below = _table(lines, 1, matrix, is_label) if fields[0] != "level" else None
    return below is not None and below[0] < read[0]


def _is_aired(lines: Sequence[TextLine], i: int) -> bool:
    """Tell whether a blank line stands behind every line here."""
    return i + 6 < len(lines) and all(lines[i + k].is_blank == bool(k % 2) for k in range(6))


def _compact(lines: Sequence[TextLine], start: int) -> list[TextLine]:
    """Return the lines from a line on without the single blanks between them, up to the first wider gap."""
    found: list[TextLine] = []
    for i in range(start, min(len(lines), start + 2 * _FARTHEST)):
        if lines[i].is_blank and i + 1 < len(lines) and lines[i + 1].is_blank:
            break
        if not lines[i].is_blank:
            found.append(lines[i])
    return found


def _is_plain(line: TextLine) -> bool:
    return not line.cells and not line.is_blank and line.table is None and not line.aside and not line.apart


def _may_begin(lines: Sequence[TextLine], i: int, matrix: OpenMatrix) -> bool:
    """Tell whether the name of a column stands here alone, and another one in the next lines."""
    if len(lines[i].text) > _NAME_CHARACTERS or not _begins_name(lines[i]):
        return False
    return _name_end(lines, i, matrix, longest=False) is not None


def _begins_name(line: TextLine) -> bool:
    """Tell whether a line can begin the name of a column: no item of a list, and no heading of what stands below it."""
    text = line.printed
    return (
        _is_plain(line)
        and not line.bullet
        and not text.endswith(":")
        and not _NUMBERED.search(text)
        and (text[:1].isupper() or text[:1] in "#%N" or text[:1].isdigit())
    )


def _name_end(lines: Sequence[TextLine], i: int, matrix: OpenMatrix, *, longest: bool) -> int | None:
    """Return where the name of a column that begins in a line ends: the shortest or longest run that is one."""
    ends = []
    text = ""
    for j in range(i, min(i + _NAME_LINES, len(lines))):
        if not _is_plain(lines[j]) or (j > i and longest and lines[j].text[:1].isdigit()):
            break
        text = f"{text} {lines[j].printed}".strip()
        if len(text) > _NAME_CHARACTERS:
            break
        if matrix.names(text) and not _UNFINISHED.search(text):
            ends.append(j + 1)
    if not ends:
        return None
    end = ends[-1] if longest else ends[0]
    while not longest and end < len(lines) and _is_plain(lines[end]) and lines[end].text[:1].islower():
        further = next((e for e in ends if e > end), None)
        if further is None:
            return None
        end = further
    return end


def _header(lines: Sequence[TextLine], start: int, matrix: OpenMatrix, *, longest: bool) -> tuple[list[str], int]:
    """Return the names of columns that stand below one another from a line on, and where they end."""
    names: list[str] = []
    unknown = 0
    i = start
    while i < min(len(lines), start + _HEADER_LINES) and _begins_name(lines[i]):
        end = _name_end(lines, i, matrix, longest=longest)
        if end is None:
            further = i + 1 < len(lines) and _begins_name(lines[i + 1])
            if unknown >= _UNKNOWN * len(names) or not further or not _may_name(lines[i]):
                break
            if _name_end(lines, i + 1, matrix, longest=longest) is None:
                break
            unknown, end = unknown + 1, i + 1
        names.append(squeeze(" ".join(line.printed for line in lines[i:end])))
        i = end
    return names, i


def _may_name(line: TextLine) -> bool:
    """Tell whether a line that names no known column can name another one: few words, no sentence, no value."""
    text = line.printed
    if len(text) > _NAME_CHARACTERS / 2 or text.endswith((".", ";")) or line.enumerator or content.is_value(text):
        return False
    return not is_infinitive(text)


def _table(
    lines: Sequence[TextLine], start: int, matrix: OpenMatrix, is_label: IsLabel
) -> tuple[float, list[TextLine], int] | None:
    """Return the mean cost of the table that begins in a line, its rows and where it ends; None where none does."""
    best: tuple[float, list[TextLine], int] | None = None
    for longest in (False, True):
        names, height = _header(lines, start, matrix, longest=longest)
        fields = matrix.read(names, [Content()] * len(names)) if len(names) >= _LEAST_COLUMNS else None
        if fields is None:
            continue
        end = _end(lines, height)
        read = _rows(lines[height:end], [_kind(field) for field in fields], fields, is_label)
        if read is not None and (best is None or read[0] < best[0]):
            header = TextLine(lines[start].number, squeeze(" ".join(names)), cells=tuple(names))
            best = (read[0], [header, *read[1]], end)
    return best


def _end(lines: Sequence[TextLine], start: int) -> int:
    """Return where the lines of a table end: at a blank line, or at what is no plain line."""
    last = min(len(lines), start + _FARTHEST)
    return next((i for i in range(start, last) if not _is_plain(lines[i])), last)


def _kind(field: str | None) -> str:
    if field is None or field == "ignored":
        return _ANY
    if field in {"baseline_year", "target_year"}:
        return _YEARS
    if is_value_column(field):
        return _VALUE
    if field in {"number", "code", "indicator_code"} or field.startswith(CODE):
        return _CODES
    return _SHORT if field in {"measure_unit", "direction"} else _WORDS


# --- the cheapest way ---------------------------------------------------------------------------------------------


def _rows(
    lines: Sequence[TextLine], kinds: Sequence[str], fields: Sequence[str | None], is_label: IsLabel
) -> tuple[float, list[TextLine]] | None:
    """Return the mean cost and the rows, sections between them as lines; None where the lines are no such table."""
    found: list[TextLine] = []
    costs: list[float] = []
    run: list[TextLine] = []
    for line in (*(line for line in lines if not line.is_blank), None):
        if line is not None and not is_label(line.printed):
            run.append(line)
            continue
        if run:
            cost, rows = _placed(run, kinds, fields)
            costs += [cost / len(run)] * len(run)
            found += rows
        run = []
        if line is not None:
            found.append(TextLine(line.number, line.printed, cells=(line.printed, *[""] * (len(kinds) - 1))))
    rows = [line for line in found if sum(map(bool, line.cells)) > 1]
    if len(costs) < _LEAST_LINES or not rows:
        return None
    mean = sum(costs) / len(costs)
    if mean > (_MEAN_COST if len(rows) > 1 else _LONE_COST) or not _holds(rows, kinds, fields):
        return None
    return mean, found


def _holds(rows: Sequence[TextLine], kinds: Sequence[str], fields: Sequence[str | None]) -> bool:
    """Tell whether the columns of values hold values, and the first column is no title: elements alone may be rare."""
    if not (fields[0] or "").startswith((LEVEL, CODE)) and sum(bool(row.cells[0]) for row in rows) <= len(rows) / 2:
        return False
    columns = [i for i, kind in enumerate(kinds) if kind in {_VALUE, _YEARS, _CODES}]
    filled = [i for i in columns if any(row.cells[i] for row in rows)]
    if columns and len(filled) < _FIT * len(columns):
        return False
    held = [content.of_column([row.cells[i] for row in rows]) for i in filled]
    return all(c.values + c.codes >= _FIT or not c.filled for c in held)


def _placed(
    lines: Sequence[TextLine], kinds: Sequence[str], fields: Sequence[str | None]
) -> tuple[float, list[TextLine]]:
    """Return the least cost of giving every line to a column, and the rows that this makes."""
    width = len(kinds)
    known = [_asked(line.printed, lines[i - 1].printed if i else "") for i, line in enumerate(lines)]
    begin = [_skipped(fields, 0, k, first=True) for k in range(width)]
    finish = [_skipped(fields, k + 1, width) for k in range(width)]
    costs = [begin[k] + _cost(kinds[k], known[0]) for k in range(width)]
    back: list[list[tuple[int, bool]]] = [[(k, True) for k in range(width)]]
    for line in known[1:]:
        closed, last = min((costs[k] + finish[k], k) for k in range(width))
        now: list[float] = []
        way: list[tuple[int, bool]] = []
        for k in range(width):
            own = _cost(kinds[k], line)
            best = (closed + begin[k] + own, last, True)
            for before in range(k):
                best = min(best, (costs[before] + _skipped(fields, before + 1, k) + own, before, False))
            if kinds[k] in {_WORDS, _SHORT, _ANY}:
                best = min(best, (costs[k] + line.goes_on + _rest_cost(kinds[k], line), k, False))
            now.append(best[0])
            way.append((best[1], best[2]))
        costs = now
        back.append(way)
    total, place = min((costs[k] + finish[k], k) for k in range(width))
    places = []
    for way in reversed(back):
        before, fresh = way[place]
        places.append((place, fresh))
        place = before
    return total, _assembled(lines, places[::-1], width)


def _skipped(fields: Sequence[str | None], start: int, end: int, *, first: bool = False) -> float:
    """Return what it costs to leave cells empty: little for elements that go on from the row above."""
    return sum(
        (0.3 if first else 1.5) if (field or "").startswith((LEVEL, CODE)) else 2.0 for field in fields[start:end]
    )


def _asked(text: str, before: str) -> _Line:
    low = text[:1].islower()
    value = content.is_value(text)
    on = 0.0 if low else 0.3 if _UNFINISHED.search(before) else _ODD
    return _Line(
        text,
        value,
        _YEAR.fullmatch(text) is not None,
        _CODE.fullmatch(text) is not None,
        content.is_nothing(text),
        low,
        on,
    )


def _cost(kind: str, line: _Line) -> float:
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


def _rest_cost(kind: str, line: _Line) -> float:
    """Return what it costs beyond going on that the rest of a cell of a kind is a line."""
    return _ODD if kind != _ANY and (line.is_value or line.is_code) else 0.0


def _assembled(lines: Sequence[TextLine], places: Sequence[tuple[int, bool]], width: int) -> list[TextLine]:
    rows: list[TextLine] = []
    parts: list[list[str]] = []
    numbers: list[int] = []
    for line, (place, fresh) in zip(lines, places, strict=True):
        if fresh and parts:
            rows.append(_row(parts, numbers))
        if fresh:
            parts, numbers = [[] for _ in range(width)], [line.number] * width
        if not parts[place]:
            numbers[place] = line.number
        parts[place].append(line.printed)
    if parts:
        rows.append(_row(parts, numbers))
    return rows


def _row(parts: Sequence[Sequence[str]], numbers: Sequence[int]) -> TextLine:
    cells = tuple(squeeze(join(own)) for own in parts)
    return TextLine(min(numbers), squeeze(" ".join(cells)), cells=cells, numbers=tuple(numbers))
