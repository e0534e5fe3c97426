"""What can be asked about projects: the kernel values of their rows."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Model

from ceiba.documents.amounts import amount_names, known_money, money_of
from ceiba.institutions.models import Institution
from ceiba.kernel import project as kernel
from ceiba.kernel.project import ContractKind, DisbursementStep, ProjectStatus
from ceiba.projects.models import Contract, Disbursement, Progress, Project, ProjectStage, YearAmount

_AMOUNT = amount_names("amount")
_PROGRESS = ("period", "physical", "financial", "planned_physical", "planned_financial")
_STAGE = ("stage", "planned_start", "planned_end", "start", "end", "document")
_PLAIN = ("code", "period", "note", "place", "women", "men", "latitude", "longitude", "function", "priority")


def projects(institution: Institution) -> tuple[kernel.Project, ...]:
    """Return the projects of an institution, in order, with everything that hangs from them: six queries."""
    years = _lines(institution, YearAmount, ("year", *_AMOUNT), _year)
    progress = _lines(institution, Progress, _PROGRESS, kernel.Progress)
    stages = _lines(institution, ProjectStage, _STAGE, kernel.ProjectStage)
    contracts = _lines(institution, Contract, ("kind", "number", "day", "ends", "party", *_AMOUNT), _contract)
    disbursed = _lines(institution, Disbursement, ("step", "day", "note", *_AMOUNT), _disbursement)
    names = ("pk", "key", "name", "status", "serves", "unit__key", *_PLAIN)
    rows = Project.objects.of(institution).values(*names, *_AMOUNT, *amount_names("contribution"))
    return tuple(
        kernel.Project(
            id=row["key"],
            name=row["name"],
            amount=money_of(*(row[name] for name in _AMOUNT)),
            contribution=money_of(*(row[name] for name in amount_names("contribution"))),
            status=None if row["status"] is None else ProjectStatus(row["status"]),
            unit=row["unit__key"],
            serves=tuple(row["serves"]),
            amounts=tuple(years.get(row["pk"], ())),
            progress=tuple(progress.get(row["pk"], ())),
            stages=tuple(stages.get(row["pk"], ())),
            contracts=tuple(contracts.get(row["pk"], ())),
            disbursements=tuple(disbursed.get(row["pk"], ())),
            **{name: row[name] for name in _PLAIN},
        )
        for row in rows
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
