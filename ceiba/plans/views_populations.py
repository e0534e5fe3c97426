"""The pages on which the people of a year are added to an element, and changed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.plans.forms_populations import PopulationForm
from ceiba.plans.models import Element, Population
from ceiba.plans.populations import POPULATIONS, add_population, edit_population
from ceiba.plans.revising import values_of
from ceiba.plans.trees import above, nearest_unit
from ceiba.plans.views import element_of, refused


def population_add(request: HttpRequest, element: str) -> HttpResponse:
    """Add the people of a year to an element."""
    owner = element_of(request, element)
    form = PopulationForm(request.POST if request.method == "POST" else None, seen=None)
    return _answer(request, owner, form, lambda: add_population(request.actor, owner, **form.wanted()))  # type: ignore[arg-type]


def population_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change the people of a year."""
    rows = Population.objects.of(request.institution).select_related("element__plan", "element__parent")
    row = get_object_or_404(rows, key=key)
    if not request.actor.may("plan.edit", nearest_unit(row.element)):
        raise NotAllowed(_("Las poblaciones de este elemento las edita quien planifica en su unidad."))
    data = request.POST if request.method == "POST" else None
    form = PopulationForm(data, seen=values_of(POPULATIONS, row))
    act = lambda: edit_population(request.actor, row, seen=form.seen, **form.wanted())  # noqa: E731
    return _answer(request, row.element, form, act, row)


def _answer(
    request: HttpRequest, owner: Element, form: PopulationForm, act: Callable[[], object], row: Population | None = None
) -> HttpResponse:
    status = 200
    if form.is_bound and form.is_valid():
        try:
            act()
            return redirect(f"{reverse('element', args=[request.institution.slug, owner.key])}#poblacion")
        except Refused as refusal:
            status = refused(form, refusal)
    context = {"element": owner, "row": row, "form": form, "above": above(owner), "current": "plans"}
    return render(request, "plans/population.html", context, status=status)
