"""Tables whose columns ran together: the names of the columns in one line, each record one text behind its code."""

import re
from collections.abc import Callable, Sequence

from ceiba.exchange.extraction import content
from ceiba.exchange.extraction.content import MEASURES, Content
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.open_matrix import CODE, LEVEL, OpenMatrix, is_value_column
from ceiba.exchange.extraction.paragraphs import join
from ceiba.kernel.text import fold, squeeze

_HEADER_CHARACTERS, _NAME_WORDS = 200, 7
_LEAST_COLUMNS, _LEAST_ROWS = 3, 2
_CODE = re.compile(r"(?:[A-Z]{1,5}[.\-]?\s?)?\d{1,3}(?:[.\-]\d{1,4})+\.?|[A-Z]{2,5}[.\-]?\d{1,4}|\d{1,8}[.)]?")
_VALUE = re.compile(r"[-−]?\d[\d.,]*\s?(?:%|‰)?|(?:n|s)\.?/?d\.?|[-–—]", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_FIT = 0.7
IsLabel = Callable[[str], bool]


def parted(lines: Sequence[TextLine], matrix: OpenMatrix, is_label: IsLabel) -> list[TextLine]:
    """Return the lines with such tables as rows of cells; ``is_label`` knows «EJE 1: Agua», which heads rows."""
    found: list[TextLine] = []
    i = 0
    while i < len(lines):
        names = _names(lines[i], matrix)
        table = _table(lines, i, names, matrix, is_label) if names else None
        if table is None:
            found.append(lines[i])
            i += 1
            continue
        found += table[0]
        i = table[1]
    return found


def _is_plain(line: TextLine) -> bool:
    return not line.cells and not line.is_blank and line.table is None and not line.apart


def _names(line: TextLine, matrix: OpenMatrix) -> list[str]:
    """Return the names of columns of which a line is made, none where it is made of anything else."""
    text = line.printed
    words = text.split()
    if not _is_plain(line) or len(text) > _HEADER_CHARACTERS or len(words) < _LEAST_COLUMNS or text.endswith("."):
        return []
    if not text[:1].isupper():
        return []
    names = _split(words, 0, matrix)
    return names if names is not None and len(names) >= _LEAST_COLUMNS else []


def _split(words: Sequence[str], start: int, matrix: OpenMatrix) -> list[str] | None:
    """Part words into the names of columns, the shortest first; a year alone only behind another year."""
    if start == len(words):
        return []
    for size in range(1, min(_NAME_WORDS, len(words) - start) + 1):
        name, end = " ".join(words[start : start + size]), start + size
        if not _starts(words, start) or not _starts(words, end) or not matrix.names(name):
            continue
        if end < len(words) and _YEAR.fullmatch(words[end]) and not _YEAR.fullmatch(words[end - 1]):
            continue
        rest = _split(words, end, matrix)
        if rest is not None:
            return [name, *rest]
    return None


def _starts(words: Sequence[str], i: int) -> bool:
    return i >= len(words) or not words[i][:1].islower()


def _table(
    lines: Sequence[TextLine], start: int, names: Sequence[str], matrix: OpenMatrix, is_label: IsLabel
) -> tuple[list[TextLine], int] | None:
    fields = matrix.read(names, [Content()] * len(names))
    if fields is None or not _is_code(fields[0]) or not any(is_value_column(field) for field in fields):
        return None
    end = next((i for i in range(start + 1, len(lines)) if not _is_plain(lines[i])), len(lines))
    found = [TextLine(lines[start].number, squeeze(" ".join(names)), cells=tuple(names))]
    right = wrong = 0
    for text, number, is_head in _records(lines[start + 1 : end], is_label):
        cells = [text, *[""] * (len(names) - 1)] if is_head else _cells(text, fields)
        right, wrong = right + (cells is not None and not is_head), wrong + (cells is None)
        if cells is not None:
            found.append(TextLine(number, squeeze(" ".join(cells)), cells=tuple(cells)))
    if right < _LEAST_ROWS or right < _FIT * (right + wrong):
        return None
    return found, end


def _records(lines: Sequence[TextLine], is_label: IsLabel) -> list[tuple[str, int, bool]]:
    """Return the text of every record with its line, and whether it heads others; broken lines are put together."""
    found: list[tuple[str, int, bool]] = []
    for line in lines:
        text = line.printed
        head = is_label(text)
        if head or not found or found[-1][2] or _CODE.match(text) is not None:
            found.append((text, line.number, head))
        else:
            found[-1] = (join([found[-1][0], text]), found[-1][1], False)
    return found


def _is_code(field: str | None) -> bool:
    return field in {"code", "number"} or (field or "").startswith(CODE)


def _cells(text: str, fields: Sequence[str | None]) -> list[str] | None:
    """Part a record: its code, its texts, its values one behind another, what stands behind them; None where it fails.

    Of two texts before the values the second begins where the name of an indicator does.
    """
    cells = [""] * len(fields)
    match = _CODE.match(text)
    if match is None:
        return None
    cells[0], text, first = match[0].rstrip(".)"), text[match.end() :].strip(), 1
    places = [i for i, field in enumerate(fields) if is_value_column(field)]
    if places != list(range(places[0], places[-1] + 1)):
        return None
    run = _run_of_values(text, len(places))
    if run is None:
        return None
    before, values, after = run
    for place, value in zip(places[len(places) - len(values) :], values, strict=True):
        cells[place] = value
    parts = _texts(before, fields[first : places[0]])
    if parts is None or (after and places[-1] + 1 >= len(fields)):
        return None
    cells[first : places[0]] = parts
    if after:
        cells[places[-1] + 1] = after
    return cells


def _run_of_values(text: str, count: int) -> tuple[str, list[str], str] | None:
    """Return the text before, the last run of at most so many values, and the text behind."""
    words = re.sub(r"(\d)\s+%", r"\1%", text).split()
    end = len(words)
    while end and not _VALUE.fullmatch(words[end - 1]):
        end -= 1
    start = end
    while start and end - start < count and _VALUE.fullmatch(words[start - 1]):
        start -= 1
    if start == end or not start or (end - start < count and end - start < 2 <= count):
        return None
    return " ".join(words[:start]), words[start:end], " ".join(words[end:])


def _texts(text: str, fields: Sequence[str | None]) -> list[str] | None:
    """Part the texts before the values: one is whole, of two the second is the indicator."""
    if len(fields) == 1:
        return [text]
    if len(fields) != 2 or fields[1] != "indicator" or not (fields[0] or "").startswith(LEVEL):
        return None
    words = text.split()
    capitals = [i for i in range(1, len(words)) if words[i][:1].isupper() or words[i] == "%"]
    measured = [i for i in capitals if fold(" ".join(words[i : i + 2])).startswith(MEASURES)]
    place = measured[0] if measured else next((i for i in reversed(capitals) if len(words) - i > 1), None)
    if place is None or content.is_value(words[place]):
        return None
    return [" ".join(words[:place]), " ".join(words[place:])]
