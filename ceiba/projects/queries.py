"""What can be asked about projects: the kernel values of their rows."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Model

from ceiba.documents.amounts import amount_names, known_money, money_of
from ceiba.institutions.models import Institution
from ceiba.kernel import project as kernel
from ceiba.kernel.project import ContractKind, DisbursementStep, ProjectStatus
from ceiba.kernel.risk import Grade, RiskState
from ceiba.kernel.risk import ProjectRisk as RiskValue
from ceiba.projects.models import (
    Contract,
    Disbursement,
    Photo,
    Progress,
    Project,
    ProjectRisk,
    ProjectStage,
    YearAmount,
)

_AMOUNT = amount_names("amount")
_PROGRESS = ("period", "physical", "financial", "planned_physical", "planned_financial")
_STAGE = ("stage", "planned_start", "planned_end", "start", "end", "document")
_RISK = ("text", "response", "responsible", "probability", "impact", "state")
_PHOTO = ("caption", "day", "latitude", "longitude", "public")
_PLAIN = ("code", "period", "note", "place", "women", "men", "latitude", "longitude", "function", "priority")


def projects(institution: Institution) -> tuple[kernel.Project, ...]:
    """Return the projects of an institution, in order, with everything that hangs from them: seven queries.

    A second copy that was merged into its project is not there.
    """
    years = _lines(institution, YearAmount, ("year", *_AMOUNT), _year)
    progress = _lines(institution, Progress, _PROGRESS, kernel.Progress)
    stages = _lines(institution, ProjectStage, _STAGE, kernel.ProjectStage)
    contracts = _lines(institution, Contract, ("kind", "number", "day", "ends", "party", *_AMOUNT), _contract)
    disbursed = _lines(institution, Disbursement, ("step", "day", "note", *_AMOUNT), _disbursement)
    risks = _lines(institution, ProjectRisk, _RISK, _risk)
    names = ("pk", "key", "name", "status", "serves", "shares", "apart", "unit__key", *_PLAIN)
    moneys = (*_AMOUNT, *amount_names("contribution"), *amount_names("cost"))
    rows = Project.objects.of(institution).filter(merged_into=None).values(*names, *moneys)
    return tuple(
        kernel.Project(
            id=row["key"],
            name=row["name"],
            amount=money_of(*(row[name] for name in _AMOUNT)),
            contribution=money_of(*(row[name] for name in amount_names("contribution"))),
            cost=money_of(*(row[name] for name in amount_names("cost"))),
            status=None if row["status"] is None else ProjectStatus(row["status"]),
            unit=row["unit__key"],
            serves=tuple(row["serves"]),
            shares=tuple(Decimal(share) for share in row["shares"]),
            apart=tuple(row["apart"]),
            amounts=tuple(years.get(row["pk"], ())),
            progress=tuple(progress.get(row["pk"], ())),
            stages=tuple(stages.get(row["pk"], ())),
            contracts=tuple(contracts.get(row["pk"], ())),
            disbursements=tuple(disbursed.get(row["pk"], ())),
            risks=tuple(risks.get(row["pk"], ())),
            **{name: row[name] for name in _PLAIN},
        )
        for row in rows
    )


def photos(institution: Institution) -> tuple[kernel.Photo, ...]:
    """Return the pictures of the projects of an institution that were not withdrawn: one query."""
    named = ("key", "project__key", "document__sha256", "unit__key", *_PHOTO)
    rows = Photo.objects.of(institution).filter(withdrawn=False).values_list(*named)
    return tuple(
        kernel.Photo(key, project, document, unit=unit, **dict(zip(_PHOTO, plain, strict=True)))
        for key, project, document, unit, *plain in rows
    )


def _lines(
    institution: Institution, model: type[Model], names: tuple[str, ...], make: Callable[..., Any]
) -> dict[int, list[Any]]:
    """Return what hangs from each project, by the project's primary key."""
    found: dict[int, list[Any]] = defaultdict(list)
    rows = model._default_manager.filter(project__institution=institution)
    for project, *values in rows.values_list("project_id", *names):
        found[project].append(make(*values))
    return found


def _year(year: int, *amount: Any) -> kernel.YearAmount:
    return kernel.YearAmount(year, known_money(*amount))


def _contract(kind: str, number: str, day: Any, ends: Any, party: str, *amount: Any) -> kernel.Contract:
    return kernel.Contract(ContractKind(kind), number, day, money_of(*amount), ends, party)


def _disbursement(step: str, day: Any, note: str, *amount: Any) -> kernel.Disbursement:
    return kernel.Disbursement(DisbursementStep(step), known_money(*amount), day, note)


def _risk(text: str, response: str, responsible: str, *grades: str) -> RiskValue:
    probability, impact, state = grades
    return RiskValue(text, Grade(probability), Grade(impact), response, responsible, RiskState(state))
