"""Two streams of text side by side, parted by a gutter of blanks: read one after the other, section by section."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from ceiba.exchange.extraction.lines import TextLine, marked
from ceiba.kernel.text import squeeze

_LEAST_RIGHT, _LEAST_LEFT, _LEAST_BOTH = 4, 3, 3
_GUTTER = 3  # blanks between the streams
_FIRST, _GAP = 20, 3  # the column where a right stream may begin; blank lines inside panels
_SHARE = 0.6  # of the texts on the right begin exactly where the stream does
IsHead = Callable[[str], bool]


def parted(lines: Sequence[TextLine], raw: Mapping[int, str], is_head: IsHead) -> list[TextLine]:
    """Return the lines with panels read left stream first; ``is_head`` knows the headings that begin a section.

    A line of which no text crosses the gutter belongs to the panels; one that does ends them.
    """
    found: list[TextLine] = []
    i = 0
    while i < len(lines):
        gutter = _gutter(raw, lines[i])
        end = _end(lines, i, raw, gutter) if gutter else i
        if not gutter or not _are_panels(lines[i:end], raw, gutter):
            found.append(lines[i])
            i += 1
            continue
        start = _back(found, raw, gutter)
        block = [*found[start:], *lines[i:end]]
        del found[start:]
        for section in _sections(block, raw, gutter, is_head):
            found += _streams(section, raw, gutter)
        i = end
    return found


def _gutter(raw: Mapping[int, str], line: TextLine) -> int:
    """Return the column where the text on the right of a line begins, 0 where there is none."""
    if line.cells or line.is_blank or line.table is not None:
        return 0
    text = raw[line.number].expandtabs()
    start = len(text) - len(text.lstrip())
    if start >= _FIRST:
        return start
    place = text.find(" " * _GUTTER, start)
    while place >= 0:
        right = len(text) - len(text[place:].lstrip())
        if right >= _FIRST:
            return right if right < len(text) else 0
        place = text.find(" " * _GUTTER, right)
    return 0


def _crosses(text: str, gutter: int) -> bool:
    return bool(text[gutter - 2 : gutter].strip())


def _end(lines: Sequence[TextLine], start: int, raw: Mapping[int, str], gutter: int) -> int:
    """Return where the panels that begin in a line end."""
    last, blanks = start, 0
    for i in range(start, len(lines)):
        if lines[i].is_blank:
            blanks += 1
            continue
        text = raw[lines[i].number].expandtabs()
        if lines[i].cells or lines[i].table is not None or blanks > _GAP or _crosses(text, gutter):
            break
        last, blanks = i, 0
    return last + 1


def _back(found: Sequence[TextLine], raw: Mapping[int, str], gutter: int) -> int:
    """Return where the lines right above that belong to the left stream begin."""
    start = len(found)
    while start and not found[start - 1].is_blank and not found[start - 1].cells and found[start - 1].table is None:
        if len(raw[found[start - 1].number].expandtabs()) > gutter - 2:
            break
        start -= 1
    return start


def _are_panels(lines: Sequence[TextLine], raw: Mapping[int, str], gutter: int) -> bool:
    texts = [raw[line.number].expandtabs() for line in lines if not line.is_blank]
    right = [text for text in texts if text[gutter - 2 :].strip()]
    left = [text for text in texts if text[:gutter].strip()]
    both = [text for text in texts if text[:gutter].strip() and text[gutter:].strip()]
    if len(right) < _LEAST_RIGHT or len(left) < _LEAST_LEFT or len(both) < _LEAST_BOTH:
        return False
    starts = Counter(len(t[gutter:]) - len(t[gutter:].lstrip()) for t in right if not _crosses(t, gutter))
    wide = [t for t in both if "   " in t[gutter:].strip()]
    words = sum(len(t[gutter:].split()) for t in right) / len(right)
    return starts[0] >= _SHARE * len(right) and len(wide) <= len(both) / 3 and words > 2


def _sections(lines: Sequence[TextLine], raw: Mapping[int, str], gutter: int, is_head: IsHead) -> list[list[TextLine]]:
    """Part panels at the headings that stand on the left behind a blank line, or at their top."""
    sections: list[list[TextLine]] = [[]]
    for line in lines:
        left = squeeze(raw[line.number].expandtabs()[:gutter])
        if left and is_head(left) and any(not before.is_blank for before in sections[-1]):
            sections.append([])
        sections[-1].append(line)
    return sections


def _streams(lines: Sequence[TextLine], raw: Mapping[int, str], gutter: int) -> list[TextLine]:
    found: list[TextLine] = []
    for part in (slice(0, gutter), slice(gutter, None)):
        for line in lines:
            text = raw[line.number].expandtabs()[part]
            found.append(marked(line.number, squeeze(text)) if text.strip() else TextLine(line.number, ""))
        found.append(TextLine(lines[-1].number, ""))
    return found
