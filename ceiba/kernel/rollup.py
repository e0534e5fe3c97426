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


def roll_up(
    elements: Iterable[Element],
    leaves: Iterable[Leaf],
    policy: AchievementPolicy,
    money: Mapping[str, Money] | None = None,
) -> dict[str, RollUp]:
    """Return the achievement of every element that is not withdrawn, by its identifier, from the leaves upwards.

    An element with indicators is judged by them where they are known, and by its parts otherwise: an outcome is what
    its own measure says, not how busy its outputs were. Both are kept. ``money`` is what each element received; where
    it is silent an element has the money of its parts, if all have some. An element whose parent is not among the
    elements hangs from none, and elements in a circle are no parts of one another. An element with neither indicators
    nor parts is one leaf without data. Linear and without recursion: a chain of any depth works.
    """
    live = [element for element in elements if not element.withdrawn]
    own: dict[str, list[Part]] = {element.id: [] for element in live}
    for leaf in leaves:
        if leaf.element in own:
            own[leaf.element].append(Part(leaf.percent, leaf.weight))
    below: dict[str, list[Part]] = {element.id: [] for element in live}
    waiting = Counter(element.parent for element in live if element.parent in below)
    by_id = {element.id: element for element in live}
    ready = [element for element in live if not waiting[element.id]]
    result: dict[str, RollUp] = {}
    while ready:
        element = ready.pop()
        whole = result[element.id] = _judge(element, own, below, policy, money or {})
        if element.parent in below:
            below[element.parent].append(Part(whole.percent, element.weight, whole.money, whole.completeness))
            waiting[element.parent] -= 1
            if not waiting[element.parent]:
                ready.append(by_id[element.parent])
    circle = [element for element in live if element.id not in result]
    return result | {element.id: _judge(element, own, below, policy, money or {}) for element in circle}


def leaves_in(snapshot: Snapshot, period: Period, every: int | None = None) -> Iterator[Leaf]:
    """Yield the achievement of every indicator that hangs from an element, in a period, by the methodology's policy."""
    policy = snapshot.methodology.achievement
    for indicator in snapshot.indicators:
        if indicator.element is not None:
            observed = snapshot.measurements_of(indicator)
            achievement = achievement_in(indicator, observed, period, policy, every=every)
            yield Leaf(indicator.element, achievement.percent, indicator.weight)


def _judge(
    element: Element,
    own: Mapping[str, Sequence[Part]],
    below: Mapping[str, Sequence[Part]],
    policy: AchievementPolicy,
    money: Mapping[str, Money],
) -> RollUp:
    indicators, parts = combine(own[element.id], policy), combine(below[element.id], policy)
    told = [whole for whole, of in ((indicators, own[element.id]), (parts, below[element.id])) if of]
    percents = [whole.percent for whole in told]
    base = parts if below[element.id] else indicators
    return RollUp(
        percent=next((p for p in percents if isinstance(p, Value)), merged_absence(percents or [NO_DATA])),
        completeness=indicators.completeness + parts.completeness if told else Completeness.of([NO_DATA]),
        basis=base.basis,
        ignored_weights=base.ignored_weights,
        own=indicators.percent,
        below=parts.percent,
        money=money.get(element.id, parts.money),
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
