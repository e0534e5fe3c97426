"""A result before it is written: what is to change, from where to where, and how the change is to be worded."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from enum import StrEnum

from ceiba.kernel.change import ChangeCheck, allows_points, check_change
from ceiba.kernel.exact import EXACT, HUNDRED, quotient
from ceiba.kernel.indicator import ChangeKind, Direction, StatedChange
from ceiba.kernel.quantity import MeasureUnit, Quantity, UnitKind
from ceiba.kernel.text import _

_GROWTH = Context(prec=28, traps=[InvalidOperation])  # roots are rounded to 28 digits
_WORDED = Decimal("0.01")  # a computed change is worded with at most two decimals


class ChangeMode(StrEnum):
    """How a result words its change."""

    LEVEL = "level"
    RELATIVE = "relative"
    POINTS = "points"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class Intent:
    """What a result is to say. ``direction`` is up, down, or constant; years are whole, the first before the last.

    ``denominator`` says of what total a percentage is a part.
    """

    direction: Direction
    mode: ChangeMode
    measure_unit: MeasureUnit
    baseline: Decimal
    base_year: int
    target: Decimal
    target_year: int
    denominator: str | None = None

    @property
    def years(self) -> int:
        """Return how many years lie between baseline and target."""
        return self.target_year - self.base_year

    @property
    def check(self) -> ChangeCheck:
        """Return the true change: the difference, its percentage, and the yearly growth."""
        level = StatedChange(ChangeKind.LEVEL, self.target, "")
        return check_change(level, self._quantity(self.baseline), self._quantity(self.target), self.years)

    @property
    def amount(self) -> Decimal | None:
        """Return the amount that the words state, without sign; None where it cannot be told (``faults`` says why)."""
        check = self.check
        if self.mode is ChangeMode.LEVEL or self.direction is Direction.CONSTANT:
            return self.target
        if self.mode is ChangeMode.POINTS:
            return abs(check.difference)
        percent = check.relative_percent if self.mode is ChangeMode.RELATIVE else check.yearly_percent
        return None if percent is None else _worded(abs(percent))

    def stated(self, text: str) -> StatedChange:
        """Return the change as it is stated with these words; ``ValueError`` where its amount cannot be told."""
        amount = self.amount
        if amount is None:
            raise ValueError("a change without an amount is not stated")
        percent = self.measure_unit.kind is UnitKind.PERCENT
        falls = self.direction is Direction.DOWN
        if self.direction is Direction.CONSTANT:
            return StatedChange(ChangeKind.MAINTAIN, amount, text, percent=percent)
        if self.mode is ChangeMode.LEVEL:
            return StatedChange(ChangeKind.LEVEL, amount, text, percent=percent, falls=falls)
        if self.mode is ChangeMode.POINTS:
            return StatedChange(ChangeKind.POINTS, amount, text, falls=falls)
        return StatedChange(
            ChangeKind.RELATIVE, amount, text, percent=True, yearly=self.mode is ChangeMode.YEARLY, falls=falls
        )

    def way(self) -> tuple[tuple[int, Decimal], ...]:
        """Return a figure for each year to the last: by equal steps, or by equal growth where the words say so.

        Figures carry the decimals of the target; the last one is the target itself.
        """
        places = Decimal(1).scaleb(-max(Quantity(self.baseline).decimals, Quantity(self.target).decimals))
        return tuple(
            (
                self.base_year + past,
                self.target if past == self.years else self._after(past).quantize(places, ROUND_HALF_UP),
            )
            for past in range(1, self.years + 1)
        )

    def _after(self, past: int) -> Decimal:
        if self.mode is ChangeMode.YEARLY and min(self.baseline, self.target) > 0:
            share = quotient(Decimal(past), Decimal(self.years))
            return _GROWTH.multiply(self.baseline, _GROWTH.power(quotient(self.target, self.baseline), share))
        step = quotient(EXACT.multiply(EXACT.subtract(self.target, self.baseline), Decimal(past)), Decimal(self.years))
        return EXACT.add(self.baseline, step)

    def faults(self) -> tuple[tuple[str, str], ...]:
        """Return what keeps this from being a result: the field to mend, and why."""
        return (*self._faults_of_figures(), *self._faults_of_words())

    def _faults_of_figures(self) -> tuple[tuple[str, str], ...]:
        found = []
        kind = self.measure_unit.kind
        if self.years < 1:
            found.append(("target_year", _("El año de la meta va después del año de la línea base.")))
        if self.direction is Direction.UP and self.target <= self.baseline:
            found.append(("target", _("El verbo dice que aumenta y la meta no es mayor que la línea base.")))
        if self.direction is Direction.DOWN and self.target >= self.baseline:
            found.append(("target", _("El verbo dice que disminuye y la meta no es menor que la línea base.")))
        if self.direction is Direction.CONSTANT and self.target != self.baseline:
            found.append(("target", _("Mantener es quedarse igual: la meta y la línea base deben ser la misma.")))
        if kind is UnitKind.PERCENT and max(self.baseline, self.target) > HUNDRED:
            found.append(("target", _("Una parte de un total no pasa de 100 %.")))
        whole = all(one == one.to_integral_value() for one in (self.baseline, self.target))
        if kind is UnitKind.COUNT and not whole:
            found.append(("target", _("Se cuentan cosas enteras: escriba la línea base y la meta sin decimales.")))
        if kind is not UnitKind.MONEY and kind is not UnitKind.INDEX and min(self.baseline, self.target) < 0:
            found.append(("target", _("Esto no puede ser menor que cero.")))
        return tuple(found)

    def _faults_of_words(self) -> tuple[tuple[str, str], ...]:
        found = []
        if self.measure_unit.kind is UnitKind.PERCENT and not (self.denominator or "").strip():
            found.append(("denominator", _("Un porcentaje dice de qué total es parte: hogares urbanos, población…")))
        if self.direction is Direction.CONSTANT:
            return tuple(found)
        if self.mode is ChangeMode.POINTS and not allows_points(self._quantity(self.target)):
            why = _(
                "Puntos porcentuales solo hay entre dos porcentajes. De una cantidad diga el nivel o el por ciento."
            )
            found.append(("mode", why))
        if self.mode in (ChangeMode.RELATIVE, ChangeMode.YEARLY) and self.years > 0 and not self.amount:
            why = _("Desde esta línea base no se puede decir el cambio en por ciento. Diga el nivel al que se llega.")
            found.append(("mode", why))
        return tuple(found)

    def _quantity(self, amount: Decimal) -> Quantity:
        return Quantity(amount, self.measure_unit)


def _worded(percent: Decimal) -> Decimal:
    """Return a computed percentage with at most two decimals and no trailing zeros."""
    short = percent.quantize(_WORDED, ROUND_HALF_UP).normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
