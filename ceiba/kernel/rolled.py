"""The roll-up of a plan, and the same after a figure changed: only what lies above the figure is judged again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ceiba.kernel.indicator import Indicator
from ceiba.kernel.methodology import AchievementPolicy
from ceiba.kernel.money import Money
from ceiba.kernel.rollup import Part, RollUp, Tree, combine, judged, part_of
from ceiba.kernel.states import Datum


@dataclass(frozen=True, slots=True)
class PlanRollUp:
    """The roll-up of one plan: of the plan as a whole, and of each element by its identifier."""

    whole: RollUp
    elements: dict[str, RollUp]


@dataclass(frozen=True, eq=False)
class Ground:
    """What all roll-ups of one plan in a snapshot rest on: its tree, its indicators, the money of its elements.

    ``marks`` has an object for each indicator: the very same one as long as nothing that its figures rest on changed.
    """

    tree: Tree
    indicators: tuple[Indicator, ...]
    money: Mapping[str, Money]
    policy: AchievementPolicy
    marks: tuple[object, ...]

    def carries(self, other: "Ground") -> bool:
        """Tell whether another ground differs from this one at most in its marks."""
        same = self.tree is other.tree and self.policy == other.policy and self.money == other.money
        return same and self.indicators == other.indicators

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Return which of the indicators hang from each element."""
        found: dict[str, list[int]] = {}
        for at, indicator in enumerate(self.indicators):
            found.setdefault(indicator.element or "", []).append(at)
        return found


@dataclass(frozen=True, eq=False)
class Rolled:
    """A roll-up with the ground it rests on and the figure of each indicator."""

    ground: Ground
    figures: tuple[Datum, ...]
    result: PlanRollUp

    @classmethod
    def of(cls, ground: Ground, figure: Callable[[Indicator], Datum], former: "Rolled | None" = None) -> "Rolled":
        """Return the roll-up of the figures of a plan's indicators; of a ``former`` one what did not change is kept."""
        if former is None or not former.ground.carries(ground):
            figures = tuple(map(figure, ground.indicators))
            return cls(ground, figures, _result(ground, figures, tuple(ground.places), {}))
        moved = [at for at, mark in enumerate(ground.marks) if mark is not former.ground.marks[at]]
        if not moved:
            return former
        told = list(former.figures)
        for at in moved:
            told[at] = figure(ground.indicators[at])
        changed = [ground.indicators[at].element or "" for at in moved if told[at] != former.figures[at]]
        figures = tuple(told)
        return cls(ground, figures, _result(ground, figures, changed, former.result.elements))


def _result(
    ground: Ground, figures: Sequence[Datum], changed: Sequence[str], before: Mapping[str, RollUp]
) -> PlanRollUp:
    tree = ground.tree
    wanted = tree.upwards(changed) if before else tree.order
    own = {
        element.id: [Part(figures[at], ground.indicators[at].weight) for at in ground.places.get(element.id, ())]
        for element in wanted
    }
    elements = judged(tree, wanted, own, ground.policy, ground.money, before)
    return PlanRollUp(combine([part_of(root, elements[root.id]) for root in tree.roots], ground.policy), elements)
