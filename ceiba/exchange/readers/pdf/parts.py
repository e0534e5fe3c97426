"""What a page is made of: words, pieces of lines, rules, grids. Points from the upper left corner, y downwards."""

from collections.abc import Sequence
from dataclasses import dataclass, field

ASCENT, DESCENT = 0.8, 0.22  # of the letters' size, above and below the line that they stand on


@dataclass(slots=True)
class Word:
    """A word as printed. ``base`` is the height of the line that it stands on, ``size`` that of its letters.

    ``heading`` is the outline level that the structure of the file gives it (0 for none), ``aside`` tells that the file
    itself calls it page furniture, ``raised`` that it is a small number at the beginning of a note, ``turned`` that it
    does not run from left to right.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    heading: int = 0
    aside: bool = False
    raised: bool = False
    turned: bool = False
    depth: float = 0.0  # of a turned word: how far it reaches above its base

    @property
    def top(self) -> float:
        """Return the upper edge."""
        return self.base - (self.depth if self.turned else ASCENT * self.size)

    @property
    def middle(self) -> tuple[float, float]:
        """Return the point in the middle of the word."""
        height = self.depth if self.turned else 0.6 * self.size
        return (self.x0 + self.x1) / 2, self.base - height / 2


@dataclass(slots=True)
class Piece:
    """Words that stand side by side on one line without a wide gap."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    heading: int = 0
    aside: bool = False
    raised: bool = False

    @property
    def top(self) -> float:
        """Return the upper edge."""
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.base + DESCENT * self.size

    @property
    def width(self) -> float:
        """Return the width."""
        return self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line or an edge of a box: ``at`` is its height (abscissa where upright), from ``start`` to ``end``."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class GridCell:
    """A cell of a table on a page; ``covered`` as in ``ceiba.exchange.document.Cell``."""

    text: str = ""
    covered: str = ""
    bold: bool = False


@dataclass(slots=True)
class Grid:
    """A table on a page: its rows, the edges of its columns, and the page of each row."""

    rows: list[list[GridCell]]
    edges: list[float]
    top: float
    bottom: float
    pages: list[int] = field(default_factory=list)
    ruled: bool = True

    @property
    def x0(self) -> float:
        """Return the left edge."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Return the right edge."""
        return self.edges[-1]

    @property
    def base(self) -> float:
        """Return the height at which the table takes its place among lines."""
        return self.top

    @property
    def width(self) -> float:
        """Return the number of columns."""
        return len(self.edges) - 1


@dataclass(slots=True)
class PageContent:
    """A page taken out of the file: its size, what is printed on it, and whether it must be read as an image."""

    number: int
    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)  # level ones only
    scanned: bool = False
    recognised: bool = False  # its text was recognised from an image, here or in the file

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is printed on the page."""
        return not self.pieces and not self.grids and not self.scanned


def median(values: Sequence[float]) -> float:
    """Return the middle of values; 0 where there are none."""
    return sorted(values)[len(values) // 2] if values else 0.0
