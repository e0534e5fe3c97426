"""Projection: where an indicator arrives at its final year if it goes on as it did, with an interval.

The method is the straight line of least squares through the figures known, with the prediction interval of Student's t,
as in any textbook of regression (N. R. Draper and H. Smith, *Applied Regression Analysis*, 3rd ed. 1998, section 1.4;
NIST/SEMATECH *e-Handbook of Statistical Methods*, 4.5.2). With n figures y at the months x::

    b = Sxy / Sxx    a = ȳ − b·x̄    s² = Σ (y − a − b·x)² / (n − 2)
    sum of the line at m future months:  ŷ = Σ (a + b·x₀)
    half of the interval:  h = t(0.90; n − 2) · s · √(m + m²/n + (Σ (x₀ − x̄))² / Sxx)

With m = 1 that is the interval for one new figure. What is summed over periods is projected period by period (m > 1)
and added to what is known; everything else is projected to the last month of the final target (m = 1). Eight in ten
intervals hold the figure that comes, if it goes on as it did: for few figures wide, and honestly so. It knows nothing
of seasons, nor of what the institution will do otherwise. Fewer than three figures give no projection.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import sqrt

from ceiba.kernel.indicator import Accumulation, Direction, Indicator, Measurement, Target
from ceiba.kernel.parts import has_value, parts_of
from ceiba.kernel.period import Period
from ceiba.kernel.states import Value

FEWEST = 3  # figures: two make a line of which nobody knows how far it errs
CONFIDENCE = 80  # percent
_SIX = Decimal("0.000001")
_T = (
    3.0777, 1.8856, 1.6377, 1.5332, 1.4759, 1.4398, 1.4149, 1.3968, 1.3830, 1.3722,
    1.3634, 1.3562, 1.3502, 1.3450, 1.3406, 1.3368, 1.3334, 1.3304, 1.3277, 1.3253,
    1.3232, 1.3212, 1.3195, 1.3178, 1.3163, 1.3150, 1.3137, 1.3125, 1.3114, 1.3104,
)  # fmt: skip
_NORMAL = 1.2816  # the 90th percentile z of the normal; the next two are (z³ + z) / 4, (5z⁵ + 16z³ + 3z) / 96
_FIRST, _SECOND = 0.8466, 0.571
_LEVELS = (
    Accumulation.LAST,
    Accumulation.MAX,
    Accumulation.MEAN,
    Accumulation.RATIO,
    Accumulation.REDUCTION,
    Accumulation.REDUCTION_ANNUAL,
)


class Route(StrEnum):
    """Whether a promise is on route to its final year.

    ``ON_ROUTE``: the projection reaches the target. ``DOUBTFUL``: it does not, and the interval does. ``OFF_ROUTE``:
    not even the better end of the interval does. ``UNKNOWN``: there is no projection.
    """

    ON_ROUTE = "on_route"
    DOUBTFUL = "doubtful"
    OFF_ROUTE = "off_route"
    UNKNOWN = "unknown"


class Unprojected(StrEnum):
    """Why there is no projection."""

    NO_TARGET = "no_target"  # no final target with a value and a date
    NO_FIGURES = "no_figures"  # nothing was measured yet
    FEW_FIGURES = "few_figures"  # fewer than three
    KIND = "kind"  # stages, what is to be maintained, bands: judged period by period
    UNEVEN = "uneven"  # sums of periods of other lengths than those that are to come


@dataclass(frozen=True, slots=True)
class Projection:
    """Where an indicator arrives: ``amount`` between ``low`` and ``high``, or ``why`` there is none.

    ``figures`` are the (last month, amount) that the line runs through, ``slope`` its change a month, ``known`` what
    had been summed already and ``ahead`` how many periods were projected (1 for a level). ``reached`` is the month,
    counted as in ``Period``, in which the line of a level meets the target; None where it never does.
    """

    route: Route
    why: Unprojected | None = None
    target: Target | None = None
    amount: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    slope: Decimal | None = None
    figures: tuple[tuple[int, Decimal], ...] = ()
    known: Decimal = Decimal(0)
    ahead: int = 0
    reached: int | None = None


def project(indicator: Indicator, measurements: Sequence[Measurement]) -> Projection:
    """Return where an indicator arrives at the end of its final target.

    Of a level: of the measurements of the whole, none overlapping another, each at its last month. Of a sum: of those
    as long as the latest one, and what is projected are the periods of that length in the final target of which no
    figure is known. A figure that was never negative, towards a target that is not, is not projected below zero.
    """
    final = indicator.final_target
    if final is None or final.period is None or not isinstance(final.value, Value):
        return Projection(Route.UNKNOWN, Unprojected.NO_TARGET, final)
    if indicator.better_direction not in (Direction.UP, Direction.DOWN):
        return Projection(Route.UNKNOWN, Unprojected.KIND, final)
    if indicator.accumulation is not Accumulation.SUM and indicator.accumulation not in _LEVELS:
        return Projection(Route.UNKNOWN, Unprojected.KIND, final)
    whole = [m for m in measurements if not m.disaggregation and has_value(m)]
    if not whole:
        return Projection(Route.UNKNOWN, Unprojected.NO_FIGURES, final)
    if indicator.accumulation is Accumulation.SUM:
        return _of_sum(indicator, final, final.period, whole)
    points = tuple((part.period.last_month, _amount(part)) for part in _apart(whole))
    return _through(indicator, final, points, [final.period.last_month])


def percentile(freedom: int) -> float:
    """Return the 90th percentile of Student's t; of so many degrees of freedom, at least one."""
    # beyond the table the expansion in 1/ν (M. Abramowitz and I. Stegun, 26.7.5): to four decimals the same
    return _T[freedom - 1] if freedom <= len(_T) else _NORMAL + (_FIRST + _SECOND / freedom) / freedom


def _of_sum(indicator: Indicator, final: Target, run: Period, whole: Sequence[Measurement]) -> Projection:
    length = max(whole, key=lambda m: m.period.last_month).period.months
    even = _apart([m for m in whole if m.period.months == length])
    points = tuple((m.period.last_month, _amount(m)) for m in even)
    inside = [part for part in parts_of(run, whole) if has_value(part)]
    if run.months % length:
        return Projection(Route.UNKNOWN, Unprojected.UNEVEN, final, figures=points)
    covered = {month for m in inside for month in range(m.period.first_month, m.period.last_month + 1)}
    ahead = [at for at in run.divide(length) if covered.isdisjoint(range(at.first_month, at.last_month + 1))]
    if len(covered) + length * len(ahead) != run.months:
        return Projection(Route.UNKNOWN, Unprojected.UNEVEN, final, figures=points)
    known = sum((_amount(m) for m in inside), Decimal(0))
    return _through(indicator, final, points, [at.last_month for at in ahead], known)


def _through(
    indicator: Indicator,
    final: Target,
    points: tuple[tuple[int, Decimal], ...],
    ahead: Sequence[int],
    known: Decimal = Decimal(0),
) -> Projection:
    if len(points) < FEWEST and ahead:
        return Projection(Route.UNKNOWN, Unprojected.FEW_FIGURES, final, figures=points, known=known)
    goal = final.value.amount if isinstance(final.value, Value) else Decimal(0)
    last = points[-1]
    if not ahead or (indicator.accumulation is not Accumulation.SUM and last[0] >= ahead[-1]):
        arrived = known if indicator.accumulation is Accumulation.SUM else last[1]
        route = Route.ON_ROUTE if _good(indicator, arrived, goal) else Route.OFF_ROUTE
        return Projection(route, None, final, arrived, arrived, arrived, None, points, known)
    line = _Line.through(points)
    half = line.half(ahead)
    middle = known + _exact(sum(line.at(month) for month in ahead))
    never_below = goal >= 0 and all(amount >= 0 for _month, amount in points)
    floor = known if never_below else middle - half
    middle = max(middle, known) if never_below else middle
    low, high = max(middle - half, floor), middle + half
    if indicator.accumulation is Accumulation.MAX:  # what was reached stays reached
        best = max(amount for _month, amount in points)
        middle, low, high = max(middle, best), max(low, best), max(high, best)
    best_end = high if indicator.better_direction is Direction.UP else low
    route = Route.ON_ROUTE if _good(indicator, middle, goal) else Route.DOUBTFUL
    if route is Route.DOUBTFUL and not _good(indicator, best_end, goal):
        route = Route.OFF_ROUTE
    reached = None if indicator.accumulation is Accumulation.SUM else line.meets(float(goal), last[0])
    slope = _exact(line.slope)
    return Projection(route, None, final, middle, low, high, slope, points, known, len(ahead), reached)


@dataclass(frozen=True, slots=True)
class _Line:
    """The line of least squares, in floats: an estimate, not an account."""

    count: int
    centre: float
    spread: float
    mean: float
    slope: float
    error: float

    @classmethod
    def through(cls, points: Sequence[tuple[int, Decimal]]) -> "_Line":
        xs, ys = [float(month) for month, _amount in points], [float(amount) for _month, amount in points]
        count = len(xs)
        centre, mean = sum(xs) / count, sum(ys) / count
        spread = sum((x - centre) ** 2 for x in xs)
        slope = sum((x - centre) * (y - mean) for x, y in zip(xs, ys, strict=True)) / spread
        rest = sum((y - mean - slope * (x - centre)) ** 2 for x, y in zip(xs, ys, strict=True))
        return cls(count, centre, spread, mean, slope, sqrt(rest / (count - 2)))

    def at(self, month: int) -> float:
        return self.mean + self.slope * (month - self.centre)

    def half(self, months: Sequence[int]) -> Decimal:
        many, off = len(months), sum(month - self.centre for month in months)
        variance = many + many**2 / self.count + off**2 / self.spread
        return _exact(percentile(self.count - 2) * self.error * sqrt(variance))

    def meets(self, goal: float, after: int) -> int | None:
        """Return the month in which the line meets a level, None where it runs away from it or needs a century."""
        if self.slope == 0:
            return None
        month = self.centre + (goal - self.mean) / self.slope
        return int(-(-month // 1)) if after < month < after + 1200 else None


def _apart(measurements: Sequence[Measurement]) -> tuple[Measurement, ...]:
    """Return the measurements without those that another one overlaps, in the order of time."""
    first = min(m.period.first_month for m in measurements)
    last = max(m.period.last_month for m in measurements)
    return tuple(part for part in parts_of(Period(first, last - first + 1), measurements) if has_value(part))


def _amount(part: Measurement) -> Decimal:
    return part.value.amount if isinstance(part.value, Value) else Decimal(0)


def _good(indicator: Indicator, amount: Decimal, goal: Decimal) -> bool:
    return amount >= goal if indicator.better_direction is Direction.UP else amount <= goal


def _exact(estimate: float) -> Decimal:
    """Return an estimate as a decimal of the figures that it can vouch for."""
    return Decimal(repr(estimate)).quantize(_SIX)
