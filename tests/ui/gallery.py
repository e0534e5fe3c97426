"""Every component on one page, and every address that pages name: what the look is tested and looked at with."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import RequestContext, Template
from django.urls import include, path
from django_cotton.compiler_regex import CottonCompiler

from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import MeasureUnit, UnitKind
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, NOT_DUE, NOT_PROGRAMMED, Value
from ceiba.ui import formats
from ceiba.ui.shell import MenuItem, Shell
from tests.cast import valle_alto

PAGE = Path(__file__).with_name("gallery.html")
ASIDE = ("Unidades", "Personas", "Historia")
MENU = ("Plan", "Documentos", "Revisión", "Dinero", "Unidades", "Personas", "Historia")
SHELL = Shell(
    path="/ayuda/prueba/galeria/",
    institution="Municipalidad de Valle Alto",
    short_name="Valle Alto",
    invented=True,
    menu=tuple(MenuItem(words, f"/{words}/", "plans" if words == "Plan" else words, words in ASIDE) for words in MENU),
    person="Ada Planificadora",
)


class Sample(forms.Form):
    """One field of each kind that pages use."""

    name = forms.CharField(label="Texto del resultado", help_text="Una frase que diga qué cambia y para quién.")
    level = forms.ChoiceField(label="Nivel", choices=[("o", "Objetivo"), ("r", "Resultado")])
    target = forms.DecimalField(label="Meta", required=False)
    reason = forms.CharField(label="Motivo", widget=forms.Textarea, required=False)
    file = forms.FileField(label="Documento", required=False)
    day = forms.DateField(label="Vence", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    agreed = forms.BooleanField(label="Avisar a la unidad", required=False)
    states = forms.MultipleChoiceField(
        label="Estados", choices=[("a", "En ruta"), ("b", "Fuera de ruta")], widget=forms.CheckboxSelectMultiple
    )
    road = forms.ChoiceField(label="Sentido", choices=[("u", "Sube"), ("d", "Baja")], widget=forms.RadioSelect)


@cache
def template() -> Template:
    """Return the page, its components compiled as the loader would."""
    return Template(CottonCompiler().process(PAGE.read_text(encoding="utf-8")))


def context() -> dict[str, object]:
    """Return one value of every sort that templates write."""
    snapshot = valle_alto()
    indicators = [one for one in snapshot.indicators if one.baseline and one.targets]
    water = MeasureUnit("m³", UnitKind.MAGNITUDE)
    return {
        "current": "plans",
        "form": Sample(),
        "wrong": Sample({"name": "", "level": "x"}, prefix="w"),
        "page": Paginator(range(95), 10).page(3),
        "snapshot": snapshot,
        "indicator": indicators[0],
        "funding": [(source.name, source.amount) for source in snapshot.funding],
        "zero": Value(Decimal(0)),
        "value": Value(Decimal("24840000.5")),
        "absences": [NO_DATA, NOT_PROGRAMMED, NOT_DUE, NOT_APPLICABLE],
        "unit": water,
        "big": Decimal("28235390.5"),
        "share": Decimal("58.4"),
        "money": Money(Decimal(17200000), "GTQ"),
        "period": Period.parse("2024-C2"),
        "day": date(2024, 8, 31),
        "moment": datetime(2024, 9, 10, 16, 2),  # noqa: DTZ001  # as a form would give it
        "fifty": range(12),
    }


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    formats.activate(SHELL.locale)
    request.shell = SHELL
    return HttpResponse(template().render(RequestContext(request, context())))


@login_not_required
def nothing(request: HttpRequest) -> HttpResponse:
    """Stand where the product has a page that the look only leads to."""
    return HttpResponse()


@login_not_required
def refused(request: HttpRequest) -> HttpResponse:
    """Show a refusal, as the door of an institution does."""
    request.shell = SHELL
    typed = [("target_value", "24,840,000"), ("reason", "Se midió de nuevo\nen agosto."), ("password", "secreta")]
    message = "Otra persona cambió este resultado mientras usted escribía. Nada se guardó."
    return render(
        request, "ui/refused.html", {"message": message, "typed": typed, "back": "/ayuda/prueba/galeria/"}, status=409
    )


# The pages of the look alone: what other floors are building cannot break them. Under «ayuda/» nobody must sign in.
urlpatterns = [
    path("ayuda/prueba/galeria/", gallery),
    path("ayuda/prueba/rechazo/", refused),
    path("", nothing, name="home"),
    path("cuenta/", include("allauth.urls")),
    path("", include("ceiba.ui.urls")),
    path("<slug:institution>/planes/", nothing, name="plans"),
]
handler400 = "ceiba.ui.views.bad_request"
handler403 = "ceiba.ui.views.forbidden"
handler404 = "ceiba.ui.views.not_found"
handler500 = "ceiba.ui.views.failed"
