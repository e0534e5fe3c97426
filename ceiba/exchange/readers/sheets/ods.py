"""Sheets of ODS, read as a stream. A cell holds its value and the text printed for it; both are used."""

import re
from collections.abc import Mapping
from datetime import datetime
from zipfile import ZipFile

from ceiba.exchange.document import PLAIN, Style, UnusableDocument
from ceiba.exchange.readers.sheets import events, formats
from ceiba.exchange.readers.sheets.cells import (
    LAST_COLUMN,
    LAST_ROW,
    Limit,
    Sheet,
    Span,
    Workbook,
    address,
    clean,
)
from ceiba.kernel.text import _

_MACRO = re.compile(r"Basic/[^/]+/(?!script-lb\.xml)[^/]+\.xml|Scripts/.+\.\w+")
_HIDDEN = frozenset({"collapse", "filter"})
_DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})")
_DEEPEST = 100_000  # cells of one row that repeat; more than any sheet has columns


def read(file: str, archive: ZipFile) -> Workbook:
    """Return the sheets of an archive; ``UnusableDocument`` where it is damaged, encrypted, or there is too much."""
    refuse_locked(file, archive)
    content = _Content(file)
    events.read_part(file, archive, "content.xml", content)
    content.book.macros = any(_MACRO.fullmatch(part) for part in archive.namelist())
    return content.book


def refuse_locked(file: str, archive: ZipFile) -> None:
    """Raise ``UnusableDocument`` where the parts of an archive are encrypted."""
    manifest = _Manifest()
    events.read_part(file, archive, "META-INF/manifest.xml", manifest)
    if manifest.is_locked:
        message = _("%(file)s está cifrado y no se puede abrir. Quítele la contraseña y súbalo otra vez.")
        raise UnusableDocument(message % {"file": file})


class _Manifest(events.Handler):
    """Whether the parts are encrypted."""

    is_locked = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.is_locked |= name == "encryption-data" or "encrypted-package" in attributes.values()


class _Cell:
    """A cell while it is read: its attributes, its paragraphs, how often it repeats to the right."""

    __slots__ = ("attributes", "paragraphs", "repeated")

    def __init__(self, attributes: Mapping[str, str]) -> None:
        self.attributes = attributes
        self.paragraphs: list[str] = []
        self.repeated = times(attributes.get("table:number-columns-repeated"))


class _Content(events.Handler):
    """All sheets of the content part."""

    def __init__(self, file: str) -> None:
        self.book = Workbook()
        self._limit = Limit(file)
        self._sheet: Sheet | None = None
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._styles: dict[str, Style] = {}
        self._row = self._column = 0
        self._times = 1
        self._hidden = False
        self._filled: list[tuple[int, str, str]] = []  # of the row at hand: column, text, style
        self._cell: _Cell | None = None
        self._paragraph: list[str] | None = None
        self._aside = 0  # how deep inside comments, drawings and the copies that links keep
        self._starts = {
            "style": self._open_style, "table-properties": self._table_style, "text-properties": self._text_style,
            "table": self._open_sheet, "table-column": self._open_columns, "table-row": self._open_row,
            "table-cell": self._open_cell, "covered-table-cell": self._open_cell, "p": self._open_paragraph,
            "h": self._open_paragraph, "s": self._blanks, "tab": self._blanks, "line-break": self._break,
        }  # fmt: skip

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._aside or name in ASIDE:
            self._aside += 1
            return
        handle = self._starts.get(name)
        if handle is not None:
            handle(attributes)

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name in {"p", "h"}:
            self._close_paragraph()
        elif name in {"table-cell", "covered-table-cell"}:
            self._close_cell()
        elif name == "table-row":
            self._close_row()
        elif name == "table":
            self._close_sheet()

    def text(self, text: str) -> None:
        if self._paragraph is not None and not self._aside:
            self._paragraph.append(text)

    # --- styles -------------------------------------------------------------------------------------------------

    def _open_style(self, attributes: Mapping[str, str]) -> None:
        self._style = attributes.get("style:name", "")

    def _table_style(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _text_style(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("fo:font-weight") == "bold":
            self._styles[self._style] = Style(bold=True)

    # --- sheets, columns, rows ----------------------------------------------------------------------------------

    def _open_sheet(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("table:name", "")
        if name.startswith("'file:"):  # a copy of another file's sheet, kept for formulas
            self.book.links = True
            self._aside = 1
            return
        if attributes.get("table:style-name", "") in self._hidden_styles:
            self.book.hidden_sheets.append(name)
            self._aside = 1
            return
        self._sheet = Sheet(name)
        self._row = self._column = 0

    def _close_sheet(self) -> None:
        if self._sheet is not None:
            self._sheet.settle()
            self.book.sheets.append(self._sheet)
        self._sheet = None

    def _open_columns(self, attributes: Mapping[str, str]) -> None:
        repeated = times(attributes.get("table:number-columns-repeated"))
        if self._sheet is not None and attributes.get("table:visibility") in _HIDDEN:
            last = min(self._column + repeated, LAST_COLUMN)
            self._sheet.hidden_columns.update(range(self._column, last))
        self._column += repeated

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        self._times = times(attributes.get("table:number-rows-repeated"))
        self._column = 0
        self._filled = []
        visibility = attributes.get("table:visibility")
        self._hidden = visibility in _HIDDEN
        if self._sheet is not None and visibility == "filter":
            self._sheet.filtered = True

    def _close_row(self) -> None:
        sheet = self._sheet
        if sheet is not None and self._filled:
            letters = sum(len(text) for _column, text, _style in self._filled)
            self._limit.take(sheet.name, letters * self._times, len(self._filled) * self._times)
            for row in range(self._row, min(self._row + self._times, LAST_ROW)):
                for column, text, _style in self._filled:
                    sheet.put(row, column, text, hidden=self._hidden)
                if self._styles.get(self._filled[0][2], PLAIN) is not PLAIN:
                    sheet.styles[row] = self._styles[self._filled[0][2]]
        self._row += self._times

    # --- cells --------------------------------------------------------------------------------------------------

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell = _Cell(attributes)

    def _close_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None or self._sheet is None:
            return
        own = cell.attributes
        across, down = times(own.get("table:number-columns-spanned")), times(own.get("table:number-rows-spanned"))
        if across > 1 or down > 1:
            span = Span(self._row, self._column, self._row + down - 1, self._column + across - 1)
            self._sheet.spans.append(span)
        text = clean(value_text(own, "\n".join(cell.paragraphs)))
        formula = own.get("table:formula", "")
        if formula:
            self.book.links |= "'file:" in formula
            if not text and "office:value-type" not in own:
                self.book.unsaved.add(address(self._sheet.name, self._row, self._column), times=self._times)
        if text:
            if own.get("calcext:value-type") == "error":
                self.book.errors.add(address(self._sheet.name, self._row, self._column), text, self._times)
            last = min(self._column + cell.repeated, LAST_COLUMN)
            style = own.get("table:style-name", "")
            self._filled += [(column, text, style) for column in range(self._column, last)]
        self._column = min(self._column + cell.repeated, _DEEPEST)

    def _open_paragraph(self, _attributes: Mapping[str, str]) -> None:
        self._paragraph = [] if self._cell is not None else None

    def _close_paragraph(self) -> None:
        if self._cell is not None and self._paragraph is not None:
            self._cell.paragraphs.append("".join(self._paragraph))
        self._paragraph = None

    def _blanks(self, _attributes: Mapping[str, str]) -> None:
        if self._paragraph is not None:
            self._paragraph.append(" ")

    def _break(self, _attributes: Mapping[str, str]) -> None:
        if self._paragraph is not None:
            self._paragraph.append("\n")


ASIDE = frozenset(
    {"annotation", "shapes", "frame", "custom-shape", "table-source", "tracked-changes", "g", "dde-links"}
)


def times(text: str | None) -> int:
    """Return how often something repeats by its attribute; once where it says nothing."""
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 8 else 1


def value_text(own: Mapping[str, str], printed: str) -> str:
    """Return what people see of a cell, with the marks of numbers that are the same everywhere."""
    kind = own.get("office:value-type", "")
    if own.get("calcext:value-type") == "error":
        return printed
    if kind in {"float", "currency", "percentage"}:
        return _number(own, kind, printed)
    if kind == "boolean":
        return formats.truth(own.get("office:boolean-value") == "true")
    if kind == "date":
        return _date(own.get("office:date-value", ""), printed)
    if kind == "time":
        match = _DURATION.match(own.get("office:time-value", ""))
        return f"{int(match[1]):02}:{match[2]}" if match else printed
    return printed or own.get("office:string-value", "")


def _number(own: Mapping[str, str], kind: str, printed: str) -> str:
    try:
        value = float(own.get("office:value", ""))
    except ValueError:
        return printed
    if kind == "percentage":
        bare = printed.replace("%", " ").strip()
        return f"{formats.as_printed(float(f'{value * 100:.12g}'), bare)} %"
    return formats.as_printed(value, printed)


def _date(stored: str, printed: str) -> str:
    """Return the date, only as far as it is printed: the year, or year and month."""
    try:
        moment = datetime.fromisoformat(stored)
    except ValueError:
        return printed
    shown = re.findall(r"\d+", printed)
    if shown == [str(moment.year)] and printed.strip().isdecimal():
        return str(moment.year)
    if len(shown) == 1 and re.search(r"[^\W\d_]{3}", printed) and shown[0] in {str(moment.year), f"{moment:%y}"}:
        return f"{moment.year}-{moment.month:02}"
    return formats.moment_text(moment, frozenset("ymdhns"))
