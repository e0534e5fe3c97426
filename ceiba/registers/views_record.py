"""Pages of one row: what it says, a new one, changing it, the next step, withdrawing it, its files, its sheet."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ceiba.documents.contents import file_of
from ceiba.documents.models import Document
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.register_record import FieldValue, Record
from ceiba.kernel.register_text import write_value
from ceiba.registers import services_rows as services
from ceiba.registers.checks import KEPT_FILE
from ceiba.registers.forms import MomentForm, ReasonForm, RowForm, SeenForm
from ceiba.registers.models import RegisterRow
from ceiba.registers.offering import Offering
from ceiba.registers.openings import keep_opening
from ceiba.registers.queries_rows import Reader
from ceiba.registers.row_page import RowPageOf, asked_on_the_way
from ceiba.registers.services_files import attach_file
from ceiba.registers.services_rows import RowConflict
from ceiba.registers.views_rows import reader_of, shell_of
from ceiba.registers.writing import RowRefused


def row_of(reader: Reader, number: int) -> RegisterRow:
    """Return a row that the reader may open, also a withdrawn one; ``Http404`` for the others."""
    for withdrawn in (False, True):
        found = reader.rows(withdrawn=withdrawn).select_related("unit", "kept_by").filter(number=number).first()
        if found is not None:
            found.register = reader.register
            keep_opening(reader, found)
            return found
    raise Http404


def record(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show a row: its fields, its deadlines with their working, its next steps, its history."""
    reader = reader_of(request, key)
    page = RowPageOf(reader, row_of(reader, number), timezone.localdate())
    return render(request, "registers/row.html", {**shell_of(request, reader, "record"), "page": page})


def record_sheet(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show a row as a sheet to print."""
    reader = reader_of(request, key)
    page = RowPageOf(reader, row_of(reader, number), timezone.localdate())
    context = {**shell_of(request, reader, "record"), "page": page, "printed": timezone.now()}
    return render(request, "registers/row_sheet.html", context)


def record_file(request: HttpRequest, key: str, number: int, field: str) -> FileResponse:
    """Give a file of a row back, byte by byte, to who may see the field that holds it."""
    reader = reader_of(request, key)
    held = str(reader.record(row_of(reader, number)).values.get(field, ""))
    found = Document.objects.of(request.institution).filter(key=held.removeprefix(KEPT_FILE)).first()
    if not held.startswith(KEPT_FILE) or found is None or not (path := file_of(found.sha256)).exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=found.name, content_type=found.media_type)


def record_add(request: HttpRequest, key: str) -> HttpResponse:
    """Add a row to a register."""
    reader = reader_of(request, key)
    if not request.actor.may_somewhere("record.write"):
        raise NotAllowed(_("Agrega filas quien lleva este registro. Usted puede leerlo."))
    blank = Record("", reader.type.id, reader.type.initial)
    form = _form(request, reader, blank, reader.type.fields)
    moment = MomentForm(request.POST if request.method == "POST" else None)
    status = 200
    if _sent(request) and form.is_valid() & moment.is_valid():
        texts = _texts(form.values)
        status, row = _tried(
            form,
            lambda: services.create_record(request.actor, reader.register, texts, at=moment.cleaned_data["at"]),
            {"": moment},
        )
        if row is not None:
            messages.success(request, _("Guardado."))
            return redirect("record", request.institution.slug, key, row.number)
    context = {**shell_of(request, reader, "record_add"), "form": form, "moment": moment}
    return render(request, "registers/row_edit.html", context, status=status)


def record_edit(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Change the fields of a row that the person may see."""
    reader = reader_of(request, key)
    row = row_of(reader, number)
    page = RowPageOf(reader, row, timezone.localdate())
    if not page.may_write:
        raise NotAllowed(_("Esta fila es de otra unidad: usted no puede cambiarla."))
    form = _form(request, reader, _unchained(page.record), page.seen)
    reason = ReasonForm(request.POST if request.method == "POST" else None, version=row.version)
    status = 200
    if _sent(request) and form.is_valid() & reason.is_valid():
        given = reason.cleaned_data
        texts = _texts(form.values, {field.key for field in page.seen})
        status, _row = _tried(
            form,
            lambda: services.edit_record(
                request.actor, row, texts, version=given["version"] or 0, reason=given["reason"]
            ),
            {"": reason},
        )
        if _row is not None:
            messages.success(request, _("Guardado."))
            return redirect("record", request.institution.slug, key, number)
    context = {**shell_of(request, reader, "record"), "page": page, "form": form, "reason": reason}
    return render(request, "registers/row_edit.html", context, status=status)


def record_move(request: HttpRequest, key: str, number: int, way: str) -> HttpResponse:
    """Take a row along one way out of its state, with what the way asks for."""
    reader = reader_of(request, key)
    row = row_of(reader, number)
    page = RowPageOf(reader, row, timezone.localdate())
    found = next((one for one in page.ways if one.transition.key == way), None)
    if found is None:
        messages.warning(request, _("La fila ya no está en un estado desde el que se pueda hacer esto."))
        return redirect("record", request.institution.slug, key, number)
    if not found.allowed:
        raise NotAllowed(_("Este paso lo da: %(roles)s.") % {"roles": found.roles})
    transition = found.transition
    fields = asked_on_the_way(reader, row, page.record, transition)
    ahead = Record(row.key, reader.type.id, transition.destination, page.record.values)
    form = _form(request, reader, ahead, fields, needed=transition.requires)
    data = request.POST if request.method == "POST" else None
    moment = MomentForm(data, version=row.version, needs_reason=transition.reason)
    status = 200
    if _sent(request) and form.is_valid() & moment.is_valid():
        given = moment.cleaned_data
        texts = _texts(form.values, {field.key for field in fields})
        status, _row = _tried(
            form,
            lambda: services.move_record(
                request.actor,
                row,
                way,
                version=given["version"] or 0,
                values=texts,
                at=given["at"],
                reason=given["reason"],
            ),
            {"": moment},
        )
        if _row is not None:
            messages.success(request, _("Guardado: %(state)s.") % {"state": found.destination.label})
            return redirect("record", request.institution.slug, key, number)
    context = {**shell_of(request, reader, "record"), "page": page, "way": found, "form": form, "moment": moment}
    return render(request, "registers/row_move.html", context, status=status)


def record_withdraw(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take a row out of the register, with a reason; it stays to be read."""
    reader = reader_of(request, key)
    row = row_of(reader, number)
    page = RowPageOf(reader, row, timezone.localdate())
    if not page.may_write:
        raise NotAllowed(_("Esta fila es de otra unidad: usted no puede cambiarla."))
    form = ReasonForm(request.POST if request.method == "POST" else None, version=row.version, needs_reason=True)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_record(
                request.actor, row, version=form.cleaned_data["version"] or 0, reason=form.cleaned_data["reason"]
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("La fila se retiró: ya no cuenta en ninguna cifra y se puede devolver."))
            return redirect("record", request.institution.slug, key, number)
    context = {**shell_of(request, reader, "record"), "page": page, "form": form}
    return render(request, "registers/row_withdraw.html", context, status=status)


@require_POST
def record_restore(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Bring a withdrawn row back."""
    reader = reader_of(request, key)
    row = row_of(reader, number)
    try:
        services.restore_record(request.actor, row, version=row.version)
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("La fila está de nuevo en el registro."))
    return redirect("record", request.institution.slug, key, number)


def _form(request: HttpRequest, reader: Reader, record: Record, fields: Any, needed: Any = ()) -> RowForm:
    """Return the form of a row, with its sent files kept."""
    posted = request.method == "POST"
    form = RowForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        register=reader.type,
        record=record,
        fields=fields,
        offers=Offering(reader).offers(),
        keep=lambda name, content: f"{KEPT_FILE}{attach_file(request.actor, name, content).key}",
        year=timezone.localdate().year,
        needed=needed,
    )
    if getattr(request, "too_large", False):
        form.add_error(None, _("El archivo pesa más de lo que esta instalación recibe. Redúzcalo y súbalo otra vez."))
    return form


def _sent(request: HttpRequest) -> bool:
    """Tell whether the page was sent to be saved, and not to look something up."""
    return request.method == "POST" and request.POST.get("do") != "find"


def _unchained(record: Record) -> Record:
    """Return a row to be judged as it is now: what came before is as it was."""
    return Record(record.key, record.register, record.state, record.values)


def _texts(values: Mapping[str, FieldValue], asked: set[str] | None = None) -> dict[str, str]:
    """Return the texts of values; fields that were asked for and left empty are blank."""
    texts = {key: write_value(value) for key, value in values.items() if asked is None or key in asked}
    return {**dict.fromkeys(asked or (), ""), **texts}


def _tried(
    form: RowForm, save: Callable[[], RegisterRow], beside: Mapping[str, SeenForm]
) -> tuple[int, RegisterRow | None]:
    """Save; what is refused is told in the form, at its field where it has one. Return the status and the row."""
    try:
        return 200, save()
    except NotAllowed:
        raise
    except RowConflict as conflict:
        beside[""].see(conflict.row.version)
        form.add_error(None, _("%(said)s Si guarda otra vez, quedará lo suyo.") % {"said": conflict})
        return conflict.status, None
    except RowRefused as refusal:
        for problem in refusal.problems:
            form.tell(problem)
        return refusal.status, None
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return refusal.status, None
