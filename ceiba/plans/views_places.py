"""Pages that change where things stand in a plan: move, withdraw, restore."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ceiba.institutions.verbs import Refused
from ceiba.plans import services
from ceiba.plans.forms import PlaceForm, ReasonForm, SearchForm
from ceiba.plans.models import Element
from ceiba.plans.trees import branch, levels_under, methodology_of, siblings
from ceiba.plans.views import done, element_of, page_of, place_choices, refused

SHOWN = 40
ROOT = "-"


def element_move(request: HttpRequest, key: str) -> HttpResponse:
    """Move an element with its branch: choose from what it hangs (``?donde=``), then where among the others."""
    element = element_of(request, key)
    inside = {one.pk for one in branch(element)}
    parent = _parent(request, element)
    beside = [one for one in siblings(element.plan, parent) if not one.withdrawn and one.pk not in inside]
    form = PlaceForm(request.POST if request.method == "POST" else None, places=place_choices(beside))
    status = 200
    if form.is_bound and form.is_valid():
        before = next((one for one in beside if one.key == form.cleaned_data["before"]), None)
        try:
            return done(
                request,
                page_of(request, f"element/{key}"),
                lambda: services.move_element(request.actor, element, parent=parent, before=before),
            )
        except Refused as refusal:
            status = refused(form, refusal)
    asked = request.GET.get("q", "").strip()
    search = SearchForm(initial={"q": asked})
    found = _carriers(element, inside, asked)
    context = {
        "element": element,
        "parent": parent,
        "form": form,
        "asked": asked,
        "search": search,
        "carriers": found[:SHOWN],
        "more": len(found) > SHOWN,
        "size": len(inside),
        "may_stand_at_root": any(level.key == element.level for level in levels_under(element.plan, None)),
        "current": "plans",
    }
    return render(request, "plans/element_move.html", context, status=status)


def _parent(request: HttpRequest, element: Element) -> Element | None:
    """Return from what the element is to hang: what was chosen, else what it hangs from now."""
    asked = request.GET.get("donde", "")
    if asked == ROOT:
        return None
    return element_of(request, asked) if asked else element.parent


def _carriers(element: Element, inside: set[int], asked: str) -> list[Element]:
    """Return elements of the plan that may carry this one by its level, at most one more than are shown."""
    level = methodology_of(element.plan).level(element.level)
    carrying = [rule.level for rule in level.parents] if level else []
    rows = Element.objects.filter(plan=element.plan_id, withdrawn=False, level__in=carrying)
    if asked:
        rows = rows.filter(Q(text__icontains=asked) | Q(code__istartswith=asked))
    return [one for one in rows[: SHOWN + 1 + len(inside)] if one.pk not in inside][: SHOWN + 1]


def element_withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take an element out of the plan with its branch, with a reason; it stays in history."""
    element = element_of(request, key)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            return done(
                request,
                page_of(request, f"element/{key}"),
                lambda: services.withdraw_element(request.actor, element, reason=reason),
            )
        except Refused as refusal:
            status = refused(form, refusal)
    below = [one for one in branch(element) if one.pk != element.pk and not one.withdrawn]
    context = {"element": element, "form": form, "below": below[:SHOWN], "count": len(below), "current": "plans"}
    return render(request, "plans/element_withdraw.html", context, status=status)


def element_restore(request: HttpRequest, key: str) -> HttpResponse:
    """Bring a withdrawn element back, with what was withdrawn together with it."""
    element = element_of(request, key)
    if request.method == "POST":
        return done(
            request, page_of(request, f"element/{key}"), lambda: services.restore_element(request.actor, element)
        )
    return render(request, "plans/element_restore.html", {"element": element, "current": "plans"})
