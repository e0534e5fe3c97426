"""Pages of the units: the tree, one unit, and what an administrator does with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ceiba.institutions import services
from ceiba.institutions.forms import NewUnitForm, PlaceForm, UnitForm
from ceiba.institutions.models import Unit
from ceiba.institutions.queries import roles_in, unit_tree
from ceiba.institutions.verbs import NotAllowed


def units(request: HttpRequest) -> HttpResponse:
    """Show the units as a tree."""
    context = {
        "tree": unit_tree(request.institution),
        "may_edit": request.actor.may("institution.edit"),
        "current": "units",
    }
    return render(request, "institutions/units.html", context)


def unit(request: HttpRequest, key: str) -> HttpResponse:
    """Show a unit with its people; its administrator changes it."""
    here = _unit_of(request, key)
    form = UnitForm(request.POST) if request.method == "POST" else UnitForm.of(here)
    if request.method == "POST":
        _must_edit(request)
        if form.is_valid():
            services.edit_unit(request.actor, here, **form.cleaned_data)
            messages.success(request, _("Se guardó."))
            return redirect("unit", request.institution.slug, key)
    return _unit_page(request, here, form, PlaceForm(request.institution, here))


@require_POST
def move(request: HttpRequest, key: str) -> HttpResponse:
    """Hang a unit from another one."""
    _must_edit(request)
    here = _unit_of(request, key)
    form = PlaceForm(request.institution, here, request.POST)
    if form.is_valid():
        services.move_unit(request.actor, here, form.cleaned_data["parent"])
        messages.success(request, _("La unidad cambió de lugar."))
        return redirect("unit", request.institution.slug, key)
    return _unit_page(request, here, UnitForm.of(here), form)


@require_POST
def order(request: HttpRequest, key: str) -> HttpResponse:
    """Let a unit change places with its neighbour."""
    services.order_unit(request.actor, _unit_of(request, key), up="up" in request.POST)
    return redirect("unit", request.institution.slug, key)


def add(request: HttpRequest) -> HttpResponse:
    """Add a unit."""
    _must_edit(request)
    form = NewUnitForm(
        request.institution, None, request.POST or None, initial={"parent": request.GET.get("parent", "")}
    )
    if request.method == "POST" and form.is_valid():
        made = services.add_unit(request.actor, **form.cleaned_data)
        messages.success(request, _("Se agregó «%(name)s».") % {"name": made.name})
        return redirect("units", request.institution.slug)
    return render(request, "institutions/unit_add.html", {"form": form, "current": "units"})


def _unit_of(request: HttpRequest, key: str) -> Unit:
    return get_object_or_404(Unit.objects.of(request.institution).select_related("parent"), key=key)


def _must_edit(request: HttpRequest) -> None:
    if not request.actor.may("institution.edit"):
        raise NotAllowed(_("Solo quien administra la institución cambia sus unidades. Nada se cambió."))


def _unit_page(request: HttpRequest, here: Unit, form: UnitForm, place: PlaceForm) -> HttpResponse:
    context = {
        "unit": here,
        "form": form,
        "place": place,
        "roles": roles_in(here),
        "may_edit": request.actor.may("institution.edit"),
        "current": "units",
    }
    return render(request, "institutions/unit.html", context)
