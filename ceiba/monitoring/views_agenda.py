"""The calendar of an institution as one person sees it, its holidays, and the feed for a calendar program."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from ceiba.indicators import holidays
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Holiday
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.institutions.verbs import Refused
from ceiba.institutions.waiting import waiting
from ceiba.monitoring import feed
from ceiba.monitoring.agenda import Agenda, together
from ceiba.snapshots import services as snapshots
from ceiba.ui import formats


class HolidayForm(forms.Form):
    """A day on which the institution does not work."""

    day = forms.DateField(label=_("Día"), widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(label=_("Qué se celebra"), max_length=100)
    yearly = forms.BooleanField(label=_("Todos los años"), required=False)


def agenda_of(actor: Actor) -> Agenda:
    """Return what falls due today as somebody sees it."""
    here = actor.institution
    return Agenda(actor, snapshots.current(here), work_calendar(here), timezone.localdate())


def agenda(request: HttpRequest) -> HttpResponse:
    """Show what falls due, why on that day, what is late, the holidays; take a new holiday."""
    form = HolidayForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            holidays.add_holiday(request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return redirect("agenda", request.institution.slug)
    token = feed.token(request.actor.somebody, request.institution)
    seen = agenda_of(request.actor)
    context = {
        "agenda": seen,
        "mine": together(seen.mine),
        "to_review": together(seen.to_review),
        "late": together(one for one in seen.late if one not in seen.mine),
        "waits": waiting(request.actor, seen.today),
        "form": form,
        "own": Holiday.objects.of(request.institution),
        "may_manage": request.actor.may("cycle.manage"),
        "feed": request.build_absolute_uri(reverse("agenda_feed", args=[token])),
        "current": "agenda",
    }
    return render(request, "monitoring/agenda.html", context, status=status)


def holiday_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a holiday of the institution away, after asking."""
    holiday = get_object_or_404(Holiday.objects.of(request.institution), pk=pk)
    if request.method == "POST":
        holidays.remove_holiday(request.actor, holiday)
        return redirect("agenda", request.institution.slug)
    return render(request, "monitoring/holiday_remove.html", {"holiday": holiday, "current": "agenda"})


@require_POST
def feed_renew(request: HttpRequest) -> HttpResponse:
    """Give the person a new address of their calendar; whoever has the old one reads nothing more."""
    feed.renew(request.actor.somebody, request.institution)
    return redirect("agenda", request.institution.slug)


@login_not_required
def agenda_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar program with what falls due for the person whose address this is."""
    actor = feed.actor_of(token)
    if actor is None:
        raise Http404
    address = request.build_absolute_uri(reverse("agenda", args=[actor.institution.slug]))
    formats.activate(actor.institution.locale)
    with override(actor.somebody.language):
        content = feed.feed(agenda_of(actor), address, timezone.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer
