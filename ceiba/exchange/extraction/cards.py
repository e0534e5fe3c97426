"""Tables of one element («cards»): rows of level and text, and below them, in the same table, a header with its rows.

Such a card is the same as a matrix whose upper columns are written out above it, and is handed on as one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ceiba.exchange.extraction.headings import Grammar
from ceiba.exchange.extraction.lines import TextLine
from ceiba.kernel.text import squeeze

_NAME_WORDS = 3  # words of a text that may be a mere name
_MOST = 6  # levels above the rows


@dataclass(slots=True)
class _Card:
    """The names and texts of the levels above, and their lines; where the header stands and which rows are below."""

    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    header: TextLine | None = None
    rows: list[TextLine] = field(default_factory=list)
    end: int = 0


def unfolded(lines: Sequence[TextLine], grammar: Grammar, names: Callable[[str], bool]) -> list[TextLine]:
    """Return the lines with every card as a matrix; ``names`` tells whether a text is the name of a column."""
    found: list[TextLine] = []
    i = 0
    while i < len(lines):
        card = _card(lines, i, grammar, names) if lines[i].cells else None
        if card is None:
            alone = not any(line.cells for line in (*lines[max(0, i - 1) : i], *lines[i + 1 : i + 2]))
            found.append(_labelled(lines[i], grammar, names, alone=alone))
            i += 1
            continue
        found += _as_matrix(card)
        i = card.end
    return found


def _card(lines: Sequence[TextLine], start: int, grammar: Grammar, names: Callable[[str], bool]) -> _Card | None:
    """Return the card that begins at a line, None where none does."""
    card, i = _Card(), start
    while i < len(lines) and len(card.names) < _MOST and _is_near(lines, i, start):
        head = _level_and_text(lines[i], grammar, names)
        if head is None:
            break
        card.names.append(head[0])
        card.texts.append(head[1])
        card.numbers.append(lines[i].number)
        i += 1
    if not card.names or len(set(card.names)) < len(card.names):
        return None
    if i < len(lines) and _is_near(lines, i, start) and _heads(lines[i], grammar, names):
        card.header = lines[i]
        i += 1
        alone = len(_filled(card.header)) == 1
        while i < len(lines) and _is_near(lines, i, start) and not _level_and_text(lines[i], grammar, names):
            if not lines[i].cells and not alone:
                break
            card.rows.append(lines[i])
            i += 1
    card.end = i
    return card if card.rows or (card.header is None and len(card.names) > 1) else None


def _labelled(line: TextLine, grammar: Grammar, names: Callable[[str], bool], *, alone: bool) -> TextLine:
    """Return a row of a level with its number and a text («Eje 2 | Agua») as the line of text that it is.

    A row that stands ``alone`` needs no number, where the text is more than a name.
    """
    pair = _level_and_text(line, grammar, names) if line.cells else None
    if pair is None:
        return line
    name, text = pair
    if text.startswith(line.cells[0].rstrip(" .:")):
        return TextLine(line.number, text)
    return TextLine(line.number, f"{name}: {text}") if alone and len(text.split()) > _NAME_WORDS else line


def _is_near(lines: Sequence[TextLine], i: int, start: int) -> bool:
    """Tell whether a line stands in the table in which a card began."""
    return not lines[i].is_blank and lines[i].table == lines[start].table


def _level_and_text(line: TextLine, grammar: Grammar, names: Callable[[str], bool]) -> tuple[str, str] | None:
    """Return the name of a level and the text beside it («Eje 2 | Agua»), None where a row says something else."""
    filled = _filled(line)
    if len(filled) != 2 or not line.cells[0]:
        return None
    label = grammar.label(filled[0])
    if label is None or label.rest or label.plural or names(filled[1]) or not any(map(str.isalpha, filled[1])):
        return None
    own = filled[0].removesuffix(label.code or "").rstrip(" .:-–") if label.code else filled[0].rstrip(" .:")
    return own, f"{filled[0].rstrip(' .:')}: {filled[1]}" if label.code else filled[1]


def _heads(line: TextLine, grammar: Grammar, names: Callable[[str], bool]) -> bool:
    """Tell whether a row names columns, the first of them a level."""
    filled = _filled(line) if line.cells else [line.text]
    label = grammar.label(filled[0]) if filled else None
    known = sum(map(names, filled))
    return known == len(filled) > 1 or (bool(label and not label.rest) and known >= len(filled) / 2)


def _filled(line: TextLine) -> list[str]:
    return [cell for cell in line.cells if cell]


def _as_matrix(card: _Card) -> list[TextLine]:
    if card.header is None:
        head = TextLine(card.numbers[0], squeeze(" ".join(card.names)), cells=tuple(card.names))
        row = TextLine(
            card.numbers[0], squeeze(" ".join(card.texts)), cells=tuple(card.texts), numbers=tuple(card.numbers)
        )
        return [head, row]
    upper = len(card.names)
    made = [_beside(card.names, card.header, ())]
    for row in card.rows:
        numbers = (*card.numbers, *(row.numbers or (row.number,) * len(row.row)))
        made.append(_beside(card.texts, row, numbers))
    width = max(len(line.cells) for line in made)
    return [replace(line, cells=line.cells + ("",) * (width - len(line.cells))) for line in made] if upper else made


def _beside(texts: Sequence[str], line: TextLine, numbers: tuple[int, ...]) -> TextLine:
    cells = (*texts, *line.row)
    covered = (*("" for _text in texts), *line.covered) if line.covered else ()
    return replace(
        line, text=squeeze(" ".join(cells)), cells=cells, covered=covered, numbers=numbers, enumerator="", style=""
    )
