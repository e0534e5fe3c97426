"""Personal data kept no longer than the rule says: it is blanked in settled rows, and their history says so without it.

What is blanked: names, and texts, codes, places and files that few may read. What measures count stays: a value that
only tells people apart (``distinct``) is put in the place of a made one that tells them apart as well and names nobody.
Fields that everybody in the institution may read are in its history, which is never rewritten: they are not blanked.
"""

import hmac
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.changes import change
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Refused, changed, verb
from ceiba.kernel.register_measure import DERIVED, MeasureKind
from ceiba.kernel.register_type import Field, FieldKind, Privacy, RegisterType
from ceiba.registers.columns import search_text
from ceiba.registers.models import Register, RegisterRow, RowChange, TakenValue
from ceiba.registers.models_privacy import RetentionRule, RowBlanking
from ceiba.registers.queries_rows import record_of
from ceiba.registers.queries_types import register_of, type_of

AT_ONCE = 500  # rows of one verb: the next tick goes on
_BLANKED = frozenset(
    {FieldKind.PERSON, FieldKind.TEXT, FieldKind.CODE, FieldKind.PLACE, FieldKind.FILE, FieldKind.LINK}
)


def personal_fields(shape: RegisterType) -> tuple[Field, ...]:
    """Return the fields that a rule of retention blanks: those that few may read, and no figure is reckoned from."""
    used = {
        name.partition(".")[0]
        for measure in shape.measures
        if measure.kind not in DERIVED
        for name in (
            *(() if measure.kind is MeasureKind.DISTINCT else (measure.field,)),
            measure.moment,
            *measure.by,
            *(condition.field for condition in measure.filters),
        )
    }
    narrow = (Privacy.RESTRICTED, Privacy.NEVER)
    return tuple(one for one in shape.fields if one.privacy in narrow and one.kind in _BLANKED and one.key not in used)


@verb("retention.settle", needs="register.manage")
def settle_retention(actor: Actor, register: Register, *, years: int, source: str) -> RetentionRule:
    """Say after how many years personal data is blanked, and by what norm. ``Refused`` without either."""
    if not 1 <= years <= 100:
        raise Refused(_("Escriba entre 1 y 100 años."))
    if not source.strip():
        raise Refused(_("Escriba el acuerdo o la norma que lo decide."))
    fields = {"years": years, "source": source.strip(), "decided_by": actor.person, "at": timezone.now()}
    row = RetentionRule.objects.of(actor.institution).filter(key=register.key).first()
    if row is not None:
        change(row, f"retention/{register.key}", fields)
        return row
    row = RetentionRule.objects.create(institution=actor.institution, key=register.key, register=register, **fields)
    changed(f"retention/{register.key}", None, {"years": years, "source": source.strip()})
    return row


@verb("retention.apply", needs="register.manage")
def blank_old_rows(actor: Actor, rule: RetentionRule, *, today: date) -> int:
    """Blank the personal data of rows that were settled longer ago than the rule says; return of how many."""
    del actor
    Register.objects.select_for_update(of=("self",)).get(pk=rule.register_id)
    register = register_of(rule.institution, rule.key)
    shape, now, done = type_of(register.edition), timezone.now(), 0
    fields = personal_fields(shape)
    for row in _settled(register, shape, _years_before(today, rule.years)):
        labels = [one.label for one in fields if row.values.get(one.key)]
        RowBlanking.objects.create(row=row, at=now, years=rule.years, fields=", ".join(labels))
        if labels:
            _blank(row, shape, fields, now)
            changed(f"record/{row.key}", None, {"blanked": ", ".join(labels), "years": rule.years})
            done += 1
    return done


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February of a year that has none
        return day.replace(year=day.year - years, day=28)


def _settled(register: Register, shape: RegisterType, before: date) -> Iterator[RegisterRow]:
    """Yield rows that reached an end, or were withdrawn, and to which nothing was done since before a day."""
    final = [state.key for state in shape.states if state.final]
    rows = RegisterRow.objects.filter(register=register, day__lt=before, changed_at__date__lt=before)
    rows = rows.exclude(pk__in=RowBlanking.objects.filter(row__register=register).values("row")).order_by("pk")
    for row in rows[:AT_ONCE]:
        if row.withdrawn or row.state in final:
            yield row


def _blank(row: RegisterRow, shape: RegisterType, fields: tuple[Field, ...], now: datetime) -> None:
    told_apart = {one.field for one in shape.measures if one.kind is MeasureKind.DISTINCT}
    keys = {one.key for one in fields}
    kept = {key: text for key, text in row.values.items() if key not in keys}
    made = {key: _pseudonym(row, key) for key in keys & told_apart if row.values.get(key)}
    row.values = {**kept, **made}
    row.search = search_text(record_of(row, shape), shape)
    if any(one.kind is FieldKind.PLACE for one in fields):
        row.place, row.north, row.east = "", None, None
    row.version, row.changed_at = row.version + 1, now
    row.save(update_fields=["values", "search", "place", "north", "east", "version", "changed_at"])
    TakenValue.objects.filter(row=row, field__in=keys).delete()
    for past in RowChange.objects.filter(row=row):
        for side in (past.before, past.after):
            side.update(dict.fromkeys(keys & side.keys(), ""))
        past.save(update_fields=["before", "after"])
    reason = _("Se borraron los datos personales, según la regla de conservación.")
    RowChange.objects.create(row=row, at=now, kind="edit", reason=reason)


def _pseudonym(row: RegisterRow, key: str) -> str:
    """Return what stands for a value: the same for the same value in a register, and read back by nobody."""
    value = f"{row.register_id}/{key}/{' '.join(row.values[key].split()).casefold()}"
    return "#" + hmac.new(settings.SECRET_KEY.encode(), value.encode(), sha256).hexdigest()[:16]


def blank_everywhere(today: date) -> int:
    """Apply every rule of every institution, some rows of each; return of how many rows something was blanked."""
    return sum(
        blank_old_rows(Actor.system(rule.institution), rule, today=today)
        for rule in RetentionRule.objects.select_related("institution").order_by("pk")
    )


def rule_of(institution: Institution, register: Register) -> RetentionRule | None:
    """Return the rule of a register; None where nobody decided one."""
    found: RetentionRule | None = RetentionRule.objects.of(institution).filter(key=register.key).first()
    return found
