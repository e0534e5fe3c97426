"""The names that OpenDocument gives to things, as the parser hands them over."""

_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
TEXT = f"{{{_SPACES['text']}}}"
DRAW = f"{{{_SPACES['draw']}}}"
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}


def q(name: str) -> str:
    """Return a prefixed name («text:p») as the parser spells it."""
    prefix, local = name.split(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def length(text: str | None) -> float | None:
    """Return a length («0.21cm») in points, None where it is none."""
    if not text or text[-2:] not in _POINTS:
        return None
    try:
        return float(text[:-2]) * _POINTS[text[-2:]]
    except ValueError:
        return None


def count(text: str | None, least: int = 1) -> int:
    """Return a whole number that an attribute states, ``least`` where it states none or a smaller one."""
    try:
        return max(int(text or least), least)
    except ValueError:
        return least
