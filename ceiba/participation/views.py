"""Pages of questions for who works here: the list with its counts, and one with everything that can be done with it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.participation import letters, services_objections
from ceiba.participation import queries_objections as queries
from ceiba.participation.forms import AnswerForm, AssignForm, CorrectionForm, HideForm
from ceiba.participation.known_publications import known_publications
from ceiba.participation.models_objections import Objection

ROWS = 50
HIDDEN = "ocultas"


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """List the questions of the units that a person deals with, or all where they assign or moderate."""
    today, wanted = timezone.localdate(), request.GET.get("estado", "")
    rows = queries.handled_by(request.actor)
    if wanted == HIDDEN:
        rows = rows.exclude(hidden=None)
    elif wanted:
        rows = queries.of_standing(rows.filter(hidden=None), wanted, today)
    context = {
        "rows": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "counts": queries.counts(request.institution, today),
        "wanted": wanted,
        "standings": _standings(),
        "today": today,
        "may_data": request.actor.may("own_data.handle"),
        "may_settle": request.actor.may("voice.manage"),
        "current": "questions",
    }
    return render(request, "participation/questions.html", context)


def _standings() -> list[tuple[str, str]]:
    return [
        ("", _("Todas")),
        (queries.Standing.WAITING.value, _("Esperan respuesta")),
        (queries.Standing.LATE.value, _("Vencidas")),
        (queries.Standing.ANSWERED.value, _("Respondidas")),
        (HIDDEN, _("Ocultas")),
    ]


@require_safe
def question(request: HttpRequest, number: int) -> HttpResponse:
    """Show one question with its term, its history, and what this person may do with it."""
    return _page(request, _row(request, number))


def _row(request: HttpRequest, number: int) -> Objection:
    found: Objection | None = queries.handled_by(request.actor).filter(number=number).first()
    if found is not None:
        return found
    if queries.numbered(request.institution, number) is None:
        raise Http404
    raise NotAllowed(_("Esta pregunta es de otra unidad. La ven quien responde en ella y quien las reparte."))


def _page(request: HttpRequest, row: Objection, status: int = 200, **bound: Any) -> HttpResponse:
    actor, seen = request.actor, queries.ObjectionPage(row)
    later = [one for one in known_publications(request.institution) if one.number > row.publication]
    may = {
        "answer": actor.may("objection.answer", row.unit) and row.hidden is None,
        "assign": actor.may("objection.assign") and row.state != Objection.State.ANSWERED,
        "moderate": actor.may("objection.moderate"),
        "correct": actor.may("objection.answer", row.unit) and row.state == Objection.State.ANSWERED and bool(later),
    }
    forms = {
        "answer_form": AnswerForm(),
        "assign_form": AssignForm(None, request.institution, row.unit),
        "hide_form": HideForm(),
        "correction_form": CorrectionForm(None, later),
    }
    context = {
        "row": row,
        "page": seen,
        "steps": seen.steps,
        "may": may,
        "late": queries.is_late(row),
        "current": "questions",
        **forms,
        **bound,
    }
    return render(request, "participation/question.html", context, status=status)


@require_POST
def question_answer(request: HttpRequest, number: int) -> HttpResponse:
    """Publish the answer, and tell who left an e-mail address."""
    row, form = _row(request, number), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, row, 422, answer_form=form)
    try:
        services_objections.answer(request.actor, row, **form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, row, refusal.status, answer_form=form)
    url = request.build_absolute_uri(reverse("public_question", args=[request.institution.slug, row.number]))
    told = letters.answered(row, url) if row.answered is None else False
    words = _("La respuesta es pública, y se avisó a quien preguntó.") if told else _("La respuesta es pública.")
    messages.success(request, words)
    return redirect("question", request.institution.slug, number)


@require_POST
def question_assign(request: HttpRequest, number: int) -> HttpResponse:
    """Give a question to another unit."""
    row = _row(request, number)
    form = AssignForm(request.POST, request.institution, row.unit)
    if not form.is_valid():
        return _page(request, row, 422, assign_form=form)
    services_objections.assign(request.actor, row, form.cleaned_data["unit"])
    return _done(request, number, _("La unidad cambió. El plazo es el mismo."))


@require_POST
def question_hide(request: HttpRequest, number: int) -> HttpResponse:
    """Hide what abuses."""
    row, form = _row(request, number), HideForm(request.POST)
    if not form.is_valid():
        return _page(request, row, 422, hide_form=form)
    services_objections.hide(request.actor, row, **form.cleaned_data)
    return _done(request, number, _("Ya no se muestra. Sigue contada, y se puede mostrar de nuevo."))


@require_POST
def question_show(request: HttpRequest, number: int) -> HttpResponse:
    """Show again what was hidden."""
    services_objections.show(request.actor, _row(request, number))
    return _done(request, number, _("Se muestra de nuevo."))


@require_POST
def question_correct(request: HttpRequest, number: int) -> HttpResponse:
    """Say by which later publication something was corrected."""
    row = _row(request, number)
    form = CorrectionForm(request.POST, known_publications(request.institution))
    if not form.is_valid():
        return _page(request, row, 422, correction_form=form)
    services_objections.link_correction(request.actor, row, **form.cleaned_data)
    return _done(request, number, _("La pregunta dice ya con qué publicación se corrigió."))


def _done(request: HttpRequest, number: int, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("question", request.institution.slug, number)
