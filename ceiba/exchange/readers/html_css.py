"""How HTML says that letters are set: elements, and what stands in their ``style``."""

import re
from collections.abc import Mapping

RUNNING = 12.0  # points of a page's text where nothing else is said
_SIZES = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 0.83, "big": 1.2}
_FONT_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_BOLD_TAGS = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNITS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0}
_SIZE = re.compile(r"(?:^|;)\s*font-size\s*:\s*([\d.]{1,8})\s*(pt|px|r?em|%|cm|mm|in)", re.IGNORECASE)
_WEIGHT = re.compile(r"(?:^|;)\s*font-weight\s*:\s*(\w+)", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_LIST = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_KEPT = re.compile(r"(?:^|;)\s*white-space\s*:\s*pre", re.IGNORECASE)
_LIST_FORMS = {
    "none": "none",
    "decimal": "decimal",
    "decimal-leading-zero": "zero",
    "lower-alpha": "letter",
    "lower-latin": "letter",
    "upper-alpha": "LETTER",
    "upper-latin": "LETTER",
    "lower-roman": "roman",
    "upper-roman": "ROMAN",
    "disc": "bullet",
    "circle": "bullet",
    "square": "bullet",
}
_LIST_TYPES = {"1": "decimal", "a": "letter", "A": "LETTER", "i": "roman", "I": "ROMAN"}
_LONGEST = 2000  # letters of a style that are looked at


def style_of(attributes: Mapping[str, str]) -> str:
    """Return the style that an element carries itself."""
    return (attributes.get("style") or "")[:_LONGEST]


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Tell whether an element says that it is not shown."""
    return "hidden" in attributes or ("style" in attributes and bool(_HIDDEN.search(style_of(attributes))))


def keeps_blanks(tag: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether blanks and line feeds inside an element are printed as they are."""
    return tag == "pre" or ("style" in attributes and bool(_KEPT.search(style_of(attributes))))


def bold(tag: str, attributes: Mapping[str, str], around: bool) -> bool:
    """Tell whether letters inside an element are bold, ``around`` being how they are outside it."""
    if "style" in attributes and (match := _WEIGHT.search(style_of(attributes))):
        weight = match[1].lower()
        return weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) >= 600)
    return around or tag in _BOLD_TAGS


def size(tag: str, attributes: Mapping[str, str], around: float) -> float:
    """Return the size of letters inside an element in points, ``around`` being that outside it."""
    if tag == "font" and attributes.get("size") in _FONT_SIZES:
        return _FONT_SIZES[attributes["size"]]
    inside = around * _SIZES.get(tag, 1.0)
    if "style" not in attributes or not (match := _SIZE.search(style_of(attributes))):
        return inside
    try:
        stated, unit = float(match[1]), match[2].lower()
    except ValueError:
        return inside
    if unit in _UNITS:
        return stated * _UNITS[unit]
    return stated * (RUNNING if unit == "rem" else around) / (100 if unit == "%" else 1)


def list_form(tag: str, attributes: Mapping[str, str]) -> str:
    """Return how a list counts: a form of ``list_marks.counted``, ``bullet`` or ``none``."""
    if "style" in attributes and (match := _LIST.search(style_of(attributes))):
        form = _LIST_FORMS.get(match[1].lower())
        if form is not None:
            return form
    if tag == "ol":
        return _LIST_TYPES.get(attributes.get("type") or "", "decimal")
    return "bullet"
