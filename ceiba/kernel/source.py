"""Where a field comes from: every field read from a document keeps its place and the words that it was read in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a document. ``line`` counts from 1, split at line feeds only; ``last_line`` ends a passage.

    ``page`` and ``cell`` («Hoja1!C14») are filled by the readers whose formats have them.
    """

    line: int | None = None
    last_line: int | None = None
    page: int | None = None
    cell: str | None = None

    def __str__(self) -> str:
        return self.cell or (f"{self.line}–{self.last_line}" if self.last_line else str(self.line or "—"))


def address(noun: str, identifier: str) -> str:
    """Return the address of a thing inside a snapshot, such as ``element/o3`` or ``funding/f1``."""
    return f"{noun}/{identifier}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where one field of one thing stands: its address, the place, the quoted text and the reader's confidence (0–1).

    ``field`` is empty where the whole thing is meant. ``accepted_by`` names the person who accepted the claim.
    """

    subject: str
    field: str
    place: Place
    quote: str
    confidence: float
    document: str = ""
    accepted_by: str | None = None
