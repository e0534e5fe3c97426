"""The rows of a register as CSV and as JSON, yielded piece by piece."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

from ceiba.exchange.writers.register_cells import OutCell
from ceiba.kernel.register_record import Record
from ceiba.kernel.register_text import write_value
from ceiba.kernel.register_type import Field, RegisterType

_LIKE_FORMULA = re.compile(r"'*[=+\-@\t\r]")  # what a spreadsheet would run, or what stands for it already
_BATCH = 500  # rows in one piece


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[OutCell]], decimal: str = ".") -> Iterator[bytes]:
    """Yield CSV in UTF-8 with its mark: where decimals have a comma, semicolons part the fields.

    A text that a spreadsheet would run as a formula has an apostrophe before it, which is taken away when it is read.
    """
    out = StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";" if decimal == "," else ",")
    writer.writerow([_text(heading, decimal) for heading in headings])
    for number, cells in enumerate(rows, 1):
        writer.writerow([_text(cell, decimal) for cell in cells])
        if number % _BATCH == 0:
            yield _taken(out)
    yield _taken(out)


def _taken(out: StringIO) -> bytes:
    piece = out.getvalue().encode()
    out.seek(0)
    out.truncate()
    return piece


def _text(cell: OutCell, decimal: str) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if _LIKE_FORMULA.match(cell) else cell
        case Decimal():
            return f"{cell:f}".replace(".", decimal)
        case datetime():
            return cell.isoformat(" ", "seconds" if cell.second else "minutes")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def as_json(register: RegisterType, fields: Iterable[Field], records: Iterable[Record]) -> Iterator[bytes]:
    """Yield one JSON object: the type's reference, its fields, and its rows with every value as exact text."""
    kept = [field.key for field in fields]
    head = {
        "register": register.id,
        "edition": register.edition,
        "title": register.plural,
        "fields": [{"key": key, **_field(register.field_by_key[key])} for key in kept],
    }
    yield json.dumps(head, ensure_ascii=False, indent=1)[:-2].encode() + b',\n "rows": ['
    for number, record in enumerate(records):
        row = {
            "key": record.key,
            "state": record.state,
            "values": {key: write_value(record.values[key]) for key in kept if key in record.values},
            "history": [{"state": change.state, "at": write_value(change.at)} for change in record.history],
        }
        yield (b",\n  " if number else b"\n  ") + json.dumps(row, ensure_ascii=False).encode()
    yield b"\n ]\n}\n"


def _field(field: Field) -> dict[str, str]:
    told = {"label": field.label, "kind": field.kind.value, "measure_unit": field.measure_unit}
    return {name: text for name, text in {**told, "currency": field.currency}.items() if text}
