"""Pages of the history: the list with its filters, one row with everything that it changed, the check of the chain."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ceiba.institutions import history as chain
from ceiba.institutions import services_history
from ceiba.institutions.forms_history import FilterForm
from ceiba.institutions.history_lines import line
from ceiba.institutions.jobs import later
from ceiba.institutions.models import Entry
from ceiba.institutions.queries_history import Wanted, entries, shown_changes
from ceiba.institutions.verbs import NotAllowed

PAGE, CHANGES = 50, 100
AT_ONCE = 5_000  # rows that are checked while the reader waits; more become a job


def history(request: HttpRequest) -> HttpResponse:
    """Show what was done, newest first."""
    _must_see(request)
    form = FilterForm(request.institution, request.GET or None)
    wanted = form.wanted()
    page = Paginator(entries(request.institution, wanted), PAGE).get_page(request.GET.get("page"))
    lines = [line(row, request.actor, shown_changes(row), row.total) for row in page]
    context = {
        "page": page,
        "lines": lines,
        "form": form,
        "filtered": wanted != Wanted(),
        "chain": chain.state(request.institution),
        "current": "history",
    }
    return render(request, "institutions/history.html", context)


def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one row with everything that it changed."""
    _must_see(request)
    row = get_object_or_404(Entry.objects.of(request.institution).select_related("person"), pk=pk)
    page = Paginator(row.changes, CHANGES).get_page(request.GET.get("page"))
    context = {"line": line(row, request.actor, page, len(row.changes)), "page": page, "current": "history"}
    return render(request, "institutions/history_entry.html", context)


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Recompute the chain: at once, or as a job where it is long."""
    _must_see(request)
    here = request.institution
    if chain.state(here).length > AT_ONCE:
        return redirect("job", here.slug, later(request.actor, "history.check").pk)
    found = services_history.check(request.actor)
    messages.success(
        request,
        _("La cadena está entera: %(count)s filas, huella %(head)s.")
        % {"count": found.length, "head": found.head[:16]},
    )
    return redirect("history", here.slug)


def _must_see(request: HttpRequest) -> None:
    if not request.actor.may_somewhere("history.view"):
        raise NotAllowed(_("La historia la ven quienes planifican, revisan, auditan o administran."))
