"""What can be done with the sheet of a register: take the file in, say how it is read, check it, and take its rows.

Checking and taking are jobs over some rows at a time, each in a transaction of its own that says how far it came: one
that a restart interrupted goes on from there, and no row is written twice.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.documents.contents import file_of, put
from ceiba.exchange.register_sheet import Outcome, RowReading, SheetLayout, SheetRules
from ceiba.institutions.actor import Actor
from ceiba.institutions.jobs import Progress, errand, later
from ceiba.institutions.models import Job
from ceiba.institutions.verbs import NotAllowed, Refused, changed, verb
from ceiba.registers.measuring import measure_bound
from ceiba.registers.models import Register
from ceiba.registers.models_sheets import RefusedLine, SheetImport
from ceiba.registers.queries_types import type_of
from ceiba.registers.sheet_batch import Batch
from ceiba.registers.sheet_reading import (
    Reading,
    first_rules,
    opened,
    rules_of,
    told_layout,
    told_problems,
    told_rules,
    usual_layout,
)
from ceiba.registers.writing import RowBook

READ = "record.read_sheet"  # the errand that checks a sheet, or takes it
ROWS = 500  # of one transaction
_OF: dict[Outcome, str] = {
    Outcome.TAKEN: "new",
    Outcome.CHANGED: "changed",
    Outcome.UNCHANGED: "unchanged",
    Outcome.REFUSED: "refused",
}
COUNTS = ("rows", *_OF.values())


@verb("record.receive_sheet", needs="record.write", somewhere=True)
def receive_sheet(actor: Actor, register: Register, name: str, content: bytes) -> SheetImport:
    """Keep the file of a sheet with the layout that it seems to have; none of its rows is taken.

    ``Refused`` where it is no sheet, or too large.
    """
    if len(content) > settings.MAX_DOCUMENT_BYTES:
        message = _("%(file)s pesa más de %(limit)s MB, el límite de esta instalación. Pártalo por años.")
        raise Refused(message % {"file": name, "limit": settings.MAX_DOCUMENT_BYTES // 1024 // 1024})
    name = PurePosixPath(name.replace("\\", "/")).name or _("hoja.csv")
    source = opened(name, content)
    digest = hashlib.sha256(content).hexdigest()
    before = SheetImport.objects.filter(register=register).first()
    layout = usual_layout(source, type_of(register.edition), before)
    rules = first_rules(actor.institution, source) if before is None else rules_of(before)
    put(file_of(digest), content)
    row = SheetImport.objects.create(
        institution=actor.institution, key=uuid4().hex, register=register, name=name, sha256=digest,
        layout=told_layout(layout), rules=told_rules(rules), uploaded_by=actor.person, uploaded=timezone.now(),
    )  # fmt: skip
    changed(f"sheet_import/{row.pk}", None, {"name": name, "sha256": digest, "size": len(content)})
    return row


@verb("record.map_sheet", needs="record.write", somewhere=True)
def map_sheet(actor: Actor, row: SheetImport, layout: SheetLayout, rules: SheetRules) -> SheetImport:
    """Say which column of a sheet is which, and how its cells are read; what was checked must be checked again."""
    row = _open(actor, row)
    before, after = dict(row.layout["columns"]), {str(place): target for place, target in layout.columns.items()}
    row.layout, row.rules = told_layout(layout), told_rules(rules)
    row.state, row.line = SheetImport.State.RECEIVED, 0
    row.save(update_fields=["layout", "rules", "state", "line"])
    RefusedLine.objects.filter(sheet=row).delete()
    changed(f"sheet_import/{row.pk}", {"columns": before}, {"columns": after})
    return row


@verb("record.begin_sheet", needs="record.write", somewhere=True)
def begin_sheet(actor: Actor, row: SheetImport, *, take: bool, onward: str) -> Job:
    """Queue the checking of a sheet, or the taking of its rows; one that stopped on the way goes on where it was."""
    row = _open(actor, row)
    if not row.layout["columns"]:
        raise Refused(_("Ninguna columna está emparejada con un campo. Diga qué lleva al menos una."))
    state = SheetImport.State.TAKING if take else SheetImport.State.CHECKING
    if row.state != state:
        row.state, row.line = state, 0
        row.newest = Register.objects.get(pk=row.register_id).last_number
        for name in COUNTS:
            setattr(row, name, 0)
        row.save(update_fields=["state", "line", "newest", *COUNTS])
        RefusedLine.objects.filter(sheet=row).delete()
    return later(actor, READ, sheet=row.pk, next=onward)


@verb("record.take_sheet", needs="record.write", somewhere=True)
def _taken(actor: Actor, row: SheetImport) -> None:
    """Tell the history, once, what a sheet brought, and let the indicators follow that the register measures."""
    row.state, row.taken_by, row.taken = SheetImport.State.TAKEN, actor.person, timezone.now()
    row.save(update_fields=["state", "taken_by", "taken"])
    after = {name: getattr(row, name) for name in COUNTS}
    changed(f"sheet_import/{row.pk}", {"state": "received"}, {"state": "taken", "name": row.name, **after})
    measure_bound(row.register)


def _open(actor: Actor, row: SheetImport) -> SheetImport:
    """Return an import, locked; ``Refused`` where its rows are in already."""
    del actor
    held = SheetImport.objects.select_for_update(of=("self",)).select_related("register__edition")
    found: SheetImport = held.get(pk=row.pk)
    if found.state == SheetImport.State.TAKEN:
        raise Refused(_("Esta hoja ya se importó. Para importarla otra vez, súbala de nuevo."))
    return found


@errand(READ)
def read_sheet(actor: Actor, progress: Progress, *, sheet: int) -> None:
    """Check a sheet or take its rows, as its state says, from where it stopped; tell how far it is."""
    if not actor.may_somewhere("record.write"):
        raise NotAllowed(_("Usted no tiene permiso para hacer esto, o ya no lo tiene. Nada se cambió."))
    related = ("register__edition", "register__institution")
    row = SheetImport.objects.select_related(*related).get(pk=sheet, institution=actor.institution)
    if row.state not in (SheetImport.State.CHECKING, SheetImport.State.TAKING):
        return
    take = row.state == SheetImport.State.TAKING
    reading = Reading(row)
    total = sum(1 for _row in reading.source.rows(reading.layout.sheet))
    words = _("Entran las filas") if take else _("Se revisan las filas")
    for some in _batches(reading.readings(), row.line):
        with transaction.atomic():
            _read_some(actor, row, reading, some, take=take)
        progress(min(row.rows, total), total, words)
    if take:
        _taken(actor, row)
    else:
        row.state = SheetImport.State.CHECKED
        row.save(update_fields=["state"])
    progress(total, total, _summary(row))


def _batches(readings: Iterator[RowReading], after: int) -> Iterator[list[RowReading]]:
    """Yield rows some at a time; those before ``after`` are read, so that repeated ones are known, and passed over."""
    left = (reading for reading in readings if reading.line > after)
    while some := list(islice(left, ROWS)):
        yield some


def _read_some(actor: Actor, row: SheetImport, reading: Reading, some: list[RowReading], *, take: bool) -> None:
    held = SheetImport.objects.select_for_update().get(pk=row.pk)
    if (held.state, held.line) != (row.state, row.line):
        raise Refused(_("Otra tarea está leyendo esta misma hoja; espere a que termine."))
    batch = Batch(RowBook(actor, row.register), reading.reader, rules_of(row), row.newest)
    answered = batch.answered(some)
    if take:
        batch.write(answered)
    counts = Counter(one.answer.outcome for one in answered)
    for outcome, name in _OF.items():
        setattr(row, name, getattr(row, name) + counts[outcome])
    row.rows, row.line = row.rows + len(some), some[-1].line
    row.save(update_fields=["line", *COUNTS])
    RefusedLine.objects.bulk_create(
        RefusedLine(sheet=row, line=one.reading.line, problems=told_problems(one.answer.problems))
        for one in answered
        if one.answer.outcome is Outcome.REFUSED
    )


def _summary(row: SheetImport) -> str:
    message = _("Nuevas: %(new)s; cambiadas: %(changed)s; iguales: %(unchanged)s; rechazadas: %(refused)s.")
    return message % {name: getattr(row, name) for name in COUNTS}
