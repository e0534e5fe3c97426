"""A matrix of states: one row a thing, one column a period; each cell told by colour, shape and words, and a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from html import escape

from ceiba.charts.chart import Chart, ChartTable, breadth, clipped, coordinate, drawing, text_at

NAME, CELL, ROW, HEAD, GAP = 214, 82, 44, 30, 4
_LINE = 17


class Look(StrEnum):
    """What a cell looks like: three bands and four states without a value, each with its own shape."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    PLAIN = "plain"  # a value that no semaphore judges
    FIGURE = "figure"  # a figure of its own kind beside the matrix: money, counts
    NO_DATA = "no-data"
    NOT_DUE = "not-due"
    NOT_PROGRAMMED = "not-programmed"
    NOT_APPLICABLE = "not-applicable"


_SHAPES = {
    Look.OK: '<circle cx="5" cy="5" r="5"/>',
    Look.WARN: '<path d="M5 0L10 10H0Z"/>',
    Look.BAD: '<path d="M0 0H10V10H0Z"/>',
    Look.PLAIN: '<path d="M5 0L10 5L5 10L0 5Z"/>',
    Look.FIGURE: "",
    Look.NO_DATA: '<circle class="hollow" cx="5" cy="5" r="4"/>',
    Look.NOT_DUE: '<path class="hollow" d="M1 1H9L5 5L9 9H1L5 5Z"/>',
    Look.NOT_PROGRAMMED: '<path class="hollow" d="M0 5H10"/>',
    Look.NOT_APPLICABLE: '<path class="hollow" d="M1 9L9 1"/>',
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its look, the short words in it («86 %», «sin dato»), all of it in a sentence, and where it leads."""

    look: Look
    words: str
    says: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row: the name of its thing, where that leads, and its cells, one for each column."""

    name: str
    cells: tuple[Cell, ...]
    href: str = ""


def heat(key: str, title: str, corner: str, columns: Sequence[str], rows: Sequence[HeatRow]) -> Chart:
    """Return the matrix and its table; every row has as many cells as there are columns."""
    width = NAME + len(columns) * (CELL + GAP)
    heads = [text_at(_left(n) + CELL // 2, 18, name, "when", "middle") for n, name in enumerate(columns)]
    drawn = [_row(number, row) for number, row in enumerate(rows)]
    said = "; ".join(f"{row.name}: {', '.join(cell.says for cell in row.cells)}" for row in rows)
    svg = drawing(
        key, width, HEAD + ROW * max(len(rows), 1), title=title, description=said, css="heat", parts=[*heads, *drawn]
    )
    table = tuple((row.name, *(cell.says for cell in row.cells)) for row in rows)
    # what holds links is no picture: those who do not see it walk from link to link
    return Chart(svg.replace('role="img"', 'role="group"', 1), ChartTable(title, (corner, *columns), table))


def shape(look: Look) -> str:
    """Return the shape of a look alone, ten units wide, for a key beside the matrix."""
    drawn = f'<g class="{look}"><g class="shape">{_SHAPES[look]}</g></g>'
    return f'<svg class="chart heat-key" viewBox="-1 -1 12 12" aria-hidden="true">{drawn}</svg>'


def _left(column: int) -> int:
    return NAME + column * (CELL + GAP)


def _row(number: int, row: HeatRow) -> str:
    top = HEAD + number * ROW
    name = "".join(
        text_at(0, top + (25 if len(lines) == 1 else 18) + _LINE * at, line, "name")
        for lines in [_lines(row.name)]
        for at, line in enumerate(lines)
    )
    return _linked(row.href, row.name, name) + "".join(_cell(_left(n), top, cell) for n, cell in enumerate(row.cells))


def _cell(left: int, top: int, cell: Cell) -> str:
    if cell.look is Look.FIGURE:
        words = text_at(left + CELL // 2, top + ROW // 2 + 4, clipped(cell.words, Decimal(CELL)), "figure", "middle")
        return _linked(cell.href, cell.says, words)
    wide = breadth(cell.words) + 16
    start = left + max((CELL - wide) / 2, Decimal(4))
    drawn = (
        f'<g class="{cell.look}"><rect x="{left}" y="{top + 3}" width="{CELL}" height="{ROW - 6}" rx="5"/>'
        f'<g class="shape" transform="translate({coordinate(start)} {top + ROW // 2 - 5})">{_SHAPES[cell.look]}</g>'
        f"{text_at(start + 15, top + ROW // 2 + 4, cell.words, 'figure')}</g>"
    )
    return _linked(cell.href, cell.says, drawn)


def _linked(href: str, says: str, drawn: str) -> str:
    if not href:
        return drawn
    return f'<a href="{escape(href)}"><title>{escape(says)}</title>{drawn}</a>'  # its title is its name


def _lines(name: str) -> list[str]:
    """Break a name into at most two lines that fit beside the cells; the table has all of it."""
    room = Decimal(NAME - 14)
    if breadth(name) <= room:
        return [name]
    first = ""
    for word in name.split():
        if first and breadth(f"{first} {word}") > room:
            break
        first = f"{first} {word}".strip()
    first = clipped(first, room)
    rest = name[len(first) :].strip() if name.startswith(first) else ""
    return [first, clipped(rest, room)] if rest else [first]
