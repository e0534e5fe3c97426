"""Sheets of XLSB, the binary twin of XLSX: the same parts, their elements written as records."""

import posixpath
import struct
import zlib
from collections.abc import Iterator
from zipfile import ZipFile

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers import archive as archives
from ceiba.exchange.readers.sheets import events, formats
from ceiba.exchange.readers.sheets.cells import Limit, Sheet, Span, Workbook
from ceiba.exchange.readers.sheets.formats import GENERAL, Pattern
from ceiba.exchange.readers.sheets.numbers import Filler, packed
from ceiba.exchange.readers.sheets.xlsx import Links
from ceiba.kernel.text import _

_BOOK = "xl/workbook.bin"
_ROW, _PACKED, _ERROR, _TRUTH, _NUMBER, _TEXT, _SHARED = 0, 2, 3, 4, 5, 6, 7
_FORMULAS = {8: _TEXT, 9: _NUMBER, 10: _TRUTH, 11: _ERROR}
_ITEM, _FORMAT, _XF, _COLUMNS, _BOOK_SETTINGS, _SHEET, _MERGED = 19, 44, 47, 60, 153, 156, 176
_STYLES_BEGIN, _STYLES_END, _FILTER_COLUMN = 617, 618, 163
_MOST_SPANS = 200_000


def read(file: str, archive: ZipFile) -> Workbook:
    """Return the sheets of an archive; ``UnusableDocument`` where a part is damaged or there is too much."""
    names = archive.namelist()
    links = Links()
    events.read_part(file, archive, "xl/_rels/workbook.bin.rels", links)
    parts = links.parts("xl")
    found = Workbook(
        macros=any(part.endswith("vbaProject.bin") for part in names),
        links=any("externalLinks/" in part for part in names),
    )
    try:
        texts = _texts(archives.part(archive, parts.get("sharedStrings", "xl/sharedStrings.bin")) or b"")
        patterns = _patterns(archives.part(archive, parts.get("styles", "xl/styles.bin")) or b"")
        book = archives.part(archive, _BOOK) or b""
        limit = Limit(file)
        since_1904 = any(kind == _BOOK_SETTINGS and body[:1] and body[0] & 1 for kind, body in _records(book))
        for state, link, name in _sheets(book):
            target = links.sheet(link, "xl")
            if target is None:
                continue
            if state:
                found.hidden_sheets.append(name)
                continue
            filler = Filler(Sheet(name), found, limit, patterns)
            filler.since_1904 = since_1904
            _read_sheet(filler, texts, archives.part(archive, posixpath.normpath(target)) or b"")
            found.sheets.append(filler.sheet)
    except (struct.error, zlib.error, IndexError) as error:
        message = _(
            "%(file)s está dañado o llegó cortado. Ábralo en su programa, guárdelo como XLSX y súbalo otra vez."
        )
        raise UnusableDocument(message % {"file": file}) from error
    return found


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and body of each record: kind and size are written in bytes of seven bits."""
    at, end = 0, len(content)
    while at < end:
        kind = content[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (content[at] << 7)
            at += 1
        size = 0
        for shift in range(0, 28, 7):
            if at >= end:
                return
            byte = content[at]
            at += 1
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield kind, content[at : at + size]
        at += size


def _wide(body: bytes, at: int) -> tuple[str, int]:
    """Return a text behind its length, and where it ends."""
    (length,) = struct.unpack_from("<I", body, at)
    end = at + 4 + length * 2
    return ("", at + 4) if length == 0xFFFFFFFF else (body[at + 4 : end].decode("utf-16-le", "replace"), end)


def _sheets(book: bytes) -> Iterator[tuple[int, str, str]]:
    """Yield state, link and name of each sheet."""
    for kind, body in _records(book):
        if kind == _SHEET:
            link, end = _wide(body, 8)
            yield struct.unpack_from("<I", body)[0] & 3, link, _wide(body, end)[0]


def _texts(part: bytes) -> list[str]:
    return [_wide(body, 1)[0] for kind, body in _records(part) if kind == _ITEM]


def _patterns(part: bytes) -> list[Pattern]:
    codes: dict[int, str] = {}
    styles: list[Pattern] = []
    inside = False
    for kind, body in _records(part):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _wide(body, 2)[0]
        elif kind in {_STYLES_BEGIN, _STYLES_END}:
            inside = kind == _STYLES_BEGIN
        elif kind == _XF and inside:
            code = struct.unpack_from("<H", body, 2)[0]
            own = codes.get(code) or formats.BUILT_IN.get(code, "")
            styles.append(formats.pattern(own) if own else GENERAL)
    return styles


def _read_sheet(filler: Filler, texts: list[str], part: bytes) -> None:
    row, hidden = 0, False
    sheet = filler.sheet
    for kind, body in _records(part):
        if kind == _ROW:
            row, hidden = struct.unpack_from("<I", body)[0], bool(body[11:12] and body[11] & 0x10)
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<II", body)
            if body[16] & 1:
                sheet.hidden_columns.update(range(first, min(last, 16_383) + 1))
        elif kind == _MERGED and len(sheet.spans) < _MOST_SPANS:
            top, bottom, left, right = struct.unpack_from("<IIII", body)
            if top <= bottom and left <= right:
                sheet.spans.append(Span(top, left, bottom, right))
        elif kind == _FILTER_COLUMN:
            sheet.filtered = True
        elif _PACKED <= kind <= max(_FORMULAS):
            _put(filler, texts, row, _FORMULAS.get(kind, kind), body, hidden=hidden)
    sheet.settle()


def _put(filler: Filler, texts: list[str], row: int, kind: int, body: bytes, *, hidden: bool) -> None:
    column, style = struct.unpack_from("<II", body)
    style &= 0xFFFFFF
    if kind == _PACKED:
        filler.number(row, column, style, packed(struct.unpack_from("<I", body, 8)[0]), hidden=hidden)
    elif kind == _NUMBER:
        filler.number(row, column, style, struct.unpack_from("<d", body, 8)[0], hidden=hidden)
    elif kind in {_ERROR, _TRUTH}:
        filler.truth(row, column, style, body[8], wrong=kind == _ERROR, hidden=hidden)
    elif kind == _TEXT:
        filler.text(row, column, style, _wide(body, 8)[0], hidden=hidden)
    else:
        (place,) = struct.unpack_from("<I", body, 8)
        filler.text(row, column, style, texts[place] if place < len(texts) else "", hidden=hidden)
