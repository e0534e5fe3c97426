"""The verbs for a project that stands twice: make the two entries one, or say that they are two projects."""

from django.utils.translation import gettext as _

from ceiba.budgets.linking import link_many
from ceiba.documents.models import Source
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Part, Refused, changed, noted, verb
from ceiba.kernel.budget import BudgetLine, Share
from ceiba.kernel.exact import total
from ceiba.kernel.project_merge import merged
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.participation.models import Demand
from ceiba.plans.models import Link
from ceiba.projects import services as projects
from ceiba.projects.models import Photo, Project
from ceiba.snapshots import services as snapshots

TOUCHED = [Part.PROJECTS, Part.MONEY, Part.PLAN, Part.DEMANDS, Part.SOURCES]


@verb("project.merge", needs="project.edit", touches=TOUCHED)
def merge(actor: Actor, /, kept: Project, copy: Project, *, reason: str = "") -> Project:
    """Make two entries of one project one: ``kept`` takes what only ``copy`` says, and everything that named the copy.

    Budget lines, links, demands, sources and photos of the copy become those of the project; the copy stays in the
    house and in the history, and nowhere else. ``Refused`` where both are the same, or one was merged already.
    """
    here = actor.institution
    snapshot = snapshots.current(here)
    first, second = snapshot.project(kept.key), snapshot.project(copy.key)
    if first is None or second is None or first.id == second.id:
        raise Refused(_("Uno de los dos proyectos ya no está. Nada se cambió."))
    before, after = address("project", first.id), address("project", second.id)
    _repoint_money(actor, snapshot, after, before)
    _repoint(here, after, before)
    projects.adopt(actor, [merged(first, second)])
    known = Photo.objects.filter(project=kept).values("original")
    Photo.objects.filter(project=copy).exclude(original__in=known).update(project=kept)
    row = Project.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    row.merged_into, row.key = kept, f"{second.id} · {row.pk}"  # a document may bring the same key again
    row.save(update_fields=["merged_into", "key"])
    changed(after, {"merged_into": None}, {"merged_into": first.id})
    noted(reason.strip())
    return kept


@verb("project.apart", needs="project.edit", touches=[Part.PROJECTS])
def tell_apart(actor: Actor, /, first: Project, second: Project, *, reason: str = "") -> None:
    """Keep that two projects are two, however alike, so that nobody is asked again."""
    del actor
    row = Project.objects.select_for_update(of=("self",)).get(pk=first.pk)
    if second.key in row.apart:
        return
    before = list(row.apart)
    row.apart = [*before, second.key]
    row.save(update_fields=["apart"])
    changed(address("project", row.key), {"apart": before}, {"apart": row.apart})
    noted(reason.strip())


def _repoint_money(actor: Actor, snapshot: Snapshot, copy: str, kept: str) -> None:
    """Give the parts of budget lines that were for the copy to the project; two parts of one line become their sum."""
    lines = [line for line in snapshot.budget_lines if any(share.subject == copy for share in line.serves)]
    if lines:
        link_many(actor, {line.id: _shares(line, copy, kept) for line in lines})


def _shares(line: BudgetLine, copy: str, kept: str) -> list[Share]:
    subjects = [kept if share.subject == copy else share.subject for share in line.serves]
    return [
        Share(subject, total(one.share for one, where in zip(line.serves, subjects, strict=True) if where == subject))
        for subject in dict.fromkeys(subjects)
    ]


def _repoint(here: Institution, copy: str, kept: str) -> None:
    """Point links, demands and sources of the copy to the project."""
    for link in Link.objects.of(here):
        if copy in (link.origin, link.destination):
            before = {"origin": link.origin, "destination": link.destination}
            link.origin, link.destination = (kept if end == copy else end for end in before.values())
            link.save(update_fields=["origin", "destination"])
            changed(address("link", link.key), before, {"origin": link.origin, "destination": link.destination})
    for demand in Demand.objects.of(here):
        if copy in demand.serves:
            told = list(demand.serves)
            demand.serves = list(dict.fromkeys(kept if subject == copy else subject for subject in told))
            demand.save(update_fields=["serves"])
            changed(address("demand", demand.key), {"serves": told}, {"serves": demand.serves})
    Source.objects.of(here).filter(subject=copy).update(subject=kept)
