"""The rows of an institution as they stood at one moment: a file of JSON lines a table, on the disk, not in memory.

Rows come and go by the hundred, however many there are.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ceiba.exchange.writers.plain_table import cell_text
from ceiba.institutions.models import Institution
from ceiba.institutions.written import columns, written
from ceiba.takeout.decisions import Decision

ROWS = 500  # of a piece
Row = Mapping[str, Any]


def file_of(folder: Path, name: str) -> Path:
    """Return where the rows of a table lie."""
    return folder / f"{name}.jsonl"


def spool(institution: Institution, decision: Decision, folder: Path) -> int:
    """Write the rows of a table; return how many."""
    wanted = [column for column in columns(decision.model) if column.attname in decision.columns]
    names, count = [column.attname for column in wanted], 0
    found = decision.rows(institution).values_list(*names).iterator(chunk_size=ROWS)
    with file_of(folder, decision.name).open("w", encoding="utf-8", newline="\n") as out:
        for values in found:
            row = {c.attname: written(c, value) for c, value in zip(wanted, values, strict=True)}
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count


def rows_of(folder: Path, name: str) -> Iterator[Row]:
    """Yield the rows of a table that was spooled."""
    with file_of(folder, name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def parted(folder: Path, name: str, column: str, values: Sequence[str]) -> None:
    """Write the rows of a table that was spooled into a file for each value of a column: one reading."""
    with ExitStack() as opened:
        parts = {
            value: opened.enter_context(file_of(folder, f"{name}-{value}").open("w", encoding="utf-8"))
            for value in values
        }
        with file_of(folder, name).open(encoding="utf-8") as lines:
            for line in lines:
                parts[str(json.loads(line)[column])].write(line)


def csv_pieces(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield CSV in UTF-8 with its mark; a text that a spreadsheet would run is quoted, what is composed is JSON."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    yield b"\xef\xbb\xbf"
    for number, row in enumerate(rows, 1):
        writer.writerow([_cell(value) for value in row])
        if number % ROWS == 0:
            yield _emptied(out)
    yield _emptied(out)


def _emptied(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return cell_text(value if value is None or isinstance(value, str) else str(value))
