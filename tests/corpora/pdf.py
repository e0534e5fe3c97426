"""A drawing as PDF: columns, tables broken over pages, running heads; and lines printed as they come."""

import io
import random
from collections.abc import Callable
from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib.colors import black, lightgrey
from reportlab.lib.pagesizes import A4, landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from tests.corpora.blocks import Break, Drawing, Grid, Para
from tests.corpora.pieces import Piece

MARGIN = 50.0
WIDE = 12  # columns of a table that needs narrow cells
DEJAVU = "/usr/share/fonts/truetype/dejavu"


@cache
def fonts() -> tuple[tuple[str, str], ...]:
    """Return the pairs of plain and bold fonts of this machine; the standard ones are always there."""
    pairs = [("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold")]
    try:
        pdfmetrics.registerFont(TTFont("Deja", f"{DEJAVU}/DejaVuSans.ttf"))
        pdfmetrics.registerFont(TTFont("DejaBold", f"{DEJAVU}/DejaVuSans-Bold.ttf"))
    except TTFError:
        return tuple(pairs)
    return (*pairs, ("Deja", "DejaBold"))


def written(drawing: Drawing, rng: random.Random) -> bytes:
    """Return the bytes of a drawing as PDF."""
    return _Pdf(drawing, rng).bytes()


class _Pdf:
    def __init__(self, drawing: Drawing, rng: random.Random) -> None:
        self.drawing, self.rng = drawing, rng
        marks = {b.mark for b in drawing.blocks if isinstance(b, Para)}
        known = fonts() if not marks & {"■", "➢", "✓"} else fonts()[2:] or fonts()
        self.font, self.bold = rng.choice(known)
        grids = [b for b in drawing.blocks if isinstance(b, Grid)]
        self.width_of_grid = max((max(len(r) for r in g.rows) for g in grids), default=0)
        self.columns = 2 if self.width_of_grid < 3 and rng.random() < 0.2 else 1
        page = rng.choice((A4, letter))
        self.page = landscape(page) if self.width_of_grid > 6 else page
        self.size = rng.choice((9.0, 10.0, 11.0))
        self.small = 6.0 if self.width_of_grid > 9 else 7.0
        self.span = rng.random() < 0.5
        self.by_weight = rng.random() < 0.8
        if self.columns == 2:
            drawing.features.add("two columns")

    def bytes(self) -> bytes:
        """Return the laid out document."""
        out = io.BytesIO()
        document = BaseDocTemplate(out, pagesize=self.page, title=self.drawing.plan.scheme.plan, invariant=True)
        width, height = self.page
        inner = (width - 2 * MARGIN - 18 * (self.columns - 1)) / self.columns
        frames = [
            Frame(MARGIN + i * (inner + 18), MARGIN, inner, height - 2 * MARGIN, id=str(i)) for i in range(self.columns)
        ]
        self.inner = inner - 12
        document.addPageTemplates([PageTemplate(id="page", frames=frames, onPage=self._around())])
        document.build([flowable for block in self.drawing.blocks for flowable in self._flowables(block)])
        return out.getvalue()

    def _around(self) -> Callable[[Canvas, BaseDocTemplate], None]:
        head, foot, font = self.drawing.running_head, self.drawing.running_foot, self.font
        width, height = self.page

        def draw(canvas: Canvas, document: BaseDocTemplate) -> None:
            canvas.setFont(font, 8)
            if head:
                canvas.drawString(MARGIN, height - 32, head)
            if foot:
                canvas.drawCentredString(width / 2, 28, foot.format(document.page).replace("\t", "   "))

        return draw

    def _flowables(self, block: Para | Grid | Break) -> list[Flowable]:
        if isinstance(block, Break):
            return [PageBreak()]
        if isinstance(block, Grid):
            title = [Paragraph(escape(block.name), self._style(bold=True))] if block.name else []
            return [*title, self._table(block), Spacer(1, 8)]
        text = escape(block.printed).replace("\t", "&nbsp;&nbsp;&nbsp;&nbsp;")
        return [Paragraph(text, self._paragraph_style(block))]

    def _paragraph_style(self, block: Para) -> ParagraphStyle:
        strong = block.role in ("title", "heading") or (block.role == "label" and self.by_weight)
        size = self.size + (max(6 - 2 * block.depth, 0) if block.role in ("title", "heading") else 0)
        style = self._style(bold=strong, size=size)
        style.spaceBefore = 10 if block.gap or block.role == "heading" else 2
        style.leftIndent = 14 + 12 * block.depth if block.role == "item" else 0
        style.firstLineIndent = -10 if block.role == "item" else 0
        style.borderWidth = 0.5 if block.role == "box" else 0
        style.borderColor = black if block.role == "box" else None
        style.alignment = 1 if block.role == "title" else 0
        return style

    def _style(self, *, bold: bool = False, size: float | None = None) -> ParagraphStyle:
        size = size or self.size
        return ParagraphStyle(
            "p", fontName=self.bold if bold else self.font, fontSize=size, leading=size * 1.25, spaceAfter=2
        )

    def _table(self, grid: Grid) -> Table:
        width = max(len(row) for row in grid.rows)
        texts = [[box.text if box else "" for box in row] + [""] * (width - len(row)) for row in grid.rows]
        widths = _widths(texts, self.inner)
        plain, strong = self._style(size=self.small), self._style(bold=True, size=self.small)
        cells = [
            [
                Paragraph(escape(text).replace("\n", "<br/>"), strong if r < grid.heads else plain) if text else ""
                for text in row
            ]
            for r, row in enumerate(texts)
        ]
        style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP"), *_tight(width)]
        if grid.heads:
            style.append(("BACKGROUND", (0, 0), (-1, grid.heads - 1), lightgrey))
        for r, row in enumerate(grid.rows):
            for c, box in enumerate(row):
                if box is not None:
                    style += self._frame(r, c, box.across, box.down, header=r < grid.heads)
        return Table(cells, colWidths=widths, repeatRows=grid.heads, style=TableStyle(style), hAlign="LEFT")

    def _frame(self, row: int, column: int, across: int, down: int, *, header: bool) -> list[tuple[object, ...]]:
        """Return the lines around a cell; a tall merged cell is an open frame, which may go on over a page."""
        last = (column + across - 1, row + down - 1)
        lines: list[tuple[object, ...]] = [("BOX", (column, row), last, 0.5, black)]
        if header or across > 1 or (1 < down <= 5 and self.span):
            lines.append(("SPAN", (column, row), last))
        return lines


def printed(pieces: list[Piece], rng: random.Random) -> bytes:
    """Return a PDF in which the lines of pieces are printed one below another as they are, tables ruled."""
    out = io.BytesIO()
    said = "".join(text for piece in pieces for text in (*piece.lines, *(cell for row in piece.rows for cell in row)))
    font, bold = rng.choice(fonts()) if _western(said) else fonts()[-1]
    across = max((len(row) for piece in pieces for row in piece.rows), default=0)
    page = landscape(letter) if across > WIDE else letter
    width = page[0] - 2 * MARGIN - 12
    line_style = ParagraphStyle("line", fontName=font, fontSize=9, leading=11.2)
    cell_style = ParagraphStyle("cell", fontName=font, fontSize=6.5, leading=8)
    head_style = ParagraphStyle("head", parent=cell_style, fontName=bold)
    flowables: list[Flowable] = []
    for piece in pieces:
        if piece.gap:
            flowables.append(Spacer(1, 8))
        shown = [escape(line).replace("\t", "&nbsp;" * 4) for line in piece.lines]
        flowables += [Paragraph(line, line_style) if line else Spacer(1, 8) for line in shown]
        if piece.rows:
            count = max(len(row) for row in piece.rows)
            rows = [[*row, *[""] * (count - len(row))] for row in piece.rows]
            cells = [
                [Paragraph(escape(t), head_style if r < piece.heads else cell_style) for t in row]
                for r, row in enumerate(rows)
            ]
            style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("GRID", (0, 0), (-1, -1), 0.4, black), *_tight(count)]
            flowables.append(Table(cells, colWidths=_widths(rows, width), style=style))
    BaseDocTemplate(
        out,
        pagesize=page,
        invariant=True,
        pageTemplates=[PageTemplate(frames=[Frame(MARGIN, MARGIN, page[0] - 2 * MARGIN, page[1] - 2 * MARGIN)])],
    ).build(flowables)
    return out.getvalue()


def _tight(columns: int) -> list[tuple[object, ...]]:
    """Return the narrow margins of cells that very wide tables need."""
    return [(f"{side}PADDING", (0, 0), (-1, -1), 1) for side in ("LEFT", "RIGHT")] if columns > WIDE else []


def _western(text: str) -> bool:
    """Tell whether the standard fonts have every letter."""
    return text.encode("cp1252", errors="replace").count(b"?") == text.count("?")


def _widths(rows: list[list[str]], width: float) -> list[float]:
    """Return the widths of columns by the length of their texts, damped."""
    weights = [min(max(7, *(len(row[c]) for row in rows)), 60) ** 0.7 for c in range(len(rows[0]))]
    return [width * weight / sum(weights) for weight in weights]
