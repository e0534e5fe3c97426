"""Write ``examples/``: one plan of the invented municipality as DOCX, PDF and XLSX, for a newcomer to bring in.

``python -m tools.examples``. The content comes from the example that every copy carries; each file says that it is
invented, and all three read to the same plan.
"""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from ceiba.exchange.examples import content
from ceiba.exchange.readers import plan_text
from ceiba.kernel.money import Money
from ceiba.kernel.plan import Element, Plan, StatementKind
from ceiba.kernel.snapshot import Snapshot

FOLDER = Path(__file__).resolve().parent.parent / "examples"
SOURCE = "valle-alto.yaml"
NAME = "plan-de-valle-alto"
TITLE = "Plan de Desarrollo Municipal y Ordenamiento Territorial 2022-2032"
INVENTED = "Municipio inventado: este documento es un ejemplo; ninguna cifra, persona ni obra es real."
ACTORS = ("Actor", "Rol", "Influencia en la toma de decisiones", "Influencia en la implementación")
FUNDS = (
    "1) Procedencia del financiamiento",
    "2) Disponibilidad financiera Q.",
    "3) Monto de inversión Q.",
    "4) Monto de funcionamiento Q.",
)
PROJECTS = ("No.", "NOMBRE DEL PROYECTO", "SNIP", "MONTO 2025")
COLUMNS = ("Eje", "Temática", "Objetivo", "Línea estratégica", "Línea de acción", "Resultado PDM-OT")


@dataclass(frozen=True)
class Block:
    """A paragraph (``role`` title, heading, label, item or body) or, where it has rows, a table with a header row."""

    text: str = ""
    role: str = "body"
    depth: int = 1
    rows: tuple[tuple[str, ...], ...] = ()


class Example:
    """The invented municipality's plan as blocks and as rows."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.plan: Plan = next(plan for plan in snapshot.plans if plan.stakeholders)
        self.children: dict[str | None, list[Element]] = {}
        for element in self.plan.elements:
            self.children.setdefault(element.parent, []).append(element)

    def blocks(self) -> Iterator[Block]:
        """Yield the document as a word processor or a printer shows it."""
        yield Block(self.name.upper(), "title")
        yield Block(TITLE, "title")
        yield Block(INVENTED)
        yield Block("VISIÓN", "heading")
        yield Block(self.vision)
        yield Block("ACTORES DEL MUNICIPIO", "heading")
        yield Block(rows=self.actors())
        for axis in self.children[None]:
            yield Block(f"Eje {axis.code}: {axis.text}", "heading")
            for theme in self._below(axis, "tematica"):
                yield Block(f"Temática {theme.code}: {theme.text}", "heading", 2)
                for objective in self._below(theme, "objetivo"):
                    yield from self._objective(objective)
        yield Block("DISPONIBILIDAD FINANCIERA PARA EL AÑO 2025", "heading")
        yield Block(rows=self.funding())
        yield Block("PROYECTOS DE INVERSIÓN DEL AÑO 2025", "heading")
        yield Block(rows=self.projects())

    def _objective(self, objective: Element) -> Iterator[Block]:
        yield Block(f"Objetivo {objective.code}", "heading", 3)
        yield Block(objective.text)
        for line in self._below(objective, "linea_estrategica"):
            yield Block(f"Línea estratégica {line.code}", "label")
            yield Block(line.text)
            actions = self._below(line, "linea_accion")
            if actions:
                yield Block("Líneas de acción", "label")
            for action in actions:
                yield Block(action.text, "item")
        results = self._below(objective, "resultado")
        if results:
            yield Block("Resultado PDM-OT", "label")
        for result in results:
            yield Block(result.text, "item")

    @property
    def name(self) -> str:
        """Return the name of the institution."""
        return self.snapshot.institution.name or ""

    @property
    def vision(self) -> str:
        """Return the vision of the plan."""
        return next(s.text for s in self.plan.statements if s.kind is StatementKind.VISION)

    def actors(self) -> tuple[tuple[str, ...], ...]:
        """Return the actors, with a header row."""
        rows = [
            (k.name, k.role or "", k.decision_influence or "", k.implementation_influence or "")
            for k in self.plan.stakeholders
        ]
        return (ACTORS, *rows)

    def funding(self) -> tuple[tuple[str, ...], ...]:
        """Return the sources of funding, with a header row and their total."""
        found = [(f.name, f.amount, f.investment, f.operating) for f in self.snapshot.funding]
        sums = [sum((m.amount for _n, *ms in found if (m := ms[c]) is not None), Decimal(0)) for c in range(3)]
        rows = [(name, *(_money(m) for m in amounts)) for name, *amounts in found]
        return (FUNDS, *rows, ("Total disponible para el año 2025", *(f"Q {total:,.2f}" for total in sums)))

    def projects(self) -> tuple[tuple[str, ...], ...]:
        """Return the investment projects, with a header row."""
        rows = [
            (str(place), p.name, p.code or "", _money(p.amount).removeprefix("Q "))
            for place, p in enumerate(self.snapshot.projects, 1)
        ]
        return (PROJECTS, *rows)

    def matrix(self) -> tuple[tuple[str, ...], ...]:
        """Return a row for each line of action and each result, with everything above it, and a header row."""
        rows: list[tuple[str, ...]] = []
        for axis in self.children[None]:
            for theme in self._below(axis, "tematica"):
                for objective in self._below(theme, "objetivo"):
                    above = tuple(f"{e.code}. {e.text}" for e in (axis, theme, objective))
                    found = list(self._promises(objective)) or [("", "", "")]
                    rows += [(*above, *promises) for promises in found]
        return (COLUMNS, *rows)

    def _promises(self, objective: Element) -> Iterator[tuple[str, str, str]]:
        """Yield line, action and result of every row of an objective; a row has a line or a result."""
        for line in self._below(objective, "linea_estrategica"):
            for action in [a.text for a in self._below(line, "linea_accion")] or [""]:
                yield line.text, action, ""
        for result in self._below(objective, "resultado"):
            yield "", "", result.text

    def _below(self, element: Element, level: str) -> list[Element]:
        return [child for child in self.children.get(element.id, ()) if child.level == level]


def _money(amount: Money | None) -> str:
    return "" if amount is None else f"Q {amount.amount:,.2f}"


def word(example: Example) -> bytes:
    """Return the plan as a Word document with styles, lists and tables."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = f"{example.name} · ejemplo inventado"
    for block in example.blocks():
        if block.rows:
            table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif block.role == "title":
            document.add_paragraph(block.text, style="Title")
        elif block.role == "heading":
            document.add_heading(block.text, block.depth)
        elif block.role == "item":
            document.add_paragraph(block.text, style="List Bullet")
        else:
            document.add_paragraph().add_run(block.text).bold = block.role == "label"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def portable(example: Example) -> bytes:
    """Return the plan as a PDF of several pages with running heads."""
    styles = getSampleStyleSheet()
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=letter, title=TITLE, author=example.name, invariant=True)

    def around(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, letter[1] - 40, f"{example.name} · ejemplo inventado")
        canvas.drawCentredString(letter[0] / 2, 36, str(page.page))

    small = ParagraphStyle("cell", parent=styles["Normal"], fontSize=8, leading=10)
    flowables: list[Flowable] = []
    for block in example.blocks():
        if block.rows:
            cells = [[Paragraph(text, small) for text in row] for row in block.rows]
            grid = ("GRID", (0, 0), (-1, -1), 0.5, HexColor("#777777"))
            flowables += [Table(cells, repeatRows=1, style=[grid, ("VALIGN", (0, 0), (-1, -1), "TOP")]), Spacer(1, 10)]
            continue
        name = {"title": "Title", "heading": f"Heading{block.depth}", "item": "Normal"}.get(block.role, "Normal")
        text = f"<b>{block.text}</b>" if block.role == "label" else block.text
        flowables.append(Paragraph(f"• {text}" if block.role == "item" else text, styles[name]))
        flowables.append(Spacer(1, 3))
    document.build(flowables, onFirstPage=around, onLaterPages=around)
    return out.getvalue()


def workbook(example: Example) -> bytes:
    """Return the plan as a workbook: what it is on the first sheet, then a matrix on each of the others."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "Presentación"
    for text in (example.name.upper(), TITLE, INVENTED, "VISIÓN", example.vision):
        first.append([text])
    first.column_dimensions["A"].width = 110
    sheets = (
        ("Actores", "ACTORES DEL MUNICIPIO", example.actors()),
        ("Plan de desarrollo", "EJES, OBJETIVOS, LÍNEAS Y RESULTADOS", example.matrix()),
        ("Financiamiento", "DISPONIBILIDAD FINANCIERA PARA EL AÑO 2025", example.funding()),
        ("Proyectos", "PROYECTOS DE INVERSIÓN DEL AÑO 2025", example.projects()),
    )
    for name, title, rows in sheets:
        _sheet(book.create_sheet(name), title, rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(sheet: Worksheet, title: str, rows: tuple[tuple[str, ...], ...]) -> None:
    sheet.append([title])
    for row in rows:
        sheet.append(list(row))
    for cell in (*sheet[1], *sheet[2]):
        cell.font = Font(bold=True)
    for column in "ABCDEF"[: len(rows[0])]:
        sheet.column_dimensions[column].width = 38
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A3"


def main() -> int:
    """Write the three files."""
    example = Example(plan_text.read(SOURCE, content(SOURCE)).snapshot)
    FOLDER.mkdir(exist_ok=True)
    for ending, made in (("docx", word(example)), ("pdf", portable(example)), ("xlsx", workbook(example))):
        (FOLDER / f"{NAME}.{ending}").write_bytes(made)
        print(f"{NAME}.{ending}: {len(made) // 1024} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
