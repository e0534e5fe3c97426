"""The pages on which a risk is added to an element, and changed as it is watched."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ceiba.institutions.models import Unit
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.plans.forms import Choices
from ceiba.plans.forms_risks import RiskForm
from ceiba.plans.models import Element, Risk
from ceiba.plans.revising import values_of
from ceiba.plans.risks import RISKS, add_risk, edit_risk
from ceiba.plans.trees import above, nearest_unit
from ceiba.plans.views import element_of, refused


def risk_add(request: HttpRequest, element: str) -> HttpResponse:
    """Add a risk to an element."""
    owner = element_of(request, element)
    form = RiskForm(request.POST if request.method == "POST" else None, seen=None, units=_units(request))
    return _answer(request, owner, form, lambda: add_risk(request.actor, owner, **form.wanted()))  # type: ignore[arg-type]


def risk_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change a risk: what is done about it, whether it has happened or is over."""
    rows = Risk.objects.of(request.institution).select_related("element__plan", "element__parent", "unit")
    risk = get_object_or_404(rows, key=key)
    if not request.actor.may("plan.edit", nearest_unit(risk.element)):
        raise NotAllowed(_("Los riesgos de este elemento los edita quien planifica en su unidad."))
    data = request.POST if request.method == "POST" else None
    form = RiskForm(data, seen=values_of(RISKS, risk), units=_units(request))
    act = lambda: edit_risk(request.actor, risk, seen=form.seen, **form.wanted())  # noqa: E731
    return _answer(request, risk.element, form, act, risk)


def _units(request: HttpRequest) -> Choices:
    listed = [(unit.key, unit.name) for unit in Unit.objects.of(request.institution)]
    return [("", _("La unidad responsable del elemento")), *listed]


def _answer(
    request: HttpRequest, owner: Element, form: RiskForm, act: Callable[[], object], risk: Risk | None = None
) -> HttpResponse:
    status = 200
    if form.is_bound and form.is_valid():
        try:
            act()
            return redirect(f"{reverse('element', args=[request.institution.slug, owner.key])}#riesgos")
        except Refused as refusal:
            status = refused(form, refusal)
    context = {"element": owner, "risk": risk, "form": form, "above": above(owner), "current": "plans"}
    return render(request, "plans/risk.html", context, status=status)
