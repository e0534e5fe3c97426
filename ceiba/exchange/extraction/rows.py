"""Records of tables: one a line, or put together from the lines over which their cells break."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.numbers import parse_amount

_LOOKED_AT = 200  # lines over which one record may break


@dataclass(frozen=True, slots=True)
class Row:
    """A record of a table: its cells by field, every cell also in order, and its first line.

    ``above`` are the places of cells that go on with a merged cell above them. ``section`` is the text of a row that
    is one cell across the table.
    """

    fields: dict[str, str]
    cells: tuple[str, ...]
    line: int
    above: frozenset[int] = frozenset()
    section: str = ""
    lines: tuple[int, ...] = ()

    def line_of(self, place: int | None) -> int:
        """Return the line in which a cell stands."""
        return self.lines[place] if place is not None and place < len(self.lines) else self.line

    @property
    def quote(self) -> str:
        """Return the row as printed, cells parted by bars."""
        return " | ".join(" ".join(cell.split()) for cell in self.cells if cell)

    def at(self, place: int | None) -> str:
        """Return the cell of a column, empty where the row is shorter or ``place`` is None."""
        return self.cells[place] if place is not None and place < len(self.cells) else ""


def records(
    body: Sequence[TextLine], columns: tuple[str | None, ...], is_label: Callable[[str], bool]
) -> Iterator[Row]:
    """Yield the rows; a line that lacks most of its cells goes on with the row before it."""
    cells: list[str] = []
    above: frozenset[int] = frozenset()
    numbers: tuple[int, ...] = ()
    first = last = 0
    for line in body:
        own = list(line.row)
        section = _section(line, is_label)
        apart, last = line.number - last > 1, line.number
        if not section and cells and apart and _is_title(cells, line, len(columns)):
            continue
        if not section and cells and line.table is None and _goes_on(cells, own, line, len(columns)):
            if _ends_in_number(cells, columns) and _is_words(own[0]):
                cells += own  # a number does not go on in words, and words are what the next column holds
            else:
                mark = "• " if line.bullet else ""
                cells[-1] = f"{cells[-1]} {mark}{own[0]}".strip()
                cells += own[1:]
            continue
        if not section and cells and _is_rest(cells, own, line):
            cells = [" ".join(filter(None, pair)) for pair in zip_longest(cells, own, fillvalue="")]
            continue
        if cells:
            yield _row(cells, columns, first, above, numbers)
        cells, first, numbers = own, (line.numbers or (line.number,))[0], line.numbers
        above = frozenset(i for i, covered in enumerate(line.covered) if covered == "above")
        if section:
            yield Row({}, (section,), line.number, section=section)
            cells = []
    if cells:
        yield _row(cells, columns, first, above, numbers)


def _section(line: TextLine, is_label: Callable[[str], bool]) -> str:
    """Return the text of a row that heads the rows below it: one cell across, or nothing but a labelled one."""
    printed = [cell for cell in line.row if cell]
    if len(printed) != 1 or not any(map(str.isalpha, printed[0])):
        return ""
    across = len(line.cells) > 1 and line.row[0] == printed[0] and set(line.covered[1:]) == {"left"}
    if across or (is_label(printed[0]) and (line.cells or not line.tabs)):
        return " ".join(printed[0].split())
    return ""


def _ends_in_number(cells: Sequence[str], columns: Sequence[str | None]) -> bool:
    """Tell whether the cells end in a number under its own column, right before a column of words."""
    last, after = ([*columns, None][min(i, len(columns))] for i in (len(cells) - 1, len(cells)))
    return parse_amount(cells[-1]) is not None and _holds_words(after) and not _holds_words(last)


def _holds_words(field: str | None) -> bool:
    return field is not None and (field.startswith("level:") or field == "indicator")


def _is_words(text: str) -> bool:
    return sum(map(str.isalpha, text)) > 3


def _is_rest(cells: Sequence[str], own: Sequence[str], line: TextLine) -> bool:
    """Tell whether a line holds the rest of the cells above it: sentences that go on in small letters.

    A cell that broke before a name goes on with a capital, beside others that go on in small letters.
    """
    filled = [(before, cell) for before, cell in zip_longest(cells, own, fillvalue="") if cell]
    if len(own) > len(cells) or not filled or not line.cells or (own[0] and len(filled) < 2):
        return False
    if any(not before or before[-1] in ".:;" or not cell[:1].isalpha() for before, cell in filled):
        return False
    small = [before for before, cell in filled if cell[:1].islower()]
    if len(small) == len(filled):
        return True
    begun = all(before[:1].isupper() or not before[:1].isalpha() for before in small)  # no table in small letters
    return begun and len(small) > len(filled) / 2 and not any(_is_coded(cell) for _before, cell in filled)


def _is_coded(cell: str) -> bool:
    return any(c.isdigit() for c in cell.split(maxsplit=1)[0])


def _is_title(cells: Sequence[str], line: TextLine, width: int) -> bool:
    """Tell whether a line behind a gap and a whole row that ends in a number is what stands above the next table."""
    alone = line.table is None and not line.cells and not line.tabs and not line.bullet
    return alone and len(cells) >= width and parse_amount(cells[-1]) is not None and line.text[:1].isupper()


def _goes_on(cells: list[str], own: list[str], line: TextLine, width: int) -> bool:
    if not line.cells and not line.tabs:
        return not (begins_record(line) and len(cells) >= width * 0.8)
    if width <= 6 or len(cells) >= width * 0.8:
        return False
    return len(cells) < width * 0.3 or len(cells) + len(own) - 1 <= width + 1


def begins_record(line: TextLine) -> bool:
    """Tell whether a line begins with a number or date, as records do."""
    first = line.row[0]
    if not line.cells and re.fullmatch(r"\(?(?:(?:19|20)\d{2}|\d)\)?", first):
        return False  # a year or note that belongs to a broken header
    return bool(first) and sum(map(str.isdigit, first)) >= 2 and not any(map(str.isalpha, first))


def record_width(lines: Sequence[TextLine], wide: int) -> int:
    """Return how many cells the first record has, its broken lines put together."""
    width = len(lines[0].row)
    widest = max(len(line.row) for line in lines)
    for line in lines[1:_LOOKED_AT]:
        if width > wide and (begins_record(line) or (width >= widest and len(line.row) > 1 and not line.row[0])):
            break
        width += len(line.row) - 1
    return width


def _row(
    cells: list[str], columns: tuple[str | None, ...], line: int, above: frozenset[int], numbers: tuple[int, ...]
) -> Row:
    fields: dict[str, str] = {}
    for i, name in enumerate(columns):
        if name and i < len(cells) and cells[i]:
            fields.setdefault(name, cells[i])
    return Row(fields, tuple(cells), line, above, lines=numbers)
