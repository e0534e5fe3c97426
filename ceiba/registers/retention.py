"""Personal data kept no longer than the rule says: it is blanked in settled rows, and their history says so without it.

What is blanked: names, and texts, codes, places and files that few may read; the reasons that people wrote when they
changed the row; and, where the rule says so, the free texts that everybody in the institution reads. What measures
count stays: a value that only tells people apart (``distinct``) is put in the place of a made one that tells them apart
as well and names nobody. Sheets that came in so long ago lose their file and their refused lines. The institution's own
history is never rewritten: it holds that a text or a name changed, and never what it said (``writing.told_values``).
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.documents.contents import file_of
from ceiba.documents.models import Document
from ceiba.institutions.actor import Actor
from ceiba.institutions.changes import change
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Refused, changed, verb
from ceiba.kernel.register_measure import DERIVED, MeasureKind
from ceiba.kernel.register_type import Field, FieldKind, Privacy, RegisterType
from ceiba.registers.columns import search_text
from ceiba.registers.models import Register, RegisterRow, RowChange, TakenValue
from ceiba.registers.models_privacy import RetentionRule, RowBlanking
from ceiba.registers.models_sheets import RefusedLine, SheetImport
from ceiba.registers.queries_rows import record_of
from ceiba.registers.queries_types import register_of, type_of

AT_ONCE = 500  # rows of one verb: the next tick goes on
BLANKED = "blank"  # the kind of a change that this rule makes
_ENTRY = 2  # an entry into a state: state, moment, and perhaps a reason
_BLANKED = frozenset(
    {FieldKind.PERSON, FieldKind.TEXT, FieldKind.CODE, FieldKind.PLACE, FieldKind.FILE, FieldKind.LINK}
)


def personal_fields(shape: RegisterType, *, texts: bool = False) -> tuple[Field, ...]:
    """Return the fields that a rule of retention blanks: those that few may read, and no figure is reckoned from.

    With ``texts`` also the free texts that everybody in the institution reads; what anybody may read stays.
    """
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
    return tuple(one for one in shape.fields if one.key not in used and _is_personal(one, texts=texts))


def _is_personal(one: Field, *, texts: bool) -> bool:
    if one.privacy in (Privacy.RESTRICTED, Privacy.NEVER):
        return one.kind in _BLANKED
    return texts and one.privacy is Privacy.INTERNAL and one.kind is FieldKind.TEXT


@verb("retention.settle", needs="register.manage")
def settle_retention(
    actor: Actor, register: Register, *, years: int, source: str, texts: bool = False
) -> RetentionRule:
    """Say after how many years personal data is blanked, by what norm, and whether with the free texts of all.

    ``Refused`` without years or norm.
    """
    if not 1 <= years <= 100:
        raise Refused(_("Escriba entre 1 y 100 años."))
    if not source.strip():
        raise Refused(_("Escriba el acuerdo o la norma que lo decide."))
    told = {"years": years, "texts": texts, "source": source.strip()}
    fields = {**told, "decided_by": actor.person, "at": timezone.now()}
    row = RetentionRule.objects.of(actor.institution).filter(key=register.key).first()
    if row is not None:
        change(row, f"retention/{register.key}", fields)
        return row
    row = RetentionRule.objects.create(institution=actor.institution, key=register.key, register=register, **fields)
    changed(f"retention/{register.key}", None, told)
    return row


@verb("retention.apply", needs="register.manage")
def blank_old_rows(actor: Actor, rule: RetentionRule, *, today: date) -> int:
    """Blank the personal data of rows that were settled longer ago than the rule says; return of how many.

    Sheets that came in before then lose their file and their refused lines. None of it can be undone.
    """
    del actor
    Register.objects.select_for_update(of=("self",)).get(pk=rule.register_id)
    register = register_of(rule.institution, rule.key)
    shape, done, before = type_of(register.edition), 0, _years_before(today, rule.years)
    fields = personal_fields(shape, texts=rule.texts)
    for row in _settled(register, shape, before, texts=rule.texts):
        done += _blanked(row, shape, fields, rule)
    clear_sheets(register, before)
    return done


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February of a year that has none
        return day.replace(year=day.year - years, day=28)


def _settled(register: Register, shape: RegisterType, before: date, *, texts: bool) -> Iterator[RegisterRow]:
    """Yield rows that reached an end, or were withdrawn, and to which nothing was done since before a day."""
    final = [state.key for state in shape.states if state.final]
    rows = RegisterRow.objects.filter(register=register, day__lt=before, changed_at__date__lt=before)
    done = RowBlanking.objects.filter(row__register=register, **({"texts": True} if texts else {}))
    rows = rows.filter(Q(withdrawn=True) | Q(state__in=final)).exclude(pk__in=done.values("row"))
    yield from rows.order_by("pk")[:AT_ONCE]


def _blanked(row: RegisterRow, shape: RegisterType, fields: tuple[Field, ...], rule: RetentionRule) -> bool:
    """Blank a row and keep that it was; tell whether it had anything."""
    now = timezone.now()
    labels = [one.label for one in fields if row.values.get(one.key)]
    reasons = _forget_reasons(row)
    RowBlanking.objects.create(
        row=row, at=now, years=rule.years, fields=", ".join(labels), texts=rule.texts, reasons=reasons
    )
    past = _forget_values(row, {one.key for one in fields})
    if not (labels or reasons or past):
        return False
    _blank(row, shape, fields, now)
    told = {"blanked": ", ".join(labels), "reasons": reasons, "years": rule.years}
    changed(f"record/{row.key}", None, told)
    return True


def _forget_reasons(row: RegisterRow) -> int:
    """Blank why people did what they did to a row; return how many reasons there were."""
    said = RowChange.objects.filter(row=row).exclude(reason="").exclude(kind=BLANKED).update(reason="")
    told = sum(len(entry) > _ENTRY for entry in row.history)
    row.history = [entry[:_ENTRY] for entry in row.history]
    return max(said, told)  # the reason of a step stands in both


def _forget_values(row: RegisterRow, keys: set[str]) -> int:
    """Blank what some fields said before, in the changes of a row; return in how many of them."""
    touched = []
    for past in RowChange.objects.filter(row=row):
        held = [(side, key) for side in (past.before, past.after) for key in keys & side.keys() if side[key]]
        for side, key in held:
            side[key] = ""
        if held:
            touched.append(past)
    RowChange.objects.bulk_update(touched, ["before", "after"], batch_size=AT_ONCE)
    return len(touched)


def _blank(row: RegisterRow, shape: RegisterType, fields: tuple[Field, ...], now: datetime) -> None:
    told_apart = {one.field for one in shape.measures if one.kind is MeasureKind.DISTINCT}
    keys = {one.key for one in fields}
    kept = {key: text for key, text in row.values.items() if key not in keys}
    made = {key: _pseudonym(row, key) for key in keys & told_apart if row.values.get(key)}
    row.values = {**kept, **made}
    row.search = search_text(record_of(row, shape), shape)
    if any(one.kind is FieldKind.PLACE for one in fields):
        row.place, row.north, row.east = "", None, None
    row.version += 1  # nobody did anything to the row: «changed_at» says when somebody last did
    row.save(update_fields=["values", "history", "search", "place", "north", "east", "version"])
    TakenValue.objects.filter(row=row, field__in=keys).delete()
    reason = _("Se borraron los datos personales, según la regla de conservación.")
    RowChange.objects.create(row=row, at=now, kind=BLANKED, reason=reason)


def clear_sheets(register: Register, before: date) -> tuple[int, int]:
    """Clear the sheets that came into a register before a day; return how many, and how many refused lines they had.

    A file that something else of the house still holds stays for it.
    """
    sheets = lines = 0
    for row in SheetImport.objects.filter(register=register, uploaded__date__lt=before, cleared=None)[:AT_ONCE]:
        row.lines = RefusedLine.objects.filter(sheet=row).delete()[0]
        row.cleared = timezone.now()
        row.save(update_fields=["lines", "cleared"])
        others = SheetImport.objects.filter(sha256=row.sha256, cleared=None)
        if not (others.exists() or Document.objects.filter(sha256=row.sha256).exists()):
            transaction.on_commit(partial(file_of(row.sha256).unlink, missing_ok=True))
        changed(f"sheet_import/{row.pk}", None, {"cleared": row.name, "lines": row.lines})
        sheets, lines = sheets + 1, lines + row.lines
    return sheets, lines


@dataclass(frozen=True)
class Forgotten:
    """What a register has lost to its rule so far: rows blanked, reasons, sheets, refused lines; and when last."""

    rows: int
    reasons: int
    sheets: int
    lines: int
    last: datetime | None


def forgotten(register: Register) -> Forgotten:
    """Return what a register has lost to its rule so far: two queries."""
    held = Q(fields__gt="") | Q(reasons__gt=0)
    rows = RowBlanking.objects.filter(held, row__register=register).aggregate(
        rows=Count("row", distinct=True), reasons=Coalesce(Sum("reasons"), 0), last=Max("at")
    )
    sheets = (
        SheetImport.objects.filter(register=register)
        .exclude(cleared=None)
        .aggregate(sheets=Count("pk"), lines=Coalesce(Sum("lines"), 0), last=Max("cleared"))
    )
    last = max(filter(None, (rows.pop("last"), sheets.pop("last"))), default=None)
    return Forgotten(**rows, **sheets, last=last)


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


def rules_of(institution: Institution) -> list[RetentionRule]:
    """Return the rules of every register of an institution, each with its register: one query."""
    return list(RetentionRule.objects.of(institution).select_related("register"))
