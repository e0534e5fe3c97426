"""Words that narrow cells break without a hyphen: marked where a line leaves no room, mended when all are known.

``MAYBE`` and ``FORCED`` stand in the text of a cell between two of its lines where a word may go on; forced is what
could not stand on one line of the cell. ``Mender`` puts a blank or nothing in their place.
"""

import re
from collections.abc import Iterable
from functools import cache

from ceiba.methodologies import loader

MAYBE, FORCED = "\x1e", "\x1f"
_MARKS = re.compile(f"[{MAYBE}{FORCED}]")
_STEM = 3  # letters: words of more tell how words end
_WORD = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"\W*(?:\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?|\d{1,3}(?:\.\d{1,3})+\.?)\W*")
_CLOSING = re.compile(r"[.,;:)\]%]{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")


def width(letter: str) -> float:
    """Return how wide a letter is in a wide font, as a share of its size."""
    if letter in "mwMW%@":
        return 1.0
    return 0.45 if letter in "iljtfIr.,;:()" else 0.82 if letter.isupper() else 0.74


def mark(before: str, after: str, *, forced: bool) -> str:
    """Return what stands between two lines of a cell the first of which leaves no room: a mark, a blank, or nothing."""
    last, first = before[-1:], after[:1]
    if _CLOSING.fullmatch(after):
        return ""
    if (last.isalpha() and first.isalpha()) and (first.islower() or (last.isupper() and first.isupper())):
        return FORCED if forced else MAYBE
    if (last.isdigit() or last in ".,") and (first.isdigit() or first in ".,%"):
        return FORCED if forced else MAYBE
    return " "


def plain(text: str) -> str:
    """Return a text with blanks for its marks."""
    return _MARKS.sub(" ", text)


class Mender:
    """Decides by the words of the whole document and those that head the columns of known tables.

    ``texts`` are all texts of the document, marks included.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._known = set(_header_words())
        for text in texts:
            whole = text if _MARKS.search(text) is None else re.sub(rf"\S*[{MAYBE}{FORCED}]\S*", " ", text)
            self._known.update(_WORD.findall(whole.lower()))
        self._ends = {word[-2:] for word in self._known if len(word) > _STEM}

    def mended(self, text: str) -> str:
        """Return a text with its torn words put together."""
        while (found := _MARKS.search(text)) is not None:
            head, tail = text[: found.start()], text[found.end() :]
            before = head.rsplit(None, 1)[-1] if head.split() else ""
            after = re.split(rf"[\s{MAYBE}{FORCED}]", tail, maxsplit=1)[0]
            rest = "".join(_MARKS.split(tail.split(None, 1)[0])) if tail.split() else ""
            joint = "" if self._is_one(before, after, rest, forced=found[0] == FORCED) else " "
            text = head + joint + tail
        return text

    def _is_one(self, before: str, after: str, rest: str, *, forced: bool) -> bool:
        """Tell whether two pieces are one word; ``rest`` is the second with what may follow it in further lines."""
        if before[-1:] in ".,0123456789":
            return _is_figure(before, after)
        first, second = _WORD.findall(before.lower())[-1:], _WORD.findall(after.lower())[:1]
        whole = _WORD.findall(rest.lower())[:1]
        if not first or not second:
            return False
        if first[0] + second[0] in self._known or first[0] + whole[0] in self._known:
            return first[0] not in self._known or second[0] not in self._known
        return forced and self._is_torn(first[0], second[0])

    def _is_torn(self, first: str, second: str) -> bool:
        """Tell whether two pieces, neither of whose whole is known, are no words of their own."""
        if first in self._known and len(first) > 1:
            return False
        return second not in self._known or len(second) == 1 or first[-2:] not in self._ends


@cache
def _header_words() -> frozenset[str]:
    """Return the words of the column headers and level labels of all methodologies."""
    found: set[str] = set()
    for methodology in loader.available():
        headers = [h for layout in methodology.vocabulary.layouts for column in layout.columns for h in column.headers]
        labels = [label for level in methodology.levels for label in level.labels]
        for text in (*headers, *labels):
            found.update(_WORD.findall(text.lower()))
    return frozenset(found)


def _is_figure(before: str, after: str) -> bool:
    """Tell whether two pieces are one figure or code."""
    if after == "%":
        return True
    if _YEAR.fullmatch(before.strip("()")) and _YEAR.match(after.strip("()")):
        return False
    return _FIGURE.fullmatch(before + after) is not None
