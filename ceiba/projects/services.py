"""What can be done with projects: take over those of a proposal."""

from collections.abc import Iterable, Mapping

from ceiba.documents.adoption import Lines, Shelf, adopt_rows
from ceiba.documents.amounts import amount_columns, amount_names
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Part, verb
from ceiba.kernel import project as kernel
from ceiba.projects.models import Progress, Project, YearAmount

YEARS = Lines(YearAmount, "project", ("year", *amount_names("amount")))
PROGRESS = Lines(Progress, "project", ("period", "physical", "financial"))


@verb("projects.adopt", needs="project.edit", touches=[Part.PROJECTS])
def adopt(actor: Actor, projects: Iterable[kernel.Project]) -> None:
    """Create or change projects, with their yearly amounts and their progress."""
    shelf = Shelf("project", Project, lines={"amounts": YEARS, "progress": PROGRESS})
    adopt_rows(actor.institution, shelf, {project.id: _columns(project) for project in projects})


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
        "amounts": [{"year": paid.year, **amount_columns("amount", paid.amount)} for paid in project.amounts],
        "progress": [
            {"period": report.period, "physical": report.physical, "financial": report.financial}
            for report in project.progress
        ],
    }
