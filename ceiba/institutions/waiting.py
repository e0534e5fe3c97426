"""What falls due for a person outside the floor whose page shows it: floors above tell their own, lower pages show it.

::

    @tells
    def rows(actor: Actor, today: date) -> Iterable[Waiting]:
        ...

A floor imports the module of its teller when it begins (``apps.py``), so that pages of floors below need not know it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ceiba.institutions.actor import Actor

SOON, LATE = "soon", "late"  # due in the next days; its day is past


@dataclass(frozen=True)
class Waiting:
    """One thing that falls due: its address in the history, what it is, what runs out, its page, its day and stage."""

    subject: str
    name: str
    detail: str
    href: str
    day: date
    stage: str

    @property
    def identity(self) -> tuple[str, str, date]:
        """Return what is kept of a reminder, so that nobody is told twice."""
        return self.subject, self.stage, self.day


Teller = Callable[[Actor, date], Iterable[Waiting]]
_TELLERS: list[Teller] = []


def tells(teller: Teller) -> Teller:
    """Let a function tell what falls due for a person on a day."""
    _TELLERS.append(teller)
    return teller


def waiting(actor: Actor, today: date) -> list[Waiting]:
    """Return what falls due for a person, the earliest first."""
    found = [one for teller in _TELLERS for one in teller(actor, today)]
    return sorted(found, key=lambda one: (one.day, one.name))
