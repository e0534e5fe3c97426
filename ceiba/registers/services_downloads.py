"""Files of a register that are too large for a page to wait for: a job writes them, and their person fetches them."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.jobs import Progress, errand, later
from ceiba.institutions.models import Job
from ceiba.institutions.verbs import NotAllowed, verb
from ceiba.registers.exporting import RegisterExport
from ceiba.registers.models_sheets import PreparedFile
from ceiba.registers.narrowing import narrowed_by
from ceiba.registers.openings import BATCH
from ceiba.registers.queries_rows import Reader, counted
from ceiba.registers.services_taking import leaves, take_away

WRITE = "register.write_file"  # the errand that writes a file
LARGE = 5_000  # rows; a page waits for no more of them
KEPT = timedelta(days=1)  # a file is there for as long


def is_large(rows: object) -> bool:
    """Tell whether rows are too many for a page to wait for."""
    return counted(rows, LARGE) > LARGE


@verb("register.prepare_file", needs="record.move", somewhere=True)
def prepare_file(actor: Actor, reader: Reader, form: str, query: str) -> PreparedFile:
    """Begin a file of the rows that an address narrows a register to, for the person who asks."""
    now = timezone.now()
    return PreparedFile.objects.create(
        institution=actor.institution, key=uuid4().hex, register=reader.register, person=actor.somebody, form=form,
        query=query, asked=now, ends=now + KEPT,
    )  # fmt: skip


def begin_file(actor: Actor, row: PreparedFile, onward: str) -> Job:
    """Queue the writing of a file; return its job."""
    return later(actor, WRITE, file=row.pk, next=onward)


@errand(WRITE)
def write_file(actor: Actor, progress: Progress, *, file: int) -> None:
    """Write a file whole or not at all, and tell how far it is; what few may read of it is logged first."""
    related = ("register__edition", "register__institution")
    row = PreparedFile.objects.select_related(*related).get(pk=file, institution=actor.institution)
    if actor.person is None or row.person_id != actor.person.pk or not actor.belongs:
        raise NotAllowed(_("Usted no tiene permiso para hacer esto, o ya no lo tiene. Nada se cambió."))
    reader = Reader(actor, row.register)
    _form, rows = narrowed_by(reader, QueryDict(row.query))
    total, words = rows.order_by().count(), _("Se escribe el archivo")
    progress(0, total, words)
    if leaves(reader, reader.shown):
        take_away(actor, reader, row.form, rows.iterator(BATCH), reader.shown)
    path = path_of(row)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    _written(RegisterExport(reader, lambda done: progress(min(done, total), total, words)), row.form, rows, half)
    half.replace(path)
    row.rows, row.ready = total, timezone.now()
    row.save(update_fields=["rows", "ready"])
    progress(total, total, _("El archivo está listo."))


def _written(export: RegisterExport, form: str, rows: object, path: Path) -> None:
    with path.open("wb") as out:
        if form == "xlsx":
            with export.workbook(rows) as book:
                shutil.copyfileobj(book, out)
            return
        for piece in export.csv(rows) if form == "csv" else export.json(rows):
            out.write(piece)


def path_of(row: PreparedFile) -> Path:
    """Return where the bytes of a file lie."""
    return Path(settings.HOME) / "downloads" / row.key


def clear_files(now: datetime) -> int:
    """Throw away the files whose time is over; return how many."""
    rows = list(PreparedFile.objects.filter(ends__lt=now))
    for row in rows:
        for path in (path_of(row), path_of(row).with_suffix(".part")):
            path.unlink(missing_ok=True)
        row.delete()
    return len(rows)
