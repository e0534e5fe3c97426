"""Rows of registers as somebody may see them: the one place that hides what a reader may not see.

Every page, export, measure with its rows, and file asks here: ``Reader`` says which rows, and which of their fields.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Q, Value
from django.db.models.expressions import RawSQL

from ceiba.exchange.stems import stems
from ceiba.institutions.actor import Actor
from ceiba.kernel.register_masking import masked
from ceiba.kernel.register_record import FieldValue, Record
from ceiba.kernel.register_text import UnreadableValue, read_value
from ceiba.kernel.register_type import Field, FieldKind, Privacy, RegisterType
from ceiba.registers.columns import Shape, read_history
from ceiba.registers.models import Register, RegisterRow, RowChange
from ceiba.registers.queries_types import type_of

PAGE = 50  # rows of one page
MOST_COUNTED = 1_000  # beyond it a list says «more than»
# Each is the order of an index, so that a page of a million rows is read and not sorted.
ORDERS = {
    "day": ("-day", "-number"),
    "oldest": ("day", "number"),
    "due": ("due", "number"),
    "code": ("code", "number"),
    "state": ("state", "-day", "-number"),
    "place": ("place", "-day", "-number"),
}
_GROUPED = 3  # columns of an order that begins with a group
_MOST = 10**15
_OPEN = (Privacy.PUBLIC, Privacy.INTERNAL)


def record_of(row: RegisterRow, register: RegisterType) -> Record:
    """Return a row as a kernel value, read by a type: fields that the type does not have are left out."""
    values: dict[str, FieldValue] = {}
    for key, text in row.values.items():
        known = register.field_by_key.get(key)
        if known is not None:
            try:
                values[key] = read_value(known, text)
            except UnreadableValue:  # written by an edition in which the field was of another kind
                continue
    return Record(row.key, register.id, row.state, values, read_history(row.history))


@dataclass(frozen=True)
class RowFilter:
    """What a list is narrowed to; what is empty narrows nothing.

    ``fields`` are values by field, any of which may stand (options of a choice with every narrower one below them).
    ``first`` and ``last`` bound the main date, ``due_by`` the due day of what still runs. ``text`` holds words, each of
    which begins a word of the row.
    """

    states: tuple[str, ...] = ()
    units: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    due_by: date | None = None
    text: str = ""


@dataclass(frozen=True)
class RowPage:
    """Some rows of a list in order, and where the pages after and before it begin; blank where there are none."""

    rows: tuple[RegisterRow, ...]
    next: str = ""
    previous: str = ""


class Reader:
    """Somebody who reads one register."""

    def __init__(self, actor: Actor, register: Register) -> None:
        self.actor, self.register = actor, register
        self.type = type_of(register.edition)
        self._narrow = frozenset(self.type.readers)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields that lists, filters, measures and files may show to this reader at least in some rows."""
        return tuple(one for one in self.type.fields if self._lists(one))

    @property
    def shown(self) -> tuple[Field, ...]:
        """Return the fields that lists and files show to this reader, those among them of which only a mask.

        Nobody filters, searches or measures by a mask: that is what ``fields`` are for.
        """
        return tuple(one for one in self.type.fields if self._lists(one) or self._masks(one))

    def _masks(self, one: Field) -> bool:
        return one.masking is not None and one.privacy is Privacy.RESTRICTED and self.actor.belongs

    def _lists(self, one: Field) -> bool:
        return one.privacy in _OPEN or (one.privacy is Privacy.RESTRICTED and self.reads_narrow)

    @property
    def reads_narrow(self) -> bool:
        """Tell whether the reader opens, in some unit, what only the roles that the type names may open."""
        units = self.actor.units_where(self._narrow)
        return units is None or bool(units)

    def may_see(self, one: Field, row: RegisterRow) -> bool:
        """Tell whether a field of a row is shown: a restricted one to the roles that the type names, in its unit."""
        if not self.actor.belongs:
            return False
        if one.privacy in _OPEN or self._keeps(row):
            return True
        return one.privacy is Privacy.RESTRICTED and self.actor.holds(self._narrow, row.unit_id)

    def _keeps(self, row: RegisterRow) -> bool:
        """Tell whether the reader wrote the row first, or is the system."""
        person = self.actor.person
        return person is None or row.kept_by_id == person.pk

    @property
    def opens_rows(self) -> bool:
        """Tell whether the reader may open rows at all: whoever may not is told the figures of measures alone."""
        if self.type.privacy is Privacy.NEVER:
            return self.actor.person is None
        return self.actor.belongs and (self.type.privacy is not Privacy.RESTRICTED or self.reads_narrow)

    @property
    def reads_all(self) -> bool:
        """Tell whether the reader may open every row of the register."""
        if self.actor.person is None:
            return True
        if not self.actor.belongs or self.type.privacy is Privacy.NEVER:
            return False
        narrow = self.type.privacy is Privacy.RESTRICTED or self.type.sealed_states
        return not narrow or self.actor.units_where(self._narrow) is None

    def rows(self, *, withdrawn: bool = False) -> Any:
        """Return the rows that the reader may open, newest first, as a query set; withdrawn ones apart."""
        rows = RegisterRow.objects.filter(register=self.register, withdrawn=withdrawn)
        if self.actor.person is None:
            return rows
        if not self.actor.belongs:
            return rows.none()
        if self.type.privacy is Privacy.NEVER:
            return rows.filter(kept_by=self.actor.person)
        if self.reads_all:
            return rows
        units = self.actor.units_where(self._narrow) or ()
        if self.type.privacy is Privacy.RESTRICTED:
            return rows.filter(unit__in=units) if units else rows.none()
        return rows.exclude(Q(state__in=self.type.sealed_states) & ~Q(unit__in=units))

    def record(self, row: RegisterRow) -> Record:
        """Return a row with the values that the reader may see, and the masks of those that they may not."""
        whole = record_of(row, self.type)
        seen: dict[str, FieldValue] = {}
        for key, value in whole.values.items():
            one = self.type.field_by_key[key]
            told = value if self.may_see(one, row) else masked(one, value) if self._masks(one) else None
            if told is not None:
                seen[key] = told
        return Record(whole.key, whole.register, whole.state, seen, whole.history)

    def records(self, rows: Iterable[RegisterRow]) -> Iterator[Record]:
        """Yield rows with the values that the reader may see."""
        return map(self.record, rows)

    def changes(self, row: RegisterRow) -> tuple[RowChange, ...]:
        """Return what was done to a row, oldest first, without the values that the reader may not see: one query."""
        found = tuple(RowChange.objects.filter(row=row).select_related("by"))
        hidden = {one.key for one in self.type.fields if not self.may_see(one, row)}
        for change in found:
            for side in (change.before, change.after):
                for key in hidden & side.keys():
                    side[key] = ""
        return found

    def filtered(self, wanted: RowFilter) -> Any:
        """Return the rows that the reader may open, narrowed. ``KeyError`` for a field that they may not filter by."""
        rows = self.rows()
        if wanted.places and not self.sees_places:
            raise KeyError("place")
        plain = {"state__in": wanted.states, "unit__in": wanted.units, "place__in": wanted.places}
        rows = rows.filter(**{name: values for name, values in plain.items() if values})
        days = {"day__gte": wanted.first, "day__lte": wanted.last, "due__lte": wanted.due_by}
        rows = rows.filter(**{name: day for name, day in days.items() if day is not None})
        usable = {one.key: one for one in self.fields}
        for key, values in wanted.fields.items():
            rows = rows.filter(self._value_condition(usable[key], values))
        words = stems(wanted.text)
        return _with_words(rows, words) if words else rows

    @property
    def sees_places(self) -> bool:
        """Tell whether the reader may see the main place of rows, and with it find rows by it."""
        place = Shape(self.type, self.register.facets).first(FieldKind.PLACE)
        return place is not None and place in self.fields

    def _value_condition(self, one: Field, values: tuple[str, ...]) -> Q:
        if one.option_by_key:
            values = tuple(option for option in one.option_by_key if set(one.lineage(option)) & set(values))
        facets = self.register.facets
        name = f"facet_{facets.index(one.key) + 1}" if one.key in facets else f"values__{one.key}"
        return Q(**{f"{name}__in": values})


def _with_words(rows: Any, words: tuple[str, ...]) -> Any:
    """Return the rows that have a word beginning with each of some stems: one query to find them.

    Few rows are named one by one; where there are more than ``MOST_COUNTED`` the list is walked in its order, in which
    such words soon fill a page, and the rows say by ``many`` that nobody has to count them.
    """
    found = list(_indexed(rows, words).order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1])
    if len(found) <= MOST_COUNTED:
        return rows.filter(pk__in=found)
    return _walked(rows, words).annotate(many=Value(value=True))


def _indexed(rows: Any, words: tuple[str, ...]) -> Any:
    if connection.vendor != "postgresql":
        return _walked(rows, words)  # the index of words is read from its beginning to its end
    asked = " & ".join(f"'{word}':*" for word in words)  # stems are letters, digits and %, and need no escape
    vector = "array_to_tsvector(string_to_array(search, ' ')) @@ %s::tsquery"
    return rows.filter(RawSQL(vector, (asked,), BooleanField()))  # noqa: S611  # the words are a parameter


def _walked(rows: Any, words: tuple[str, ...]) -> Any:
    for word in words:
        rows = rows.filter(Q(search__startswith=word) | Q(search__contains=f" {word}"))
    return rows


def orders_of(reader: Reader) -> tuple[str, ...]:
    """Return the orders of a list that say something in a register: by what its rows have and this reader may see."""
    shape = Shape(reader.type, reader.register.facets)
    code = shape.first(FieldKind.CODE)
    usable = {
        "day": True,
        "oldest": True,
        "due": bool(reader.type.deadlines),
        "code": code is not None and code in reader.fields and (bool(code.sequence) or code.required.always),
        "state": len(reader.type.states) > 1,
        "place": reader.sees_places,
    }
    return tuple(order for order in ORDERS if usable[order])


def page(rows: Any, order: str = "day", at: str = "", size: int = PAGE) -> RowPage:
    """Return one page of a list. ``at`` is what a page told as its ``next`` or ``previous``, blank for the first.

    One query, whatever the number of rows (two where a page of a grouped order goes on into the next group): a page
    begins where the one before it ended. ``due`` lists only rows with a deadline that runs. ``ValueError`` for an
    ``at`` that no page told.
    """
    if order == "due":
        rows = rows.filter(due__isnull=False)
    back = at.startswith("<")
    names = tuple(map(_turned, ORDERS[order])) if back else ORDERS[order]
    found = _beyond(rows, names, _read_place(order, at), size + 1) if at else _first(rows, names, size + 1)
    more, some = len(found) > size, found[:size]
    if back:
        some.reverse()
    if not some:
        return RowPage(())
    first, last = _place(order, some[0]), _place(order, some[-1])
    return RowPage(
        tuple(some),
        next=f">{last}" if more or back else "",
        previous=f"<{first}" if (more if back else bool(at)) else "",
    )


def counted(rows: Any, most: int = MOST_COUNTED) -> int:
    """Return how many rows there are, or one more than ``most`` where there are more; no million is counted."""
    if "many" in rows.query.annotations:
        return most + 1
    return len(rows.order_by().values_list("pk")[: most + 1])


def _turned(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _place(order: str, row: RegisterRow) -> str:
    """Return where a row stands in an order, as an address carries it."""
    values = [getattr(row, name.removeprefix("-")) for name in ORDERS[order]]
    return json.dumps([value.isoformat() if isinstance(value, date) else value for value in values])


def _read_place(order: str, at: str) -> list[Any]:
    """Return the values of a place, the inverse of ``_place``; ``ValueError`` for what no page told."""
    told: Any = json.loads(at[1:])
    names = [name.removeprefix("-") for name in ORDERS[order]]
    if at[0] not in "<>" or not isinstance(told, list) or len(told) != len(names):
        raise ValueError(at)
    values: list[Any] = []
    for name, value in zip(names, told, strict=True):
        sound = type(value) is int and 0 <= value < _MOST if name == "number" else isinstance(value, str)
        if not sound:
            raise ValueError(at)
        values.append(date.fromisoformat(value) if name in ("day", "due") else value)
    return values


def _first(rows: Any, names: tuple[str, ...], size: int) -> list[RegisterRow]:
    return list(rows.order_by(*names)[:size])


def _beyond(rows: Any, names: tuple[str, ...], values: list[Any], size: int) -> list[RegisterRow]:
    """Return the rows that come after a place in an order: those of its group first, and then of the groups after it.

    One question about both would be answered by no index from the place on: their directions differ.
    """
    if len(names) == _GROUPED:
        group, value = names[0].removeprefix("-"), values[0]
        found = _beyond(rows.filter(**{group: value}), names[1:], values[1:], size)
        left = size - len(found)
        rest = rows.filter(**{f"{group}__{_side(names[0])}": value})
        return [*found, *(_first(rest, names, left) if left else ())]
    (name, value), (_number, number) = zip((one.removeprefix("-") for one in names), values, strict=True)
    sides = [_side(one) for one in names]
    # The first condition repeats the second in a form that an index answers.
    after = Q(**{f"{name}__{sides[0]}e": value}) & (
        Q(**{f"{name}__{sides[0]}": value}) | Q(**{name: value, f"number__{sides[1]}": number})
    )
    return _first(rows.filter(after), names, size)


def _side(name: str) -> str:
    return "lt" if name.startswith("-") else "gt"
