"""What a person typed into the cells of a report, read as the institution writes figures.

Each cell travels with what the page showed there, so that only what was touched is saved, and a figure that somebody
else changed meanwhile is known by its version.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from babel import Locale
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from ceiba.indicators.cells import Cell, columns
from ceiba.indicators.desk import Row
from ceiba.indicators.models import Measurement
from ceiba.kernel.plausibility import Doubt, misread
from ceiba.kernel.states import Absent, State, Value
from ceiba.plans.fields import FigureField, typed
from ceiba.ui import formats

FIELDS = ("value", "state", "num", "den")
ABSENCES = (State.NO_DATA, State.NOT_PROGRAMMED, State.NOT_DUE, State.NOT_APPLICABLE)
_ONE_SEPARATOR = re.compile(r"-?[0-9]{1,3}([.,])[0-9]{3}")
_FIGURE = FigureField()
Texts = tuple[str, str, str, str]


class Unreadable(ValueError):
    """What was typed is no figure; the message says at its cell what is wrong, and how it is written here."""


def texts_of(row: Measurement | None, *, pair: bool) -> Texts:
    """Return what the fields of a cell say of a row: value, state, numerator, denominator."""
    if row is None:
        return "", "", "", ""
    state = row.value.state.value if isinstance(row.value, Absent) else ""
    numbers = [columns(row)[name] for name in ("numerator", "denominator")]
    if pair and any(number is not None for number in numbers):
        num, den = ("" if number is None else typed(number) for number in numbers)
        return "", "", num, den
    return typed(row.value.amount) if isinstance(row.value, Value) else "", state, "", ""


def amount_of(text: str) -> Decimal | None:
    """Return the number of a text; ``Unreadable`` says how numbers are written here."""
    try:
        number: Decimal | None = _FIGURE.to_python(text)
    except ValidationError as error:
        raise Unreadable(" ".join(error.messages)) from None
    return number


def other_reading(text: str) -> Decimal | None:
    """Return the number that a text would be with the separators of another country; None where it has one reading."""
    found = _ONE_SEPARATOR.fullmatch("".join(text.split()).replace("−", "-"))
    if found is None:
        return None
    bare = found[0]
    decimal = Locale.parse(formats.active()).number_symbols["latn"]["decimal"]
    return Decimal(bare.replace(found[1], "" if found[1] == decimal else "."))


@dataclass(frozen=True)
class TypedCell:
    """What was typed into a cell, beside what the page showed there, and which version that was."""

    indicator: int
    number: int
    part: str
    seen: int
    shown: Texts
    texts: Texts
    sure: bool = False

    @property
    def name(self) -> str:
        """Return by which name the fields of the cell end: «12-0»."""
        return f"{self.indicator}-{self.number}"

    @property
    def was(self) -> str:
        """Return the hidden field that says what was seen before typing."""
        return json.dumps([self.seen, self.part, *self.shown])

    @property
    def touched(self) -> bool:
        """Tell whether the person changed anything."""
        return self.texts != self.shown

    def cell(self) -> Cell:
        """Return the cell that was typed; ``Unreadable`` where it cannot be read."""
        value, state, num, den = self.texts
        base = Cell(self.indicator, self.part, seen=self.seen, sure=self.sure)
        if any((value, num, den)) and state and self._is_torn():
            raise Unreadable(_("Escriba la cifra o elija por qué no la hay: aquí están las dos cosas."))
        if state and not (any((value, num, den)) and self._figure_changed()):
            return replace(base, value=_absent(state))
        number, numerator, denominator = amount_of(value), amount_of(num), amount_of(den)
        figure = None if number is None else Value(number)
        return replace(base, value=figure, numerator=numerator, denominator=denominator)

    def _figure_changed(self) -> bool:
        return (self.texts[0], *self.texts[2:]) != (self.shown[0], *self.shown[2:])

    def _is_torn(self) -> bool:
        """Tell whether figure and state were both typed anew: then nobody knows which of the two is meant."""
        return self._figure_changed() and self.texts[1] != self.shown[1]

    def doubt(self, row: Row) -> Doubt | None:
        """Return the question whether its number was meant with the other separator."""
        text = self.texts[0]
        if not text or not self._figure_changed():
            return None
        amount, otherwise = amount_of(text), other_reading(text)
        return None if amount is None or otherwise is None else misread(amount, otherwise, row.known)


def _absent(state: str) -> Absent:
    try:
        return Absent(State(state))
    except ValueError:
        raise Unreadable(_("Elija por qué no hay cifra entre las opciones de la lista.")) from None


def was(row: Measurement | None, part: str, *, pair: bool) -> str:
    """Return what a cell showed, as the hidden field carries it."""
    return json.dumps([row.version if row else 0, part, *texts_of(row, pair=pair)])


def read_cells(data: QueryDict) -> Iterator[TypedCell]:
    """Yield the cells of a form in their order; ``SuspiciousOperation`` for a hidden field that no page wrote."""
    chosen, sure = choices(data), set(data.getlist("sure"))
    for name, text in data.items():
        if name.startswith("was-"):
            found = _cell(name.removeprefix("was-"), str(text), data)
            found = replace(found, sure=found.name in sure)
            yield replace(found, seen=chosen.get(found.name, found.seen))


def _cell(name: str, text: str, data: QueryDict) -> TypedCell:
    try:
        indicator, number = (int(part) for part in name.split("-"))
        seen, part, *shown = json.loads(text)
        kept: Any = tuple(str(one) for one in shown)
    except (ValueError, TypeError) as error:
        raise SuspiciousOperation(f"no page wrote the cell {name}") from error
    if len(kept) != len(FIELDS) or not isinstance(seen, int) or not isinstance(part, str):
        raise SuspiciousOperation(f"no page wrote the cell {name}")
    now: Any = tuple(str(data.get(f"{field}-{name}", "")).strip() for field in FIELDS)
    return TypedCell(indicator, number, part, seen, kept, now)


def choices(data: QueryDict) -> Mapping[str, int]:
    """Return which cells are to be written over what somebody else wrote, by the version that was shown: «12-0 4»."""
    found = {}
    for text in data.getlist("mine"):
        name, _space, version = text.partition(" ")
        if version.isdecimal() and len(version) < 10:
            found[name] = int(version)
    return found


def left(data: QueryDict) -> frozenset[str]:
    """Return the names of the cells whose typed text is dropped for what somebody else wrote."""
    return frozenset(data.getlist("theirs"))
