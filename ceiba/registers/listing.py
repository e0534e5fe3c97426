"""A list of rows as a page asks for it: the filters of a type as a form, its columns, and the rows of one page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from ceiba.institutions.choices import Choice
from ceiba.institutions.forms import DayInput
from ceiba.kernel.register_record import Record
from ceiba.kernel.register_type import Field, FieldKind, RegisterState
from ceiba.registers.asking import grouped
from ceiba.registers.models import RegisterRow
from ceiba.registers.naming import Names, Shown
from ceiba.registers.offering import places_below
from ceiba.registers.queries_rows import Reader, RowFilter, RowPage
from ceiba.registers.workings import SOON, TONES, Pace, pace_of_due, pace_words

OPEN, LATE, NEAR = "abiertas", "vencidas", "pronto"
MOST_COLUMNS = 4  # beside the code, the day, the state and the due day
_TELLING = (FieldKind.CHOICE, FieldKind.UNIT, FieldKind.PERSON, FieldKind.PLACE, FieldKind.MONEY)
_LONGEST = 200  # characters of a search


def open_states(reader: Reader) -> tuple[str, ...]:
    """Return the states in which something is still to be done."""
    return tuple(state.key for state in reader.type.states if not state.final)


class FilterForm(forms.Form):
    """What a list of rows is narrowed to, in the address of the page, so that it can be kept and sent."""

    q = forms.CharField(required=False, max_length=_LONGEST)
    estado = forms.ChoiceField(required=False)
    plazo = forms.ChoiceField(required=False)
    desde = forms.DateField(required=False, widget=DayInput())
    hasta = forms.DateField(required=False, widget=DayInput())
    unidad = forms.ChoiceField(required=False)
    lugar = forms.ChoiceField(required=False)

    def __init__(self, data: QueryDict, *, reader: Reader, units: Sequence[Choice], places: Sequence[Any]) -> None:
        super().__init__(data)
        self.reader = reader
        self.choice_fields = [field for field in reader.fields if field.kind is FieldKind.CHOICE]
        states = [(state.key, state.label) for state in reader.type.states]
        if open_states(reader) and len(open_states(reader)) < len(states):
            states.insert(0, (OPEN, _("Abiertas, en cualquier estado")))
        self._offer("estado", _("Estado"), states)
        late: list[Choice] = [(LATE, _("Vencidas")), (NEAR, _("Vencidas o que vencen pronto"))]
        self._offer("plazo", _("Plazo"), late if reader.type.deadlines else [])
        by_unit = any(one.kind is FieldKind.UNIT and one.keeps for one in reader.type.fields)
        self._offer("unidad", _("Unidad"), units if by_unit else [])
        self._offer("lugar", _("Lugar"), places if reader.sees_places else [])
        self.fields["desde"].label, self.fields["hasta"].label = _("Desde"), _("Hasta")
        for field in self.choice_fields:
            self.fields[f"campo-{field.key}"] = forms.ChoiceField(required=False)
            self._offer(f"campo-{field.key}", field.label, grouped(field))
        # Whoever comes with a word of another day, or types an address, narrows by what is understood.
        self.understood = {name: value for name, value in self._cleaned().items() if value not in (None, "")}

    def _offer(self, name: str, label: str, choices: Sequence[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.label = label
        field.choices = [("", _("Todo")), *choices]
        if not choices:
            del self.fields[name]

    def _cleaned(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """Return the inputs beside the search."""
        return [self[name] for name in self.fields if name != "q"]

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but words narrows the list."""
        return bool(self.understood.keys() - {"q"})

    def wanted(self, today: date) -> RowFilter:
        """Return what the list is narrowed to on a day."""
        given = self.understood
        state = given.get("estado", "")
        due_by = {LATE: today.fromordinal(today.toordinal() - 1), NEAR: today + SOON}.get(given.get("plazo", ""))
        return RowFilter(
            states=open_states(self.reader) if state == OPEN else (state,) if state else (),
            units=tuple(self._unit(given["unidad"])) if "unidad" in given else (),
            places=places_below(self.reader.register.institution, given["lugar"]) if "lugar" in given else (),
            fields={f.key: (given[f"campo-{f.key}"],) for f in self.choice_fields if f"campo-{f.key}" in given},
            first=given.get("desde"),
            last=given.get("hasta"),
            due_by=due_by,
            text=given.get("q", ""),
        )

    def _unit(self, chosen: str) -> Iterator[int]:
        """Yield a unit and those below it."""
        above = self.reader.actor.above
        for unit in above:
            line: set[int] = set()
            at: int | None = unit
            while at is not None and at not in line:
                line.add(at)
                at = above.get(at)
            if int(chosen) in line:
                yield unit


@dataclass(frozen=True)
class ListRow:
    """A row of a list: the table's, the values that the reader may see, and its columns in words."""

    row: RegisterRow
    record: Record
    state: RegisterState | None
    cells: tuple[tuple[Field, Shown | None], ...]
    today: date

    @property
    def name(self) -> str:
        """Return the code of the row, or its number where it has none."""
        return self.row.code or _("Fila %(number)s") % {"number": self.row.number}

    @property
    def pace(self) -> Pace | None:
        """Return where its earliest deadline stands; None where none runs."""
        return pace_of_due(self.row.due, self.today) if self.row.due else None

    @property
    def tone(self) -> str:
        """Return the tone of its earliest deadline."""
        return TONES[self.pace] if self.pace else "none"

    @property
    def pace_word(self) -> str:
        """Return where its earliest deadline stands, in words."""
        return pace_words(self.pace) if self.pace else ""

    @property
    def title(self) -> str:
        """Return what the row says of itself: its first text, else the first of its columns."""
        told = [(field.kind is not FieldKind.TEXT, cell.text) for field, cell in self.cells if cell]
        return min(told, key=lambda one: one[0])[1] if told else ""


def list_columns(reader: Reader) -> tuple[Field, ...]:
    """Return the fields that a list shows beside code, day, state and due day.

    First its text, one that is always filled where there is one; then those that are always filled; then the others.
    """
    texts = [field for field in reader.shown if field.kind is FieldKind.TEXT]
    title = [field for field in texts if field.required.always][:1] or texts[:1]
    telling = [field for field in reader.shown if field.kind in _TELLING]
    telling.sort(key=lambda field: not field.required.always)
    return tuple([*title, *telling][:MOST_COLUMNS])


def list_rows(reader: Reader, rows: Sequence[RegisterRow], fields: Sequence[Field], today: date) -> list[ListRow]:
    """Return rows of a list with their columns in words: one query for each kind of thing that they name."""
    records = [reader.record(row) for row in rows]
    names = Names(reader, fields, records)
    return [
        ListRow(
            row,
            record,
            reader.type.state_by_key.get(row.state),
            tuple((field, names.shown(field, record)) for field in fields),
            today,
        )
        for row, record in zip(rows, records, strict=True)
    ]


@dataclass(frozen=True)
class Turned:
    """The links to the pages before and after one, with whatever else was asked for; blank where there are none."""

    previous: str
    next: str


def turned(query: QueryDict, page: RowPage) -> Turned:
    """Return the links of a page."""
    return Turned(_with(query, page.previous), _with(query, page.next))


def _with(query: QueryDict, at: str) -> str:
    if not at:
        return ""
    asked = query.copy()
    asked["pagina"] = at
    return f"?{asked.urlencode()}"
