"""Pages on what money there is: the availability table, its files, and one budget line."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify

from ceiba.exchange.writers.plain_table import as_csv, as_workbook
from ceiba.monitoring.availability import AvailabilityPage, citation, limits
from ceiba.monitoring.line import LinePage
from ceiba.monitoring.views import Here

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _page(request: HttpRequest, here: Here) -> AvailabilityPage:
    return AvailabilityPage(here.snapshot, request.GET.get("anio", ""), timezone.localdate().year)


def availability(request: HttpRequest) -> HttpResponse:
    """Show the money of a year by source, every percentage computed, with the law's limits beside."""
    here = Here(request)
    page = _page(request, here)
    blocks = [
        (block, [(row, limits(row), citation(row.rule.source) if row.rule else "") for row in block.rows])
        for block in page.blocks
    ]
    context = {
        "page": page,
        "blocks": blocks,
        "may_edit": request.actor.may("money.edit"),
        "today": timezone.localdate(),
        "current": "money",
    }
    return render(request, "monitoring/availability.html", context)


def table(request: HttpRequest) -> HttpResponse:
    """Give the table as a workbook (``?como=xlsx``) or as CSV (``?como=csv``)."""
    here, form = Here(request), request.GET.get("como", "xlsx")
    page = _page(request, here)
    if form == "csv":
        kind, content = "text/csv; charset=utf-8", as_csv(page.table())
    elif form == "xlsx":
        kind, content = XLSX, as_workbook(page.table())
    else:
        raise Http404
    name = slugify(f"disponibilidad {here.slug} {page.year or ''}")
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def budget_line(request: HttpRequest, key: str) -> HttpResponse:
    """Show one budget line: what it serves, its money by month, the acts that modified it."""
    here = Here(request)
    found = next((line for line in here.snapshot.budget_lines if line.id == key), None)
    if found is None:
        raise Http404
    page = LinePage(here.slug, here.snapshot, found)
    rows = here.findings((page.subject,))
    context = {
        "page": page,
        "findings": rows,
        "past": here.past((page.subject,), rows),
        "may_answer": request.actor.may_somewhere("finding.answer"),
        "may_edit": request.actor.may("money.edit"),
        "current": "money",
    }
    return render(request, "monitoring/budget_line.html", context)
