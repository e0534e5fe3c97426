"""Pages on projects: all of them with what calls for a look, one of them, and the monthly report of the works."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ceiba.exchange.writers.works_report import WorksSheet, write_csv, write_xlsx
from ceiba.institutions.models import Unit
from ceiba.institutions.territories import territory
from ceiba.kernel.project import Project
from ceiba.kernel.source import address
from ceiba.kernel.works_report import WorksReport
from ceiba.kernel.works_report import works_report as reported
from ceiba.monitoring.project import ProjectPage
from ceiba.monitoring.views import Here
from ceiba.monitoring.works import WorksPage
from ceiba.ui import formats

ROWS = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class MonthForm(forms.Form):
    """The month that a report closes with."""

    hasta = forms.RegexField(
        r"^(19|20|21)\d{2}-(0[1-9]|1[0-2])$",
        label=_("Hasta el mes"),
        required=False,
        error_messages={"invalid": _("Escriba año y mes: 2026-07.")},
        widget=forms.TextInput(attrs={"type": "month", "autocomplete": "off"}),
    )

    def last_day(self, today: date) -> date:
        """Return the last day of the month; of this one where none was given."""
        text = self.cleaned_data.get("hasta") if self.is_valid() else ""
        year, month = map(int, text.split("-")) if text else (today.year, today.month)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def projects(request: HttpRequest) -> HttpResponse:
    """Show every project with how far it is and what calls for a look, and those that stand twice."""
    here = Here(request)
    page = WorksPage(here.snapshot, timezone.localdate(), request.GET.get("alarma", ""))
    rows = Paginator(page.rows, ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "rows": rows, "may_add": request.actor.may("project.edit"), "current": "projects"}
    return render(request, "monitoring/projects.html", context)


def project(request: HttpRequest, key: str) -> HttpResponse:
    """Show one project: its name in parts, money, stages, contracts, progress, what it serves, what was found."""
    here = Here(request)
    found = here.snapshot.project(key)
    if found is None:
        raise Http404
    page = ProjectPage(here.slug, here.snapshot, found, timezone.localdate())
    subjects = (address("project", found.id),)
    rows = here.findings(subjects)
    context = {
        "page": page,
        "findings": rows,
        "origins": here.origins(subjects),
        "past": here.past(subjects, rows),
        "may_answer": request.actor.may_somewhere("finding.answer"),
        "may_edit": _may_edit(request, found),
        "current": "projects",
    }
    return render(request, "monitoring/project.html", context)


def _may_edit(request: HttpRequest, found: Project) -> bool:
    if request.actor.may("project.edit") or not request.actor.may_somewhere("project.edit"):
        return bool(request.actor.may("project.edit"))
    row = Unit.objects.of(request.institution).filter(key=found.unit or "").first()
    return row is not None and request.actor.may("project.edit", row)


def works_report(request: HttpRequest) -> HttpResponse:
    """Show the monthly report of works: a row each, sums by place, and a total of every row."""
    here = Here(request)
    today = timezone.localdate()
    form = MonthForm(request.GET if "hasta" in request.GET else {"hasta": f"{today:%Y-%m}"})
    until = form.last_day(today)
    context: dict[str, Any] = {
        "form": form,
        "until": until,
        "month": f"{until:%Y-%m}",
        "report": _report(here.snapshot.projects, until),
        "department": _department(request),
        "current": "projects",
    }
    return render(request, "monitoring/works_report.html", context)


def works_report_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the monthly report as a workbook or as comma-separated values."""
    until = MonthForm(request.GET).last_day(timezone.localdate())
    report = _report(Here(request).snapshot.projects, until)
    if report is None:
        raise Http404
    title = gettext("Avance físico y financiero de las obras, %(where)s") % {"where": request.institution.name}
    sheet = WorksSheet(title, _department(request), report)
    content = write_xlsx(sheet, formats.say()) if form == "xlsx" else write_csv(sheet, formats.say())
    name = f"{slugify(gettext('Informe de obras'))}-{request.institution.slug}-{until:%Y-%m}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX if form == "xlsx" else "text/csv; charset=utf-8", headers=headers)


def _report(every: tuple[Project, ...], until: date) -> WorksReport | None:
    """Return the report, None where amounts of two currencies meet in one column, which no sum holds."""
    try:
        return reported(every, until)
    except ValueError:
        return None


def _department(request: HttpRequest) -> str:
    """Return the name of the department in which the institution is, blank where its code is not known."""
    country, code = request.institution.country, request.institution.territory
    here = territory(country, code) if country and code else None
    above = territory(country, here.parent) if here and here.parent else here
    return above.name if above else ""
