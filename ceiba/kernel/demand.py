"""What people ask of an institution."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand: structured when it comes from an act of a council, otherwise free text; ``serves`` are addresses."""

    id: str
    text: str
    origin: str
    structured: bool = False
    serves: tuple[str, ...] = ()
    answer: str | None = None
