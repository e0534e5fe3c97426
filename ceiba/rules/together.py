"""What many things of one kind lack is told once, at the first of them, with how many there are."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.rules.passes import indicators_with_plan


@dataclass(frozen=True, slots=True)
class Lack:
    """Things that lack the same: the first in document order, how many they are, and out of how many."""

    first: str
    count: int
    total: int

    @property
    def reason(self) -> str:
        """Return which sentence tells it: ``none`` of them has it, or ``many`` have not."""
        return "none" if self.count == self.total else "many"


def together(things: Iterable[tuple[Hashable, str, bool]]) -> dict[str, Lack]:
    """Return with whom each thing that lacks something lacks it, by its identifier.

    Things come in document order as what they are counted with (their plan, their level), identifier, and whether they
    lack it.
    """
    total: Counter[Hashable] = Counter()
    lacking: list[tuple[Hashable, str]] = []
    for group, identifier, lacks in things:
        total[group] += 1
        if lacks:
            lacking.append((group, identifier))
    count = Counter(group for group, _identifier in lacking)
    first: dict[Hashable, str] = {}
    return {
        identifier: Lack(first.setdefault(group, identifier), count[group], total[group])
        for group, identifier in lacking
    }


def together_in_document(snapshot: Snapshot, lacks: Callable[[Indicator], object]) -> dict[str, Lack]:
    """Return with whom each indicator lacks something, counted in the whole document."""
    return together(("", indicator.id, bool(lacks(indicator))) for _plan, indicator in indicators_with_plan(snapshot))


def together_in_plans(snapshot: Snapshot, lacks: Callable[[Indicator], object]) -> dict[str, Lack]:
    """Return with whom each indicator lacks something, counted in its plan."""
    own = indicators_with_plan(snapshot)
    return together((plan.id, indicator.id, bool(lacks(indicator))) for plan, indicator in own)
