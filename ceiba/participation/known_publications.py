"""Which publications there are, told by the floor above: who answers names the one that corrects.

::

    @knows_publications
    def known(institution: Institution) -> Iterable[KnownPublication]:
        ...
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from ceiba.institutions.models import Institution


@dataclass(frozen=True)
class KnownPublication:
    """A publication: its number, its hash, when it was made, its title, and which one it says to correct."""

    number: int
    digest: str
    at: datetime
    title: str = ""
    corrects: int | None = None


Teller = Callable[[Institution], Iterable[KnownPublication]]
_TELLERS: list[Teller] = []


def knows_publications(teller: Teller) -> Teller:
    """Let a function tell which publications an institution has."""
    _TELLERS.append(teller)
    return teller


def known_publications(institution: Institution) -> list[KnownPublication]:
    """Return the publications of an institution, the last first."""
    found = [one for teller in _TELLERS for one in teller(institution)]
    return sorted(found, key=lambda one: one.number, reverse=True)
