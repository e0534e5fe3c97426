"""The page of a row: its fields in words, the ways out of its state, what was done to it, and what is linked to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from ceiba.institutions.choices import role_word
from ceiba.institutions.models import Person
from ceiba.institutions.permissions import PERMISSIONS
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.kernel.register_record import Record
from ceiba.kernel.register_text import UnreadableValue, read_value
from ceiba.kernel.register_type import Field, LinkTarget, Privacy, RegisterState, Transition
from ceiba.registers.models import RegisterRow, RowChange
from ceiba.registers.naming import Names, Shown, counts_rows
from ceiba.registers.queries_rows import Reader, record_of
from ceiba.registers.queries_types import registers_of, type_of
from ceiba.registers.workings import DeadlineWorking, workings

MOST_LINKED = 20  # rows of one register that lead to this one
FEW = 50_000  # rows; in a larger register nobody looks through the values for links


@dataclass(frozen=True)
class FieldLine:
    """A field of the row: its value in words, None where it has none; how few may see it, and whether it is a mask."""

    field: Field
    shown: Shown | None
    is_masked: bool = False

    @property
    def counts(self) -> list[tuple[str, list[int | None], int | None]]:
        """Return the rows of a table of counts; empty for the other kinds."""
        return counts_rows(self.field, self.shown.counts) if self.shown and self.shown.counts else []

    @property
    def totals(self) -> list[int | None]:
        """Return the total of each column of a table of counts, None where none of it was counted; last that of all."""
        columns = list(zip(*(numbers for _label, numbers, _total in self.counts), strict=True))
        found: list[int | None] = [
            sum(n or 0 for n in column) if any(n is not None for n in column) else None for column in columns
        ]
        return [*found, sum(number or 0 for number in found)]

    @property
    def columns(self) -> list[str]:
        """Return the columns of a table of counts."""
        return [option.label for option in self.field.dimensions[-1].options]

    @property
    def is_restricted(self) -> bool:
        """Tell whether only some may see it."""
        return self.field.privacy in (Privacy.RESTRICTED, Privacy.NEVER)


@dataclass(frozen=True)
class Way:
    """A way out of the row's state: whether this person may take it, and what is asked for."""

    transition: Transition
    destination: RegisterState
    allowed: bool
    lacking: tuple[str, ...]

    @property
    def roles(self) -> str:
        """Return the words of the roles that may take it."""
        return ", ".join(role_word(role) for role in self.transition.roles)


@dataclass(frozen=True)
class HistoryLine:
    """One thing that was done to the row: what, when, by whom, why, and the values that it changed, in words."""

    what: str
    at: datetime
    by: Person | None
    reason: str
    values: tuple[tuple[str, str, str], ...] = ()
    state: RegisterState | None = None


@dataclass(frozen=True)
class Linked:
    """Rows of another register that lead to this one by one of their fields."""

    title: str
    field: Field
    register: str
    rows: tuple[RegisterRow, ...]


class RowPageOf:
    """One row as one person sees it on a day."""

    def __init__(self, reader: Reader, row: RegisterRow, today: date) -> None:
        self.reader, self.row, self.today = reader, row, today
        self.type = reader.type
        self.record = reader.record(row)
        self.seen = tuple(field for field in self.type.fields if reader.may_see(field, row))
        self._shown = tuple(
            field for field in reader.type.fields if field in self.seen or field.key in self.record.values
        )
        self._names = Names(reader, self._shown, [self.record])

    @property
    def name(self) -> str:
        """Return the code of the row, or its number."""
        return self.row.code or _("Fila %(number)s") % {"number": self.row.number}

    @property
    def state(self) -> RegisterState | None:
        """Return the state of the row; None for one that the present edition no longer has."""
        return self.type.state_by_key.get(self.row.state)

    @property
    def lines(self) -> list[FieldLine]:
        """Return the fields that the reader may see, filled or not, and those of which a mask."""
        return [
            FieldLine(field, self._names.shown(field, self.record), field not in self.seen) for field in self._shown
        ]

    @property
    def masks(self) -> list[FieldLine]:
        """Return the fields of which the reader sees only a mask."""
        return [line for line in self.lines if line.is_masked]

    @property
    def hidden(self) -> int:
        """Return how many fields the reader may not see."""
        return len(self.type.fields) - len(self._shown)

    @property
    def deadlines(self) -> list[DeadlineWorking]:
        """Return each deadline of the row with its working."""
        calendar = work_calendar(self.reader.register.institution)
        return workings(record_of(self.row, self.type), self.type, calendar, self.today)

    @property
    def ways(self) -> list[Way]:
        """Return the ways out of the row's state."""
        if self.row.withdrawn:
            return []
        holds, labels = self.reader.actor.holds, self.type.field_by_key
        return [
            Way(
                way,
                self.type.state_by_key[way.destination],
                holds(way.roles, self.row.unit_id),
                tuple(labels[key].label for key in way.requires if key not in self.record.values),
            )
            for way in self.type.moves(self.row.state)
        ]

    @property
    def may_write(self) -> bool:
        """Tell whether the person may change the row."""
        return may_write(self.reader, self.row.unit_id)

    @property
    def entries(self) -> list[tuple[RegisterState | None, datetime, str]]:
        """Return the states that the row was in, each with its moment by the institution's clock and its reason."""
        return [(self.type.state_by_key.get(c.state), c.at, c.reason) for c in self.record.history]

    @property
    def changes(self) -> list[HistoryLine]:
        """Return what was done to the row, newest first, without the values that the reader may not see."""
        lines = [self._line(change) for change in self.reader.changes(self.row)]
        first = HistoryLine(_("La agregó"), self.row.at, self.row.kept_by, "")
        return [first, *lines][::-1]

    def _line(self, change: RowChange) -> HistoryLine:
        words = {
            "edit": _("Cambió campos"),
            "move": _("La pasó a otro estado"),
            "withdraw": _("La retiró"),
            "restore": _("La devolvió al registro"),
            "import": _("La cambió con una hoja"),
            "blank": _("Borró datos personales"),
        }
        keys = [key for key in change.after if key in self.type.field_by_key]
        values = [
            (self.type.field_by_key[key].label, self._told(key, change.before.get(key)), self._told(key, text))
            for key, text in change.after.items()
            if key in keys
        ]
        state = self.type.state_by_key.get(change.state)
        what = words.get(change.kind, change.kind)
        return HistoryLine(what, change.at, change.by, change.reason, tuple(values), state)

    def _told(self, key: str, text: str | None) -> str:
        field = self.type.field_by_key[key]
        if field not in self.seen:
            return _("reservado")
        if not text:
            return ""
        try:
            return self._names.words(field, read_value(field, text))
        except UnreadableValue:
            return text

    @property
    def linked(self) -> list[Linked]:
        """Return the rows of other registers that lead to this one; nobody looks through very large registers."""
        found = []
        for register in registers_of(self.reader.register.institution):
            fields = [f for f in type_of(register.edition).fields if _leads_to(f, self.type.id)]
            if not fields or register.last_number > FEW:
                continue
            other = Reader(self.reader.actor, register)
            for field in (field for field in fields if field in other.fields):
                rows = tuple(other.rows().filter(**{f"values__{field.key}": self.row.key})[:MOST_LINKED])
                if rows:
                    found.append(Linked(register.plural, field, register.key, rows))
        return found


def _leads_to(field: Field, register: str) -> bool:
    return field.target is LinkTarget.REGISTER and field.target_register == register


def may_write(reader: Reader, unit: int | None) -> bool:
    """Tell whether a person may write rows of a unit: in a restricted register only who may also read them."""
    reads = reader.type.privacy is not Privacy.RESTRICTED or reader.actor.holds(reader.type.readers, unit)
    return reads and reader.actor.holds(PERMISSIONS["record.write"], unit)


def asked_on_the_way(reader: Reader, row: RegisterRow, record: Record, way: Transition) -> Sequence[Field]:
    """Return the fields that a transition and its new state ask for, of those that this person may fill."""
    wanted = [
        field
        for field in reader.type.fields
        if (field.key in way.requires or way.destination in field.required.states) and reader.may_see(field, row)
    ]
    lacking = [field for field in wanted if field.key not in record.values]
    return lacking or [field for field in wanted if field.key in way.requires]
