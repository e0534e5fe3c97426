"""Transparency duties for anybody: each with its items, its official tables and files, and every month as it was."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ceiba.kernel.duty import Duty
from ceiba.kernel.duty_fields import Cell
from ceiba.portal.duties import KeptMonth, ShownTable, items_file, key_of, view_of
from ceiba.portal.edition import Edition, edition_of, institution_of
from ceiba.portal.pages import Told, page, respond
from ceiba.transparency import queries
from ceiba.ui import formats

ROWS = 100
_DIGEST = re.compile(r"[0-9a-f]{64}")
View = Callable[..., Told]


def watched(view: View) -> Callable[..., HttpResponse]:
    """Return a view for anybody that is made anew when a unit declared something, a month was kept, or a day passed."""

    @login_not_required
    @require_safe
    def answer(request: HttpRequest, slug: str, **asked: object) -> HttpResponse:
        institution = institution_of(slug)
        edition = edition_of(request, institution)
        if edition is None:
            raise Http404
        return respond(request, edition, lambda: view(request, edition, **asked), queries.newest_change(institution))

    answer.__name__, answer.__doc__ = view.__name__, view.__doc__
    return answer


@watched
def duties(request: HttpRequest, edition: Edition) -> Told:
    """List the duties that bind the institution, with how far each is answered."""
    views = [view_of(edition, duty) for duty in queries.duties_of(edition.institution)]
    return page(request, edition, "transparency.html", views=views)


@watched
def duty(request: HttpRequest, edition: Edition, duty: str) -> Told:
    """Show one duty: its items and what answers each, its tables, what was sent, the months that were kept."""
    found = _duty(edition, duty)
    view = view_of(edition, found)
    tables = [_shown(request, edition, view, table.key) for table in found.tables]
    context: dict[str, Any] = {"view": view, "tables": tables, "months": queries.months_of(edition.institution, found)}
    return page(request, edition, "duty.html", **context)


@watched
def duty_table(request: HttpRequest, edition: Edition, duty: str, table: str) -> Told:
    """Show an official table as it is today."""
    found = _duty(edition, duty)
    shown = _shown(request, edition, view_of(edition, found), table)
    return _table_page(request, edition, found, shown, None)


@watched
def duty_file(request: HttpRequest, edition: Edition, duty: str, name: str) -> Told:
    """Give a file of a duty: its items, or one of its tables."""
    found = _duty(edition, duty)
    view = view_of(edition, found)
    told = items_file(view, name)
    if told is None and key_of(name) in found.table_by_key:
        told = _shown(request, edition, view, key_of(name)).file(name)
    if told is None:
        raise Http404
    return told


@watched
def duty_month(request: HttpRequest, edition: Edition, duty: str, period: str) -> Told:
    """Show a month as it was kept."""
    found, kept = _duty(edition, duty), _month(edition, duty, period)
    return page(request, edition, "duty_month.html", duty=found, month=kept)


@watched
def duty_month_table(request: HttpRequest, edition: Edition, duty: str, period: str, table: str) -> Told:
    """Show an official table as it was in a month that was kept."""
    found, kept = _duty(edition, duty), _month(edition, duty, period)
    return _table_page(request, edition, found, _kept_table(request, kept, table), kept)


@watched
def duty_month_file(request: HttpRequest, edition: Edition, duty: str, period: str, name: str) -> Told:
    """Give a file of a month that was kept: mes.json, byte for byte as it was frozen, or one of its tables."""
    found, kept = _duty(edition, duty), _month(edition, duty, period)
    if name == "mes.json":
        return Told(kept.row.text.encode(), "application/json", f"{found.address}-{period}.json")
    told = _kept_table(request, kept, key_of(name)).file(name)
    if told is None:
        raise Http404
    return told


@watched
def duty_document(request: HttpRequest, edition: Edition, digest: str) -> Told:
    """Give a document that a unit declared, as it came in; only those, and never shown in the page."""
    document = queries.public_document(edition.institution, digest) if _DIGEST.fullmatch(digest) else None
    if document is None:
        raise Http404
    return Told(document.content, "application/octet-stream", document.name)


def _duty(edition: Edition, address: str) -> Duty:
    found = queries.duty_of(edition.institution, address)
    if found is None:
        raise Http404
    return found


def _month(edition: Edition, address: str, period: str) -> KeptMonth:
    row = queries.month_of(edition.institution, _duty(edition, address), period)
    if row is None:
        raise Http404
    return KeptMonth(row)


def _shown(request: HttpRequest, edition: Edition, view: queries.DutyView, key: str) -> ShownTable:
    filled = view.table(key)
    if filled is None:
        raise Http404
    return ShownTable(filled, edition.institution.name, view.cutoff(key), _base(request))


def _kept_table(request: HttpRequest, kept: KeptMonth, key: str) -> ShownTable:
    filled = kept.table(key)
    if filled is None:
        raise Http404
    return ShownTable(filled, str(kept.told["name"]), kept.cutoff, _base(request))


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _table_page(request: HttpRequest, edition: Edition, duty: Duty, shown: ShownTable, kept: KeptMonth | None) -> Told:
    lines = [("band", (band.title,)) if row is None else ("row", row) for band, row in _lines(shown)]
    context = {
        "duty": duty,
        "shown": shown,
        "month": kept,
        "rows": Paginator(lines, ROWS).get_page(request.GET.get("page")),
    }
    return page(request, edition, "duty_table.html", **context)


def _read(cell: Cell) -> str:
    """Return a cell as it is read on the page; the files keep every digit."""
    return formats.number(cell) if isinstance(cell, Decimal) else cell


def _lines(shown: ShownTable) -> list[tuple[Any, Any]]:
    """Return what the table prints, line by line: a band alone, then each of its rows."""
    found: list[tuple[Any, Any]] = []
    for band in shown.absolute.bands:
        if band.title:
            found.append((band, None))
        found += [(band, tuple(map(_read, row))) for row in band.rows]
    return found
