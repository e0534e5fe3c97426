"""Which measurements a longer period is made of: each month counts once, and a gap is a gap, not a zero."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from math import gcd

from ceiba.kernel.indicator import Measurement
from ceiba.kernel.period import Period
from ceiba.kernel.states import NO_DATA, NOT_DUE, Absent, Completeness, Datum, Value

KNOWN = Value(Decimal(1))  # stands for any figure that is known, where they are only counted
Owed = Callable[[Period], bool]  # whether the figure of a period is owed by now


def has_value(part: Measurement) -> bool:
    """Tell whether a part has a value."""
    return isinstance(part.value, Value)


def has_pair(part: Measurement) -> bool:
    """Tell whether a part has both numerator and denominator, even where nobody wrote their quotient."""
    return part.pair is not None


def parts_of(
    period: Period,
    measurements: Iterable[Measurement],
    every: int | None = None,
    *,
    gap: Absent = NO_DATA,
    known: Callable[[Measurement], bool] = has_value,
    owed: Owed | None = None,
) -> tuple[Measurement, ...]:
    """Return the parts that a period is made of, in order of time, none overlapping another.

    Of measurements that overlap, one that is known goes before one that is not, then the longer before the shorter: a
    year reported whole is not added to its months, and an empty year does not hide them. Of two for the same period the
    later in order stands: it is the correction. Measurements that do not lie wholly in the period are left out. Each
    stretch of ``every`` months that is not wholly covered adds a part in the state ``gap``, or ``NOT_DUE`` where
    ``owed`` says that nobody owes its figure yet. Without ``every`` the shortest measurement tells how often reports
    are due; ``ValueError`` where ``every`` does not divide the period.
    """
    inside = {part.period: part for part in measurements if period.contains(part.period)}
    whole = inside.get(period)
    if whole is not None and every is None and known(whole) and has_value(whole):
        return (whole,)  # nothing is longer, and it leaves no room for another
    chosen: list[Measurement] = []
    covered: set[int] = set()
    for part in sorted(inside.values(), key=lambda part: _precedence(part, known)):
        months = _months(part.period)
        if covered.isdisjoint(months):
            covered.update(months)
            chosen.append(part)
    step = every or gcd(min((part.period.months for part in chosen), default=period.months), period.months)
    indicator = chosen[0].indicator if chosen else ""
    open_ones = (at for at in period.divide(step) if not covered.issuperset(_months(at)))
    gaps = (Measurement(indicator, at, gap if owed is None or owed(at) else NOT_DUE) for at in open_ones)
    return tuple(sorted([*chosen, *gaps], key=lambda part: part.period))


def completeness(parts: Iterable[Measurement], known: Callable[[Measurement], bool] = has_value) -> Completeness:
    """Return how many of the parts that were due and programmed are known, in the given sense of known."""
    told: Datum
    figures = []
    for part in parts:
        told = part.value
        if known(part):
            told = KNOWN
        elif has_value(part):  # a value that does not count as known, a percentage without its numbers, is a gap
            told = NO_DATA
        figures.append(told)
    return Completeness.of(figures)


def _precedence(part: Measurement, known: Callable[[Measurement], bool]) -> tuple[bool, bool, int, int]:
    return not known(part), not has_value(part), -part.period.months, part.period.first_month


def _months(period: Period) -> range:
    return range(period.first_month, period.last_month + 1)
