"""Letters become words: by the blanks that are printed and by the gaps that are not."""

import ctypes
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pypdfium2.raw as raw

from ceiba.exchange.readers.pdf import native
from ceiba.exchange.readers.pdf.frames import SLANTING, Frame
from ceiba.exchange.readers.pdf.parts import Word
from ceiba.exchange.readers.pdf.settings import Setting, Settings

_GAP = 0.17  # of the size: a wider gap between letters parts words where no blank is printed
_SPACED_GAP = 0.6  # the same inside a text that prints its blanks itself, whose letters may be spaced
_BACK = -0.4
_LOOK = 300  # letters of one text in which a blank is looked for
_MOST_LETTERS = 200_000  # of a page
_BLANKS = frozenset((9, 10, 13, 32, 0xA0, 0x2002, 0x2003, 0x2009, 0x200A, 0x200B, 0x202F, 0x3000))
_HYPHEN_AT_END = 2  # PDFium's own sign for a hyphen at the end of a line
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_BULLETS = {0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "-", 0xF076: "❖"}
_PRIVATE = range(0xE000, 0xF900)
_REFERENCE = re.compile(r"[\d*†]{1,3}(?:[,;]\d{1,3})*")
_UNIT = re.compile(r"(?:[kcdm]?m|pies|pulg)$", re.IGNORECASE)
_RAISED_DIGITS = re.compile("(?<=[\\w.,;:)»”])[⁰¹⁴⁵⁶⁷⁸⁹]+|(?<![mM])(?<=[\\w.,;:)»”])[²³]+(?!\\w)")


@dataclass(slots=True)
class Letters:
    """The words of a page, in the order of the file, each turned upright in its own direction.

    ``directions`` counts letters by direction; ``hidden`` are words that are not painted: the recognised text under a
    scanned page. ``unreadable`` counts letters whose meaning the file does not tell.
    """

    words: list[tuple[int, Word]] = field(default_factory=list)
    hidden: list[tuple[int, Word]] = field(default_factory=list)
    directions: dict[int, int] = field(default_factory=dict)
    count: int = 0
    unreadable: int = 0


class _Reader:
    """Reads the letters of one page."""

    def __init__(self, text_page: raw.FPDF_TEXTPAGE, frame: Frame, headings: Mapping[int, int]) -> None:
        self._page = native.address(text_page)
        self._frame = frame
        self._settings = Settings(self._page, frame, headings)
        self._letters = Letters()
        self._word: Word | None = None
        self._text: list[str] = []
        self._setting = Setting(1.0, 0)
        self._parted = True  # a blank stands before the next letter
        self._object = 0
        self._spaced: bool | None = None  # the object prints blanks; None where that is not known yet
        self._place = self._count = 0
        self._box = raw.FS_RECTF()

    def read(self, count: int) -> Letters:
        """Return the words of ``count`` letters."""
        box, at, page = self._box, ctypes.addressof(self._box), self._page
        code_of, object_of, box_of = native.letter_code, native.letter_object, native.letter_box
        self._count = min(count, _MOST_LETTERS)
        for i in range(self._count):
            code = code_of(page, i)
            text_object = object_of(page, i)
            if code in _BLANKS:
                self._parted = True
                if text_object and text_object == self._object:
                    self._spaced = True
                continue
            if not text_object:
                continue
            box_of(page, i, at)
            self._place = i
            if text_object != self._object:
                self._object, self._spaced = text_object, None
                self._setting = self._settings.of(text_object, i)
            self._take(self._sign(code, i), box.left, box.bottom, box.right, box.top)
        self._end()
        return self._letters

    def _sign(self, code: int, place: int) -> str:
        letters = self._letters
        letters.count += 1
        if code == _HYPHEN_AT_END:
            return "-"
        if code in _LIGATURES:
            return _LIGATURES[code]
        if code in _PRIVATE:
            if not self._setting.symbols:
                letters.unreadable += 1
            return _BULLETS.get(code, "•")
        if code < 32 or code in {0xFFFD, 0xFFFE, 0xFFFF} or code > 0x10FFFF:
            letters.unreadable += 1
            return ""
        if code > 127 and native.letter_unmapped(self._page, place) == 1:
            letters.unreadable += 1
        return chr(code)

    def _take(self, sign: str, left: float, bottom: float, right: float, top: float) -> None:
        setting = self._setting
        turned, frame = max(setting.turned, 0), self._frame
        if turned == 0:
            x0, x1 = left - frame.left, right - frame.left
        else:
            x0, _top, x1, _bottom = frame.box(turned, left, bottom, right, top)
        base = setting.base
        word = self._word
        if word is not None and self._continues(word, setting, x0, base):
            self._text.append(sign)
            word.x1 = max(word.x1, x1)
            self._parted = False
            return
        self._end()
        self._word = Word("", x0, x1, base, setting.size, setting.bold, setting.heading, setting.aside)
        if setting.turned == SLANTING:  # a stamp across the page
            self._word.aside = self._word.turned = True
            self._word.depth = setting.size
        self._text = [sign]
        self._open = setting
        self._parted = False

    def _continues(self, word: Word, setting: Setting, x0: float, base: float) -> bool:
        """Tell whether a letter goes on with the open word."""
        opened = self._open
        if self._parted or setting.turned != opened.turned or setting.invisible != opened.invisible:
            return False
        if setting.turned == SLANTING:
            return True
        size = min(word.size, setting.size)
        gap = x0 - word.x1
        if abs(base - word.base) > 0.12 * size or not _BACK * size < gap:
            return False
        return gap <= _GAP * size or (gap <= _SPACED_GAP * size and self._prints_blanks())

    def _prints_blanks(self) -> bool:
        """Tell whether the text that the letter belongs to prints its blanks itself."""
        if self._spaced is None:
            self._spaced = False
            for i in range(self._place, min(self._place + _LOOK, self._count)):
                if native.letter_object(self._page, i) != self._object:
                    break
                if native.letter_code(self._page, i) == ord(" "):
                    self._spaced = True
                    break
        return self._spaced

    def _end(self) -> None:
        """Close the open word."""
        word = self._word
        if word is None:
            return
        self._word = None
        word.text = _clean("".join(self._text), self._open.symbols)
        if not word.text:
            return
        turned = max(self._open.turned, 0)
        kept = self._letters.hidden if self._open.invisible else self._letters.words
        kept.append((turned, word))
        if self._open.turned != SLANTING:
            counts = self._letters.directions
            counts[turned] = counts.get(turned, 0) + len(word.text)


def _clean(text: str, symbols: bool) -> str:
    """Return the text of a word without what is not printed; a lone sign of a symbol font is a bullet."""
    if len(text) == 1 and symbols and not text.isdigit() and text not in "()[]{}+=<>%≤≥±":
        return text if text in "•▪➢✓-❖" else "•"
    if "\u00ad" in text:
        text = text[:-1].replace("\u00ad", "") + ("-" if text.endswith("\u00ad") else text[-1])
    if not text.isascii():
        text = _RAISED_DIGITS.sub("", text)
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def letters_of(text_page: raw.FPDF_TEXTPAGE, frame: Frame, headings: Mapping[int, int]) -> Letters:
    """Return what is printed on a page; ``headings`` gives outline levels by marked content number."""
    count = raw.FPDFText_CountChars(text_page)
    return _Reader(text_page, frame, headings).read(max(count, 0))


def upright(words: Iterable[tuple[int, Word]], frame: Frame, main: int) -> list[Word]:
    """Return the words of a page in the page turned to its main direction; the others are marked as turned.

    Words printed twice on the same place (the bold of those who have no bold font) come once.
    """
    width, height = frame.size(main)
    found: list[Word] = []
    places: dict[tuple[str, int], list[Word]] = {}  # by text and height, in steps of two points
    for turned, word in words:
        if turned != main:
            _turn(word, frame, turned, main)
        x, y = word.middle
        if not (0 <= x <= width and 0 <= y <= height):
            continue
        step = int(word.base // 2)
        same = [w for s in (step - 1, step, step + 1) for w in places.get((word.text, s), ())]
        twin = next((w for w in same if abs(w.x0 - word.x0) < 1.5 and abs(w.base - word.base) < 1.5), None)
        if twin is not None:
            twin.bold = True
            continue
        places.setdefault((word.text, step), []).append(word)
        found.append(word)
    return found


def _turn(word: Word, frame: Frame, turned: int, main: int) -> None:
    corners = [frame.back(turned, word.x0, word.base), frame.back(turned, word.x1, word.base - 0.7 * word.size)]
    (ax, ay), (bx, by) = (frame.point(main, *corner) for corner in corners)
    word.x0, word.x1, word.base = min(ax, bx), max(ax, bx), max(ay, by)
    word.turned, word.depth = True, abs(ay - by)


def without_references(words: list[Word]) -> list[Word]:
    """Return the words without the small raised numbers that refer to notes; those that begin a note are marked raised.

    A raised 2 or 3 behind a unit of length is an area or a volume and stays («m2»). What was parted only by such a
    number is one word again.
    """
    found: list[Word] = []
    dropped = False
    for i, word in enumerate(words):
        before = found[-1] if found else None
        if dropped and before is not None and _touches(before, word):
            before.text += word.text
            before.x1 = word.x1
            dropped = False
            continue
        small = len(word.text) <= 9 and _REFERENCE.fullmatch(word.text) is not None
        if small and before is not None and _raised(word, before) and -0.2 < (word.x0 - before.x1) / before.size < 0.6:
            if word.text in {"2", "3"} and _UNIT.search(before.text):
                before.text += word.text
            before.x1 = word.x1
            dropped = True
            continue
        dropped = False
        if small and i + 1 < len(words) and _raised(word, words[i + 1]):
            word.raised, word.base = True, words[i + 1].base
        found.append(word)
    return found


def _raised(word: Word, other: Word) -> bool:
    """Tell whether a word is smaller than the other beside it and stands higher."""
    return word.size <= 0.85 * other.size and 0.1 * other.size < other.base - word.base < 0.7 * other.size


def _touches(word: Word, after: Word) -> bool:
    """Tell whether a word goes on right behind the end of the other."""
    return abs(word.base - after.base) < 1 and -0.2 < (after.x0 - word.x1) / word.size < 0.12
