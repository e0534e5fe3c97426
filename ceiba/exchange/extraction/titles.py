"""What looks like a heading: by its style, its capitals, its chapter's number."""

from ceiba.exchange.extraction.headings import is_capitals, is_infinitive
from ceiba.exchange.extraction.paragraphs import Block

_TITLE = 90
_CHAPTERS = frozenset({"roman", "capital"})


def is_title(block: Block) -> bool:
    """Tell whether a block looks like a heading: short, no sentence, in capitals or under a chapter's number."""
    text, first = block.text, block.first
    if len(text) > _TITLE * 2:
        return False
    if first.heading is not None and not is_infinitive(text) and not text.endswith((".", ";", ",")):
        return True
    capitals = is_capitals(text)
    if text.endswith((".", ";", ",")) and not (capitals and first.style):
        return capitals and bool(first.bullet)
    if first.bullet:
        return False
    return capitals or first.style in _CHAPTERS
