"""The page that opens a new year: first what it would do, then one button that does exactly that."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.approvals import opening
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.snapshots import services as snapshots

_YEARS = 3  # years offered: this one and those that follow


def year_open(request: HttpRequest) -> HttpResponse:
    """Say what opening a year (``?ano=``, else the next) would do and what it would not; and do it."""
    if not request.actor.may("cycle.manage"):
        raise NotAllowed(_("Un año lo abre quien planifica para toda la institución."))
    this = timezone.localdate().year
    year = _asked(request, this + 1)
    problem, status = "", 200
    if request.method == "POST":
        try:
            opening.open_year(request.actor, year, seen=request.POST.get("seen", ""))
        except Refused as refusal:
            problem, status = str(refusal), refusal.status
        else:
            messages.success(request, _("Quedó abierto %(year)s.") % {"year": year})
            return redirect("approvals", request.institution.slug)
    found = opening.foresee(request.institution, snapshots.current(request.institution), year)
    context = {
        "year": year,
        "years": sorted({*range(this, this + _YEARS), year}),
        "found": found,
        "problem": problem,
        "current": "approvals",
    }
    return render(request, "approvals/year_open.html", context, status=status)


def _asked(request: HttpRequest, otherwise: int) -> int:
    """Return the year that an address or a form names."""
    text = request.POST.get("year") or request.GET.get("ano") or ""
    if not (text.isascii() and text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2200):
        return otherwise
    return int(text)
