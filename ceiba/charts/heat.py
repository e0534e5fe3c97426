"""A matrix of states: one row a thing, one column a period; each cell told by colour, shape and words, and a link."""

from dataclasses import dataclass
from enum import StrEnum


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
    """A cell: its look, the words in it («86 %», «sin dato»), what else is said of it, and where it leads."""

    look: Look
    words: str
    more: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row: the name of its thing, where that leads, and its cells, one for each column."""

    name: str
    cells: tuple[Cell, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Heat:
    """A matrix: its title, the name of its first column, the names of the others, and its rows."""

    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]


def shape(look: Look) -> str:
    """Return the shape of a look, ten units wide, for a cell and for the key beside the matrix."""
    drawn = f'<g class="{look}"><g class="shape">{_SHAPES[look]}</g></g>'
    return f'<svg class="chart heat-key" viewBox="-1 -1 12 12" aria-hidden="true">{drawn}</svg>'
