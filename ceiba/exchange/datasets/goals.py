"""Tables of goals: indicators, how each is computed and opens into parts, and what was promised."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from ceiba.exchange.datasets.dataset import (
    DataColumn,
    Dataset,
    Issue,
    Read,
    at,
    decimal,
    figure,
    flag,
    integer,
    key,
    span,
    text,
)
from ceiba.kernel.indicator import Accumulation, Direction, Indicator
from ceiba.kernel.plan import Plan
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.sheet import IndicatorDimension, IndicatorScope
from ceiba.kernel.text import _


class _Of(NamedTuple):
    """An indicator and the plan that holds it."""

    plan: Plan
    indicator: Indicator


class _Inner(NamedTuple):
    """Something that an indicator holds, and its place there from 1."""

    indicator: Indicator
    place: int
    thing: Any
    part: str = ""


def of_indicator() -> DataColumn:
    """Return the column of the indicator that a row speaks of."""
    return text("indicador", _("Indicador del que se habla."), "Indicator.id", at("indicator.id"), refers="indicadores")


def measured_in() -> DataColumn:
    """Return the column that says in what a figure is measured."""
    says = _("En qué se mide; vacía si el plan no lo dice.")
    return text("unidad_medida", says, "Indicator.measure_unit", at("indicator.measure_unit.name"))


def _every(issue: Issue) -> Iterator[_Of]:
    return (_Of(plan, indicator) for plan in issue.face.plans for indicator in plan.indicators)


def _is_withdrawn(issue: Issue, of: _Of) -> bool:
    element = issue.face.element(of.indicator.element)
    return element is not None and element.withdrawn


def _edge(place: int) -> Read:
    def read(_issue: Issue, of: _Of) -> Decimal | None:
        return of.indicator.band[place] if of.indicator.band else None

    return read


def _targets(issue: Issue) -> Iterator[_Inner]:
    for _plan, indicator in _every(issue):
        for place, target in enumerate(indicator.targets, 1):
            yield _Inner(indicator, place, target)


def _variables(issue: Issue) -> Iterator[_Inner]:
    for _plan, indicator in _every(issue):
        for place, variable in enumerate(indicator.variables, 1):
            yield _Inner(indicator, place, variable)


def _parts(issue: Issue) -> Iterator[_Inner]:
    for _plan, indicator in _every(issue):
        parts = [(way, part) for way in indicator.disaggregations for part in way.parts]
        for place, (way, part) in enumerate(parts, 1):
            yield _Inner(indicator, place, way, part)


_IN = _("la unidad de la columna «unidad_medida»")
_PLACE = _("Lugar de la fila dentro del indicador, desde 1.")

INDICATORS = Dataset(
    "indicadores",
    _("Indicadores"),
    _("La ficha de cada indicador: qué mide, cómo, en qué, desde qué línea base y quién responde."),
    ("clave",),
    (
        key("Indicator.id", "indicator.id"),
        text("plan", _("Plan al que pertenece."), "Plan.id", at("plan.id"), refers="planes"),
        text("elemento", _("Elemento que mide."), "Indicator.element", at("indicator.element"), refers="elementos"),
        text("texto", _("Nombre del indicador."), "Indicator.text", at("indicator.text")),
        measured_in(),
        text(
            "unidad_medida_clase",
            _("Cómo se comportan sus cifras: cuenta, magnitud, porcentaje, tasa, índice, dinero o hito."),
            "Indicator.measure_unit",
            at("indicator.measure_unit.kind"),
            codes=tuple(UnitKind),
        ),
        decimal(
            "por",
            _("Denominador de una tasa: 1000 en «por mil»."),
            "Indicator.measure_unit",
            at("indicator.measure_unit.per"),
        ),
        text(
            "direccion",
            _("Hacia dónde está lo mejor: sube, baja, se mantiene o queda en un rango."),
            "Indicator.direction",
            at("indicator.direction"),
            codes=tuple(Direction),
        ),
        text(
            "acumulacion",
            _("Cómo sale la cifra de un período largo de las de los cortos. Un porcentaje nunca se promedia."),
            "Indicator.accumulation",
            at("indicator.accumulation"),
            codes=tuple(Accumulation),
        ),
        *figure("Baseline.value", at("indicator.baseline.value"), after="_linea_base", unit=_IN),
        integer("anio_linea_base", _("Año de la línea base."), "Baseline.year", at("indicator.baseline.year")),
        text(
            "fuente_linea_base", _("De dónde sale la línea base."), "Baseline.source", at("indicator.baseline.source")
        ),
        text(
            "motivo_sin_linea_base",
            _("Por qué no hay línea base."),
            "Indicator.baseline_reason",
            at("indicator.baseline_reason"),
        ),
        text(
            "meta_texto",
            _("La meta como está impresa, donde son palabras."),
            "Indicator.target_text",
            at("indicator.target_text"),
        ),
        text(
            "denominador", _("Qué se cuenta en el denominador."), "Indicator.denominator", at("indicator.denominator")
        ),
        text("formula", _("Fórmula sobre los nombres de sus variables."), "Indicator.formula", at("indicator.formula")),
        text("definicion", _("Qué se mide."), "Indicator.definition", at("indicator.definition")),
        text("metodo", _("Cómo se mide."), "Indicator.method", at("indicator.method")),
        text("verificacion", _("Medio de verificación."), "Indicator.verification", at("indicator.verification")),
        integer(
            "frecuencia",
            _("Cuántos meses hay entre dos reportes."),
            "Indicator.frequency",
            at("indicator.frequency"),
            unit=_("meses"),
        ),
        text(
            "ambito",
            _("De lo que la institución hace para otros, o de cómo se administra."),
            "Indicator.scope",
            at("indicator.scope"),
            codes=tuple(IndicatorScope),
        ),
        text(
            "dimension",
            _("Qué lado del desempeño mide."),
            "Indicator.dimension",
            at("indicator.dimension"),
            codes=tuple(IndicatorDimension),
        ),
        text("unidad", _("Unidad que responde."), "Indicator.unit", at("indicator.unit"), refers="unidades"),
        decimal("peso", _("Cuánto pesa entre los de su elemento."), "Indicator.weight", at("indicator.weight")),
        decimal(
            "rango_minimo", _("Valor más bajo del rango en que debe quedar."), "Indicator.band", _edge(0), unit=_IN
        ),
        decimal(
            "rango_maximo", _("Valor más alto del rango en que debe quedar."), "Indicator.band", _edge(1), unit=_IN
        ),
        text(
            "supuestos",
            _("Lo que tiene que pasar fuera de la institución."),
            "Indicator.assumptions",
            at("indicator.assumptions"),
        ),
        flag(
            "retirado",
            _("Verdadero si su elemento se retiró: queda en la historia y no cuenta en nada."),
            "Element.withdrawn",
            _is_withdrawn,
        ),
    ),
    _every,
)
TARGETS = Dataset(
    "metas",
    _("Metas"),
    _("Lo que se prometió de cada indicador para cada período."),
    ("indicador", "numero"),
    (
        of_indicator(),
        integer("numero", _PLACE, "Indicator.targets", at("place")),
        *span("Target.period", at("thing.period")),
        *figure("Target.value", at("thing.value"), unit=_IN),
        measured_in(),
    ),
    _targets,
)
VARIABLES = Dataset(
    "variables",
    _("Variables de las fórmulas"),
    _("Qué es cada variable de la fórmula de un indicador y dónde se encuentra su cifra."),
    ("indicador", "numero"),
    (
        of_indicator(),
        integer("numero", _PLACE, "Indicator.variables", at("place")),
        text("variable", _("Nombre de la variable en la fórmula."), "Variable.name", at("thing.name")),
        text("descripcion", _("Qué es."), "Variable.description", at("thing.description")),
        text("medida_en", _("En qué se mide."), "Variable.measured_in", at("thing.measured_in")),
        text("verificacion", _("Dónde se encuentra su cifra."), "Variable.verification", at("thing.verification")),
    ),
    _variables,
)
PARTS = Dataset(
    "desagregaciones",
    _("Desagregaciones"),
    _("Las partes en que se abre cada indicador: mujeres y hombres, zonas, edades."),
    ("indicador", "numero"),
    (
        of_indicator(),
        integer("numero", _PLACE, "Indicator.disaggregations", at("place")),
        text("desagregacion", _("Por qué se abre."), "Disaggregation.name", at("thing.name")),
        text("parte", _("Nombre de la parte, como está en las mediciones."), "Disaggregation.parts", at("part")),
    ),
    _parts,
)
