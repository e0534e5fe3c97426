"""The straight path from a baseline to a target: what a promise of several years means for each of them.

Ecuador obliges its decentralised governments to annualise their targets, and measures each year against the annualised
one (domain: index of goal compliance); everywhere else it is what a chart draws as the expected line.
"""

from decimal import Decimal

from ceiba.kernel.exact import EXACT, apportion, quotient
from ceiba.kernel.indicator import Accumulation, Baseline, Indicator, Target
from ceiba.kernel.period import Period
from ceiba.kernel.states import NO_DATA, Datum, Value


def path_value(baseline: Baseline, target: Target, period: Period, fiscal_start: int = 1) -> Datum:
    """Return the value expected at the end of a period on the straight path from baseline to target.

    The path runs month by month from the end of the baseline's (fiscal) year to the end of the target's period:
    b + (t − b) × months passed / months in all. Before it the value is the baseline, after it the target. ``NO_DATA``
    where one of the two has no value or no date.
    """
    if not isinstance(baseline.value, Value) or not isinstance(target.value, Value):
        return NO_DATA
    if baseline.year is None or target.period is None:
        return NO_DATA
    start = Period.of_year(baseline.year, fiscal_start).last_month
    end, at = target.period.last_month, period.last_month
    if at >= end:
        return target.value
    if at <= start:
        return baseline.value
    first, last = baseline.value.amount, target.value.amount
    weighted = EXACT.add(EXACT.multiply(first, Decimal(end - at)), EXACT.multiply(last, Decimal(at - start)))
    return Value(quotient(weighted, Decimal(end - start)))


def annual_targets(indicator: Indicator, period: Period, fiscal_start: int = 1) -> tuple[Target, ...]:
    """Return the final target as one target for each (fiscal) year of a period that ends with it.

    A sum is divided into equal shares that add up to it exactly, in steps of its own last decimal, the larger ones
    first (19 plants in four years: 5, 5, 5, 4). Everything else follows ``path_value``. No targets where the final
    one, or for a path its baseline, has no value or no date, or where the period ends elsewhere.
    """
    final = indicator.final_target
    if final is None or final.period is None or not isinstance(final.value, Value):
        return ()
    years = period.years(fiscal_start)
    if final.period.last_month != period.last_month:
        return ()
    if indicator.accumulation is Accumulation.SUM:
        step = Decimal((0, (1,), min(0, int(final.value.amount.as_tuple().exponent))))
        shares = apportion(final.value.amount, [Decimal(1)] * len(years), step)
        return tuple(Target(Value(share), year) for share, year in zip(shares, years, strict=True))
    if indicator.baseline is None:
        return ()
    targets = tuple(Target(path_value(indicator.baseline, final, year, fiscal_start), year) for year in years)
    return targets if all(isinstance(target.value, Value) for target in targets) else ()
