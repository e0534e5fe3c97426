"""Pages of the population series: one series with its figures, a new one, figures from a sheet and to one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ceiba.exchange.writers.plain_table import PlainTable, as_csv, as_workbook
from ceiba.institutions.forms_territory import FigureForm, FiguresFileForm, SeriesForm, sentences
from ceiba.institutions.models import Inhabitants, PopulationSeries
from ceiba.institutions.queries_territory import extent
from ceiba.institutions.services_territory import (
    add_series,
    edit_series,
    faults_of_figures,
    load_figures,
    remove_figure,
)
from ceiba.institutions.verbs import Refused
from ceiba.institutions.views_territory import FAULTS, attached, must_manage, refused_as_too_large
from ceiba.ui import formats

ROWS = 100


def series_add(request: HttpRequest) -> HttpResponse:
    """Add a population series."""
    must_manage(request)
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_series(request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("key", str(refusal))
        else:
            messages.success(request, _("Se agregó «%(name)s».") % {"name": made.name})
            return redirect("series", request.institution.slug, made.key)
    return render(request, "institutions/series_add.html", {"form": form, "current": "territory"})


def series(request: HttpRequest, key: str) -> HttpResponse:
    """Show a series with its figures; planners change its words, add a figure, or bring a sheet of them."""
    row = _series_of(request, key)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if request.method == "POST":
        must_manage(request)
    here = extent(request.institution)
    form = SeriesForm(
        request.POST if act == "words" else None, is_new=False, initial={"name": row.name, "source": row.source}
    )
    one = FigureForm(here, request.POST if act == "figure" else None)
    file = FiguresFileForm(request.POST, request.FILES) if act == "file" else FiguresFileForm()
    context: dict[str, Any] = {}
    if act == "words" and form.is_valid():
        edit_series(request.actor, row, **form.cleaned_data)
        return _saved(request, row, _("Se guardó."))
    too_large = act == "file" and refused_as_too_large(request, file)
    bound = one if act == "figure" else file if act == "file" else None
    if bound is not None and not too_large and bound.is_valid():
        read = one.read() if bound is one else file.read
        faults = faults_of_figures(read, here)
        if not faults:
            new, changed, same = load_figures(request.actor, row, read, say=formats.say())
            words = _("Cifras nuevas: %(new)s. Cambiadas: %(changed)s. Ya estaban: %(same)s.")
            return _saved(request, row, words % {"new": new, "changed": changed, "same": same})
        context = {"faults": sentences(faults[:FAULTS], formats.say()), "count": len(faults)}
    page = Paginator(Inhabitants.objects.filter(series=row), ROWS).get_page(request.GET.get("page"))
    context |= {
        "series": row,
        "page": page,
        "rows": [{"row": each, "place": here.name_of(each.place) if each.place else here.name} for each in page],
        "form": form,
        "one": one,
        "file": file,
        "may_edit": request.actor.may("territory.manage"),
        "current": "territory",
    }
    return render(request, "institutions/series.html", context)


@require_POST
def figure_remove(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Take one figure of a series away."""
    row = _series_of(request, key)
    must_manage(request)
    remove_figure(request.actor, row, pk)
    return _saved(request, row, _("Se quitó la cifra."))


def series_file(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Hand out the figures as CSV or XLSX: the same that can be brought back."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    row = _series_of(request, key)
    columns = Inhabitants.objects.filter(series=row).values_list("place", "year", "sex", "age", "people")
    cells = tuple((place, str(year), *rest) for place, year, *rest in columns)
    headings = ("lugar", "año", "sexo", "edad", "personas")
    table = PlainTable(row.name, headings, cells, (_("Fuente: %(source)s") % {"source": row.source},))
    return attached(as_csv(table) if kind == "csv" else as_workbook(table), f"poblacion-{row.key}", kind)


def _series_of(request: HttpRequest, key: str) -> PopulationSeries:
    return get_object_or_404(PopulationSeries.objects.of(request.institution), key=key)


def _saved(request: HttpRequest, row: PopulationSeries, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("series", request.institution.slug, row.key)
