"""Rows of a register: immutable, exact, and judged against their type one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from ceiba.kernel.money import Money

LATITUDES, LONGITUDES = Decimal(90), Decimal(180)


@dataclass(frozen=True, slots=True)
class PersonName:
    """Somebody as an office writes them down: a name and, where it is asked for, the number of a document."""

    name: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where something happened: a code of the territory, or coordinates in degrees (WGS 84), or both."""

    territory: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("coordinates come in pairs")
        if not self.territory and self.latitude is None:
            raise ValueError("a place has a territory or coordinates")
        if self.latitude is not None and self.longitude is not None:
            finite = self.latitude.is_finite() and self.longitude.is_finite()
            if not finite or abs(self.latitude) > LATITUDES or abs(self.longitude) > LONGITUDES:
                raise ValueError("coordinates lie outside the globe")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each kind, without naming anybody: (options in the order of the dimensions, number), in order."""

    cells: tuple[tuple[tuple[str, ...], int], ...]

    def __post_init__(self) -> None:
        if len({parts for parts, _number in self.cells}) < len(self.cells):
            raise ValueError("a cell of counts stands twice")
        object.__setattr__(self, "cells", tuple(sorted(self.cells)))

    @property
    def total(self) -> int:
        """Return the sum of all cells."""
        return sum(number for _parts, number in self.cells)


FieldValue = str | int | Decimal | Money | date | datetime | PersonName | Location | Counts


@dataclass(frozen=True, slots=True)
class StateChange:
    """An entry into a state at a moment of the institution's own clock (no zone); ``reason`` where one was given."""

    state: str
    at: datetime
    reason: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is not None:
            raise ValueError("moments of a register are those of the institution's clock, without zone")


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its key, its register, its state, its values by field, and every state it was in, in order.

    A field that nobody filled is not among the values.
    """

    key: str
    register: str
    state: str
    values: Mapping[str, FieldValue] = default(default_factory=dict)
    history: tuple[StateChange, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def entered(self, state: str, after: datetime | None = None) -> datetime | None:
        """Return when the row first entered a state, from a moment on where one is given; None where it did not."""
        moments = (change.at for change in self.history if change.state == state)
        return next((at for at in moments if after is None or at >= after), None)


@dataclass(frozen=True, slots=True)
class RecordProblem:
    """One thing to mend in a row: which row, field and value. ``message`` is a Spanish sentence that says the mend.

    ``field`` is blank where the problem is of the whole row.
    """

    row: str
    field: str
    value: str
    message: str
    facts: Mapping[str, str] = default(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.facts
