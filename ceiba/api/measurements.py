"""Measurements of the API: every figure that was published, with what stands behind it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from ceiba.api.figures import DECIMAL, Figure, figure, optional, text
from ceiba.api.problems import Trouble
from ceiba.api.reading import Edition, Listed, PageAsked, edition_of, paged
from ceiba.kernel import indicator as kernel
from ceiba.kernel.period import Period
from ceiba.kernel.states import State
from ceiba.kernel.text import _

router = Router(tags=["measurements"])
PERIOD = r"^[0-9]{4}(-[MBQCS][0-9]{1,2}|\.\.[0-9]{4})?$"


class Input(Schema):
    """The value of a variable of the formula."""

    variable: str
    amount: str = Field(pattern=DECIMAL)


class Proof(Schema):
    """A file that proves a figure."""

    sha256: str = Field(description=_("Huella del archivo."))
    name: str


class Measurement(Schema):
    """What was observed of an indicator in a period, of the whole or of a part."""

    indicator: str
    period: str
    disaggregation: str = Field(description=_("La parte medida; vacía si es el total."))
    value: Figure
    numerator: str | None = Field(pattern=DECIMAL)
    denominator: str | None = Field(pattern=DECIMAL)
    validated_by: str | None = Field(description=_("El puesto que la validó; nunca el nombre de una persona."))
    source: str | None = Field(description=_("De dónde se tomó, si no la reportó una unidad."))
    inputs: list[Input]
    evidence: list[Proof]


class MeasurementList(Listed):
    """One page of measurements."""

    items: list[Measurement]


class MeasurementsAsked(PageAsked):
    """Which measurements."""

    indicator: str | None = Field(None, max_length=200, description=_("Solo las de un indicador."))
    period: str | None = Field(
        None, pattern=PERIOD, description=_("Solo las de un período, como se escribe en un plan.")
    )
    state: State | None = Field(
        None, description=_("Solo las de un estado: cero es un valor, y no lo es lo que falta.")
    )


@router.get(
    "/institutions/{slug:institution_id}/measurements",
    response=MeasurementList,
    operation_id="list_measurements",
    summary=_("Mediciones"),
    description=_(
        "Cada cifra publicada con su estado: un valor (cero lo es), sin dato, no programada, aún no vence o no aplica. "
        "De lo que nadie reportó no hay medición: cada período de un indicador dice por qué."
    ),
)
def measurements(
    request: HttpRequest, response: HttpResponse, institution_id: str, asked: Query[MeasurementsAsked]
) -> dict[str, Any]:
    """List the figures of a publication, in its order."""
    edition = edition_of(institution_id, asked.publication)
    period = period_of(edition, asked.period)
    wanted = (asked.indicator, period, asked.state)
    rows = [
        one
        for one in edition.face.measurements
        if all(w in (None, h) for w, h in zip(wanted, (one.indicator, one.period, one.value.state), strict=True))
    ]
    proofs = _proofs(edition)
    return paged(request, response, edition, asked, rows, lambda row: told(edition, row, proofs))


def period_of(edition: Edition, notation: str | None) -> Period | None:
    """Return the period of a notation; a problem where it is none."""
    if notation is None:
        return None
    try:
        return Period.parse(notation, edition.face.methodology.fiscal_start)
    except ValueError:
        told = _("No es un período; se escribe 2024, 2024-M03, 2024-Q1, 2024-C2, 2024-S1 o 2024..2028.")
        raise Trouble("invalid", errors=[("query.period", told)]) from None


_Proofs = dict[tuple[str, Period, str], list[dict[str, str]]]


def _proofs(edition: Edition) -> _Proofs:
    found: _Proofs = {}
    for proof in edition.face.evidence:
        place = (proof.indicator, proof.period, proof.disaggregation)
        found.setdefault(place, []).append({"sha256": proof.document, "name": proof.name})
    return found


def told(edition: Edition, row: kernel.Measurement, proofs: _Proofs) -> dict[str, Any]:
    """Return a figure with what stands behind it."""
    return {
        "indicator": row.indicator,
        "period": edition.period(row.period),
        "disaggregation": row.disaggregation,
        "value": figure(row.value),
        "numerator": optional(row.numerator),
        "denominator": optional(row.denominator),
        "validated_by": row.validated_by,
        "source": row.source,
        "inputs": [{"variable": one.variable, "amount": text(one.amount)} for one in row.inputs],
        "evidence": proofs.get((row.indicator, row.period, row.disaggregation), []),
    }
