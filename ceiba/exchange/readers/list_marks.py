"""How the numbers and bullets of automatic lists are printed."""

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_LARGEST_ROMAN = 4999
_MOST_LETTERS = 20
# Signs of the fonts Symbol and Wingdings, which keep them where Unicode has none of its own.
_PRIVATE = {
    0xF02D: "–",
    0xF06C: "●",
    0xF06D: "○",
    0xF06E: "■",
    0xF06F: "□",
    0xF071: "□",
    0xF075: "◆",
    0xF076: "❖",
    0xF077: "◆",
    0xF09F: "•",
    0xF0A3: "£",
    0xF0A7: "▪",
    0xF0A8: "□",
    0xF0B0: "°",
    0xF0B1: "±",
    0xF0B3: "≥",
    0xF0B7: "•",
    0xF0D7: "×",
    0xF0D8: "➢",
    0xF0DE: "⇒",
    0xF0E0: "→",
    0xF0E8: "→",
    0xF0F0: "→",
    0xF0FB: "✗",
    0xF0FC: "✓",
    0xF0FD: "☒",
    0xF0FE: "☑",
}
_SYMBOL = {0xF0A3: "≤", 0xF0D7: "·", 0xF0AE: "→", 0xF0DE: "⇒", 0xF0B4: "×", 0xF044: "Δ", 0xF053: "Σ"}
_PRIVATE_FIRST, _PRIVATE_LAST = 0xF000, 0xF0FF
BULLET = "•"
_BULLETS = frozenset("-–—•■▪●◦○►▶➢➤✓✔·❖*")


def counted(value: int, form: str) -> str:
    """Return a number as a list prints it: ``decimal``, ``zero`` (01), ``letter``, ``LETTER``, ``roman``, ``ROMAN``.

    Any other form is printed in digits, and so is what a form has no sign for.
    """
    if form in {"letter", "LETTER"} and 0 < value <= 26 * _MOST_LETTERS:
        text = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
    elif form in {"roman", "ROMAN"} and 0 < value <= _LARGEST_ROMAN:
        text = _roman(value).lower()
    else:
        return f"{value:02d}" if form == "zero" else str(value)
    return text.upper() if form.isupper() else text


def _roman(value: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        text += sign * times
    return text


def symbol(code: int, font: str = "") -> str:
    """Return the sign that a font shows for a code of its own; other codes are what they are in Unicode."""
    if code < 0x100 and font.lower().startswith(("wingdings", "symbol", "webdings")):
        code += _PRIVATE_FIRST
    if not _PRIVATE_FIRST <= code <= _PRIVATE_LAST:
        return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""
    if font.lower().startswith("symbol") and code in _SYMBOL:
        return _SYMBOL[code]
    return _PRIVATE.get(code, BULLET)


def bullet(text: str, font: str = "") -> str:
    """Return the mark of a bulleted list; pictures that no other document uses as one become the common bullet."""
    mark = "".join(symbol(ord(sign), font) for sign in text).strip()
    if mark == "o":  # the circle of fonts of typewriters
        return "◦"
    return mark if not mark or mark in _BULLETS else BULLET


def superscript(text: str) -> str:
    """Return raised letters as the signs that print them so («m²», «N.º»); others stay as they are."""
    return text.translate(_RAISED)


_RAISED = str.maketrans("0123456789oa", "⁰¹²³⁴⁵⁶⁷⁸⁹ºª")
