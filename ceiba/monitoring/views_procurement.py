"""The page of the yearly plan of what will be bought, where the methodology has one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ceiba.budgets.procurement import load_year
from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.money_report import ReportFault
from ceiba.exchange.readers.procurement import read
from ceiba.exchange.writers.plain_table import as_csv, as_workbook
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.monitoring.procurement import ProcurementPage, years_offered
from ceiba.monitoring.views import Here
from ceiba.monitoring.views_works import XLSX
from ceiba.ui import formats

ROWS = 50
FAULTS = 200  # shown at once; whoever mends those uploads the plan again


class PlanForm(forms.Form):
    """The sheet of a plan, and its year."""

    plan = forms.FileField(
        label=gettext_lazy("El plan"),
        help_text=gettext_lazy("Excel (.xlsx) o CSV, con una fila por compra."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    year = forms.ChoiceField(label=gettext_lazy("De qué año"))

    def __init__(self, *args: Any, years: Sequence[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year.notation(), formats.period(year)) for year in years]


def procurement(request: HttpRequest) -> HttpResponse:
    """Show the plan of a year with who pays each line and when it is bought; take the sheet of a year."""
    here = Here(request)
    if not here.snapshot.methodology.procurement_methods:
        messages.info(request, _("La metodología de esta institución no tiene plan anual de contratación."))
        return redirect("money", here.slug)
    may, today = request.actor.may("money.edit"), timezone.localdate()
    years = list(years_offered(here.snapshot, today.year))
    page = _page(request, here)
    initial = {"year": Period.of_year(today.year).notation()}
    form = PlanForm(years=years, initial=initial)
    faults: Sequence[ReportFault] = ()
    if request.method == "POST":
        if not may:
            raise NotAllowed(_("El plan de contratación lo trae finanzas o planificación."))
        form = PlanForm(request.POST, request.FILES, years=years)
        loaded, faults = _loaded(request, here, form)
        if loaded is not None:
            return redirect(f"{request.path}?anio={loaded.notation()}")
    lines = Paginator(page.lines, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": lines,
        "rows": [page.row(one) for one in lines],
        "form": form,
        "may_edit": may,
        "faults": [_shown(fault, here.snapshot.methodology.currency) for fault in faults[:FAULTS]],
        "fault_count": len(faults),
        "current": "money",
    }
    return render(request, "monitoring/procurement.html", context)


def procurement_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the plan of a year as a workbook or as comma-separated values."""
    here = Here(request)
    page = _page(request, here)
    if not page.every:
        return redirect("procurement", here.slug)
    table = page.table()
    content = as_workbook(table) if form == "xlsx" else as_csv(table)
    name = f"{slugify(_('Plan de contratación'))}-{here.slug}-{page.year.notation()}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX if form == "xlsx" else "text/csv; charset=utf-8", headers=headers)


def _page(request: HttpRequest, here: Here) -> ProcurementPage:
    """Return the page of the year that is asked for, else of the last one that has a plan, else of this one."""
    which = "sin" if request.GET.get("ver") == "sin" else ""
    this = Period.of_year(timezone.localdate().year)
    known = ProcurementPage(here.slug, here.snapshot, this).years
    asked = next((year for year in known if year.notation() == request.GET.get("anio")), None)
    return ProcurementPage(here.slug, here.snapshot, asked or next(iter(known), this), which)


def _loaded(request: HttpRequest, here: Here, form: PlanForm) -> tuple[Period | None, Sequence[ReportFault]]:
    """Load the sheet, whole or not at all; return its year, or None and what does not hold in it."""
    if getattr(request, "too_large", False):
        form.add_error("plan", _("El archivo es demasiado grande. Suba solo el plan de un año."))
        return None, ()
    if not form.is_valid():
        return None, ()
    file, year = form.cleaned_data["plan"], Period.parse(form.cleaned_data["year"])
    snapshot = here.snapshot
    try:
        found = read(str(file.name), file.read(), snapshot.methodology, year, snapshot.budget_lines)
        if found.faults:
            return None, found.faults
        count, gone = load_year(request.actor, year, found.lines)
    except UnusableDocument as problem:
        form.add_error("plan", formats.say()(problem.args[0]))
        return None, ()
    except Refused as refusal:
        form.add_error("plan", str(refusal))
        return None, ()
    said = ngettext("El plan quedó con %(count)s línea.", "El plan quedó con %(count)s líneas.", count)
    messages.success(request, said % {"count": count})
    if gone:
        said = ngettext("Se quitó %(n)s que ya no trae.", "Se quitaron %(n)s que ya no trae.", gone)
        messages.info(request, said % {"n": gone})
    return year, ()


def _shown(fault: ReportFault, currency: str) -> tuple[str, str, Money | None]:
    money = None if fault.difference is None else Money.from_hundredths(fault.difference, currency)
    return fault.place, fault.message, money
