"""A drawing as a workbook: text as rows of one cell, tables with merged cells, figures as real numbers."""

import io
import random
import re
from decimal import Decimal
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpora.blocks import Drawing, Grid, Para
from tests.corpora.measures import Numbers
from tests.corpora.word import opendocument_table, packed

MIME = "application/vnd.oasis.opendocument.spreadsheet"


def written(drawing: Drawing, format: str, rng: random.Random) -> bytes:
    """Return the bytes of a drawing as xlsx or ods."""
    split = rng.random() < 0.5
    drawing.features.add("several sheets" if split else "one sheet")
    pages = _pages(drawing, split=split)
    return _ods(pages) if format == "ods" else _xlsx(pages, drawing, rng)


def _pages(drawing: Drawing, *, split: bool) -> list[tuple[str, list[Para | Grid]]]:
    """Return the sheets of the workbook: one, or the text before the first table and then one for each table."""
    blocks = [b for b in drawing.blocks if isinstance(b, Para | Grid)]
    if not split:
        return [("Plan", blocks)]
    pages: list[tuple[str, list[Para | Grid]]] = [("Presentación", [])]
    waiting: list[Para | Grid] = []
    for block in blocks:
        waiting.append(block)
        if isinstance(block, Grid):
            head = [b for b in waiting if isinstance(b, Para)]
            last = [b for b in head if b.role == "heading"][-1:]
            keep = last if last and head[-1] is last[0] else []
            pages[0][1].extend(b for b in head if b not in keep)
            pages.append((f"Hoja {len(pages)}", [*keep, block]))
            waiting = []
    pages[0][1].extend(waiting)
    return [page for page in pages if page[1]]


def _xlsx(pages: list[tuple[str, list[Para | Grid]]], drawing: Drawing, rng: random.Random) -> bytes:
    book = Workbook()
    book.remove(book.active)
    real = rng.random() < 0.7
    drawing.features.add("real numbers" if real else "typed numbers")
    for name, blocks in pages:
        sheet = book.create_sheet(name)
        column = rng.choice((1, 1, 2))
        row = rng.choice((1, 1, 3))
        for block in blocks:
            if isinstance(block, Para):
                cell = sheet.cell(row, column, block.printed)
                cell.font = Font(bold=block.role in ("title", "heading", "label"))
                row += 1
            else:
                row = _grid(sheet, block, row, column, drawing.plan.shown if real else None) + 1
    if "hidden sheet" in drawing.features:
        sheet = book.create_sheet("Listas")
        sheet.sheet_state = "hidden"
        for row, text in enumerate(("Frecuencia", "Anual", "Semestral", "Trimestral", "Mensual"), 1):
            sheet.cell(row, 1, text)
    out = io.BytesIO()
    book.save(out)
    if real:
        _fractions(drawing)
    return out.getvalue()


def _grid(sheet: Worksheet, grid: Grid, row: int, column: int, shown: Numbers | None) -> int:
    if grid.name:
        sheet.cell(row, column, grid.name).font = Font(bold=True)
        row += 1
    for r, line in enumerate(grid.rows):
        for c, box in enumerate(line):
            if box is None or (not box.text and box.down == box.across == 1):
                continue
            cell = sheet.cell(row + r, column + c)
            _put(cell, box.text, shown if r >= grid.heads else None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if r < grid.heads:
                cell.font = Font(bold=True)
            if box.down > 1 or box.across > 1:
                sheet.merge_cells(
                    start_row=row + r,
                    start_column=column + c,
                    end_row=row + r + box.down - 1,
                    end_column=column + c + box.across - 1,
                )
    for place in grid.hidden:
        sheet.column_dimensions[get_column_letter(column + place)].hidden = True
    return row + len(grid.rows)


def _put(cell: object, text: str, shown: Numbers | None) -> None:
    """Write a text, as a number with its format where it is one and the office types numbers."""
    value = number(text, shown) if shown else None
    if value is None:
        cell.value = text  # type: ignore[attr-defined]
        return
    places = max(-int(value.as_tuple().exponent), 0)
    if text.endswith("%"):
        cell.value = float(value / 100)  # type: ignore[attr-defined]
        cell.number_format = "0%" if not places else f"0.{'0' * places}%"  # type: ignore[attr-defined]
        return
    cell.value = int(value) if not places else float(value)  # type: ignore[attr-defined]
    if (len(text) > 3 and not text.replace(".", "", 1).isdigit()) or places == 2:
        cell.number_format = "#,##0" if not places else "#,##0.00"  # type: ignore[attr-defined]


def number(text: str, shown: Numbers) -> Decimal | None:
    """Return the number that a text is as its country prints it; codes such as 1.2.1 are none."""
    plain = text.removesuffix("%").strip()
    thousands, decimal = re.escape(shown.thousands), re.escape(shown.decimal)
    if not re.fullmatch(rf"\d{{1,3}}(?:{thousands}\d{{3}})+(?:{decimal}\d+)?|\d+(?:{decimal}\d+)?", plain):
        return None
    return Decimal(plain.replace(shown.thousands, "").replace(shown.decimal, "."))


def _fractions(drawing: Drawing) -> None:
    """Allow the value as the sheet stores it: a cell that shows 45 % holds 0.45."""
    for entry in drawing.gold["indicators"]:
        if entry["measure_unit"] != "%":
            continue
        for key in ("baseline_value", "target_value"):
            if entry[key] is not None:
                entry[f"{key}_alt"] = [*entry.get(f"{key}_alt", []), round(entry[key] / 100, 6)]


def _ods(pages: list[tuple[str, list[Para | Grid]]]) -> bytes:
    tables = []
    for name, blocks in pages:
        parts = []
        for block in blocks:
            if isinstance(block, Para):
                inside = f"<text:p>{escape(block.printed)}</text:p>"
                cell = f'<table:table-cell office:value-type="string">{inside}</table:table-cell>'
                parts.append(f"<table:table-row>{cell}</table:table-row>")
            else:
                inner = opendocument_table(block, name)
                parts.append(inner[inner.index("<table:table-row>") : -len("</table:table>")])
        tables.append(f'<table:table table:name="{escape(name)}">{"".join(parts)}</table:table>')
    return packed(MIME, f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet>")
