"""Exact decimal arithmetic: sums without rounding and one rounding for each division, whatever the caller's context.

Every figure of the house passes through here, so that no sum depends on the order of its addends. ``decimal.Inexact``
is raised for figures of more than 400 digits, which no plan has: better loud than a lost cent.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow

HUNDRED = Decimal(100)
EXACT = Context(prec=400, rounding=ROUND_HALF_EVEN, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
_QUOTIENTS = Context(prec=28, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return the exact sum; zero for no amounts at all."""
    result = Decimal(0)
    for amount in amounts:
        result = EXACT.add(result, amount)
    return result


def quotient(part: Decimal, whole: Decimal) -> Decimal:
    """Return part / whole, rounded once to 28 digits, half to even; ``ZeroDivisionError`` where the whole is zero."""
    return _QUOTIENTS.divide(part, whole)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Return 100 × part / whole, rounded once to 28 digits; ``ZeroDivisionError`` where the whole is zero."""
    return quotient(EXACT.multiply(part, HUNDRED), whole)


def weighted_mean(pairs: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Return Σ weight × amount / Σ weight over pairs (amount, weight); None where the weights add up to zero."""
    known = tuple(pairs)
    weight = total(weight for _amount, weight in known)
    if weight == 0:
        return None
    return quotient(total(EXACT.multiply(amount, weight) for amount, weight in known), weight)


def apportion(amount: Decimal, weights: Sequence[Decimal], step: Decimal) -> tuple[Decimal, ...]:
    """Return parts of an amount in proportion to weights that add up to it exactly, each a multiple of ``step``.

    Largest remainder (Hamilton's method): each part is rounded towards zero to the step, and the steps left over go one
    each to the largest remainders, the first of equals first. Where the amount itself is no multiple of the step, the
    step is that of the amount's own decimals. ``ValueError`` for a negative weight or weights that add up to zero.
    """
    whole = total(weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("shares need weights that are not negative and do not all stay zero")
    if EXACT.remainder(amount, step) != 0:
        step = Decimal((0, (1,), int(amount.as_tuple().exponent)))
    steps = EXACT.divide_int(amount.copy_abs(), step)
    weighted = [EXACT.divmod(EXACT.multiply(steps, weight), whole) for weight in weights]
    left = int(steps - total(count for count, _rest in weighted))
    largest = set(sorted(range(len(weights)), key=lambda i: (-weighted[i][1], i))[:left])
    sign = Decimal(-1) if amount < 0 else Decimal(1)
    return tuple(
        EXACT.multiply(EXACT.multiply(sign, step), count + (1 if i in largest else 0))
        for i, (count, _rest) in enumerate(weighted)
    )
