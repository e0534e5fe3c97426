"""The three parts that a registry of investment asks of a project's name: process, object and place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ceiba.kernel.law import LegalSource
from ceiba.kernel.text import fold


class NamePart(StrEnum):
    """The part of a project's name that a word opens."""

    PROCESS = "process"
    PLACE = "place"


class WorkKind(StrEnum):
    """What is done to an asset, as the Open Contracting for Infrastructure Data Standard has it (projectType)."""

    CONSTRUCTION = "construction"
    MAINTENANCE = "maintenance"
    REHABILITATION = "rehabilitation"
    REPLACEMENT = "replacement"
    EXPANSION = "expansion"


@dataclass(frozen=True, slots=True)
class ProjectWord:
    """A word with which the process or the place of a project's name begins, in a country's registry.

    ``work`` is what a process does to an asset, None where the word does not say.
    """

    key: str
    part: NamePart
    label: str
    source: LegalSource | None = None
    work: WorkKind | None = None


@dataclass(frozen=True, slots=True)
class ProjectName:
    """A project's name in its parts, as written; a part that the name does not say is blank."""

    process: str
    object: str
    place: str


def split_name(name: str, words: Iterable[ProjectWord], place: str | None = None) -> ProjectName:
    """Return the parts of a name: process first, object between, place last.

    The place begins where the project's own ``place`` stands in the name, else at the first word that opens one. A
    name without either is all object. Joined with spaces the parts give the words of the name.
    """
    known = tuple(words)
    written = name.split()
    folded = [fold(word) for word in written]
    begins = _process(folded, known)
    ends = _place(folded, known, place, begins)
    return ProjectName(" ".join(written[:begins]), " ".join(written[begins:ends]), " ".join(written[ends:]))


def _process(folded: Sequence[str], words: Sequence[ProjectWord]) -> int:
    """Return how many words name the process; the longest that fits, and never the whole name."""
    labels = [fold(word.label).split() for word in words if word.part is NamePart.PROCESS]
    fitting = [len(label) for label in labels if list(folded[: len(label)]) == label and len(label) < len(folded)]
    return max(fitting, default=0)


def _place(folded: Sequence[str], words: Sequence[ProjectWord], place: str | None, begins: int) -> int:
    """Return where the place begins, the end of the name where nothing says it."""
    own = fold(place or "").split()
    for at in range(begins + 1, len(folded) - len(own) + 1):
        if own and list(folded[at : at + len(own)]) == own:
            return at
    openers = {fold(word.label) for word in words if word.part is NamePart.PLACE}
    found = (at for at in range(begins + 1, len(folded)) if folded[at] in openers)
    return next(found, len(folded))
