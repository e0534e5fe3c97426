"""Pages of the audit: the list of what the rules found, and one finding with its answers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.audits import queries, rules, services
from ceiba.audits.forms import AssignForm, DismissRuleForm, NoteForm, ReasonForm
from ceiba.audits.models import Finding
from ceiba.audits.reading import FindingView, grouped, views
from ceiba.documents.queries import places
from ceiba.exchange.writers.page_findings import DIMENSION_WORDS, SEVERITY_WORDS
from ceiba.institutions.verbs import Refused
from ceiba.kernel.finding import Dimension, Severity
from ceiba.kernel.methodology import Methodology
from ceiba.snapshots import services as snapshots

ROWS = 50
_GONE = ("gone", "mended", "unasked")
STATES = {
    "sin-respuesta": "unanswered",
    "en-curso": "under_way",
    "respondidos": "settled",
    "corregidos": "mended",
    "volvieron": "back",
    "no-se-preguntan": "unasked",
    "ya-no-estan": "gone",
}


def findings(request: HttpRequest) -> HttpResponse:
    """Show what the rules found, by consequence and rule; answer all that is asked for at once."""
    here = request.institution
    snapshot = snapshots.current(here)
    run = services.current(here)
    asked = asked_of(request, snapshot.methodology)
    if request.method == "POST":
        return _answer_all(request, asked)
    rows = asked.rows(here)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    by_rule = queries.by_rule(rows)
    context = {
        "page": page,
        "groups": grouped(views(page, snapshot, here.slug, {}), by_rule, run),
        "rules": sorted(by_rule),
        "counts": queries.counts(here),
        "run": run,
        "asked": asked,
        "chosen": request.GET,
        "is_filtered": bool(request.GET.keys() - {"page"}),
        "severities": [(s.value, SEVERITY_WORDS[s][1]) for s in Severity],
        "dimensions": [(d.value, DIMENSION_WORDS[d]) for d in Dimension],
        "states": _states(),
        "units": [(unit.id, unit.name) for unit in snapshot.units],
        "files": [(form, _file_address(request, form)) for form in ("pdf", "xlsx", "json", "sarif")],
        "profiles": snapshot.methodology.audit_profiles,
        "mine": queries.assigned_to(here, request.user),
        "may_answer_all": asked.rule and asked.state not in _GONE and request.actor.may("finding.answer"),
        "current": "findings",
    }
    return render(request, "audits/findings.html", context)


def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one finding: its sum, its norm, its words in the document, its answers; and take an answer."""
    here = request.institution
    snapshot = snapshots.current(here)
    run = services.current(here)
    row = get_object_or_404(Finding.objects.of(here).select_related("unit", "first_run"), pk=pk)
    answered = _answer_one(request, row) if request.method == "POST" else {}
    if isinstance(answered, HttpResponse):
        return answered
    view = FindingView(row, snapshot, here.slug, queries.answers_to([row]).get(row.pk, ()))
    asked, passed = run.asked.get(row.rule, (None, None))
    context = {
        "view": view,
        "asked": asked,
        "passed": passed,
        "document": _document(request, view),
        "may_answer": not view.is_gone and request.actor.may("finding.answer", row.unit),
        "may_edit": request.actor.may("plan.edit", row.unit),
        "may_manage": not view.is_gone and request.actor.may("rules.manage"),
        "forms": _forms(request) | answered,
        "current": "findings",
    }
    return render(request, "audits/finding.html", context, status=422 if answered else 200)


def mine(request: HttpRequest) -> HttpResponse:
    """Show the findings that wait for the reader, the overdue first."""
    here, today = request.institution, timezone.localdate()
    services.current(here)
    waiting = queries.assigned_to(here, request.user)
    found = views([answer.finding for answer in waiting], snapshots.current(here), here.slug, {})
    rows = [
        (answer, view, (today - answer.due).days if answer.due and answer.due < today else 0)
        for answer, view in zip(waiting, found, strict=True)
    ]
    context = {"rows": rows, "overdue": sum(late > 0 for *_row, late in rows), "current": "findings"}
    return render(request, "audits/mine.html", context)


def _file_address(request: HttpRequest, form: str) -> str:
    """Return where the list, as it is filtered, is to be had as a file."""
    given = request.GET.copy()
    given.pop("page", None)
    given["forma"] = form
    return f"{reverse('findings_file', args=[request.institution.slug])}?{given.urlencode()}"


def asked_of(request: HttpRequest, methodology: Methodology) -> queries.Asked:
    """Return what a reader wants to see of the list, as the address says it."""
    given = request.GET
    # PostgreSQL knows no text with a null character, and whoever writes one finds nothing.
    rule, unit, words = (given.get(name, "").replace("\0", "")[:200].strip() for name in ("regla", "unidad", "q"))
    profile = methodology.audit_profile(given.get("proposito", ""))
    asked = queries.Asked(rule=rule, unit=unit, words=words, profile=profile)
    if given.get("gravedad") in list(Severity):
        asked = replace(asked, severity=given["gravedad"])
    if given.get("dimension") in list(Dimension):
        asked = replace(asked, dimension=given["dimension"])
    return replace(asked, state=STATES.get(given.get("estado", ""), ""))


def _states() -> list[tuple[str, str, str]]:
    words = {
        "unanswered": _("sin respuesta"),
        "under_way": _("en curso"),
        "settled": _("respondidos"),
        "mended": _("corregidos"),
        "back": _("volvieron"),
        "unasked": _("su regla ya no pregunta así"),
        "gone": _("ya no están"),
    }
    return [(name, state, words[state]) for name, state in STATES.items()]


def _document(request: HttpRequest, view: FindingView) -> tuple[int, int | None] | None:
    """Return the document and the line in which the questioned words stand, None where no such file is kept."""
    place = view.place
    if place is None:
        return None
    return places(request.institution, [place.subject]).get((place.subject, place.field))


def _forms(request: HttpRequest) -> dict[str, forms.Form]:
    return {
        "justify": ReasonForm(prefix="justify"),
        "assign": AssignForm(institution=request.institution, prefix="assign"),
        "dismiss": NoteForm(prefix="dismiss"),
        "fix": NoteForm(prefix="fix"),
        "rule": DismissRuleForm(prefix="rule"),
    }


def _answer_one(request: HttpRequest, row: Finding) -> HttpResponse | dict[str, forms.Form]:
    """Take the answer that was given; return the form with its mistakes where it has some."""
    kind = request.POST.get("answer", "")
    form = _filled(request, kind)
    if form is None:
        raise Refused(_("No se entendió qué respuesta quería dar. Nada se cambió."))
    if not form.is_valid():
        return {kind: form}
    if kind == "rule":
        return _dismiss_rule(request, row, form.cleaned_data)
    _VERBS[kind](request.actor, [row], **form.cleaned_data)
    messages.success(request, _("Su respuesta quedó guardada."))
    return redirect("finding", request.institution.slug, row.pk)


def _dismiss_rule(request: HttpRequest, row: Finding, given: dict[str, str]) -> HttpResponse:
    """Silence the rule of a finding in the whole institution, with its reason; its page says so."""
    rules.set_rule(request.actor, row.rule, enabled=False, reason=given["reason"], source=given["source"])
    services.current(request.institution)
    messages.success(request, _("La institución descartó la regla: ya no pregunta, y aquí consta por qué."))
    return redirect("rule", request.institution.slug, row.rule)


def _filled(request: HttpRequest, kind: str) -> forms.Form | None:
    match kind:
        case "justify":
            return ReasonForm(request.POST, request.FILES, prefix=kind)
        case "assign":
            return AssignForm(request.POST, institution=request.institution, prefix=kind)
        case "rule":
            return DismissRuleForm(request.POST, prefix=kind)
        case "dismiss" | "fix":
            return NoteForm(request.POST, prefix=kind)
        case _:
            return None


def _answer_all(request: HttpRequest, asked: queries.Asked) -> HttpResponse:
    """Give every finding that is asked for, of one rule, the same answer."""
    kind, reason = request.POST.get("answer", ""), request.POST.get("reason", "")
    if not asked.rule or kind not in ("justify", "dismiss"):
        raise Refused(_("Elija una regla y una respuesta. Nada se cambió."))
    rows = list(asked.rows(request.institution).select_related("unit"))
    if rows:
        _VERBS[kind](request.actor, rows, reason=reason)
    messages.success(request, _("Quedaron respondidos %(count)s hallazgos.") % {"count": len(rows)})
    return redirect(f"{request.path}?{request.GET.urlencode()}")


_VERBS: dict[str, Callable[..., Any]] = {
    "justify": services.justify,
    "assign": services.assign,
    "dismiss": services.dismiss,
    "fix": services.fix,
}
