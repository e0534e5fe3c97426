"""Pages on the flow of money: the picture with its tables, and the budget lines behind a part of it."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ceiba.audits.subjects import href, things
from ceiba.exchange.writers.subjects import name_of
from ceiba.kernel.budget import BudgetLine
from ceiba.kernel.flow import Stream
from ceiba.kernel.money import Money
from ceiba.kernel.source import address
from ceiba.monitoring.flow_drawing import FlowDrawing
from ceiba.monitoring.flows import FlowPage
from ceiba.monitoring.linking import DESTINATION_WORDS
from ceiba.monitoring.views import Here

ROWS = 50


class ChoiceForm(forms.Form):
    """What of the flow is shown: year, stage of the money, level of the destinations."""

    anio = forms.ChoiceField(label=_("Año"))
    etapa = forms.ChoiceField(label=_("Qué dinero"))
    nivel = forms.ChoiceField(label=_("A dónde va, por"))

    def __init__(self, page: FlowPage) -> None:
        super().__init__(initial={"anio": str(page.year), "etapa": page.stage, "nivel": page.level})
        choices = {
            "anio": [(str(year), str(year)) for year in page.years],
            "etapa": list(page.stages.items()),
            "nivel": list(page.levels.items()),
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered
        if not page.years:
            del self.fields["anio"]


@dataclass(frozen=True, slots=True)
class LineRow:
    """A part of a budget line on its way: what it serves, by which project, and how much."""

    line: BudgetLine
    source: str
    serves: str
    page: str | None
    by: str
    money: Money


def _page(request: HttpRequest, here: Here) -> FlowPage:
    asked = {name: request.GET.get(name, "") for name in ("anio", "etapa", "nivel")}
    return FlowPage(here.slug, here.snapshot, asked, timezone.localdate().year)


def flow(request: HttpRequest) -> HttpResponse:
    """Show where the money of a year comes from and goes to: the picture, and every end as a row."""
    page = _page(request, Here(request))
    context = {"page": page, "drawing": FlowDrawing(page), "form": ChoiceForm(page), "current": "money"}
    return render(request, "monitoring/flow.html", context)


def flow_lines(request: HttpRequest) -> HttpResponse:
    """Show the budget lines behind a source, a destination, or what runs between both, with their sum."""
    here = Here(request)
    page = _page(request, here)
    source, destination = request.GET.get("fuente", ""), request.GET.get("destino", "")
    found = page.behind(source, destination)
    by_key = {line.id: line for line in page.lines}
    rows = Paginator([stream for stream in found if stream.line in by_key], ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "from_node": next((node for node in page.sources if node.key == source), None),
        "to_node": next((node for node in page.destinations if node.key == destination), None),
        "rows": rows,
        "line_rows": [_row(page, stream, by_key[stream.line]) for stream in rows],
        "total": None if page.mixed else Money.total(stream.money for stream in found),
        "back": page.picture_href,
        "current": "money",
    }
    return render(request, "monitoring/flow_lines.html", context)


def _row(page: FlowPage, stream: Stream, line: BudgetLine) -> LineRow:
    known = things(page.snapshot)
    source, thing = known.thing(address("funding", line.source or "")), known.thing(stream.subject)
    project = known.thing(stream.by)
    serves = name_of(thing) if thing else stream.subject or str(DESTINATION_WORDS[stream.destination])
    return LineRow(
        line,
        name_of(source) if source else line.source or "",
        serves,
        href(page.slug, stream.subject, page.snapshot) if thing else None,
        name_of(project) if project else "",
        stream.money,
    )
