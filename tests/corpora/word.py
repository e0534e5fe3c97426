"""A drawing as a document of a word processor: Word with styles, real lists and merged cells; ODT written by hand."""

import io
import random
import zipfile
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from tests.corpora.blocks import Break, Drawing, Grid, Para

FORMS = {
    "1.": ("decimal", "%1."), "1)": ("decimal", "%1)"), "a)": ("lowerLetter", "%1)"), "a.": ("lowerLetter", "%1."),
    "(1)": ("decimal", "(%1)"), "1.-": ("decimal", "%1.-"), "i.": ("lowerRoman", "%1."),
}  # fmt: skip
MIME = "application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style")
)


def written(drawing: Drawing, format: str, rng: random.Random) -> bytes:
    """Return the bytes of a drawing as docx or odt."""
    return odt(drawing) if format == "odt" else docx(drawing, rng)


def docx(drawing: Drawing, rng: random.Random) -> bytes:
    """Return a Word file; headings by style or by bold, lists automatic or typed, as one office always does it."""
    writer = _Word(drawing, rng)
    for block in drawing.blocks:
        if isinstance(block, Grid):
            writer.table(block)
        elif isinstance(block, Break):
            writer.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        else:
            writer.paragraph(block)
    out = io.BytesIO()
    writer.document.save(out)
    return out.getvalue()


class _Word:
    def __init__(self, drawing: Drawing, rng: random.Random) -> None:
        self.document: WordDocument = Document()
        self.drawing, self.rng = drawing, rng
        self.heads = rng.choice(("style", "style", "bold", "size"))
        self.auto = rng.random() < 0.6
        self.lists = 100
        self.current: tuple[str, int] | None = None
        drawing.features.add(f"heads:{self.heads}")
        if self.auto:
            drawing.features.add("automatic lists")
        section = self.document.sections[0]
        if drawing.running_head:
            section.header.paragraphs[0].text = drawing.running_head
        if drawing.running_foot:
            section.footer.paragraphs[0].text = drawing.running_foot.format(1)

    def paragraph(self, block: Para) -> None:
        """Add a paragraph in its style."""
        if block.role != "item":
            self.current = None
        if block.role == "box":
            body = self.document.element.body
            body.insert(len(body) - 1, parse_xml(_box(block.text)))
            return
        if block.role in ("title", "heading") and self.heads == "style":
            if block.role == "title":
                self.document.add_paragraph(block.text, style="Title")
            else:
                self.document.add_heading(block.text, min(block.depth, 9))
            return
        if block.role == "item" and self.auto and self._automatic(block):
            return
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(block.printed)
        run.bold = block.role in ("title", "heading", "label") or None
        if block.role in ("title", "heading") and self.heads == "size":
            run.font.size = Pt(max(20 - 2 * block.depth, 12))

    def _automatic(self, block: Para) -> bool:
        """Add an item whose mark the word processor prints; False where the mark is no list of its own."""
        shape = _shape(block.mark)
        if shape is None:
            return False
        pattern, place = shape
        if self.current is None or self.current[0] != pattern or self.current[1] + 1 != place:
            if place > 1:
                return False
            self.lists += 1
            _define(self.document, self.lists, pattern)
        self.current = (pattern, place if pattern in FORMS else 0)
        paragraph: Paragraph = self.document.add_paragraph(block.text)
        properties = paragraph._p.get_or_add_pPr()
        numbering = properties.get_or_add_numPr()
        numbering.get_or_add_ilvl().val = 0
        numbering.get_or_add_numId().val = self.lists
        return True

    def table(self, grid: Grid) -> None:
        """Add a table, built at once: the library's own way costs a search for each cell."""
        self.current = None
        if grid.name:
            self.document.add_paragraph().add_run(grid.name).bold = True
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml(table(grid)))
        self.document.add_paragraph()


def _box(text: str) -> str:
    """Return a paragraph that holds nothing but a text box."""
    inside = f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
    box = f"<v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox>"
    shape = f'<v:rect style="width:180pt;height:60pt">{box}</v:rect>'
    return f'<w:p {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict>{shape}</w:pict></w:r></w:p>'


def _shape(mark: str) -> tuple[str, int] | None:
    """Return the pattern of an automatic mark and its place in the list; a bullet has place 1."""
    if mark and not any(c.isalnum() for c in mark):
        return mark, 1
    for pattern in FORMS:
        for place in range(1, 13):
            if _nth(pattern, place) == mark:
                return pattern, place
    return None


def _nth(pattern: str, place: int) -> str:
    from tests.corpora.marks import ordinal

    return ordinal(pattern, place)


def _define(document: WordDocument, number: int, pattern: str) -> None:
    """Add a list of its own to the numbering of the document."""
    kind, text = FORMS.get(pattern, ("bullet", pattern))
    part = document.part.numbering_part.element
    abstract = (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{escape(text)}"/></w:lvl></w:abstractNum>'
    )
    first = part.find(f"{{{part.nsmap['w']}}}num")
    made = parse_xml(abstract)
    if first is None:
        part.append(made)
    else:
        first.addprevious(made)
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def table(grid: Grid) -> str:
    """Return a table as WordprocessingML; a cell merged downwards goes on in every row that it takes in."""
    width = max(sum(b.across if b else 1 for b in row if b) for row in grid.rows)
    open_down: dict[int, tuple[int, int]] = {}
    rows = []
    for row in grid.rows:
        cells, column = [], 0
        while column < len(row):
            box = row[column]
            left, across = open_down.get(column, (0, 1))
            if box is None and left:
                open_down[column] = (left - 1, across)
                cells.append(_cell("", across, "<w:vMerge/>"))
            elif box is not None:
                across = box.across
                if box.down > 1:
                    open_down[column] = (box.down - 1, across)
                cells.append(_cell(box.text, across, '<w:vMerge w:val="restart"/>' if box.down > 1 else ""))
            column += across
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    columns = "".join('<w:gridCol w:w="1500"/>' for _i in range(width))
    properties = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl {nsdecls('w')}>{properties}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _cell(text: str, across: int, merged: str) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    inside = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in text.split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="1500" w:type="dxa"/>{span}{merged}</w:tcPr>{inside}</w:tc>'


def odt(drawing: Drawing) -> bytes:
    """Return an OpenDocument text, its XML written by hand."""
    parts = []
    for block in drawing.blocks:
        if isinstance(block, Grid):
            parts.append(opendocument_table(block, "Tabla"))
        elif isinstance(block, Para):
            text = escape(block.printed).replace("\t", "<text:tab/>")
            if block.role in ("title", "heading"):
                parts.append(f'<text:h text:outline-level="{block.depth}">{text}</text:h>')
            else:
                parts.append(f"<text:p>{text}</text:p>")
    return packed(MIME, f"<office:text>{''.join(parts)}</office:text>")


def opendocument_table(grid: Grid, name: str) -> str:
    """Return a table as OpenDocument XML, with spans and covered cells."""
    width = max(len(row) for row in grid.rows)
    rows = []
    for row in grid.rows:
        cells = []
        for box in row:
            if box is None:
                cells.append("<table:covered-table-cell/>")
                continue
            spans = f' table:number-columns-spanned="{box.across}" table:number-rows-spanned="{box.down}"'
            spanned = spans if box.across > 1 or box.down > 1 else ""
            lines = box.text.split("\n") if box.text else []
            text = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
            cells.append(f'<table:table-cell office:value-type="string"{spanned}>{text}</table:table-cell>')
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    columns = f'<table:table-column table:number-columns-repeated="{width}"/>'
    return f'<table:table table:name="{escape(name)}">{columns}{"".join(rows)}</table:table>'


def packed(mime: str, body: str) -> bytes:
    """Return an OpenDocument file with this body."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    inside = f"<office:body>{body}</office:body>"
    content = f'{head}<office:document-content {SPACES} office:version="1.3">{inside}</office:document-content>'
    name = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", mime), ("content.xml", "text/xml"))
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", mime)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr(
            "META-INF/manifest.xml",
            f'{head}<manifest:manifest xmlns:manifest="{name}" manifest:version="1.3">{entries}</manifest:manifest>',
            zipfile.ZIP_DEFLATED,
        )
    return out.getvalue()
