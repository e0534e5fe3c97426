"""Small judgements about single texts: can it be a promise, does it need its quotation marks."""

import re

from ceiba.kernel.text import fold

LONGEST = 1500  # characters of an element; a longer paragraph under a label is prose about it
_CAPTION = re.compile(
    r"https?:|www\.|(?:fuente|nota|elaboración)s?\s*:|(?:tabla|cuadro|figura|gráfic[ao]|mapa)\s*(?:n[º°o.]*\s*)?\d",
    re.IGNORECASE,
)
_PADDED = re.compile(r"(0\d{2,5})\s+(?=[A-ZÁÉÍÓÚÑ])")  # «0046 …»: a number of a register
_LETTERED = re.compile(r"([A-ZÁÉ]{1,3}\.?\d{1,2}(?:\.\d{1,2}){0,3})\s*[.):\-–—]\s+(?=[A-ZÁÉÍÓÚÑ])")  # «I1. Renovar …»
_BARE = re.compile(r"([1-9]\d?)\s+(?=[A-ZÁÉÍÓÚÑ])")
_DOTTED = re.compile(r"([A-ZÁÉ]{1,3}\.?\d{1,2}(?:\.\d{1,2}){1,4})\s+(?=[A-ZÁÉÍÓÚÑ])")  # «A1.2.1 Renovar …»
_CONTINUED = re.compile(r"\s*[(\[](?:cont(?:inuaci[óo]n|inúa|\.)?|sigue|viene)[.…]*[)\]]\s*$", re.IGNORECASE)
_BETWEEN_VALUES = frozenset("a al ano anos de del desde el en hasta la para pasar y puntos por ciento".split())
_CONTINUING = frozenset({"de", "del"})


def is_promise(text: str) -> bool:
    """Tell whether a text can be an element: words, no lone number, address, caption or rest of a broken title."""
    if len(text) > LONGEST or _CAPTION.match(text) or fold(text[:20]).partition(" ")[0] in _CONTINUING:
        return False
    letters = sum(map(str.isalpha, text))
    return letters > 3 and letters * 2 > len(text) - text.count(" ")


def is_values(text: str) -> bool:
    """Tell whether a text holds nothing but numbers and the words between them («De 24 % en 2026 a 64 % al 2038»)."""
    words = fold(text).replace("%", " ").split()
    return any(map(str.isdigit, text)) and all(word in _BETWEEN_VALUES or not word.isalpha() for word in words)


def unquoted(text: str) -> str:
    """Return a text without the quotation marks that enclose the whole of it, and without one that never closes."""
    bare = text.strip()
    inner = bare.rstrip(".").strip()
    if inner[:1] in {"“", '"', "«"} and inner[-1:] in {"”", '"', "»"} and len(inner) > 1:
        return inner[1:-1].strip()
    return bare[1:].strip() if bare[:1] in {"“", "«"} and not any(c in bare for c in "”»") else bare


def printed_code(text: str, code: str | None = None) -> tuple[str | None, str]:
    """Return the code that a text of a list begins with («0046 …», «I1. …»), or the one it has, and the rest."""
    printed = _PADDED.match(text) or _LETTERED.match(text) or _DOTTED.match(text)
    return (printed[1], text[printed.end() :]) if printed else (code, text)


def bare_number(text: str) -> str:
    """Return the number that a text begins with, no sign behind it («2 Renovar …»); "" without one."""
    printed = _BARE.match(text)
    return printed[1] if printed else ""


def initials_of_code(text: str) -> str:
    """Return the initials of the code that a text begins with («A» of «A1.1.2 Renovar …»), "" without a code."""
    printed = _LETTERED.match(text) or _DOTTED.match(text)
    return printed[1].rstrip("0123456789.") if printed else ""


def whole(text: str) -> str:
    """Return a text without the note that it goes on from the page before («Agua segura (continuación)»)."""
    return _CONTINUED.sub("", text)
