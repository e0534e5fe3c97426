"""Pages of what a plan said and says: its versions, two of them side by side, and the amendments between them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ceiba.approvals import amending, queries
from ceiba.approvals.comparing import compared, shown
from ceiba.approvals.delegation import meet, on_behalf_of
from ceiba.approvals.forms import AmendmentForm, NoteForm
from ceiba.approvals.models import Amendment, PlanVersion
from ceiba.approvals.questions import questions
from ceiba.approvals.versions import alone, read
from ceiba.approvals.views import plan_of
from ceiba.audits import services as audits
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.snapshot import Snapshot
from ceiba.plans.models import Plan
from ceiba.plans.standing import AMENDABLE
from ceiba.snapshots import services as snapshots

NOW = "hoy"  # the plan as it stands, beside its versions


def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an approved version with its digest; its text alone with ``?texto=1``."""
    rows = PlanVersion.objects.of(request.institution).select_related("plan", "approved_by", "act")
    row = get_object_or_404(rows, pk=pk)
    if "texto" in request.GET:
        name = f"{request.institution.slug}-{row.plan.pk}-v{row.number}.yaml"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(row.text.encode(), content_type="text/plain; charset=utf-8", headers=headers)
    context = {"version": row, "plan": row.plan, "lines": row.text.splitlines(), "current": "approvals"}
    return render(request, "approvals/version.html", context)


def compare(request: HttpRequest, key: str) -> HttpResponse:
    """Show what differs between two versions of a plan (``?de=1&a=2``), or between one and the plan as it stands."""
    plan = plan_of(request, key)
    numbers = [row.number for row in queries.versions(plan)]
    if not numbers:
        messages.info(request, _("Este plan no tiene todavía versiones aprobadas que comparar."))
        return redirect("plan_life", request.institution.slug, plan.key)
    known = [*map(str, reversed(numbers)), NOW]
    before, after = request.GET.get("de", known[-2]), request.GET.get("a", NOW)
    if before not in known or after not in known:
        raise Http404
    lines = compared(_said(request, plan, before), _said(request, plan, after), plan.key)
    choices = [(one, _("como está hoy") if one == NOW else _("versión %(number)s") % {"number": one}) for one in known]
    form = _sides(choices, before, after)
    context = {"plan": plan, "form": form, "lines": lines, "current": "approvals"}
    return render(request, "approvals/compare.html", context)


def _sides(choices: list[tuple[str, str]], before: str, after: str) -> forms.Form:
    form = forms.Form(initial={"de": before, "a": after})
    form.fields["de"] = forms.ChoiceField(label=_("De"), choices=choices)
    form.fields["a"] = forms.ChoiceField(label=_("A"), choices=choices)
    return form


def _said(request: HttpRequest, plan: Plan, number: str) -> Snapshot:
    if number == NOW:
        return alone(snapshots.current(request.institution), plan.key, plan.methodology)
    return read(PlanVersion.objects.get(plan=plan, number=number).text)


def amendment_open(request: HttpRequest, key: str) -> HttpResponse:
    """Open an approved plan by a resolution."""
    plan = plan_of(request, key)
    if not request.actor.may("plan.edit"):
        raise NotAllowed(_("Una modificación la abre quien planifica para toda la institución."))
    sent = request.method == "POST"
    form = AmendmentForm(request.POST if sent else None, request.FILES if sent else None)
    status = 200
    if sent and form.is_valid():
        try:
            made = amending.open_amendment(request.actor, plan, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("El plan quedó abierto: edítelo y después pida que se apruebe."))
            return redirect("amendment", request.institution.slug, made.pk)
    possible = plan.state in AMENDABLE and not plan.amended
    context = {"plan": plan, "form": form, "possible": possible, "current": "approvals"}
    return render(request, "approvals/amendment_open.html", context, status=status)


def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an amendment with what it changes, and what stands in the way of approving it; approve or discard it."""
    related = ("plan", "base", "result", "act", "opened_by", "settled_by", "on_behalf_of")
    row = get_object_or_404(Amendment.objects.of(request.institution).select_related(*related), pk=pk)
    done = _settle(request, row) if request.method == "POST" else {}
    if isinstance(done, HttpResponse):
        return done
    is_open = row.state == Amendment.State.OPEN
    if is_open:
        audits.current(request.institution)
    snapshot = snapshots.current(request.institution)
    before, after = amending.said(row, snapshot)
    discarded = row.state == Amendment.State.DISCARDED
    reviewer = request.actor.may("plan.approve")
    own = reviewer and meet((request.actor.person, on_behalf_of(request.actor, "plan.approve")), (row.opened_by,))
    context = {
        "amendment": row,
        "plan": row.plan,
        "kinds": [label for value, label in Amendment.Kind.choices if value in row.kinds],
        "lines": () if discarded else compared(before, after, row.plan.key),
        "retroactive": [
            (one, shown(one.before), shown(one.after))
            for one in (amending.retroactive(row, snapshot) if is_open else ())
        ],
        "asked": questions(request.institution, snapshot, row.plan.key) if is_open else None,
        "is_open": is_open,
        "may_approve": is_open and reviewer and not own,
        "own": own,
        "may_discard": is_open and request.actor.may("plan.edit"),
        "approve": done.get("approve") or NoteForm(prefix="approve"),
        "discard": done.get("discard") or _discarding(),
        "current": "approvals",
    }
    return render(request, "approvals/amendment.html", context, status=422 if done else 200)


def _discarding(data: Any = None) -> NoteForm:
    return NoteForm(data, prefix="discard", label=_("Por qué se descarta"), required=True)


def _settle(request: HttpRequest, row: Amendment) -> HttpResponse | dict[str, NoteForm]:
    kind = request.POST.get("do", "")
    if kind not in ("approve", "discard"):
        raise Refused(_("No se entendió qué quería hacer. Nada se cambió."))
    form = _discarding(request.POST) if kind == "discard" else NoteForm(request.POST, prefix="approve")
    if not form.is_valid():
        return {kind: form}
    note = form.cleaned_data["note"]
    try:
        if kind == "approve":
            made = amending.approve_amendment(request.actor, row, note=note)
            messages.success(request, _("Aprobada: es la versión %(number)s del plan.") % {"number": made.number})
        else:
            amending.discard_amendment(request.actor, row, note=note)
            messages.success(request, _("Descartada: el plan dice otra vez lo que decía su última versión."))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return {kind: form}
    return redirect("amendment", request.institution.slug, row.pk)
