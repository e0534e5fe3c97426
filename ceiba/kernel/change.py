"""The arithmetic of stated changes: does «en un 35 %» lead from the printed baseline to the printed target?

A stated change holds when, applied to the printed baseline and rounded to the printed target's own decimals (a tie
either way), it gives the printed target. Where it does not, ``readings`` tells as what the same amount would be true:
mostly it is a level, a difference or a yearly growth that was worded as something else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation

from ceiba.kernel.indicator import ChangeKind, StatedChange
from ceiba.kernel.quantity import Quantity, UnitKind

_HUNDRED = Decimal(100)
# Products of printed figures are exact in a hundred digits; roots are rounded to 28 when they leave this module.
_WORK = Context(prec=100, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero])
_PRINT = Context(prec=28, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation])
_PERCENTAGES = (ChangeKind.RELATIVE, ChangeKind.POINTS)
_SCORED = (UnitKind.PERCENT, UnitKind.INDEX, UnitKind.RATE)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand an amount: as a change of a kind, each year or in all, as a percentage or as it stands."""

    kind: ChangeKind
    yearly: bool = False
    percent: bool = False


@dataclass(frozen=True, slots=True)
class ChangeCheck:
    """What became of a stated change; percentages are unrounded (28 digits) and signed: a fall is negative.

    ``rounds``: the true change, rounded to the decimals of the stated amount, is the stated amount; this may be so
    where ``holds`` is not (9.02 % worded as 9 %). ``expected`` is the target that the words promise, None where it
    cannot be computed: a yearly change without the number of years. ``relative_percent`` and ``yearly_percent``
    (compound growth) are None where the baseline is zero or the sign changes.
    """

    holds: bool
    rounds: bool
    expected: Decimal | None
    difference: Decimal
    relative_percent: Decimal | None
    yearly_percent: Decimal | None
    readings: tuple[Reading, ...] = ()


def check_change(change: StatedChange, baseline: Quantity, target: Quantity, years: int | None = None) -> ChangeCheck:
    """Return the check of a change that a text states between a printed baseline and a printed target.

    ``years`` lie between the two (None: not known). Falling changes are mirrored; rates per thousand compare their
    bare values; points on an index between 0 and 1 are hundredths of it.
    """
    trial = _Trial(change, baseline.amount, target, years)
    said = Reading(change.kind, change.yearly, change.percent or change.kind in _PERCENTAGES)
    holds = trial.holds(said)
    rounds = holds or trial.rounds(said)
    return ChangeCheck(
        holds=holds,
        rounds=rounds,
        expected=trial.expected(said),
        difference=_WORK.subtract(target.amount, baseline.amount),
        relative_percent=_printed(trial.relative),
        yearly_percent=_printed(trial.yearly),
        readings=() if rounds else tuple(trial.readings(said)),
    )


def reaches(amount: Decimal, printed: Quantity) -> bool:
    """Tell whether an amount, rounded to the decimals of a printed figure (a tie either way), gives that figure."""
    return _close(amount, printed.amount, printed.decimals)


def allows_points(quantity: Quantity) -> bool:
    """Tell whether percentage points mean something for a figure: percentages, indices, rates, or no unit named."""
    return quantity.measure_unit is None or quantity.measure_unit.kind in _SCORED


class _Trial:
    """A stated amount tried as one kind of change after another, between one baseline and one target."""

    def __init__(self, change: StatedChange, baseline: Decimal, target: Quantity, years: int | None) -> None:
        self.amount = change.amount
        self.sign = Decimal(-1) if change.falls else Decimal(1)
        self.baseline = baseline
        self.target = target
        self.years = years if years and years > 0 else None
        kind = target.measure_unit.kind if target.measure_unit else None
        self.points = allows_points(target)
        within_one = abs(baseline) <= 1 and abs(target.amount) <= 1
        self.hundredths = within_one and kind in (UnitKind.INDEX, None) and target.amount != baseline
        self.percent = kind in (UnitKind.PERCENT, None) or self.hundredths
        self.difference = _WORK.subtract(target.amount, baseline)
        self.relative = _WORK.divide(_WORK.multiply(self.difference, _HUNDRED), baseline) if baseline else None
        self.yearly = _growth(baseline, target.amount, self.years)

    def admits(self, reading: Reading) -> bool:
        """Tell whether the words of a reading mean anything in the unit of the target."""
        match reading.kind:
            case ChangeKind.POINTS:
                return self.points
            case ChangeKind.LEVEL | ChangeKind.ABSOLUTE | ChangeKind.MAINTAIN:
                return self.percent or not reading.percent
            case _:
                return True

    def expected(self, reading: Reading) -> Decimal | None:
        """Return the target that the amount promises when read so; None where it cannot be told."""
        times = self.years if reading.yearly else 1
        if times is None or not self.admits(reading):
            return None
        match reading.kind:
            case ChangeKind.RELATIVE:
                factor = _WORK.add(Decimal(1), _WORK.scaleb(_WORK.multiply(self.sign, self.amount), Decimal(-2)))
                return _WORK.multiply(self.baseline, _WORK.power(factor, times))
            case ChangeKind.MULTIPLE if self.amount <= 0:
                return None
            case ChangeKind.MULTIPLE:
                factor = _WORK.power(self.amount, times)
                return _WORK.multiply(self.baseline, factor) if self.sign > 0 else _WORK.divide(self.baseline, factor)
            case ChangeKind.POINTS | ChangeKind.ABSOLUTE:
                step = _WORK.multiply(_WORK.multiply(self.sign, self._scaled(reading)), Decimal(times))
                return _WORK.add(self.baseline, step)
            case _:
                return self._scaled(reading)

    def holds(self, reading: Reading) -> bool:
        """Tell whether the amount, read so, leads to the printed target."""
        expected = self.expected(reading)
        if expected is None or not reaches(expected, self.target):
            return False
        kept = reaches(self.baseline, self.target)
        return kept or reading.kind is not ChangeKind.MAINTAIN

    def rounds(self, reading: Reading) -> bool:
        """Tell whether the true change, rounded to the decimals of the amount, is the amount."""
        true = self._true_amount(reading) if self.admits(reading) else None
        return true is not None and _close(true, self.amount, Quantity(self.amount).decimals)

    def readings(self, said: Reading) -> Iterator[Reading]:
        """Yield the other ways in which the same amount is true, the plainest first."""
        if not self.difference:
            return
        kinds = (ChangeKind.LEVEL, ChangeKind.RELATIVE, ChangeKind.POINTS, ChangeKind.ABSOLUTE, ChangeKind.MULTIPLE)
        spans = (False, True) if self.years and self.years > 1 else (False,)
        for yearly in spans:
            for kind in kinds:
                reading = Reading(kind, yearly, self._as_percent(kind, said))
                if self._is_other(reading, said) and (self.holds(reading) or self.rounds(reading)):
                    yield reading

    def _is_other(self, reading: Reading, said: Reading) -> bool:
        if (reading.kind, reading.yearly) == (said.kind, said.yearly):
            # «a un 81 %» of hectares is tried again as 81 plain hectares.
            return reading.percent != said.percent
        if reading.kind is ChangeKind.LEVEL and reading.yearly:
            return False
        return not (reading.kind is ChangeKind.ABSOLUTE and self.points and self.percent)

    def _as_percent(self, kind: ChangeKind, said: Reading) -> bool:
        if kind in _PERCENTAGES:
            return True
        return kind is not ChangeKind.MULTIPLE and said.percent and self.percent

    def _scaled(self, reading: Reading) -> Decimal:
        return _WORK.scaleb(self.amount, Decimal(-2)) if reading.percent and self.hundredths else self.amount

    def _true_amount(self, reading: Reading) -> Decimal | None:
        times = self.years if reading.yearly else 1
        if times is None:
            return None
        match reading.kind:
            case ChangeKind.RELATIVE:
                true = self.yearly if reading.yearly else self.relative
                return None if true is None else true * self.sign
            case ChangeKind.POINTS | ChangeKind.ABSOLUTE:
                scale = _HUNDRED if reading.percent and self.hundredths else Decimal(1)
                return _WORK.divide(_WORK.multiply(self.difference * self.sign, scale), Decimal(times))
            case ChangeKind.MULTIPLE if not reading.yearly:
                ends = (self.target.amount, self.baseline)
                above, below = ends if self.sign > 0 else ends[::-1]
                return _WORK.divide(above, below) if below else None
            case ChangeKind.LEVEL if not reading.yearly:
                scale = _HUNDRED if reading.percent and self.hundredths else Decimal(1)
                return _WORK.multiply(self.target.amount, scale)
            case _:
                return None


def _close(amount: Decimal, printed: Decimal, decimals: int) -> bool:
    gap = abs(_WORK.subtract(amount, printed))
    return gap <= Decimal(5).scaleb(-decimals - 1)


def _growth(baseline: Decimal, target: Decimal, years: int | None) -> Decimal | None:
    """Return the compound yearly growth in percent: (target ÷ baseline) ^ (1 ÷ years) − 1."""
    if years is None or not baseline or target / baseline < 0:
        return None
    root = _WORK.power(_WORK.divide(target, baseline), _WORK.divide(Decimal(1), Decimal(years)))
    return _WORK.multiply(_WORK.subtract(root, Decimal(1)), _HUNDRED)


def _printed(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else _PRINT.plus(percent) or Decimal(0)
