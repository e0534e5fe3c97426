"""The verb of whoever takes rows of a register away: what few may read leaves with its name on it."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import changed, verb
from ceiba.kernel.register_type import Field, Privacy
from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.models_privacy import FileTaking
from ceiba.registers.openings import WHOLE, keep_taking
from ceiba.registers.queries_rows import Reader

ON_PAPER = "sheet"  # the form of a list that is printed
EVERYTHING = "takeout"  # the form of a register that leaves whole, with all that the institution owns


def leaves(reader: Reader, fields: Sequence[Field]) -> bool:
    """Tell whether something that few may read may leave with a reader, in rows with some fields."""
    return reader.reads_narrow and (bool(_restricted(reader, fields)) or bool(reader.type.sealed_states))


def _restricted(reader: Reader, fields: Sequence[Field]) -> list[Field]:
    """Return the fields, of some, that few may read and this reader may."""
    whole = reader.type.privacy is Privacy.RESTRICTED
    return [one for one in fields if one in reader.fields and (whole or one.privacy is Privacy.RESTRICTED)]


def keep_all_taken(actor: Actor) -> None:
    """Keep in the log of each register that somebody takes all of it away, with everything that few may read."""
    now = timezone.now()
    for register in Register.objects.of(actor.institution):
        count = RegisterRow.objects.filter(register=register).count()
        FileTaking.objects.create(
            register=register, person=actor.somebody, at=now, form=EVERYTHING, rows=count, fields=WHOLE
        )


@verb("register.take_away", needs="record.move", somewhere=True)
def take_away(actor: Actor, reader: Reader, form: str, rows: Iterable[RegisterRow], fields: Sequence[Field]) -> None:
    """Tell the history that somebody takes rows away with what few may read, and log each of them as an opening."""
    del actor
    narrow = _restricted(reader, fields)
    taking = keep_taking(reader, form, rows, narrow)
    names = ", ".join(one.label for one in narrow)
    told = {"file": form, "restricted": names, "rows": taking.rows if taking else 0}
    changed(f"register/{reader.register.key}", None, told)
