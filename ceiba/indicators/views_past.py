"""The page by which figures of earlier years come in: a sheet, what it would bring, and bringing it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.reader import document
from ceiba.exchange.stored import dump_value, load_value
from ceiba.indicators import services
from ceiba.indicators.past_years import NoHeadings, PastReading, PastSeries, rows_of
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.indicator import Measurement
from ceiba.plans.fields import PlainText
from ceiba.ui import formats

_SALT = "ceiba.past_years"
_HOUR = 3600
_Kept = tuple[Measurement, ...]


class PastForm(forms.Form):
    """The sheet, and where its figures come from."""

    sheet = forms.FileField(
        label=gettext_lazy("La hoja"),
        help_text=gettext_lazy(
            "Excel (.xlsx) o CSV: «Indicador», «Año» y «Valor»; o «Indicador» y un año por columna."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    source = PlainText(
        label=gettext_lazy("De dónde salen las cifras"),
        help_text=gettext_lazy(
            "Memoria de labores 2023, censo, sistema… Si la hoja trae «Fuente», vale la de cada fila."
        ),
    )


def past_years(request: HttpRequest) -> HttpResponse:
    """Show what a sheet of earlier years would bring, and bring it once somebody says so."""
    if not request.actor.may("plan.edit"):
        raise NotAllowed(_("Las series de años anteriores las trae quien planifica."))
    if request.method == "POST" and request.POST.get("kept"):
        return _bring(request)
    form = PastForm(request.POST, request.FILES) if request.method == "POST" else PastForm()
    context: dict[str, Any] = {"form": form, "current": "plans"}
    if form.is_bound and form.is_valid():
        series = _series(request, form)
        if series is not None:
            figures = dump_value(_Kept, tuple(figure.value for figure in series.figures))
            kept = signing.dumps([request.institution.pk, figures], salt=_SALT, compress=True)
            return render(request, "indicators/past_preview.html", context | {"series": series, "kept": kept})
    return render(request, "indicators/past_years.html", context)


def _series(request: HttpRequest, form: PastForm) -> PastSeries | None:
    file = form.cleaned_data["sheet"]
    try:
        rows = rows_of(document(str(file.name), file.read()))
    except UnusableDocument as problem:
        form.add_error("sheet", formats.say()(problem.args[0]))
        return None
    except NoHeadings as problem:
        form.add_error("sheet", str(problem))
        return None
    return PastReading(request.institution, form.cleaned_data["source"], timezone.localdate()).judged(rows)


def _bring(request: HttpRequest) -> HttpResponse:
    try:
        institution, figures = signing.loads(request.POST["kept"], salt=_SALT, max_age=_HOUR)
    except signing.BadSignature:
        institution, figures = None, []
    if institution != request.institution.pk:
        messages.error(request, _("Pasó más de una hora: suba la hoja otra vez."))
        return redirect("past_years", request.institution.slug)
    try:
        count = services.bring_past(request.actor, load_value(_Kept, figures))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("past_years", request.institution.slug)
    words = ngettext("Se trajo %(count)s cifra.", "Se trajeron %(count)s cifras.", count) % {"count": count}
    messages.success(request, words)
    return redirect("board", request.institution.slug)
