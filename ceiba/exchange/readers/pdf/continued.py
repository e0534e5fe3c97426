"""Tables that go on over pages: their parts become one, and a cell that a page break cuts becomes one again."""

import re
from collections.abc import Sequence

from ceiba.exchange.readers.pdf.parts import Grid, GridCell

_SAME_EDGE = 6.0  # points that columns of one table may differ from page to page
_HEADER_ROWS = 3
_END = (".", ":", ";", "!", "?", "%")
_FIGURE = re.compile(r"[^\w]*\d[\d.,\s]*%?")
_MARKED = re.compile(r"[•▪■●◦○►▶➢➤✓✔❖·*–—-]|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s")


def goes_on(table: Grid, part: Grid) -> bool:
    """Tell whether a table at the beginning of a page is the rest of that at the end of the page before."""
    if table.ruled is not part.ruled or len(table.edges) != len(part.edges):
        return False
    shift = part.x0 - table.x0  # inner and outer margins change sides
    return all(abs(b - a - shift) <= _SAME_EDGE for a, b in zip(table.edges, part.edges, strict=True))


def join(table: Grid, part: Grid) -> None:
    """Put the rest of a table behind it: without the header that it repeats, with a cut row joined to its beginning."""
    _free_header(table.rows, part.rows)
    repeated = _repeated(table.rows, part.rows)
    added = len(part.rows) - len(part.pages)
    rows, pages = part.rows[repeated:], [*part.pages[:1] * added, *part.pages][repeated:]
    if rows and table.rows and _is_cut(table.rows[-1], rows[0]):
        for cell, rest in zip(table.rows[-1], rows[0], strict=True):
            cell.text = " ".join(text for text in (cell.text, rest.text) if text)
        rows, pages = rows[1:], pages[1:]
    table.rows += rows
    table.pages += pages


def without_repeats(table: Grid) -> None:
    """Take out rows in which the header of a table comes again: words in two cells or more, and no figure."""
    header = [cell.text for cell in table.rows[0]]
    if sum(map(bool, header)) < 2 or any(sign.isdigit() for text in header for sign in text):
        return
    kept = [i for i, row in enumerate(table.rows) if i == 0 or [cell.text for cell in row] != header]
    table.rows, table.pages = [table.rows[i] for i in kept], [table.pages[i] for i in kept]


def _free_header(rows: Sequence[Sequence[GridCell]], others: list[list[GridCell]]) -> None:
    """Part the repeated header from the rest of a cut row, where no rule runs between the two."""
    if not rows or not others or len(rows[0]) != len(others[0]):
        return
    header, first = [cell.text for cell in rows[0]], others[0]
    texts = [cell.text for cell in first]
    if texts == header or not all(t == h or (h and t.startswith(h + " ")) for t, h in zip(texts, header, strict=True)):
        return
    others.insert(0, [GridCell(h, cell.covered) for h, cell in zip(header, first, strict=True)])
    for cell, title in zip(first, header, strict=True):
        cell.text = cell.text[len(title) :].strip()


def _repeated(rows: Sequence[Sequence[GridCell]], others: Sequence[Sequence[GridCell]]) -> int:
    """Return how many rows at the beginning are those at the beginning of the table again."""
    count = 0
    for row, other in zip(rows[:_HEADER_ROWS], others, strict=False):
        if [c.text for c in row] != [c.text for c in other] or not any(c.text for c in row):
            break
        count += 1
    return count


def _is_cut(row: Sequence[GridCell], rest: Sequence[GridCell]) -> bool:
    """Tell whether a row is the rest of the last row of the page before.

    A sentence goes on in one of its cells, and no other cell holds what begins something new.
    """
    if len(row) != len(rest):
        return False
    sentences = 0
    for cell, more in zip(row, rest, strict=True):
        if not more.text:
            continue
        if not cell.text or _FIGURE.fullmatch(more.text) or more.covered or cell.covered:
            return False
        if _sentence_goes_on(cell.text, more.text):
            sentences += 1
        elif not _MARKED.match(more.text) and rest[0].text:
            return False
    return sentences > 0


def _sentence_goes_on(text: str, rest: str) -> bool:
    if text.endswith(_END):
        return False
    if rest[:1].islower() or text.endswith((",", "-", "(", "/")):
        return True
    last = text.rsplit(None, 1)[-1]
    return last.islower() and len(last) <= 3 and not rest[:1].isdigit() and not _MARKED.match(rest)
