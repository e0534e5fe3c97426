"""Reports of the office: what its units owe, the cells of one, and putting a figure into a cell."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Router, Schema
from pydantic import ConfigDict

from ceiba.api.figures import DECIMAL, Figure, figure, optional
from ceiba.api.office import NOT_NUL, SEEN, Token, actor_of, etag, version_of
from ceiba.api.problems import Trouble
from ceiba.indicators.cells import Cell, Fate, Outcome
from ceiba.indicators.desk import Desk, Row, desk, said
from ceiba.indicators.queries_entry import reports_of
from ceiba.indicators.services import save_measurements
from ceiba.institutions.actor import Actor
from ceiba.institutions.permissions import PERMISSIONS
from ceiba.kernel.states import Absent, Datum, State, Value
from ceiba.kernel.text import _
from ceiba.methodologies.loader import load
from ceiba.ui import formats

router = Router(tags=["office"], auth=Token())
ENTER = "report.enter"
_Report = Path(..., ge=1, le=2**53)


class Report(Schema):
    """What a unit reports in a cycle."""

    id: int
    unit: str | None = Field(description=_("La unidad, por su clave; null si ninguna responde."))
    period: str
    duty: str
    state: str = Field(description=_("open, reported, returned, validated."))
    due: date
    closed: bool


class ReportList(Schema):
    """The reports that a token may enter figures into."""

    items: list[Report]


class CellTold(Schema):
    """A cell of a report: of an indicator, of the whole or of a part."""

    indicator: str
    text: str
    part: str = Field(description=_("La parte; vacía si es el total."))
    required: bool
    target: Figure
    value: Figure | None = Field(description=_("Lo que hay en la casilla; null si nadie escribió nada."))
    numerator: str | None
    denominator: str | None
    etag: str = Field(description=_("Lo que se envía en «If-Match» para escribir en ella."))


class CellList(Schema):
    """The cells of a report."""

    report: int
    items: list[CellTold]


class FigureSent(Schema):
    """A figure that somebody reports; a ratio is told by its two numbers."""

    model_config = ConfigDict(extra="forbid")

    part: str = Field("", max_length=200, pattern=NOT_NUL, description=_("La parte; vacía si es el total."))
    state: State = Field(State.VALUE, description=_("«value» con su cifra, o por qué no la hay."))
    amount: str | None = Field(None, max_length=40, pattern=DECIMAL)
    numerator: str | None = Field(None, max_length=40, pattern=DECIMAL)
    denominator: str | None = Field(None, max_length=40, pattern=DECIMAL)
    sure: bool = Field(
        False, description=_("Que la cifra está bien aunque sea extraña: responde a la pregunta del 409.")
    )


@router.get(
    "/office/reports",
    response=ReportList,
    operation_id="list_reports",
    summary=_("Informes que el token puede llenar"),
    description=_("Los informes de las unidades en que la persona del token reporta, el último período primero."),
)
def reports(request: HttpRequest) -> dict[str, Any]:
    """List the reports of the units in which the actor reports."""
    actor = actor_of(request, "plan.view", ENTER)
    fiscal = load(actor.institution.methodology).fiscal_start
    return {"items": [_told(report, fiscal) for report in _reports(actor)]}


@router.get(
    "/office/reports/{int:report_id}/figures",
    response=CellList,
    operation_id="read_report",
    summary=_("Las casillas de un informe"),
    description=_("Cada cifra que el informe pide, lo que se prometió, lo que hay en ella y el ETag para escribirla."),
)
def report_figures(request: HttpRequest, report_id: int = _Report) -> dict[str, Any]:
    """Show the cells of a report."""
    found = desk(_report(actor_of(request, "plan.view", ENTER), report_id))
    return {"report": report_id, "items": [_cell(row, part) for row in found.rows for part in row.cells]}


@router.put(
    "/office/reports/{int:report_id}/figures/{indicator_id}",
    response=CellTold,
    operation_id="report_figure",
    summary=_("Reportar una cifra"),
    description=_(
        "Escribe una cifra, o por qué no la hay, en la casilla de un indicador. Una cifra extraña se pregunta (409) "
        "hasta que «sure» diga que está bien; una que no puede ser se rechaza (422)."
    ),
)
def report_figure(
    request: HttpRequest,
    response: HttpResponse,
    indicator_id: str,
    sent: FigureSent,
    report_id: int = _Report,
    seen: str | None = SEEN,
) -> dict[str, Any]:
    """Put a figure into a cell of a report, if nobody changed it since it was seen."""
    actor = actor_of(request, ENTER)
    report = _report(actor, report_id)
    formats.activate(actor.institution.locale)
    found = desk(report)
    row = _row(found, indicator_id)
    version = version_of(seen)
    cell = Cell(row.pk, sent.part, _datum(sent), _number(sent.numerator), _number(sent.denominator), version, sent.sure)
    (outcome,) = save_measurements(actor, report, [cell])
    _refuse(outcome)
    told = _cell(_row(desk(report, [row.pk]), indicator_id), sent.part)
    response["ETag"] = told["etag"]
    return told


def _reports(actor: Actor) -> list[Any]:
    units = actor.units_where(PERMISSIONS[ENTER])
    everywhere: list[int | None] = [*actor.above, None]
    return reports_of(actor.institution, everywhere if units is None else units)


def _report(actor: Actor, pk: int) -> Any:
    found = next((report for report in _reports(actor) if report.pk == pk), None)
    if found is None:
        raise Trouble("not-found")
    return found


def _row(found: Desk, indicator: str) -> Row:
    row = next((row for row in found.rows if row.indicator.id == indicator), None)
    if row is None:
        raise Trouble("not-found")
    return row


def _told(report: Any, fiscal: int) -> dict[str, Any]:
    return {
        "id": report.pk,
        "unit": report.unit.key if report.unit else None,
        "period": report.cycle.period.notation(fiscal),
        "duty": report.cycle.duty,
        "state": report.state,
        "due": report.cycle.due,
        "closed": report.cycle.closed is not None,
    }


def _cell(row: Row, part: str) -> dict[str, Any]:
    stands = row.cells.get(part)
    return {
        "indicator": row.indicator.id,
        "text": row.indicator.text,
        "part": part,
        "required": row.is_required,
        "target": figure(row.promise.value),
        "value": figure(stands.value) if stands else None,
        "numerator": optional(stands.numerator) if stands else None,
        "denominator": optional(stands.denominator) if stands else None,
        "etag": etag(stands.version if stands else 0),
    }


def _datum(sent: FigureSent) -> Datum | None:
    """Return what was sent as a figure; None where numerator and denominator tell it. A problem where nothing does."""
    if sent.state is not State.VALUE:
        if sent.amount is not None or sent.numerator is not None or sent.denominator is not None:
            raise Trouble("invalid", errors=[("body.state", _("Dice que no hay cifra y trae una."))])
        return Absent(sent.state)
    if sent.amount is not None:
        return Value(Decimal(sent.amount))
    if sent.numerator is None or sent.denominator is None:
        raise Trouble("invalid", errors=[("body.amount", _("Falta la cifra, o sus dos números."))])
    return None


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _refuse(outcome: Outcome) -> None:
    """Raise the problem of a figure that was not written."""
    words = outcome.message or " ".join(said(doubt) for doubt in outcome.doubts)
    if outcome.fate is Fate.CONFLICT:
        stands = outcome.row.version if outcome.row else 0
        raise Trouble("changed", headers={"ETag": etag(stands)})
    if outcome.fate is Fate.REFUSED:
        raise Trouble("invalid", errors=[("body", words)])
    if outcome.fate is Fate.ASKED:
        raise Trouble("conflict", words, errors=[("body.sure", words)])
