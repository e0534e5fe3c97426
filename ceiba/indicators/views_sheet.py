"""The sheet of a report, out and in: it is taken away as a workbook, and what comes back is shown before it counts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers.entry_sheet import read
from ceiba.indicators.desk import Desk, desk
from ceiba.indicators.locks import lock_of
from ceiba.indicators.sent import save_sent
from ceiba.indicators.sheet_changes import Proposal, hidden, proposal_of
from ceiba.indicators.sheets import workbook
from ceiba.indicators.views_entry import confirm, report_of, report_page
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.ui import formats

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MINE, THEIRS = "sheet", "report"  # which of two values stays


class SheetForm(forms.Form):
    """The workbook that comes back."""

    sheet = forms.FileField(
        label=gettext_lazy("La hoja llena"),
        help_text=gettext_lazy("El archivo .xlsx que bajó de este informe. Antes de cambiar nada verá qué cambia."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


def report_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the sheet of a report as a workbook."""
    found = report_of(request, pk)
    unit = found.unit.name if found.unit else _("sin unidad")
    name = slugify(f"{unit} {found.cycle.period.notation()}")
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(workbook(desk(found)), content_type=XLSX, headers=headers)


def report_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a sheet back: show what it would change, and change it once somebody says so."""
    found = report_of(request, pk, enter=True)
    if request.method == "POST" and request.POST.get("do") == "apply":
        return _apply(request, desk(found))
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    context: dict[str, Any] = {"report": found, "form": form, "lock": lock_of(found), "current": "my_unit"}
    if form.is_bound and form.is_valid() and not context["lock"]:
        here = desk(found)
        proposal = _proposal(request, here, form)
        if proposal is not None:
            return render(request, "indicators/sheet_preview.html", context | _shown(proposal))
    return render(request, "indicators/sheet.html", context)


def _proposal(request: HttpRequest, here: Desk, form: SheetForm) -> Proposal | None:
    """Return what the sheet would change; None, and the reason on the form, where it cannot be taken."""
    file: UploadedFile = form.cleaned_data["sheet"]
    try:
        return proposal_of(request.actor, here, read(str(file.name), file.read()))
    except UnusableDocument as problem:
        form.add_error("sheet", formats.say()(problem.args[0]))
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error("sheet", str(refusal))
    return None


def _shown(proposal: Proposal) -> dict[str, Any]:
    return {"proposal": proposal, "hidden": hidden(proposal.changes), "mine": MINE, "theirs": THEIRS}


def _apply(request: HttpRequest, here: Desk) -> HttpResponse:
    """Save what the sheet brings, as if it had been typed into the page: nothing goes over what somebody wrote."""
    sent = save_sent(request, here, settled(request.POST))
    if sent.is_clean:
        confirm(request, sent)
        if not sent.stored:
            messages.info(request, _("La hoja no cambió nada."))
        return redirect("report", request.institution.slug, here.report.pk)
    return report_page(request, desk(here.report), sent)


def settled(data: QueryDict) -> QueryDict:
    """Return the fields of a preview as those of the page of the report: each choice in the words that the page uses.

    A conflict that nobody decided stays open, and is asked again in its cell.
    """
    fields = data.copy()
    for name in data:
        kind, _dash, place = name.partition(":")
        if kind not in ("pick", "pick-text"):
            continue
        choice, _space, version = str(data[name]).partition(" ")
        suffix = "-text" if kind == "pick-text" else ""
        if choice == MINE:
            fields.appendlist(f"mine{suffix}", f"{place} {version}")
        elif choice == THEIRS:
            fields.appendlist(f"theirs{suffix}", place)
    return fields
