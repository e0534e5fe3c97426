"""The notice of privacy, made of what the product does and what the institution decided; and one's own data."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.addresses import counted
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.institutions.sign_in import sends_mail
from ceiba.institutions.verbs import Refused
from ceiba.kernel.answer_term import AnswerMatter
from ceiba.participation import letters, limits, services_own_data
from ceiba.participation.forms import OwnDataForm
from ceiba.participation.secrets import Seal, is_secret_of, opened, sealed_form, secret_of
from ceiba.participation.terms import offered, setting_of, working
from ceiba.portal.edition import Edition
from ceiba.portal.pages import Told, page
from ceiba.portal.senders import shown, takes_forms
from ceiba.portal.views_questions import SEAL, TRAP
from ceiba.portal.voice import following
from ceiba.registers.retention import rules_of

PURPOSE = "datos"
_MATTERS = (AnswerMatter.QUESTION, AnswerMatter.DATA_ACCESS, AnswerMatter.DATA_CORRECTION)


def _by_mail(edition: Edition) -> bool:
    """Tell whether who asks can be known by a letter: nobody is written to from an invented institution."""
    return sends_mail() and not edition.institution.invented


@following(services_own_data.stamp)
def privacy(request: HttpRequest, edition: Edition) -> Told:
    """Say what is kept about whom, why and how long, and how one asks for one's own data."""
    here = edition.institution
    context = {
        "setting": setting_of(here),
        "terms": [one for matter in _MATTERS for one in offered(here, matter)],
        "rules": rules_of(here),
        "counts": services_own_data.counts(here),
        "by_mail": _by_mail(edition),
    }
    return page(request, edition, "privacy.html", **context)


@takes_forms
def data_request_new(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Take a request about one's own data; it counts once the link in the e-mail was confirmed."""
    here, sent = edition.institution, request.POST if request.method == "POST" else None
    context = {"setting": setting_of(here), "by_mail": _by_mail(edition), "action": request.get_full_path()}
    form = OwnDataForm(sent)
    seal, status, problem = sealed_form(here, PURPOSE), HTTPStatus.OK, ""
    if sent is not None and context["by_mail"]:
        given = opened(here, PURPOSE, sent.get(SEAL, ""))
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if given.wrong is not None or sent.get(TRAP):
            problem = _("No se pudo comprobar este formulario. Lo que escribió sigue aquí: envíelo otra vez.")
        elif form.is_valid() and not _may_send(request, edition, form.cleaned_data["email"]):
            problem = _(
                "Ya llegaron muchas solicitudes. Lo que escribió sigue aquí: envíelo mañana, o vaya a la oficina."
            )
            status = HTTPStatus.TOO_MANY_REQUESTS
        elif form.is_valid():
            return _sent(request, edition, form, given.nonce)
        if given.wrong not in (Seal.OLD, Seal.FORGED):
            seal = sent.get(SEAL, "")
    context |= {"form": form, "seal": seal, "problem": problem}
    return shown(page(request, edition, "data_request_new.html", **context), status)


def _may_send(request: HttpRequest, edition: Edition, email: str) -> bool:
    here = edition.institution
    return limits.passes(here, counted(request)) and limits.may_write_to(here, email)


def _sent(request: HttpRequest, edition: Edition, form: OwnDataForm, nonce: str) -> HttpResponse:
    system = Actor.system(edition.institution)
    row = services_own_data.send(system, nonce=nonce, language=get_language() or "es", **form.cleaned_data)
    path = reverse("public_data_request", args=[edition.slug, row.number, secret_of(row)])
    if row.state == row.State.UNCONFIRMED:
        letters.confirm(row, request.build_absolute_uri(path))
    return shown(page(request, edition, "data_request_sent.html"))


@takes_forms
def data_request(request: HttpRequest, edition: Edition, number: int, secret: str) -> HttpResponse:
    """Show who asked about their own data how it goes and what was answered; take their confirmation."""
    row = services_own_data.request_of(edition.institution, number)
    if row is None or not is_secret_of(row, secret):
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            services_own_data.confirm(Actor.system(edition.institution), row)
        except Refused as refusal:
            problem = str(refusal)
        else:
            return HttpResponseRedirect(request.get_full_path(), status=HTTPStatus.SEE_OTHER)
    calendar = work_calendar(edition.institution)
    context = {
        "row": row,
        "problem": problem,
        "working": working(row.term, row.received, row.answered, calendar) if row.received else None,
        "today": timezone.localdate(),
        "action": request.get_full_path(),
    }
    response = shown(page(request, edition, "data_request.html", **context))
    response["X-Robots-Tag"] = "noindex"
    return response
