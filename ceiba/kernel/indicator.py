"""Indicators: what is measured, from which baseline, to which targets, and what was observed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.period import Period
from ceiba.kernel.quantity import MeasureUnit
from ceiba.kernel.sheet import Cut, Disaggregation, IndicatorDimension, IndicatorScope, Variable, VariableInput
from ceiba.kernel.states import NOT_PROGRAMMED, Datum, Value


class Direction(StrEnum):
    """Where a better value lies."""

    UP = "up"
    DOWN = "down"
    CONSTANT = "constant"
    RANGE = "range"


class Accumulation(StrEnum):
    """How the value of a longer period comes from shorter ones (DESIGN, arithmetic that must be right)."""

    SUM = "sum"
    LAST = "last"
    MAX = "max"
    MEAN = "mean"
    RATIO = "ratio"
    REDUCTION = "reduction"
    REDUCTION_ANNUAL = "reduction_annual"
    MAINTAIN = "maintain"
    MILESTONE = "milestone"
    BINARY = "binary"
    VARIATION = "variation"


class ChangeKind(StrEnum):
    """How a document words a promised change."""

    RELATIVE = "relative"  # «en un 35 %»: percent of the baseline
    LEVEL = "level"  # «a un 55 %», «a 600 personas»: the value to be reached
    POINTS = "points"  # «10 puntos porcentuales»
    MULTIPLE = "multiple"  # «duplicar», «tres veces»
    ABSOLUTE = "absolute"  # «en 200 familias», «3 puntos más»
    MAINTAIN = "maintain"  # «mantener en 88 %»


@dataclass(frozen=True, slots=True)
class StatedChange:
    """A change as the text words it: ``amount`` of its kind, falling when ``falls``, each year when ``yearly``.

    ``percent`` tells that the text wrote a percentage; ``text`` is the wording, for the person who must mend it.
    """

    kind: ChangeKind
    amount: Decimal
    text: str
    percent: bool = False
    yearly: bool = False
    falls: bool = False
    measure_unit: MeasureUnit | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """The value from which a promise starts. ``value`` is ``NO_DATA`` where the document gives a year alone."""

    value: Datum
    year: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """The value promised for a period; ``period`` is None where the document gives no date."""

    value: Datum
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was observed of an indicator in a period; a ratio keeps its numerator and denominator.

    ``disaggregation`` names the part measured («mujeres», «zona 6»); empty is the whole. ``source`` says where the
    figure was taken from where no unit reported it: a series of years before the plan. ``inputs`` are the values of
    the variables from which the figure was computed.
    """

    indicator: str
    period: Period
    value: Datum
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    disaggregation: str = ""
    validated_by: str | None = None
    source: str | None = None
    inputs: tuple[VariableInput, ...] = ()

    @property
    def pair(self) -> tuple[Decimal, Decimal] | None:
        """Return numerator and denominator, None where one of them is missing."""
        if self.numerator is None or self.denominator is None:
            return None
        return self.numerator, self.denominator


@dataclass(frozen=True, slots=True)
class Milestone:
    """A stage of an indicator that is done or not done, and what it weighs among the stages («aprobado», 50)."""

    name: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measure of an element. Identifiers are unique in a snapshot; ``element`` and ``unit`` point at theirs.

    ``measure_unit`` is None where the document names none; ``target_text`` is the target as printed where it is words.
    ``definition`` says what is measured, ``method`` how, ``formula`` is written over the names of ``variables``.
    ``verification`` is the means of verification. ``frequency`` is how many months lie between two reports.
    ``baseline_reason`` says why there is no baseline. ``band`` is the range that a value is to stay in, both ends
    included. ``milestones`` are the weighted stages of an indicator that accumulates by milestone; a measurement names
    the stage that it speaks of as its disaggregation. ``cuts`` are the indicator's own semaphore, lowest first; without
    any, that of the methodology judges.
    """

    id: str
    element: str | None
    text: str
    measure_unit: MeasureUnit | None = None
    direction: Direction = Direction.UP
    accumulation: Accumulation = Accumulation.LAST
    baseline: Baseline | None = None
    targets: tuple[Target, ...] = ()
    target_text: str | None = None
    stated_changes: tuple[StatedChange, ...] = ()
    denominator: str | None = None
    formula: str | None = None
    variables: tuple[Variable, ...] = ()
    verification: str | None = None
    unit: str | None = None
    weight: Decimal | None = None
    band: tuple[Decimal, Decimal] | None = None
    milestones: tuple[Milestone, ...] = ()
    definition: str | None = None
    method: str | None = None
    frequency: int | None = None
    scope: IndicatorScope | None = None
    dimension: IndicatorDimension | None = None
    disaggregations: tuple[Disaggregation, ...] = ()
    baseline_reason: str | None = None
    assumptions: str | None = None
    cuts: tuple[Cut, ...] = ()

    @property
    def final_target(self) -> Target | None:
        """Return the target of the period that ends last, of two the longer period's (a year before its last quarter).

        A dated target goes before an undated one; None where there is none.
        """
        return _last(self.targets)

    @property
    def better_direction(self) -> Direction:
        """Return where a better value lies: a reduction falls, whatever else the document left unsaid."""
        reductions = (Accumulation.REDUCTION, Accumulation.REDUCTION_ANNUAL)
        return Direction.DOWN if self.accumulation in reductions else self.direction

    @property
    def promised_value(self) -> Decimal | None:
        """Return the amount of the target that ends last of those with a figure, None where no target has one.

        It is that of the final target, or an earlier one where nothing is programmed for the end.
        """
        final = _last([target for target in self.targets if isinstance(target.value, Value)])
        return final.value.amount if final and isinstance(final.value, Value) else None

    def target_in(self, period: Period) -> Datum:
        """Return what was promised for exactly this period, or ``NOT_PROGRAMMED``."""
        return next((t.value for t in self.targets if t.period == period), NOT_PROGRAMMED)

    @property
    def baseline_value(self) -> Decimal | None:
        """Return the amount of the baseline, None where there is none."""
        return self.baseline.value.amount if self.baseline and isinstance(self.baseline.value, Value) else None

    @property
    def target_value(self) -> Decimal | None:
        """Return the amount of the final target, None where there is none."""
        final = self.final_target
        return final.value.amount if final and isinstance(final.value, Value) else None


def _last(targets: Sequence[Target]) -> Target | None:
    dated = [(t.period.last_month, t.period.months, t) for t in targets if t.period is not None]
    if dated:
        return max(dated, key=lambda entry: entry[:2])[2]
    return targets[-1] if targets else None
