"""Pages of the territory: its places as a list and a map, one place, places from a file and to one."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ceiba.charts.map import MapArea, MapWords, map_of
from ceiba.exchange.writers.localities_geojson import as_geojson
from ceiba.exchange.writers.plain_table import PlainTable, as_csv, as_workbook
from ceiba.institutions.forms_territory import LocalitiesFileForm, LocalityForm, sentences
from ceiba.institutions.models import Locality, PopulationSeries
from ceiba.institutions.queries_territory import Extent, extent, locality_value
from ceiba.institutions.services_territory import add_place, edit_place, faults_of, load_places
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.locality import LOCALITY_WORDS
from ceiba.kernel.locality import Locality as LocalityValue
from ceiba.ui import drawings, formats

FAULTS = 200  # shown at once; whoever mends those brings the file again
FILES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
}


def territory(request: HttpRequest) -> HttpResponse:
    """Show the territory: its map, its places as a tree, and its population series."""
    here = extent(request.institution)
    context = {
        "here": here,
        "rows": list(_tree(here, "", 0)),
        "figure": drawn(here),
        "series": PopulationSeries.objects.of(request.institution),
        "may_edit": request.actor.may("territory.manage"),
        "may_say_where": request.actor.may("institution.edit"),
        "current": "territory",
    }
    return render(request, "institutions/territory.html", context)


def place(request: HttpRequest, key: str) -> HttpResponse:
    """Show a place; planners change it."""
    row = get_object_or_404(Locality.objects.of(request.institution), key=key)
    here, own = extent(request.institution), locality_value(row)
    if request.method == "POST":
        must_manage(request)
        form = LocalityForm(here, own, request.POST)
        if form.is_valid() and _kept(form, lambda: _edit(request, row, form)):
            messages.success(request, _("Se guardó."))
            return redirect("place", request.institution.slug, key)
    else:
        kept = {name: getattr(row, name) for name in ("name", "kind", "parent", "begins", "ends", "source")}
        form = LocalityForm(here, own, initial=kept)
    context = {
        "place": own,
        "row": row,
        "kind": formats.say()(LOCALITY_WORDS[own.kind]),
        "parent": here.name_of(own.parent) if own.parent else here.name,
        "below": [one for one in here.places.values() if one.parent == key],
        "figure": drawn(here, own),
        "form": form,
        "may_edit": request.actor.may("territory.manage"),
        "current": "territory",
    }
    return render(request, "institutions/place.html", context)


def place_add(request: HttpRequest) -> HttpResponse:
    """Add a place."""
    must_manage(request)
    here = extent(request.institution)
    form = LocalityForm(here, None, request.POST or None, initial={"parent": request.GET.get("parent", "")})
    if request.method == "POST" and form.is_valid() and _kept(form, lambda: _add(request, form)):
        messages.success(request, _("Se agregó «%(name)s».") % {"name": form.cleaned_data["name"]})
        return redirect("territory", request.institution.slug)
    return render(request, "institutions/place_add.html", {"form": form, "current": "territory"})


def places_load(request: HttpRequest) -> HttpResponse:
    """Take places from a sheet or from GeoJSON: all of them, or none with every reason."""
    must_manage(request)
    form = LocalitiesFileForm(request.POST, request.FILES) if request.method == "POST" else LocalitiesFileForm()
    context: dict[str, Any] = {"form": form, "kinds": list(LOCALITY_WORDS.values()), "current": "territory"}
    if request.method == "POST" and refused_as_too_large(request, form):
        return render(request, "institutions/places_load.html", context)
    if form.is_bound and form.is_valid():
        say, source = formats.say(), form.cleaned_data["source"]
        faults = faults_of(form.read, extent(request.institution))
        if not faults:
            new, different = load_places(request.actor, form.read, source=source, say=say)
            told = _("Lugares nuevos: %(new)s. Cambiados: %(changed)s.") % {"new": new, "changed": different}
            messages.success(request, told)
            return redirect("territory", request.institution.slug)
        context |= {"faults": sentences(faults[:FAULTS], say), "count": len(faults)}
    return render(request, "institutions/places_load.html", context)


def places_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand out the places as CSV, XLSX or GeoJSON: the same that can be brought back."""
    if kind not in FILES:
        raise Http404
    here = extent(request.institution)
    if kind == "geojson":
        content = as_geojson(here.places.values())
    else:
        headings = ("código", "nombre", "tipo", "depende de", "desde", "hasta")
        rows = tuple(_cells(one) for one in here.places.values())
        table = PlainTable(_("Lugares de %(name)s") % {"name": request.institution.name}, headings, rows)
        content = as_csv(table) if kind == "csv" else as_workbook(table)
    return attached(content, f"lugares-{request.institution.slug}", kind)


def drawn(here: Extent, chosen: LocalityValue | None = None) -> Any:
    """Return the map of the territory, or of one place in it; nothing where nobody drew a boundary."""
    shown = [chosen] if chosen else list(here.places.values())
    outline = here.here.rings if here.here else ()
    parts = [MapArea(one.name, one.rings, part=bool(outline) and chosen is None) for one in shown if one.rings]
    if chosen and not parts:
        return ""
    whole = [MapArea(here.name, outline, part=chosen is not None)] if outline else []
    within = [MapArea(one.name, one.rings, part=True) for one in here.within if one.rings and not chosen]
    title = _("Mapa de %(name)s") % {"name": chosen.name if chosen else here.name or _("los lugares")}
    says = _("Límites dibujados: %(count)s.") % {"count": len(parts) + len(within)}
    chart = map_of("g-place", [*whole, *within, *parts], (), MapWords(title, says, ("",)))
    return drawings.bare(chart)


def attached(content: bytes, name: str, kind: str) -> HttpResponse:
    """Return a file to be saved."""
    answer = HttpResponse(content, content_type=FILES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def must_manage(request: HttpRequest) -> None:
    """Refuse whoever does not keep the territory."""
    if not request.actor.may("territory.manage"):
        raise NotAllowed(_("El territorio y su población los llevan planificación y administración. Nada se cambió."))


def refused_as_too_large(request: HttpRequest, form: Any) -> bool:
    """Tell whether the upload was stopped for its size, and say so in the form."""
    if getattr(request, "too_large", False):
        form.full_clean()
        form.add_error("file", _("El archivo es demasiado grande. Pártalo en varios."))
        return True
    return False


def _tree(here: Extent, parent: str, depth: int) -> Iterator[dict[str, object]]:
    """Yield the places below a code, each followed by those in it; official codes head their own."""
    say = formats.say()
    if not parent:
        for one in here.within:
            yield {
                "code": one.code,
                "name": one.name,
                "kind": "",
                "indent": (),
                "official": True,
                "drawn": bool(one.rings),
            }
            yield from _tree(here, one.code, 1)
    for code, own in here.places.items():
        tops = own.parent in ("", here.code) or (own.parent not in here.places and own.parent not in here.official)
        if own.parent == parent or (not parent and tops):
            yield {
                "code": code,
                "name": own.name,
                "kind": say(LOCALITY_WORDS[own.kind]),
                "indent": range(depth),
                "place": own,
                "drawn": bool(own.rings),
            }
            yield from _tree(here, code, depth + 1)


def _cells(one: LocalityValue) -> tuple[str, ...]:
    days = (day.isoformat() if day else "" for day in (one.begins, one.ends))
    return (one.code, one.name, LOCALITY_WORDS[one.kind], one.parent, *days)


def _add(request: HttpRequest, form: LocalityForm) -> None:
    add_place(request.actor, form.place(), source=form.cleaned_data["source"], say=formats.say())


def _edit(request: HttpRequest, row: Locality, form: LocalityForm) -> None:
    edit_place(request.actor, row, form.place(), source=form.cleaned_data["source"], say=formats.say())


def _kept(form: LocalityForm, act: Any) -> bool:
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
