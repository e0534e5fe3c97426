"""The log of who saw what few may read: written where a row is shown or leaves in a file, read by auditors."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.utils import timezone

from ceiba.kernel.register_type import Field, Privacy
from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.models_privacy import FileTaking, RecordOpening
from ceiba.registers.queries_rows import Reader

_SAME = timedelta(minutes=5)  # opened again within it, by the same person, is one opening
SHOWN = 100
BATCH = 2_000  # openings written by one statement
WHOLE = "*"  # every field: the register, or the state of the row, is for few
_NARROW = (Privacy.RESTRICTED, Privacy.NEVER)


def keep_opening(reader: Reader, row: RegisterRow) -> None:
    """Keep that somebody opens a row in which there is something that few may read, and that they may.

    Nothing is kept of a row without such values, nor of those that stay hidden from the reader.
    """
    person = reader.actor.person
    told = _told(reader, row, narrow_fields(reader.type.fields))
    if person is None or not told:
        return
    now = timezone.now()
    seen = RecordOpening.objects.filter(row=row, person=person, at__gt=now - _SAME, fields=told, taking=None)
    if not seen.exists():
        RecordOpening.objects.create(row=row, person=person, at=now, fields=told)


def keep_taking(reader: Reader, form: str, rows: Iterable[RegisterRow], fields: Sequence[Field]) -> FileTaking | None:
    """Keep that somebody takes rows away with some fields: an opening of each in which few may read something.

    Written in sets, whatever the number of rows. None where the system takes them.
    """
    person, narrow = reader.actor.person, narrow_fields(fields)
    if person is None:
        return None
    whole = reader.type.privacy in _NARROW or not narrow
    now, labels = timezone.now(), WHOLE if whole else ", ".join(one.label for one in narrow)
    taking = FileTaking.objects.create(
        register=reader.register, person=person, at=now, form=form, rows=0, fields=labels
    )
    openings = (
        RecordOpening(row_id=row.pk, person=person, at=now, fields=told, taking=taking)
        for row in rows
        if (told := _told(reader, row, narrow))
    )
    some: list[RecordOpening] = []
    for opening in openings:
        some.append(opening)
        if len(some) == BATCH:
            taking.rows += len(RecordOpening.objects.bulk_create(some))
            some = []
    taking.rows += len(RecordOpening.objects.bulk_create(some))
    taking.save(update_fields=["rows"])
    return taking


def narrow_fields(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return the fields that few may read."""
    return tuple(one for one in fields if one.privacy in _NARROW)


def _told(reader: Reader, row: RegisterRow, narrow: Iterable[Field]) -> str:
    if reader.type.privacy in _NARROW or row.state in reader.type.sealed_states:
        return WHOLE
    return ", ".join(one.label for one in narrow if one.key in row.values and reader.may_see(one, row))


def openings_of(register: Register, number: int | None = None) -> list[RecordOpening]:
    """Return the newest openings of a register's pages, or of everything about one row (by its number): one query."""
    found = RecordOpening.objects.filter(row__register=register).select_related("person", "row", "taking")
    found = found.filter(taking=None) if number is None else found.filter(row__number=number)
    return list(found[:SHOWN])


def takings_of(register: Register) -> list[FileTaking]:
    """Return the newest times that somebody took rows of a register away: one query."""
    return list(FileTaking.objects.filter(register=register).select_related("person")[:SHOWN])
