"""Where documents come in: the list of what was brought, and the form that brings another."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.intake import queries, services
from ceiba.intake.forms import UploadForm
from ceiba.intake.models import STATES, Proposal, State
from ceiba.intake.words import counted

ROWS = 25
_SHOWN = ("element", "indicator", "funding", "project", "unit")
_TONES = {
    State.READING: "brand",
    State.OPEN: "warn",
    State.ACCEPTED: "ok",
    State.REJECTED: "none",
    State.UNUSABLE: "bad",
}
CUT, TOO_LARGE, UNPROCESSABLE = 400, 413, 422


def imports(request: HttpRequest) -> HttpResponse:
    """Show what was brought in, and take another document."""
    here = request.institution
    may = request.actor.may("document.import")
    form = UploadForm(here.methodology)
    status = 200
    if request.method == "POST":
        if not may:
            raise NotAllowed(_("Solo quien planifica trae documentos. Nada se guardó."))
        form = UploadForm(here.methodology, request.POST, request.FILES)
        taken = _taken(request, form)
        if isinstance(taken, Proposal):
            return redirect("job", here.slug, taken.job_id)
        status = taken
    page = Paginator(queries.proposals(here), ROWS).get_page(request.GET.get("p"))
    context = {
        "form": form,
        "page": page,
        "rows": [(row, _TONES[State(row.state)], STATES[State(row.state)], summary(row), waiting(row)) for row in page],
        "may": may,
        "layouts": queries.layouts(here),
        "limit": settings.MAX_DOCUMENT_BYTES // 1024 // 1024,
        "current": "imports",
    }
    return render(request, "intake/imports.html", context, status=status)


def _taken(request: HttpRequest, form: UploadForm) -> Proposal | int:
    """Return the proposal that an upload became; the status of the answer where it became none, the form says why."""
    if getattr(request, "too_large", False):
        limit = settings.MAX_DOCUMENT_BYTES // 1024 // 1024
        told = _("El archivo pesa más de %(limit)s MB, el límite de esta instalación. Divídalo y suba las partes.")
        form.refuse(told % {"limit": limit})
        return TOO_LARGE
    if not form.is_whole:
        form.refuse(_("El archivo llegó cortado y no se guardó. Envíelo otra vez."))
        return CUT
    if not form.is_valid():
        return UNPROCESSABLE
    file = form.cleaned_data["document"]
    try:
        return services.receive(request.actor, file.name, file.read(), form.wanted)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error("document", str(refusal))
        return UNPROCESSABLE


def waiting(row: Proposal) -> str:
    """Return what of an open proposal waits for a person: «27 dudas · 3 preguntas»; blank where nothing does."""
    if row.state != State.OPEN:
        return ""
    doubts, questions = row.counts.get("doubts", 0), row.counts.get("questions", 0)
    told = (
        ngettext("%(count)s duda", "%(count)s dudas", doubts) % {"count": doubts} if doubts else "",
        ngettext("%(count)s pregunta", "%(count)s preguntas", questions) % {"count": questions} if questions else "",
    )
    return " · ".join(filter(None, told))


def summary(row: Proposal) -> str:
    """Return what was read of a document in a line: «412 elementos, 31 indicadores»."""
    return ", ".join(counted(noun, row.counts[noun]) for noun in _SHOWN if row.counts.get(noun))
