"""What every file of open data needs: who gives it out, moments, and names without personal numbers."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ceiba.kernel.text import squeeze

# A run of seven digits or more, whatever parts it, with the initials before it («RUC 1712345678001», «NIT: 123456-7»):
# an identity or tax number. A contract's number stands in a field of its own.
_NUMBER = re.compile(
    r"[\s,;:(–-]*(?:\b(?:[A-ZÁÉÍÓÚÑ]\.?){2,5}\s*)?(?:(?:[Nn][.°ºo]+|#|:)\s*)?\d(?:[ .\-–]?\d){6,}(?:-?[\dkK])?\)?"
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """The institution that gives a file out: its key in this installation, its name, where the file is found.

    ``changed`` is when the data last changed. ``prefix`` is the one registered for identifiers of projects, and
    ``license`` the address of the licence; both are blank where nobody decided them, and then nothing is written.
    """

    key: str
    name: str
    address: str
    changed: datetime
    country: str = ""
    prefix: str = ""
    license: str = ""


def moment(at: datetime) -> str:
    """Return a moment as RFC 3339 in universal time, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def begin(day: date) -> str:
    """Return the first second of a day, for a date of which nobody wrote the hour."""
    return f"{day.isoformat()}T00:00:00Z"


def end(day: date) -> str:
    """Return the last second of a day."""
    return f"{day.isoformat()}T23:59:59Z"


def public_name(name: str) -> str:
    """Return the name of a party without the numbers that identify it.

    Whoever is contracted with public money is named; the number of a person's identity or tax papers is nobody else's
    business, and nothing tells apart that of a person from that of a firm.
    """
    return squeeze(_NUMBER.sub(" ", name)).strip(" ,;:-–(")
