"""Pages of the reports of the finance system: what came in, what one would change, and loading it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.budgets.forms_reports import ReportForm
from ceiba.budgets.models import ReportImport
from ceiba.budgets.report_changes import changes
from ceiba.budgets.report_page import TABS, ReportPage
from ceiba.budgets.services_reports import apply, receive, report_of
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.classifier import ClassifierUse
from ceiba.methodologies.loader import load

ROWS = 50
FAULTS = 200  # shown at once; whoever mends those uploads the report again


def money_reports(request: HttpRequest) -> HttpResponse:
    """Show the reports that came in, and take another one."""
    may = request.actor.may("money.edit")
    today = timezone.localdate()
    if request.method == "POST":
        if not may:
            raise NotAllowed(_("Los informes del sistema financiero los trae finanzas o planificación."))
        form = ReportForm(request.POST, request.FILES, today=today)
        received = _received(request, form)
        if received is not None:
            return redirect("money_report", request.institution.slug, received.pk)
    else:
        form = ReportForm(today=today)
    rows = ReportImport.objects.of(request.institution).select_related("uploaded_by", "applied_by")
    context = {
        "form": form,
        "may": may,
        "reports": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "current": "money",
    }
    return render(request, "budgets/money_reports.html", context)


def _received(request: HttpRequest, form: ReportForm) -> ReportImport | None:
    if getattr(request, "too_large", False):
        form.add_error("report", _("El archivo es demasiado grande. Suba el informe de un solo mes."))
        return None
    if not form.is_valid():
        return None
    file = form.cleaned_data["report"]
    use = ClassifierUse(form.cleaned_data["use"])
    try:
        return receive(request.actor, use, str(file.name), file.read(), form.cleaned_data["until"])
    except Refused as refusal:
        form.add_error("report", str(refusal))
        return None


def money_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a report would change, line by line, and load it once somebody says so."""
    rows = ReportImport.objects.of(request.institution).select_related("institution", "uploaded_by", "applied_by")
    row = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        try:
            apply(request.actor, row)
            messages.success(request, _("El informe se cargó."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("money_report", request.institution.slug, row.pk)
    context: dict[str, Any] = {"row": row, "may": request.actor.may("money.edit"), "current": "money"}
    methodology = load(row.institution.methodology)
    if row.applied is not None:
        return render(request, "budgets/money_report.html", context | {"page": ReportPage(row, methodology)})
    try:
        report = report_of(row)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("money_reports", request.institution.slug)
    ready = not report.faults and report.until is not None
    found = changes(row.institution, report, methodology.classifier(report.use)) if ready else None
    clashes = found.clashes if found else []
    page = ReportPage(row, methodology, report, None if clashes else found)
    chosen = request.GET.get("ver", "")
    chosen = chosen if chosen in TABS else "cambios"
    lines = Paginator(page.rows(chosen), ROWS).get_page(request.GET.get("page"))
    context |= {
        "page": page,
        "faults": page.fault_rows(report.faults[:FAULTS]),
        "clashes": page.fault_rows(clashes[:FAULTS]),
        "notices": page.fault_rows([*(found.notices if found else ()), *report.notices][:FAULTS]),
        "tabs": list(page.tabs(chosen)),
        "lines": lines,
        "shown": [page.shown_row(change) for change in lines],
        "ready": ready and not clashes,
    }
    return render(request, "budgets/money_report.html", context)
