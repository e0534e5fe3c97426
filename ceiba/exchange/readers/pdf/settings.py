"""How the letters of a text object are set: size, direction, weight, and what the structure of the file says."""

import ctypes
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

import pypdfium2.raw as raw

from ceiba.exchange.readers.pdf import native
from ceiba.exchange.readers.pdf.frames import Frame, direction

_BOLD = re.compile(r"bold|black|heavy|demi|negrita|[-,]bd\b|[-,]b\b", re.IGNORECASE)
_SYMBOLS = re.compile(r"wingding|webding|symbol|dingbat", re.IGNORECASE)
_FORCED_BOLD = 1 << 18
_INVISIBLE, _FILLED_AND_DRAWN = 3, 2
_DEEPEST = 40  # levels of the structure tree that are followed
_MOST_ELEMENTS = 20_000


@dataclass(slots=True)
class Setting:
    """How the letters of one text object are set; ``base`` is the line they stand on, turned upright."""

    size: float
    turned: int
    base: float = 0.0
    bold: bool = False
    invisible: bool = False
    symbols: bool = False
    aside: bool = False
    heading: int = 0


class Settings:
    """The settings of a page, read once for every text object. ``headings`` are levels by marked content number."""

    def __init__(self, text_page: int, frame: Frame, headings: Mapping[int, int]) -> None:
        self._page = text_page
        self._frame = frame
        self._headings = headings
        self._found: dict[int, Setting] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._matrix = raw.FS_MATRIX()
        self._at = ctypes.addressof(self._matrix)

    def of(self, text_object: int, letter: int) -> Setting:
        """Return the setting of a text object; ``letter`` is the place of one of its letters."""
        found = self._found.get(text_object)
        if found is None:
            found = self._found[text_object] = self._read(text_object, letter)
        return found

    def _read(self, text_object: int, letter: int) -> Setting:
        matrix = self._matrix
        native.letter_matrix(self._page, letter, self._at)
        size = native.letter_size(self._page, letter) * math.hypot(matrix.c, matrix.d)
        bold, symbols = self._font(native.text_font(text_object))
        mode = native.text_mode(text_object)
        turned = direction(matrix.a, matrix.b)
        return Setting(
            round(size, 2) or 1.0,
            turned,
            self._frame.point(max(turned, 0), matrix.e, matrix.f)[1],
            bold or mode == _FILLED_AND_DRAWN,
            mode == _INVISIBLE,
            symbols,
            bool(native.marks(text_object)) and _is_artifact(text_object),
            self._headings.get(native.content_number(text_object), 0) if self._headings else 0,
        )

    def _font(self, font: int | None) -> tuple[bool, bool]:
        if not font:
            return False, False
        found = self._fonts.get(font)
        if found is None:
            buffer = ctypes.create_string_buffer(128)
            native.font_name(font, ctypes.addressof(buffer), 128)
            name = buffer.value.decode("latin-1").partition("+")[2] or buffer.value.decode("latin-1")
            bold = bool(_BOLD.search(name)) or bool(native.font_flags(font) & _FORCED_BOLD)
            found = self._fonts[font] = bold, bool(_SYMBOLS.search(name))
        return found


def _is_artifact(text_object: int) -> bool:
    """Tell whether the file marks a text as furniture of the page."""
    buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
    for i in range(min(native.marks(text_object), 4)):
        mark = native.mark(text_object, i)
        if mark and native.mark_name(mark, ctypes.addressof(buffer), 64, ctypes.addressof(length)):
            name = buffer.raw[: min(length.value, 64)].decode("utf-16-le", "replace")
            if name.rstrip("\0") == "Artifact":
                return True
    return False


def headings(page: raw.FPDF_PAGE) -> dict[int, int]:
    """Return the outline levels that the structure of a tagged page gives its marked contents, by their number."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    found: dict[int, int] = {}
    waiting = [
        (raw.FPDF_StructTree_GetChildAtIndex(tree, i), 0, 0) for i in range(raw.FPDF_StructTree_CountChildren(tree))
    ]
    seen = 0
    while waiting and seen < _MOST_ELEMENTS:
        element, level, depth = waiting.pop()
        if not element or depth > _DEEPEST:
            continue
        seen += 1
        level = _level(element) or level
        if level:
            for i in range(raw.FPDF_StructElement_GetMarkedContentIdCount(element)):
                found[raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, i)] = level
        count = raw.FPDF_StructElement_CountChildren(element)
        waiting += [(raw.FPDF_StructElement_GetChildAtIndex(element, i), level, depth + 1) for i in range(count)]
    raw.FPDF_StructTree_Close(tree)
    return found


def _level(element: raw.FPDF_STRUCTELEMENT) -> int:
    buffer = ctypes.create_string_buffer(32)
    length = raw.FPDF_StructElement_GetType(element, buffer, 32)
    kind = buffer.raw[: min(length, 32)].decode("utf-16-le", "replace").rstrip("\0")
    return int(kind[1]) if len(kind) == 2 and kind[0] == "H" and kind[1] in "123456" else 0
