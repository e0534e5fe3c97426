"""An amount of money in a cell, in either number format, as whole hundredths; never a float.

Each cell decides for itself: the last of two different marks is the decimal one; a single mark before three digits
groups thousands, since money is printed with two decimals or none.
"""

import re

_PLAIN = re.compile(r"-?\d+")
_CENTS = re.compile(r"-?\d+[.,]\d\d")
_AMERICAN = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d\d")
_EUROPEAN = re.compile(r"-?\d{1,3}(?:\.\d{3})+,\d\d")
_AROUND = re.compile(r"^(?:[A-Z]{1,3}\$?|[$₡€£])\.?\s*|\s*(?:[A-Z]{3})$")
_GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?P<mark>[.,'’ ])\d{3}(?:(?P=mark)\d{3})*|\d+)(?:(?P<point>[.,])(?P<cents>\d+))?"
)
_LONGEST = 17  # digits: a database keeps eighteen, and sums of rows must fit too
_NOTHING = frozenset({"", "-", "–", "—"})
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " ", "−": "-"})


class NoAmount(ValueError):
    """A cell that should hold an amount holds something else; the message says what it lacks («parts of a cent»)."""


class TooMuch(NoAmount):
    """An amount of more digits than anybody's money has, and than a database keeps."""


def hundredths(text: str) -> int | None:
    """Return the hundredths of an amount, None for an empty cell or a dash.

    Brackets and a minus on either side make it negative. ``NoAmount`` for words, parts of a hundredth, and marks that
    stand where no format puts them; ``TooMuch`` for more than fifteen digits before the cents.
    """
    if len(text) > _LONGEST and sum(map(str.isdigit, text)) > _LONGEST:
        raise TooMuch(text)
    if _PLAIN.fullmatch(text):
        return int(text) * 100
    if _CENTS.fullmatch(text) or _AMERICAN.fullmatch(text) or _EUROPEAN.fullmatch(text):
        return int(text.replace(",", "").replace(".", ""))
    return _written(text.translate(_SPACES).strip())


def _written(text: str) -> int | None:
    if text in _NOTHING:
        return None
    negative = text.startswith("(") and text.endswith(")")
    bare = text[1:-1].strip() if negative else text
    for _side in range(2):
        if bare.startswith("-") or bare.endswith("-"):
            negative, bare = True, bare.strip("-").strip()
        bare = _AROUND.sub("", bare).strip()
    match = _GROUPED.fullmatch(bare)
    if match is None or (match["point"] and match["point"] == match["mark"]):
        raise NoAmount(text)
    whole, cents = re.sub(r"\D", "", match["whole"]), (match["cents"] or "").rstrip("0")
    if match["cents"] and len(match["cents"]) == 3 and not match["mark"] and len(whole) <= 3:
        whole, cents = whole + match["cents"], ""
    if len(cents) > 2:
        raise NoAmount(text)
    amount = int(whole + cents.ljust(2, "0"))
    return -amount if negative else amount
