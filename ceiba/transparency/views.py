"""Pages of duties for who works here: all of them, one with its items, one item with its form, and what was sent."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ceiba.institutions.verbs import Refused
from ceiba.kernel.duty import Duty
from ceiba.transparency import queries, services
from ceiba.transparency.forms import AnswerForm, DispatchForm
from ceiba.transparency.words import state_tone, state_word
from ceiba.ui import formats


def transparency(request: HttpRequest) -> HttpResponse:
    """List the duties that bind the institution: how far each is answered and what falls due next."""
    here = request.institution
    views = [queries.view_of(here, duty) for duty in queries.duties_of(here)]
    say = formats.say()
    wrong = [(one.folder, one.place, say(one.message) % one.facts) for one in queries.wrong_files()]
    context = {"views": views, "wrong": wrong, "current": "transparency"}
    return render(request, "transparency/transparency.html", context)


def duty(request: HttpRequest, duty: str) -> HttpResponse:
    """Show one duty: its items by state and age, who answers each, what is due and when, what would be marked."""
    found = _found(request, duty)
    view = queries.view_of(request.institution, found)
    context = {
        "view": view,
        "states": [(state_word(state), state_tone(state), count) for state, count in view.counts.items() if count],
        "months": queries.months_of(request.institution, found),
        "may_answer": request.actor.may_somewhere("duty.answer"),
        "may_manage": request.actor.may("duty.manage"),
        "current": "transparency",
    }
    return render(request, "transparency/duty.html", context)


def item(request: HttpRequest, duty: str, item: str) -> HttpResponse:
    """Show one item with everything that was declared of it, and take what is declared now."""
    found = _found(request, duty)
    if item not in found.item_by_key:
        raise Http404
    told = queries.history_of(request.institution, found, item)
    view = queries.view_of(request.institution, found)
    asked, before = found.item_by_key[item], told[0] if told else None
    may = request.actor.may_somewhere("duty.answer")
    form = AnswerForm(request.POST or None, request.FILES or None, request.actor, asked, before) if may else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            services.answer(request.actor, duty, item, form.declared, unit=form.chosen_unit)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Queda publicado en el portal, y en la historia."))
            return redirect("duty_item", request.institution.slug, duty, item)
    standing = next(one for one in view.standings if one.item.key == item)
    context = {"view": view, "standing": standing, "history": told, "form": form, "current": "transparency"}
    return render(request, "transparency/item.html", context, status=422 if form is not None and form.errors else 200)


def dispatches(request: HttpRequest, duty: str) -> HttpResponse:
    """Show what was sent to whom, period by period, and take the proof of another dispatch."""
    found = _found(request, duty)
    if not found.recipients:
        raise Http404
    form = (
        DispatchForm(request.POST or None, request.FILES or None, found) if request.actor.may("duty.manage") else None
    )
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            services.dispatch(request.actor, duty, **form.told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("El envío quedó probado."))
            return redirect("duty_dispatches", request.institution.slug, duty)
    view = queries.view_of(request.institution, found)
    context: dict[str, Any] = {"view": view, "form": form, "current": "transparency"}
    context["rows"] = queries.dispatched(request.institution, found)
    context["names"] = {one.key: one.name for one in found.recipients}
    status = 422 if form is not None and form.errors else 200
    return render(request, "transparency/dispatches.html", context, status=status)


@require_POST
def month_keep(request: HttpRequest, duty: str) -> HttpResponse:
    """Keep the last month that is over as the duty stands today."""
    found = _found(request, duty)
    services.keep_month(request.actor, duty)
    messages.success(request, _("El mes quedó conservado: nada de él cambia ya."))
    return redirect("duty", request.institution.slug, found.address)


def _found(request: HttpRequest, address: str) -> Duty:
    found = queries.duty_of(request.institution, address)
    if found is None:
        raise Http404
    return found
