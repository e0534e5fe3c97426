"""Tables of what was observed: figures and their state, what is said of them, who reported when."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from ceiba.exchange.datasets.dataset import (
    DataColumn,
    Dataset,
    Issue,
    Read,
    at,
    day,
    decimal,
    figure,
    flag,
    integer,
    moment,
    span,
    text,
)
from ceiba.exchange.datasets.goals import measured_in, of_indicator
from ceiba.kernel.indicator import Indicator, Measurement
from ceiba.kernel.period import Period
from ceiba.kernel.reporting import Report, ReportingCycle, ReportState
from ceiba.kernel.states import NO_DATA, NOT_DUE, Datum, State
from ceiba.kernel.text import _


class _Figure(NamedTuple):
    """A figure of an indicator in a period: one that was published (``seen``), or the lack of one that was promised."""

    indicator: Indicator
    period: Period
    value: Datum
    seen: Measurement | None = None
    part: str = ""


class _Said(NamedTuple):
    """Something that was said of an indicator, and its place among all from 1."""

    indicator: Indicator
    place: int
    thing: Any
    beside: Any = None


def _figures(issue: Issue) -> Iterator[_Figure]:
    """Yield what was published of each indicator, and in its place in time what was promised and is not known."""
    measured: dict[str, list[_Figure]] = {}
    for one in issue.face.measurements:
        indicator = issue.face.indicator(one.indicator)
        if indicator is not None:
            told = _Figure(indicator, one.period, one.value, one, one.disaggregation)
            measured.setdefault(indicator.id, []).append(told)
    for plan in issue.face.plans:
        for indicator in plan.indicators:
            found = measured.get(indicator.id, [])
            found += _gaps(issue, indicator, {one.period for one in found if not one.part})
            yield from sorted(found, key=lambda one: (one.period, one.part))


def _gaps(issue: Issue, indicator: Indicator, known: set[Period]) -> Iterator[_Figure]:
    promised = {target.period: target.value for target in indicator.targets if target.period is not None}
    for period, value in promised.items():
        if period in known:
            continue
        due = NO_DATA if period.last_month <= issue.until.last_month else NOT_DUE
        yield _Figure(indicator, period, value if value.state is State.NOT_PROGRAMMED else due)


def _said(issue: Issue, things: tuple[Any, ...]) -> Iterator[_Said]:
    for place, thing in enumerate(things, 1):
        indicator = issue.face.indicator(thing.indicator)
        if indicator is not None:
            yield _Said(indicator, place, thing)


def _inputs(issue: Issue) -> Iterator[_Said]:
    for one in _said(issue, issue.face.measurements):
        for place, given in enumerate(one.thing.inputs, 1):
            yield _Said(one.indicator, place, one.thing, given)


def _reports(issue: Issue) -> Iterator[tuple[ReportingCycle, Report]]:
    cycles = {cycle.id: cycle for cycle in issue.face.cycles}
    return ((cycles[report.cycle], report) for report in issue.face.reports if report.cycle in cycles)


def _half(name: str, place: int) -> Read:
    def read(_issue: Issue, one: _Said) -> Decimal | None:
        pair = getattr(one.thing, name)
        return pair[place] if pair else None

    return read


def _report(name: str) -> Read:
    return lambda _issue, pair: getattr(pair[1], name)


def _cycle(name: str) -> Read:
    return lambda _issue, pair: getattr(pair[0], name)


def _part(source: str, path: str) -> DataColumn:
    return text(
        "parte",
        _("Parte de la que se habla («mujeres», «zona 6»); vacía en el total."),
        source,
        at(path),
        optional=True,
    )


_IN = _("la unidad de la columna «unidad_medida»")
_PLACE = _("Lugar de la fila en la tabla, desde 1.")
_NUMERATOR = _("Lo que se divide, en razones y porcentajes.")
_DENOMINATOR = _("Entre lo que se divide. Para juntar períodos o partes se suman numeradores y denominadores.")

FIGURES = Dataset(
    "mediciones",
    _("Mediciones"),
    _(
        "Lo observado de cada indicador en cada período, validado; y, con su estado, lo programado sin cifra. "
        "Los porcentajes llevan numerador y denominador y nunca se promedian."
    ),
    ("indicador", "periodo", "parte"),
    (
        of_indicator(),
        *span("Measurement.period", at("period")),
        _part("Measurement.disaggregation", "part"),
        *figure("Measurement.value", at("value"), unit=_IN),
        decimal("numerador", _NUMERATOR, "Measurement.numerator", at("seen.numerator")),
        decimal("denominador", _DENOMINATOR, "Measurement.denominator", at("seen.denominator")),
        measured_in(),
        text("valido", _("Oficina que validó la cifra."), "Measurement.validated_by", at("seen.validated_by")),
        text(
            "fuente", _("De dónde se tomó, donde ninguna unidad la reportó."), "Measurement.source", at("seen.source")
        ),
    ),
    _figures,
)
INPUTS = Dataset(
    "insumos",
    _("Insumos de las cifras"),
    _("El valor de cada variable con que se calculó una cifra."),
    ("indicador", "periodo", "parte", "numero"),
    (
        of_indicator(),
        *span("Measurement.period", at("thing.period")),
        _part("Measurement.disaggregation", "thing.disaggregation"),
        integer("numero", _("Lugar de la variable, desde 1."), "Measurement.inputs", at("place")),
        text("variable", _("Nombre de la variable en la fórmula."), "VariableInput.variable", at("beside.variable")),
        decimal("valor", _("Su valor."), "VariableInput.amount", at("beside.amount")),
    ),
    _inputs,
)
NARRATIVES = Dataset(
    "narrativas",
    _("Narrativas"),
    _("Lo que la unidad dice de una cifra: qué pasó, qué lo dificultó y qué sigue."),
    ("numero",),
    (
        integer("numero", _PLACE, "Narrative.indicator", at("place")),
        of_indicator(),
        *span("Narrative.period", at("thing.period")),
        text("analisis", _("Qué pasó."), "Narrative.analysis", at("thing.analysis")),
        text("dificultad", _("Qué lo dificultó."), "Narrative.difficulty", at("thing.difficulty")),
        text("siguiente", _("Qué se hará."), "Narrative.next_step", at("thing.next_step")),
    ),
    lambda issue: _said(issue, issue.face.narratives),
)
EVIDENCE = Dataset(
    "evidencias",
    _("Evidencias"),
    _("Los archivos que prueban las cifras, por su nombre y su huella."),
    ("numero",),
    (
        integer("numero", _PLACE, "Evidence.indicator", at("place")),
        of_indicator(),
        *span("Evidence.period", at("thing.period")),
        _part("Evidence.disaggregation", "thing.disaggregation"),
        text("nombre", _("Nombre del archivo."), "Evidence.name", at("thing.name")),
        text("huella", _("SHA-256 de sus bytes."), "Evidence.document", at("thing.document")),
    ),
    lambda issue: _said(issue, issue.face.evidence),
)
RESTATEMENTS = Dataset(
    "correcciones",
    _("Correcciones"),
    _("Cifras validadas que se corrigieron después: la de antes, la de ahora, el motivo y cuándo."),
    ("numero",),
    (
        integer("numero", _PLACE, "Restatement.indicator", at("place")),
        of_indicator(),
        *span("Restatement.period", at("thing.period")),
        _part("Restatement.disaggregation", "thing.disaggregation"),
        *figure("Restatement.before", at("thing.before"), after="_antes", unit=_IN),
        decimal("numerador_antes", _NUMERATOR, "Restatement.before_pair", _half("before_pair", 0)),
        decimal("denominador_antes", _DENOMINATOR, "Restatement.before_pair", _half("before_pair", 1)),
        *figure("Restatement.after", at("thing.after"), after="_despues", unit=_IN),
        decimal("numerador_despues", _NUMERATOR, "Restatement.after_pair", _half("after_pair", 0)),
        decimal("denominador_despues", _DENOMINATOR, "Restatement.after_pair", _half("after_pair", 1)),
        measured_in(),
        text("motivo", _("Por qué se corrigió."), "Restatement.reason", at("thing.reason")),
        text("acto", _("Acta o resolución, donde la hay."), "Restatement.act", at("thing.act")),
        moment("corregida", _("Cuándo se corrigió."), "Restatement.at", at("thing.at")),
        text("por", _("Oficina que la corrigió."), "Restatement.by", at("thing.by")),
    ),
    lambda issue: _said(issue, issue.face.restatements),
)
REPORTS = Dataset(
    "reportes",
    _("Reportes"),
    _("Qué unidad reportó en cada período, hasta cuándo podía y cuándo lo hizo."),
    ("ciclo", "unidad"),
    (
        text("ciclo", _("Período de reporte, con su clave."), "ReportingCycle.id", _cycle("id")),
        text("deber", _("Deber de reportar, con la clave de la metodología."), "ReportingCycle.duty", _cycle("duty")),
        *span("ReportingCycle.period", _cycle("period")),
        day("abre", _("Primer día en que se puede reportar."), "ReportingCycle.opens", _cycle("opens")),
        day("plazo", _("Último día, el mismo para todas."), "ReportingCycle.due", _cycle("due")),
        flag("cerrado", _("Verdadero si el período ya se cerró."), "ReportingCycle.closed", _cycle("closed")),
        text(
            "unidad",
            _("Unidad que reporta; vacía para lo que no tiene unidad."),
            "Report.unit",
            _report("unit"),
            refers="unidades",
            optional=True,
        ),
        text("situacion", _("Dónde está el reporte."), "Report.state", _report("state"), codes=tuple(ReportState)),
        day("vence", _("Último día, con su prórroga."), "Report.due", _report("due")),
        moment("reportado", _("Cuándo se reportó."), "Report.reported_at", _report("reported_at")),
        moment("revisado", _("Cuándo se revisó."), "Report.reviewed_at", _report("reviewed_at")),
    ),
    _reports,
)
