"""Pages of whoever edits what a plan says: an element, a new one, a statement; and the way back."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ceiba.exchange.writers.page_people import STATEMENT_WORDS
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.plan import StatementKind
from ceiba.plans import services
from ceiba.plans.forms import (
    Choices,
    ElementForm,
    NewElementForm,
    RevisingForm,
    StatementForm,
    alignment_rows,
    alignments_of,
    level_choices,
    unit_choices,
)
from ceiba.plans.models import Element, Plan, Statement
from ceiba.plans.revising import Conflict, values_of
from ceiba.plans.services import ELEMENTS, STATEMENTS
from ceiba.plans.trees import above, levels_under, methodology_of, nearest_unit, siblings
from ceiba.plans.undoing import HOLDERS


def element_of(request: HttpRequest, key: str) -> Element:
    """Return an element that the person may edit; ``NotAllowed`` where they may not."""
    rows = Element.objects.of(request.institution).select_related("plan", "parent", "unit", "institution")
    found = get_object_or_404(rows, key=key)
    if not request.actor.may("plan.edit", nearest_unit(found)):
        raise NotAllowed(_("Este elemento lo edita quien planifica en su unidad. Usted puede leerlo."))
    return found


def done(request: HttpRequest, address: str, act: Callable[[], object]) -> HttpResponseRedirect:
    """Do something and lead to a page, which offers to take it back (``?hecho=``) where it changed anything."""
    mine = Entry.objects.filter(institution=request.institution, person=request.actor.person).order_by("-pk")
    before = mine.values_list("pk", flat=True).first() or 0
    made = act()
    if not address:
        address = page_of(request, f"element/{getattr(made, 'key', '')}")
    last = mine.filter(pk__gt=before).values_list("pk", flat=True).first()
    return redirect(f"{address}?hecho={last}" if last else address)


def page_of(request: HttpRequest, address: str) -> str:
    """Return the page on which a thing is shown: an element's own, that of its element, or that of its plan."""
    noun, _slash, key = address.partition("/")
    if noun in HOLDERS:
        noun, _slash, key = (HOLDERS[noun](request.institution, key) or "").partition("/")
    if noun == "plan":
        return reverse("plan", args=[request.institution.slug, key])
    if noun == "statement":
        plan = Statement.objects.of(request.institution).filter(key=key).values_list("plan__key", flat=True).first()
        return reverse("plan", args=[request.institution.slug, plan]) if plan else reverse_plans(request)
    if noun == "element" and Element.objects.of(request.institution).filter(key=key).exists():
        return reverse("element", args=[request.institution.slug, key])
    return reverse_plans(request)


def reverse_plans(request: HttpRequest) -> str:
    """Return the page of all plans."""
    return reverse("plans", args=[request.institution.slug])


def refused(form: Any, refusal: Refused) -> int:
    """Say in a form why nothing was done, and return the status; what was typed stays in it."""
    if isinstance(refusal, Conflict) and isinstance(form, RevisingForm):
        form.see(refusal.now)
    form.add_error(None, str(refusal))
    return refusal.status


def element_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change what an element says and who answers for it."""
    element = element_of(request, key)
    methodology, data = methodology_of(element.plan), request.POST if request.method == "POST" else None
    form = ElementForm(
        data,
        seen=values_of(ELEMENTS, element),
        levels=level_choices(levels_under(element.plan, element.parent), methodology, element.level),
        units=unit_choices(request.institution, request.actor, element.unit.key if element.unit else None),
    )
    rows = alignment_rows(data, form.seen, methodology)
    status = 200
    if data is not None and form.is_valid() & rows.is_valid():
        wanted = {**form.wanted(), "alignments": alignments_of(rows, form.seen)}
        try:
            return done(
                request,
                page_of(request, f"element/{key}"),
                lambda: services.edit_element(request.actor, element, seen=form.seen, **wanted),
            )
        except Refused as refusal:
            status = refused(form, refusal)
    context = {"element": element, "form": form, "rows": rows, "above": above(element), "current": "plans"}
    return render(request, "plans/element_edit.html", context, status=status)


def element_add(request: HttpRequest) -> HttpResponse:
    """Add an element to a plan (``?plan=``), under another (``?parent=``) or at the root."""
    parent = element_of(request, request.GET["parent"]) if request.GET.get("parent") else None
    plan = parent.plan if parent else _plan_of(request)
    if plan is None:
        plans = Plan.objects.of(request.institution)
        return render(request, "plans/choose_plan.html", {"plans": plans, "current": "plans"})
    if parent is None and not request.actor.may("plan.edit"):
        raise NotAllowed(_("En la raíz de un plan agrega quien planifica para toda la institución."))
    data = request.POST if request.method == "POST" else None
    beside = [one for one in siblings(plan, parent) if not one.withdrawn]
    form = NewElementForm(
        data,
        seen={"level": beside[-1].level} if beside else None,  # most probably one more of the same
        levels=level_choices(levels_under(plan, parent), methodology_of(plan)),
        units=unit_choices(request.institution, request.actor),
        places=place_choices(beside),
    )
    status = 200
    if data is not None and form.is_valid():
        try:
            return done(request, "", lambda: _add(request, plan, parent, form))
        except Refused as refusal:
            status = refused(form, refusal)
    context = {"plan": plan, "parent": parent, "form": form, "above": above(parent), "current": "plans"}
    return render(request, "plans/element_add.html", context, status=status)


def _plan_of(request: HttpRequest) -> Plan | None:
    plans = Plan.objects.of(request.institution)
    if request.GET.get("plan"):
        return get_object_or_404(plans, key=request.GET["plan"])
    return plans.first() if plans.count() == 1 else None


def place_choices(beside: list[Element]) -> Choices:
    """Return the places among elements: before each of them, or after all."""
    before = [(one.key, _("Antes de «%(element)s»") % {"element": _short(one)}) for one in beside]
    return [("", _("Al final")), *before]


def _short(element: Element) -> str:
    text = str(element)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _add(request: HttpRequest, plan: Plan, parent: Element | None, form: NewElementForm) -> Element:
    before = form.cleaned_data["before"]
    beside = Element.objects.of(request.institution).filter(key=before).first() if before else None
    wanted = form.wanted()
    level, text = str(wanted.pop("level")), str(wanted.pop("text"))
    return services.add_element(request.actor, plan, level=level, text=text, parent=parent, before=beside, **wanted)


def statement_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change what a plan says about itself."""
    statement = get_object_or_404(Statement.objects.of(request.institution).select_related("plan"), key=key)
    if not request.actor.may("plan.edit"):
        raise NotAllowed(_("Lo que el plan dice de sí lo edita quien planifica para toda la institución."))
    form = StatementForm(request.POST if request.method == "POST" else None, seen=values_of(STATEMENTS, statement))
    status = 200
    if form.is_bound and form.is_valid():
        text = str(form.wanted()["text"])
        try:
            return done(
                request,
                page_of(request, f"statement/{key}"),
                lambda: services.edit_statement(request.actor, statement, text=text, seen=form.seen),
            )
        except Refused as refusal:
            status = refused(form, refusal)
    kind = STATEMENT_WORDS[StatementKind(statement.kind)]
    context = {"statement": statement, "form": form, "kind": kind, "current": "plans"}
    return render(request, "plans/statement_edit.html", context, status=status)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an act back, and lead to the thing that it had changed."""
    entry = get_object_or_404(Entry.objects.filter(institution=request.institution), pk=pk)
    if not entry.changes:
        raise Http404
    return done(request, back_of(request, entry), lambda: services.undo(request.actor, entry))


def back_of(request: HttpRequest, entry: Entry) -> str:
    """Return the page to which the undoing of an act leads."""
    return page_of(request, str(entry.changes[0]["subject"]))
