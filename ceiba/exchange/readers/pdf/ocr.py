"""Pages that are images, read by Tesseract where it is installed: words with their places, and rules of tables."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pypdfium2 as pdfium
import pytesseract
from PIL import Image

from ceiba.exchange.readers.pdf.native import LOCK
from ceiba.exchange.readers.pdf.pages import fill
from ceiba.exchange.readers.pdf.parts import PageContent, Rule, Word, median
from ceiba.exchange.readers.pdf.ruled import merged

LANGUAGE = "spa"
_DOTS = 250  # an inch
_MOST_PIXELS = 14_000_000
_SECONDS = 120  # for a page
_NOISE = re.compile(r"[|_=~\[\]{}\\/¦—–\-.,:;'`´\"‘’“”]+")
_DOUBTFUL = 25.0  # per cent of confidence below which a word is a stain
_DARK = 130
_LONGEST_STROKE = 0.5  # inches: a longer dark line is a rule


@lru_cache(maxsize=1)
def available() -> bool:
    """Tell whether Tesseract is installed with the language of the documents."""
    try:
        return LANGUAGE in pytesseract.get_languages(config="")
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError):
        return False


def recognise(document: pdfium.PdfDocument, page: PageContent) -> bool:
    """Read a page that is an image; tell whether it could be read. Its lines and tables are put into ``page``."""
    with LOCK:
        try:
            image, scale = _drawn(document, page)
        except pdfium.PdfiumError:
            return False
    try:
        data = pytesseract.image_to_data(
            image, lang=LANGUAGE, output_type=pytesseract.Output.DICT, timeout=_SECONDS, config=f"--dpi {_DOTS}"
        )
    except (pytesseract.TesseractError, RuntimeError, OSError):
        return False
    words = _words(data, scale)
    page.width, page.height = image.width * scale, image.height * scale
    page.scanned, page.recognised = False, True
    fill(page, merged(_rules(image, scale)), words)
    return True


def _drawn(document: pdfium.PdfDocument, content: PageContent) -> tuple[Image.Image, float]:
    """Return the picture of a page in grey, and how many points a dot of it is."""
    page = document[content.number - 1]
    try:
        width, height = page.get_size()
        factor = min(_DOTS / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        bitmap = page.render(scale=factor, grayscale=True)
        try:
            return bitmap.to_pil().copy(), 1 / factor
        finally:
            bitmap.close()
    finally:
        page.close()


def _words(data: dict[str, list[Any]], scale: float) -> list[Word]:
    """Return the words that Tesseract found, each standing on the foot of its line."""
    lines: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for i, text in enumerate(map(str.strip, data["text"])):
        confidence = float(data["conf"][i])
        if text and confidence >= _DOUBTFUL and not _is_noise(text, confidence):
            lines[data["block_num"][i], data["par_num"][i], data["line_num"][i]].append(i)
    heights = [median([data["height"][i] for i in line]) for line in lines.values()]
    usual = median(heights) * scale
    found: list[Word] = []
    for line, height in zip(lines.values(), heights, strict=True):
        base = median([data["top"][i] + data["height"][i] for i in line]) * scale
        size = 1.25 * (height * scale if height * scale > 1.5 * usual else usual)
        for i in line:
            x0 = data["left"][i] * scale
            found.append(Word(data["text"][i].strip(), x0, x0 + data["width"][i] * scale, base, size))
    return found


def _is_noise(text: str, confidence: float) -> bool:
    """Tell whether what was found is a piece of a rule and no word."""
    return _NOISE.fullmatch(text) is not None and (confidence < 70 or text in "|_¦")


def _rules(image: Image.Image, scale: float) -> Iterator[Rule]:
    """Yield the straight dark lines of a picture, level and upright."""
    two = image.point([0 if grey < _DARK else 255 for grey in range(256)])
    shortest = int(_LONGEST_STROKE * 72 / scale)
    stroke = re.compile(rb"\x00{%d,}" % shortest)
    for upright, picture in ((False, two), (True, two.transpose(Image.Transpose.TRANSPOSE))):
        width = picture.width
        for match in stroke.finditer(picture.tobytes()):
            line, start = divmod(match.start(), width)
            length = min(match.end() - match.start(), width - start)
            yield Rule(upright, line * scale, start * scale, (start + length) * scale)
