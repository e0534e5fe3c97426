"""Pages of requests about personal data, for the few who deal with them; every opening is kept. And the settings."""

import secrets

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ceiba.institutions.queries_calendar import work_calendar
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.answer_term import AnswerMatter
from ceiba.participation import letters, services_objections, services_own_data
from ceiba.participation.forms import OfficeRequestForm, RequestAnswerForm, VoiceForm
from ceiba.participation.models_own_data import DataRequest, DataRequestOpening
from ceiba.participation.secrets import secret_of
from ceiba.participation.terms import offered, setting_of, working

ROWS, OPENINGS = 50, 100


def _few(request: HttpRequest) -> None:
    if not request.actor.may("own_data.handle"):
        raise NotAllowed(_("Las solicitudes de datos propios las atienden planificación y administración."))


def data_requests(request: HttpRequest) -> HttpResponse:
    """List the requests by number, without what they say; who audits sees who opened which."""
    may_audit = request.actor.may("history.view")
    if not may_audit:
        _few(request)
    rows = DataRequest.objects.of(request.institution).exclude(state=DataRequest.State.UNCONFIRMED)
    openings = DataRequestOpening.objects.filter(institution=request.institution).select_related("person", "request")
    context = {
        "rows": Paginator(rows.defer("text", "answer"), ROWS).get_page(request.GET.get("page")),
        "counts": services_own_data.counts(request.institution),
        "openings": list(openings[:OPENINGS]) if may_audit else None,
        "may_handle": request.actor.may("own_data.handle"),
        "today": timezone.localdate(),
        "current": "questions",
    }
    return render(request, "participation/data_requests.html", context)


def data_request(request: HttpRequest, number: int) -> HttpResponse:
    """Show one request and take its answer; that somebody opened it is kept."""
    _few(request)
    row = _row(request, number)
    form = RequestAnswerForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            row = services_own_data.answer(request.actor, row, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return _answered(request, row)
    services_own_data.keep_opening(request.actor, row)
    calendar = work_calendar(request.institution)
    context = {
        "row": row,
        "working": working(row.term, row.received, row.answered, calendar) if row.received and row.term else None,
        "kept": services_own_data.kept_about(row),
        "secret": request.build_absolute_uri(_secret(row)),
        "form": form,
        "open": row.state == DataRequest.State.RECEIVED,
        "current": "questions",
    }
    return render(request, "participation/data_request.html", context, status=422 if form.errors else status)


def _answered(request: HttpRequest, row: DataRequest) -> HttpResponse:
    told = letters.own_data_answered(row, request.build_absolute_uri(_secret(row)))
    words = _("Respondida, y se avisó a la persona.") if told else _("Respondida. La persona la lee en su dirección.")
    messages.success(request, words)
    return redirect("data_request", request.institution.slug, row.number)


def _secret(row: DataRequest) -> str:
    return reverse("public_data_request", args=[row.institution.slug, row.number, secret_of(row)])


def _row(request: HttpRequest, number: int) -> DataRequest:
    rows = DataRequest.objects.of(request.institution).exclude(state=DataRequest.State.UNCONFIRMED)
    found: DataRequest | None = rows.select_related("institution").filter(number=number).first()
    if found is None:
        raise Http404
    return found


@require_POST
def data_request_forget(request: HttpRequest, number: int) -> HttpResponse:
    """Take the address of who asks out of the questions that they left."""
    _few(request)
    done = services_own_data.forget(request.actor, _row(request, number))
    messages.success(request, _("Se borró de %(n)s preguntas.") % {"n": done})
    return redirect("data_request", request.institution.slug, number)


def data_request_add(request: HttpRequest) -> HttpResponse:
    """Record the request of who came to the office, and show the address where they will read the answer."""
    _few(request)
    form = OfficeRequestForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        row = services_own_data.record(request.actor, nonce=secrets.token_hex(16), **form.cleaned_data)
        messages.success(request, _("Anotada. Entregue a la persona la dirección donde verá la respuesta."))
        return redirect("data_request", request.institution.slug, row.number)
    context = {"form": form, "current": "questions"}
    return render(request, "participation/data_request_add.html", context, status=422 if form.errors else 200)


def settings(request: HttpRequest) -> HttpResponse:
    """Show and take what the institution decides about questions and personal data."""
    may = request.actor.may("voice.manage")
    if not may:
        raise NotAllowed(_("Estos ajustes los cambian planificación y administración."))
    row = setting_of(request.institution)
    initial = {name: getattr(row, name) for name in VoiceForm.base_fields}
    form = VoiceForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            services_objections.settle(request.actor, form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error("promised_by", str(refusal))
        else:
            messages.success(request, _("Guardado. El aviso de privacidad ya lo dice."))
            return redirect("voice_settings", request.institution.slug)
    if form.errors:
        status = 422
    context = {
        "form": form,
        "terms": [(one, offered(request.institution, one)) for one in AnswerMatter],
        "current": "questions",
    }
    return render(request, "participation/settings.html", context, status=status)
