"""Pages of the rules as the institution uses them: all of them by dimension, and one with its findings and its form."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ceiba.audits import queries, rules, services
from ceiba.audits.forms_rules import ResetForm, RuleForm
from ceiba.audits.models import Finding
from ceiba.audits.reading import views
from ceiba.audits.rule_views import RuleView, by_dimension
from ceiba.rules.catalogue import rule_of
from ceiba.rules.usage import RuleUse, rule_use
from ceiba.snapshots import services as snapshots

_SHOWN = 10  # findings listed on the page of a rule; the rest are behind a link


def rule_list(request: HttpRequest) -> HttpResponse:
    """Show every rule by dimension: what it asks, whether it does, how gravely, with which values and whose."""
    here = request.institution
    snapshot, run = snapshots.current(here), services.current(here)
    words = request.GET.get("q", "").replace("\0", "")[:200].strip()
    decided = queries.decided_rules(here)
    groups = by_dimension(snapshot, queries.present_by_rule(here), decided, words)
    context = {
        "groups": groups,
        "run": run,
        "words": words,
        "methodology": snapshot.methodology,
        "decided": len(decided),
        "may_manage": request.actor.may("rules.manage"),
        "current": "findings",
    }
    return render(request, "audits/rules.html", context)


def rule(request: HttpRequest, key: str) -> HttpResponse:
    """Show one rule: question, reasons, examples, its values and whose they are, its findings; and change its use."""
    here = request.institution
    try:
        asked = rule_of(key.upper())
    except KeyError:
        raise Http404 from None
    snapshot, run = snapshots.current(here), services.current(here)
    use = rule_use(asked, snapshot)
    form = RuleForm(use, request.POST if "reason" in request.POST else None)
    if request.method == "POST":
        answer = _act(request, use, form)
        if answer is not None:
            return answer
    rows = Finding.objects.of(here).present().filter(rule=asked.code).select_related("unit")
    count = queries.present_by_rule(here).get(asked.code, 0)
    times, passed = run.asked.get(asked.code, (None, None))
    context = {
        "view": RuleView(use, count, queries.decided_rules(here).get(asked.code)),
        "findings": views(rows[:_SHOWN], snapshot, here.slug, {}),
        "count": count,
        "asked": times,
        "passed": passed,
        "methodology": snapshot.methodology,
        "form": form,
        "reset": ResetForm(),
        "may_manage": request.actor.may("rules.manage"),
        "current": "findings",
    }
    return render(request, "audits/rule.html", context, status=422 if form.errors else 200)


def _act(request: HttpRequest, use: RuleUse, form: RuleForm) -> HttpResponse | None:
    """Change how a rule is used, or take the change back; None where the form has mistakes."""
    code = use.rule.code
    if "reset_reason" in request.POST:
        rules.reset_rule(request.actor, code, reason=request.POST["reset_reason"])
        messages.success(request, _("La regla se usa otra vez como es usual; lo decidido queda en la historia."))
    elif form.is_valid():
        rules.set_rule(request.actor, code, **form.decision())
        messages.success(request, _("Desde ahora la regla se usa así. La revisión se hizo de nuevo."))
    else:
        return None
    services.current(request.institution)
    return redirect("rule", request.institution.slug, code)
