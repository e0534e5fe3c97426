"""Indicators of the API: what is measured, from which baseline, to which targets, and how each period stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from ceiba.api.figures import DECIMAL, Figure, Measured, figure, measured, optional
from ceiba.api.problems import Trouble
from ceiba.api.reading import Asked, Edition, Listed, PageAsked, Told, edition_of, one, paged
from ceiba.kernel import indicator as kernel
from ceiba.kernel.text import _
from ceiba.monitoring.goal import GoalPage

router = Router(tags=["indicators"])


class Target(Schema):
    """What is promised for a period."""

    period: str | None = Field(description=_("Período de la meta; null si el documento no le pone fecha."))
    value: Figure


class Baseline(Schema):
    """From where the promise starts."""

    value: Figure
    year: int | None
    source: str | None


class Indicator(Schema):
    """An indicator."""

    id: str
    plan: str
    element: str | None
    text: str
    unit: str | None = Field(description=_("La unidad que responde, por su clave."))
    unit_name: str | None
    measure_unit: Measured | None
    direction: str = Field(description=_("Dónde está lo mejor: up, down, constant, range."))
    accumulation: str = Field(description=_("Cómo sale el valor de un período largo de los cortos: sum, last, ratio…"))
    baseline: Baseline | None
    targets: list[Target]


class PeriodTold(Schema):
    """How one period stands: what was promised, what is known, and how much of the promise it is."""

    period: str
    target: Figure
    value: Figure = Field(description=_("Lo observado: del período, o de sus partes. Si falta, por qué."))
    achievement: Figure = Field(description=_("Cumplimiento, en por ciento y sin tope."))


class Variable(Schema):
    """A named input of the formula."""

    name: str
    description: str | None


class IndicatorDetail(Indicator):
    """One indicator with its sheet and every period."""

    definition: str | None
    method: str | None
    formula: str | None
    variables: list[Variable]
    verification: str | None
    frequency: int | None = Field(description=_("Meses entre un reporte y el siguiente."))
    weight: str | None = Field(pattern=DECIMAL)
    baseline_reason: str | None
    assumptions: str | None
    periods: list[PeriodTold]


class IndicatorList(Listed):
    """One page of indicators."""

    items: list[Indicator]


class IndicatorFilter(Schema):
    """Which indicators."""

    plan: str | None = Field(None, max_length=200, description=_("Solo los de un plan."))
    element: str | None = Field(None, max_length=200, description=_("Solo los de un elemento."))
    unit: str | None = Field(None, max_length=200, description=_("Solo los que nombran una unidad."))


class IndicatorsAsked(PageAsked, IndicatorFilter):
    """Which indicators of a publication."""


@router.get(
    "/institutions/{slug:institution_id}/indicators",
    response=IndicatorList,
    operation_id="list_indicators",
    summary=_("Indicadores"),
    description=_("Los indicadores de una publicación, con su línea base y sus metas."),
)
def indicators(
    request: HttpRequest, response: HttpResponse, institution_id: str, asked: Query[IndicatorsAsked]
) -> dict[str, Any]:
    """List the indicators of a publication."""
    edition = edition_of(institution_id, asked.publication)
    rows = [indicator for indicator in edition.face.indicators if wanted(edition, indicator, asked)]
    return paged(request, response, edition, asked, rows, lambda indicator: told(edition, indicator))


def wanted(edition: Told, indicator: kernel.Indicator, asked: IndicatorFilter) -> bool:
    """Tell whether an indicator is one of those that an address asks for."""
    found = (edition.face.plan_of_indicator(indicator).id, indicator.element, indicator.unit)
    asked_for = (asked.plan, asked.element, asked.unit)
    return all(want in (None, have) for want, have in zip(asked_for, found, strict=True))


@router.get(
    "/institutions/{slug:institution_id}/indicators/{indicator_id}",
    response=IndicatorDetail,
    operation_id="read_indicator",
    summary=_("Un indicador"),
    description=_(
        "Un indicador con su ficha y cada período: lo prometido, lo observado o por qué falta, y cuánto se cumple."
    ),
)
def indicator(
    request: HttpRequest, response: HttpResponse, institution_id: str, indicator_id: str, asked: Query[Asked]
) -> dict[str, Any]:
    """Show one indicator."""
    edition = edition_of(institution_id, asked.publication)
    found = indicator_of(edition, indicator_id)
    one(request, response, edition)
    page = GoalPage(institution_id, edition.face, found, edition.today)
    told_periods = [
        {
            "period": edition.period(row.period),
            "target": figure(row.target),
            "value": figure(row.told.value),
            "achievement": figure(row.told.percent),
        }
        for row in reversed(page.rows)
    ]
    return {**told(edition, found), **sheet(found), "periods": told_periods}


def indicator_of(edition: Edition, key: str) -> kernel.Indicator:
    """Return an indicator of a publication; a problem where it holds none such."""
    found = edition.face.indicator(key)
    if found is None:
        raise Trouble("not-found")
    return found


def told(edition: Told, indicator: kernel.Indicator) -> dict[str, Any]:
    """Return an indicator with its promise."""
    unit = edition.face.unit(indicator.unit)
    start = indicator.baseline
    return {
        "id": indicator.id,
        "plan": edition.face.plan_of_indicator(indicator).id,
        "element": indicator.element,
        "text": indicator.text,
        "unit": indicator.unit,
        "unit_name": unit.name if unit else None,
        "measure_unit": measured(indicator.measure_unit),
        "direction": indicator.better_direction,
        "accumulation": indicator.accumulation,
        "baseline": {"value": figure(start.value), "year": start.year, "source": start.source} if start else None,
        "targets": [
            {"period": edition.period(target.period), "value": figure(target.value)} for target in indicator.targets
        ],
    }


def sheet(indicator: kernel.Indicator) -> dict[str, Any]:
    """Return what the sheet of an indicator says besides its promise."""
    names = ("definition", "method", "formula", "verification", "frequency", "baseline_reason", "assumptions")
    return {
        **{name: getattr(indicator, name) for name in names},
        "variables": [{"name": one.name, "description": one.description} for one in indicator.variables],
        "weight": optional(indicator.weight),
    }
