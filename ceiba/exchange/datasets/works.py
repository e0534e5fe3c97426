"""Tables of works: projects, their money by year, steps, contracts, disbursements, progress and public pictures."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ceiba.exchange.datasets.dataset import (
    DataColumn,
    Dataset,
    Issue,
    at,
    currency,
    day,
    decimal,
    integer,
    key,
    money,
    span,
    text,
)
from ceiba.exchange.public_name import public_name
from ceiba.kernel.classifier import ProjectPhase
from ceiba.kernel.project import ContractKind, DisbursementStep, Project, ProjectStatus
from ceiba.kernel.project_phase import phase_reached
from ceiba.kernel.text import _


class _Of(NamedTuple):
    """Something that a project holds, and its place there from 1."""

    project: Project
    place: int
    thing: Any


def _held(name: str) -> Callable[[Issue], Iterator[_Of]]:
    def things(issue: Issue) -> Iterator[_Of]:
        for project in issue.face.projects:
            for place, thing in enumerate(getattr(project, name), 1):
                yield _Of(project, place, thing)

    return things


def _phase(issue: Issue, project: Project) -> ProjectPhase | None:
    return phase_reached(project, issue.face.methodology.project_steps)


def _step(issue: Issue, of: _Of) -> str | None:
    return next((step.label for step in issue.face.methodology.project_steps if step.key == of.thing.key), None)


def _party(_issue: Issue, of: _Of) -> str:
    return public_name(of.thing.party)


def _first(source: str) -> tuple[DataColumn, DataColumn]:
    """Return the columns that tell rows of a project apart."""
    return (
        text("proyecto", _("Proyecto del que se habla."), "Project.id", at("project.id"), refers="proyectos"),
        integer("numero", _("Lugar de la fila dentro del proyecto, desde 1."), source, at("place")),
    )


def _percent(name: str, says: str, source: str) -> DataColumn:
    return decimal(name, says, source, at(f"thing.{source.partition('.')[2]}"), unit="%")


_DEGREES = _("grados (WGS 84)")
_PEOPLE = _("personas")
_KEY = ("proyecto", "numero")

PROJECTS = Dataset(
    "proyectos",
    _("Proyectos"),
    _("Los proyectos de inversión; a qué sirven está en «vinculos»."),
    ("clave",),
    (
        key("Project.id"),
        text("codigo", _("Código nacional del proyecto (SNIP, CUI u otro)."), "Project.code"),
        text("nombre", _("Nombre del proyecto."), "Project.name"),
        text("situacion", _("Nuevo, de arrastre o de varios años."), "Project.status", codes=tuple(ProjectStatus)),
        text(
            "fase",
            _("La última fase en que pasó algo de verdad; un plan no basta."),
            "Project.stages Project.contracts Project.disbursements Project.progress",
            _phase,
            codes=tuple(ProjectPhase),
        ),
        *span("Project.period"),
        money("Project.amount", says=_("Lo impreso para el año del plan.")),
        money("Project.cost", name="costo", says=_("Lo que cuesta el proyecto entero, todos sus años.")),
        money("Project.contribution", name="aporte", says=_("Lo que da otra entidad.")),
        currency("Project.amount", "Project.cost", "Project.contribution"),
        text("lugar", _("Dónde está."), "Project.place"),
        decimal("latitud", _("Latitud."), "Project.latitude", unit=_DEGREES),
        decimal("longitud", _("Longitud."), "Project.longitude", unit=_DEGREES),
        integer("mujeres", _("Beneficiarias."), "Project.women", unit=_PEOPLE),
        integer("hombres", _("Beneficiarios."), "Project.men", unit=_PEOPLE),
        text("funcion", _("Lugar en la clasificación de funciones."), "Project.function"),
        text("prioridad", _("Prioridad del gobierno a la que responde."), "Project.priority"),
        text("unidad", _("Unidad que responde."), "Project.unit", refers="unidades"),
    ),
    lambda issue: issue.face.projects,
)
YEARS = Dataset(
    "proyectos_anios",
    _("Proyectos por año"),
    _("El dinero de cada proyecto en cada año."),
    _KEY,
    (
        *_first("Project.amounts"),
        integer("anio", _("Año."), "YearAmount.year", at("thing.year")),
        money("YearAmount.amount", at("thing.amount")),
        currency("YearAmount.amount", within="thing"),
    ),
    _held("amounts"),
)
STEPS = Dataset(
    "proyectos_etapas",
    _("Etapas de los proyectos"),
    _("Los pasos de cada proyecto, con lo programado y lo que pasó."),
    _KEY,
    (
        *_first("Project.stages"),
        text("etapa", _("Etapa, con la clave de la metodología."), "ProjectStage.key", at("thing.key")),
        text("etapa_nombre", _("La etapa, en palabras del país."), "ProjectStage.key", _step),
        day("inicio_programado", _("Inicio programado."), "ProjectStage.planned_start", at("thing.planned_start")),
        day("fin_programado", _("Fin programado."), "ProjectStage.planned_end", at("thing.planned_end")),
        day("inicio", _("Inicio real."), "ProjectStage.start", at("thing.start")),
        day("fin", _("Fin real."), "ProjectStage.end", at("thing.end")),
    ),
    _held("stages"),
)
CONTRACTS = Dataset(
    "contratos",
    _("Contratos"),
    _("Convenios, contratos y ampliaciones. El nombre de la parte va sin números de identidad ni de impuestos."),
    _KEY,
    (
        *_first("Project.contracts"),
        text(
            "clase", _("Convenio, contrato o ampliación."), "Contract.kind", at("thing.kind"), codes=tuple(ContractKind)
        ),
        text("documento", _("Número del contrato."), "Contract.number", at("thing.number")),
        day("dia", _("Día en que se firmó."), "Contract.day", at("thing.day")),
        money(
            "Contract.amount", at("thing.amount"), says=_("Monto del contrato, o lo que la ampliación agrega o quita.")
        ),
        currency("Contract.amount", within="thing"),
        day("termina", _("Último día del plazo."), "Contract.ends", at("thing.ends")),
        text("parte", _("Con quién se firmó."), "Contract.party", _party),
    ),
    _held("contracts"),
)
DISBURSEMENTS = Dataset(
    "desembolsos",
    _("Desembolsos"),
    _("El dinero que pasó de mano en mano hacia cada obra: recibido, entregado, pagado. Es el mismo dinero en camino."),
    _KEY,
    (
        *_first("Project.disbursements"),
        text("paso", _("A quién llegó."), "Disbursement.step", at("thing.step"), codes=tuple(DisbursementStep)),
        money("Disbursement.amount", at("thing.amount")),
        currency("Disbursement.amount", within="thing"),
        day("dia", _("Día en que llegó."), "Disbursement.day", at("thing.day")),
    ),
    _held("disbursements"),
)
PROGRESS = Dataset(
    "avances",
    _("Avance de los proyectos"),
    _("Avance físico y financiero hasta el fin de cada período, y el programado."),
    _KEY,
    (
        *_first("Project.progress"),
        *span("Progress.period", at("thing.period")),
        _percent("fisico", _("Avance físico."), "Progress.physical"),
        _percent("financiero", _("Avance financiero."), "Progress.financial"),
        _percent("fisico_programado", _("Avance físico programado."), "Progress.planned_physical"),
        _percent("financiero_programado", _("Avance financiero programado."), "Progress.planned_financial"),
    ),
    _held("progress"),
)
PHOTOS = Dataset(
    "fotos",
    _("Fotos públicas"),
    _("Las fotos de los proyectos que la institución hizo públicas, por su huella."),
    ("clave",),
    (
        key("Photo.id"),
        text("proyecto", _("Proyecto del que se habla."), "Photo.project", refers="proyectos"),
        text("leyenda", _("Qué se ve."), "Photo.caption"),
        day("dia", _("Día en que se tomó."), "Photo.day"),
        decimal("latitud", _("Latitud."), "Photo.latitude", unit=_DEGREES),
        decimal("longitud", _("Longitud."), "Photo.longitude", unit=_DEGREES),
        text("huella", _("SHA-256 de sus bytes."), "Photo.document"),
    ),
    lambda issue: issue.face.photos,
)
