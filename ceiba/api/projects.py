"""Projects of the API: what is built, where, with which money, and how far it is."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from ceiba.api.figures import Amount, amount, optional
from ceiba.api.problems import Trouble
from ceiba.api.reading import Asked, Edition, Listed, PageAsked, edition_of, one, paged
from ceiba.kernel import project as kernel
from ceiba.kernel.text import _

router = Router(tags=["projects"])


class YearAmount(Schema):
    """The money of one year."""

    year: int
    amount: Amount


class Progress(Schema):
    """How far a project is by the end of a period, in percent; null where nobody reported."""

    period: str
    physical: str | None
    financial: str | None
    planned_physical: str | None
    planned_financial: str | None


class Project(Schema):
    """A project."""

    id: str
    name: str
    code: str | None = Field(description=_("Código nacional de inversión, como texto."))
    status: str | None = Field(description=_("new, carried_over, multi_year; null si no se dijo."))
    period: str | None
    place: str | None
    latitude: str | None = Field(description=_("Grados WGS 84."))
    longitude: str | None
    amount: Amount | None
    cost: Amount | None = Field(description=_("Lo que cuesta entero, todos sus años juntos."))
    unit: str | None
    unit_name: str | None
    serves: list[str] = Field(description=_("A qué sirve, como «element/o3»."))
    progress: Progress | None = Field(description=_("El último avance que se reportó; null si nadie reportó."))


class Stage(Schema):
    """A step of a project's file."""

    key: str
    planned_start: date | None
    planned_end: date | None
    start: date | None
    end: date | None


class Contract(Schema):
    """What binds the parties."""

    kind: str
    number: str
    day: date | None
    amount: Amount | None
    ends: date | None
    party: str


class Disbursement(Schema):
    """Money that moved one step."""

    step: str
    amount: Amount
    day: date | None


class ProjectDetail(Project):
    """One project with its years, steps, contracts and money that moved."""

    women: int | None
    men: int | None
    contribution: Amount | None
    function: str
    priority: str
    amounts: list[YearAmount]
    all_progress: list[Progress]
    stages: list[Stage]
    contracts: list[Contract]
    disbursements: list[Disbursement]


class ProjectList(Listed):
    """One page of projects."""

    items: list[Project]


class ProjectsAsked(PageAsked):
    """Which projects."""

    code: str | None = Field(None, max_length=60, description=_("Solo los de un código nacional."))
    status: kernel.ProjectStatus | None = Field(None, description=_("Solo los de un estado."))
    unit: str | None = Field(None, max_length=200, description=_("Solo los de una unidad, por su clave."))


@router.get(
    "/institutions/{slug:institution_id}/projects",
    response=ProjectList,
    operation_id="list_projects",
    summary=_("Proyectos"),
    description=_("Los proyectos de una publicación, con su lugar, su dinero y su último avance."),
)
def projects(
    request: HttpRequest, response: HttpResponse, institution_id: str, asked: Query[ProjectsAsked]
) -> dict[str, Any]:
    """List the projects of a publication."""
    edition = edition_of(institution_id, asked.publication)
    wanted = (asked.code, asked.status, asked.unit)
    rows = [
        row
        for row in edition.face.projects
        if all(want in (None, have) for want, have in zip(wanted, (row.code, row.status, row.unit), strict=True))
    ]
    return paged(request, response, edition, asked, rows, lambda row: told(edition, row))


@router.get(
    "/institutions/{slug:institution_id}/projects/{project_id}",
    response=ProjectDetail,
    operation_id="read_project",
    summary=_("Un proyecto"),
    description=_("Un proyecto con sus años, sus pasos, sus contratos y el dinero que se movió."),
)
def project(
    request: HttpRequest, response: HttpResponse, institution_id: str, project_id: str, asked: Query[Asked]
) -> dict[str, Any]:
    """Show one project."""
    edition = edition_of(institution_id, asked.publication)
    found = edition.face.project(project_id)
    if found is None:
        raise Trouble("not-found")
    one(request, response, edition)
    return {**told(edition, found), **told_whole(edition, found)}


def told(edition: Edition, project: kernel.Project) -> dict[str, Any]:
    """Return a project."""
    unit = edition.face.unit(project.unit)
    last = max(project.progress, key=lambda one: one.period.last_month, default=None)
    return {
        "id": project.id,
        "name": project.name,
        "code": project.code,
        "status": project.status,
        "period": edition.period(project.period),
        "place": project.place,
        "latitude": optional(project.latitude),
        "longitude": optional(project.longitude),
        "amount": amount(project.amount),
        "cost": amount(project.cost),
        "unit": project.unit,
        "unit_name": unit.name if unit else None,
        "serves": list(project.serves),
        "progress": told_progress(edition, last) if last else None,
    }


def told_whole(edition: Edition, project: kernel.Project) -> dict[str, Any]:
    """Return what the page of one project tells besides."""
    stages = ("key", "planned_start", "planned_end", "start", "end")
    return {
        **{name: getattr(project, name) for name in ("women", "men", "function", "priority")},
        "contribution": amount(project.contribution),
        "amounts": [{"year": year.year, "amount": amount(year.amount)} for year in project.amounts],
        "all_progress": [told_progress(edition, progress) for progress in project.progress],
        "stages": [{name: getattr(stage, name) for name in stages} for stage in project.stages],
        "contracts": [
            {
                **{name: getattr(contract, name) for name in ("kind", "number", "day", "ends", "party")},
                "amount": amount(contract.amount),
            }
            for contract in project.contracts
        ],
        "disbursements": [
            {"step": paid.step, "amount": amount(paid.amount), "day": paid.day} for paid in project.disbursements
        ],
    }


def told_progress(edition: Edition, progress: kernel.Progress) -> dict[str, Any]:
    """Return how far a project is."""
    names = ("physical", "financial", "planned_physical", "planned_financial")
    return {"period": edition.period(progress.period), **{name: optional(getattr(progress, name)) for name in names}}
