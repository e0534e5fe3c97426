"""The page of a register's observatory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.queries_territory import extent, population_series
from ceiba.institutions.verbs import NotAllowed
from ceiba.kernel.register_type import Privacy
from ceiba.registers.forms_observatory import ObservatoryForm
from ceiba.registers.observatory import WHOLE, Observatory
from ceiba.registers.observatory_charts import ObservatoryCharts, month_words, period_words
from ceiba.registers.queries_observatory import place_field
from ceiba.registers.queries_rows import Reader
from ceiba.registers.views_rows import reader_of, shell_of


def register_observatory(request: HttpRequest, key: str) -> HttpResponse:
    """Show where, when and how often what a register keeps happens, for who may open its rows."""
    reader = reader_of(request, key)
    partly = _must_read(reader)
    here, today = extent(request.institution), timezone.localdate()
    series = population_series(request.institution) if place_field(reader) else ()
    form = ObservatoryForm(reader, series, today, request.GET)
    found = Observatory(reader, form.question(), here, series, today)
    names = {place: here.name_of(place) if place != WHOLE else _("Todo el registro") for place in found.alerts}
    context = {
        **shell_of(request, reader, "register_observatory"),
        "period": period_words(found.period),
        "form": form,
        "fields": [form[f"f_{field.key}"] for field in form.choices],
        "found": found,
        "drawn": list(ObservatoryCharts(found).all()),
        "alerts": list(names.values()),
        "month": month_words(found.last_whole),
        "partly": partly,
        "source": _source(form, reader),
        "today": today,
    }
    return render(request, "registers/observatory.html", context)


def _must_read(reader: Reader) -> bool:
    """Refuse who may open no row: zero would be a lie. Tell whether it is only the rows of some units."""
    if not reader.opens_rows:
        message = _("Las filas de este registro las ven solo algunos papeles; sus gráficas también.")
        raise NotAllowed(f"{message} {_('Sus cifras están en «Medidas».')}")
    narrow = reader.type.privacy is Privacy.RESTRICTED
    return narrow and reader.actor.units_where(frozenset(reader.type.readers)) is not None


def _source(form: ObservatoryForm, reader: Reader) -> str:
    """Return the options of the unmixed choices that are counted: whose figures these are."""
    question = form.question()
    chosen = dict(form.fixed)
    chosen |= {key: (option,) for key, option in (question.fields or {}).items()}
    unmixed = [field for field in reader.type.fields if field.unmixed and field.key in chosen]
    return ", ".join(
        field.option_by_key[option].label
        for field in unmixed
        for option in chosen[field.key]
        if option in field.option_by_key
    )
