"""What a publication would say that the last one did not: the words of each plan, and the validated figures."""

from collections.abc import Iterator
from dataclasses import dataclass

from ceiba.approvals.comparing import Line, compared
from ceiba.kernel.indicator import Indicator, Measurement
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Datum

_Key = tuple[str, Period, str]


@dataclass(frozen=True)
class PlanDifference:
    """What differs in one plan; ``is_new`` where it was not published before."""

    plan: Plan
    is_new: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class FigureDifference:
    """A figure of an indicator in a period: what was said and what is said; None where one side says nothing."""

    indicator: Indicator
    period: Period
    part: str
    before: Datum | None
    after: Datum | None


@dataclass(frozen=True)
class PublicDifference:
    """What differs between two faces."""

    plans: tuple[PlanDifference, ...]
    gone: tuple[Plan, ...]
    figures: tuple[FigureDifference, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether both say the same of plans and figures."""
        return not (self.gone or self.figures or any(one.is_new or one.lines for one in self.plans))


def difference(before: Snapshot | None, after: Snapshot) -> PublicDifference:
    """Return what a face says beyond another, plan by plan; everything is new where there was none."""
    old = before or Snapshot(methodology=after.methodology)
    plans = tuple(
        PlanDifference(plan, old.plan(plan.id) is None, compared(old, after, plan.id) if old.plan(plan.id) else ())
        for plan in after.plans
    )
    gone = tuple(plan for plan in old.plans if after.plan(plan.id) is None)
    return PublicDifference(plans, gone, tuple(_figures(old, after)))


def _figures(before: Snapshot, after: Snapshot) -> Iterator[FigureDifference]:
    said, says = _told(before), _told(after)
    for key in dict.fromkeys([*says, *said]):
        was, now = said.get(key), says.get(key)
        if (was and (was.value, was.pair)) != (now and (now.value, now.pair)):
            indicator = after.indicator(key[0]) or before.indicator(key[0])
            if indicator is not None:
                yield FigureDifference(
                    indicator, key[1], key[2], was.value if was else None, now.value if now else None
                )


def _told(face: Snapshot) -> dict[_Key, Measurement]:
    return {(one.indicator, one.period, one.disaggregation): one for one in face.measurements}
