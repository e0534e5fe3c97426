"""Pages of sheets: a file comes into a register, is matched, checked and taken; and the register leaves as a file."""

from itertools import islice
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.exchange.language import translator
from ceiba.exchange.readers.records.columns import found_layout
from ceiba.exchange.readers.rows.cells import RowSource, shown_text
from ceiba.exchange.register_sheet import SheetLayout
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.register_type import Privacy
from ceiba.registers.exporting import RegisterExport, refused_workbook
from ceiba.registers.forms_sheets import FindForm, LayoutForm, SheetForm
from ceiba.registers.models_sheets import PreparedFile, RefusedLine, SheetImport
from ceiba.registers.narrowing import narrowed_by
from ceiba.registers.openings import BATCH
from ceiba.registers.queries_rows import Reader
from ceiba.registers.services_downloads import KEPT, LARGE, begin_file, is_large, path_of, prepare_file
from ceiba.registers.services_sheets import COUNTS, begin_sheet, map_sheet, receive_sheet
from ceiba.registers.services_taking import leaves, take_away
from ceiba.registers.sheet_reading import layout_of, read_problems, rules_of, source_of_import
from ceiba.registers.views_rows import reader_of, shell_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SAMPLES = 3  # values of a column that are shown beside its heading
_SHOWN = 100  # refused lines on the page; the file holds all of them
_LATEST = 30  # imports that are listed
_OPEN = (Privacy.PUBLIC, Privacy.INTERNAL)
_HOURS = int(KEPT.total_seconds() // 3600)
_HOLDING = ("xlsx", "csv", "json")  # forms that hold rows


def sheet_imports(request: HttpRequest, key: str) -> HttpResponse:
    """Show the sheets that came into a register, and take another one."""
    reader = reader_of(request, key)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if not request.actor.may_somewhere("record.write"):
            raise NotAllowed(_("Las hojas las trae quien escribe en el registro."))
        row = _received(request, reader, form)
        if row is not None:
            return redirect("sheet_import", request.institution.slug, key, row.pk)
    rows = SheetImport.objects.filter(register=reader.register).select_related("uploaded_by", "taken_by")
    context = {**shell_of(request, reader, "sheet_imports"), "form": form}
    context["rows"] = rows[:_LATEST] if context["may_write"] else ()
    return render(request, "registers/sheet_imports.html", context)


def _received(request: HttpRequest, reader: Reader, form: SheetForm) -> SheetImport | None:
    if getattr(request, "too_large", False):
        form.add_error("sheet", _("El archivo es demasiado grande. Pártalo por años."))
        return None
    if not form.is_valid():
        return None
    file = form.cleaned_data["sheet"]
    try:
        return receive_sheet(request.actor, reader.register, str(file.name), file.read())
    except Refused as refusal:
        form.add_error("sheet", str(refusal))
        return None


def _import_of(request: HttpRequest, reader: Reader, pk: int) -> SheetImport:
    """Return an import that the person may open: their own, or one that brings nothing that few may read."""
    rows = SheetImport.objects.select_related("register__edition", "register__institution", "uploaded_by", "taken_by")
    row = get_object_or_404(rows, pk=pk, register=reader.register)
    actor = request.actor
    if not actor.may_somewhere("record.write"):
        raise NotAllowed(_("Las hojas las trae quien escribe en el registro."))
    narrow = reader.type.privacy not in _OPEN or any(field.privacy not in _OPEN for field in reader.type.fields)
    if narrow and row.uploaded_by != actor.person and not actor.holds(reader.type.readers):
        raise NotAllowed(_("Esta hoja puede traer datos reservados: la abre quien la trajo o quien puede leerlos."))
    return row


def sheet_import(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Show what a sheet brings: its columns to be matched, what becomes of its rows; check it, take it."""
    reader = reader_of(request, key)
    row = _import_of(request, reader, pk)
    here = reverse("sheet_import", args=[request.institution.slug, key, pk])
    try:
        source = source_of_import(row)
    except Refused as refusal:
        return render(
            request,
            "registers/sheet_lost.html",
            {**shell_of(request, reader, "sheet_imports"), "row": row, "refusal": str(refusal)},
        )
    layout = layout_of(row)
    find = FindForm(
        _posted(request, "find"), names=source.names, initial={"page": layout.sheet, "header": layout.header}
    )
    form = LayoutForm(
        _posted(request, "check"), register=reader.type, layout=layout, rules=rules_of(row),
        samples=_samples(source, layout), say=translator(get_language() or "es"),
    )  # fmt: skip
    problem = ""
    if request.method == "POST":
        try:
            done = _done(request, row, source, reader, find, form, here)
            if done is not None:
                return done
        except Refused as refusal:
            problem = str(refusal)
    return render(
        request,
        "registers/sheet_import.html",
        {**_context(request, reader, row), "find": find, "form": form, "problem": problem},
    )


def _posted(request: HttpRequest, what: str) -> Any:
    return request.POST if request.method == "POST" and request.POST.get("do") == what else None


def _done(
    request: HttpRequest,
    row: SheetImport,
    source: RowSource,
    reader: Reader,
    find: FindForm,
    form: LayoutForm,
    here: str,
) -> HttpResponse | None:
    """Do what was asked of an import; None where the form is to be mended."""
    do, slug = request.POST.get("do"), request.institution.slug
    if do == "find" and find.is_valid():
        layout = found_layout(source, reader.type, find.cleaned_data["page"], find.cleaned_data["header"])
        map_sheet(request.actor, row, layout, rules_of(row))
        return redirect(here)
    if do == "check" and form.is_valid():
        row = map_sheet(request.actor, row, form.layout(), form.rules())
        return redirect("job", slug, begin_sheet(request.actor, row, take=False, onward=here).pk)
    if do == "take":
        return redirect("job", slug, begin_sheet(request.actor, row, take=True, onward=here).pk)
    return None


def _context(request: HttpRequest, reader: Reader, row: SheetImport) -> dict[str, Any]:
    say = translator(get_language() or "es")
    lines = RefusedLine.objects.filter(sheet=row)[:_SHOWN]
    refused = [(one.line, [(p, p.said(say)) for p in read_problems(one.line, one.problems)]) for one in lines]
    states = SheetImport.State
    return {
        **shell_of(request, reader, "sheet_imports"),
        "row": row,
        "refused": refused,
        "counts": {name: getattr(row, name) for name in COUNTS},
        "told": row.state in (states.CHECKED, states.TAKEN),
        "coming": row.new + row.changed,
        "stopped": row.state in (states.CHECKING, states.TAKING),
    }


def _samples(source: RowSource, layout: SheetLayout) -> dict[int, tuple[str, ...]]:
    """Return the first values below each heading."""
    below = list(islice((row for row in source.rows(layout.sheet) if row.number > layout.header), _SAMPLES))
    return {
        place: tuple(text for row in below if (text := shown_text(row.cells.get(place)).strip()))
        for place in layout.headings
    }


def sheet_refused(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    """Give the lines that were not taken as a workbook, with what to mend."""
    reader = reader_of(request, key)
    row = _import_of(request, reader, pk)
    return _workbook(refused_workbook(row, reader), f"{reader.register.plural} {_('por corregir')}")


def register_file(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    """Give what the reader may see of a register as a file, or the template to fill."""
    reader = reader_of(request, key)
    if not request.actor.belongs:
        raise Http404
    export, name = RegisterExport(reader), slugify(reader.register.plural)
    _form, rows = narrowed_by(reader, request.GET)
    logged = form in _HOLDING and leaves(reader, reader.shown)
    if (logged or form == "xlsx") and is_large(rows):
        return _prepared(request, reader, form)
    if logged:
        take_away(request.actor, reader, form, rows.iterator(BATCH), reader.shown)
    match form:
        case "xlsx":
            return _workbook(export.workbook(rows), name)
        case "csv":
            return _stream(export.csv(rows), "text/csv; charset=utf-8", f"{name}.csv")
        case "json":
            return _stream(export.json(rows), "application/json", f"{name}.json")
        case "plantilla":
            return _workbook(export.template(), f"{name} {_('plantilla')}")
    raise Http404


def _prepared(request: HttpRequest, reader: Reader, form: str) -> HttpResponseBase:
    """Say that a file takes its time, and have it written by a job once the person says so."""
    slug, key = request.institution.slug, reader.register.key
    if request.method == "POST":
        row = prepare_file(request.actor, reader, form, request.GET.urlencode())
        onward = reverse("register_download", args=[slug, key, row.pk])
        return redirect("job", slug, begin_file(request.actor, row, onward).pk)
    context = {**shell_of(request, reader, "sheet_imports"), "form": form.upper(), "large": LARGE, "hours": _HOURS}
    return render(request, "registers/file_large.html", context)


def register_download(request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
    """Show that a file is ready to whoever asked for it, and give it (``?bajar``)."""
    reader = reader_of(request, key)
    found = PreparedFile.objects.filter(register=reader.register, person=request.actor.person, ends__gt=timezone.now())
    row = get_object_or_404(found, pk=pk)
    if "bajar" in request.GET and row.ready is not None and request.actor.belongs and path_of(row).exists():
        name = f"{slugify(reader.register.plural)}.{row.form}"
        kind = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}.get(row.form, "application/json")
        return FileResponse(path_of(row).open("rb"), as_attachment=True, filename=name, content_type=kind)
    context = {**shell_of(request, reader, "sheet_imports"), "row": row}
    return render(request, "registers/file_ready.html", context)


def _workbook(content: Any, name: str) -> FileResponse:
    return FileResponse(content, as_attachment=True, filename=f"{slugify(name)}.xlsx", content_type=XLSX)


def _stream(pieces: Any, media_type: str, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type=media_type, headers=headers)
