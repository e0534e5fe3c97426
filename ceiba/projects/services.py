"""What can be done with projects: take over those of a proposal, and follow each from its need to its closing."""

from collections.abc import Iterable, Mapping

from ceiba.documents.adoption import Shelf, adopt_rows
from ceiba.documents.amounts import amount_columns
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Unit
from ceiba.institutions.verbs import Part, verb
from ceiba.kernel import project as kernel
from ceiba.projects.editing import (
    add_project,
    edit_contracts,
    edit_disbursements,
    edit_progress,
    edit_project,
    edit_risks,
    edit_stages,
)
from ceiba.projects.lines import CONTRACTS, DISBURSEMENTS, PROGRESS, RISKS, STAGES, YEARS
from ceiba.projects.models import Project

__all__ = [
    "add_project",
    "adopt",
    "edit_contracts",
    "edit_disbursements",
    "edit_progress",
    "edit_project",
    "edit_risks",
    "edit_stages",
]


@verb("projects.adopt", needs="project.edit", touches=[Part.PROJECTS])
def adopt(actor: Actor, projects: Iterable[kernel.Project]) -> None:
    """Create or change projects, with everything that hangs from them."""
    here = actor.institution
    units = {unit.key: unit for unit in Unit.objects.of(here)}
    lines = {
        "amounts": YEARS,
        "progress": PROGRESS,
        "stages": STAGES,
        "contracts": CONTRACTS,
        "disbursements": DISBURSEMENTS,
        "risks": RISKS,
    }
    shelf = Shelf("project", Project, {"unit": units}, lines=lines)
    adopt_rows(here, shelf, {project.id: _columns(project) for project in projects})


def _columns(project: kernel.Project) -> Mapping[str, object]:
    return {
        "name": project.name,
        "code": project.code,
        **amount_columns("amount", project.amount),
        "status": project.status.value if project.status else None,
        "period": project.period,
        "note": project.note,
        "place": project.place,
        "serves": list(project.serves),
        "shares": [str(share) for share in project.shares],
        "apart": list(project.apart),
        **amount_columns("cost", project.cost),
        "unit": project.unit,
        **amount_columns("contribution", project.contribution),
        "women": project.women,
        "men": project.men,
        "latitude": project.latitude,
        "longitude": project.longitude,
        "function": project.function,
        "priority": project.priority,
        "amounts": [{"year": paid.year, **amount_columns("amount", paid.amount)} for paid in project.amounts],
        "progress": [{name: getattr(report, name) for name in PROGRESS.columns} for report in project.progress],
        "stages": [
            {"stage": stage.key, **{name: getattr(stage, name) for name in STAGES.columns[1:]}}
            for stage in project.stages
        ],
        "contracts": [_contract(contract) for contract in project.contracts],
        "disbursements": [
            {"step": one.step.value, **amount_columns("amount", one.amount), "day": one.day, "note": one.note}
            for one in project.disbursements
        ],
        "risks": [{name: str(getattr(risk, name)) for name in RISKS.columns} for risk in project.risks],
    }


def _contract(contract: kernel.Contract) -> Mapping[str, object]:
    return {
        "kind": contract.kind.value,
        "number": contract.number,
        "day": contract.day,
        **amount_columns("amount", contract.amount),
        "ends": contract.ends,
        "party": contract.party,
    }
