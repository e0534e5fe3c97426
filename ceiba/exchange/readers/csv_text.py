"""Text whose lines are records parted by one sign (CSV): a table.

The sign is found by its evenness: the same number of it in almost every record, quotes respected. Prose has commas too,
and decimal commas look like parting ones, so that a comma must show more than a semicolon; tabs in a text are read as
text unless the file calls itself a table or quotes its fields.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ceiba.exchange.document import Cell, Document, Line, Table
from ceiba.exchange.readers.sheets.blocks import Block, Gap, Prose, pieces
from ceiba.exchange.readers.sheets.cells import Limit, Sheet, clean

_SIGNS = (";", "|", "\t", ",")  # the surest first
_NAMED = (".csv", ".tsv")
_SEPARATOR_LINE = re.compile(r'\s*"?sep=(?P<sign>[;,|\t]?)"?\s*$', re.IGNORECASE)
_RULE = re.compile(r"[\s:|+=\-]*-{2,}[\s:|+=\-]*")  # the line below a header drawn with bars
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_QUOTED = re.compile(r'"[^"]*"')
_SAMPLE = 300  # records that decide
_LEAST = 3  # records of a table that no name announces
_LONGEST_RECORD = 40  # lines that a quoted field may run over; more is a quote that was never closed
_EVEN, _EVEN_NAMED = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class _Record:
    """A record: the number of its first line and its fields."""

    line: int
    fields: tuple[str, ...]


def tabulated(document: Document) -> Document | None:
    """Return the document with its records as tables; None where the text is no table.

    Lines keep the numbers that they have in the text; a record that runs over several lines has that of its first.
    """
    found = filled(document)
    return _page(document, *found) if found and found[0].rows else None


def filled(document: Document, most: int | None = None, *, tabular: bool = False) -> tuple[Sheet, list[int]] | None:
    """Return the filled cells of the records, and the line of each record; None where the text is no table.

    ``tabular`` says that it is one, however few its records are beside its title. ``UnusableDocument`` where there are
    more than ``most`` cells.
    """
    announced, lines = _announced(document)
    sign = announced or _sign(lines, named=document.name.lower().endswith(_NAMED))
    if sign is None and tabular:
        sign = _commonest(lines, 1)
    if sign is None:
        return None
    sheet = Sheet("")
    limit = Limit(document.name, most)
    numbers: list[int] = []
    for record in _records(lines, sign):
        cells = {column: text for column, text in enumerate(map(clean, record.fields)) if text}
        if cells:
            limit.take(document.name, sum(map(len, cells.values())), len(cells))
            sheet.rows[len(numbers)] = cells
        numbers.append(record.line)
    return sheet, numbers


def parting_sign(sample: Document) -> tuple[str | None, int]:
    """Return the sign that parts the records of a table by its first lines, and how many lines only announce it."""
    announced, lines = _announced(sample)
    sign = announced or _sign(lines, named=True) or _commonest(lines, 0)
    return sign, len(sample.lines) - len(lines)


def _commonest(lines: Sequence[Line], least: int) -> str | None:
    counts = {sign: max((line.text.count(sign) for line in lines[:_SAMPLE]), default=0) for sign in _SIGNS}
    return next((sign for sign in _SIGNS if counts[sign] > least), None)


def records(lines: Sequence[Line], sign: str, start: int = 0) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the number of the first line of each record, and its fields, one by one."""
    for record in _records(lines, sign, start):
        yield record.line, record.fields


def _announced(document: Document) -> tuple[str | None, Sequence[Line]]:
    """Return the sign that a first line «sep=;» names, and the lines without it."""
    match = _SEPARATOR_LINE.match(document.lines[0].text) if document.lines else None
    if match is None:
        return None, document.lines
    return match["sign"] or None, document.lines[1:]


# --- which sign ----------------------------------------------------------------------------------------------------


def _sign(lines: Sequence[Line], *, named: bool) -> str | None:
    """Return the sign that parts the records; None where none does so evenly."""
    sample = lines[: _SAMPLE * 4]
    for sign in _SIGNS:
        if any(sign in line.text for line in sample) and _parts(lines, sign, named=named):
            return sign
    return None


def _parts(lines: Sequence[Line], sign: str, *, named: bool) -> bool:
    records: list[_Record] = []
    for record in _records(lines, sign):
        if any(field.strip() for field in record.fields):
            records.append(record)
        if len(records) == _SAMPLE:
            break
    widths = Counter(len(record.fields) for record in records)
    width, even = widths.most_common(1)[0] if widths else (0, 0)
    if width < 2 or len(records) < (2 if named else _LEAST):
        return False
    if even < len(records) * (_EVEN_NAMED if named else _EVEN):
        return False
    printed = [line.text for line in lines[:_SAMPLE]]
    if sign == "\t":
        return named or (even == len(records) and _quotes(printed, sign))
    if sign == ",":
        return _parts_by_commas(printed, width, named=named)
    return named or width > 2


def _parts_by_commas(printed: Sequence[str], width: int, *, named: bool) -> bool:
    """Tell whether commas part fields: not only digits, and not words as in a sentence."""
    bare = [_QUOTED.sub("", text) for text in printed]
    commas = sum(text.count(",") for text in bare)
    if sum(len(_DECIMAL.findall(text)) for text in bare) == commas:
        return False
    spaced = sum(text.count(", ") for text in bare)
    return named or (width > 2 and (spaced <= commas * 0.05 or _quotes(printed, ",")))


def _quotes(printed: Iterable[str], sign: str) -> bool:
    """Tell whether most lines quote a field."""
    filled = [text for text in printed if text.strip()]
    quoted = sum(text.startswith('"') or f'{sign}"' in text for text in filled)
    return quoted >= len(filled) * 0.5


# --- records -------------------------------------------------------------------------------------------------------


def _records(lines: Sequence[Line], sign: str, start: int = 0) -> Iterator[_Record]:
    """Yield the records of the lines; a quote that is never closed is a letter like any other."""
    while start < len(lines):
        text = lines[start].text
        if sign == "|" and _RULE.fullmatch(text):
            start += 1
            continue
        height = _height(lines, start, sign) if '"' in text else 1
        own = [line.text for line in lines[start : start + (height or 1)]]
        yield _Record(lines[start].number, _fields(own, sign, quoted=height is not None))
        start += height or 1


def _height(lines: Sequence[Line], start: int, sign: str) -> int | None:
    """Return how many lines a record runs over; None where its quote is not closed."""
    quotes = 0
    for height, line in enumerate(lines[start : start + _LONGEST_RECORD], 1):
        quotes += line.text.count('"')
        if quotes % 2 == 0:
            return height
        if height == 1 and not re.search(rf'(?:^|{re.escape(sign)})\s*"(?:[^"]|"")*$', line.text):
            return 1  # inches, or a quotation inside a field
    return None


def _fields(texts: Sequence[str], sign: str, *, quoted: bool) -> tuple[str, ...]:
    if sign == "|":
        texts = ["\n".join(texts).strip().removeprefix("|").removesuffix("|")]
    if quoted and any('"' in text for text in texts):
        try:
            rows = csv.reader([f"{text}\n" for text in texts], delimiter=sign, skipinitialspace=True)
            return tuple(field for row in rows for field in row)
        except csv.Error:
            pass  # a field longer than any text of a plan
    return tuple(" ".join(texts).split(sign))


# --- lines and tables ----------------------------------------------------------------------------------------------


def _page(document: Document, sheet: Sheet, numbers: Sequence[int]) -> Document:
    """Return the document: titles and notes as lines, records as tables, each with the number of its line."""
    lines: list[Line] = []
    tables: list[Table] = []
    last = -1
    for piece in pieces(sheet, beside=False):
        match piece:
            case Gap():
                lines.append(Line(numbers[last + 1], ""))
            case Prose(row=row, text=text):
                lines.append(Line(numbers[row], text.replace("\n", " ")))
                last = row
            case Block():
                last = piece.rows[-1]
                rows = []
                for row in piece.rows:
                    texts = [sheet.rows[row].get(column, "") for column in piece.columns]
                    printed = "\t".join(texts).replace("\n", " ")
                    lines.append(Line(numbers[row], printed, table=len(tables)))
                    rows.append(tuple(Cell(text, numbers[row]) for text in texts))
                tables.append(Table(tuple(rows)))
    return Document(document.name, tuple(lines), tuple(tables), document.notes, document.pages)
