"""What cannot be right in a reported figure, and what is so unusual that whoever reports it is asked.

A doubt is an error where no reading of the indicator allows the figure; it is a question where the figure is possible
and is more often a slip. What the plan itself does (a negative baseline, a target with decimals) is no slip.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.exact import EXACT, HUNDRED, quotient
from ceiba.kernel.indicator import Accumulation, Indicator, Measurement
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.states import Value
from ceiba.kernel.text import _

_CHANGES = (Accumulation.VARIATION, Accumulation.REDUCTION, Accumulation.REDUCTION_ANNUAL)
_FAR = 20  # so many times nearer to what is known, and the other reading of a number is worth a question


class DoubtGrade(StrEnum):
    """What a doubt does: an error keeps the figure out, a question lets it in once somebody has said yes."""

    ERROR = "error"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt about a figure: a sentence with places for its numbers."""

    grade: DoubtGrade
    message: str
    facts: Mapping[str, Decimal | str] = field(default_factory=dict)


def known_amounts(indicator: Indicator, earlier: Iterable[Measurement] = ()) -> tuple[Decimal, ...]:
    """Return the amounts by which a new figure is judged: baseline, targets, and what was measured before."""
    figures = [target.value for target in indicator.targets]
    figures += [indicator.baseline.value] if indicator.baseline else []
    figures += [measurement.value for measurement in earlier if not measurement.disaggregation]
    return tuple(figure.amount for figure in figures if isinstance(figure, Value))


def doubts(indicator: Indicator, measured: Measurement, known: Iterable[Decimal] = ()) -> tuple[Doubt, ...]:
    """Return what is doubtful in a measurement of an indicator, the errors first; nothing about an absent value.

    ``known`` are the amounts of ``known_amounts``.
    """
    found = [*_of_pair(indicator, measured)]
    if isinstance(measured.value, Value):
        found += _of_amount(indicator, measured, measured.value.amount, tuple(known))
    return tuple(sorted(found, key=lambda doubt: doubt.grade is not DoubtGrade.ERROR))


def _of_pair(indicator: Indicator, measured: Measurement) -> Iterable[Doubt]:
    numerator, denominator = measured.numerator, measured.denominator
    if numerator is None and denominator is None:
        if indicator.accumulation is Accumulation.RATIO and isinstance(measured.value, Value):
            yield Doubt(DoubtGrade.ERROR, _("Se reporta con sus dos números: de cuántos, y cuántos."))
        return
    if numerator is None or denominator is None:
        yield Doubt(
            DoubtGrade.ERROR, _("Falta uno de los dos números: una razón se reporta con numerador y denominador.")
        )
        return
    if denominator < 0:
        yield Doubt(DoubtGrade.ERROR, _("El denominador no puede ser negativo."))
    elif denominator == 0 and numerator != 0:
        yield Doubt(DoubtGrade.ERROR, _("El denominador es cero y el numerador no: revise cuál de los dos falta."))
    if numerator < 0:
        yield Doubt(DoubtGrade.ERROR, _("El numerador no puede ser negativo."))
    if is_share(indicator) and numerator > denominator > 0:
        facts = {"numerator": numerator, "denominator": denominator}
        yield Doubt(
            DoubtGrade.QUESTION, _("El numerador (%(numerator)s) pasa del denominador (%(denominator)s)."), facts
        )


def _of_amount(
    indicator: Indicator, measured: Measurement, amount: Decimal, known: tuple[Decimal, ...]
) -> Iterable[Doubt]:
    if indicator.accumulation is Accumulation.BINARY and amount not in (0, 1):
        yield Doubt(DoubtGrade.ERROR, _("Este indicador solo dice si está hecho: escriba 1 (hecho) o 0 (no hecho)."))
        return
    if indicator.accumulation in _CHANGES or indicator.band is not None or measured.pair is not None:
        return
    kind = indicator.measure_unit.kind if indicator.measure_unit else None
    if amount < 0 and all(one >= 0 for one in known):
        certain = kind in (UnitKind.COUNT, UnitKind.PERCENT, UnitKind.RATE)
        message = _("Una cantidad así no puede ser negativa.") if certain else _("La cifra es negativa.")
        yield Doubt(DoubtGrade.ERROR if certain else DoubtGrade.QUESTION, message)
    if kind is UnitKind.PERCENT and amount > HUNDRED and all(one <= HUNDRED for one in known):
        yield Doubt(DoubtGrade.QUESTION, _("Es más del cien por ciento: una parte no suele pasar del todo."))
    averaged = indicator.accumulation is Accumulation.MEAN
    if kind is UnitKind.COUNT and not averaged and not _whole(amount) and all(_whole(one) for one in known):
        yield Doubt(DoubtGrade.QUESTION, _("Se cuentan cosas enteras, y la cifra trae decimales."))


def is_share(indicator: Indicator) -> bool:
    """Tell whether an indicator is a part of a whole: a percentage that does not measure a change."""
    unit = indicator.measure_unit
    return unit is not None and unit.kind is UnitKind.PERCENT and indicator.accumulation not in _CHANGES


def misread(amount: Decimal, otherwise: Decimal, known: Iterable[Decimal]) -> Doubt | None:
    """Return the question whether a number was meant with the other separator («1.500»: a thousand and a half, or 1.5).

    Only where the other reading lies much nearer to what is known of the indicator; None otherwise.
    """
    sizes = sorted(one.copy_abs() for one in known if one != 0)
    if not sizes or amount == 0 or otherwise == 0:
        return None
    usual = sizes[len(sizes) // 2]
    if _times(amount, usual) <= EXACT.multiply(Decimal(_FAR), _times(otherwise, usual)):
        return None
    facts = {"amount": amount, "otherwise": otherwise, "usual": usual}
    message = _("Se lee como %(amount)s. Lo conocido de este indicador anda por %(usual)s: ¿quiso decir %(otherwise)s?")
    return Doubt(DoubtGrade.QUESTION, message, facts)


def is_future(period: Period, today: date) -> bool:
    """Tell whether a period has not begun on a day: nobody can have measured it."""
    return period.first_month > today.year * 12 + today.month - 1


def _times(amount: Decimal, usual: Decimal) -> Decimal:
    larger, smaller = max(amount.copy_abs(), usual), min(amount.copy_abs(), usual)
    return quotient(larger, smaller)


def _whole(amount: Decimal) -> bool:
    return amount == amount.to_integral_value()
