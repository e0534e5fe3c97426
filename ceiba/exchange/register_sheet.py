"""The sheet of a register: which columns it has, how a person said it is to be read, and what was made of each row.

A column's *target* names what it holds: ``:key`` (of the row), ``:state``, ``:entered:STATE`` (the moment), a field's
key, or a part of one: ``FIELD#document``, ``FIELD#latitude``, ``FIELD#longitude``, ``FIELD#women/rural`` (a cell of
counts).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime
from enum import StrEnum
from itertools import product
from typing import Protocol

from ceiba.exchange.language import Translate
from ceiba.kernel.register_record import Record
from ceiba.kernel.register_type import MOMENTS, Field, FieldKind, RegisterType
from ceiba.kernel.text import _

KEY, STATE, ENTERED, PART = ":key", ":state", ":entered:", "#"
DOCUMENT, LATITUDE, LONGITUDE = "document", "latitude", "longitude"
MOST_CELLS = 60  # columns that one field of counts opens into; with more it is one column of text

KEY_HEADING = _("Clave de la fila")
STATE_HEADING = _("Estado")
ENTERED_HEADING = _("Entró en «%(state)s»")
_PARTS: Mapping[str, str] = {
    DOCUMENT: _("%(field)s (documento)"),
    LATITUDE: _("%(field)s (latitud)"),
    LONGITUDE: _("%(field)s (longitud)"),
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column that a register's sheet may have. ``field`` is None for the row's own key, state and moments."""

    target: str
    heading: str
    field: Field | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """Where things stand: the sheet, the number of its row of headings, and the target of each column (from 0)."""

    sheet: int
    header: int
    headings: Mapping[int, str]
    columns: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class SheetRules:
    """How cells are to be understood, where they do not say it themselves.

    ``decimal`` is the mark of decimals; ``month_first`` reads 03/31/2026; ``since_1904`` is the system of counted days.
    ``identity`` are the fields that tell one row from another, none for the whole content. ``repeats`` takes a row that
    stands twice in the file as two rows; ``erases`` empties a field of a known row where its cell is empty.
    ``at_once`` takes a state that nobody dated to have been entered when the row began; without it such a row is
    refused.
    """

    decimal: str = "."
    month_first: bool = False
    since_1904: bool = False
    identity: tuple[str, ...] = ()
    repeats: bool = False
    erases: bool = False
    at_once: bool = False


class Finder(Protocol):
    """Whoever knows the keys of things by what people call them."""

    def find(self, text: str) -> str | None:
        """Return the key of what is called so; None where nothing is, or several are."""
        ...

    def like(self, text: str) -> tuple[str, ...]:
        """Return names that somebody may have meant, the likeliest first."""
        ...


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What a sheet leans on beyond its type: units, places inside and outside the territory, things that are linked.

    What is None or not there is not asked: any text is taken.
    """

    units: Finder | None = None
    places: Finder | None = None
    elsewhere: Finder | None = None
    links: Mapping[str, Finder] = default(default_factory=dict)


class Outcome(StrEnum):
    """What became of a row of a sheet."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """One thing to mend: the line and column as a person counts them, what stands there, and a sentence with its mend.

    ``column`` holds letters, and ``heading`` the words above; both blank where the problem is of the whole row.
    """

    line: int
    column: str
    heading: str
    value: str
    message: str
    facts: Mapping[str, str] = default(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.facts

    def said(self, say: Translate) -> str:
        """Return the sentence in a language."""
        return say(self.message) % self.facts


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row as it was read: what it says of the record, who it is, and what could not be read.

    ``entered`` are the moments at which it says to have entered states; ``state`` is blank where it says none, and
    ``key`` where the sheet has no such column. ``blank`` are the fields whose cells stand empty.
    """

    line: int
    key: str
    state: str
    record: Record
    entered: Mapping[str, datetime]
    identity: str
    blank: frozenset[str] = frozenset()
    problems: tuple[SheetProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What becomes of a row: its record as it would be kept (None where refused), and what is to be mended."""

    outcome: Outcome
    record: Record | None
    problems: tuple[SheetProblem, ...] = ()


def sheet_columns(register: RegisterType, fields: Iterable[Field] | None = None) -> Iterator[SheetColumn]:
    """Yield the columns of a type's sheet in order, for some of its fields or all."""
    yield SheetColumn(KEY, KEY_HEADING)
    for field in register.fields if fields is None else fields:
        yield from field_columns(field)
    yield SheetColumn(STATE, STATE_HEADING)
    for state in register.states:
        yield SheetColumn(f"{ENTERED}{state.key}", ENTERED_HEADING % {"state": state.label})


def field_columns(field: Field) -> Iterator[SheetColumn]:
    """Yield the columns that a field takes: one, or one for each of its parts."""
    if field.kind is FieldKind.COUNTS:
        cells = list(product(*(dimension.options for dimension in field.dimensions)))
        if len(cells) <= MOST_CELLS:
            for options in cells:
                part = "/".join(option.key for option in options)
                words = " / ".join(option.label for option in options)
                yield SheetColumn(f"{field.key}{PART}{part}", f"{field.label}: {words}", field, part)
            return
    yield SheetColumn(field.key, field.label, field)
    parts = {FieldKind.PERSON: (DOCUMENT,), FieldKind.PLACE: (LATITUDE, LONGITUDE)}.get(field.kind, ())
    for part in parts:
        yield SheetColumn(f"{field.key}{PART}{part}", _PARTS[part] % {"field": field.label}, field, part)


def main_moment(register: RegisterType) -> str | None:
    """Return the field that says when a row happened: its first required date or moment, else its first one."""
    fields = [field for field in register.fields if field.kind in MOMENTS]
    return next((field.key for field in fields if field.required.always), fields[0].key if fields else None)


def as_moment(value: object) -> datetime | None:
    """Return a day or moment as a moment; None for what is neither."""
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else None  # noqa: DTZ001 - no zone
