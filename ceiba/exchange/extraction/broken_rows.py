"""Records whose cells break over lines, tabs between the cells: header and records put together again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ceiba.exchange.extraction import content
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.open_matrix import is_value_column
from ceiba.exchange.extraction.paragraphs import join
from ceiba.exchange.extraction.row_layouts import AnyColumns
from ceiba.kernel.text import fold, squeeze

_YEAR = re.compile(r"(?:19|20)\d{2}|\d{1,2}")
_HEADER_LINES = 300
_ABOVE = 8  # lines without a tab that the first cell of a header may break over
_BREAK = 12  # lines without a tab inside one record
_LEAST_COLUMNS = 3
_KNOWN, _EXACT = 0.3, 0.7
_FIT = 0.5  # likeness of a name put together from lines above
_UNKNOWN = 0.3  # what a name that is none costs
_ITEM = re.compile(r"[•■▪●◦►➢✓✔❖*\-–]\s+\S")
_NUMBER = re.compile(r"\d{1,2}(?=[.)]\s)")
_LONGEST_NAME = 90  # characters of one line of a name
_TRIED = 80  # lines below a header that tell whether it is one


@dataclass(slots=True)
class _Record:
    cells: list[str]
    first: int
    whole: bool = False


def mended(lines: Sequence[TextLine], matrix: AnyColumns) -> list[TextLine]:
    """Return the lines with broken records as rows; a table whose rows are whole stays as it is."""
    found: list[TextLine] = []
    i = 0
    while i < len(lines):
        end, breaks = _stretch(lines, i)
        rows = _rebuilt(_above(found), lines[i:end], matrix) if breaks else None
        if rows is None:
            found += lines[i:end]
            i = end
            continue
        taken, table, used = rows
        del found[len(found) - taken :]
        found += table
        i += used
    return found


def _is_row(line: TextLine) -> bool:
    return line.table is None and (bool(line.cells) or line.tabs > 0)


def _stretch(lines: Sequence[TextLine], start: int) -> tuple[int, bool]:
    """Return where a stretch of rows and their broken lines ends, and whether its rows break; a line else."""
    if not _is_row(lines[start]):
        return start + 1, False
    last, plain, broken, blanks = start, 0, 0, 0
    for i in range(start + 1, len(lines)):
        line = lines[i]
        if line.is_blank:
            blanks += 1
            continue
        if line.table is not None or plain > _BREAK:
            break
        if _is_row(line):
            broken += plain
            last, plain = i, 0
        elif blanks and not line.text[:1].islower():
            break
        else:
            plain += 1
            last = i  # the rest of the row, or the first text behind the table
        blanks = 0
    return last + 1, broken + plain > 1


def _above(found: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines without a tab right above a stretch, nearest last."""
    own: list[TextLine] = []
    for line in reversed(found[-_ABOVE:]):
        if line.is_blank or _is_row(line) or line.table is not None:
            break
        own.insert(0, line)
    return own


def _rebuilt(
    above: Sequence[TextLine], stretch: Sequence[TextLine], matrix: AnyColumns
) -> tuple[int, list[TextLine], int] | None:
    """Return how many lines above belong to the header, the rows, and how many lines of the stretch they take."""
    lines = [line for line in stretch if not line.is_blank]
    header = _header(above, lines, matrix)
    if header is None:
        return None
    taken, height, names = header
    records, rest = _records(lines[height:], len(names), matrix.closing)
    exact = sum(len(record.cells) == len(names) for record in records)
    if len(records) < 1 or exact < _EXACT * len(records):
        return None
    first = (above[len(above) - taken] if taken else lines[0]).number
    table = [TextLine(first, squeeze(" ".join(names)), cells=tuple(names))]
    for record in records:
        cells = tuple(squeeze(cell) for cell in record.cells)
        table.append(TextLine(record.first, squeeze(" ".join(cells)), cells=cells))
    used = len(stretch) if not rest else stretch.index(rest[0])
    return taken, table, used


def _header(
    above: Sequence[TextLine], lines: Sequence[TextLine], matrix: AnyColumns
) -> tuple[int, int, list[str]] | None:
    """Return the lines above that it takes, its height in the stretch, and the names of the columns.

    Of all places where it could end the one is taken below which the records have as many cells as it has names and
    hold values where it promises values, and of those the one that names most columns.
    """
    best: tuple[tuple[int, float, int], int, list[str]] | None = None
    names: list[str] = []
    known = [0.0]  # likeness of the names before the last one, which may go on in the next line
    for height, line in enumerate(lines[:_HEADER_LINES], 1):
        own = list(line.row)
        names = [*names[:-1], f"{names[-1]} {own[0]}".strip(), *own[1:]] if names else own
        if len(own) > 1:
            known = [matrix.likeness(name) for name in names[:-1]]
        if any(content.is_value(name) and not _YEAR.fullmatch(name) for name in names[-len(own) : -1]):
            break  # a record
        if any(len(cell) > _LONGEST_NAME or _ITEM.match(cell) or fold(cell) in matrix.closing for cell in line.cells):
            break  # nor are sentences, lists and grades («Alto»)
        last = matrix.likeness(names[-1])
        met = sum(map(bool, known)) + bool(last)
        if len(names) < _LEAST_COLUMNS or met < max(2, _KNOWN * len(names)):
            continue
        held = _held(lines[height : height + _TRIED], names, matrix)
        rank = (held or 0, round(sum(known) + last - _UNKNOWN * (len(names) - met), 3), -height)
        if held is not None and (best is None or rank > best[0]):
            best = (rank, height, list(names))
    if best is None:
        return None
    taken, names = _with_above(above, best[2], matrix)
    return _whole((taken, best[1], names), lines, matrix)


def _held(lines: Sequence[TextLine], names: Sequence[str], matrix: AnyColumns) -> int | None:
    """Return how many columns of values hold values in the first records; None where the records do not fit."""
    records, _rest = _records(lines, len(names), matrix.closing)
    whole = [record for record in (records[:-1] or records) if len(record.cells) == len(names)]
    if not whole or len(whole) < _EXACT * len(records[:-1] or records):
        return None
    contents = [content.of_column([record.cells[i] for record in whole]) for i in range(len(names))]
    fields = matrix.read(names, contents)
    if fields is None:
        return None
    return sum(is_value_column(f) and c.values >= 0.5 for f, c in zip(fields, contents, strict=True))


def _with_above(above: Sequence[TextLine], names: list[str], matrix: AnyColumns) -> tuple[int, list[str]]:
    """Return how many lines above belong to the first name, and the names with them."""
    best, taken = matrix.likeness(names[0]), 0
    for count in range(1, len(above) + 1):
        head = join([*(line.text for line in above[len(above) - count :]), names[0]])
        if matrix.likeness(head) >= max(best, _FIT):
            best, taken = matrix.likeness(head), count
    if not taken:
        return 0, names
    return taken, [join([*(line.text for line in above[len(above) - taken :]), names[0]]), *names[1:]]


def _whole(
    header: tuple[int, int, list[str]], lines: Sequence[TextLine], matrix: AnyColumns
) -> tuple[int, int, list[str]]:
    """Return a header with what goes on with its last name: a year, small letters that leave it a name, or capitals."""
    taken, height, names = header
    below = lines[height] if height < len(lines) and not _is_row(lines[height]) else None
    if below is not None and below.printed[:1].islower():
        longer = join([names[-1], below.printed])
        if matrix.likeness(longer) >= max(_FIT, matrix.likeness(names[-1])):
            names[-1], height = longer, height + 1
    year = height < len(lines) and not _is_row(lines[height]) and re.fullmatch(r"(?:19|20)\d{2}", lines[height].printed)
    if year and re.search(r"\d", names[-1]) is None:
        names[-1], height = f"{names[-1]} {lines[height].printed}", height + 1
    if all(map(str.isupper, names)):
        while height < len(lines) and not _is_row(lines[height]) and lines[height].text.isupper():
            names[-1] = join([names[-1], lines[height].text])
            height += 1
    return taken, height, names


def _records(
    lines: Sequence[TextLine], width: int, closing: frozenset[str]
) -> tuple[list[_Record], Sequence[TextLine]]:
    """Return the records of a table, and the lines behind it that belong to none; ``closing`` words end a cell."""
    records: list[_Record] = []
    waiting: list[TextLine] = []  # lines without a tab that begin the next record, or stand behind the table
    current: _Record | None = None
    for line in lines:
        own = list(line.row) if _is_row(line) else [line.printed]
        if current is None or (_is_row(line) and (len(current.cells) + len(own) - 1 > width or waiting)):
            head = [*(w.printed for w in waiting)]
            first = waiting[0].number if waiting else line.number
            current = _Record([join([*head, own[0]]) if head else own[0], *own[1:]], first)
            waiting = []
            records.append(current)
        elif _is_row(line):
            current.cells[-1] = join([current.cells[-1], own[0]]) if current.cells[-1] else own[0]
            current.cells += own[1:]
        elif waiting or (len(current.cells) == width and _is_closed(current, line, closing)):
            waiting.append(line)
        else:
            mark = "• " if line.bullet else ""
            current.cells[-1] = (
                f"{current.cells[-1]} {mark}{own[0]}".strip() if mark else join([current.cells[-1], own[0]])
            )
    return records, waiting


def _is_closed(record: _Record, line: TextLine, closing: frozenset[str]) -> bool:
    """Tell whether the last cell of a record is complete, so that a line without a tab begins the next record."""
    number = _NUMBER.match(record.cells[0])
    if number and line.enumerator == str(int(number[0]) + 1):
        return True  # «2. …» behind the record that begins with «1. …»
    if line.bullet or line.text[:1].islower():
        return False
    cell = record.cells[-1]
    if fold(cell) in closing:
        return True
    return not cell or content.is_value(cell) or content.is_nothing(cell) or cell.endswith(".")
