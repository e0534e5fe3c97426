"""The blocks of a Word file: paragraphs with their automatic numbers, tables, and what is printed beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from ceiba.exchange.readers.docx_names import ALTERNATE, VAL, by_name, is_on, number, value, w
from ceiba.exchange.readers.docx_numbering import Numbering
from ceiba.exchange.readers.docx_styles import Setting, over, setting_of
from ceiba.exchange.readers.docx_text import Note, State, Text, options
from ceiba.exchange.readers.flow import ABOVE, LEFT, Block, Box, Grid, Paragraph, beside
from ceiba.exchange.readers.list_marks import counted
from ceiba.exchange.readers.remarks import Remark

_GAP = 4.0  # points between paragraphs from which on they stand apart
_INDENT = "  "  # a level of a list
_WIDEST = 256  # columns of a table that merged cells may take in
_PARAGRAPH, _TABLE, _ROW, _CELL, _CONTROL = w("p"), w("tbl"), w("tr"), w("tc"), w("sdt")
_PROPERTIES, _CELL_PROPERTIES = w("pPr"), w("tcPr")
_SPAN, _BELOW, _BESIDE = w("gridSpan"), w("vMerge"), w("hMerge")
_THROUGH = frozenset({w("customXml"), w("smartTag"), w("ins"), w("moveTo"), w("sdtContent")})
_STYLE, _FRAME, _MARK, _SECTION = w("pStyle"), w("framePr"), w("rPr"), w("sectPr")


@dataclass(slots=True)
class Notes:
    """The footnotes or endnotes of a file by identifier, and how many were printed so far."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    form: str = "decimal"
    printed: int = 0


class Body:
    """Reads the blocks of one part (the text, a header, a footnote); parts of a file share styles and lists."""

    def __init__(self, state: State, numbering: Numbering, notes: dict[str, Notes]) -> None:
        self.state = state
        self._numbering = numbering
        self._notes = notes
        self._carried = ""  # text of a paragraph whose end was deleted: it goes on in the next one
        self._above: Setting | None = None
        self._caption = ""
        self.endnotes: list[Paragraph] = []

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield the blocks of a part, of a cell, of a box."""
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif tag == _TABLE:
                yield self._table(child)
                self._above = None
            elif tag == _CONTROL:
                yield from self._content_control(child)
            elif tag in _THROUGH:
                yield from self.blocks(child)
            elif tag == ALTERNATE:
                yield from next((found for option in options(child) if (found := list(self.blocks(option)))), [])
            elif tag == w("altChunk"):
                self.state.met.add(Remark.INSERTED)

    def _content_control(self, control: etree._Element) -> Iterator[Block]:
        gallery = control.find(f"{w('sdtPr')}/{w('docPartObj')}")
        found = (block for content in control.findall(w("sdtContent")) for block in self.blocks(content))
        if "table of contents" in (value(gallery, "docPartGallery") or "").lower():
            return beside(found)
        return iter(found)

    # --- paragraphs ---------------------------------------------------------------------------------------------

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        first = element[0] if len(element) else None
        properties = by_name(first) if first is not None and first.tag == _PROPERTIES else {}
        setting = self._setting(properties)
        self._leave_contents(setting)
        if setting.new_page and not self.state.rendered:
            self.state.page += 1
        reader = Text(self.state, setting.face)
        text = self._carried + reader.read(element)
        self._carried = ""
        if properties and self._runs_on(properties, text):
            self._carried = text
            return
        aside = reader.aside or setting.contents
        block = Paragraph(
            self._marked(setting, text),
            (setting.heading or None) if text.strip() else None,
            reader.bold,
            reader.size,
            aside,
            reader.page,
            self._stands_apart(setting),
        )
        self._above = setting
        self._caption = text.strip() if setting.caption else ""
        yield block
        for box in reader.boxes:
            yield from self._box(box)
        for note in reader.notes:
            yield from self._note(note)
        if _SECTION in properties:
            self._end_section()

    def _setting(self, properties: Mapping[str, etree._Element]) -> Setting:
        """Return how a paragraph is set: by its style, and by what it says itself."""
        style = properties.get(_STYLE)
        return over(self.state.styles.paragraph(None if style is None else style.get(VAL)), setting_of(properties))

    def _marked(self, setting: Setting, text: str) -> str:
        """Return a text behind the number or bullet that its list prints; a paragraph without text only counts."""
        if not setting.list_id:
            return text
        level = setting.list_level
        if level is None:
            level = self._numbering.level_of(setting.list_id, setting.style)
        mark, depth = self._numbering.mark(setting.list_id, level)
        if not text.strip():
            return ""
        return f"{'' if setting.heading else _INDENT * depth}{mark}{text.lstrip()}" if mark else text

    def _runs_on(self, properties: Mapping[str, etree._Element], text: str) -> bool:
        """Tell whether a paragraph is one with the next: its end was deleted, or it is a large first letter."""
        frame = properties.get(_FRAME)
        if frame is not None and frame.get(w("dropCap")) in {"drop", "margin"}:
            return True
        mark = properties.get(_MARK)
        if mark is None or not len(mark):
            return False
        if mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None:
            self.state.met.add(Remark.TRACKED)
            return True
        hidden = mark.find(w("vanish"))
        return hidden is not None and is_on(hidden) and not text.strip()

    def _stands_apart(self, setting: Setting) -> bool:
        above = self._above
        if above is None:
            return False
        alike = above.style == setting.style
        after = 0.0 if above.close and alike else above.after or 0.0
        before = 0.0 if setting.close and alike else setting.before or 0.0
        return max(after, before) >= _GAP

    def _leave_contents(self, setting: Setting) -> None:
        """A heading ends a table of contents whose field was left open, or all that follows would be lost."""
        if self.state.fields and setting.heading and not setting.contents:
            self.state.fields[:] = [f for f in self.state.fields if not f.is_aside]

    def _end_section(self) -> None:
        turns = self.state.turns
        if turns and turns.pop() and not self.state.rendered:
            self.state.page += 1

    def _box(self, box: etree._Element) -> Iterator[Block]:
        """Yield what a text box holds, in its own measure of gaps."""
        above, self._above = self._above, None
        yield from list(self.blocks(box))
        self._above = above

    def _note(self, note: Note) -> Iterator[Paragraph]:
        """Yield a footnote behind its number; an endnote waits for the end of the text."""
        notes = self._notes.get(note.kind)
        element = notes.elements.get(note.identifier) if notes else None
        if notes is None or element is None:
            return
        notes.printed += 1
        state = State(self.state.styles, self.state.rendered, self.state.page, met=self.state.met)
        found = [p for p in beside(Body(state, self._numbering, {}).blocks(element)) if p.text.strip()]
        if found:
            found[0].text = f"{counted(notes.printed, notes.form)} {found[0].text.strip()}"
        for paragraph in found:
            paragraph.page, paragraph.gap = self.state.page, False
        if note.kind == "endnote":
            self.endnotes += found
        else:
            yield from found

    # --- tables -------------------------------------------------------------------------------------------------

    def _table(self, table: etree._Element) -> Grid:
        """Return a table row by row; merged places are marked, rows that were deleted left out."""
        name = value(table.find(w("tblPr")), "tblCaption") or self._caption
        grid = Grid(name=name)
        above: list[bool] = []  # by column: whether a cell that goes on below stands there
        for row in _children(table, _ROW):
            properties = row.find(w("trPr"))
            if properties is not None and self._is_gone(properties):
                continue
            page = self.state.page
            boxes, above, first = self._row(row, properties, above)
            grid.rows.append(boxes)
            grid.pages.append(first or page)
        return grid

    def _is_gone(self, properties: etree._Element) -> bool:
        if properties.find(w("ins")) is not None:
            self.state.met.add(Remark.TRACKED)
        if properties.find(w("del")) is not None:
            self.state.met.add(Remark.TRACKED)
            return True
        hidden = properties.find(w("hidden"))
        if hidden is not None and is_on(hidden):
            self.state.met.add(Remark.HIDDEN)
            return True
        return False

    def _row(
        self, row: etree._Element, properties: etree._Element | None, above: list[bool]
    ) -> tuple[list[Box], list[bool], int | None]:
        """Return the boxes of a row, the columns whose cells go on below, and the page on which it begins.

        Each cell of a row that goes over a page tells of the break: the page is that of the farthest.
        """
        start, last, first = self.state.page, self.state.page, None
        boxes = [Box() for _ in range(_width(value(properties, "gridBefore"), 0))]
        goes_on = [False] * len(boxes)
        for cell in _children(row, _CELL):
            kind = by_name(cell.find(_CELL_PROPERTIES))
            span = kind.get(_SPAN)
            width = 1 if span is None else min(_width(span.get(VAL), 1), max(_WIDEST - len(boxes), 1))
            width = 1 + self.state.allowance.take(width - 1)
            merged = _merge(kind, _BELOW)
            covered = merged == "continue" and len(boxes) < len(above) and above[len(boxes)]
            if covered:
                boxes += [ABOVE] * width
            elif _merge(kind, _BESIDE) == "continue" and boxes:
                boxes += [LEFT] * width
            else:
                self.state.page = start
                boxes += [self._cell(cell, kind), *[LEFT] * (width - 1)]
                last = max(last, self.state.page)
                first = first or _first_page(boxes[-width])
            goes_on += [merged is not None] * width
        self.state.page = last
        return boxes, goes_on, first

    def _cell(self, cell: etree._Element, kind: Mapping[str, etree._Element]) -> Box:
        if w("cellDel") in kind:
            self.state.met.add(Remark.TRACKED)
            return Box()
        self._above, self._caption = None, ""
        return Box(list(self.blocks(cell)))


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, those inside content controls too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == _CONTROL or child.tag in _THROUGH:
            yield from _children(child, tag)


def _merge(properties: Mapping[str, etree._Element], name: str) -> str | None:
    """Return ``restart`` or ``continue`` where a cell is merged; without a value it continues."""
    child = properties.get(name)
    return None if child is None else child.get(VAL) or "continue"


def _width(text: str | None, least: int) -> int:
    return min(max(number(text) or least, least), _WIDEST)


def _first_page(box: Box) -> int | None:
    return next((block.page for block in box.blocks if isinstance(block, Paragraph)), None)
