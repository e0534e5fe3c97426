"""Indicators of the office: as they stand now, with what is not public yet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from ceiba.api.indicators import Indicator, IndicatorFilter, told, wanted
from ceiba.api.office import Now, Token, actor_of
from ceiba.api.reading import Paged, page_of
from ceiba.kernel.text import _

router = Router(tags=["office"], auth=Token())


class OfficeIndicatorList(Schema):
    """One page of the indicators of an office."""

    total: int
    page: int
    per_page: int
    items: list[Indicator]


class OfficeIndicatorsAsked(Paged, IndicatorFilter):
    """Which indicators, and which page."""


@router.get(
    "/office/indicators",
    response=OfficeIndicatorList,
    operation_id="list_office_indicators",
    summary=_("Indicadores, como están ahora"),
    description=_("Los indicadores de la institución del token, también los de planes que todavía no se publican."),
)
def office_indicators(
    request: HttpRequest, response: HttpResponse, asked: Query[OfficeIndicatorsAsked]
) -> dict[str, Any]:
    """List the indicators as they stand now."""
    now = Now(actor_of(request, "plan.view"))
    rows = [indicator for indicator in now.face.indicators if wanted(now, indicator, asked)]
    return page_of(request, response, asked, rows, lambda indicator: told(now, indicator))
