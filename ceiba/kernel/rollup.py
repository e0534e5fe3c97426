"""Roll-up: the achievement of a plan, an axis or a unit from the achievements of what it is made of.

What is averaged here are achievements, by weight: that is what every methodology read understands by the progress of a
plan. Percentages that are observed values are never averaged; they are accumulated from their numerators and
denominators before (``accumulation``), and only how much of its target each reached comes here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from ceiba.kernel.achievement import achievement_in
from ceiba.kernel.exact import weighted_mean
from ceiba.kernel.methodology import AchievementPolicy, MissingPolicy
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, Completeness, Datum, State, Value, merged_absence


class Basis(StrEnum):
    """What the parts of one whole were weighted by; never two of them within one whole."""

    EXPLICIT = "explicit"
    MONEY = "money"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole: its achievement, its weight and money where somebody gave them, and what it rests on.

    Without a ``completeness`` of its own a part is one figure: known, missing, still to come or not asked for.
    """

    percent: Datum
    weight: Decimal | None = None
    money: Money | None = None
    completeness: Completeness | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """The achievement of one indicator of an element, with its weight among the element's indicators."""

    element: str
    percent: Datum
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RollUp:
    """The achievement of a whole, with what it was weighted by and how much of it is known.

    ``own`` is what its indicators say, ``below`` what its parts say, not applicable where there are none; ``percent``
    is the first that has a value. ``basis`` weighted the parts (the indicators where there are no parts).
    ``ignored_weights`` tells that some parts had weights, or money, which were left aside because others had none.
    ``completeness`` counts every leaf underneath.
    """

    percent: Datum
    completeness: Completeness
    basis: Basis = Basis.EQUAL
    ignored_weights: bool = False
    own: Datum = NOT_APPLICABLE
    below: Datum = NOT_APPLICABLE
    money: Money | None = None


NOTHING = RollUp(NOT_APPLICABLE, Completeness())  # a whole without parts


def combine(parts: Sequence[Part], policy: AchievementPolicy) -> RollUp:
    """Return the weighted mean of parts: Σ weight × min(percent, cap) / Σ weight, over the parts that count.

    Weights are the explicit ones where every part has one, otherwise the money where every part has some amount in one
    currency, otherwise equal; a basis with a negative weight, or adding up to zero, is no basis. All parts choose the
    basis, known or not, so that a late report does not change the weights of the others. A part without data is left
    out or counts as zero, as the policy says; parts that are not due, not programmed or not applicable are left out
    always. Where nothing that weighs is left, the state is that of ``merged_absence``.
    """
    if not parts:
        return NOTHING
    basis, weights, ignored = _weights(parts)
    complete = _complete(parts)
    counted = [(_counted(part.percent, policy), weight) for part, weight in zip(parts, weights, strict=True)]
    mean = weighted_mean((amount, weight) for amount, weight in counted if amount is not None)
    missing = [part.percent for part in parts if not isinstance(part.percent, Value)]
    percent: Datum = merged_absence(missing) if mean is None else Value(mean)
    return RollUp(percent, complete, basis, ignored, below=percent, money=_money(parts))


@dataclass(frozen=True, eq=False)
class Tree:
    """Elements that are not withdrawn: ``order`` has parts before wholes, ``below`` what hangs from each.

    An element whose parent is not among them hangs from none, and elements in a circle are no parts of one another.
    """

    order: tuple[Element, ...]
    below: Mapping[str, Sequence[Element]]

    @classmethod
    def of(cls, elements: Iterable[Element]) -> "Tree":
        """Return the tree of elements. Linear and without recursion: a chain of any depth works."""
        by_id = {element.id: element for element in elements if not element.withdrawn}
        waiting = Counter(element.parent for element in by_id.values() if element.parent in by_id)
        ready = [element for element in by_id.values() if not waiting[element.id]]
        order: list[Element] = []
        below: dict[str, list[Element]] = {}
        while ready:
            element = ready.pop()
            order.append(element)
            above = by_id.get(element.parent or "")
            if above is not None:
                below.setdefault(above.id, []).append(element)
                waiting[above.id] -= 1
                if not waiting[above.id]:
                    ready.append(above)
        reached = {element.id for element in order}
        return cls((*order, *(element for element in by_id.values() if element.id not in reached)), below)

    def upwards(self, changed: Iterable[str]) -> list[Element]:
        """Return elements with everything that they are a part of, parts before wholes."""
        found: set[str] = set()
        for key in changed:
            at = self._places.get(key)
            while at is not None and self.order[at].id not in found:
                found.add(self.order[at].id)
                at = self._places.get(self.order[at].parent or "")
        return [self.order[at] for at in sorted(self._places[key] for key in found)]

    @cached_property
    def roots(self) -> tuple[Element, ...]:
        """Return the elements that hang from none."""
        return tuple(element for element in self.order if element.parent not in self._places)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {element.id: at for at, element in enumerate(self.order)}


def roll_up(
    elements: Iterable[Element],
    leaves: Iterable[Leaf],
    policy: AchievementPolicy,
    money: Mapping[str, Money] | None = None,
) -> dict[str, RollUp]:
    """Return the achievement of every element that is not withdrawn, by its identifier, from the leaves upwards.

    An element with indicators is judged by them where they are known, and by its parts otherwise: an outcome is what
    its own measure says, not how busy its outputs were. Both are kept. ``money`` is what each element has
    with all that hangs from it (``ElementMoney.given``); where it is silent an element has the money of its parts, if
    all have some. An element with neither indicators nor parts is one leaf without data.
    """
    own: dict[str, list[Part]] = {}
    for leaf in leaves:
        own.setdefault(leaf.element, []).append(Part(leaf.percent, leaf.weight))
    tree = Tree.of(elements)
    return judged(tree, tree.order, own, policy, money or {}, {})


def judged(
    tree: Tree,
    wanted: Iterable[Element],
    own: Mapping[str, Sequence[Part]],
    policy: AchievementPolicy,
    money: Mapping[str, Money],
    before: Mapping[str, RollUp],
) -> dict[str, RollUp]:
    """Return a roll-up in which some elements, parts before wholes, are judged again; the others as ``before``.

    ``own`` are the indicators of the elements that are wanted.
    """
    result = dict(before)
    for element in wanted:
        below = [part_of(part, result[part.id]) for part in tree.below.get(element.id, ())]
        result[element.id] = _judge(own.get(element.id, ()), below, policy, money.get(element.id))
    return result


def part_of(element: Element, whole: RollUp) -> Part:
    """Return an element as a part of what it hangs from."""
    return Part(whole.percent, element.weight, whole.money, whole.completeness)


def leaves_in(snapshot: Snapshot, period: Period, every: int | None = None) -> Iterator[Leaf]:
    """Yield the achievement of every indicator that hangs from an element, in a period, by the methodology's policy."""
    policy = snapshot.methodology.achievement
    for indicator in snapshot.indicators:
        if indicator.element is not None:
            observed = snapshot.measurements_of(indicator)
            achievement = achievement_in(indicator, observed, period, policy, every=every)
            yield Leaf(indicator.element, achievement.percent, indicator.weight)


def _judge(own: Sequence[Part], below: Sequence[Part], policy: AchievementPolicy, money: Money | None) -> RollUp:
    indicators, parts = combine(own, policy), combine(below, policy)
    told = [whole for whole, of in ((indicators, own), (parts, below)) if of]
    percents = [whole.percent for whole in told]
    base = parts if below else indicators
    return RollUp(
        percent=next((p for p in percents if isinstance(p, Value)), None) or merged_absence(percents or [NO_DATA]),
        completeness=indicators.completeness + parts.completeness if told else Completeness.of([NO_DATA]),
        basis=base.basis,
        ignored_weights=base.ignored_weights,
        own=indicators.percent,
        below=parts.percent,
        money=parts.money if money is None else money,
    )


def _complete(parts: Sequence[Part]) -> Completeness:
    known = expected = not_due = 0
    for part in parts:
        told = part.completeness or Completeness.of((part.percent,))
        known += told.known
        expected += told.expected
        not_due += told.not_due
    return Completeness(known, expected, not_due)


def _weights(parts: Sequence[Part]) -> tuple[Basis, list[Decimal], bool]:
    if all(part.weight is None and part.money is None for part in parts):
        return Basis.EQUAL, [Decimal(1)] * len(parts), False
    explicit = [part.weight for part in parts if part.weight is not None]
    if _usable(explicit, parts):
        return Basis.EXPLICIT, explicit, False
    amounts = [part.money for part in parts if part.money is not None]
    if len({money.currency for money in amounts}) == 1 and _usable([money.amount for money in amounts], parts):
        return Basis.MONEY, [money.amount for money in amounts], bool(explicit)
    return Basis.EQUAL, [Decimal(1)] * len(parts), bool(explicit or amounts)


def _usable(weights: Sequence[Decimal], parts: Sequence[Part]) -> bool:
    return len(weights) == len(parts) and all(weight >= 0 for weight in weights) and any(weights)


def _counted(percent: Datum, policy: AchievementPolicy) -> Decimal | None:
    if isinstance(percent, Value):
        return percent.amount if policy.rollup_cap is None else min(percent.amount, policy.rollup_cap)
    missing_is_zero = policy.missing is MissingPolicy.ZERO and percent.state is State.NO_DATA
    return Decimal(0) if missing_is_zero else None


def _money(parts: Sequence[Part]) -> Money | None:
    amounts = [part.money for part in parts if part.money is not None]
    if not amounts or len(amounts) < len(parts) or len({money.currency for money in amounts}) > 1:
        return None
    return Money.total(amounts)
