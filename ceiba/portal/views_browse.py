"""Pages by which a reader finds what matters to them: by theme, by framework, by unit, and near a place."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ceiba.portal.browsing import Browsing
from ceiba.portal.edition import Edition, edition_of, institution_of
from ceiba.portal.forms import PlaceForm, PointForm
from ceiba.portal.goals import Goals
from ceiba.portal.near import NearPage
from ceiba.portal.pages import Told, page, public, respond
from ceiba.portal.places import Places
from ceiba.registers.models_release import RegisterRelease
from ceiba.registers.queries_public import newest


@public
def themes(request: HttpRequest, edition: Edition) -> Told:
    """List the themes of every plan with their goals, how those go, and their projects."""
    return _browse(request, edition, _("Por tema"), Browsing(Goals(edition)).themes)


@public
def frameworks(request: HttpRequest, edition: Edition) -> Told:
    """List the sustainable development goals, and those of other frameworks, that something serves."""
    return _browse(request, edition, _("Por ODS y otras agendas"), Browsing(Goals(edition)).frameworks)


@public
def units(request: HttpRequest, edition: Edition) -> Told:
    """List the units with what they answer for."""
    return _browse(request, edition, _("Por unidad"), Browsing(Goals(edition)).units)


def _browse(request: HttpRequest, edition: Edition, title: str, groups: object) -> Told:
    return page(request, edition, "browse.html", title=title, groups=groups)


@login_not_required
@require_safe
def near(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is told of a place or what is near a point; every place where neither is asked for.

    A page that is asked for as it was leaves out the registers: their releases come and go by themselves.
    """
    institution = institution_of(slug)
    edition = edition_of(request, institution)
    if edition is None:
        raise Http404
    releases = [] if edition.asked else newest(institution)
    digests = tuple(release.sha256 for release in releases)
    return respond(request, edition, lambda: _near(request, edition, releases), *digests)


def _near(request: HttpRequest, edition: Edition, releases: list[RegisterRelease]) -> Told:
    places, key = Places(Goals(edition), releases), request.GET.get("lugar", "")
    place = places.place(key) if key else None
    if key and place is None:
        raise Http404
    asked = not key and bool({"latitud", "longitud"} & set(request.GET))
    point = PointForm(request.GET if asked else None)
    spot = None
    if asked and point.is_valid():
        spot = float(point.cleaned_data["longitud"]), float(point.cleaned_data["latitud"])
    shown = NearPage(edition, places, place, spot)
    context = {"page": shown, "place_form": PlaceForm(shown.choices, key), "point_form": point}
    return page(request, edition, "near.html", **context)
