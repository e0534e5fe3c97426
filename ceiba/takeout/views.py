"""Pages of taking everything out: ask for the archive, take it, throw it away. For whoever administers alone."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ceiba.institutions.verbs import NotAllowed
from ceiba.takeout import queries, services
from ceiba.takeout.queries import DAYS, Ready


def _check(request: HttpRequest) -> None:
    if not request.actor.may(services.NEEDS):
        raise NotAllowed(_("Solo quien administra la institución se lleva todo. Nada se hizo."))


@require_safe
def take_out(request: HttpRequest) -> HttpResponse:
    """Show what the archive holds, those that are ready, and the one that is being made."""
    _check(request)
    here = request.institution
    context = {"ready": queries.ready(here), "running": queries.running(here), "days": DAYS, "current": "settings"}
    return render(request, "takeout/take_out.html", context)


@require_POST
def take_out_begin(request: HttpRequest) -> HttpResponse:
    """Begin to make an archive."""
    here = request.institution
    job = services.ask(request.actor, onward=reverse("take_out", args=[here.slug]))
    return redirect("job", here.slug, job.pk)


@require_POST
def take_out_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give an archive, and keep who took it."""
    _check(request)
    path = services.take(request.actor, _found(request, name))
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def take_out_discard(request: HttpRequest, name: str) -> HttpResponse:
    """Throw an archive away."""
    _check(request)
    services.throw_away(request.actor, _found(request, name))
    messages.success(request, _("Se borró."))
    return redirect("take_out", request.institution.slug)


def _found(request: HttpRequest, name: str) -> Ready:
    found = queries.named(request.institution, name)
    if found is None:
        raise Http404
    return found
