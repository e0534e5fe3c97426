"""Sheets of XLSX and XLSM, read part by part as streams.

The values are taken from the parts themselves and not through a library that lays every sheet out as a full grid:
two cells at the corners of a sheet would make it ask for the whole of the machine's memory.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from zipfile import ZipFile

from ceiba.exchange.document import PLAIN, Style, UnusableDocument
from ceiba.exchange.readers.sheets import events, formats
from ceiba.exchange.readers.sheets.cells import (
    LAST_COLUMN,
    LAST_ROW,
    MOST_LETTERS,
    Exact,
    Limit,
    Sheet,
    Span,
    Workbook,
    address,
    clean,
)
from ceiba.exchange.readers.sheets.formats import GENERAL, Pattern
from ceiba.kernel.text import _

_WORKBOOK = re.compile(r"xl/workbook\d*\.xml")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?$")
_TRUE = frozenset({"1", "true", "on"})
_MOST_SPANS = 200_000


def read(
    file: str, archive: ZipFile, *, exact: bool = False, amounts: bool = False, most: int | None = None
) -> Workbook:
    """Return the sheets of an archive; ``UnusableDocument`` where a part is damaged or there are ``most`` cells.

    ``exact`` asks for the cells as they are stored too, beside what they show. With ``amounts`` a number stands as it
    is stored wherever its format would hide a part of it: a report of money must not lose its cents to «#,##0».
    """
    parts = opened(file, archive)
    names = archive.namelist()
    found = Workbook(
        macros=any(part.endswith(("vbaProject.bin", ".bas")) or "macrosheets/" in part for part in names),
        links=any("externalLinks/" in part for part in names),
    )
    limit = Limit(file, most)
    for name, state, target in parts.sheets:
        if state.lower() in {"hidden", "veryhidden"}:
            found.hidden_sheets.append(name)
            continue
        own = Sheet(name, exact={} if exact else None)
        sheet = _SheetReader(own, found, limit, parts)
        sheet.amounts = amounts
        events.read_part(file, archive, target, sheet)
        sheet.sheet.settle()
        found.sheets.append(sheet.sheet)
    return found


@dataclass(frozen=True, slots=True)
class Parts:
    """What the sheets of a workbook lean on: (name, state, path) of each, shared texts, formats and styles by place."""

    sheets: tuple[tuple[str, str, str], ...]
    texts: list[str]
    patterns: list[Pattern]
    settings: list[Style]
    since_1904: bool


def opened(file: str, archive: ZipFile) -> Parts:
    """Return what stands beside the sheets of an archive; ``UnusableDocument`` where a part is damaged."""
    path = next((part for part in archive.namelist() if _WORKBOOK.fullmatch(part)), "xl/workbook.xml")
    book = _Book()
    events.read_part(file, archive, path, book)
    links = Links()
    folder, base = posixpath.split(path)
    events.read_part(file, archive, f"{folder}/_rels/{base}.rels", links)
    parts = links.parts(folder)
    texts = _Texts(file)
    events.read_part(file, archive, parts.get("sharedStrings", f"{folder}/sharedStrings.xml"), texts)
    styles = _Styles()
    events.read_part(file, archive, parts.get("styles", f"{folder}/styles.xml"), styles)
    named = [(name, state, links.sheet(link, folder)) for name, state, link in book.sheets]
    sheets = tuple((name, state, target) for name, state, target in named if target is not None)
    return Parts(sheets, texts.found, styles.patterns(), styles.settings(), book.since_1904)


class _Book(events.Handler):
    """The list of sheets: name, state, and the link to the part."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.since_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            own = events.local(attributes)
            self.sheets.append((own.get("name", ""), own.get("state", ""), own.get("id", "")))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "").lower() in _TRUE


class Links(events.Handler):
    """What the links of the workbook lead to, by identifier and by kind."""

    def __init__(self) -> None:
        self._links: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Keep a link to another part; those out of the file are left alone."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self._links[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))

    def parts(self, folder: str) -> dict[str, str]:
        """Return the path of a part of each kind."""
        return {kind: _path(folder, target) for kind, target in self._links.values()}

    def sheet(self, link: str, folder: str) -> str | None:
        """Return the path of a sheet of cells, None for charts, dialogs and macros."""
        kind, target = self._links.get(link, ("", ""))
        return _path(folder, target) if kind == "worksheet" else None


def _path(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


class _Texts(events.Handler):
    """The texts that cells share, in order."""

    def __init__(self, file: str) -> None:
        self.found: list[str] = []
        self._file = file
        self._pieces: list[str] = []
        self._takes = False
        self._aside = False  # how a text is spoken, printed above it in some languages
        self._letters = 0

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._aside = True
        elif name == "t":
            self._takes = not self._aside

    def end(self, name: str) -> None:
        if name == "t":
            self._takes = False
        elif name == "rPh":
            self._aside = False
        elif name == "si":
            self.found.append(unescaped("".join(self._pieces)))

    def text(self, text: str) -> None:
        if self._takes:
            self._letters += len(text)
            if self._letters > MOST_LETTERS:
                message = _(
                    "%(file)s tiene demasiado texto para ser un plan. Guarde en otro libro solo las hojas del plan."
                )
                raise UnusableDocument(message % {"file": self._file})
            self._pieces.append(text)


def unescaped(text: str) -> str:
    """Return the text of a cell, its signs that XML cannot hold brought back."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.replace("\0", "")
    return clean(text)


class _Styles(events.Handler):
    """The styles of cells: what each shows of a number, and how its letters are set."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._fonts: list[tuple[bool, float]] = []
        self._formats: list[tuple[str, int]] = []
        self._inside = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in {"numFmts", "fonts", "cellXfs"}:
            self._inside = name
        elif self._inside == "numFmts" and name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif self._inside == "fonts":
            self._font(name, attributes.get("val", ""))
        elif self._inside == "cellXfs" and name == "xf":
            self._formats.append((attributes.get("numFmtId", "0"), _count(attributes.get("fontId"))))

    def end(self, name: str) -> None:
        if name == self._inside:
            self._inside = ""

    def _font(self, name: str, value: str) -> None:
        if name == "font":
            self._fonts.append((False, 0.0))
        elif name == "b" and self._fonts:
            self._fonts[-1] = (value.lower() not in {"0", "false", "off"}, self._fonts[-1][1])
        elif name == "sz" and self._fonts:
            size = float(value) if re.fullmatch(r"\d{1,3}(?:\.\d{1,6})?", value) else 0.0
            self._fonts[-1] = (self._fonts[-1][0], size)

    def patterns(self) -> list[Pattern]:
        """Return what each style shows of a number."""
        return [self._pattern(code) for code, _font in self._formats]

    def _pattern(self, code: str) -> Pattern:
        own = self._codes.get(code)
        if own is None:
            own = formats.BUILT_IN.get(_count(code), "")
        return formats.pattern(own) if own else GENERAL

    def settings(self) -> list[Style]:
        """Return how the letters of each style are set; sizes are compared with the workbook's own first font."""
        usual = self._fonts[0][1] if self._fonts else 0.0
        made = {font: _style(font, usual) for font in set(self._fonts)}
        return [made[self._fonts[f]] if f < len(self._fonts) else PLAIN for _code, f in self._formats]


def _style(font: tuple[bool, float], usual: float) -> Style:
    bold, size = font
    ratio = round(size / usual, 2) if size and usual else 1.0
    return PLAIN if not bold and ratio == 1.0 else Style(bold=bold, size=ratio)


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0


class _SheetReader(events.Handler):
    """The cells of one sheet. Only filled ones are kept, so that a million formatted rows cost nothing but time."""

    def __init__(self, sheet: Sheet, book: Workbook, limit: Limit, parts: Parts) -> None:
        self.sheet = sheet
        self._book, self._limit, self._texts = book, limit, parts.texts
        self._patterns, self._settings = parts.patterns, parts.settings
        self._since_1904 = parts.since_1904
        self.amounts = False
        self._columns: dict[str, int] = {}
        self._row = self._column = -1
        self._kind = self._cell_style = ""
        self._formula = self._takes = self._aside = self._hidden = False
        self._pieces: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif name in {"v", "t"}:
            self._takes = not self._aside
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._open_row(attributes)
        elif name == "rPh":
            self._aside = True
        elif name == "col" and attributes.get("hidden", "") in _TRUE:
            last = min(_count(attributes.get("max")), LAST_COLUMN)
            self.sheet.hidden_columns.update(range(max(_count(attributes.get("min")), 1) - 1, last))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "filterColumn":
            self.sheet.filtered = True

    def end(self, name: str) -> None:
        if name == "c":
            self._close_cell()
        elif name in {"v", "t"}:
            self._takes = False
        elif name == "rPh":
            self._aside = False

    def text(self, text: str) -> None:
        if self._takes:
            self._pieces.append(text)

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        self._row = _count(number) - 1 if number else self._row + 1
        self._column = -1
        self._hidden = attributes.get("hidden", "") in _TRUE

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        if reference:
            letters = reference.rstrip("0123456789")
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = column_place(letters)
            self._column = column
        else:
            self._column += 1
        self._kind = attributes.get("t", "n")
        self._cell_style = attributes.get("s", "")
        self._formula = False
        self._pieces = []

    def _close_cell(self) -> None:
        raw = self._pieces[0] if len(self._pieces) == 1 else "".join(self._pieces)
        if self.sheet.exact is not None and (raw.strip() or self._formula):
            self._limit.take(self.sheet.name, len(raw))
            self.sheet.exact[self._row, self._column] = Exact(
                self._kind, raw.strip(), self._shown().kind, self._formula
            )
        if not raw.strip():
            if self._formula and self._kind == "n":
                self._book.unsaved.add(address(self.sheet.name, self._row, self._column))
            return
        text = self._value(raw)
        if not text or not 0 <= self._row < LAST_ROW or not 0 <= self._column < LAST_COLUMN:
            return
        self._limit.take(self.sheet.name, len(text))
        first = self._row not in self.sheet.rows
        if self.sheet.put(self._row, self._column, text, hidden=self._hidden):
            if self._kind == "e":
                self._book.errors.add(address(self.sheet.name, self._row, self._column), text)
            if first:
                self._keep_style()

    def _keep_style(self) -> None:
        place = _count(self._cell_style)
        style = self._settings[place] if place < len(self._settings) else PLAIN
        if style is not PLAIN:
            self.sheet.styles[self._row] = style

    def _value(self, raw: str) -> str:
        kind = self._kind
        if kind == "s":
            place = _count(raw)
            return self._texts[place] if place < len(self._texts) else ""
        if kind == "n":
            shown = self._shown()
            if self.amounts and shown.kind in {"general", "number"} and shown.least < 2:
                return formats.stored_text(raw.strip())
            return formats.number_text(raw.strip(), shown, since_1904=self._since_1904)
        if kind == "b":
            return formats.truth(raw.strip() == "1")
        if kind == "d":
            return raw.strip().removesuffix("T00:00:00").removesuffix("T00:00:00.000").replace("T", " ").rstrip("Z")
        return unescaped(raw)

    def _shown(self) -> Pattern:
        place = _count(self._cell_style)
        return self._patterns[place] if place < len(self._patterns) else GENERAL

    def _merge(self, reference: str) -> None:
        match = _REFERENCE.match(reference)
        if match is None or match[3] is None or len(self.sheet.spans) >= _MOST_SPANS:
            return
        rows, columns = sorted((int(match[2]), int(match[4]))), sorted((column_place(match[1]), column_place(match[3])))
        self.sheet.spans.append(Span(rows[0] - 1, columns[0], rows[1] - 1, columns[1]))


def column_place(letters: str) -> int:
    """Return the place of a column from its letters: A is 0; past the last where they are none."""
    place = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z" or place > LAST_COLUMN:
            return LAST_COLUMN
        place = place * 26 + ord(letter) - 64
    return place - 1
