"""Makes a plan of 300 pages as DOCX, PDF and XLSX: invented words, the same at every run.

The DOCX has the content that fills the 300 pages of the PDF; a page of the XLSX is 40 rows.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

PAGES = 300
ROWS_A_PAGE = 40
_SEED = 4
_TITLE = "Plan de Desarrollo Municipal de Valle Sereno 2024-2032"
_VERBS = "Ampliar Mejorar Fortalecer Impulsar Promover Reducir Garantizar Construir Dotar Rehabilitar".split()
_THINGS = (
    "la cobertura de agua potable|el saneamiento ambiental|la red vial rural|la gestión de los desechos sólidos|"
    "la atención primaria en salud|los espacios públicos|la producción agropecuaria|el turismo comunitario|"
    "la seguridad ciudadana|la recaudación de ingresos propios|el ordenamiento del territorio|los servicios educativos"
).split("|")
_PLACES = "las comunidades rurales|el casco urbano|la microrregión norte|los barrios altos|toda la jurisdicción".split(
    "|"
)
_MEASURES = (
    "Porcentaje de hogares con|Número de familias con|Tasa de personas con|Índice de satisfacción con|Kilómetros con"
).split("|")
_UNITS = (
    "Dirección de Obras|Oficina de Planificación|Unidad de Ambiente|Dirección Financiera|Oficina de la Mujer".split("|")
)
_SYLLABLES = "ba ce di lo mu na pe ri sa to va lle ra mo que".split()
_HEADER = ("Objetivo", "Indicador", "Línea base", "Meta 2028", "Responsable", "Presupuesto")
_SHEET_HEADER = (
    "Eje", "Objetivo", "Línea estratégica", "Línea de acción", "Indicador", "Unidad de medida", "Línea base",
    "Año línea base", "Meta", "Año meta", "Responsable", "Presupuesto",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a level from 1 to 3."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; an item of a list where ``item`` says so."""

    text: str
    item: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A table, its header first."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Text | Rows


class _Words:
    """Words and sentences of an invented plan."""

    def __init__(self) -> None:
        self._random = random.Random(_SEED)

    def pick(self, words: list[str] | tuple[str, ...]) -> str:
        """Return one of some words."""
        return self._random.choice(words)

    def number(self, low: int, high: int) -> int:
        """Return a whole number between two, both included."""
        return self._random.randint(low, high)

    def name(self) -> str:
        """Return an invented name of a place."""
        return "".join(self._random.choices(_SYLLABLES, k=3)).capitalize()

    def promise(self) -> str:
        """Return what an objective says."""
        return f"{self.pick(_VERBS)} {self.pick(_THINGS)} en {self.pick(_PLACES)} de {self.name()}"

    def indicator(self) -> str:
        """Return the name of an indicator."""
        return f"{self.pick(_MEASURES)} acceso a {self.pick(_THINGS)} en {self.name()}"

    def sentence(self) -> str:
        """Return a sentence of a diagnosis."""
        return (
            f"En {self.name()} el {self.number(12, 96)} % de la población considera que {self.pick(_THINGS)} requiere "
            f"atención, y {self.number(3, 40)} de cada cien hogares de {self.pick(_PLACES)} lo señalan como prioridad."
        )

    def paragraph(self) -> str:
        """Return some sentences."""
        return " ".join(self.sentence() for _count in range(self.number(2, 5)))

    def row(self) -> tuple[str, ...]:
        """Return a record of a matrix."""
        low = self.number(10, 60)
        figures = (f"{low} %", f"{low + self.number(5, 30)} %", self.pick(_UNITS), f"{self.number(50, 9000) * 1000}.00")
        return (self.promise(), self.indicator(), *figures)


def blocks() -> Iterator[Block]:
    """Yield a plan without end: axes, objectives, lines, paragraphs, lists, a matrix for each objective."""
    words = _Words()
    yield Heading(1, _TITLE)
    axis = 0
    while True:
        axis += 1
        yield Heading(1, f"Eje {axis}. Desarrollo de {words.name()}")
        yield from (Text(words.paragraph()) for _count in range(words.number(4, 9)))
        for objective in range(1, words.number(3, 6)):
            yield Heading(2, f"Objetivo {axis}.{objective}. {words.promise()}")
            yield from (Text(words.paragraph()) for _count in range(words.number(1, 4)))
            for line in range(1, words.number(2, 5)):
                yield Heading(3, f"Línea estratégica {axis}.{objective}.{line}. {words.promise()}")
                yield Text(words.paragraph())
                yield from (Text(f"{words.promise()}.", item=True) for _count in range(words.number(2, 6)))
            yield Rows((_HEADER, *(words.row() for _count in range(words.number(4, 14)))))


# --- PDF -----------------------------------------------------------------------------------------------------------


class _Enough(Exception):
    """The last page is full."""


class _Pages(BaseDocTemplate):
    """Stops at the last page and counts the blocks that fit."""

    placed = 0

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab calls it so
        """Count what was printed whole."""
        self.placed += not isinstance(flowable, Spacer)

    def afterPage(self) -> None:  # noqa: N802
        """Stop where the pages are enough."""
        if self.page >= PAGES:
            raise _Enough


def _head(canvas: Canvas, template: BaseDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(2 * cm, 26.6 * cm, _TITLE)
    canvas.drawRightString(19.5 * cm, 1.2 * cm, f"Página {template.page}")


def pdf(path: Path) -> list[Block]:
    """Write the PDF and return the blocks that it holds."""
    made: list[Block] = []
    source = blocks()
    flowables: list[Flowable] = []
    while len(made) < PAGES * 20:  # more than fit
        made.append(next(source))
        flowables += _flowables(made[-1])
    template = _Pages(str(path), pagesize=LETTER, invariant=True)
    frame = Frame(2 * cm, 2 * cm, LETTER[0] - 4 * cm, LETTER[1] - 4.2 * cm)
    template.addPageTemplates([PageTemplate(frames=[frame], onPage=_head)])
    try:
        template.build(flowables)
    except _Enough:
        template.canv.showPage()
        template.canv.save()
    return made[: template.placed]


_STYLES = getSampleStyleSheet()
_GRID = TableStyle(
    [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("FONTSIZE", (0, 0), (-1, -1), 8)]
)


def _flowables(block: Block) -> list[Flowable]:
    gap = Spacer(1, 6)
    if isinstance(block, Heading):
        return [Paragraph(block.text, _STYLES[f"Heading{block.level}"])]
    if isinstance(block, Text):
        return [Paragraph(f"• {block.text}" if block.item else block.text, _STYLES["BodyText"]), gap]
    cells = [[Paragraph(text, _STYLES["BodyText"]) for text in row] for row in block.rows]
    return [
        Table(cells, colWidths=[4 * cm, 4 * cm, 2 * cm, 2 * cm, 2.6 * cm, 2.9 * cm], style=_GRID, repeatRows=1),
        gap,
    ]


# --- DOCX and XLSX -------------------------------------------------------------------------------------------------


def word(path: Path, content: list[Block]) -> None:
    """Write blocks as DOCX, with the styles and lists that Word has."""
    document = docx.Document()
    for block in content:
        if isinstance(block, Heading):
            document.add_heading(block.text, block.level)
        elif isinstance(block, Text):
            document.add_paragraph(block.text, style="List Bullet" if block.item else None)
        else:
            table = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
            for row, texts in zip(table.rows, block.rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
    document.save(str(path))


def sheets(path: Path) -> None:
    """Write the XLSX: a sheet for each axis, with a title, a header and records down to the last page."""
    words = _Words()
    book = Workbook()
    book.remove(book.worksheets[0])
    axes = 6
    for axis in range(1, axes + 1):
        sheet = book.create_sheet(f"Eje {axis}")
        sheet.append([f"{_TITLE}: matriz del eje {axis}"])
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_SHEET_HEADER))
        sheet.append([])
        sheet.append(_SHEET_HEADER)
        for cell in sheet[3]:
            cell.font = Font(bold=True)
        name = f"Desarrollo de {words.name()}"
        _records(sheet, name, words, PAGES * ROWS_A_PAGE // axes - 3)
    book.save(path)


def _records(sheet: Worksheet, axis: str, words: _Words, rows: int) -> None:
    objective = line = ""
    for count in range(rows):
        objective = words.promise() if count % 24 == 0 else objective
        line = words.promise() if count % 6 == 0 else line
        low = words.number(5, 60) / 100
        figures = (
            low,
            2023,
            low + words.number(2, 30) / 100,
            2032,
            words.pick(_UNITS),
            words.number(50, 9000) * 1000.5,
        )
        sheet.append((axis, objective, line, words.promise(), words.indicator(), "Porcentaje", *figures))
        row = sheet.max_row
        sheet.cell(row, 7).number_format = sheet.cell(row, 9).number_format = "0%"
        sheet.cell(row, 12).number_format = '"Q"#,##0.00'
