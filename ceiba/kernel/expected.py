"""The expected range of a place from its own past, and whether a month leaves it.

The method is the quasi-Poisson surveillance of C. P. Farrington, N. J. Andrews, A. D. Beale and M. A. Catchpole, «A
statistical algorithm for the early detection of outbreaks of infectious disease», J. R. Statist. Soc. A 159, 1996,
547–563, with the weights and the negative binomial limit of A. Noufaily and others, Statistics in Medicine 32, 2013,
1206–1222, for months instead of weeks and without a trend. With the figures y of the same months of former years, one
month to each side (n of them), and weights ω that add up to n::

    m = (Σ ω·y + ½) / n        φ = max(1, Σ ω·(y − m)² / ((n − 1)·m))        V = φ·m·(1 + 1/n)
    the range runs between the two tails of the negative binomial with mean m and variance V

A former month far above the rest (z = (y − m)/√(φ·m) over 2.58, Pearson's residual instead of Anscombe's)
weighs z⁻²: a past crisis does not hide the next.
With φ = 1 that is the predictive distribution of a Poisson count after n others. Months without data stay out; under
``fewest_figures`` there is no range; and as in Farrington's paper a handful of events raises no alert. With 1 percent
in a tail, one place in a hundred leaves it upwards each month by chance alone. It knows nothing of a steady trend.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import sqrt

from ceiba.kernel.poisson import quantile
from ceiba.kernel.states import NO_DATA, Datum, Value

_FAR = 2.58  # the 99.5th percentile of the normal
_SIX = Decimal("0.000001")
_YEAR = 12


@dataclass(frozen=True, slots=True)
class ExpectedRule:
    """How the range is made: of how many former years, months to each side, tail in permille, fewest figures, events.

    ``fewest_events``: a month with fewer is never above. ``ValueError`` where they make no range.
    """

    years: int = 5
    side: int = 1
    tail_permille: int = 10
    fewest_figures: int = 6
    fewest_events: int = 5

    def __post_init__(self) -> None:
        if self.years < 1 or not 0 <= self.side <= 5 or not 0 < self.tail_permille < 500 or self.fewest_figures < 2:
            raise ValueError("at least a year, at most five months to a side, a tail under a half, two figures or more")


class RangePosition(StrEnum):
    """Where a month lies: above its expected range, within, below, or unknown (no figure, or too short a past)."""

    ABOVE = "above"
    WITHIN = "within"
    BELOW = "below"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ExpectedRange:
    """What was to be expected of a month, and what it was.

    ``past``: the months it rests on, each with its figure. ``middle``, ``low`` and ``high`` are None where they are
    too few. ``dispersion``: how much more the past varies than chance alone would make it, 1 or more.
    """

    month: int
    observed: Datum
    position: RangePosition
    past: tuple[tuple[int, int], ...]
    middle: Decimal | None = None
    low: int | None = None
    high: int | None = None
    dispersion: Decimal | None = None


def expected(months: Mapping[int, Datum], month: int, rule: ExpectedRule | None = None) -> ExpectedRange:
    """Return the expected range of a month (counted as in ``Period``) from counts of the same place, by month.

    ``ValueError`` for a past figure that is no whole number or is negative: rates and money have no range of this kind.
    """
    rule = rule or ExpectedRule()
    observed = months.get(month, NO_DATA)
    past = _past(months, month, rule)
    if len(past) < rule.fewest_figures:
        return ExpectedRange(month, observed, RangePosition.UNKNOWN, past)
    mean, dispersion = _fitted([figure for _month, figure in past])
    variance = dispersion * mean * (1 + 1 / len(past))
    tail = rule.tail_permille / 1000
    low, high = quantile(mean, variance, tail), quantile(mean, variance, 1 - tail)
    position = _position(observed, low, high, rule)
    return ExpectedRange(month, observed, position, past, _decimal(mean), low, high, _decimal(dispersion))


def _past(months: Mapping[int, Datum], month: int, rule: ExpectedRule) -> tuple[tuple[int, int], ...]:
    found = []
    for year in range(rule.years, 0, -1):
        for at in range(month - year * _YEAR - rule.side, month - year * _YEAR + rule.side + 1):
            figure = months.get(at, NO_DATA)
            if isinstance(figure, Value):
                found.append((at, _count(figure.amount)))
    return tuple(found)


def _count(amount: Decimal) -> int:
    if amount != int(amount) or amount < 0:
        raise ValueError(f"{amount} is no count")
    return int(amount)


def _fitted(figures: list[int]) -> tuple[float, float]:
    """Return the mean and the dispersion, first with equal weights, then with those of what lies far above."""
    mean, dispersion = _moments(figures, [1.0] * len(figures))
    far = [(figure - mean) / sqrt(dispersion * mean) for figure in figures]
    if max(far) <= _FAR:
        return mean, dispersion
    weights = [one**-2 if one > _FAR else 1.0 for one in far]
    return _moments(figures, [weight * len(figures) / sum(weights) for weight in weights])


def _moments(figures: list[int], weights: list[float]) -> tuple[float, float]:
    many = len(figures)
    mean = (sum(weight * figure for weight, figure in zip(weights, figures, strict=True)) + 0.5) / many
    square = sum(weight * (figure - mean) ** 2 for weight, figure in zip(weights, figures, strict=True))
    return mean, max(1.0, square / ((many - 1) * mean))


def _position(observed: Datum, low: int, high: int, rule: ExpectedRule) -> RangePosition:
    if not isinstance(observed, Value):
        return RangePosition.UNKNOWN
    if observed.amount > high and observed.amount >= rule.fewest_events:
        return RangePosition.ABOVE
    return RangePosition.BELOW if observed.amount < low else RangePosition.WITHIN


def _decimal(estimate: float) -> Decimal:
    """Return an estimate as a decimal of the figures that it can vouch for."""
    return Decimal(repr(estimate)).quantize(_SIX)
