"""Pages of publications for who works here: the list, the one that prepares the next, and one of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ceiba.audits import queries as audits
from ceiba.exchange.publication import parse, verify
from ceiba.institutions.jobs import later
from ceiba.institutions.verbs import NotAllowed
from ceiba.kernel.finding import Severity
from ceiba.kernel.period import Period
from ceiba.kernel.public_face import PublicScope
from ceiba.publications import keys, queries, services
from ceiba.publications.difference import difference
from ceiba.publications.forms import PublicationForm
from ceiba.publications.models import Publication
from ceiba.snapshots.services import current
from ceiba.ui import formats

SHOWN = 100  # figures that changed, of the page that prepares


def publications(request: HttpRequest) -> HttpResponse:
    """List what was published, with the head that others should keep."""
    here = request.institution
    context = {
        "rows": queries.publications(here),
        "head": queries.head(here),
        "waiting": keys.waiting(here),
        "publishable": queries.publishable(here),
        "may_tell": request.actor.may("webhook.manage"),
        "current": "publications",
    }
    return render(request, "publications/publications.html", context)


def publication(request: HttpRequest, number: int) -> HttpResponse:
    """Show one publication: what it says of itself, and whether it holds."""
    row = queries.numbered(request.institution, number)
    if row is None:
        raise Http404
    before = queries.numbered(request.institution, number - 1)
    read = parse(queries.content_of(row))
    previous = parse(queries.content_of(before)) if before else None
    context = {
        "row": row,
        "header": read.header,
        "checks": [
            (formats.say()(check.what), check.holds) for check in verify(read, expected=row.digest, previous=previous)
        ],
        "found": difference(queries.face_of(before) if before else None, queries.face_of(row)),
        "most": SHOWN,
        "current": "publications",
    }
    return render(request, "publications/publication.html", context)


def publication_file(request: HttpRequest, number: int) -> HttpResponse:
    """Give the file of a publication, byte for byte as it was signed."""
    row = queries.numbered(request.institution, number)
    if row is None:
        raise Http404
    return file_response(row, queries.content_of(row))


def file_response(row: Publication, content: bytes) -> HttpResponse:
    """Return a publication as a download that is shown as plain text."""
    name = f"{row.institution.slug}-{row.number}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/plain; charset=utf-8", headers=headers)


def prepare(request: HttpRequest) -> HttpResponse:
    """Choose what to publish and see what it would say; publish what was seen, and nothing else."""
    if not request.actor.may("publication.publish"):
        raise NotAllowed(_("Publica quien revisa por toda la institución."))
    here, snapshot = request.institution, current(request.institution)
    start = snapshot.methodology.fiscal_start
    plans, periods, earlier = queries.publishable(here), queries.periods(snapshot), queries.publications(here)
    sent = request.POST if request.method == "POST" else request.GET if "until" in request.GET else None
    form = PublicationForm(sent, plans, periods, earlier, start)
    context: dict[str, Any] = {"form": form, "plans": plans, "periods": periods, "current": "publications"}
    if form.is_bound and not form.is_valid():
        return render(request, "publications/prepare.html", context, status=422)
    if request.method == "POST":
        return _publish(request, form.cleaned_data)
    if form.is_bound:
        context |= _outlook(request, form.cleaned_data, earlier[0] if earlier else None)
    return render(request, "publications/prepare.html", context)


def _publish(request: HttpRequest, given: dict[str, Any]) -> HttpResponse:
    where = reverse("publications", args=[request.institution.slug])
    job = later(request.actor, "publication.publish", **given, seen=request.POST.get("seen", ""), next=where)
    return redirect("job", request.institution.slug, job.pk)


def _outlook(request: HttpRequest, given: dict[str, Any], last: Publication | None) -> dict[str, Any]:
    """Return what the chosen publication would say: differences, what stays inside, and what the audit says."""
    here = request.institution
    scope = PublicScope(tuple(given["plans"]), Period.parse(given["until"]))
    face = queries.face_now(here, scope)
    snapshot = current(here)
    measured = {indicator.id for plan in face.plans for indicator in plan.indicators}
    held = sum(
        1
        for figure in snapshot.measurements
        if figure.indicator in measured and figure.period.last_month <= scope.until.last_month
    )
    profile = snapshot.methodology.audit_profile("publication")
    found = audits.Asked(profile=profile).rows(here) if profile else None
    return {
        "face": face,
        "found": difference(queries.face_of(last) if last else None, face),
        "last": last,
        "held": held - len(face.measurements),
        "most": SHOWN,
        "findings": found.unanswered().count() if found is not None else None,
        "errors": found.unanswered().filter(severity=Severity.ERROR).count() if found is not None else None,
    }


@require_POST
def change_key(request: HttpRequest) -> HttpResponse:
    """Make the key that the next publication announces."""
    services.change_key(request.actor)
    messages.success(request, _("La llave nueva está hecha: la próxima publicación la anuncia, firmada con la de hoy."))
    return redirect("publications", request.institution.slug)
