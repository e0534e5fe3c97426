"""From a row's values to the columns by which it is found: each made of the values alone, and made anew with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from ceiba.exchange.stems import stems
from ceiba.kernel.calendar import WorkCalendar
from ceiba.kernel.register_deadline import reckon_deadline
from ceiba.kernel.register_record import FieldValue, Location, PersonName, Record, StateChange
from ceiba.kernel.register_text import write_value
from ceiba.kernel.register_type import Field, FieldKind, Privacy, RegisterType
from ceiba.registers.models import FACETS

STEP = Decimal(100_000)  # steps of a degree: one is about a metre
OPEN = (Privacy.PUBLIC, Privacy.INTERNAL)  # what anybody in the institution may read
_LONGEST_SEARCH = 4_000  # characters of stems of one row


@dataclass(frozen=True)
class Shape:
    """What the columns of a register's rows are made by: its type, and which fields stand in the facets."""

    type: RegisterType
    facets: Sequence[str]

    def first(self, *kinds: FieldKind) -> Field | None:
        """Return the first field of some kinds, a required one before the others; None where there is none.

        A unit that does not keep the row is not its unit.
        """
        found = [field for field in self.type.fields if field.kind in kinds and field.keeps]
        return next((field for field in found if field.required.always), found[0] if found else None)


def facets_of(register: RegisterType, before: Sequence[str] = (), known: Sequence[str] = ()) -> list[str]:
    """Return the fields of choice that have a column of their own: those of ``before``, and then others.

    ``known`` fields, of which rows may already hold values, get none later.
    """
    usable = [
        field.key
        for field in register.fields
        if field.kind is FieldKind.CHOICE and field.privacy is not Privacy.NEVER and field.key not in known
    ]
    return [*before, *(key for key in usable if key not in before)][:FACETS]


def main_moment(shape: Shape, record: Record) -> tuple[date, int | None]:
    """Return the day of a row and its minute since midnight: of its first field of a moment, else of its beginning."""
    field = shape.first(FieldKind.DATE, FieldKind.DATE_TIME)
    value = record.values.get(field.key) if field else None
    if isinstance(value, datetime):
        return value.date(), value.hour * 60 + value.minute
    if isinstance(value, date):
        return value, None
    return record.history[0].at.date(), None


def steps(location: Location) -> tuple[int | None, int | None]:
    """Return coordinates as whole steps from the South Pole and from the antimeridian; none where there are none."""
    if location.latitude is None or location.longitude is None:
        return None, None
    shifted = ((location.latitude + 90) * STEP, (location.longitude + 180) * STEP)
    north, east = (int(one.to_integral_value(ROUND_FLOOR)) for one in shifted)
    return north, east


def earliest_due(record: Record, register: RegisterType, calendar: WorkCalendar) -> tuple[date | None, str]:
    """Return the earliest due day among the deadlines that run, and its key; None and blank for none."""
    running = []
    for deadline in register.deadlines:
        reckoning = reckon_deadline(record, deadline, calendar)
        if reckoning is not None and reckoning.ended is None and reckoning.due is not None:
            running.append((reckoning.due, deadline.key))
    return min(running, default=(None, ""))


def search_text(record: Record, register: RegisterType) -> str:
    """Return the stems of what a row says in fields that anybody in the institution may read, each word once."""
    said: list[str] = []
    for field in register.fields:
        value = record.values.get(field.key)
        if value is None or field.privacy not in OPEN:
            continue
        if field.kind is FieldKind.CHOICE:
            said += [field.option_by_key[option].label for option in field.lineage(str(value))]
        elif isinstance(value, PersonName):
            said += [value.name, value.document]
        elif field.kind in (FieldKind.TEXT, FieldKind.CODE, FieldKind.FILE):
            said.append(str(value))
    return " ".join(dict.fromkeys(stems(" ".join(said))))[:_LONGEST_SEARCH]


def columns(
    record: Record, shape: Shape, calendar: WorkCalendar, units: Mapping[str, int], unit: int | None
) -> dict[str, Any]:
    """Return every made column of a row by name. ``units`` are primary keys by key; ``unit`` is the register's own."""
    day, minute = main_moment(shape, record)
    code, place, belongs = (shape.first(kind) for kind in (FieldKind.CODE, FieldKind.PLACE, FieldKind.UNIT))
    where = record.values.get(place.key) if place else None
    north, east = steps(where) if isinstance(where, Location) else (None, None)
    due, deadline = earliest_due(record, shape.type, calendar)
    named = units.get(str(record.values.get(belongs.key))) if belongs else None
    values = {key: write_value(value) for key, value in record.values.items()}
    return {
        "state": record.state,
        "values": values,
        "history": told_history(record.history),
        # What a row is called is read by whoever finds it: a code that few may read is no name.
        "code": values.get(code.key, "") if code and code.privacy in OPEN else "",
        "day": day,
        "minute": minute,
        "place": where.territory if isinstance(where, Location) else "",
        "north": north,
        "east": east,
        "unit_id": named if named is not None else unit,
        "due": due,
        "deadline": deadline,
        "search": search_text(record, shape.type),
        **{f"facet_{place + 1}": _facet(shape, place, values) for place in range(FACETS)},
    }


def _facet(shape: Shape, place: int, values: Mapping[str, str]) -> str | None:
    return values.get(shape.facets[place]) if place < len(shape.facets) else None


def told_history(history: Sequence[StateChange]) -> list[list[str]]:
    """Return the entries into states as they are stored."""
    return [[change.state, write_value(change.at), *([change.reason] if change.reason else [])] for change in history]


def read_history(stored: Sequence[Sequence[str]]) -> tuple[StateChange, ...]:
    """Return stored entries into states as values, the inverse of ``told_history``."""
    return tuple(StateChange(state, datetime.fromisoformat(at), *reason) for state, at, *reason in stored)


Values = Mapping[str, FieldValue]
