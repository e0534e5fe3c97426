"""What can be asked about projects: the kernel values of their rows."""

from collections import defaultdict

from ceiba.documents.amounts import amount_names, known_money, money_of
from ceiba.institutions.models import Institution
from ceiba.kernel import project as kernel
from ceiba.kernel.project import ProjectStatus
from ceiba.projects.models import Progress, Project, YearAmount


def projects(institution: Institution) -> tuple[kernel.Project, ...]:
    """Return the projects of an institution, in order."""
    years: dict[int, list[kernel.YearAmount]] = defaultdict(list)
    paid = YearAmount.objects.filter(project__institution=institution)
    for project, year, *amount in paid.values_list("project_id", "year", *amount_names("amount")):
        years[project].append(kernel.YearAmount(year, known_money(*amount)))
    progress: dict[int, list[kernel.Progress]] = defaultdict(list)
    reported = Progress.objects.filter(project__institution=institution)
    for project, *values in reported.values_list("project_id", "period", "physical", "financial"):
        progress[project].append(kernel.Progress(*values))
    names = ("pk", "key", "name", "code", "status", "period", "note", "place", "serves", *amount_names("amount"))
    return tuple(
        kernel.Project(
            id=key,
            name=name,
            code=code,
            amount=money_of(*amount),
            status=None if status is None else ProjectStatus(status),
            period=period,
            note=note,
            place=place,
            amounts=tuple(years.get(pk, ())),
            progress=tuple(progress.get(pk, ())),
            serves=tuple(serves),
        )
        for pk, key, name, code, status, period, note, place, serves, *amount in Project.objects.of(
            institution
        ).values_list(*names)
    )
