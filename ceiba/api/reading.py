"""What every public address of the API shares: which publication it speaks of, its pages, and how caches keep it."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Field, Schema

from ceiba.api.problems import Trouble
from ceiba.institutions.models import Institution
from ceiba.kernel.period import Period
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.publications import queries
from ceiba.publications.models import Publication
from ceiba.publications.queries_public import publishing

FRESH = 300  # seconds for which a cache may answer by itself: a new publication is seen after that
KEPT = 86_400  # the same where the address names its publication
MOST = 200  # things of one page
NUMBER = "publication"
_Thing = TypeVar("_Thing")


class Asked(Schema):
    """Which publication a read is about."""

    publication: int | None = Field(
        None,
        ge=1,
        le=999_999,
        description=_("Número de una publicación: la dirección queda fija para siempre. Si no está, la última."),
    )


class Paged(Schema):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=100_000, description=_("Página, contada desde 1."))
    per_page: int = Field(50, ge=1, le=MOST, description=_("Cuántas cosas caben en una página."))


class PageAsked(Paged, Asked):
    """Which page of a list of a publication."""


class Listed(Schema):
    """One page of a list."""

    publication: int = Field(description=_("Número de la publicación que lo dice."))
    total: int = Field(description=_("Cuántas cosas tiene la lista entera."))
    page: int
    per_page: int


class Told:
    """What an answer speaks of: a snapshot, and how periods are written in it."""

    @property
    def face(self) -> Snapshot:
        """Return the snapshot."""
        raise NotImplementedError

    def period(self, period: Period | None) -> str | None:
        """Return a period as plans write it, None for none."""
        return period.notation(self.face.methodology.fiscal_start) if period else None


@dataclass(frozen=True)
class Edition(Told):
    """One publication of an institution as an answer speaks of it; ``named`` where the address names it."""

    institution: Institution
    row: Publication
    named: bool

    @property
    def face(self) -> Snapshot:
        """Return what the publication says."""
        return queries.face_of(self.row)

    @property
    def today(self) -> date:
        """Return the day of the publication: what is due is judged by it for ever."""
        return timezone.localdate(self.row.at)


def institution_of(slug: str) -> Institution:
    """Return an institution that has published; a problem where there is none. One query."""
    found: Institution | None = publishing().filter(slug=slug).first()
    if found is None:
        raise Trouble("not-found")
    return found


def edition_of(slug: str, number: int | None) -> Edition:
    """Return what an address speaks of: the last publication, or the one that it names; two queries."""
    here = institution_of(slug)
    row = queries.last(here) if number is None else queries.numbered(here, number)
    if row is None:
        raise Trouble("not-found")
    return Edition(here, row, number is not None)


def paged(
    request: HttpRequest,
    answer: HttpResponse,
    edition: Edition,
    asked: PageAsked,
    things: Sequence[_Thing],
    told: Callable[[_Thing], Any],
) -> dict[str, Any]:
    """Return one page of a list of a publication; its links keep to that publication, so that a walk is of one."""
    kept(answer, edition)
    number = edition.row.number
    return {"publication": number, **_page(request, answer, asked, things, len(things), told, number)}


def page_of(
    request: HttpRequest, answer: HttpResponse, asked: Any, rows: Any, told: Callable[[Any], Any]
) -> dict[str, Any]:
    """Return one page of rows of a table, or of a list that no publication holds; good for as long as ``FRESH``."""
    answer["Cache-Control"] = f"public, max-age={FRESH}"
    size = rows.count() if isinstance(rows, QuerySet) else len(rows)
    return _page(request, answer, asked, rows, size, told, None)


def _page(
    request: HttpRequest,
    answer: HttpResponse,
    asked: Any,
    things: Any,
    size: int,
    told: Callable[[Any], Any],
    number: int | None,
) -> dict[str, Any]:
    last = max(1, -(-size // asked.per_page))
    if asked.page > last:
        raise Trouble("not-found", gettext("La lista tiene %(count)s páginas.") % {"count": last})
    begins = (asked.page - 1) * asked.per_page
    answer["Link"] = ", ".join(links(request, number, asked.page, last))
    items = [told(thing) for thing in things[begins : begins + asked.per_page]]
    return {"total": size, "page": asked.page, "per_page": asked.per_page, "items": items}


def links(request: HttpRequest, number: int | None, page: int, last: int) -> Iterable[str]:
    """Yield the links of a page (RFC 8288), and of what never changes the address where it stays («bookmark»)."""
    for name, to in {"first": 1, "prev": page - 1, "next": page + 1, "last": last}.items():
        if 1 <= to <= last:
            yield f'<{_address(request, number, to)}>; rel="{name}"'
    if number is not None:
        yield f'<{_address(request, number, page)}>; rel="bookmark"'


def _address(request: HttpRequest, number: int | None, page: int) -> str:
    asked = request.GET.dict() | {NUMBER: number, "page": page}
    told = {name: value for name, value in asked.items() if value is not None and (name, value) != ("page", 1)}
    return f"{request.path}?{urlencode(told)}" if told else request.path


def one(request: HttpRequest, answer: HttpResponse, edition: Edition) -> None:
    """Say of the answer about one thing how long it is good, and where it stays for ever."""
    kept(answer, edition)
    answer["Link"] = f'<{_address(request, edition.row.number, 1)}>; rel="bookmark"'


def kept(answer: HttpResponse, edition: Edition) -> None:
    """Say how long a cache may answer by itself."""
    answer["Cache-Control"] = f"public, max-age={KEPT if edition.named else FRESH}"


def stamped(answer: HttpResponse) -> None:
    """Give an answer the hash of its bytes, unless it has an ETag of its own."""
    if "ETag" not in answer:
        answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()}"'
