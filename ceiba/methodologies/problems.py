"""What is wrong with a methodology: which folder, which place, and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ceiba.kernel.text import _


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. ``message`` is a Spanish sentence with placeholders, ``facts`` fill them."""

    folder: str
    place: str
    message: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.folder}: {self.place}: {self.message % self.facts}"


class MethodologyError(Exception):
    """A methodology that cannot be used; ``problems`` tells everything that was found wrong, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UnknownMethodology(Exception):
    """A reference that no folder answers to; the message lists the references that are known."""

    message = _("No se conoce la metodología «%(reference)s». Las conocidas son: %(known)s.")

    def __init__(self, reference: str, known: Iterable[str]) -> None:
        self.facts = {"reference": reference, "known": ", ".join(known)}
        super().__init__(self.message % self.facts)
