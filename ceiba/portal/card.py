"""A goal, or the whole portal, on one card: what sites show that embed it or share its link."""

from decimal import Decimal

from django.utils.html import format_html
from django.utils.translation import gettext as _

from ceiba.charts.share_card import ShareCard
from ceiba.portal.edition import Edition
from ceiba.portal.goals import Promise
from ceiba.portal.home import HomePage
from ceiba.ui import formats

_TITLE = 120  # letters of the title of a frame


def goal_card(edition: Edition, one: Promise) -> ShareCard:
    """Return the card of a goal: its last figure, its final target, its way and its route."""
    last, unit = one.measure.last, one.indicator.measure_unit
    said = [formats.period(last.period)] if last else []
    final = one.indicator.final_target
    if one.is_final and final is not None and final.period is not None:
        facts = {"when": formats.period(final.period), "value": formats.datum(one.measure.final, unit)}
        said.append(_("meta a %(when)s: %(value)s") % facts)
    return ShareCard(
        above=_above(edition),
        title=one.indicator.text,
        figure=formats.datum(last.value, unit) if last else _("Sin cifra publicada"),
        detail=" · ".join(said),
        state=one.goal.words if one.is_final else "",
        tone=one.goal.tone,
        percent=_number(one.percent),
        mark=_number(one.mark),
        foot=_foot(edition),
        warning=_warning(edition),
    )


def home_card(edition: Edition) -> ShareCard:
    """Return the card of a whole publication: its first figures."""
    page = HomePage(edition)
    routes, spent = page.figures[:2]
    return ShareCard(
        above=_above(edition),
        title=_("Lo que prometimos, lo que va y lo que falta"),
        figure=f"{routes.label}: {routes.value}",
        detail=f"{spent.label}: {spent.value}. {spent.means}",
        foot=_foot(edition),
        warning=_warning(edition),
    )


def _above(edition: Edition) -> str:
    return f"{edition.institution.name} · {_('portal público')}"


def _foot(edition: Edition) -> str:
    facts = {"n": edition.row.number, "day": formats.day(edition.row.at)}
    return _("Publicación %(n)s, del %(day)s") % facts


def _warning(edition: Edition) -> str:
    return _("Datos inventados: esta institución no existe.") if edition.institution.invented else ""


def _number(amount: object) -> Decimal | None:
    return amount if isinstance(amount, Decimal) else None


def snippet(address: str, title: str) -> str:
    """Return what somebody copies into a page of theirs to show a card; words cannot leave their place in it."""
    made = format_html(
        '<iframe src="{}" title="{}" width="420" height="340" loading="lazy"></iframe>', address, title[:_TITLE]
    )
    return "" + made  # a plain text: the page that shows it escapes it once more
