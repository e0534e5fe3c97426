"""Small judgements about single texts: can it be a promise, does it need its quotation marks."""

import re

from ceiba.kernel.text import fold

LONGEST = 1500  # characters of an element; a longer paragraph under a label is prose about it
_CAPTION = re.compile(
    r"https?:|www\.|(?:fuente|nota|elaboración)s?\s*:|(?:tabla|cuadro|figura|gráfic[ao]|mapa)\s*(?:n[º°o.]*\s*)?\d",
    re.IGNORECASE,
)
_CONTINUING = frozenset({"de", "del"})


def is_promise(text: str) -> bool:
    """Tell whether a text can be an element: words, no lone number, address, caption or rest of a broken title."""
    if len(text) > LONGEST or _CAPTION.match(text) or fold(text[:20]).partition(" ")[0] in _CONTINUING:
        return False
    letters = sum(c.isalpha() for c in text)
    return letters > 3 and letters * 2 > len(text) - text.count(" ")


def unquoted(text: str) -> str:
    """Return a text without the quotation marks that enclose the whole of it, and without one that never closes."""
    bare = text.strip()
    inner = bare.rstrip(".").strip()
    if inner[:1] in {"“", '"', "«"} and inner[-1:] in {"”", '"', "»"} and len(inner) > 1:
        return inner[1:-1].strip()
    return bare[1:].strip() if bare[:1] in {"“", "«"} and not any(c in bare for c in "”»") else bare
