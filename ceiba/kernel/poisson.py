"""Chances of counts: the Poisson distribution, its exact interval, and the negative binomial for counts that vary more.

Chances are no account of anything: they are binary fractions, summed until a term adds nothing (a relative error of
some 1e-12; the tests hold them against sums in exact fractions). No library of statistics is among those of the house,
and these few series do not need one. P(X ≤ n) of a Poisson mean λ is the regularized incomplete gamma function
Q(n + 1, λ) (M. Abramowitz and I. Stegun, *Handbook of Mathematical Functions*, 6.5.29, 6.5.31, 26.4.21).
"""

from collections.abc import Callable
from decimal import Decimal
from math import exp, lgamma, log, log1p, sqrt

_MOST_TERMS = 100_000
_TINY = 1e-300
_SMALLEST = 1e-15
_SIX = Decimal("0.000001")


def at_most(count: int, mean: float) -> float:
    """Return the chance that a Poisson count of a mean is so large or smaller; 0 for a negative count."""
    if count < 0:
        return 0.0
    if mean <= 0:
        return 1.0
    return 1.0 - _series(count + 1, mean) if mean < count + 2 else _fraction(count + 1, mean)


def interval(count: int, confidence: int = 95) -> tuple[Decimal, Decimal]:
    """Return the exact interval of the mean of a Poisson count, at so many percent, to six decimals.

    F. Garwood, «Fiducial limits for the Poisson distribution», Biometrika 28, 1936: the means of which the count, or
    one further out, would be as rare as half of what is left. The lower end of zero is zero. ``ValueError`` for a
    negative count or a confidence outside 1 to 99.
    """
    if count < 0 or not 1 <= confidence <= 99:
        raise ValueError("a count is never negative, and a confidence lies between 1 and 99 percent")
    tail = (100 - confidence) / 200
    low = _mean_where(lambda mean: 1 - at_most(count - 1, mean) < tail, count) if count else 0.0
    high = _mean_where(lambda mean: at_most(count, mean) > tail, count)
    return _decimal(low), _decimal(high)


def quantile(mean: float, variance: float, chance: float) -> int:
    """Return the smallest count not passed with a chance: negative binomial, and Poisson where it is not wider.

    ``ValueError`` for a mean that is not above zero, or a chance that is not between 0 and 1.
    """
    if mean <= 0 or not 0 < chance < 1:
        raise ValueError("a mean is above zero, and a chance between 0 and 1")
    wide = variance > mean * (1 + 1e-9)
    size = mean * mean / (variance - mean) if wide else 0.0
    reached, count = 0.0, 0
    while True:
        reached += exp(_log_wide(count, mean, size) if wide else count * log(mean) - mean - lgamma(count + 1))
        if reached >= chance - 1e-12 or count > _MOST_TERMS + 20 * mean:
            return count
        count += 1


def _log_wide(count: int, mean: float, size: float) -> float:
    known = lgamma(count + size) - lgamma(size) - lgamma(count + 1)
    return known - size * log1p(mean / size) - count * log1p(size / mean)


def _mean_where(below: Callable[[float], bool], count: int) -> float:
    """Return the mean up to which a condition holds, by halving."""
    low, high = 0.0, count + 20.0 + 10.0 * sqrt(count + 1)
    while high - low > 1e-9 * max(1.0, high):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return (low + high) / 2


def _series(shape: int, mean: float) -> float:
    """Return P(shape, mean) by its power series, quick where the mean is the smaller."""
    term = total = 1 / shape
    for at in range(1, _MOST_TERMS):
        term *= mean / (shape + at)
        total += term
        if term < total * _SMALLEST:
            break
    return total * exp(shape * log(mean) - mean - lgamma(shape))


def _fraction(shape: int, mean: float) -> float:
    """Return Q(shape, mean) by its continued fraction (modified Lentz), quick where the mean is the larger."""
    below = mean + 1 - shape
    c, d = 1 / _TINY, 1 / (below or _TINY)
    value = d
    for at in range(1, _MOST_TERMS):
        part = -at * (at - shape)
        below += 2
        d = 1 / ((part * d + below) or _TINY)
        c = (below + part / c) or _TINY
        value *= c * d
        if abs(c * d - 1) < _SMALLEST:
            break
    return value * exp(shape * log(mean) - mean - lgamma(shape))


def _decimal(estimate: float) -> Decimal:
    return Decimal(repr(estimate)).quantize(_SIX)
