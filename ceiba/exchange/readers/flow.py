"""The flow of a document: blocks in the order they are printed, put down as lines and tables.

Readers of formats with paragraphs and declared tables (DOCX, ODT, HTML) hand their blocks to a ``Flow``. What holds for
all of them is decided here once: which tables are only boxes of the layout, where nested tables go, what a row's line
is, and how large letters are beside the running text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from ceiba.exchange.document import PLAIN, Cell, Document, Line, Style, Table

_LONG = 400  # letters: a cell of a table of one row that is longer is a column of the page
_MANY = 4  # paragraphs of such a cell
_ROUND = 0.05  # sizes nearer than that to the running text are its size
_BLANK_BREAKS = str.maketrans("\n\t", "  ")


@dataclass(slots=True)
class Paragraph:
    """A paragraph as its format sets it; line breaks inside the text are line feeds, an empty text is an empty line.

    ``size`` is in points, None where the format does not say. ``gap`` tells that it is set off from what stands before.
    """

    text: str
    heading: int | None = None
    bold: bool = False
    size: float | None = None
    aside: bool = False
    page: int | None = None
    gap: bool = False


@dataclass(slots=True)
class Box:
    """A place in a table with its blocks; ``covered`` places have none (see ``document.Cell``)."""

    blocks: "list[Block]" = field(default_factory=list)
    covered: str = ""


@dataclass(slots=True)
class Grid:
    """A table as its format declares it: every row with a box for each place, its page, and the caption."""

    rows: list[list[Box]] = field(default_factory=list)
    name: str = ""
    pages: list[int | None] = field(default_factory=list)


Block: TypeAlias = Paragraph | Grid

LEFT = Box(covered="left")
ABOVE = Box(covered="above")


@dataclass(slots=True)
class _Written:
    """A line before the size of the running text is known."""

    text: str
    heading: int | None
    bold: bool
    size: float | None
    aside: bool
    page: int | None
    table: int | None


class Flow:
    """Takes the blocks of a document in order; ``document`` gives what was written."""

    def __init__(self) -> None:
        self._lines: list[_Written] = []
        self._tables: list[Table | None] = []
        self._after: list[Paragraph] = []  # what is printed beside a table waits for its end
        self._depth = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether no text stands in the flow that belongs to it."""
        return not any(line.text.strip() and not line.aside for line in self._lines)

    def add(self, block: Block) -> None:
        """Put a block down behind those before it."""
        if isinstance(block, Paragraph):
            self._paragraph(block)
        elif is_layout(block):
            for box in (box for row in block.rows for box in row):
                self.extend(box.blocks)
        else:
            self._grid(block)

    def extend(self, blocks: Iterable[Block]) -> None:
        """Put blocks down one after another."""
        for block in blocks:
            self.add(block)

    def document(self, name: str, notes: tuple[str, ...] = (), pages: int | None = None) -> Document:
        """Return everything written, lines numbered from 1."""
        while self._lines and not self._lines[-1].text:
            self._lines.pop()
        running = self._running_size()
        styles: dict[tuple[int | None, bool, float | None, bool], Style] = {}
        lines: list[Line] = []
        for number, line in enumerate(self._lines, 1):
            key = line.heading, line.bold, line.size, line.aside
            style = styles.get(key)
            if style is None:
                style = Style(line.heading, line.bold, _ratio(line.size, running), line.aside)
                style = styles[key] = PLAIN if style == PLAIN else style
            lines.append(Line(number, line.text, line.page, style, line.table))
        return Document(name, tuple(lines), tuple(t for t in self._tables if t is not None), notes, pages, False)

    def _running_size(self) -> float | None:
        """Return the size that most letters outside tables have, of all letters where there are none outside."""
        for inside in (False, True):
            weights: Counter[float] = Counter()
            for line in self._lines:
                if line.size and not line.aside and (line.table is not None) is inside:
                    weights[line.size] += len(line.text)
            if weights:
                return weights.most_common(1)[0][0]
        return None

    def _paragraph(self, paragraph: Paragraph) -> None:
        if self._depth and paragraph.aside:
            self._after.append(paragraph)
            return
        printed = [text.rstrip() for text in paragraph.text.split("\n")]
        if paragraph.gap or not printed[0]:
            self._blank(paragraph.page)
        for text in printed:
            if text:
                self._write(text, paragraph)

    def _write(self, text: str, paragraph: Paragraph) -> None:
        p = paragraph
        self._lines.append(_Written(text, p.heading, p.bold, p.size, p.aside, p.page, None))

    def _blank(self, page: int | None) -> None:
        if self._lines and self._lines[-1].text:
            self._lines.append(_Written("", None, False, None, False, page, None))

    def _grid(self, grid: Grid) -> None:
        """Write a table row by row, what is nested in a row right after it."""
        if not any(has_text(box) for row in grid.rows for box in row):
            return
        place = len(self._tables)
        self._tables.append(None)
        self._depth += 1
        rows = []
        for row, page in zip(grid.rows, grid.pages or [None] * len(grid.rows), strict=True):
            number = len(self._lines) + 1
            nested: list[Grid] = []
            covered = {side: Cell("", number, covered=side) for side in ("left", "above")}
            cells = tuple(covered.get(box.covered) or self._cell(box, number, nested) for box in row)
            text = "\t".join(cell.text.translate(_BLANK_BREAKS) if cell.text else "" for cell in cells)
            size, bold = _setting(row)
            self._lines.append(_Written(text, None, bold, size, False, page, place))
            rows.append(cells)
            self.extend(nested)
        self._tables[place] = Table(tuple(rows), grid.name)
        self._depth -= 1
        if not self._depth:
            after, self._after = self._after, []
            self.extend(after)

    def _cell(self, box: Box, line: int, nested: list[Grid]) -> Cell:
        """Return a box as a cell; tables inside it that are more than layout are put aside, after the row."""
        texts: list[str] = []
        for block in _unboxed(box.blocks):
            if isinstance(block, Grid):
                nested.append(block)
            elif block.aside:
                self._after.append(block)
            elif block.text.strip():
                texts += [text.rstrip() for text in block.text.split("\n") if text.strip()]
        return Cell("\n".join(texts).strip(), line)


def is_layout(grid: Grid) -> bool:
    """Tell whether a table is a box or the columns of a page and no table: what it holds are plain paragraphs.

    So it is where no row has two texts, and where its one row has columns of many paragraphs.
    """
    filled = [[box for box in row if has_text(box)] for row in grid.rows]
    if all(len(boxes) < 2 for boxes in filled):
        return True
    return sum(map(bool, filled)) == 1 and any(_is_column(box) for boxes in filled for box in boxes)


def has_text(box: Box) -> bool:
    """Tell whether anything is printed in a box."""
    return bool(box.blocks) and any(
        any(has_text(inner) for row in block.rows for inner in row)
        if isinstance(block, Grid)
        else block.text and not block.aside and not block.text.isspace()
        for block in box.blocks
    )


def beside(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield blocks as what is printed beside the text: paragraphs, a table's rows as one each."""
    for block in blocks:
        if isinstance(block, Paragraph):
            block.aside, block.heading = True, None
            yield block
            continue
        for row in block.rows:
            texts = [p.text.strip() for box in row for p in beside(box.blocks) if p.text.strip()]
            if texts:
                yield Paragraph("\t".join(texts), aside=True)


def _is_column(box: Box) -> bool:
    """Tell whether a box of a table of one row holds a piece of the page rather than a value."""
    if any(isinstance(block, Grid) for block in box.blocks):
        return True
    texts = [block.text for block in box.blocks if isinstance(block, Paragraph) and block.text.strip()]
    return len(texts) >= _MANY or sum(map(len, texts)) > _LONG


def _unboxed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with those of layout boxes in their place."""
    for block in blocks:
        if isinstance(block, Grid) and is_layout(block):
            for box in (box for row in block.rows for box in row):
                yield from _unboxed(box.blocks)
        else:
            yield block


def _setting(row: Iterable[Box]) -> tuple[float | None, bool]:
    """Return the size of the first text of a row, and whether all of it is bold."""
    texts = [b for box in row for b in box.blocks if isinstance(b, Paragraph) and b.text.strip() and not b.aside]
    return (texts[0].size, all(text.bold for text in texts)) if texts else (None, False)


def _ratio(size: float | None, running: float | None) -> float:
    if not size or not running:
        return 1.0
    ratio = round(size / running, 2)
    return 1.0 if abs(ratio - 1) < _ROUND else ratio
