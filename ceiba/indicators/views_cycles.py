"""Pages of whoever keeps the reporting calendar: open a period for all units, give one of them more time."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.indicators import services
from ceiba.indicators.cycles import duties
from ceiba.indicators.models import Extension, Report
from ceiba.indicators.views_entry import report_of
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.methodologies.loader import load
from ceiba.plans.fields import PERIOD_HELP, PeriodField, PlainText


class DayInput(forms.DateInput):
    """A day, chosen in the calendar of the browser."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CycleForm(forms.Form):
    """Which period is opened, under which duty."""

    duty = forms.ChoiceField(label=gettext_lazy("Informe"))
    period = PeriodField(label=gettext_lazy("Período"), required=True, help_text=PERIOD_HELP)
    opens = forms.DateField(
        label=gettext_lazy("Primer día para reportar"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Si lo deja vacío, el día después de que termine el período."),
    )


class ExtensionForm(forms.Form):
    """Until when, and why."""

    until = forms.DateField(label=gettext_lazy("Último día"), widget=DayInput())
    reason = PlainText(label=gettext_lazy("Por qué"), rows=2)


def cycle_open(request: HttpRequest) -> HttpResponse:
    """Open a period for every unit that answers for indicators; again, to add the units that are new."""
    if not request.actor.may("cycle.manage"):
        raise NotAllowed(_("Los períodos los abre quien planifica para toda la institución."))
    form = CycleForm(request.POST if request.method == "POST" else None)
    known = [(duty.key, duty.label) for duty in duties(load(request.institution.methodology))]
    form.fields["duty"].choices = known
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            cycle = services.open_cycle(request.actor, given["duty"], given["period"], opens=given["opens"])
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            count = Report.objects.filter(cycle=cycle).count()
            messages.success(request, _("El período está abierto para %(count)s informes.") % {"count": count})
            return redirect(f"{_reports(request)}?todos=1")
    context = {"form": form, "known": known, "current": "my_unit"}
    return render(request, "indicators/cycle_open.html", context)


def _reports(request: HttpRequest) -> str:
    return reverse("my_unit", args=[request.institution.slug])


def report_extension(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a unit more time, with a reason; or take it back."""
    found = report_of(request, pk)
    if not request.actor.may("cycle.manage"):
        raise NotAllowed(_("Las prórrogas las da quien planifica para toda la institución."))
    given = Extension.objects.filter(report=found, withdrawn=None).select_related("granted_by")
    if taken := request.POST.get("withdraw", ""):
        row = get_object_or_404(given, pk=taken if taken.isdecimal() else 0)
        services.withdraw_extension(request.actor, row)
        return redirect("report_extension", request.institution.slug, pk)
    form = ExtensionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.grant_extension(request.actor, found, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("La unidad tiene más tiempo."))
            return redirect("report", request.institution.slug, pk)
    context = {"report": found, "form": form, "given": given, "current": "my_unit"}
    return render(request, "indicators/report_extension.html", context)
