"""Tables of contents: titles with rising page numbers apart, a title of several lines put together."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ceiba.exchange.readers.pdf.columns import Entry
from ceiba.exchange.readers.pdf.parts import Piece

_FIGURES = 4  # a page number has fewer
_LINES, _FEWEST = 4, 4  # of a title, and titles


def titles_joined(entries: Sequence[Entry]) -> list[Entry]:
    """Return what a page holds with every title of a table of contents in one line, its page number behind a tab."""
    found = list(entries)
    for start, end in reversed(list(_titles(entries).items())):
        rows = [entry for entry in entries[start : end + 1] if isinstance(entry, list)]
        pieces = [piece for row in rows for piece in row if isinstance(piece, Piece)]
        text = " ".join(piece.text for piece in pieces[:-1]) + "\t" + pieces[-1].text
        found[start : end + 1] = [[replace(pieces[0], text=text, x1=pieces[-1].x1)]]
    return found


def _titles(entries: Sequence[Entry]) -> dict[int, int]:
    """Return the places where titles begin, and where their page numbers stand."""
    found: dict[int, int] = {}
    run: list[tuple[int, int]] = []
    for i, entry in enumerate(entries):
        if not isinstance(entry, list):
            run = []
            continue
        page = _page(entry)
        if page is None:
            continue
        if run and (page < run[-1][1] or i - run[-1][0] > _LINES):
            run = []
        run.append((i, page))
        if len(run) == _FEWEST:
            found[run[0][0]] = run[0][0]
            found.update({before + 1: place for (before, _p), (place, _q) in pairwise(run)})
        elif len(run) > _FEWEST:
            found[run[-2][0] + 1] = i
    return found


def _page(row: Sequence[object]) -> int | None:
    """Return the number that stands apart at the end of a line."""
    last = row[-1] if len(row) > 1 else None
    if not isinstance(last, Piece) or not last.text.isdigit() or len(last.text) >= _FIGURES:
        return None
    return int(last.text)
