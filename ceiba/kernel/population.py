"""Populations: of all the people that something concerns, whom it is meant for, who qualifies, and who was attended."""

from dataclasses import dataclass
from decimal import Decimal

from ceiba.kernel.exact import percent

STEPS = ("universe", "target", "eligible", "attended")


@dataclass(frozen=True, slots=True)
class Population:
    """The people of one element in one year, from the widest group to the narrowest; ``text`` says who they are.

    A figure that nobody knows is None, and zero is zero. Each group lies in the one before it; where it is larger,
    ``reason`` says why (people of another municipality are attended too).
    """

    id: str
    element: str
    year: int
    text: str = ""
    universe: int | None = None
    target: int | None = None
    eligible: int | None = None
    attended: int | None = None
    reason: str | None = None

    @property
    def larger(self) -> tuple[tuple[str, str], ...]:
        """Return the groups that are larger than the nearest known one before them: that one's name, then theirs."""
        found = []
        before: str | None = None
        for name in STEPS:
            people = getattr(self, name)
            if people is None:
                continue
            if before is not None and people > getattr(self, before):
                found.append((before, name))
            before = name
        return tuple(found)

    @property
    def coverage(self) -> Decimal | None:
        """Return how many percent of those it is meant for were attended; None where that cannot be told."""
        if self.attended is None or not self.target:
            return None
        return percent(Decimal(self.attended), Decimal(self.target))
