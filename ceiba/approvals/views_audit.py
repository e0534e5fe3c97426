"""The page that sets the audit of a version of a plan beside that of another."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ceiba.approvals import queries
from ceiba.approvals.auditing import compared_audits
from ceiba.approvals.models import PlanVersion
from ceiba.approvals.versions import alone, read
from ceiba.kernel.snapshot import Snapshot
from ceiba.plans.models import Plan
from ceiba.snapshots import services as snapshots

NOW = "hoy"  # the plan as it stands, beside its versions


def audit_compare(request: HttpRequest) -> HttpResponse:
    """Show new, gone, altered and unaltered findings between two versions: ``?plan=poa&de=1&a=hoy``."""
    versioned = queries.versioned(request.institution)
    key = request.GET.get("plan", "")
    plan = next((plan for plan in versioned if plan.key == key), versioned[0] if versioned and not key else None)
    if plan is None and key:
        raise Http404
    context: dict[str, object] = {"plans": versioned, "plan": plan, "current": "findings"}
    if plan is not None:
        numbers = [str(row.number) for row in reversed(queries.versions(plan))]
        known = [*numbers, NOW]
        before, after = request.GET.get("de", known[-2]), request.GET.get("a", NOW)
        if before not in known or after not in known:
            raise Http404
        today = snapshots.current(request.institution)
        context["form"] = _form(versioned, plan, known, before, after)
        context["comparison"] = compared_audits(_said(plan, before, today), _said(plan, after, today), today)
    return render(request, "approvals/audit_compare.html", context)


def _form(versioned: list[Plan], plan: Plan, known: list[str], before: str, after: str) -> forms.Form:
    form = forms.Form(initial={"plan": plan.key, "de": before, "a": after})
    sides = [(one, _("como está hoy") if one == NOW else _("versión %(number)s") % {"number": one}) for one in known]
    if len(versioned) > 1:
        choices = [(one.key, one.title or one.key) for one in versioned]
        form.fields["plan"] = forms.ChoiceField(label=_("Plan"), choices=choices)
    form.fields["de"] = forms.ChoiceField(label=_("De"), choices=sides)
    form.fields["a"] = forms.ChoiceField(label=_("A"), choices=sides)
    return form


def _said(plan: Plan, number: str, today: Snapshot) -> Snapshot:
    if number == NOW:
        return alone(today, plan.key, plan.methodology)
    return read(PlanVersion.objects.get(plan=plan, number=number).text)
