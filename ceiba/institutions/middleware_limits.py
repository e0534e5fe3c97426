"""Doors that guard the others: whoever asks too often waits; addresses told to others are the installation's."""

from collections.abc import Callable
from functools import lru_cache, partial
from http import HTTPStatus
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from ceiba.institutions import limits
from ceiba.institutions.addresses import absolute, counted
from ceiba.institutions.bearer import shown
from ceiba.institutions.middleware import API, PUBLIC, Response
from ceiba.ui.shell import Shell

View = TypeVar("View", bound=Callable[..., HttpResponse])
COUNTS = "counts_requests"
_SAFE = ("GET", "HEAD", "OPTIONS")


class OneAddress:
    """Tells others the address of the installation that its settings name, whatever name a request came by."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; every absolute address that a page, a feed or a letter holds is made from the setting."""
        if settings.ADDRESS:
            request.build_absolute_uri = partial(_told, request)
        return self.get_response(request)


class LimitDoor:
    """Lets nobody ask so often that others wait: under the API by address and by token, elsewhere what costs.

    A page that a process has made already costs nothing and is not counted: views that keep their pages count those
    that they make (``counts_itself``). Every other public page, what anybody sends, and addresses at which there is
    nothing are counted here.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say in how many seconds to ask again."""
        try:
            _spend(request)
            response = self.get_response(request)
            if response.status_code == HTTPStatus.NOT_FOUND and request.path.startswith(PUBLIC):
                limits.spend(limits.PAGES, counted(request))
        except limits.TooMany as refused:
            return refusal(request, refused.after)
        return response

    def process_view(self, request: HttpRequest, view: object, _args: object, _kwargs: object) -> HttpResponse | None:
        """Count a public page whose view does not count by itself."""
        counts = request.path.startswith(PUBLIC) and request.method in _SAFE and not hasattr(view, COUNTS)
        try:
            if counts:
                limits.spend(limits.PAGES, counted(request))
        except limits.TooMany as refused:
            return refusal(request, refused.after)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say the same where a page found that it is one too many."""
        return refusal(request, exception.after) if isinstance(exception, limits.TooMany) else None


def counts_itself(view: View) -> View:
    """Say that a public view counts what it costs by itself (``limits.spend``)."""
    setattr(view, COUNTS, True)
    return view


def refusal(request: HttpRequest, after: int) -> HttpResponse:
    """Return the polite answer to one request too many: a page; nothing under the API, whose door says it."""
    answer = HttpResponse(status=429)
    if not request.path.startswith(API):
        language = _language(request)
        answer.content, answer["Content-Language"] = _page(language), language
    answer["Retry-After"] = str(after)
    answer["Cache-Control"] = "no-store"
    return answer


def _spend(request: HttpRequest) -> None:
    if request.path.startswith(API):
        limits.spend(limits.API, counted(request))
        if secret := shown(request):
            limits.spend(limits.TOKEN, secret)
    elif request.path.startswith(PUBLIC) and request.method not in _SAFE:
        limits.spend(limits.FORMS, counted(request))


def _told(request: HttpRequest, location: str | None = None) -> str:
    return absolute(request.get_full_path() if location is None else location)


def _language(request: HttpRequest) -> str:
    """Return the language of the address, as public pages have it; Spanish where it names none."""
    wanted = request.GET.get("idioma")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@lru_cache(maxsize=4)
def _page(language: str) -> bytes:
    """Return the page for people, made once: refusing must cost less than answering."""
    with translation.override(language):
        return render_to_string("ui/too_many.html", {"shell": Shell(short_name="Ceiba"), "spanish": "?"}).encode()
