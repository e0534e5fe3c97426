"""Sheets of XLS (Excel 97 to 2003), record by record: nothing is laid out as a grid, no count in it is believed."""

import struct
from collections.abc import Iterator, Sequence

from ceiba.exchange.document import PLAIN, Style, UnusableDocument
from ceiba.exchange.readers.sheets import formats
from ceiba.exchange.readers.sheets.cells import MOST_LETTERS, Limit, Sheet, Span, Workbook
from ceiba.exchange.readers.sheets.compound import Compound, Damaged
from ceiba.exchange.readers.sheets.formats import GENERAL, Pattern
from ceiba.exchange.readers.sheets.numbers import Filler, packed
from ceiba.kernel.text import _

_BOF, _EOF, _LOCKED, _CONTINUE = 0x809, 0x0A, 0x2F, 0x3C
_SHEET, _CALENDAR, _FORMAT, _XF, _FONT, _TEXTS, _OTHER_BOOK = 0x85, 0x22, 0x41E, 0xE0, 0x31, 0xFC, 0x1AE
_ROW, _COLUMNS, _MERGED, _FILTER = 0x208, 0x7D, 0xE5, 0x9B
_SHARED_TEXT, _LABEL, _NUMBER, _PACKED, _MANY_PACKED = 0xFD, 0x204, 0x203, 0x27E, 0xBD
_TRUTH, _FORMULA, _FORMULA_TEXT = 0x205, 0x06, 0x207
_NEWEST = 0x600
_OWN_BOOK, _ADD_INS = 0x401, 0x3A01
_BOLD = 700
_MOST_SPANS = 200_000

_Record = tuple[int, bytes]


def read(file: str, content: bytes) -> Workbook:
    """Return the sheets of an XLS; ``UnusableDocument`` where it is damaged, encrypted, or older than Excel 97."""
    try:
        container = Compound(content)
        book = _Globals(file, _stream(file, container))
        return book.sheets(macros="_VBA_PROJECT_CUR" in container.streams or "_VBA_PROJECT" in container.streams)
    except (Damaged, struct.error, IndexError) as error:
        message = _(
            "%(file)s está dañado o llegó cortado. Ábralo en su programa, guárdelo como XLSX y súbalo otra vez."
        )
        raise _refused(file, message) from error


def _stream(file: str, container: Compound) -> bytes:
    stream = container.stream("Workbook")
    if stream is None and container.stream("Book") is not None:
        raise _refused(file, _("%(file)s es de una versión de Excel anterior a 1997. Ábralo y guárdelo como XLSX."))
    if stream is None:
        raise Damaged
    return stream


def _refused(file: str, message: str) -> UnusableDocument:
    return UnusableDocument(message % {"file": file})


def _records(stream: bytes, at: int) -> Iterator[_Record]:
    """Yield the records from a place on."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


class _Globals:
    """What holds for the whole book: sheets, texts, formats and fonts."""

    def __init__(self, file: str, stream: bytes) -> None:
        self._file, self._stream = file, stream
        self._sheets: list[tuple[str, int, int, int]] = []  # name, place, state, kind
        self._codes: dict[int, str] = {}
        self._fonts: list[tuple[bool, int]] = []
        self._styles: list[tuple[int, int]] = []
        self._texts: list[str] = []
        self._since_1904 = self._links = False
        self._read()

    def _read(self) -> None:
        shared: list[bytes] = []
        in_texts = False
        for kind, body in _records(self._stream, 0):
            in_texts = kind == _TEXTS or (kind == _CONTINUE and in_texts)
            if in_texts:
                shared.append(body)
            elif kind == _EOF:
                break
            else:
                self._take(kind, body)
        self._texts = list(_shared_texts(self._file, shared))

    def _take(self, kind: int, body: bytes) -> None:
        if kind == _BOF and struct.unpack_from("<H", body)[0] < _NEWEST:
            raise Damaged
        if kind == _LOCKED:
            message = _("%(file)s está cifrado y no se puede abrir. Quítele la contraseña y súbalo otra vez.")
            raise _refused(self._file, message)
        if kind == _SHEET:
            place, state, sort = struct.unpack_from("<IBB", body)
            self._sheets.append((_characters(body, 7, body[6]), place, state & 3, sort))
        elif kind == _CALENDAR:
            self._since_1904 = body[:1] == b"\1"
        elif kind == _FORMAT:
            code, length = struct.unpack_from("<HH", body)
            self._codes[code] = _characters(body, 4, length)
        elif kind == _FONT:
            height, _flags, _colour, weight = struct.unpack_from("<HHHH", body)
            self._fonts.append((weight >= _BOLD, height))
        elif kind == _XF:
            font, code = struct.unpack_from("<HH", body)
            self._styles.append((font, code))
        elif kind == _OTHER_BOOK:
            self._links |= struct.unpack_from("<H", body, 2)[0] not in {_OWN_BOOK, _ADD_INS}

    def sheets(self, *, macros: bool) -> Workbook:
        """Return the sheets that show."""
        found = Workbook(macros=macros, links=self._links)
        patterns, settings = [self._pattern(code) for _font, code in self._styles], self._settings()
        limit = Limit(self._file)
        for name, place, state, sort in self._sheets:
            if sort != 0:
                found.macros |= sort in {1, 6}
            elif state:
                found.hidden_sheets.append(name)
            else:
                filler = Filler(Sheet(name), found, limit, patterns, settings)
                filler.since_1904 = self._since_1904
                _Page(filler, self._texts).read(_records(self._stream, place))
                found.sheets.append(filler.sheet)
        return found

    def _pattern(self, code: int) -> Pattern:
        own = self._codes.get(code) or formats.BUILT_IN.get(code, "")
        return formats.pattern(own) if own else GENERAL

    def _settings(self) -> list[Style]:
        usual = self._fonts[0][1] if self._fonts else 0
        return [self._setting(font - (font > 4), usual) for font, _code in self._styles]  # there is no font 4

    def _setting(self, font: int, usual: int) -> Style:
        if font >= len(self._fonts):
            return PLAIN
        bold, height = self._fonts[font]
        ratio = round(height / usual, 2) if height and usual else 1.0
        return Style(bold=bold, size=ratio) if bold or ratio != 1.0 else PLAIN


def _characters(body: bytes, at: int, length: int) -> str:
    """Return letters behind the sign that says whether they take one byte or two."""
    wide = body[at] & 1
    raw = body[at + 1 : at + 1 + length * (1 + wide)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _shared_texts(file: str, blocks: Sequence[bytes]) -> Iterator[str]:
    """Yield the texts that cells share; one may go on in the next block, which says anew how wide its letters are."""
    if not blocks:
        return
    reader = _Blocks(blocks)
    reader.skip(8)
    letters = 0
    while not reader.is_done:
        text = reader.text()
        letters += len(text)
        if letters > MOST_LETTERS:
            message = _(
                "%(file)s tiene demasiado texto para ser un plan. Guarde en otro libro solo las hojas del plan."
            )
            raise _refused(file, message)
        yield text


class _Blocks:
    """Bytes that go on over several records."""

    def __init__(self, blocks: Sequence[bytes]) -> None:
        self._blocks = blocks
        self._block = self._at = 0

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left."""
        while self._block < len(self._blocks) and self._at >= len(self._blocks[self._block]):
            self._block, self._at = self._block + 1, self._at - len(self._blocks[self._block])
        return self._block >= len(self._blocks)

    def skip(self, size: int) -> None:
        """Go on by so many bytes."""
        self._at += size

    def _number(self, form: str) -> int:
        if self.is_done:
            return 0
        (number,) = struct.unpack_from(form, self._blocks[self._block], self._at)
        self._at += struct.calcsize(form)
        return int(number)

    def text(self) -> str:
        """Return the next text."""
        length, flags = self._number("<H"), self._number("<B")
        runs = self._number("<H") if flags & 8 else 0
        spoken = self._number("<I") if flags & 4 else 0
        text = self._letters(length, flags & 1)
        self.skip(runs * 4 + spoken)
        return text

    def _letters(self, length: int, wide: int) -> str:
        pieces: list[str] = []
        while length and self._block < len(self._blocks):
            block = self._blocks[self._block]
            raw = block[self._at : self._at + length * (1 + wide)]
            pieces.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            length -= len(raw) // (1 + wide)
            self._at += len(raw)
            if length:
                self._block, self._at = self._block + 1, 1
                if self._block < len(self._blocks):
                    wide = self._blocks[self._block][0] & 1 if self._blocks[self._block] else 0
        return "".join(pieces)


class _Page:
    """The cells of one sheet."""

    def __init__(self, filler: Filler, texts: Sequence[str]) -> None:
        self._filler, self._texts = filler, texts
        self._sheet = filler.sheet
        self._hidden: set[int] = set()  # rows; every row says it before its cells
        self._awaited: tuple[int, int, int] | None = None  # the formula whose text comes in the next record

    def read(self, records: Iterator[_Record]) -> None:
        """Take the records up to the end of the sheet; charts inside it have beginning and end of their own."""
        depth = 0
        for kind, body in records:
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    break
            elif depth == 1:
                self._take(kind, body)
        self._sheet.settle()

    def _take(self, kind: int, body: bytes) -> None:
        if kind == _ROW:
            if body[12] & 0x20:
                self._hidden.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMNS:
            first, last, _width, _style, flags = struct.unpack_from("<HHHHH", body)
            if flags & 1:
                self._sheet.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _MERGED:
            for top, bottom, left, right in struct.iter_unpack("<HHHH", body[2 : 2 + (len(body) - 2) // 8 * 8]):
                if len(self._sheet.spans) < _MOST_SPANS and top <= bottom and left <= right:
                    self._sheet.spans.append(Span(top, left, bottom, right))
        elif kind == _FILTER:
            self._sheet.filtered = True
        elif kind == _MANY_PACKED:
            self._many(body)
        elif kind == _FORMULA_TEXT and self._awaited is not None:
            row, column, style = self._awaited
            self._text(row, column, style, _characters(body, 2, struct.unpack_from("<H", body)[0]))
        elif kind in _CELLS:
            row, column, style = struct.unpack_from("<HHH", body)
            self._cell(kind, row, column, style, body)

    def _text(self, row: int, column: int, style: int, text: str) -> None:
        self._filler.text(row, column, style, text, hidden=row in self._hidden)

    def _many(self, body: bytes) -> None:
        row, column = struct.unpack_from("<HH", body)
        for place, (style, number) in enumerate(struct.iter_unpack("<HI", body[4 : 4 + (len(body) - 6) // 6 * 6])):
            self._filler.number(row, column + place, style, packed(number), hidden=row in self._hidden)

    def _cell(self, kind: int, row: int, column: int, style: int, body: bytes) -> None:
        hidden = row in self._hidden
        if kind == _SHARED_TEXT:
            place = struct.unpack_from("<I", body, 6)[0]
            if place < len(self._texts):
                self._text(row, column, style, self._texts[place])
        elif kind == _LABEL:
            self._text(row, column, style, _characters(body, 8, struct.unpack_from("<H", body, 6)[0]))
        elif kind == _NUMBER:
            self._filler.number(row, column, style, struct.unpack_from("<d", body, 6)[0], hidden=hidden)
        elif kind == _PACKED:
            self._filler.number(row, column, style, packed(struct.unpack_from("<I", body, 6)[0]), hidden=hidden)
        elif kind == _TRUTH:
            self._filler.truth(row, column, style, body[6], wrong=body[7] == 1, hidden=hidden)
        else:
            self._formula(row, column, style, body)

    def _formula(self, row: int, column: int, style: int, body: bytes) -> None:
        """Put the value that a formula had: a number, or what the sign in its first byte says."""
        self._awaited = None
        hidden = row in self._hidden
        if body[12:14] != b"\xff\xff":
            self._filler.number(row, column, style, struct.unpack_from("<d", body, 6)[0], hidden=hidden)
        elif body[6] == 0:
            self._awaited = (row, column, style)
        elif body[6] in {1, 2}:
            self._filler.truth(row, column, style, body[8], wrong=body[6] == 2, hidden=hidden)


_CELLS = frozenset({_SHARED_TEXT, _LABEL, _NUMBER, _PACKED, _TRUTH, _FORMULA})
