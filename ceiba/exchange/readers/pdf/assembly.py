"""Pages become one document: lines in reading order, gaps as blank lines, tables over pages as one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ceiba.exchange.document import Document
from ceiba.exchange.readers import flow
from ceiba.exchange.readers.pdf import aligned, continued, furniture
from ceiba.exchange.readers.pdf.columns import Break, Entry, arranged
from ceiba.exchange.readers.pdf.contents import titles_joined
from ceiba.exchange.readers.pdf.gutters import Item
from ceiba.exchange.readers.pdf.lines import is_mark
from ceiba.exchange.readers.pdf.parts import Grid, GridCell, PageContent, Piece
from ceiba.exchange.readers.pdf.torn_words import Mender

_GAP = 1.2  # times the distance of lines: a wider one parts paragraphs
_LEADING = 1.2  # times the size of the letters: the distance of lines where nothing tells it
_HEADING_LINES = 1.55  # times the size of the letters: lines of one heading are no further apart
_LARGER = 1.15  # times the running text: the size of a heading
_TAB = 2.5  # of the size: pieces further apart are cells of a row
_INDENT = 8.0  # points: bullets further in are of a deeper level
_ENDS = (".", ":", ";", "!", "?", ".)", ".»", ".”")
_BULLETS = "•▪■●◦○►▶➢➤✓✔❖§·o–-"


class Assembly:
    """Puts the pages of a file together; ``document`` gives the whole."""

    def __init__(self, pages: Sequence[PageContent]) -> None:
        furniture.mark(pages)
        self._pages = pages
        self._flow = flow.Flow()
        self._leading = _leadings(pages)
        self._mender = Mender(_texts(pages))
        self._last: Piece | None = None  # the line before, on this page
        self._open: Grid | None = None  # the table that the page before ended with
        self._broken: str | None = None  # the text before a page or column break
        self._at_top = True  # of a page or column
        self._waiting: list[flow.Paragraph] = []  # what is printed beside the open table
        self._after_table = False
        self._bullets: list[float] = []  # left edges of the list that goes on
        self._running = furniture.running_size(pages)
        self._held: flow.Paragraph | None = None  # the line before, while it may go on

    def document(self, name: str, notes: tuple[str, ...], count: int) -> Document:
        """Return the document of all pages."""
        for page in self._pages:
            self._page(page)
        self._close()
        self._release()
        return self._flow.document(name, notes, count)

    @property
    def is_empty(self) -> bool:
        """Tell whether no page holds text."""
        return not any(page.pieces or page.grids for page in self._pages)

    def _page(self, page: PageContent) -> None:
        beside = sorted((p for p in page.pieces if p.aside), key=lambda p: (round(p.base), p.x0))
        middle = page.height / 2
        self._beside((p for p in beside if p.base < middle), page)
        self._break()
        entries = titles_joined(self._entries(page))
        widths = _widths(entries)
        for i, entry in enumerate(entries):
            if isinstance(entry, Grid):
                self._table(entry, page)
            elif isinstance(entry, Break):
                self._break()
            else:
                pieces = [i for i in entry if isinstance(i, Piece)]
                text = _joined(pieces, among_rows=_beside_others(entries, i))
                self._line(text, pieces, page, widths[i])
        self._beside((p for p in beside if p.base >= middle), page)

    def _entries(self, page: PageContent) -> list[Entry]:
        """Return what is printed on a page in reading order; first the rest of a table that has no rules."""
        items: list[Item] = [*(p for p in page.pieces if not p.aside), *page.grids]
        rest = None
        if self._open is not None and not self._open.ruled and self._open.pages[-1] == page.number - 1:
            rest, items = aligned.rest_of(self._open, items)
        entries = arranged(items, page.rules)
        return [rest, *entries] if rest is not None else entries

    def _beside(self, pieces: Iterable[Piece], page: PageContent) -> None:
        """Write what does not belong to the text; a table that the page breaks waits until it is known to end."""
        for p in pieces:
            paragraph = flow.Paragraph(p.text, None, p.bold, _size(p, page), aside=True, page=page.number)
            if self._open is not None:
                self._waiting.append(paragraph)
            else:
                self._release()
                self._flow.add(paragraph)

    def _break(self) -> None:
        """Note that what follows does not stand below what is before."""
        if self._last is not None:
            self._broken = self._last.text
        self._last = None
        self._bullets = []
        self._at_top = True

    # --- tables -------------------------------------------------------------------------------------------------

    def _table(self, grid: Grid, page: PageContent) -> None:
        grid.pages = [page.number] * len(grid.rows)
        table = self._open
        if table is not None and self._at_top and page.number - table.pages[-1] <= 1 and continued.goes_on(table, grid):
            continued.join(table, grid)
            self._at_top = False
            return
        self._close()
        self._open, self._waiting = grid, []
        self._last, self._broken, self._at_top = None, None, False

    def _close(self) -> None:
        """Write the table that was open, and what was printed beside it meanwhile."""
        table, self._open = self._open, None
        if table is None:
            return
        self._release()
        continued.without_repeats(table)
        rows = [[self._box(cell, page) for cell in row] for row, page in zip(table.rows, table.pages, strict=True)]
        self._flow.add(flow.Grid(rows, pages=list(table.pages)))
        self._flow.extend(self._waiting)
        self._after_table = True

    def _box(self, cell: GridCell, page: int) -> flow.Box:
        if cell.covered:
            return flow.Box(covered=cell.covered)
        text = self._mender.mended(cell.text)
        return flow.Box([flow.Paragraph(text, bold=cell.bold, page=page)] if text else [])

    # --- lines --------------------------------------------------------------------------------------------------

    def _line(self, text: str, pieces: Sequence[Piece], page: PageContent, width: float) -> None:
        self._close()
        self._at_top = False
        first = pieces[0]
        if self._held is not None and len(pieces) == 1 and not page.recognised and self._is_rest(first, width):
            self._held.text += " " + text
            self._last = first
            return
        self._release()
        gap = self._is_gap(first) or self._after_table
        self._after_table = False
        bold = all(p.bold for p in pieces)
        level = min(p.heading for p in pieces) or None
        paragraph = flow.Paragraph(
            self._indent(first) + text, level, bold, _size(first, page), page=page.number, gap=gap
        )
        self._held = paragraph
        self._last = Piece(text, first.x0, pieces[-1].x1, first.base, first.size, bold, level or 0)
        self._broken = None

    def _release(self) -> None:
        """Write the line that was held."""
        if self._held is not None:
            self._flow.add(self._held)
        self._held = None

    def _is_rest(self, piece: Piece, width: float) -> bool:
        """Tell whether a line is the rest of a heading: set like the line before, which leaves no room for its word."""
        last = self._last
        if last is None or not 0 < piece.base - last.base <= _HEADING_LINES * piece.size:
            return False
        if (last.bold, last.heading) != (piece.bold, piece.heading) or abs(last.size - piece.size) > 0.3:
            return False
        if not piece.bold and piece.size < _LARGER * self._running:
            return False
        first = piece.text.split(" ", 1)[0]
        room = width - last.width - 0.25 * piece.size
        return (
            room < piece.width * len(first) / len(piece.text)
            and not last.text.endswith(_ENDS)
            and not is_mark(first)
            and "\t" not in last.text
        )

    def _is_gap(self, piece: Piece) -> bool:
        """Tell whether a line is set off from the line before it, or begins something new after a break."""
        last = self._last
        if last is None:
            return self._broken is not None and (self._broken.endswith(_ENDS) or is_mark(piece.text[:1]))
        above, own = (self._leading.get(_step(p.size), _LEADING * p.size) for p in (last, piece))
        return piece.base - last.base > _GAP * (0.2 * above + 0.8 * own) or piece.base < last.base

    def _indent(self, piece: Piece) -> str:
        """Return two blanks for every level that a list item stands deeper than the first of its list."""
        if not (piece.text[:1] in _BULLETS and piece.text[1:2] == " "):
            if self._bullets and piece.x0 < self._bullets[0] - _INDENT:
                self._bullets = []
            return ""
        while self._bullets and piece.x0 < self._bullets[-1] - _INDENT:
            self._bullets.pop()
        if not self._bullets or piece.x0 > self._bullets[-1] + _INDENT:
            self._bullets.append(piece.x0)
        return "  " * (len(self._bullets) - 1)


def _size(piece: Piece, page: PageContent) -> float | None:
    """Return the size of letters in half points; None where it was only guessed from an image."""
    return None if page.recognised else _step(piece.size)


def _step(size: float) -> float:
    return round(size * 2) / 2


def _texts(pages: Sequence[PageContent]) -> Iterator[str]:
    for page in pages:
        yield from (piece.text for piece in page.pieces)
        yield from (cell.text for grid in page.grids for row in grid.rows for cell in row if cell.text)


def _leadings(pages: Sequence[PageContent]) -> dict[float, float]:
    """Return the usual distance of lines by the size of their letters.

    Lines that go on with a sentence tell it best; where they are too few, the distance that comes most often does.
    """
    seen: dict[float, Counter[float]] = defaultdict(Counter)
    inside: dict[float, Counter[float]] = defaultdict(Counter)
    for page in pages:
        pieces = sorted((p for p in page.pieces if not p.aside), key=lambda p: (round(p.x0 / 10), p.base))
        for above, below in pairwise(pieces):
            step = round((below.base - above.base) * 4) / 4
            if abs(above.size - below.size) > 0.6 or not 0.9 * below.size < step < 2.6 * below.size:
                continue
            seen[_step(below.size)][step] += 1
            if below.text[:1].islower() and not above.text.endswith(_ENDS):
                inside[_step(below.size)][step] += 1
    return {size: _usual(inside[size] if len(inside[size]) else seen[size]) for size in seen}


def _usual(steps: Counter[float]) -> float:
    """Return the smallest distance that is at least a third as frequent as the most frequent one."""
    most = max(steps.values())
    return min(step for step, count in steps.items() if count * 3 >= most)


def _widths(entries: Sequence[Entry]) -> list[float]:
    """Return of every entry how wide the column is in which it stands."""
    found: list[float] = []
    column: list[Entry] = []
    for entry in (*entries, Break()):
        if not isinstance(entry, Break):
            column.append(entry)
            continue
        pieces = [i for row in column if isinstance(row, list) for i in row]
        width = max(i.x1 for i in pieces) - min(i.x0 for i in pieces) if pieces else 0.0
        found += [width] * (len(column) + 1)
        column = []
    return found


def _beside_others(entries: Sequence[Entry], place: int) -> bool:
    """Tell whether lines before or behind have pieces apart too: rows of a table rather than one stretched line."""
    near = [entries[i] for i in range(place - 2, place + 3) if 0 <= i < len(entries) and i != place]
    return any(isinstance(entry, list) and len(entry) > 1 for entry in near)


def _joined(pieces: Sequence[Piece], *, among_rows: bool) -> str:
    """Return the text of a line: pieces far apart parted by a tab where the lines around are so too."""
    parts = [pieces[0].text]
    for before, piece in pairwise(pieces):
        far = piece.x0 - before.x1 > _TAB * max(before.size, piece.size)
        label = before.text.endswith(":") or is_mark(before.text)
        parts.append("\t" if far and among_rows and not label else " ")
        parts.append(piece.text)
    return "".join(parts)
