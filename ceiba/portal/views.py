"""Pages of the portal: what was promised, what goes and what lacks; goals, plans, projects and money."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ceiba.institutions.middleware_limits import counts_itself
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.monitoring.goal import GoalPage
from ceiba.monitoring.plan import PlanPage, printed
from ceiba.portal import finding
from ceiba.portal.absence import missing
from ceiba.portal.card import snippet
from ceiba.portal.choosing import chosen
from ceiba.portal.edition import Edition, edition_of, institution_of
from ceiba.portal.figures import figures
from ceiba.portal.goals import Goals
from ceiba.portal.history import history
from ceiba.portal.home import HomePage
from ceiba.portal.money import PublicMoney
from ceiba.portal.pages import Told, page, public, respond
from ceiba.portal.voice import Voice, voiced
from ceiba.portal.works import PublicProject, PublicWork
from ceiba.registers.queries_public import headlines, newest
from ceiba.registers.views_public import public_registers

ROWS, TREE = 50, 150
LONGEST = 120  # letters of a search


@counts_itself
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
    found = chosen(every, request.GET)
    rows = Paginator(found.promises, ROWS).get_page(request.GET.get("page"))
    return page(request, edition, "goals.html", goals=every, chosen=found, title=found.title, rows=rows)


@voiced
def goal(request: HttpRequest, edition: Edition, key: str) -> Told:
    """Show one goal: its way, every figure with what is behind it, its sheet, what each publication said of it."""
    found = edition.face.indicator(key)
    if found is None:
        raise missing(edition, lambda face: face.indicator(key))
    shown = GoalPage(edition.slug, edition.face, found, edition.today)
    context = {
        "page": shown,
        "figures": figures(shown),
        "history": history(edition.institution, key),
        "voice": Voice(edition, address("indicator", key)),
        "snippet": snippet(request.build_absolute_uri(reverse("public_card", args=[edition.slug, key])), found.text),
        "image": reverse("public_card_image", args=[edition.slug, key]),
    }
    return page(request, edition, "goal.html", **context)


@public
def plan(request: HttpRequest, edition: Edition, key: str) -> Told:
    """Show a plan as a tree: every element with its goals, one page after the other."""
    found = edition.face.plan(key)
    if found is None:
        raise missing(edition, lambda face: face.plan(key))
    rows = Paginator(tuple(printed(edition.face, found, edition.today)), TREE).get_page(request.GET.get("page"))
    shown = PlanPage(edition.face, found, edition.today)
    return page(request, edition, "plan.html", page=shown, rows=rows)


@public
def projects(request: HttpRequest, edition: Edition) -> Told:
    """List the projects: all, or those of a theme, of a goal of a framework, of a unit, of a place."""
    found = chosen(Goals(edition), request.GET)
    works = [PublicWork(project) for project in found.projects]
    rows = Paginator(works, ROWS).get_page(request.GET.get("page"))
    return page(request, edition, "projects.html", chosen=found, title=found.title, rows=rows)


@voiced
def project(request: HttpRequest, edition: Edition, key: str) -> Told:
    """Show one project: how far it is, its money, its steps, what it is for."""
    found = _project(edition.face, key)
    if found is None:
        raise missing(edition, lambda face: _project(face, key))
    voice = Voice(edition, address("project", key))
    return page(request, edition, "project.html", work=PublicProject(edition, found), voice=voice)


def _project(face: Snapshot, key: str) -> Project | None:
    return next((one for one in face.projects if one.id == key), None)


@public
def money(request: HttpRequest, edition: Edition) -> Told:
    """Show the money in total: year by year, and where it comes from."""
    return page(request, edition, "money.html", money=PublicMoney(edition))


@public
def search(request: HttpRequest, edition: Edition) -> Told:
    """Show what a search finds; a word that nothing has is looked for as the one most alike, and that is said."""
    query = " ".join(request.GET.get("q", "").split())[:LONGEST]
    return page(request, edition, "search.html", query=query, finding=finding.search(edition, query))
