"""A month of a duty as frozen text: everything that its page and its files show, in one JSON text that says it all.

The same month gives the same bytes; what is read back writes the same files, whatever later becomes of the duty.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from ceiba.kernel.duty import Duty, DutyColumn, DutyTable, RowKind
from ceiba.kernel.duty_fields import Cell
from ceiba.kernel.duty_standing import ItemStanding, ScoreCheck
from ceiba.kernel.duty_table import FilledBand, FilledTable

VERSION = "1"
Month = Mapping[str, Any]


def month_text(about: Mapping[str, str], duty: Duty, found: Iterable[ItemStanding], tables: Iterable[FilledTable],
               score: ScoreCheck | None, sent: Iterable[Mapping[str, str]]) -> str:  # fmt: skip
    """Return the frozen text of a month. ``about`` says whose it is, of which publication, when, and what came before.

    ``sent`` are the dispatches of the month: recipient, day, number, SHA-256 of the copy.
    """
    told = {
        "duty_month": VERSION,
        **about,
        "duty": duty.reference,
        "title": duty.title,
        "source": duty.source.citation,
        "items": [_item(one) for one in found],
        "tables": [_table(one) for one in tables],
        "sent": [dict(one) for one in sent],
        "score": _score(duty, score),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def digest_of(text: str) -> str:
    """Return the SHA-256 of a frozen text."""
    return sha256(text.encode()).hexdigest()


def read_month(text: str) -> Month:
    """Return a frozen text as a tree; ``ValueError`` where it is none."""
    told: Month = json.loads(text)
    return told


def table_of(month: Month, key: str) -> FilledTable | None:
    """Return a table of a month as it was filled; None where it has none such."""
    raw = next((one for one in month["tables"] if one["key"] == key), None)
    if raw is None:
        return None
    table = DutyTable(
        key=raw["key"],
        title=raw["title"],
        rows=RowKind.GOAL,  # which rows it has was decided when it was filled
        columns=tuple(DutyColumn(one["heading"], empty=one["empty"], text=one["text"]) for one in raw["columns"]),
        lines=tuple(raw["lines"]),
        empty=raw["empty"],
        empty_text=raw["empty_text"],
        text=raw["text"],
        encoding=raw["encoding"],
        separator=raw["separator"],
        files=tuple(raw["files"]),
        file_name=raw["file_name"],
    )
    return FilledTable(
        table,
        tuple(one["heading"] for one in raw["columns"]),
        tuple(FilledBand(one["title"], tuple(map(_cells, one["rows"]))) for one in raw["bands"]),
        tuple((label, told) for label, told in raw["closing"]),
        tuple((label, told) for label, told in raw["footer"]),
        int(raw["lacking"]),
        tuple(raw["used"]),
    )


def cutoff_of(month: Month) -> date:
    """Return the last day that a month tells of."""
    return date.fromisoformat(month["cutoff"])


def _item(one: ItemStanding) -> dict[str, str]:
    answer = one.answer
    told = {
        "key": one.item.key,
        "title": one.item.title,
        "group": one.item.group,
        "state": one.state.value,
        "day": one.day.isoformat() if one.day else "",
        "age": "" if one.age is None else str(one.age),
        "aged": "true" if one.aged else "false",
        "table": one.item.table,
        "register": one.item.register if one.supply.days else "",
    }
    if answer is not None:
        told |= {
            "link": answer.link,
            "document": answer.document,
            "document_name": answer.document_name,
            "justification": answer.justification,
            "legal_basis": answer.legal_basis,
            "unit": answer.unit,
            "responsible": answer.responsible,
            "email": answer.email,
            "phone": answer.phone,
        }
    return told


def _table(filled: FilledTable) -> dict[str, Any]:
    table = filled.table
    return {
        "key": table.key,
        "title": table.title,
        "text": table.text,
        "lines": table.lines,
        "columns": [{"heading": one.heading, "empty": one.empty, "text": one.text} for one in table.columns],
        "bands": [
            {"title": band.title, "rows": [[_told(cell) for cell in row] for row in band.rows]} for band in filled.bands
        ],
        "closing": filled.closing,
        "footer": filled.footer,
        "lacking": filled.lacking,
        "used": filled.used,
        "empty": table.empty,
        "empty_text": table.empty_text,
        "encoding": table.encoding,
        "separator": table.separator,
        "files": table.files,
        "file_name": table.file_name,
    }


def _told(cell: Cell) -> str | dict[str, str]:
    """Return a cell as JSON: a number is told apart from a text of the same digits, and keeps every one of them."""
    return {"number": format(cell, "f")} if isinstance(cell, Decimal) else cell


def _cells(row: Iterable[Any]) -> tuple[Cell, ...]:
    return tuple(Decimal(cell["number"]) if isinstance(cell, dict) else cell for cell in row)


def _score(duty: Duty, score: ScoreCheck | None) -> dict[str, str] | None:
    if score is None or duty.score is None or score.least is None or score.most is None:
        return None
    return {"name": duty.score.name, "least": format(score.least, "f"), "most": format(score.most, "f")}
