"""Codes of elements («1.2.3», «OEI.01», «I.A.2», «F1.1») as the parts by which one goes on from another."""

import re

_ACRONYM = re.compile(r"^[A-ZÁÉÍÓÚ]{2,4}[.\-\s]?(?=\d)")
_PART = re.compile(r"\d+|[A-Za-z]{1,2}\d*")
_ROMAN = {"I": 1, "V": 5, "X": 10}


def parts(code: str | None) -> tuple[str, ...]:
    """Return the parts of a code from the first to the last, without zeros in front; () where it is none.

    An acronym in front says which level it is, not which element, and is left out; a Roman number at the beginning
    counts as the number that it is.
    """
    bare = _ACRONYM.sub("", (code or "").replace(" ", ""))
    found = [part.lstrip("0") or "0" for part in bare.split(".") if _PART.fullmatch(part)]
    if found and found[0] and set(found[0]) <= set(_ROMAN):
        found[0] = str(_arabic(found[0]))
    return tuple(found)


def are_neighbours(one: str | None, other: str | None) -> bool:
    """Tell whether two codes are of one depth, and deeper than a lone number."""
    return len(parts(one)) == len(parts(other)) > 1


def _arabic(roman: str) -> int:
    values = [_ROMAN[letter] for letter in roman]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
