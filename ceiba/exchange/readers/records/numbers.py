"""Numbers as offices type them: Q 1,234.50 or 1.234,50, minus in front, behind or as brackets; never a float."""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from ceiba.kernel.register_text import UnreadableValue
from ceiba.kernel.text import _

_SURE = 15  # digits of a stored number that mean something; the rest is the noise of its binary form
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " ", "−": "-", "’": "'"})
_MONEY = re.compile(r"^(?:US\$|[A-Z]{1,3}\$?\.?|[$₡€£])\s*(?=[\d.,(-])|\s*(?:[A-Z]{3}|%)$", re.IGNORECASE)
_PLAIN = re.compile(r"[0-9]{1,30}")
_LONGEST = 30  # digits of one number


@lru_cache(maxsize=16_384)
def read_number(text: str, decimal: str = ".") -> Decimal:
    """Return the number that a text writes; ``decimal`` is the mark of decimals and decides only where both may be.

    ``UnreadableValue`` with the mend where it is none.
    """
    bare, negative = _bare(text)
    digits = bare if _PLAIN.fullmatch(bare) else _without_groups(bare, decimal)
    if digits is None or sum(map(str.isdigit, digits)) > _LONGEST:
        example = "1,500.50" if decimal == "." else "1.500,50"
        raise UnreadableValue(_("no es un número; escriba cifras, por ejemplo %(example)s."), {"example": example})
    number = Decimal(digits)
    return -number if negative else number


def _bare(text: str) -> tuple[str, bool]:
    """Return a text without blanks, currency and sign, and whether it is negative."""
    bare = text.translate(_SPACES).strip()
    negative = False
    for _side in range(2):
        if bare.startswith("(") and bare.endswith(")") and not negative:
            bare, negative = bare[1:-1].strip(), True
        elif bare[:1] in {"-", "+"}:
            negative |= bare[0] == "-"
            bare = bare[1:].strip()
        elif bare.endswith("-"):
            bare, negative = bare[:-1].strip(), True
        bare = _MONEY.sub("", bare).strip()
    return bare, negative


def _without_groups(text: str, decimal: str) -> str | None:
    """Return the digits with a point as mark of decimals; None where marks stand where no notation puts them."""
    whole, mark, fraction = _parted(text, decimal)
    if mark and not fraction.isdecimal():
        return None
    groups = re.split(r"[.,' ]", whole)
    if len(groups) > 1:
        marks = set(re.findall(r"[.,' ]", whole))
        if (
            len(marks) > 1
            or mark in marks
            or not 1 <= len(groups[0]) <= 3
            or any(len(part) != 3 for part in groups[1:])
        ):
            return None
    joined = "".join(groups)
    if not (joined.isascii() and (joined.isdecimal() or (not joined and fraction))):
        return None
    return f"{joined or '0'}.{fraction}" if mark else joined


def _parted(text: str, decimal: str) -> tuple[str, str, str]:
    """Return the whole part, the mark of decimals and the decimals."""
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return text, "", ""
    mark = text[last]
    other = "," if mark == "." else "."
    if text.count(mark) > 1:
        return text, "", ""  # it stands between groups
    fraction = text[last + 1 :]
    doubtful = len(fraction) == 3 and 1 <= len(text[:last]) <= 3 and text[:last].isdecimal() and text[:last] != "0"
    if other in text or mark == decimal or not doubtful:
        return text[:last], mark, fraction
    return text, "", ""


def stored_number(raw: str) -> Decimal | None:
    """Return a number of a workbook without the noise of its binary form: 25.199999999999999 is 25.2."""
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
        return None
    if len(number.as_tuple().digits) > _SURE:
        number = Decimal(format(float(raw), f".{_SURE}g"))
    plain = number.normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain
