"""The names that WordprocessingML gives to things, as the parser hands them over."""

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CHOICE = f"{_COMPATIBILITY}Choice"
FALLBACK = f"{_COMPATIBILITY}Fallback"
ALTERNATE = f"{_COMPATIBILITY}AlternateContent"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"

_OFF = frozenset({"0", "false", "off", "none"})


def w(name: str) -> str:
    """Return a name of the main namespace («w:p»)."""
    return _MAIN + name


def m(name: str) -> str:
    """Return a name of the namespace of formulas («m:oMath»)."""
    return _MATH + name


VAL = w("val")


def by_name(parent: etree._Element | None) -> dict[str, etree._Element]:
    """Return the children of an element by their name, none for None: quicker than to ask for one after the other."""
    return {} if parent is None else {child.tag: child for child in parent}


def value(parent: etree._Element | None, name: str) -> str | None:
    """Return ``w:val`` of the child of that name, None where either is missing."""
    child = None if parent is None else parent.find(_MAIN + name)
    return None if child is None else child.get(VAL)


def number(text: str | None) -> int | None:
    """Return a whole number that an attribute states, None where it states none."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def is_on(element: etree._Element) -> bool:
    """Tell whether a property that is present is switched on: without a value it is."""
    return (element.get(VAL) or "1") not in _OFF


def points(text: str | None, unit: float) -> float | None:
    """Return a measure in points: a bare number counts in ``unit`` points, others name theirs («12pt»)."""
    if text is None:
        return None
    try:
        if text.endswith("pt"):
            return float(text[:-2])
        return float(text) * unit
    except ValueError:
        return None
