"""Pages of the portal: what was promised, what goes and what lacks; goals, plans, projects and money."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ceiba.monitoring.goal import GoalPage
from ceiba.monitoring.plan import PlanPage, printed
from ceiba.monitoring.search import index
from ceiba.portal.edition import Edition, edition_of, institution_of
from ceiba.portal.goals import Goals, Promise
from ceiba.portal.history import history
from ceiba.portal.home import HomePage
from ceiba.portal.money import PublicMoney
from ceiba.portal.pages import Told, page, public, respond
from ceiba.portal.works import PublicProject, PublicWork
from ceiba.registers.queries_public import headlines, newest
from ceiba.registers.views_public import public_registers

ROWS, TREE = 50, 150
HITS = 60
LONGEST = 120  # letters of a search
_FOUND = ("indicator", "element", "project")  # of what a publication holds, what has a page here


@login_not_required
@require_safe
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was promised, what goes and what lacks; the registers alone where nothing else was published."""
    institution = institution_of(slug)
    edition, releases = edition_of(request, institution), newest(institution)
    if edition is None:
        return public_registers(request, slug)

    def make() -> Told:
        shown = [(release, headlines(release)) for release in releases]
        return page(request, edition, "home.html", page=HomePage(edition), releases=shown)

    return respond(request, edition, make, tuple(release.sha256 for release in releases))


@public
def goals(request: HttpRequest, edition: Edition) -> Told:
    """List the goals: all, or those of a theme, of a goal of a framework, of a unit."""
    every = Goals(edition)
    chosen, title = _chosen(request, every)
    context = {"goals": every, "title": title, "rows": Paginator(chosen, ROWS).get_page(request.GET.get("page"))}
    return page(request, edition, "goals.html", **context)


def _chosen(request: HttpRequest, every: Goals) -> tuple[tuple[Promise, ...], str]:
    """Return the goals that an address asks for and what it asks by; 404 for what the publication does not know."""
    face, asked = every.edition.face, request.GET
    if theme := asked.get("tema", ""):
        element = face.element(theme)
        if element is None:
            raise Http404
        return every.of_branch(theme), element.text
    if key := asked.get("marco", ""):
        found = face.methodology.framework(key)
        goal = found.goal(asked.get("codigo", "")) if found else None
        chosen = every.of_goal(key, asked.get("codigo", ""))
        if not chosen:
            raise Http404
        told = (found.label if found else key, asked.get("codigo", ""), goal.name if goal else "")
        return chosen, " ".join(filter(None, told))
    if key := asked.get("unidad", ""):
        unit = face.unit(key)
        if unit is None:
            raise Http404
        return every.of_unit(key), unit.name
    return every.every, ""


@public
def goal(request: HttpRequest, edition: Edition, key: str) -> Told:
    """Show one goal: its way, every figure with what is behind it, its sheet, what each publication said of it."""
    found = edition.face.indicator(key)
    if found is None:
        raise Http404
    shown = GoalPage(edition.slug, edition.face, found, edition.today)
    said = history(edition.institution, key)
    return page(request, edition, "goal.html", page=shown, history=said)


@public
def plan(request: HttpRequest, edition: Edition, key: str) -> Told:
    """Show a plan as a tree: every element with its goals, one page after the other."""
    found = edition.face.plan(key)
    if found is None:
        raise Http404
    rows = Paginator(tuple(printed(edition.face, found, edition.today)), TREE).get_page(request.GET.get("page"))
    shown = PlanPage(edition.face, found, edition.today)
    return page(request, edition, "plan.html", page=shown, rows=rows)


@public
def projects(request: HttpRequest, edition: Edition) -> Told:
    """List the projects."""
    works = [PublicWork(project) for project in edition.face.projects]
    return page(request, edition, "projects.html", rows=Paginator(works, ROWS).get_page(request.GET.get("page")))


@public
def project(request: HttpRequest, edition: Edition, key: str) -> Told:
    """Show one project: how far it is, its money, its steps, what it is for."""
    found = next((one for one in edition.face.projects if one.id == key), None)
    if found is None:
        raise Http404
    return page(request, edition, "project.html", work=PublicProject(edition, found))


@public
def money(request: HttpRequest, edition: Edition) -> Told:
    """Show the money in total: year by year, and where it comes from."""
    return page(request, edition, "money.html", money=PublicMoney(edition))


@public
def search(request: HttpRequest, edition: Edition) -> Told:
    """Show what a search finds; a word that nothing has is looked for as the one most alike, and that is said."""
    query = " ".join(request.GET.get("q", "").split())[:LONGEST]
    words = index(edition.face)
    found = words.find(query)
    mended = found.suggestion
    if mended:
        found = words.find(mended)
    grouped = {noun: (noun, title, hits[:HITS]) for noun, title, hits in found.groups}
    groups = [grouped[noun] for noun in _FOUND if noun in grouped]
    context = {"query": query, "mended": mended, "found": found, "groups": groups}
    return page(request, edition, "search.html", **context)
