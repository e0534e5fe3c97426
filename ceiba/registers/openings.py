"""The log of who opened what few may read: written where a row is shown, read by auditors."""

from datetime import timedelta

from django.utils import timezone

from ceiba.kernel.register_type import Privacy
from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.models_privacy import RecordOpening
from ceiba.registers.queries_rows import Reader

_SAME = timedelta(minutes=5)  # opened again within it, by the same person, is one opening
SHOWN = 100
_WHOLE = "*"  # every field: the register, or the state of the row, is for few


def keep_opening(reader: Reader, row: RegisterRow) -> None:
    """Keep that somebody opens a row in which there is something that few may read, and that they may.

    Nothing is kept of a row without such values, nor of those that stay hidden from the reader.
    """
    person = reader.actor.person
    told = _told(reader, row)
    if person is None or not told:
        return
    now = timezone.now()
    seen = RecordOpening.objects.filter(row=row, person=person, at__gt=now - _SAME, fields=told)
    if not seen.exists():
        RecordOpening.objects.create(row=row, person=person, at=now, fields=told)


def _told(reader: Reader, row: RegisterRow) -> str:
    narrow = reader.type.privacy in (Privacy.RESTRICTED, Privacy.NEVER)
    if narrow or row.state in reader.type.sealed_states:
        return _WHOLE
    fields = (one for one in reader.type.fields if one.privacy in (Privacy.RESTRICTED, Privacy.NEVER))
    return ", ".join(one.label for one in fields if one.key in row.values and reader.may_see(one, row))


def openings_of(register: Register) -> list[RecordOpening]:
    """Return the newest openings of a register's rows: one query."""
    found = RecordOpening.objects.filter(row__register=register).select_related("person", "row")
    return list(found[:SHOWN])
