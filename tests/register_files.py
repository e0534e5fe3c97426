"""Sheets of registers as offices hand them in: rows of cells made into CSV, XLSX and ODS. All of it is invented."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

from xlsxwriter import Workbook

from ceiba.exchange.readers.records.columns import found_layout
from ceiba.exchange.readers.records.rows import RecordReader
from ceiba.exchange.readers.rows.source import source_of
from ceiba.exchange.register_sheet import RowAnswer, SheetContext, SheetRules
from ceiba.kernel.register_type import RegisterType
from ceiba.methodologies.registers import read_register

Row = Sequence[Any]

VISITS = """
id: visitas
edition: "1"
title: Visita de campo
plural: Visitas de campo
fields:
  - {key: codigo, label: Código, kind: code, mask: "VIS-####", unique: "true"}
  - {key: fecha, label: Fecha de la visita, kind: date, required: "true"}
  - {key: salida, label: Salida, kind: date_time}
  - key: motivo
    label: Motivo
    kind: choice
    required: "true"
    options:
      - {key: obra, label: Obra pública}
      - {key: agua, label: Agua}
      - {key: pozo, label: Pozo, parent: agua}
      - {key: queja, label: Queja}
  - {key: detalle, label: Detalle, kind: text, longest: "200"}
  - {key: personas, label: Personas atendidas, kind: integer, minimum: "0"}
  - {key: distancia, label: Distancia, kind: decimal, measure_unit: km}
  - {key: gasto, label: Gasto, kind: money, currency: GTQ}
  - {key: unidad, label: Unidad, kind: unit, privacy: public}
  - {key: lugar, label: Lugar, kind: place}
  - key: asistencia
    label: Asistencia
    kind: counts
    dimensions: [{key: sexo, label: Sexo, options: [{key: mujeres, label: Mujeres}, {key: hombres, label: Hombres}]}]
states:
  - {key: hecha, label: Hecha, initial: "true"}
  - {key: revisada, label: Revisada}
  - {key: cerrada, label: Cerrada, final: "true"}
transitions:
  - {key: revisar, label: Revisar, from: [hecha], to: revisada, roles: [unit_head]}
  - {key: cerrar, label: Cerrar, from: [revisada], to: cerrada, roles: [unit_head]}
measures:
  - {key: visitas, title: Visitas hechas, kind: count, moment: fecha, by: [motivo]}
examples:  # invented
  rows: [{key: a, state: hecha, values: {codigo: VIS-0001, fecha: "2026-03-02", motivo: obra}}]
  figures: [{measure: visitas, period: 2026-M03, as_of: "2026-03-31", value: "1"}]
"""
HEAD = ("Código", "Fecha de la visita", "Motivo", "Detalle")


def visits() -> RegisterType:
    """Return an invented register with a field of nearly every kind."""
    return read_register(VISITS.encode(), "visitas-1.yaml")


def csv_of(rows: Sequence[Row], sign: str = ",") -> bytes:
    """Return rows of texts as CSV."""
    quoted = [
        [f'"{cell}"' if any(each in str(cell) for each in (sign, '"', "\n")) else str(cell) for cell in row]
        for row in rows
    ]
    return "\n".join(sign.join(row) for row in quoted).encode() + b"\n"


def xlsx_of(rows: Sequence[Row], *, since_1904: bool = False, name: str = "Hoja1") -> bytes:
    """Return rows of texts, numbers, days and moments as XLSX; a text that begins with «=» is a formula."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True, "date_1904": since_1904, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet(name)
        timed = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, place, cell, timed)
                elif cell is not None:
                    sheet.write(number, place, cell)
    return out.getvalue()


def ods_of(rows: Sequence[Row]) -> bytes:
    """Return rows of texts, numbers and days as ODS."""
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Hoja1">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return out.getvalue()


def _ods_cell(cell: object) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value={quoteattr(cell.isoformat())}'
    elif isinstance(cell, int | float):
        kind = f'office:value-type="float" office:value="{cell}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


def answers(
    content: bytes,
    name: str = "visitas.csv",
    rules: SheetRules | None = None,
    context: SheetContext | None = None,
    register: RegisterType | None = None,
) -> list[RowAnswer]:
    """Return what becomes of every row of a file whose register is empty, by the columns that its headings say."""
    shape = register or visits()
    source = source_of(name, content)
    layout = found_layout(source, shape)
    reader = RecordReader(shape, layout, rules or SheetRules(since_1904=source.since_1904), context)
    readings = [reading for row in source.rows(layout.sheet) if (reading := reader.read(row)) is not None]
    return [reader.answer(reading, None) for reading in readings]
