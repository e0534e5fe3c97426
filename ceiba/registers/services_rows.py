"""The verbs of whoever keeps a register: a row is written, changed, moved to another state, withdrawn and brought back.

Each locks the register first, so that codes, unique values and tallies are never two people's at once. Values are
texts, as ``kernel.register_text`` writes them; a blank one is no value.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import NotAllowed, Refused, changed, verb
from ceiba.kernel.register_check import problems
from ceiba.kernel.register_record import Record, RecordProblem, StateChange
from ceiba.kernel.register_type import Transition
from ceiba.registers.checks import BEFORE, NEEDED, Known
from ceiba.registers.codes import taken, unique_values
from ceiba.registers.columns import columns
from ceiba.registers.models import Register, RegisterRow, RowChange, TakenValue
from ceiba.registers.queries_rows import Reader, record_of
from ceiba.registers.writing import Draft, RowBook, RowRefused, told_values


class RowConflict(Refused):
    """Somebody changed the row after it was seen; ``row`` is how it stands now."""

    def __init__(self, row: RegisterRow) -> None:
        self.row = row
        super().__init__(_("Otra persona cambió esta fila mientras usted la tenía abierta. Revise cómo quedó."))


@verb("record.create", needs="record.write", somewhere=True)
def create_record(
    actor: Actor, register: Register, values: Mapping[str, str], *, at: datetime | None = None
) -> RegisterRow:
    """Write a new row, in its initial state since ``at`` (the institution's clock; now where it is not given).

    ``RowRefused`` says what to mend in each field; ``Refused`` where the register is closed.
    """
    book = RowBook(actor, register)
    begun = (StateChange(book.type.initial, at),) if at else ()
    (judged,) = book.judged([Draft(values, begun)])
    if judged.problems:
        raise RowRefused(judged.problems)
    (row,) = book.add([judged])
    _before, after = told_values(book.type.fields, {}, row.values)
    changed(f"record/{row.key}", None, {"state": row.state, **after})
    return row


@verb("record.edit", needs="record.write", somewhere=True)
def edit_record(
    actor: Actor, row: RegisterRow, values: Mapping[str, str], *, version: int, reason: str = ""
) -> RegisterRow:
    """Change some fields of a row; the others stay. ``version`` is that of the row as it was seen.

    ``RowConflict`` where somebody changed it since, ``RowRefused`` for what is wrong with a field, ``NotAllowed`` in
    another unit's row or for a field that the actor may not see.
    """
    held = _Held(actor, row, version)
    held.writable(values)
    after = held.with_values(values)
    if after == held.record:
        return held.row
    held.keep(after, "edit", reason)
    return held.row


@verb("record.move", needs="record.move", somewhere=True)
def move_record(
    actor: Actor,
    row: RegisterRow,
    transition: str,
    *,
    version: int,
    values: Mapping[str, str] | None = None,
    at: datetime | None = None,
    reason: str = "",
) -> RegisterRow:
    """Move a row along a transition of its state, at a moment of the institution's clock (now where none is given).

    ``values`` are fields that are filled on the way. ``NotAllowed`` for who has none of the transition's roles in the
    row's unit, ``Refused`` where its state has no such way or a reason lacks; the rest as ``edit_record``.
    """
    held = _Held(actor, row, version)
    way = next((way for way in held.book.type.moves(held.row.state) if way.key == transition), None)
    if way is None:
        raise Refused(_("La fila ya no está en un estado desde el que se pueda hacer esto. Ábrala de nuevo."))
    if not actor.holds(way.roles, held.row.unit_id):
        raise NotAllowed(_("Este paso lo dan otros papeles: %(label)s.") % {"label": way.label})
    if way.reason and not reason.strip():
        raise Refused(_("Escriba la razón de este paso."))
    if values:
        held.writable(values)
    after = held.with_values(values or {})
    entry = StateChange(way.destination, at or held.book.now, reason.strip())
    held.needs(way, after, entry)
    held.keep(replace(after, state=way.destination, history=(*after.history, entry)), "move", reason)
    return held.row


@verb("record.withdraw", needs="record.write", somewhere=True)
def withdraw_record(actor: Actor, row: RegisterRow, *, version: int, reason: str) -> RegisterRow:
    """Take a row out of the register: it counts nowhere, stays to be read, and its unique values are free again.

    ``Refused`` without a reason; the rest as ``edit_record``.
    """
    held = _Held(actor, row, version)
    if not reason.strip():
        raise Refused(_("Escriba por qué se retira la fila."))
    if not held.row.withdrawn:
        held.withdraw(reason.strip())
    return held.row


@verb("record.restore", needs="record.write", somewhere=True)
def restore_record(actor: Actor, row: RegisterRow, *, version: int, reason: str = "") -> RegisterRow:
    """Bring a withdrawn row back; ``RowRefused`` where another one took a unique value of it meanwhile."""
    held = _Held(actor, row, version)
    if held.row.withdrawn:
        held.restore(reason.strip())
    return held.row


@dataclass(init=False)
class _Held:
    """One row in the hands of whoever changes it, with its register locked."""

    book: RowBook
    row: RegisterRow
    record: Record

    def __init__(self, actor: Actor, row: RegisterRow, version: int) -> None:
        self.actor, self.book = actor, RowBook(actor, row.register)
        self.row = RegisterRow.objects.select_for_update().get(pk=row.pk)
        self.row.register = self.book.register
        if self.row.version != version:
            raise RowConflict(self.row)
        self.record = record_of(self.row, self.book.type)
        self.reader = Reader(actor, self.book.register)

    def writable(self, values: Mapping[str, str]) -> None:
        """Refuse who may not write rows of this unit, or a field that they may not see."""
        hidden = [
            field.label
            for field in self.book.type.fields
            if field.key in values and not self.reader.may_see(field, self.row)
        ]
        if not self.book.writes(self.row.unit_id):
            raise NotAllowed(_("Esta fila es de otra unidad: usted no puede cambiarla."))
        if hidden:
            raise NotAllowed(
                _("Usted no puede cambiar estos campos reservados: %(names)s.") % {"names": ", ".join(hidden)}
            )

    def with_values(self, texts: Mapping[str, str]) -> Record:
        """Return the row with some fields changed; ``RowRefused`` for what cannot be read."""
        if self.row.withdrawn:
            raise Refused(_("Esta fila se retiró. Devuélvala al registro antes de cambiarla."))
        values, unread = self.book.read(self.row.key, texts)
        if unread:
            raise RowRefused(unread)
        kept = {key: value for key, value in self.record.values.items() if key not in texts}
        return replace(self.record, values={**kept, **values})

    def needs(self, way: Transition, after: Record, entry: StateChange) -> None:
        """Refuse a move without the fields that it asks for, or before the row entered its present state."""
        lacking = [self.book.type.field_by_key[key] for key in way.requires if key not in after.values]
        found = [RecordProblem(self.row.key, field.key, "", NEEDED, {"label": field.label}) for field in lacking]
        if after.history and entry.at < after.history[-1].at:
            told = entry.at.isoformat(" ", "minutes")
            found.append(RecordProblem(self.row.key, "", told, BEFORE, {"value": told}))
        if found:
            raise RowRefused(found)

    def keep(self, after: Record, kind: str, reason: str) -> None:
        """Judge the row as it will be, write it, move the tallies, and tell what changed."""
        book, before = self.book, dict(self.row.values)
        known = Known(self.row.institution, book.type, [after.values])
        unique = unique_values(book.type, after.values)
        # What came before is as it is: an edition that came later may have other ways between states.
        judged = replace(after, history=())
        held = taken(book.register, unique.items())
        found = [
            *problems(judged, book.type),
            *known.problems(self.row.key, after.values),
        ]
        found += [*book.doubled(after, held, self.row.pk), *book.early(after)]
        if found:
            raise RowRefused(found)
        unit = book.unit_of(after, known)
        if unit != self.row.unit_id and not book.writes(unit):
            raise NotAllowed(_("Usted no puede pasar la fila a esa unidad."))
        made = columns(after, book.shape, book.calendar, known.units, book.register.unit_id)
        # Fields that a later edition no longer has stay with the row.
        made["values"] = {**_foreign(self.row, book), **made["values"]}
        self._tally(after)
        self._hold(after)
        state = after.state if after.state != self.row.state else ""
        self._write({**made, "edition": book.register.edition}, kind, reason, before, state)

    def withdraw(self, reason: str) -> None:
        """Take the row out of the tallies and free what it held."""
        self._may_write()
        self.book.tallies.take(self.row.pk, self.record)
        self.book.tallies.write()
        TakenValue.objects.filter(row=self.row).delete()
        self._write({"withdrawn": True}, "withdraw", reason, dict(self.row.values), "")

    def restore(self, reason: str) -> None:
        """Put the row back into the tallies, with what it held."""
        self._may_write()
        held = taken(self.book.register, unique_values(self.book.type, self.record.values).items())
        if found := tuple(self.book.doubled(self.record, held, self.row.pk)):
            raise RowRefused(found)
        self.book.tallies.give(self.row.pk, self.record)
        self.book.tallies.write()
        TakenValue.objects.bulk_create(self.book.holding(self.row.pk, self.record))
        self._write({"withdrawn": False}, "restore", reason, dict(self.row.values), "")

    def _may_write(self) -> None:
        if not self.book.writes(self.row.unit_id):
            raise NotAllowed(_("Esta fila es de otra unidad: usted no puede cambiarla."))

    def _tally(self, after: Record) -> None:
        self.book.tallies.take(self.row.pk, self.record)
        self.book.tallies.give(self.row.pk, after)
        self.book.tallies.write()

    def _hold(self, after: Record) -> None:
        before = unique_values(self.book.type, self.record.values)
        if unique_values(self.book.type, after.values) != before:
            TakenValue.objects.filter(row=self.row).delete()
            TakenValue.objects.bulk_create(self.book.holding(self.row.pk, after))

    def _write(self, made: Mapping[str, Any], kind: str, reason: str, before: Mapping[str, str], state: str) -> None:
        row, stood = self.row, {"state": self.row.state, "withdrawn": self.row.withdrawn}
        for name, value in made.items():
            setattr(row, name, value)
        row.version, row.changed_at = row.version + 1, timezone.now()
        row.save(update_fields=[*made, "version", "changed_at"])
        keys = [key for key in {**before, **row.values} if before.get(key) != row.values.get(key)]
        sides = [{key: side.get(key, "") for key in keys} for side in (before, row.values)]
        RowChange.objects.create(
            row=row, at=row.changed_at, by=self.actor.person, kind=kind, state=state, reason=reason.strip(),
            before=sides[0], after=sides[1],
        )  # fmt: skip
        told = told_values(self.book.type.fields, before, row.values)
        moved = {name: (was, getattr(row, name)) for name, was in stood.items() if was != getattr(row, name)}
        changed(
            f"record/{row.key}",
            {**{name: was for name, (was, _is) in moved.items()}, **told[0]},
            {**{name: now for name, (_was, now) in moved.items()}, **told[1]},
        )


def _foreign(row: RegisterRow, book: RowBook) -> dict[str, str]:
    return {key: text for key, text in row.values.items() if key not in book.type.field_by_key}
