"""Pages of whoever edits what a plan measures."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from ceiba.indicators import services
from ceiba.indicators.editing import INDICATORS
from ceiba.indicators.forms import IndicatorForm, target_rows, targets_of
from ceiba.indicators.forms_sheet import SheetRows
from ceiba.indicators.models import Indicator
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.plans.forms import ReasonForm, unit_choices
from ceiba.plans.models import Element, Plan
from ceiba.plans.revising import Told, values_of
from ceiba.plans.trees import above, methodology_of, nearest_unit
from ceiba.plans.views import done, element_of, page_of, refused


def _indicator(request: HttpRequest, key: str) -> Indicator:
    """Return an indicator that the person may edit; ``NotAllowed`` where they may not."""
    rows = Indicator.objects.of(request.institution).select_related("plan", "element", "unit", "institution")
    found = get_object_or_404(rows, key=key)
    if not request.actor.may("plan.edit", nearest_unit(found.element)):
        raise NotAllowed(_("Este indicador lo edita quien planifica en su unidad. Usted puede leerlo."))
    return found


def _forms(
    request: HttpRequest, plan: Plan, seen: Told, unit: str | None = None
) -> tuple[IndicatorForm, Any, SheetRows]:
    data = request.POST if request.method == "POST" else None
    units = unit_choices(request.institution, request.actor, unit)
    methodology = methodology_of(plan)
    form = IndicatorForm(data, seen=seen, units=units, methodology=methodology)
    return form, target_rows(data, form.seen), SheetRows(data, form.seen, methodology.disaggregations)


def _wanted(form: IndicatorForm, rows: Any, sheet: SheetRows) -> dict[str, Any] | None:
    """Return what the editor wants, None where something typed cannot be: every mistake is told at once."""
    good = [form.is_valid(), rows.is_valid(), sheet.is_valid()]
    if not all(good) or not sheet.tell_formula(form):
        return None
    return {**form.wanted(), **sheet.columns(), "targets": targets_of(rows, form.seen)}


def indicator_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change what an indicator measures and promises."""
    indicator = _indicator(request, key)
    seen = values_of(INDICATORS, indicator)
    form, rows, sheet = _forms(request, indicator.plan, seen, indicator.unit.key if indicator.unit else None)
    status = 200
    wanted = _wanted(form, rows, sheet) if form.is_bound else None
    if wanted is not None:
        try:
            return done(
                request,
                page_of(request, f"indicator/{key}"),
                lambda: services.edit_indicator(request.actor, indicator, seen=form.seen, **wanted),
            )
        except Refused as refusal:
            status = refused(form, refusal)
    return _page(request, indicator.plan, indicator.element, form, rows, sheet, status, indicator)


def indicator_add(request: HttpRequest, element: str) -> HttpResponse:
    """Add an indicator to an element."""
    holder: Element = element_of(request, element)
    form, rows, sheet = _forms(request, holder.plan, {})
    status = 200
    wanted = _wanted(form, rows, sheet) if form.is_bound else None
    if wanted is not None:
        try:
            return done(
                request,
                page_of(request, f"element/{element}"),
                lambda: services.add_indicator(request.actor, holder, **wanted),
            )
        except Refused as refusal:
            status = refused(form, refusal)
    return _page(request, holder.plan, holder, form, rows, sheet, status)


def _page(
    request: HttpRequest,
    plan: Plan,
    element: Element | None,
    form: IndicatorForm,
    rows: Any,
    sheet: SheetRows,
    status: int,
    indicator: Indicator | None = None,
) -> HttpResponse:
    holder = f"element/{element.key}" if element else f"plan/{plan.key}"
    context = {
        "plan": plan,
        "element": element,
        "above": above(element),
        "indicator": indicator,
        "form": form,
        "rows": rows,
        "sheet": sheet,
        "back": page_of(request, holder),
        "current": "plans",
    }
    return render(request, "indicators/indicator_edit.html", context, status=status)


def indicator_withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take an indicator out of the plan, with a reason; it stays in history with what was measured of it."""
    indicator = _indicator(request, key)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        return done(
            request,
            page_of(request, f"indicator/{key}"),
            lambda: services.withdraw_indicator(request.actor, indicator, reason=reason),
        )
    return _leaving(request, indicator, form)


def indicator_restore(request: HttpRequest, key: str) -> HttpResponse:
    """Bring a withdrawn indicator back."""
    indicator = _indicator(request, key)
    if request.method == "POST":
        return done(
            request,
            page_of(request, f"indicator/{key}"),
            lambda: services.restore_indicator(request.actor, indicator),
        )
    return _leaving(request, indicator, None)


def _leaving(request: HttpRequest, indicator: Indicator, form: ReasonForm | None) -> HttpResponse:
    context = {
        "indicator": indicator,
        "plan": indicator.plan,
        "above": above(indicator.element),
        "form": form,
        "back": page_of(request, f"indicator/{indicator.key}"),
        "current": "plans",
    }
    return render(request, "indicators/indicator_leaving.html", context)
