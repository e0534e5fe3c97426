"""Money of the API: budget lines and income, stage by stage, with what was reported at each cut-off."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from ceiba.api.figures import DECIMAL, Amount, StageAmount, amount, stages, text
from ceiba.api.measurements import PERIOD, period_of
from ceiba.api.reading import Edition, Listed, PageAsked, edition_of, paged
from ceiba.kernel import budget as kernel
from ceiba.kernel.text import _

router = Router(tags=["money"])


class Cutoff(Schema):
    """What a line had at each stage by the end of a period, since its fiscal year began."""

    until: str
    amounts: list[StageAmount]


class Served(Schema):
    """What a line pays for, and with which part of it."""

    subject: str = Field(description=_("A qué sirve, como «element/o3»."))
    share: str = Field(pattern=DECIMAL, description=_("Parte de uno."))


class BudgetLine(Schema):
    """A line of the budget; a stage that nobody told is absent, and not zero."""

    id: str
    classifier: str
    name: str
    source: str | None = Field(description=_("La fuente de financiamiento, por su clave."))
    nature: str | None = Field(description=_("investment, operating; null si no se dijo."))
    period: str | None
    amounts: list[StageAmount] = Field(description=_("Lo que imprime el presupuesto, por etapa."))
    cutoffs: list[Cutoff] = Field(description=_("Lo que informó el sistema financiero, acumulado en el año."))
    serves: list[Served]


class BudgetLineList(Listed):
    """One page of budget lines."""

    items: list[BudgetLine]


class IncomeLine(Schema):
    """A line of income."""

    id: str
    classifier: str
    name: str
    source: str | None
    period: str | None
    estimated: Amount | None
    cutoffs: list[Cutoff]


class IncomeList(Listed):
    """One page of income lines."""

    items: list[IncomeLine]


class LinesAsked(PageAsked):
    """Which lines."""

    period: str | None = Field(
        None, pattern=PERIOD, description=_("Solo las de un período, como se escribe en un plan.")
    )
    classifier: str | None = Field(
        None, max_length=80, description=_("Solo las cuyo clasificador comienza así: el todo antes que la parte.")
    )


class BudgetAsked(LinesAsked):
    """Which budget lines."""

    nature: kernel.Nature | None = Field(None, description=_("Solo las de inversión o las de funcionamiento."))


@router.get(
    "/institutions/{slug:institution_id}/budget-lines",
    response=BudgetLineList,
    operation_id="list_budget_lines",
    summary=_("Renglones del presupuesto"),
    description=_("El presupuesto renglón por renglón, con su dinero en cada etapa y lo que ejecutó a cada corte."),
)
def budget_lines(
    request: HttpRequest, response: HttpResponse, institution_id: str, asked: Query[BudgetAsked]
) -> dict[str, Any]:
    """List the budget lines of a publication."""
    edition = edition_of(institution_id, asked.publication)
    rows = [row for row in _lines(edition, edition.face.budget_lines, asked) if asked.nature in (None, row.nature)]
    return paged(request, response, edition, asked, rows, lambda row: told_line(edition, row))


@router.get(
    "/institutions/{slug:institution_id}/income",
    response=IncomeList,
    operation_id="list_income",
    summary=_("Ingresos"),
    description=_("Los ingresos rubro por rubro: lo que se estimó y lo que entró a cada corte."),
)
def income(
    request: HttpRequest, response: HttpResponse, institution_id: str, asked: Query[LinesAsked]
) -> dict[str, Any]:
    """List the income of a publication."""
    edition = edition_of(institution_id, asked.publication)
    rows = _lines(edition, edition.face.income, asked)
    return paged(request, response, edition, asked, rows, lambda row: told_income(edition, row))


def _lines(edition: Edition, lines: tuple[Any, ...], asked: LinesAsked) -> list[Any]:
    period, begins = period_of(edition, asked.period), asked.classifier or ""
    return [line for line in lines if period in (None, line.period) and line.classifier.startswith(begins)]


def told_line(edition: Edition, line: kernel.BudgetLine) -> dict[str, Any]:
    """Return a budget line."""
    return {
        **{name: getattr(line, name) for name in ("id", "classifier", "name", "source", "nature")},
        "period": edition.period(line.period),
        "amounts": stages(line.amounts),
        "cutoffs": _cutoffs(edition, line.cutoffs),
        "serves": [{"subject": share.subject, "share": text(share.share)} for share in line.serves],
    }


def told_income(edition: Edition, line: kernel.IncomeLine) -> dict[str, Any]:
    """Return a line of income."""
    return {
        **{name: getattr(line, name) for name in ("id", "classifier", "name", "source")},
        "period": edition.period(line.period),
        "estimated": amount(line.estimated),
        "cutoffs": _cutoffs(edition, line.cutoffs),
    }


def _cutoffs(edition: Edition, cutoffs: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [{"until": edition.period(one.until), "amounts": stages(one.amounts)} for one in cutoffs]
