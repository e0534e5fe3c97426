"""The verbs of whoever decides which registers the institution keeps: adopt a type, revise it, say since when."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.changes import change
from ceiba.institutions.jobs import later
from ceiba.institutions.models import Unit
from ceiba.institutions.verbs import Refused, changed, verb
from ceiba.kernel.register_measure import DERIVED
from ceiba.kernel.register_type import RegisterType
from ceiba.methodologies.problems import MethodologyError
from ceiba.methodologies.registers import UnknownRegister, read_register, shipped_document
from ceiba.registers.binding import take_up
from ceiba.registers.columns import facets_of
from ceiba.registers.models import KeptValue, Register, RegisterEdition, RegisterRow, StoredTable, StoredTally
from ceiba.registers.queries_types import type_of
from ceiba.registers.tallies import told_calendar

REBUILD = "register.tally"  # the errand that makes tables anew


@verb("register.adopt", needs="register.manage")
def adopt_register(
    actor: Actor, *, reference: str = "", document: str = "", since: date, unit: Unit | None = None
) -> Register:
    """Begin to keep a register of a shipped type (``reference``) or of one written as a YAML ``document``.

    ``unit`` keeps the rows that name none; without it only who writes in the whole institution may. ``Refused`` for a
    document that does not hold, with everything that is wrong with it, and for a type that is already in use.
    """
    content, shape = _proved(reference, document)
    here = actor.institution
    if Register.objects.of(here).filter(key=shape.id).exists():
        raise Refused(_("Este registro ya está en uso. Para cambiar su forma, adopte una edición nueva."))
    register = Register.objects.create(
        institution=here, key=shape.id, title=shape.title, plural=shape.plural, unit=unit, since=since,
        facets=facets_of(shape),
    )  # fmt: skip
    register.edition = _edition(actor, register, shape, content)
    register.save(update_fields=["edition"])
    made = told_calendar(here)
    StoredTable.objects.bulk_create(
        StoredTable(register=register, measure=measure.key, edition=register.edition, calendar=made, complete=True)
        for measure in shape.measures
        if measure.kind not in DERIVED
    )
    told = {"title": shape.title, "edition": shape.edition, "since": since, "unit": unit.key if unit else None}
    changed(f"register/{register.key}", None, told)
    take_up(register)
    return register


@verb("register.revise", needs="register.manage")
def revise_register(actor: Actor, register: Register, *, reference: str = "", document: str = "") -> Register:
    """Adopt a new edition of a register's type. Rows stay as they are; measures that changed are counted anew by a job.

    ``Refused`` for a document that does not hold, of another type, of an edition that is already there, or that would
    leave rows without a way to be read.
    """
    content, shape = _proved(reference, document)
    row = Register.objects.select_for_update(of=("self",)).select_related("edition").get(pk=register.pk)
    before = type_of(row.edition)
    _refuse_loss(row, before, shape)
    edition = _edition(actor, row, shape, content)
    told = ({"edition": before.edition}, {"edition": shape.edition})
    row.facets = facets_of(shape, row.facets, known=tuple(before.field_by_key))
    row.edition, row.title, row.plural = edition, shape.title, shape.plural
    row.save(update_fields=["edition", "title", "plural", "facets"])
    changed(f"register/{row.key}", *told)
    _tables_of_edition(actor, row, before, shape)
    take_up(row)
    return row


@verb("register.settle", needs="register.manage")
def settle_register(
    actor: Actor, register: Register, *, since: date, ends: date | None = None, unit: Unit | None = None
) -> Register:
    """Say since when a register is kept, until when, and which unit keeps rows that name none.

    ``Refused`` for an end before its beginning.
    """
    del actor
    if ends is not None and ends < since:
        raise Refused(_("El último día queda antes del primero; corrija una de las dos fechas."))
    row = Register.objects.select_for_update(of=("self",)).get(pk=register.pk)
    change(row, f"register/{row.key}", {"since": since, "ends": ends, "unit": unit})
    return row


def _proved(reference: str, document: str) -> tuple[str, RegisterType]:
    """Return a document and the type that it proves to be; ``Refused`` in the reader's words."""
    try:
        content = document.encode() if document else shipped_document(reference)
        return content.decode(), read_register(content, reference or _("documento"))
    except UnknownRegister as problem:
        raise Refused(_(problem.message) % problem.facts) from problem
    except MethodologyError as problem:
        raise Refused(str(problem)) from problem


def _edition(actor: Actor, register: Register, shape: RegisterType, content: str) -> RegisterEdition:
    if RegisterEdition.objects.filter(register=register, edition=shape.edition).exists():
        message = _("La edición %(edition)s ya está adoptada; dele otro número a la nueva.")
        raise Refused(message % {"edition": shape.edition})
    return RegisterEdition.objects.create(
        register=register,
        edition=shape.edition,
        content=content,
        sha256=sha256(content.encode()).hexdigest(),
        adopted_by=actor.person,
        at=timezone.now(),
    )


def _refuse_loss(register: Register, before: RegisterType, after: RegisterType) -> None:
    """Refuse an edition in which what rows already hold could no longer be read."""
    problems = []
    if after.id != before.id:
        problems.append(_("es de otro registro («%(other)s»)") % {"other": after.id})
    rows = RegisterRow.objects.filter(register=register)
    gone = sorted(set(before.state_by_key) - set(after.state_by_key))
    standing = set(rows.filter(state__in=gone).order_by().values_list("state", flat=True).distinct()) if gone else set()
    problems += [_("hay filas en el estado «%(state)s»") % {"state": state} for state in sorted(standing)]
    problems += _changed_fields(before, after)
    if problems:
        raise Refused(_("La edición nueva no puede adoptarse: %(problems)s.") % {"problems": "; ".join(problems)})


def _changed_fields(before: RegisterType, after: RegisterType) -> Iterator[str]:
    for old in before.fields:
        new = after.field_by_key.get(old.key)
        if new is None:
            continue
        if new.kind is not old.kind or new.currency != old.currency:
            yield _("«%(label)s» cambia de tipo: dele otra clave") % {"label": old.label}
        lost = [option.label for option in old.options if option.key not in new.option_by_key]
        if lost:
            facts = {"label": old.label, "options": ", ".join(lost)}
            yield _("a «%(label)s» le faltan opciones: márquelas retired (%(options)s)") % facts


def _tables_of_edition(actor: Actor, register: Register, before: RegisterType, after: RegisterType) -> None:
    """Keep the tables whose measure is the same, throw away those of measures that are gone, begin the others anew."""
    counted = [measure.key for measure in after.measures if measure.kind not in DERIVED]
    same = [key for key in counted if _same(key, before, after)]
    throw_away(list(StoredTable.objects.filter(register=register).exclude(measure__in=counted)))
    StoredTable.objects.filter(register=register, measure__in=same).update(edition=register.edition)
    begin_anew(actor, register, [key for key in counted if key not in same])


def begin_anew(actor: Actor, register: Register, measures: list[str]) -> None:
    """Begin tables anew beside those that stand, and queue the job that makes them. The register is locked."""
    if measures:
        begin_tables(register, measures)
        later(actor, REBUILD, register=register.pk)


def begin_tables(register: Register, measures: list[str]) -> None:
    """Begin tables beside those that stand, by the present edition and calendar; one that was begun begins again."""
    throw_away(list(StoredTable.objects.filter(register=register, measure__in=measures, complete=False)))
    made = told_calendar(register.institution)
    StoredTable.objects.bulk_create(
        StoredTable(register=register, measure=measure, edition=register.edition, calendar=made) for measure in measures
    )


def throw_away(tables: list[StoredTable]) -> None:
    """Delete tables with their cells: three statements, however many cells there are."""
    for model in (KeptValue, StoredTally):
        cells = model.objects.filter(table__in=tables)
        cells._raw_delete(cells.db)
    StoredTable.objects.filter(pk__in=[table.pk for table in tables]).delete()


def _same(measure: str, before: RegisterType, after: RegisterType) -> bool:
    """Tell whether rows give the same to a measure in both editions: it, its fields and its deadline are unchanged."""
    new, old = after.measure_by_key[measure], before.measure_by_key.get(measure)
    if old != new:
        return False
    named = {new.field, new.moment, *new.by, *(condition.field for condition in new.filters)}
    fields = {name.partition(".")[0] for name in named}
    return all(before.field_by_key.get(key) == after.field_by_key.get(key) for key in fields) and (
        before.deadline_by_key.get(new.deadline) == after.deadline_by_key.get(new.deadline)
    )
