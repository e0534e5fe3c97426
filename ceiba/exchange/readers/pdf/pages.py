"""Takes the pages out of a file one by one: text where there is text, and which pages are only images."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ceiba.exchange.readers.pdf.drawing import Drawing, drawing_of
from ceiba.exchange.readers.pdf.frames import Frame
from ceiba.exchange.readers.pdf.lines import pieces_of
from ceiba.exchange.readers.pdf.native import LOCK
from ceiba.exchange.readers.pdf.parts import PageContent, Piece, Rule, Word
from ceiba.exchange.readers.pdf.ruled import grids_of, merged
from ceiba.exchange.readers.pdf.settings import headings
from ceiba.exchange.readers.pdf.words import Letters, letters_of, upright, without_references

MOST_PAGES = 3_000
_FEW_LETTERS, _SOME_LETTERS = 40, 150  # a page of images with fewer is a scan, with a stamp or a page number on it
_SOME = 12  # letters that a recognised text has at least
_LARGE, _WHOLE = 0.5, 0.85  # share of the page that images cover
_MANY_PATHS = 300  # a page without text that has more is text turned into drawings
_UNREADABLE = 0.25  # share of the letters without known meaning
_ENOUGH = 120  # letters by which the share of vowels can be told
_FEWEST_VOWELS = 0.2  # share of the letters; in Spanish it is near a half, in codes without vowels nothing is words
_MOST_LETTERS = 20_000_000  # of a file: a thousand full pages have four millions
_VOWELS = frozenset("aeiouáéíóúüAEIOUÁÉÍÓÚÜâäàëêïîöôûæåøyY")


@dataclass(slots=True)
class Pages:
    """The pages of a file as far as they could be read, the numbers of those that could not, and how many there are."""

    found: list[PageContent] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    count: int = 0

    @property
    def scanned(self) -> list[int]:
        """Return the numbers of the pages that are images."""
        return [page.number for page in self.found if page.scanned]


def pages_of(document: pdfium.PdfDocument) -> Pages:
    """Return every page, each let go before the next is opened."""
    pages = Pages()
    with LOCK:
        pages.count = len(document)
        tagged = bool(raw.FPDFCatalog_IsTagged(document.raw))
        forms = raw.FPDF_GetFormType(document.raw) != raw.FORMTYPE_NONE
    letters = 0
    for place in range(min(pages.count, MOST_PAGES)):
        if letters > _MOST_LETTERS:
            break
        with LOCK:
            try:
                page = _page(document, place, tagged, forms)
            except pdfium.PdfiumError:
                pages.missing.append(place + 1)
                continue
        pages.found.append(page)
        letters += sum(len(piece.text) for piece in page.pieces)
    return pages


def _page(document: pdfium.PdfDocument, place: int, tagged: bool, forms: bool) -> PageContent:
    page = document[place]
    try:
        if forms and raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            # What is filled into a form stands beside the page; flattened in memory it is part of it.
            page.close()
            page = document[place]
        frame = Frame(*page.get_bbox())
        text_page = page.get_textpage()
        try:
            letters = letters_of(text_page.raw, frame, headings(page.raw) if tagged else {})
        finally:
            text_page.close()
        return _content(page, place + 1, frame, letters)
    finally:
        page.close()


def _content(page: pdfium.PdfPage, number: int, frame: Frame, letters: Letters) -> PageContent:
    turned = max(letters.directions, key=lambda d: letters.directions[d], default=0)
    drawing = drawing_of(page.raw, frame, turned)
    width, height = frame.size(turned)
    content = PageContent(number, width, height)
    printed = letters.words
    if letters.hidden and drawing.images >= _LARGE:
        printed = [*letters.words, *letters.hidden]
        content.recognised = len(letters.hidden) > len(letters.words)
    words = without_references(upright(printed, frame, turned))
    if _is_scan(words, letters, drawing) and not (content.recognised and sum(len(w.text) for w in words) >= _SOME):
        content.scanned = True
        return content
    rules = merged(drawing.rules)
    fill(content, rules, words)
    return content


def fill(content: PageContent, rules: list[Rule], words: Sequence[Word]) -> None:
    """Put words on a page: into the tables that rules draw, and as pieces of lines."""
    stamps = [w for w in words if w.aside and w.turned]
    content.grids, outside = grids_of(rules, [w for w in words if not (w.aside and w.turned)])
    content.rules = [r for r in rules if not r.upright]
    content.pieces = [*pieces_of(outside), *_turned_pieces(outside), *_turned_pieces(stamps)]


def _turned_pieces(words: Sequence[Word]) -> Iterator[Piece]:
    """Yield the words that do not run from left to right, those of one stroke as one piece beside the text."""
    run: list[Word] = []
    for word in (*words, None):
        if run and (word is None or not word.turned or word.size != run[-1].size):
            size = run[0].size
            text = " ".join(w.text for w in run)
            x0, x1 = min(w.x0 for w in run), max(w.x1 for w in run)
            yield Piece(text, x0, x1, max(w.base for w in run), size, aside=True)
            run = []
        if word is not None and word.turned:
            run.append(word)


def _is_scan(words: list[Word], letters: Letters, drawing: Drawing) -> bool:
    """Tell whether a page must be read as an image: nothing on it is text, or its text means nothing."""
    count = sum(len(word.text) for word in words)
    if letters.unreadable > _UNREADABLE * max(letters.count, 1) and letters.count >= _FEW_LETTERS:
        return True
    if count == 0 and drawing.paths > _MANY_PATHS:
        return True
    if drawing.images >= _LARGE and count < _FEW_LETTERS:
        return True
    if drawing.images >= _WHOLE and count < _SOME_LETTERS:
        return True
    return _means_nothing(words)


def _means_nothing(words: list[Word]) -> bool:
    """Tell whether the letters of a page are codes of a font that does not tell what they mean: hardly a vowel."""
    signs = [sign for word in words for sign in word.text if sign.isalpha()]
    return len(signs) >= _ENOUGH and sum(sign in _VOWELS for sign in signs) < _FEWEST_VOWELS * len(signs)
