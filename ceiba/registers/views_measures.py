"""Pages of what a register measures, of the rows behind a figure, and of the indicators that it gives figures to."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.indicators.feeding import Difference, differences
from ceiba.indicators.models import Indicator, MeasureBinding
from ceiba.indicators.queries_bindings import settled_periods, value_of
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.period import Period
from ceiba.kernel.register_figure import MeasureQuestion
from ceiba.kernel.register_measure import Measure
from ceiba.registers.binding import create_binding, end_binding, refuse_unknown, source_words
from ceiba.registers.forms_binding import BindingForm, EndForm
from ceiba.registers.measure_words import dimension_label, formula_words, part_label
from ceiba.registers.measures_page import STEPS, MeasurePage, Told, bound_goals, made_of
from ceiba.registers.measuring import fed, figures, opened_periods, periods_of
from ceiba.registers.queries_rows import Reader
from ceiba.registers.queries_types import registers_of
from ceiba.registers.rows_behind import behind
from ceiba.registers.views_rows import reader_of, shell_of

STEP_WORDS = {
    "mes": gettext_lazy("Por mes"),
    "trimestre": gettext_lazy("Por trimestre"),
    "cuatrimestre": gettext_lazy("Por cuatrimestre"),
    "ano": gettext_lazy("Por año"),
}


def measure_of(reader: Reader, key: str) -> Measure:
    """Return a measure of the register; ``Http404`` for one that it does not have."""
    found = reader.type.measure_by_key.get(key)
    if found is None:
        raise Http404
    return found


def register_measures(request: HttpRequest, key: str) -> HttpResponse:
    """List what a register measures: each measure with its formula, its figure of this year, and its goals."""
    reader = reader_of(request, key)
    today = timezone.localdate()
    goals = bound_goals(reader, today)
    pages = [MeasurePage(reader, measure, today, "ano") for measure in reader.type.measures]
    context = {
        **shell_of(request, reader, "register_measures"),
        "rows": [(page, goals.get(page.measure.key, [])) for page in pages],
        "may_bind": request.actor.may("plan.edit"),
    }
    return render(request, "registers/measures.html", context)


def register_measure(request: HttpRequest, key: str, measure: str) -> HttpResponse:
    """Show one measure: its formula, its figures by period (``?cada=``), opened (``?por=``), and its goals."""
    reader = reader_of(request, key)
    today, every = timezone.localdate(), request.GET.get("cada", "mes")
    page = MeasurePage(reader, measure_of(reader, measure), today, every if every in STEPS else "mes")
    names = [name for name, _label in page.dimensions]
    by = request.GET.get("por", names[0] if names else "")
    by = by if by in names else ""
    chosen = page.chosen(request.GET.get("en", ""))
    context = {
        **shell_of(request, reader, "register_measures"),
        "page": page,
        "steps": list(STEP_WORDS.items()),
        "by": by,
        "by_label": dimension_label(reader.type, by) if by else "",
        "chosen": chosen,
        "opened": page.opened(by, chosen) if by else (),
        "goals": bound_goals(reader, today).get(measure, []),
        "may_bind": request.actor.may("plan.edit"),
    }
    return render(request, "registers/measure.html", context)


def register_measure_rows(request: HttpRequest, key: str, measure: str) -> HttpResponse:
    """List exactly the rows behind a figure: ``?periodo=2026-C1`` and ``?parte-tema=agua`` as the figure has them."""
    reader = reader_of(request, key)
    asked = measure_of(reader, measure)
    try:
        period = Period.parse(request.GET.get("periodo") or f"{timezone.localdate().year:04d}")
    except ValueError:
        raise Http404 from None
    where = {name: request.GET[f"parte-{name}"] for name in asked.by if f"parte-{name}" in request.GET}
    today = timezone.localdate()
    found = behind(reader, made_of(reader, asked), MeasureQuestion(period, today, reader.register.since, where))
    one = figures(reader.register, measure, [period], where, today)[period]
    context = {
        **shell_of(request, reader, "register_measures"),
        "measure": asked,
        "told": Told("", period.notation(), one, asked),
        "period": period,
        "where": [
            (dimension_label(reader.type, name), part_label(reader.type, name, part)) for name, part in where.items()
        ],
        "found": found,
        "rows": [(row, reader.type.state_by_key.get(row.state)) for row in found.rows],
    }
    return render(request, "registers/measure_rows.html", context)


def binding_choose(request: HttpRequest, indicator: str) -> HttpResponse:
    """List what the registers of the institution measure, to choose what gives an indicator its figures."""
    if not request.actor.may("plan.edit"):
        raise NotAllowed(_("Qué registro mide un indicador lo decide quien planifica para toda la institución."))
    rows = Indicator.objects.of(request.institution).filter(withdrawn=False)
    registers = [Reader(request.actor, one) for one in registers_of(request.institution)]
    context = {
        "indicator": get_object_or_404(rows, key=indicator),
        "registers": [(one.register, _formulas(one)) for one in registers if one.type.measures],
        "current": "registers",
    }
    return render(request, "registers/binding_choose.html", context)


def _formulas(reader: Reader) -> list[tuple[Measure, str]]:
    """Return the measures of a register, each with its formula in words."""
    return [(one, formula_words(reader.type, one)) for one in reader.type.measures]


def binding_create(request: HttpRequest, key: str, measure: str) -> HttpResponse:
    """Let a measure give an indicator its figures: shows first what it would compute, and what stands there now."""
    reader = reader_of(request, key)
    if not request.actor.may("plan.edit"):
        raise NotAllowed(_("Qué registro mide un indicador lo decide quien planifica para toda la institución."))
    asked, sent = measure_of(reader, measure), request.method == "POST"
    chosen = request.GET.get("indicador", "")
    form = BindingForm(request.POST if sent else None, register=reader.register, measure=asked, chosen=chosen)
    preview: list[tuple[Difference, bool]] | None = None
    status = 200
    if sent and form.is_valid():
        try:
            if request.POST.get("do") == "save":
                made = create_binding(request.actor, reader.register, form.row, **form.chosen)
                messages.success(request, _("Desde ahora lo mide el registro: %(source)s.") % {"source": made.source})
                return redirect("indicator", request.institution.slug, form.row.key)
            preview = _preview(request, reader, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
    context = {
        **shell_of(request, reader, "register_measures"),
        "page": MeasurePage(reader, asked, timezone.localdate()),
        "form": form,
        "preview": preview,
    }
    return render(request, "registers/binding.html", context, status=status)


def _preview(request: HttpRequest, reader: Reader, form: BindingForm) -> list[tuple[Difference, bool]]:
    """Return what a binding would write, each with whether its period is settled; nothing is written."""
    columns = {**form.chosen, "where": [list(pair) for pair in form.chosen["where"].items()]}
    row = MeasureBinding(institution=request.institution, indicator=form.row, register=reader.register.key, **columns)
    value = value_of(row)
    refuse_unknown(reader.type, value)
    row.source = source_words(reader.register, value)
    today = timezone.localdate()
    periods = periods_of(row, opened_periods(request.institution), today)
    found = differences(row, fed(reader.register, row, periods, today))
    with transaction.atomic():
        settled = settled_periods(row, [one.period for one in found])
    return [(one, one.period in settled) for one in reversed(found)]


def binding_end(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Say the last day on which a register measures an indicator."""
    reader = reader_of(request, key)
    rows = MeasureBinding.objects.of(request.institution).filter(register=key).select_related("indicator")
    row: MeasureBinding = get_object_or_404(rows, pk=pk)
    if not request.actor.may("plan.edit"):
        raise NotAllowed(_("Qué registro mide un indicador lo decide quien planifica para toda la institución."))
    form = EndForm(request.POST if request.method == "POST" else None, initial={"until": timezone.localdate()})
    status = 200
    if form.is_bound and form.is_valid():
        try:
            end_binding(request.actor, row, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("Lo que venga después de ese día se escribe otra vez a mano."))
            return redirect("register_measure", request.institution.slug, key, row.measure)
    context: dict[str, Any] = {**shell_of(request, reader, "register_measures"), "binding": row, "form": form}
    return render(request, "registers/binding_end.html", context, status=status)
