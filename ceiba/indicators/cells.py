"""The cells of a report: what somebody wants to stand there, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ceiba.documents.adoption import numbered, told
from ceiba.indicators.models import Measurement
from ceiba.indicators.queries import told_inputs
from ceiba.kernel import indicator as kernel
from ceiba.kernel.accumulation import accumulate
from ceiba.kernel.indicator import Accumulation
from ceiba.kernel.period import Period
from ceiba.kernel.plausibility import Doubt
from ceiba.kernel.sheet import VariableInput
from ceiba.kernel.states import NO_DATA, Datum


@dataclass(frozen=True)
class Cell:
    """What somebody wants a cell to hold: of an indicator (its primary key), of the whole or of a part.

    ``value`` is a figure or one of the states; None where numerator and denominator say it. ``inputs`` are the values
    of variables that it was computed from. ``seen`` is the version that the person was shown, 0 where nothing stood
    there. ``sure`` answers the questions about plausibility.
    """

    indicator: int
    part: str = ""
    value: Datum | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    seen: int = 0
    sure: bool = False
    inputs: tuple[VariableInput, ...] = ()

    @property
    def place(self) -> tuple[int, str]:
        """Return which cell it is."""
        return self.indicator, self.part


class Fate(StrEnum):
    """What became of a cell."""

    STORED = "stored"
    UNCHANGED = "unchanged"  # it held that already
    CONFLICT = "conflict"  # somebody else changed it meanwhile: nothing was written
    REFUSED = "refused"  # the figure cannot be
    ASKED = "asked"  # the figure is unusual, and nobody has said that it is right


@dataclass(frozen=True)
class Outcome:
    """What became of a cell; ``row`` is what stands there now, with who wrote it (None: nothing)."""

    cell: Cell
    fate: Fate
    row: Measurement | None = None
    doubts: tuple[Doubt, ...] = ()
    message: str = ""


def measured(indicator: kernel.Indicator, cell: Cell, period: Period) -> kernel.Measurement:
    """Return the measurement that a cell stands for; the value of a ratio is computed from its two numbers."""
    pair = (cell.numerator, cell.denominator)
    made = kernel.Measurement(indicator.id, period, cell.value or NO_DATA, *pair, cell.part, inputs=cell.inputs)
    if indicator.accumulation is not Accumulation.RATIO or made.pair is None:
        return made
    alone = kernel.Measurement(indicator.id, period, NO_DATA, *pair)
    return replace(made, value=accumulate(indicator, [alone], period).value)


def columns(measurement: kernel.Measurement | Measurement) -> Mapping[str, Any]:
    """Return the columns of a figure, of a row or of a value."""
    given = measurement.inputs
    return {
        "value": measurement.value,
        "numerator": measurement.numerator,
        "denominator": measurement.denominator,
        "inputs": told_inputs(given) if isinstance(given, tuple) else given,
    }


def told_columns(figure: Mapping[str, Any]) -> dict[str, object]:
    """Return the columns of a figure as the history tells them."""
    return {name: told(value) for name, value in figure.items()}


def key_of(indicator: str, period: Period, part: str = "") -> str:
    """Return the key of a measurement, a narrative or a file: what it speaks of."""
    return numbered([(indicator, period.notation(), *([part] if part else []))])[0]
