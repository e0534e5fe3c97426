"""Invented PDF files, drawn line by line: the tests know what stands where."""

import io
from collections.abc import Iterator, Sequence
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

WIDTH, HEIGHT = A4
LEFT, TOP, LEADING = 72, HEIGHT - 90, 14
_WORDS = "agua bosque camino escuela familia feria huerto lago molino puente puerto rueda semilla sendero taller valle"


def prose(count: int, first: int = 0) -> str:
    """Return a sentence of so many words, always the same."""
    words = _WORDS.split()
    return " ".join(words[(first + i * 7) % len(words)] for i in range(count)).capitalize() + "."


class Sheet:
    """A file drawn by hand; ``bytes`` gives it."""

    def __init__(self, encrypt: StandardEncryption | None = None) -> None:
        self._stream = io.BytesIO()
        self.canvas = Canvas(self._stream, pagesize=A4, encrypt=encrypt)

    def text(self, x: float, y: float, text: str, size: float = 11, font: str = "Helvetica") -> None:
        """Print a text; ``y`` counts from the upper edge."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def lines(self, x: float, y: float, texts: Sequence[str], size: float = 11, leading: float = LEADING) -> float:
        """Print lines one below another and return the height of the next."""
        for text in texts:
            self.text(x, y, text, size)
            y += leading
        return y

    def page(self) -> None:
        """Begin another page."""
        self.canvas.showPage()

    def bytes(self) -> bytes:
        """Return the file."""
        self.canvas.save()
        return self._stream.getvalue()


def flowing(story: Sequence[Flowable], head: str = "", **encryption: StandardEncryption) -> bytes:
    """Return a file of paragraphs and tables that flow over pages, with a running head and page numbers."""

    def furnish(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        if head:
            canvas.drawString(72, HEIGHT - 40, head)
            canvas.drawCentredString(WIDTH / 2, 30, f"Página {canvas.getPageNumber()}")

    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4, **encryption).build(list(story), onFirstPage=furnish, onLaterPages=furnish)
    return stream.getvalue()


def paragraph(text: str, style: str = "BodyText") -> Paragraph:
    """Return a paragraph of the flow."""
    return Paragraph(text, getSampleStyleSheet()[style])


def ruled(
    rows: Sequence[Sequence[str]], widths: Sequence[float], *style: tuple[object, ...], cut: bool = False
) -> Table:
    """Return a table with rules whose header is repeated on every page; ``cut`` lets a row break over pages."""
    cells = [[paragraph(cell) if cell else "" for cell in row] for row in rows]
    table = Table(cells, colWidths=list(widths), repeatRows=1, splitInRow=int(cut))
    table.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP"), *style])
    )
    return table


def page_break() -> PageBreak:
    """Return the end of a page."""
    return PageBreak()


def plan_pages(text: str, width: int = 88) -> bytes:
    """Return a plan printed as text over pages: broken lines, gaps between paragraphs."""
    sheet = Sheet()
    y = 90.0
    for line in _broken(text, width):
        if y > HEIGHT - 90:
            sheet.page()
            y = 90.0
        if line:
            sheet.text(LEFT, y, line, 10)
        y += LEADING if line else LEADING * 0.7
    return sheet.bytes()


def _broken(text: str, width: int) -> Iterator[str]:
    for line in text.split("\n"):
        yield from wrap(line, width) or [""]


def picture(lines: Sequence[str], rules: bool = False) -> Image.Image:
    """Return a scanned page: the lines as an image of 200 dots an inch."""
    image = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype("DejaVuSans.ttf", 36)
    for i, line in enumerate(lines):
        for cell, text in enumerate(line.split("\t")):
            draw.text((180 + 640 * cell, 200 + 80 * i), text, fill=20, font=font)
    if rules:
        bottom = 180 + 80 * len(lines)
        for i in range(len(lines) + 1):
            draw.line([(150, 180 + 80 * i), (1430, 180 + 80 * i)], fill=0, width=4)
        for x in (150, 790, 1430):
            draw.line([(x, 180), (x, bottom)], fill=0, width=4)
    return image


def scanned(pages: Sequence[Image.Image]) -> bytes:
    """Return a file whose pages are images."""
    sheet = Sheet()
    for image in pages:
        sheet.canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)
        sheet.page()
    return sheet.bytes()


_STYLES = """
<style:style style:name="B" style:family="paragraph" style:master-page-name="M"/>
<style:style style:name="Two" style:family="section"><style:section-properties>
<style:columns fo:column-count="2" fo:column-gap="0.8cm"/></style:section-properties></style:style>
<style:style style:name="T" style:family="table"><style:table-properties style:width="16cm"/></style:style>
<style:style style:name="C1" style:family="table-column">
<style:table-column-properties style:column-width="3cm"/></style:style>
<style:style style:name="C2" style:family="table-column">
<style:table-column-properties style:column-width="10cm"/></style:style>
<style:style style:name="X" style:family="table-cell">
<style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
<text:list-style style:name="L"><text:list-level-style-bullet text:level="1" text:bullet-char="•">
<style:list-level-properties text:space-before="0.6cm" text:min-label-width="0.6cm"/></text:list-level-style-bullet>
<text:list-level-style-bullet text:level="2" text:bullet-char="•">
<style:list-level-properties text:space-before="1.4cm" text:min-label-width="0.6cm"/></text:list-level-style-bullet>
</text:list-style>
<style:page-layout style:name="L1">
<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/>
<style:header-style/><style:footer-style/></style:page-layout>
"""
_MASTER = (
    '<style:master-page style:name="M" style:page-layout-name="L1"><style:header><text:p>Plan del Valle Azul 2026'
    "</text:p></style:header><style:footer><text:p>Página <text:page-number>1</text:page-number></text:p>"
    "</style:footer></style:master-page>"
)
_CELL = '<table:table-cell table:style-name="X" office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def flat_odt(body: str) -> str:
    """Return a flat ODT with a running head and page numbers around a body of ODF text."""
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for key, name in (
            ("office", "office"),
            ("style", "style"),
            ("text", "text"),
            ("table", "table"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles><office:master-styles>"
        f"{_MASTER}</office:master-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def odf_table(rows: Sequence[Sequence[str]], header: int = 1) -> str:
    """Return a table of three columns as ODF text, its first rows repeated on every page."""

    def row(cells: Sequence[str]) -> str:
        return "<table:table-row>" + "".join(map(_CELL.format, cells)) + "</table:table-row>"

    head = "".join(map(row, rows[:header]))
    return (
        '<table:table table:name="Metas" table:style-name="T"><table:table-column table:style-name="C1"/>'
        '<table:table-column table:style-name="C2"/><table:table-column table:style-name="C1"/>'
        f"<table:table-header-rows>{head}</table:table-header-rows>{''.join(map(row, rows[header:]))}</table:table>"
    )
