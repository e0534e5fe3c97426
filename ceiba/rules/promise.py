"""A promise: a stated change beside the printed baseline and target of its indicator, checked once for all rules."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from ceiba.kernel.change import ChangeCheck, Reading, allows_points, check_change
from ceiba.kernel.finding import Fact, Severity
from ceiba.kernel.indicator import ChangeKind, Indicator, StatedChange
from ceiba.kernel.quantity import Quantity, UnitKind
from ceiba.rules.rule import NOT_ASKED, PASS, Verdict, found


class Fault(Enum):
    """Why a stated change does not lead to its target; each is another rule's question, so that none is told twice."""

    CONTRADICTED = "contradicted"  # the amount is true in no reading
    UNIT_AS_PERCENTAGE = "unit_as_percentage"  # «81 %» that are 81 hectares
    LEVEL_AS_CHANGE = "level_as_change"  # «en un 50 %» where 50 % is to be reached
    CHANGE_AS_LEVEL = "change_as_level"  # «a un 35 %» where it grows by 35 %
    POINTS_AS_PERCENTAGE = "points_as_percentage"  # «en un 20 %» where it rises by 20 points
    POINTS_OF_A_COUNT = "points_of_a_count"  # «9 puntos porcentuales» of persons
    YEARLY_AS_WHOLE = "yearly_as_whole"  # «en un 9 %» where it grows so each year


@dataclass(frozen=True, slots=True)
class Promise:
    """A change that the text states for an indicator; ``check`` is None where baseline or target has no figure."""

    indicator: Indicator
    change: StatedChange
    baseline: Quantity | None
    target: Quantity | None
    years: int | None
    check: ChangeCheck | None

    @property
    def unit_kind(self) -> UnitKind | None:
        """Return the kind of the indicator's measure unit, None where the text names none."""
        return self.indicator.measure_unit.kind if self.indicator.measure_unit else None

    @property
    def is_percentage(self) -> bool:
        """Tell whether the words state a percentage or percentage points."""
        return self.change.percent or self.change.kind in (ChangeKind.RELATIVE, ChangeKind.POINTS)

    @property
    def is_scored(self) -> bool:
        """Tell whether percentage points mean something for the measure: a percentage, an index, a rate."""
        return self.target is not None and allows_points(self.target)

    @property
    def plainest(self) -> Reading | None:
        """Return the plainest other way in which the stated amount is true; None where none is, or none is needed."""
        return self.check.readings[0] if self.check and self.check.readings else None

    @property
    def fault(self) -> Fault | None:
        """Return why the change does not lead to its target; None where it does, or where that cannot be told."""
        if self.check is None or self.target is None:
            return None
        if self.change.kind is ChangeKind.POINTS and not allows_points(self.target):
            return Fault.POINTS_OF_A_COUNT
        if self.check.rounds or self.lacks_years:
            return None
        return self._explained(self.plainest) or Fault.CONTRADICTED

    def _explained(self, reading: Reading | None) -> Fault | None:
        if reading is None or not self.is_percentage:
            return None
        if not reading.percent and reading.kind is not ChangeKind.MULTIPLE:
            return Fault.UNIT_AS_PERCENTAGE
        match self.change.kind, reading.kind:
            case ChangeKind.RELATIVE, ChangeKind.LEVEL:
                return Fault.LEVEL_AS_CHANGE
            case ChangeKind.LEVEL, (ChangeKind.RELATIVE | ChangeKind.POINTS):
                return Fault.CHANGE_AS_LEVEL
            case ChangeKind.RELATIVE, ChangeKind.POINTS:
                return Fault.POINTS_AS_PERCENTAGE
            case ChangeKind.RELATIVE, ChangeKind.RELATIVE if reading.yearly:
                return Fault.YEARLY_AS_WHOLE
            case _:
                return None

    @property
    def lacks_years(self) -> bool:
        """Tell whether the change is a yearly one and nobody says over how many years."""
        return self.change.yearly and self.change.kind is not ChangeKind.LEVEL and self.years is None

    def facts(self) -> dict[str, Fact]:
        """Return the facts that every finding on a stated change holds, unrounded."""
        check = self.check
        return {
            "indicator": self.indicator.text,
            "wording": self.change.text or None,
            "stated": self.change.amount,
            "unit": self.indicator.measure_unit.name if self.indicator.measure_unit else "",
            "baseline": self.baseline.amount if self.baseline else None,
            "target": self.target.amount if self.target else None,
            "difference": check.difference if check else None,
            "relative_percent": check.relative_percent if check else None,
            "yearly_percent": check.yearly_percent if check else None,
            "years": self.years,
            "expected": check.expected if check else None,
        }


def promises(indicator: Indicator) -> tuple[Promise, ...]:
    """Return the stated changes of an indicator with their checks, in the order of the text."""
    baseline = _quantity(indicator.baseline_value, indicator)
    target = _quantity(indicator.target_value, indicator)
    years = _years(indicator)
    return tuple(
        Promise(
            indicator,
            change,
            baseline,
            target,
            years,
            check_change(change, baseline, target, years) if baseline and target else None,
        )
        for change in indicator.stated_changes
    )


def plain_verdict(promise: Promise) -> Verdict:
    """Return whether the amount leads to the target; a notice where it does so only rounded to its own decimals.

    Not asked where it cannot be computed, or where another reading explains it: that is another rule's finding.
    """
    check = promise.check
    if check is None or promise.lacks_years or promise.fault not in (None, Fault.CONTRADICTED):
        return NOT_ASKED
    if check.holds:
        return PASS
    if check.rounds:
        return found(promise.facts(), severity=Severity.NOTICE, reason="rounded")
    return found(promise.facts(), reason="contradicted")


def _quantity(amount: Decimal | None, indicator: Indicator) -> Quantity | None:
    return None if amount is None else Quantity(amount, indicator.measure_unit)


def _years(indicator: Indicator) -> int | None:
    final = indicator.final_target
    if indicator.baseline is None or indicator.baseline.year is None or final is None or final.period is None:
        return None
    years = final.period.end_year - indicator.baseline.year
    return years if years > 0 else None
