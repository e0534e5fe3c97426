"""What is printed beside the text: running heads and feet, page numbers, notes at the foot of a page."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ceiba.exchange.readers.pdf.gutters import rows_of
from ceiba.exchange.readers.pdf.parts import Grid, PageContent, Piece
from ceiba.exchange.readers.pdf.torn_words import plain

_MARGIN = 0.14  # of the height of a page: where heads and feet stand
_SAME_HEIGHT = 5.0  # points
_PAGES = 3  # that show the same head
_FEW_PAGES = 3  # a document of so few pages needs the same on all of them
_EVERYWHERE = 0.6  # share of the pages that show the same in the middle: a stamp across the page
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxl]{1,7}", re.IGNORECASE)
_NOTE = re.compile(r"(?:\d{1,3}|\*{1,3}|†)[.)]?\s*\S")
_SMALL = 0.93  # of the running text: a larger print is no note
_LOWER = 0.45  # of the height: notes stand below


@dataclass(frozen=True, slots=True)
class _Place:
    """A text in the margin of a page."""

    page: int  # place in the document
    item: Piece | Grid
    text: str
    height: float  # from the upper edge; below the middle negative, from the lower edge


def mark(pages: Sequence[PageContent]) -> None:
    """Mark heads, feet, page numbers and notes of a document as aside; a table that is a head becomes aside lines."""
    places: dict[str, list[_Place]] = defaultdict(list)
    for place in _places(pages):
        places[_DIGITS.sub("#", place.text)].append(place)
    for same in places.values():
        for group in _by_height(same):
            if _runs(group, pages):
                for place in group:
                    _set_aside(pages[place.page], place.item)
    _mark_roman(pages)
    sizes = running_size(pages)
    for page in pages:
        _mark_notes(page, sizes)


def _places(pages: Sequence[PageContent]) -> Iterator[_Place]:
    for number, page in enumerate(pages):
        items: list[Piece | Grid] = [*page.pieces, *page.grids]
        for item in items:
            height = item.base if item.base < page.height / 2 else item.base - page.height
            text = " ".join(c.text for row in item.rows for c in row) if isinstance(item, Grid) else item.text
            if len(text) <= 400:
                yield _Place(number, item, text, height)


def _by_height(same: Sequence[_Place]) -> Iterator[list[_Place]]:
    ordered = sorted(same, key=lambda p: p.height)
    group: list[_Place] = []
    for place in ordered:
        if group and place.height - group[-1].height > _SAME_HEIGHT:
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _runs(group: Sequence[_Place], pages: Sequence[PageContent]) -> bool:
    """Tell whether texts that are the same but for their numbers run from page to page."""
    shown = {place.page for place in group}
    enough = 2 if len(pages) <= _FEW_PAGES or _DIGITS.fullmatch(group[0].text) else _PAGES
    if len(shown) < enough or (len(pages) <= _FEW_PAGES and len(shown) < len(pages) and len(shown) < _PAGES):
        return False
    texts = {place.text for place in group}
    margin = _MARGIN * pages[group[0].page].height
    if abs(group[0].height) > margin:
        return len(texts) == 1 and len(shown) >= max(_PAGES, _EVERYWHERE * len(pages)) and _is_stamp(group[0].item)
    if len(texts) == 1 and not _DIGITS.fullmatch(group[0].text):
        return _is_head(group, pages)
    return _counts(group)


def _is_stamp(item: Piece | Grid) -> bool:
    """Tell whether a text in the middle of a page is large enough to be printed across it."""
    return isinstance(item, Piece) and item.size >= 30


def _is_head(group: Sequence[_Place], pages: Sequence[PageContent]) -> bool:
    """Tell whether a text that comes back stands outside the others: nothing but heads is above it (or below it)."""
    outer = 0
    for place in group:
        page = pages[place.page]
        above = place.height > 0
        others = [p for p in page.pieces if p is not place.item and not p.aside]
        beyond = [p for p in others if (p.base < place.item.base - 2 if above else p.base > place.item.base + 2)]
        outer += len(beyond) <= 6
    return outer * 5 >= len(group) * 4


def _counts(group: Sequence[_Place]) -> bool:
    """Tell whether the numbers in texts are constant or rise with the pages."""
    ordered = sorted(group, key=lambda p: p.page)
    numbers = [[int(n) for n in _DIGITS.findall(p.text)[:6]] for p in ordered]
    rises = False
    for column in range(len(numbers[0])):
        steps = [
            (b.page - a.page, after[column] - before[column])
            for (a, before), (b, after) in pairwise(zip(ordered, numbers, strict=True))
            if b.page > a.page
        ]
        if all(step == 0 for _, step in steps):
            continue
        if sum(pages == step for pages, step in steps) * 5 < len(steps) * 4:
            return False
        rises = True
    return rises


def _mark_roman(pages: Sequence[PageContent]) -> None:
    """Set aside lone roman numbers in the lower margin."""
    for page in pages:
        for piece in page.pieces:
            if piece.base > (1 - _MARGIN / 1.5) * page.height and _ROMAN.fullmatch(piece.text):
                piece.aside = True


def _set_aside(page: PageContent, item: Piece | Grid) -> None:
    if isinstance(item, Piece):
        item.aside = True
    elif item in page.grids:
        page.grids.remove(item)
        height = (item.bottom - item.top) / max(len(item.rows), 1)
        for i, row in enumerate(item.rows):
            text = " ".join(" ".join(plain(cell.text).split()) for cell in row if cell.text)
            if text:
                base = item.top + (i + 0.7) * height
                page.pieces.append(Piece(text, item.x0, item.x1, base, 8.0, aside=True))


def running_size(pages: Sequence[PageContent]) -> float:
    """Return the size of letters in which most of the text is set, in points; 0 where there is no text."""
    letters: dict[float, int] = defaultdict(int)
    for page in pages:
        for piece in page.pieces:
            letters[round(piece.size * 2) / 2] += len(piece.text)
    return max(letters, key=lambda s: letters[s]) if letters else 0.0


def _mark_notes(page: PageContent, running: float) -> None:
    """Set aside the notes at the foot of a page: small print from a raised number, or a rule, to its end."""
    if page.recognised:
        return
    small: list[list[Piece]] = []
    for items in reversed(rows_of(p for p in page.pieces if not p.aside)):
        pieces = [p for p in items if isinstance(p, Piece)]
        if max(p.size for p in pieces) > _SMALL * running or pieces[0].base < _LOWER * page.height:
            break
        small.append(pieces)
    small.reverse()
    bottom = max((grid.bottom for grid in page.grids), default=0.0)
    for i, row in enumerate(small):
        first = row[0]
        if first.top < bottom or not _NOTE.match(" ".join(p.text for p in row)):
            continue
        if first.raised or _below_rule(page, first):
            for note in (p for r in small[i:] for p in r):
                note.aside = True
            return


def _below_rule(page: PageContent, piece: Piece) -> bool:
    """Tell whether a short rule stands right above a piece, as above notes."""
    return any(
        0 < piece.top - rule.at < 2.2 * piece.size
        and rule.end - rule.start < 0.5 * page.width
        and abs(rule.start - piece.x0) < 2 * piece.size
        for rule in page.rules
    )
