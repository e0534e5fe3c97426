"""The blocks of an OpenDocument text: paragraphs with their automatic numbers, tables, and what is printed beside."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ceiba.exchange.readers.allowance import Allowance
from ceiba.exchange.readers.flow import ABOVE, LEFT, Block, Box, Grid, Paragraph, beside, has_text
from ceiba.exchange.readers.odt_lists import Counting, Lists
from ceiba.exchange.readers.odt_names import DRAW, count, q
from ceiba.exchange.readers.odt_styles import Look
from ceiba.exchange.readers.odt_text import State, Text
from ceiba.exchange.readers.remarks import Remark

_GAP = 4.0  # points between paragraphs from which on they stand apart
_INDENT = "  "  # a level of a list
_WIDEST = 256  # columns of a table
_LETTERS = 64  # of a repeated row, that weigh as much as a place in it
_PARAGRAPHS = frozenset({q("text:p"), q("text:h")})
_GROUPS = frozenset(map(q, ("table:table-header-rows", "table:table-rows", "table:table-row-group")))
_INDEXES = frozenset(
    f"{q('text:')}{name}"
    for name in (
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
        "bibliography",
    )
)


@dataclass(slots=True)
class _Item:
    """The item of a list that is being read: its number goes before its first paragraph."""

    counting: Counting
    style: str
    level: int
    start: int | None = None
    numbered: bool = True


class Body:
    """Reads the blocks of one part of a file; the parts share styles and lists."""

    def __init__(self, state: State, lists: Lists, allowance: Allowance) -> None:
        self.state = state
        self._lists = lists
        self._allowance = allowance
        self._above: tuple[str, Look] | None = None
        self._begun = False
        self.endnotes: list[Paragraph] = []

    def blocks(self, parent: etree._Element, item: _Item | None = None) -> Iterator[Block]:
        """Yield the blocks of a part, of a cell, of a box, of an item of a list."""
        for child in parent:
            tag = child.tag
            if tag in _PARAGRAPHS:
                yield from self._paragraph(child, item)
            elif tag == q("text:list"):
                yield from self._list(child, item)
            elif tag == q("table:table"):
                yield self._table(child)
                self._above = None
            else:
                yield from self._other(child, item)

    def _other(self, element: etree._Element, item: _Item | None) -> Iterator[Block]:
        """Yield the blocks of what is neither paragraph, list nor table."""
        tag = element.tag
        if tag == q("text:section"):
            if element.get(q("text:display")) == "none":
                self.state.met.add(Remark.HIDDEN)
            else:
                yield from self.blocks(element, item)
        elif tag in _INDEXES:
            for content in element.iter(q("text:index-body")):
                yield from beside(self.blocks(content))
        elif tag == q("text:index-title"):
            yield from self.blocks(element)
        elif tag == q("text:tracked-changes"):
            if len(element):
                self.state.met.add(Remark.TRACKED)
        elif tag == q("text:soft-page-break"):
            self.state.page += 1
        elif tag == q("text:numbered-paragraph"):
            style = element.get(q("text:style-name")) or ""
            listed = _Item(self._lists.begun(element, style), style, count(element.get(q("text:level"))))
            yield from self.blocks(element, listed)
        elif tag.startswith(DRAW):
            yield from self._box(element)

    # --- paragraphs ---------------------------------------------------------------------------------------------

    def _paragraph(self, element: etree._Element, item: _Item | None) -> Iterator[Block]:
        style = element.get(q("text:style-name")) or ""
        look = self.state.styles.paragraph(style)
        if look.new_page and self._begun:
            self.state.page += 1
        self._begun = True
        reader = Text(self.state, look)
        text = reader.read(element)
        heading = count(element.get(q("text:outline-level"))) if element.tag == q("text:h") else None
        if text:
            text = self._marked(element, text, look, heading, item)
        named = self.state.styles.parent(style)
        yield Paragraph(
            text,
            heading if text else None,
            reader.bold,
            reader.size,
            page=reader.page,
            gap=self._stands_apart(named, look),
        )
        self._above = named, look
        for box in reader.boxes:
            yield from self._box(box)
        for note in reader.notes:
            yield from self._note(note)

    def _marked(self, element: etree._Element, text: str, look: Look, heading: int | None, item: _Item | None) -> str:
        """Return a text behind the number or bullet of its list, or of the outline where it is a heading."""
        if item is not None:
            if not item.numbered:
                return text
            item.numbered = False
            mark, depth = self._lists.mark(item.counting, item.style or look.list_style or "", item.level, item.start)
        elif heading and look.list_style != "" and element.get(q("text:is-list-header")) != "true":
            start = element.get(q("text:start-value"))
            begins = count(start, 0) if start else None
            mark, depth = self._lists.mark(self._lists.outline, self._lists.outline.style, heading, begins)
        else:
            return text
        return f"{'' if heading else _INDENT * depth}{mark}{text}" if mark else text

    def _list(self, element: etree._Element, outer: _Item | None) -> Iterator[Block]:
        style = element.get(q("text:style-name")) or (outer.style if outer else "")
        counting = self._lists.begun(element, style) if outer is None else outer.counting
        level = outer.level + 1 if outer else 1
        for child in element:
            if child.tag == q("text:list-item"):
                start = child.get(q("text:start-value"))
                own = child.get(q("text:style-override")) or style
                yield from self.blocks(child, _Item(counting, own, level, count(start, 0) if start else None))
            elif child.tag == q("text:list-header"):
                yield from self.blocks(child, _Item(counting, style, level, numbered=False))

    def _stands_apart(self, name: str, look: Look) -> bool:
        if self._above is None:
            return False
        above_name, above = self._above
        alike = above_name == name
        after = 0.0 if above.close and alike else above.after or 0.0
        before = 0.0 if look.close and alike else look.before or 0.0
        return max(after, before) >= _GAP

    def _box(self, drawn: etree._Element) -> Iterator[Block]:
        """Yield the text of a drawing: of a text box, of a shape, of each in a group."""
        above, self._above = self._above, None
        found: list[Block] = []
        for child in drawn:
            if child.tag in {q("draw:object"), q("draw:object-ole")}:
                self.state.met.add(Remark.OBJECTS)
            elif child.tag in _PARAGRAPHS or child.tag == q("text:list"):
                found += self.blocks(drawn)
                break
            elif child.tag.startswith(DRAW):
                found += self._box(child)
        self._above = above
        yield from found

    def _note(self, note: etree._Element) -> Iterator[Paragraph]:
        """Yield a footnote behind its number; an endnote waits for the end of the text."""
        above, self._above = self._above, None
        body = note.find(q("text:note-body"))
        found = [p for p in beside(self.blocks(body)) if p.text.strip()] if body is not None else []
        self._above = above
        citation = note.find(q("text:note-citation"))
        if found and citation is not None:
            found[0].text = f"{_written(citation)} {found[0].text.strip()}".strip()
        if note.get(q("text:note-class")) == "endnote":
            self.endnotes += found
        else:
            yield from found

    # --- tables -------------------------------------------------------------------------------------------------

    def _table(self, table: etree._Element) -> Grid:
        """Return a table row by row; merged places are marked, repeated rows and cells written as often as granted."""
        grid = Grid()
        below: list[int] = []  # by column: rows that a cell above still takes in
        for row in self._rows(table):
            page = self.state.page
            boxes, below = self._row(row, below)
            first = next((b.page for box in boxes for b in box.blocks if isinstance(b, Paragraph)), page)
            times = count(row.get(q("table:number-rows-repeated")))
            if times > 1:
                weight = (
                    len(boxes)
                    + sum(len(b.text) for x in boxes for b in x.blocks if isinstance(b, Paragraph)) // _LETTERS
                )
                times = (
                    1 + self._allowance.take((times - 1) * weight) // max(weight, 1) if any(map(has_text, boxes)) else 1
                )
            grid.rows += [boxes] * times
            grid.pages += [first] * times
        return grid

    def _rows(self, parent: etree._Element) -> Iterator[etree._Element]:
        for child in parent:
            if child.tag == q("table:table-row"):
                if child.get(q("table:visibility")) in {"collapse", "filter"}:
                    self.state.met.add(Remark.HIDDEN)
                else:
                    yield child
            elif child.tag in _GROUPS:
                yield from self._rows(child)
            elif child.tag == q("text:soft-page-break"):
                self.state.page += 1

    def _row(self, row: etree._Element, below: list[int]) -> tuple[list[Box], list[int]]:
        """Return the boxes of a row, and by column how many rows its cells still take in."""
        boxes: list[Box] = []
        left = [max(rows - 1, 0) for rows in below] + [0] * (_WIDEST - len(below))
        for cell in row:
            if cell.tag == q("table:covered-table-cell"):
                times = self._times(cell, len(boxes))
                place = len(boxes)
                boxes += [ABOVE if place + i < len(below) and below[place + i] else LEFT for i in range(times)]
            elif cell.tag == q("table:table-cell"):
                place, times = len(boxes), self._times(cell, len(boxes))
                self._above = None
                boxes += [Box(list(self.blocks(cell)))] * times
                span = min(count(cell.get(q("table:number-columns-spanned"))), _WIDEST - place)
                rows = count(cell.get(q("table:number-rows-spanned")))
                if rows > 1:
                    left[place : place + span] = [rows - 1] * span
        return boxes, left

    def _times(self, cell: etree._Element, place: int) -> int:
        """Return how often a cell stands side by side; the row and the document set bounds."""
        times = count(cell.get(q("table:number-columns-repeated")))
        if times == 1 and place < _WIDEST:
            return 1
        granted = self._allowance.take(min(times, max(_WIDEST - place, 0)))
        if granted < times:
            self.state.met.add(Remark.CUT)
        return granted


def _written(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext()).strip()
