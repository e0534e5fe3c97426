"""Angles as maps print them: 14°38'00" N."""

import re
from decimal import Decimal

_ANGLE = re.compile(
    r"(?P<sign>-?)(?P<degrees>\d{1,3})\s*[°º]\s*(?:(?P<minutes>\d{1,2})\s*['’′]\s*)?"
    r"(?:(?P<seconds>\d{1,2}(?:[.,]\d{1,6})?)\s*(?:[\"”″]|''|’’)?\s*)?(?P<side>[NSEWO])?",
    re.IGNORECASE,
)


def angle(text: str) -> Decimal | None:
    """Return degrees, minutes and seconds as degrees, South and West negative; None where the text is no angle."""
    found = _ANGLE.fullmatch(text)
    if found is None:
        return None
    seconds = Decimal((found["seconds"] or "0").replace(",", "."))
    degrees = Decimal(found["degrees"]) + Decimal(found["minutes"] or 0) / 60 + seconds / 3600
    negative = bool(found["sign"]) or (found["side"] or "").upper() in {"S", "W", "O"}
    return -degrees if negative else degrees
