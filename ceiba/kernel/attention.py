"""What asks for attention in the figures themselves: what never moves, what was copied, who never reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ceiba.kernel.indicator import Accumulation, Direction, Indicator, Measurement, Target
from ceiba.kernel.parts import has_value
from ceiba.kernel.period import Period
from ceiba.kernel.reporting import Report, ReportState
from ceiba.kernel.states import Value

STILL = 3  # figures: twice the same may be chance


@dataclass(frozen=True, slots=True)
class Copied:
    """Two targets of years that follow one another, with the same value."""

    before: Target
    after: Target


@dataclass(frozen=True, slots=True)
class Silence:
    """A unit that owes every report it was asked for: how many, and since when the first was due."""

    unit: str | None
    owed: int
    since: date


def still(indicator: Indicator, measurements: Sequence[Measurement]) -> tuple[Measurement, ...]:
    """Return the figures of an indicator that never moved: three or more periods, all with the same value.

    None of one that is to stay where it is, and none of stages, which are done or not.
    """
    if _stays(indicator) or indicator.accumulation in (Accumulation.BINARY, Accumulation.MILESTONE):
        return ()
    whole = {m.period: m for m in measurements if not m.disaggregation and has_value(m)}
    known = tuple(whole[period] for period in sorted(whole))
    return known if len(known) >= STILL and len({m.value for m in known}) == 1 else ()


def copied(indicator: Indicator) -> tuple[Copied, ...]:
    """Return the targets that were copied from the period before, of the same length; none where staying is promised.

    A share that has arrived at its end, or a sum that asks for the same each year, may be meant: a person decides.
    """
    if _stays(indicator):
        return ()
    dated: dict[Period, Target] = {t.period: t for t in reversed(indicator.targets) if t.period is not None}
    ordered = [dated[period] for period in sorted(dated, key=lambda period: (period.months, period.first_month))]
    return tuple(Copied(before, after) for before, after in pairwise(ordered) if _same(before, after))


def silent(reports: Sequence[Report], today: date) -> tuple[Silence, ...]:
    """Return the units that never reported: at least one report was due, and none was ever sent."""
    by_unit: dict[str | None, list[Report]] = {}
    for report in reports:
        by_unit.setdefault(report.unit, []).append(report)
    found = []
    for unit, own in by_unit.items():
        late = [report.due for report in own if report.is_overdue(today)]
        if late and all(report.state is ReportState.OPEN and report.reported_at is None for report in own):
            found.append(Silence(unit, len(late), min(late)))
    return tuple(sorted(found, key=lambda silence: silence.since))


def contradicts(indicator: Indicator) -> bool:
    """Tell whether the final target lies on the wrong side of the baseline for the direction of the indicator."""
    base, goal = indicator.baseline_value, indicator.target_value
    if base is None or goal is None or indicator.accumulation is Accumulation.SUM:
        return False
    match indicator.better_direction:
        case Direction.UP:
            return goal < base
        case Direction.DOWN:
            return goal > base
        case _:
            return False


def _stays(indicator: Indicator) -> bool:
    return indicator.direction in (Direction.CONSTANT, Direction.RANGE) or indicator.accumulation in (
        Accumulation.MAINTAIN,
        Accumulation.VARIATION,
    )


def _same(before: Target, after: Target) -> bool:
    if before.period is None or after.period is None or before.period.next() != after.period:
        return False
    return isinstance(after.value, Value) and before.value == after.value
