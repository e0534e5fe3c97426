"""Registers of an institution and the measures they feed to indicators."""

from dataclasses import dataclass
from decimal import Decimal

from ceiba.kernel.period import Period
from ceiba.kernel.states import Datum


@dataclass(frozen=True, slots=True)
class RegisterMeasure:
    """What a register counted in a period; a ratio keeps both its numbers. ``indicator`` is the one that it feeds."""

    register: str
    measure: str
    period: Period
    value: Datum
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    indicator: str | None = None
