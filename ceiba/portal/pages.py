"""How the portal answers: for anybody, without cookie or script, the same for whoever asks, kept by caches."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ceiba.institutions import limits
from ceiba.institutions.addresses import counted
from ceiba.institutions.middleware_limits import counts_itself
from ceiba.institutions.models import Institution
from ceiba.portal.absence import Gone
from ceiba.portal.edition import LANGUAGE, NUMBER, Edition, edition_of, institution_of
from ceiba.portal.navigation import Navigation
from ceiba.ui import formats

FRESH = 300  # seconds for which a cache may answer by itself: a new publication is seen after that
KEPT = 3600  # seconds that a page that was made stays in the memory of its process
_PAGED = "page"
_SHARED = {LANGUAGE, NUMBER, _PAGED}  # what a page may ask for that many ask alike; a search is made anew each time
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Told:
    """What a page answers: its bytes and their kind; ``file`` is the name under which they are saved, if they are.

    What is not ``light`` is not kept in the memory of a process: it is large, or needs no making.
    """

    content: bytes
    kind: str = _HTML
    file: str = ""
    light: bool = True


@dataclass(frozen=True)
class Asked:
    """What links to further pages of a list repeat: all that a page knows of its request."""

    GET: QueryDict


View = Callable[..., Told]


def public(view: View) -> Callable[..., HttpResponse]:
    """Return a view for anybody of one that tells of an edition; 404 where nothing was published, 410 for ``Gone``.

    The answer carries the hash of its bytes (ETag): who has it already is not sent it again.
    """
    return answering(view, lambda _institution: ())


def answering(view: View, stamp: Callable[[Institution], tuple[object, ...]]) -> Callable[..., HttpResponse]:
    """Return a view as ``public`` does, whose page is made anew when its stamp changes: what else it rests on."""

    @counts_itself
    @login_not_required
    @require_safe
    def answer(request: HttpRequest, slug: str, **asked: object) -> HttpResponse:
        edition = edition_of(request, institution_of(slug))
        if edition is None:
            raise Http404
        try:
            return respond(request, edition, lambda: view(request, edition, **asked), *stamp(edition.institution))
        except Gone as absent:
            return HttpResponse(page(request, edition, "gone.html", row=absent.row).content, status=HTTPStatus.GONE)

    answer.__name__, answer.__doc__ = view.__name__, view.__doc__
    return answer


def respond(request: HttpRequest, edition: Edition, make: Callable[[], Told], *stamp: object) -> HttpResponse:
    """Return what ``make`` tells, made once for an edition and kept; ``stamp`` names what else the page rests on."""
    formats.activate(edition.institution.locale)
    if set(request.GET) <= _SHARED:
        here = (request.get_host(), request.get_full_path(), edition.row.digest, edition.last.digest, get_language())
        key = hashlib.sha256(repr((*here, *stamp)).encode()).hexdigest()
        kept = cache.get(key)
        told = kept if isinstance(kept, Told) else _made(request, make)
        if kept is None and told.light and not told.file:
            cache.set(key, told, KEPT)
    else:
        told = _made(request, make)
    return given(request, told)


def _made(request: HttpRequest, make: Callable[[], Told]) -> Told:
    """Make a page anew, which costs: ``TooMany`` for whoever asks for too many in a minute."""
    limits.spend(limits.PAGES, counted(request))
    return make()


def given(request: HttpRequest, told: Told) -> HttpResponse:
    """Return an answer that caches may keep, or that nothing changed since the reader asked."""
    answer = HttpResponse(told.content, content_type=told.kind)
    answer["Cache-Control"] = f"public, max-age={FRESH}"
    if told.file:
        answer["Content-Disposition"] = f'attachment; filename="{told.file}"'
    answer["ETag"] = f'"{hashlib.sha256(told.content).hexdigest()}"'
    found: HttpResponse = get_conditional_response(request, etag=answer["ETag"], response=answer)
    return found


def page(request: HttpRequest, edition: Edition, template: str, **context: Any) -> Told:
    """Return a page made without the request: neither its session nor a token of it is touched."""
    image = str(context.get("image") or reverse("public_home_image", args=[edition.slug]))
    here = request.resolver_match.url_name if request.resolver_match else ""
    common = {
        "request": Asked(edition.query),
        "shell": edition.shell,
        "edition": edition,
        "slug": edition.slug,
        "suffix": edition.suffix,
        "more": edition.more,
        "spanish": edition.in_language("es"),
        "english": edition.in_language("en"),
        "canonical": request.build_absolute_uri(edition.canonical),
        "alternates": [(one, request.build_absolute_uri(edition.in_language(one))) for one in ("es", "en")],
        "picture": request.build_absolute_uri(f"{image}?{NUMBER}={edition.row.number}"),
        "pages": Navigation(edition.face, edition.slug, edition.suffix, here or ""),
        "permanent": request.build_absolute_uri(edition.permanent),
    }
    return Told(render_to_string(f"portal/{template}", common | context).encode())
