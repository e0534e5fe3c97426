"""The explorer: plans, one plan, one element with all its nouns."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ceiba.approvals.comments import open_on
from ceiba.audits import queries as findings
from ceiba.audits import services as audits
from ceiba.audits.models import Run
from ceiba.audits.reading import FindingView, views
from ceiba.audits.subjects import unit_of
from ceiba.documents.queries import places
from ceiba.institutions.models import Unit
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.monitoring.branches import Tree
from ceiba.monitoring.element import ElementPage
from ceiba.monitoring.gaps import gap_of
from ceiba.monitoring.marks import Marks, marks
from ceiba.monitoring.origins import Origin, origins
from ceiba.monitoring.outline import Outline, outline
from ceiba.monitoring.past import PastLine, just_done, past
from ceiba.monitoring.plan import PlanPage, printed
from ceiba.snapshots import services as snapshots

CHILDREN = 50  # rows of a page of what hangs from a thing


@dataclass(frozen=True)
class Here:
    """What every page of the explorer starts from: the snapshot, and what its findings still ask."""

    request: HttpRequest

    @cached_property
    def snapshot(self) -> Snapshot:
        """Return what the institution promised, did and spent."""
        return snapshots.current(self.request.institution)

    @cached_property
    def run(self) -> Run:
        """Return the run of the rules that speaks of this snapshot; whoever asks about findings passes here first."""
        return audits.current(self.request.institution)

    @cached_property
    def marks(self) -> Marks:
        """Return what is still asked of every branch."""
        return marks(self.request.institution, self.snapshot, self.run)

    @property
    def slug(self) -> str:
        """Return the institution's part of every address."""
        return self.request.institution.slug

    @property
    def outline(self) -> Outline:
        """Return the trees of the snapshot."""
        return outline(self.snapshot)

    def tree(self, plan: Plan, current: Element | None = None) -> Tree:
        """Return the tree at the side."""
        return Tree(self.slug, self.outline, self.marks, plan, current)

    def findings(self, subjects: tuple[str, ...]) -> list[FindingView]:
        """Return the findings about things, with their answers: two queries."""
        rows = findings.about(self.run.institution, subjects)
        return views(rows, self.snapshot, self.slug, findings.answers_to(rows))

    def origins(self, subjects: tuple[str, ...]) -> tuple[Origin, ...]:
        """Return where things were read: one query."""
        return origins(subjects, self.outline, places(self.request.institution, subjects), self.slug)

    def may_edit(self, subject: str = "") -> bool:
        """Tell whether the reader may change a thing, in the unit that answers for it, or anything at all."""
        if self.request.actor.may("plan.edit"):
            return True
        if not subject or not self.request.actor.may_somewhere("plan.edit"):
            return False
        row = Unit.objects.of(self.request.institution).filter(key=unit_of(subject, self.snapshot) or "").first()
        return row is not None and self.request.actor.may("plan.edit", row)

    def past(self, subjects: tuple[str, ...], rows: list[FindingView]) -> list[PastLine]:
        """Return the last rows of history about things and their findings; none where the reader may not see it."""
        if not self.request.actor.may_somewhere("history.view"):
            return []
        return past(self.request.actor, (*subjects, *(f"finding/{view.row.pk}" for view in rows)))


def plans(request: HttpRequest) -> HttpResponse:
    """Show the plans of the institution: where everybody arrives."""
    here = Here(request)
    today = timezone.localdate()
    rows = [(PlanPage(here.snapshot, plan, today), here.marks.of_plan(plan)) for plan in here.snapshot.plans]
    counts = findings.counts(here.run.institution) if rows else None
    return render(request, "monitoring/plans.html", {"rows": rows, "counts": counts, "current": "plans"})


def plan(request: HttpRequest, key: str) -> HttpResponse:
    """Show one plan: its tree, what it says of itself, its findings; as one long page with ``?imprimir=1``."""
    here = Here(request)
    found = here.snapshot.plan(key)
    if found is None:
        raise Http404
    if "rama" in request.GET:
        return _branch(request, here, found)
    page = PlanPage(here.snapshot, found, timezone.localdate())
    if "imprimir" in request.GET:
        elements = printed(here.snapshot, found, page.today)
        return render(request, "monitoring/print.html", {"page": page, "elements": elements, "current": "plans"})
    rows = here.findings(page.subjects)
    context = {
        "page": page,
        "tree": here.tree(found),
        "mark": here.marks.of_plan(found),
        "roots": _paged(request, page.roots, here),
        "findings": rows,
        "by_subject": _by_subject(rows),
        "past": here.past((page.subject,), rows),
        "may_edit": here.may_edit(),
        "may_answer": request.actor.may_somewhere("finding.answer"),
        "done": just_done(request.actor, request.GET.get("hecho", "")),
        "current": "plans",
    }
    return render(request, "monitoring/plan.html", context)


def element(request: HttpRequest, key: str) -> HttpResponse:
    """Show one element with everything that belongs to it."""
    here = Here(request)
    found = here.snapshot.element(key)
    if found is None:
        raise Http404
    page = ElementPage(here.slug, here.snapshot, found, timezone.localdate())
    rows = here.findings(page.subjects)
    context = {
        "page": page,
        "tree": here.tree(page.plan, found),
        "children": _paged(request, page.children, here),
        "gap": gap_of(here.snapshot, page.plan, found, page.today, request.GET.get("periodo", "")),
        "findings": rows,
        "by_subject": _by_subject(rows),
        "origins": here.origins(page.subjects),
        "past": here.past(page.subjects, rows),
        "may_edit": here.may_edit(page.subject),
        "may_answer": request.actor.may_somewhere("finding.answer"),
        "may_comment": request.actor.may_somewhere("plan.comment"),
        "commented": open_on(request.institution, key),
        "done": just_done(request.actor, request.GET.get("hecho", "")),
        "current": "plans",
    }
    return render(request, "monitoring/element.html", context)


def _branch(request: HttpRequest, here: Here, plan: Plan) -> HttpResponse:
    """Show the rows under one branch of the tree; whoever has no script is led to the page of the branch."""
    found = here.snapshot.element(request.GET["rama"])
    if found is None or found.withdrawn:
        raise Http404
    if not request.htmx:
        return redirect("element", here.slug, found.id)
    branch = here.tree(plan).under(found)
    return render(request, "monitoring/rows.html", {"rows": branch.children, "more": branch.more, "plan": plan})


def _paged(request: HttpRequest, elements: tuple[Element, ...], here: Here) -> object:
    """Return one page of elements, each with its level, mark, and how much hangs from it."""
    page = Paginator(elements, CHILDREN).get_page(request.GET.get("page"))
    page.rows = [
        (element, here.outline.level(element), here.marks.of_element(element), here.outline.below(element))
        for element in page.object_list
    ]
    return page


def _by_subject(rows: list[FindingView]) -> dict[str, list[FindingView]]:
    grouped: dict[str, list[FindingView]] = {}
    for view in rows:
        grouped.setdefault(view.row.subject, []).append(view)
    return grouped
