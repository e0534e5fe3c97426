"""Pages that hold two things against each other: two periods of a publication, two publications."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from ceiba.portal.comparing import Comparison, chosen_periods, periods
from ceiba.portal.edition import Edition
from ceiba.portal.forms import PeriodsForm, PublicationsForm
from ceiba.portal.pages import Told, page, public
from ceiba.portal.views_publications import SHOWN
from ceiba.publications import queries
from ceiba.publications.difference import difference
from ceiba.publications.models import Publication
from ceiba.ui import formats


@public
def compare(request: HttpRequest, edition: Edition) -> Told:
    """Show two periods side by side: every goal, or the one that is asked for, and the money."""
    only = request.GET.get("meta", "")
    goal = edition.face.indicator(only) if only else None
    if only and goal is None:
        raise Http404
    start, offered = edition.face.methodology.fiscal_start, periods(edition)
    chosen = chosen_periods(offered, request.GET, start)
    if chosen is None and ("antes" in request.GET or "despues" in request.GET):
        raise Http404
    names = [(one.notation(start), formats.period(one)) for one in offered]
    before, after = (one.notation(start) for one in chosen) if chosen else ("", "")
    rows = queries.publications(edition.institution)
    context = {
        "goal": goal,
        "only": only,
        "comparison": Comparison(edition, *chosen, only=only) if chosen else None,
        "periods_form": PeriodsForm(names, before, after) if len(names) > 1 else None,
        "publications_form": _publications_form(rows, "", "") if len(rows) > 1 and not only else None,
    }
    return page(request, edition, "compare.html", **context)


@public
def compare_publications(request: HttpRequest, edition: Edition) -> Told:
    """Show what one publication says that another did not."""
    rows = queries.publications(edition.institution)
    known = {str(row.number): row for row in rows}
    before, after = request.GET.get("antes", ""), request.GET.get("despues", "")
    if not (before or after) and len(rows) > 1:
        before, after = str(rows[1].number), str(rows[0].number)
    one, two = known.get(before), known.get(after)
    if one is None or two is None:
        raise Http404
    context = {
        "before": one,
        "after": two,
        "found": difference(queries.face_of(one), queries.face_of(two)),
        "most": SHOWN,
        "heading": _("Qué cambia de una a otra"),
        "publications_form": _publications_form(rows, before, after),
    }
    return page(request, edition, "compare_publications.html", **context)


def _publications_form(rows: list[Publication], before: str, after: str) -> PublicationsForm:
    names = [(str(row.number), f"{row.number} · {formats.day(row.at)}") for row in rows]
    first, last = (names[1][0], names[0][0]) if len(names) > 1 else ("", "")
    return PublicationsForm(names, before or first, after or last)
