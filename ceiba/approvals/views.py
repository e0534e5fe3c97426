"""Pages of the life of a plan: where each stands, and what can be done with one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ceiba.approvals import comments, queries, services
from ceiba.approvals.delegation import meet, on_behalf_of
from ceiba.approvals.forms import StepForm
from ceiba.approvals.models import PlanStep
from ceiba.approvals.questions import questions
from ceiba.approvals.transitions import BY_VERB, TRANSITIONS, Transition
from ceiba.audits import services as audits
from ceiba.audits.reading import views as finding_views
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Refused
from ceiba.plans.models import Plan
from ceiba.plans.standing import AMENDABLE, is_fixed, why_fixed
from ceiba.snapshots import services as snapshots

_SHOWN = 20  # findings listed on the page of a plan; the rest are behind a link
_VERBS: dict[str, Callable[..., Any]] = {
    "plan.submit": services.submit,
    "plan.take_back": services.take_back,
    "plan.return": services.give_back,
    "plan.approve": services.approve,
    "plan.enforce": services.enforce,
    "plan.close": services.close,
}


def approvals(request: HttpRequest) -> HttpResponse:
    """Show where each plan of the institution stands, those that wait for the reader first."""
    mine = [step for step in TRANSITIONS if request.actor.may(step.needs)]
    open_ones = comments.open_by_plan(request.institution)
    rows = [
        (plan, [step.label for step in mine if plan.state in step.before], open_ones.get(plan.pk, 0))
        for plan in queries.plans(request.institution)
    ]
    context = {"rows": rows, "may_open": request.actor.may("cycle.manage"), "current": "approvals"}
    return render(request, "approvals/approvals.html", context)


def plan_of(request: HttpRequest, key: str) -> Plan:
    """Return a plan of the institution by its key."""
    plan: Plan = get_object_or_404(Plan.objects.of(request.institution), key=key)
    return plan


def plan_life(request: HttpRequest, key: str) -> HttpResponse:
    """Show where a plan stands, what may be done with it and what stands in the way; and do it."""
    plan = plan_of(request, key)
    done = _act(request, plan) if request.method == "POST" else {}
    if isinstance(done, HttpResponse):
        return done
    audits.current(request.institution)
    snapshot = snapshots.current(request.institution)
    asked = questions(request.institution, snapshot, plan.key)
    sent = queries.submission(plan)
    offered = [
        (step, done.get(step.verb) or StepForm(step), _obstacle(request.actor, step, sent))
        for step in TRANSITIONS
        if plan.state in step.before and request.actor.may(step.needs)
    ]
    groups = (
        (_("Errores abiertos: detienen la aprobación"), asked.errors),
        (_("Advertencias sin respuesta: hay que contestarlas"), asked.unanswered),
        (_("Errores que alguien justificó o descartó"), asked.settled),
    )
    context = {
        "plan": plan,
        "commented": comments.open_in(plan),
        "offered": offered,
        "asked": asked,
        "groups": [
            (title, finding_views(rows[:_SHOWN], snapshot, request.institution.slug, {}), len(rows))
            for title, rows in groups
            if rows
        ],
        "rule_settings": snapshot.rule_settings,
        "steps": [(BY_VERB.get(step.verb), step) for step in queries.steps(plan)],
        "versions": queries.versions(plan),
        "amendments": queries.amendments(plan),
        "may_amend": plan.state in AMENDABLE and not plan.amended and request.actor.may("plan.edit"),
        "fixed": why_fixed(plan) if is_fixed(plan) else "",
        "current": "approvals",
    }
    return render(request, "approvals/life.html", context, status=422 if done else 200)


def _obstacle(actor: Actor, step: Transition, sent: PlanStep | None) -> str:
    """Return why a step that the reader's role allows is not theirs to do; empty where it is."""
    if not step.apart or sent is None:
        return ""
    if meet((actor.person, on_behalf_of(actor, step.needs)), (sent.person, sent.on_behalf_of)) is None:
        return ""
    return _("Lo aprueba otra persona: quien lo envió, o actúa por encargo de quien lo envió, no lo aprueba.")


def _act(request: HttpRequest, plan: Plan) -> HttpResponse | dict[str, StepForm]:
    """Do the step that was asked for; return its form with its mistakes where it has some."""
    verb = request.POST.get("verb", "")
    if verb not in _VERBS:
        raise Refused(_("No se entendió qué paso quería dar. Nada se cambió."))
    form = StepForm(BY_VERB[verb], request.POST, request.FILES)
    if form.is_valid():
        try:
            _VERBS[verb](request.actor, plan, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return {verb: form}
        messages.success(request, _("Hecho: «%(step)s».") % {"step": BY_VERB[verb].label})
        return redirect("plan_life", request.institution.slug, plan.key)
    return {verb: form}
